"""Both texts of an apparatus in one run of passages, as every redline shows them.

Kept and inserted passages laid end to end are the revised text to the letter; kept and deleted ones are the
base. What moved is deleted in one place and inserted in another, and says so.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from provenance.attribution.struck_again import struck_again
from provenance.model.attributions import Apparatus, Attribution
from provenance.model.changes import ChangeKind, Edit
from provenance.model.spans import Span
from provenance.model.testimony import Claim
from provenance.model.versions import Version


class PassageKind(StrEnum):
    """What became of the words."""

    KEPT = "kept"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_IN = "moved in"
    MOVED_OUT = "moved out"
    OPEN_IN = "not known in the base"
    OPEN_OUT = "not known in the revised text"

    @property
    def in_revised(self) -> bool:
        """True if the words stand in the revised text."""
        return self in {PassageKind.KEPT, PassageKind.INSERTED, PassageKind.MOVED_IN, PassageKind.OPEN_IN}

    @property
    def in_base(self) -> bool:
        """True if the words stand in the base text."""
        return self in {PassageKind.KEPT, PassageKind.DELETED, PassageKind.MOVED_OUT, PassageKind.OPEN_OUT}


@dataclass(frozen=True, slots=True)
class Passage:
    """Words with one fate. `base` and `revised` are their places (empty where they are not); white space included."""

    kind: PassageKind
    text: str
    base: Span
    revised: Span
    attribution: Attribution | None = None

    @property
    def is_open(self) -> bool:
        """True of words that one text has where the other has a gap: no change, as far as anyone knows."""
        return self.kind in {PassageKind.OPEN_IN, PassageKind.OPEN_OUT}


@dataclass(frozen=True, slots=True)
class StruckAgain:
    """Words that are in neither text: who put them in, and who struck them, as the source records.

    They stood at a place `at` of the later text, or of the earlier one, among words that were taken out too.
    """

    came: Claim
    gone: Claim
    version: Version
    at: int


def read_struck_again(apparatus: Apparatus) -> Iterator[StruckAgain]:
    """The words that were put in and struck again between the two texts, in the order of the source."""
    base, revised = apparatus.base, apparatus.revised
    taken = sorted((edit.base.start, edit.base.end) for a in apparatus.attributions for edit in a.change.edits)
    for came, gone in struck_again(apparatus.claims):
        at = {one.version: one.span.start for one in (came.target, gone.target) if one is not None}
        if revised.id in at:
            place = at.get(base.id, 0)
            within = bisect_left(taken, (place, 0)) - 1
            is_among = within >= 0 and place < taken[within][1]
            version = base if base.id in at and (is_among or not revised.text) else revised
            yield StruckAgain(came, gone, version, at[version.id])


def why_open(passage: Passage, apparatus: Apparatus) -> str:
    """What is said of words that one text has where the other has a gap: that they are no change, and why."""
    silent, at = apparatus.revised, passage.revised.start
    if passage.kind is PassageKind.OPEN_IN:
        silent, at = apparatus.base, passage.base.start
    gap = min(silent.gaps, key=lambda gap: abs(gap.at - at), default=None)
    reason = gap.reason if gap is not None else "a gap"
    return f"Not a change: “{silent.label}” has a gap here ({reason}), and what it read is not known."


def read_passages(apparatus: Apparatus) -> tuple[Passage, ...]:
    """The passages of base and revised text in reading order; a deletion stands before what took its place."""
    return tuple(passage for passage in _walk(apparatus) if passage.text)


def _walk(apparatus: Apparatus) -> Iterator[Passage]:
    """Every passage, empty ones too."""
    text, base_at, revised_at = apparatus.base.text, 0, 0
    for edit, attribution in _edits(apparatus):
        yield _kept(text, base_at, edit.base.start, revised_at)
        out, into = _kinds(attribution)
        here = Span(edit.revised.start, edit.revised.start)
        yield Passage(out, edit.base.of(text), edit.base, here, attribution)
        yield Passage(into, edit.text, Span(edit.base.end, edit.base.end), edit.revised, attribution)
        base_at, revised_at = edit.base.end, edit.revised.end
    yield _kept(text, base_at, len(text), revised_at)


def _kinds(attribution: Attribution | None) -> tuple[PassageKind, PassageKind]:
    """What becomes of words taken out and put in; without an attribution, it is not known that they were."""
    if attribution is None:
        return PassageKind.OPEN_OUT, PassageKind.OPEN_IN
    if attribution.change.kind is ChangeKind.TRANSPOSITION:
        return PassageKind.MOVED_OUT, PassageKind.MOVED_IN
    return PassageKind.DELETED, PassageKind.INSERTED


def _kept(text: str, start: int, end: int, revised_at: int) -> Passage:
    base = Span(start, end)
    return Passage(PassageKind.KEPT, base.of(text), base, base.moved(revised_at - start))


def _edits(apparatus: Apparatus) -> list[tuple[Edit, Attribution | None]]:
    """Every edit with its attribution, in the order in which both texts run; those of which nothing is known, too."""
    pairs: list[tuple[Edit, Attribution | None]] = [
        (edit, a) for a in apparatus.attributions for edit in a.change.edits
    ]
    pairs += [(edit, None) for edit in apparatus.comparison.unknown]
    return sorted(pairs, key=lambda pair: (pair[0].base.start, pair[0].revised.start, pair[0].base.end))
