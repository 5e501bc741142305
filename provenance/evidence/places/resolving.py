"""What an expression points at, seen from the marker."""

from collections.abc import Sequence

from provenance.evidence.places.counted_parts import find_clause, find_last_words, find_units
from provenance.evidence.places.expressions import Expression
from provenance.evidence.places.halves import find_half, find_other, find_rest
from provenance.evidence.places.place import SCOPES, Place
from provenance.evidence.places.viewpoint import Viewpoint
from provenance.model.testimony import Scope


def resolve(view: Viewpoint, expression: Expression, cues: Sequence[str] = ()) -> Place:
    """The place that the expression means; `cues` are quoted words that stand in it."""
    if expression.excepts:
        return Place(SCOPES.get(expression.unit, Scope.UNKNOWN))  # "all of this paragraph except its first sentence"
    if expression.part is not None:
        return find_half(view, expression, cues)
    if expression.rest:
        return find_rest(view, expression, cues)
    if expression.unit in {"sentence", "paragraph"}:
        return find_units(view, expression, cues)
    if expression.unit == "clause":
        return find_clause(view, expression)
    if expression.unit in {"word", "phrase"}:
        return find_last_words(view, expression)
    return find_other(view, expression, cues)
