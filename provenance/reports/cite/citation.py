"""What a citation needs of a work or of one passage in it, before any style is chosen.

Nothing is invented: no day of access, no volume title, no page before the first page break that the source shows.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from provenance.attribution.listing import listed
from provenance.attribution.sentence_accounts import SentenceAccount
from provenance.model.attributions import Apparatus, Attribution
from provenance.model.changes import ChangeKind
from provenance.model.spans import MilestoneKind, Span
from provenance.model.versions import Standing, Version
from provenance.reports.summary import result_in_words
from provenance.reports.wording import aside_in_words, certainty_in_words
from provenance.text.visible import one_line

_DONE = {
    ChangeKind.INSERTION: "inserted",
    ChangeKind.DELETION: "deleted",
    ChangeKind.SUBSTITUTION: "substituted",
    ChangeKind.TRANSPOSITION: "moved",
    ChangeKind.ORTHOGRAPHIC: "spelled otherwise",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """A work or a passage of it, ready to be cited.

    `date` is the work's, as the source gives it; `pages` are the first and the last page (one if they are the same,
    none if not known); `provenance` says in a sentence or two who put the words there and how that is known.
    """

    key: str
    title: str
    source: str
    date: str | None
    url: str | None
    pages: tuple[str, ...]
    provenance: str


def cite(apparatus: Apparatus, passage: Attribution | SentenceAccount | None = None) -> Citation:
    """The citation of the whole work, or of one change or sentence of it."""
    return _Citing(apparatus).of(passage)


def cite_all(apparatus: Apparatus) -> Iterator[Citation]:
    """The citation of the whole work, then one of each change."""
    citing = _Citing(apparatus)
    yield citing.of(None)
    yield from map(citing.of, listed(apparatus))


class _Citing:
    """An apparatus with what its citations look up."""

    def __init__(self, apparatus: Apparatus) -> None:
        self.apparatus = apparatus
        self._breaks = _breaks_of(apparatus.revised)
        self._numbers = {one.change.id: number for number, one in enumerate(apparatus.attributions, 1)}
        self._asserters = {claim.id: claim.asserted_by for claim in apparatus.claims}

    def of(self, passage: Attribution | SentenceAccount | None) -> Citation:
        """The citation of the whole work, or of one change or sentence of it."""
        work, place = self.apparatus.work, _place(self.apparatus, passage)
        return Citation(
            key=self._key(passage),
            title=one_line(work.title),
            source=one_line(work.source),
            date=one_line(work.date) if work.date else None,
            url=work.url,
            pages=_pages_at(self._breaks, place),
            provenance=one_line(f"{self._provenance(passage)} {_standing(self.apparatus)}").strip(),
        )

    def _key(self, passage: Attribution | SentenceAccount | None) -> str:
        """A key that BibTeX takes and that is the same in every run."""
        work = re.sub(r"[^A-Za-z0-9-]+", "-", self.apparatus.work.id).strip("-") or "work"
        if passage is None:
            return work
        if isinstance(passage, SentenceAccount):
            return f"{work}-s{passage.sentence.ref}"
        return f"{work}-c{self._numbers[passage.change.id]}"

    def _provenance(self, passage: Attribution | SentenceAccount | None) -> str:
        if passage is None:
            return " ".join([result_in_words(self.apparatus), *_set_aside(self.apparatus)])
        if isinstance(passage, Attribution):
            return self._change_in_words(passage)
        words = f"Sentence {passage.sentence.ref}, “{_shortened(passage.text)}”: {passage.state.value}."
        changes = [self._change_in_words(attribution) for attribution in passage.attributions]
        return " ".join([words, *(changes or ["It is not attributed to anyone."])])

    def _change_in_words(self, attribution: Attribution) -> str:
        """What was done to which words, by whom, as who says and where."""
        change = attribution.change
        before = change.before
        words = " ".join(f"“{_shortened(reading.text)}”" for reading in (change.after or before,) if reading)
        instead = f" for “{_shortened(before.text)}”" if before and change.kind is ChangeKind.SUBSTITUTION else ""
        done = f"{words} {_DONE[change.kind]}{instead}"
        if attribution.candidates:
            are = "the only candidate is" if len(attribution.candidates) == 1 else "the candidates are"
            return f"{done}; not attributed: {are} {' and '.join(attribution.candidates)}."
        if not attribution.revisers:
            return f"{done}; not attributed to anyone."
        joint = " jointly" if len(attribution.revisers) > 1 else ""
        who = " and ".join(attribution.revisers)
        sure = attribution.certainty is attribution.start is attribution.end
        certainty = attribution.certainty.value if sure else certainty_in_words(attribution)
        return f"{done} by {who}{joint}, {self._evidence(attribution)}; certainty {certainty}."

    def _evidence(self, attribution: Attribution) -> str:
        """Who says so, and where: `according to the editors (n. 5: “…”)`."""
        told = []
        for evidence in attribution.evidence:
            who = self._asserters.get(evidence.claim)
            where = f"n. {evidence.note}" if evidence.note else evidence.source
            said = f": “{_shortened(evidence.quote)}”" if evidence.quote else ""
            told.append(f"{f'according to {who} ' if who else 'as recorded '}({where}{said})")
        return "; ".join(dict.fromkeys(told))


def pages_of(version: Version, place: Span) -> tuple[str, ...]:
    """The first and last page of a place in a version; none if the source does not tell where it begins.

    A place that ends where a page ends does not reach the next one.
    """
    return _pages_at(_breaks_of(version), place)


def _breaks_of(version: Version) -> list[tuple[int, str]]:
    """Where the pages of a version begin, and their numbers, in order."""
    return sorted((m.at, m.label) for m in version.milestones if m.kind is MilestoneKind.PAGE)


def _pages_at(breaks: Sequence[tuple[int, str]], place: Span) -> tuple[str, ...]:
    turned = bisect_right(breaks, place.start, key=lambda page: page[0])
    inside = breaks[turned : bisect_left(breaks, place.end, key=lambda page: page[0])]
    return tuple(dict.fromkeys(label for _, label in [breaks[turned - 1], *inside[-1:]])) if turned else ()


def _place(apparatus: Apparatus, passage: Attribution | SentenceAccount | None) -> Span:
    """Where the passage stands in the revised text; for words taken out, the point where they stood."""
    if passage is None:
        return Span(0, len(apparatus.revised.text))
    if isinstance(passage, SentenceAccount):
        return passage.sentence.span
    point = passage.change.edits[0].revised.start
    return passage.change.after.span if passage.change.after else Span(point, point)


def _set_aside(apparatus: Apparatus) -> Iterator[str]:
    """Whose claims were set aside, by whom and why."""
    numbers = {note.id: note.number for note in apparatus.notes}
    for claim in apparatus.claims:
        if claim.set_aside:
            where = f"Note {numbers[claim.note]}" if claim.note and numbers.get(claim.note) else claim.source
            names = claim.named or "nobody"
            yield f"{where}, which names {names}, is {aside_in_words(claim.set_aside)}."


def _standing(apparatus: Apparatus) -> str:
    """What the text was compared with, where that is not on paper."""
    if apparatus.base.standing is Standing.EXTANT:
        return f"Compared with “{apparatus.base.label}”."
    return f"Compared with “{apparatus.base.label}”, which is a reconstruction and not a text that was seen."


def _shortened(words: str) -> str:
    """Few words as they are, many by their beginning and end."""
    some = words.split()
    return " ".join(some) if len(some) <= 16 else f"{' '.join(some[:8])} … {' '.join(some[-5:])}"
