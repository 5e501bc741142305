"""Claims brought into the two texts that are compared.

A claim is read against the text that carries the note. To weigh it for another pair of versions, its target
is carried over through the words that both texts share. A reading that the note quotes, but that its own text
does not print, is looked up among the words that the comparison took out or put in; it counts only if it
stands there once.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from unicodedata import category

from provenance.diff.carry import Carrier, carry_forward
from provenance.lineage.subsequence import common_end, common_start
from provenance.model.changes import Change, Comparison
from provenance.model.spans import Span
from provenance.model.testimony import Act, Certainty, Claim, Note, Target
from provenance.model.versions import Version
from provenance.text.nearby import Nearby
from provenance.text.quotes import find_words
from provenance.text.tokens import whole_words

Compare = Callable[[Version, Version], Comparison]


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim and where its words stand in the two texts: in the base, in the revised text, or neither.

    `number` is the printed number of the note that makes the claim. `size` is how many characters it speaks of, in
    whole words; of words that were replaced, those that differ. The narrower of two claims is the more exact one.
    """

    claim: Claim
    base: Target | None = None
    revised: Target | None = None
    number: str | None = None
    size: int = 0

    @property
    def where(self) -> str:
        """How the testimony is called in a sentence: its note, or its source."""
        return f"note {self.number}" if self.number else self.claim.source

    @property
    def head(self) -> str:
        """The same where a sentence begins with it: a source, which may be a file's name, stays as it is written."""
        return f"Note {self.number}" if self.number else self.claim.source


def place_claims(
    claims: Iterable[Claim],
    notes: Iterable[Note],
    comparison: Comparison,
    texts: tuple[Version, Version],
    homes: Iterable[Version],
    compare: Compare,
) -> tuple[Placed, ...]:
    """Every claim with its target in one of the two `texts` (base, revised) of the comparison.

    `homes` are the versions that claims were read against: the printed text, or the layers of tracked changes.
    For each of them that is neither of the two and has claims, `compare` is called at most twice.
    """
    base, revised = texts
    numbers = {note.id: note.number for note in notes}
    known = {version.id: version for version in homes}
    bridges: dict[tuple[str, str], Carrier] = {}
    placed = []
    for claim in claims:
        target = claim.target
        if target is None or target.version in {base.id, revised.id}:
            placed.append(_seat(claim, target, base, revised))
        elif target.version in known:
            placed.append(_bridge(claim, target, base, revised, known[target.version], compare, bridges))
        else:
            placed.append(Placed(claim))
    looked_up = (_look_up(p, base, revised, comparison.changes) for p in placed)
    edits = _Edits(comparison.changes)
    found = (_with_marks(p, base, revised, edits) for p in looked_up)
    return tuple(replace(p, number=numbers.get(p.claim.note or ""), size=_size(p, base, revised)) for p in found)


class _Edits:
    """The places that were edited, in both texts, by where they are."""

    def __init__(self, changes: Sequence[Change]) -> None:
        edits = [edit for change in changes for edit in change.edits]
        self.base = Nearby((edit.base, edit.base) for edit in edits)
        self.revised = Nearby((edit.revised, edit.revised) for edit in edits)


def _with_marks(placed: Placed, base: Version, revised: Version, edits: _Edits) -> Placed:
    """The claim with the marks that end and begin its words, where they came or went with them.

    Who speaks of words leaves out the full stop, and the comma with which a clause was put in.
    """
    return replace(
        placed,
        base=placed.base and _widened(placed.base, base.text, edits.base),
        revised=placed.revised and _widened(placed.revised, revised.text, edits.revised),
    )


def _widened(target: Target, text: str, edits: Nearby[Span]) -> Target:
    if not len(target.span):  # a point: words that are in neither text, which have no marks beside them
        return target
    start, end = target.span.start, target.span.end
    while end < len(text) and category(text[end]) in _CLOSING:
        end += 1
    while start > 0 and category(text[start - 1]) in _OPENING:
        start -= 1
    edited = [edit for edit in edits.touching(target.span) if edit.overlaps(target.span)]
    first, last = min((edit.start for edit in edited), default=len(text)), max((edit.end for edit in edited), default=0)
    start, end = max(start, first), min(end, last)
    start -= len(text[first:start].lstrip()) if _has_no_word(text[first:start]) else 0
    end += len(text[end:last].rstrip()) if _has_no_word(text[end:last]) else 0
    return replace(target, span=Span(min(start, target.span.start), max(end, target.span.end)))


