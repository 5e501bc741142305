"""The history of a work: whose words stand in it, version by version, where each came from, what became of some."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from provenance import pipeline
from provenance.attribution.choosing import find_record
from provenance.attribution.origins import UNKNOWN, Origins
from provenance.model.versions import Holding, Version
from provenance.reports.palette import LIGHT, Siglum, letters_for, sigla
from provenance.store.library import open_library
from provenance.text.blocks import split_blocks
from provenance.web.asking import apparatus_of, held, is_traced, version_called
from provenance.web.stream_graph import MOST_STREAMS, Moment, Stream, draw_streams
from provenance.web.visits import Answer, Page, Visit

_MOMENTS = 80
OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one origin: the version in which they entered, and who is recorded for it."""

    text: str
    version: str
    author: str
    stream: Stream


def history(visit: Visit) -> Answer:
    """Who owned how much of the text through its versions; the text with the origin of every word."""
    holding = held(visit)
    origins = pipeline.origins(visit.database, holding.work.id)
    asked = visit.asked("at")
    wanted = version_called(holding, asked).id if asked else None
    known = {record.version for record in origins.records}
    chosen = find_record(origins.records, wanted if wanted in known else None, origins.is_hidden)
    found = [one for one in origins.shares(chosen.version) if one.alive or one.added]
    streams = _streams([one.author for one in found], _colours(visit, holding))
    by_author = {stream.author: stream for stream in streams}
    rest = by_author.get(OTHERS, Stream(UNKNOWN, "?", "h0"))

    def told() -> dict[str, object]:
        return {
            "revisions": len(origins.records),
            "authors": [
                {
                    "author": one.author, "alive": one.alive, "added": one.added, "share": round(one.share, 6),
                    "first": one.first.version, "last": one.last.version,
                }
                for one in found
            ],
        }  # fmt: skip

    with open_library(visit.database) as library:
        version = library.version(holding.work.id, chosen.version)
    shown = {
        "holding": holding,
        "tab": "history",
        "chosen": chosen,
        "count_versions": len(origins.records),
        "graph": draw_streams(_moments(origins, by_author), streams),
        "names": {record.version: record.label for record in origins.records},
        "rows": [(one, by_author.get(one.author, rest)) for one in found],
        "blocks": [
            [Run(words, origin, author, by_author.get(author, rest)) for words, (origin, author) in block]
            for block in _blocks(version, origins.signed(chosen.version))
        ],
    }
    return Page("history.html", f"{holding.work.title}: history", shown, ("authors", told))


def _blocks(version: Version, signed: Iterable[tuple[str, str, str]]) -> list[list[tuple[str, tuple[str, str]]]]:
    """The text block by block, each as runs of words that entered in one version by one hand."""
    places, at = [], 0
    for token, origin, author in signed:
        start = version.text.find(token, at)
        if start >= 0:
            places.append((start, (origin, author)))
            at = start + len(token)
    starts = [start for start, _ in places]
    found = []
    for block in version.blocks or split_blocks(version.text):
        inside = places[bisect_left(starts, block.span.start) : bisect_left(starts, block.span.end)]
        runs = [next(run) for _, run in groupby(inside, key=lambda place: place[1])]
        edges = [*(max(start, block.span.start) for start, _ in runs[1:]), block.span.end]
        begins = [block.span.start, *edges[:-1]]
        found.append(
            [(version.text[a:b], origin) for (_, origin), a, b in zip(runs, begins, edges, strict=True)] if runs else []
        )
    return [block for block in found if block]


def trace(visit: Visit) -> Answer:
    """When certain words came, moved, vanished and returned."""
    holding = held(visit)
    words = visit.needed("words", "which words")
    events = pipeline.origins(visit.database, holding.work.id).trace(words)

    def told() -> dict[str, object]:
        return {
            "words": words,
            "events": [
                {
                    "revision": event.record.version, "date": event.record.date,
                    "authors": list(event.record.authors), "comment": event.record.comment,
                    "event": event.turn.value, "origins": list(event.origins),
                    "gaps": [hidden.version for hidden in event.hidden],
                }
                for event in events
            ],
        }  # fmt: skip

    rows = [(event, event.record.label, event.by) for event in events]
    shown = {"holding": holding, "tab": "history", "asked_words": words, "rows": rows}
    return Page("trace.html", f"“{words}”: {holding.work.title}", shown, ("trace", told))


def _colours(visit: Visit, holding: Holding) -> dict[str, Siglum]:
    """The letters and colours that persons have in the report of a work with notes; none for a history."""
    if is_traced(visit, holding):
        return {}
    found = sigla(apparatus_of(visit, holding))
    return {names[0]: siglum for names, siglum in found.items() if len(names) == 1}


def _streams(authors: Sequence[str], colours: dict[str, Siglum]) -> list[Stream]:
    """The authors with most words first, each with letters and a colour; the others together."""
    taken = {siglum.letters for siglum in colours.values()}
    streams = []
    for number, author in enumerate([one for one in authors if one != UNKNOWN][:MOST_STREAMS], 1):
        siglum = colours.get(author)
        letters = siglum.letters if siglum else letters_for(author, taken)
        taken.add(letters)
        streams.append(Stream(author, letters, f"h{LIGHT.index(siglum.light) + 1 if siglum else number}"))
    if UNKNOWN in authors:
        streams.append(Stream(UNKNOWN, "?", "h0"))
    if len(authors) > len(streams):
        streams.append(Stream(OTHERS, "…", "h0 rest"))
    return streams


def _moments(origins: Origins, streams: dict[str, Stream]) -> list[Moment]:
    """The words of each author in the versions, or in so many of them as can be told apart in a drawing."""
    seen = [record for record in origins.records if not origins.is_hidden(record.version)]
    step = max(1, -(-len(seen) // _MOMENTS))
    some = [*seen[::step], *([seen[-1]] if (len(seen) - 1) % step else [])]
    moments = []
    for record in some:
        words = Counter(
            author if author in streams else OTHERS
            for token, _, author in origins.signed(record.version)
            if token[0].isalnum()
        )
        moments.append(Moment(record.date[:10] if record.date else record.label, words))
    return moments
