"""The history of a work: whose words stand in it, version by version, where each came from, what became of some."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from provenance import pipeline
from provenance.attribution.choosing import find_record
from provenance.attribution.origins import UNKNOWN, Origins
from provenance.attribution.origins import Run as Origin
from provenance.model.spans import Span
from provenance.model.versions import Holding, Version
from provenance.reports.palette import LIGHT, Siglum, letters_for, sigla
from provenance.reports.public_json import trace_json
from provenance.store.library import open_library
from provenance.text.blocks import split_blocks
from provenance.text.tokens import count_words
from provenance.web.asking import apparatus_of, held, is_traced, remembered, version_called
from provenance.web.stream_graph import MOST_STREAMS, Moment, Stream, draw_streams
from provenance.web.visits import Answer, Page, Visit

_MOMENTS = 40
OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one origin in one block: where they came in, by whom, and the stream of whoever brought them in."""

    text: str
    origin: Origin
    stream: Stream


def history(visit: Visit) -> Answer:
    """Whose words made up the text through its versions; the text with the origin of every word."""
    holding = held(visit)
    origins = _origins(visit, holding)
    asked = visit.asked("at")
    chosen = find_record(origins.records, version_called(holding, asked).id if asked else None, origins.is_hidden)
    found = [one for one in origins.shares(chosen.version) if one.alive or one.added]

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

    streams = _streams([one.author for one in found], _colours(visit, holding))
    by_author = {stream.author: stream for stream in streams}
    rest = by_author.get(OTHERS, Stream(UNKNOWN, "?", "h0"))
    with open_library(visit.database) as library:
        version = library.version(holding.work.id, chosen.version)
    shown = {
        "holding": holding,
        "tab": "history",
        "caveats": origins.caveats,
        "chosen": chosen,
        "count_versions": len(origins.records),
        "records": [one for one in origins.records if not origins.is_hidden(one.version)],
        "graph": draw_streams(_moments(visit, holding, origins, by_author), streams),
        "rows": [(one, by_author.get(one.author, rest)) for one in found],
        "blocks": [
            [Piece(words, origin, by_author.get(origin.by, rest)) for words, origin in block]
            for block in _blocks(version, origins.runs(chosen.version))
        ],
    }
    return Page("history.html", f"{holding.work.title}: history", shown, ("authors", told))


def _blocks(version: Version, runs: Iterable[Origin]) -> list[list[tuple[str, Origin]]]:
    """The text block by block, each as words of one origin after another; nothing of the text is left out."""
    spans = list(_placed(version.text, runs))
    found = []
    for block in version.blocks or split_blocks(version.text):
        inside = [(block.span.shared(span), origin) for span, origin in spans if span.overlaps(block.span)]
        edges = [*(place.start for place, _ in inside[1:] if place), block.span.end]
        begins = [block.span.start, *edges[:-1]]
        if inside:
            pieces = zip(inside, begins, edges, strict=True)
            found.append([(version.text[start:end], origin) for (_, origin), start, end in pieces])
    return found


def _placed(text: str, runs: Iterable[Origin]) -> Iterator[tuple[Span, Origin]]:
    """Where the words of each run stand."""
    at = 0
    for run in runs:
        start = None
        for word in run.words.split():
            place = text.find(word, at)
            if place >= 0:
                start = place if start is None else start
                at = place + len(word)
        if start is not None:
            yield Span(start, at), run


def trace(visit: Visit) -> Answer:
    """When certain words came, changed, moved, vanished and returned."""
    holding = held(visit)
    words = visit.needed("words", "which words")
    origins = _origins(visit, holding)
    events = origins.trace(words)

    shown = {
        "holding": holding, "tab": "history", "caveats": origins.caveats, "asked_words": words, "events": events,
    }  # fmt: skip
    return Page("trace.html", f"“{words}”: {holding.work.title}", shown, ("trace", lambda: trace_json(words, events)))


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
    for number, author in enumerate([one for one in authors if not one.startswith(UNKNOWN)][:MOST_STREAMS], 1):
        siglum = colours.get(author)
        letters = siglum.letters if siglum else letters_for(author, taken)
        taken.add(letters)
        streams.append(Stream(author, letters, f"h{LIGHT.index(siglum.light) + 1 if siglum else number}"))
    streams += [Stream(author, "?", "h0") for author in authors if author.startswith(UNKNOWN)]
    if len(authors) > len(streams):
        streams.append(Stream(OTHERS, "…", "h0 rest"))
    return streams


def _origins(visit: Visit, holding: Holding) -> Origins:
    """The words of the work, to be asked where they come from."""
    work = holding.work.id
    return remembered(visit, ("origins", work), lambda: pipeline.origins(visit.database, work))


def _moments(visit: Visit, holding: Holding, origins: Origins, streams: dict[str, Stream]) -> list[Moment]:
    """The words of each author in the versions, those of authors without a stream of their own together."""
    counted = remembered(visit, ("words", holding.work.id), lambda: _counted(origins))
    moments = []
    for label, words in counted:
        told: Counter[str] = Counter()
        for author, count in words.items():
            told[author if author in streams else OTHERS] += count
        moments.append(Moment(label, told))
    return moments


def _counted(origins: Origins) -> list[tuple[str, Counter[str]]]:
    """How many words of each author stand in the versions, or in so many as can be told apart in a drawing."""
    seen = [one for one in origins.records if not origins.is_hidden(one.version)]
    step = max(1, -(-len(seen) // _MOMENTS))
    some = [*seen[::step], *([seen[-1]] if (len(seen) - 1) % step else [])]
    counted = []
    for one in some:
        words: Counter[str] = Counter()
        for run in origins.runs(one.version):
            words[run.by] += count_words(run.words)
        counted.append((one.date[:10] if one.date else one.label, words))
    return counted
