"""The history of a work: whose words stand in it, version by version, where each came from, what became of some."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from provenance.attribution.choosing import find_seen
from provenance.attribution.recorded import UNKNOWN, parties, recorded_author, shares
from provenance.attribution.recorded import trace as trace_words
from provenance.lineage.lineage import Lineage
from provenance.model.histories import Revision
from provenance.model.versions import Holding, Standing, Version
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
    lineage, revisions = _recorded(visit, holding)
    asked = visit.asked("at")
    chosen = find_seen(lineage, revisions, version_called(holding, asked).id if asked else None)
    found = [one for one in shares(lineage, revisions, chosen.id) if one.alive or one.added]
    streams = _streams([one.author for one in found], _colours(visit, holding))
    by_author = {stream.author: stream for stream in streams}
    rest = by_author.get(OTHERS, Stream(UNKNOWN, "?", "h0"))

    def told() -> dict[str, object]:
        return {
            "revisions": len(revisions),
            "authors": [
                {
                    "author": one.author, "alive": one.alive, "added": one.added, "share": round(one.share, 6),
                    "first": one.first.id, "last": one.last.id,
                }
                for one in found
            ],
        }  # fmt: skip

    by_id = {one.id: one for one in revisions}
    authors = {one.id: recorded_author(lineage, one, by_id) or UNKNOWN for one in revisions}
    names = {outline.id: outline.label for outline in holding.versions}
    with open_library(visit.database) as library:
        version = library.version(holding.work.id, chosen.id)
    shown = {
        "holding": holding,
        "tab": "history",
        "chosen": chosen,
        "names": names,
        "count_versions": len(revisions),
        "graph": draw_streams(_moments(lineage, revisions, authors, by_author, names), streams),
        "rows": [(one, by_author.get(one.author, rest)) for one in found],
        "blocks": [
            [Run(words, origin, authors[origin], by_author.get(authors[origin], rest)) for words, origin in block]
            for block in _blocks(version, lineage.origins(chosen.id))
        ],
    }
    return Page("history.html", f"{holding.work.title}: history", shown, ("authors", told))


def _blocks(version: Version, origins: Iterable[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """The text block by block, each as runs of words that entered in one version."""
    places, at = [], 0
    for token, origin in origins:
        start = version.text.find(token, at)
        if start >= 0:
            places.append((start, origin))
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
    lineage, revisions = _recorded(visit, holding)
    words = visit.needed("words", "which words")
    events = trace_words(lineage, revisions, words)
    by_id = {one.id: one for one in revisions}
    names = {outline.id: outline.label for outline in holding.versions}

    def told() -> dict[str, object]:
        return {
            "words": words,
            "events": [
                {
                    "revision": event.revision.id, "date": event.revision.date,
                    "authors": list(event.revision.authors), "comment": event.revision.comment,
                    "event": event.turn.value, "origins": list(event.origins),
                    "gaps": list(lineage.gaps_before(event.revision.id)),
                }
                for event in events
            ],
        }  # fmt: skip

    rows = [
        (event, names.get(event.revision.id, event.revision.id), parties(lineage, event.revision, by_id))
        for event in events
    ]
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


def _moments(
    lineage: Lineage,
    revisions: Sequence[Revision],
    authors: dict[str, str],
    streams: dict[str, Stream],
    names: dict[str, str],
) -> list[Moment]:
    """The words of each author in the versions, or in so many of them as can be told apart in a drawing."""
    seen = [one for one in revisions if not lineage.is_gap(one.id)]
    step = max(1, -(-len(seen) // _MOMENTS))
    some = [*seen[::step], *([seen[-1]] if (len(seen) - 1) % step else [])]
    order = [authors[one.id] for one in revisions]
    moments = []
    for one in some:
        numbers = Counter(
            n
            for n, token in zip(lineage.origin_numbers(one.id), lineage.tokens(one.id), strict=True)
            if token[0].isalnum()
        )
        words: Counter[str] = Counter()
        for n, count in numbers.items():
            words[order[n] if order[n] in streams else OTHERS] += count
        moments.append(Moment(one.date[:10] if one.date else names.get(one.id, one.id), words))
    return moments


def _recorded(visit: Visit, holding: Holding) -> tuple[Lineage, tuple[Revision, ...]]:
    """The lineage of a work and its versions as revisions, without their texts.

    A reconstructed version that was made from no other stands for somebody's lost draft; its words are nobody's.
    """
    lost = {one.id for one in holding.versions if one.standing is Standing.RECONSTRUCTED and not one.parents}
    with open_library(visit.database) as library:
        lineage, revisions = library.lineage(holding.work.id), library.revisions(holding.work.id)
    return lineage, tuple(replace(one, authors=()) if one.id in lost else one for one in revisions)
