"""Which mark records a change, in a step whose changes the source itself records."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from provenance.attribution.placing import Placed
from provenance.diff.owners import Holding, Owner, lay_flat
from provenance.model.changes import Change, Comparison
from provenance.model.spans import Span
from provenance.model.testimony import Act
from provenance.model.versions import Version


class MarkedStep:
    """The marks of a step: asked for a change, it tells the claims of those that took out or put in its letters.

    It is empty where the comparison was computed: then a mark is weighed as any other claim.
    """

    def __init__(self, placed: Iterable[Placed], comparison: Comparison, base: Version, revised: Version) -> None:
        marks = [p for p in placed if p.claim.mark] if comparison.is_recorded else []
        self._claims = {p.claim.id: p for p in marks}
        self._out = _Side(((p.base.span, p.claim.id) for p in marks if p.base), len(base.text))
        self._in = _Side(((p.revised.span, p.claim.id) for p in marks if p.revised), len(revised.text))

    def __contains__(self, placed: Placed) -> bool:
        return placed.claim.id in self._claims

    def of(self, change: Change) -> tuple[Placed, ...]:
        """The claims of the marks that record this change; none for one that nobody recorded."""
        if not self._claims:
            return ()
        names = [name for edit in change.edits for name in (*self._out.at(edit.base), *self._in.at(edit.revised))]
        return tuple(self._claims[name] for name in dict.fromkeys(names))


class _Side:
    """The letters of one text that a mark took out or put in, and the claim of that mark."""

    def __init__(self, marked: Iterable[tuple[Span, str]], length: int) -> None:
        self._holdings: Sequence[Holding] = lay_flat((Holding(span, Owner(claim)) for span, claim in marked), length)
        self._starts = [holding.place.start for holding in self._holdings]

    def at(self, place: Span) -> Iterator[str]:
        """The claim of the mark that holds the first of these letters."""
        number = bisect_right(self._starts, place.start) - 1
        if len(place) and number >= 0 and self._holdings[number].place.overlaps(place):
            yield self._holdings[number].owner.name


def stands_as_recorded(placed: Placed) -> str:
    """What can be said of a recorded change, which the texts, made from the record, bear out as a matter of course."""
    target = placed.revised or placed.base
    if target is not None and not len(target.span):
        return "the source records it; the words were struck again before the later text"
    act = "took these words out" if placed.claim.act is Act.DELETE else "put these words here"
    return f"the source records who {act}, and the two texts are made from its record"