def _has_no_word(between: str) -> bool:
    return not any(map(str.isalnum, between))


_CLOSING, _OPENING = frozenset({"Po", "Pe", "Pf"}), frozenset({"Ps", "Pi"})


def _size(placed: Placed, base: Version, revised: Version) -> int:
    """How many characters a claim speaks of, in whole words: it may be of a letter that a word was changed by."""
    claim, text = placed.claim, revised.text if placed.revised else base.text
    target = placed.revised or placed.base
    if target is None:
        return 0
    words = whole_words(target.span, text).of(text)
    if claim.act is Act.REPLACE and claim.earlier_reading and placed.revised:
        return sum(map(len, differing(claim.earlier_reading.split(), words.split()))) or len(words)
    return len(words)


def differing(earlier: Sequence[str], later: Sequence[str]) -> Sequence[str]:
    """The later words without those that both readings begin and end with; of words only taken out, the earlier ones.

    >>> differing("companies that were not tired".split(), "companies that never sleep".split())
    ['never', 'sleep']
    """
    start = common_start(earlier, later)
    end = common_end(earlier, later, start)
    return later[start : len(later) - end] or earlier[start : len(earlier) - end]


def _seat(claim: Claim, target: Target | None, base: Version, revised: Version) -> Placed:
    on_base = target if target and target.version == base.id and base.id != revised.id else None
    on_revised = target if target and target.version == revised.id else None
    return Placed(claim, on_base, on_revised)


def _bridge(
    claim: Claim,
    target: Target,
    base: Version,
    revised: Version,
    home: Version,
    compare: Compare,
    bridges: dict[tuple[str, str], Carrier],
) -> Placed:
    """The target carried from the text that it was read against to the revised one, else to the base."""
    for side in (revised, base):
        ends = home.id, side.id
        if ends not in bridges:
            bridges[ends] = carry_forward(compare(home, side), home.text, side.text)
        span = bridges[ends](target.span)
        if span is not None:
            return _seat(claim, replace(target, version=side.id, span=span), base, revised)
    return Placed(claim)


def _look_up(placed: Placed, base: Version, revised: Version, changes: Sequence[Change]) -> Placed:
    """A quoted reading that has no place yet, found among the words taken out or put in."""
    claim = placed.claim
    if claim.target is not None and placed.revised is None:
        return placed
    if placed.base is None and claim.act in {Act.DELETE, Act.REPLACE} and claim.earlier_reading:
        span = _gone(claim, placed.revised, base, changes)
        if span:
            placed = replace(placed, base=Target(base.id, span, Certainty.HIGH, Certainty.HIGH))
    if placed.revised is None and placed.base is None and claim.act is Act.INSERT and claim.later_reading:
        new = [edit.revised for change in changes for edit in change.inner or change.edits]
        span = _only_place(claim.later_reading, revised.text, new)
        if span:
            placed = replace(placed, revised=Target(revised.id, span, Certainty.HIGH, Certainty.HIGH))
    return placed


def _gone(claim: Claim, revised: Target | None, base: Version, changes: Sequence[Change]) -> Span | None:
    """Where the earlier words stand in the base: all of them gone or, of words that were replaced, those that differ.

    What earlier and later words share was not changed, so an edit need not hold it. Where the later words have their
    place, the change must reach into it.
    """
    if claim.act is Act.DELETE:
        return _only_place(claim.earlier_reading or "", base.text, _taken_out(changes))
    edits = [edit for change in changes for edit in change.inner or change.edits]
    there = [edit.base for edit in edits if revised is None or touches(edit.revised, revised.span)]
    found = [w for w in find_words(claim.earlier_reading or "", base.text) if any(touches(gone, w) for gone in there)]
    return found[0] if len(found) == 1 else None


def _taken_out(changes: Iterable[Change]) -> list[Span]:
    return [edit.base for change in changes for edit in change.inner or change.edits]


def touches(edited: Span, place: Span) -> bool:
    """True if words of the place were edited, or some came or went in it or at its very edge."""
    return edited.overlaps(place) or (not len(edited) and place.start <= edited.start <= place.end)


def _only_place(words: str, text: str, among: Sequence[Span]) -> Span | None:
    """The one place in `text` where `words` stand and where all of them lie in one of the spans."""
    found = [place for place in find_words(words, text) if any(span.contains(place) for span in among)]
    return found[0] if len(found) == 1 else None
