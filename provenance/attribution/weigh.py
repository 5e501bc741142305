"""What the claims that speak of a change amount to: a name, candidates, or nobody.

The rules of honesty, in order:
1. Claims that name the same persons add up. The narrowest claim is believed for its words.
2. Two claims on the same words that name different persons make candidates, never a name.
3. A claim that names nobody names nobody.
4. A claim that the draft contradicts names nobody; those whom it names are candidates like others.
5. Where no claim speaks of a change, those who are said to have revised the whole text are its candidates.
"""

from collections.abc import Sequence
from dataclasses import replace

from provenance.attribution.placing import Placed
from provenance.model.attributions import Attribution, Basis, Evidence
from provenance.model.changes import Change
from provenance.model.spans import Span
from provenance.model.testimony import Certainty
from provenance.model.versions import Standing, Version

_ORDER = (Certainty.UNKNOWN, Certainty.LOW, Certainty.MEDIUM, Certainty.HIGH)


def weigh(change: Change, speaking: Sequence[Placed], general: Sequence[Placed], base: Version) -> Attribution:
    """Who made `change`, given the claims that speak of it (narrowest first) and the general statements."""
    named = [placed for placed in speaking if placed.claim.revisers]
    if not named:
        return _to_nobody(change, speaking, general)
    narrowest = [placed for placed in named if placed.size == named[0].size]
    parties = {frozenset(placed.claim.revisers) for placed in narrowest}
    if len(parties) > 1:
        return _to_candidates(change, narrowest)
    return _to_revisers(change, [placed for placed in named if frozenset(placed.claim.revisers) in parties], base)


def _to_revisers(change: Change, speaking: Sequence[Placed], base: Version) -> Attribution:
    first = speaking[0]
    certainty = max((placed.claim.certainty for placed in speaking), key=_ORDER.index)
    start, end = _edges(change, first, base)
    return Attribution(
        change,
        revisers=first.claim.revisers,
        candidates=(),
        basis=Basis.RECORDED if first.claim.mark else Basis.STATED,
        certainty=certainty,
        reason=f"recorded in {first.where}" if first.claim.mark else f"{first.where} says so",
        evidence=_evidence(speaking),
        start=start,
        end=end,
        date=next((placed.claim.date for placed in speaking if placed.claim.date), None),
    )


def _to_candidates(change: Change, speaking: Sequence[Placed]) -> Attribution:
    where = "; ".join(f"{placed.where}: {' and '.join(placed.claim.revisers)}" for placed in speaking)
    return Attribution(
        change,
        revisers=(),
        candidates=_persons(speaking),
        basis=Basis.NONE,
        certainty=Certainty.UNKNOWN,
        reason=f"the sources name different persons for these words ({where})",
        evidence=_evidence(speaking),
    )


def _to_nobody(change: Change, speaking: Sequence[Placed], general: Sequence[Placed]) -> Attribution:
    if speaking:
        reason = f"{speaking[0].where} records this change and names nobody"
    elif general:
        reason = f"no note speaks of this change; {general[0].where} says who revised the text, not who changed what"
    else:
        reason = "no source says who made this change"
    return Attribution(
        change,
        revisers=(),
        candidates=_persons(general),
        basis=Basis.NONE,
        certainty=Certainty.UNKNOWN,
        reason=reason,
        evidence=_evidence(speaking or general),
    )


def doubt(attribution: Attribution, refuted: Sequence[Placed]) -> Attribution:
    """The attribution with the contradicted claims that speak of its words told, where it names nobody."""
    after = attribution.change.after
    said = [p for p in refuted if after and p.revised and p.revised.span.overlaps(after.span)]
    if attribution.revisers or not said:
        return attribution
    where = " and ".join(dict.fromkeys(placed.where for placed in said))
    return replace(
        attribution,
        candidates=tuple(dict.fromkeys((*attribution.candidates, *_persons(said)))),
        reason=f"{where} speaks of these words, but the draft contradicts what it says of them",
        evidence=(*_evidence(said), *attribution.evidence),
    )


def _edges(change: Change, placed: Placed, base: Version) -> tuple[Certainty, Certainty]:
    """How sure the change's first and last word are.

    Two texts on paper fix the edges by themselves. Where the base was reconstructed from the claim, or the
    change was cut at the claim's edge, the edge is as sure as the claim's.
    """
    target = placed.revised
    if target is None or change.after is None:
        return Certainty.HIGH, Certainty.HIGH
    given = base.standing is Standing.RECONSTRUCTED or "." in change.id
    place: Span = change.after.span
    start = target.start if given and place.start == target.span.start else Certainty.HIGH
    end = target.end if given and place.end == target.span.end else Certainty.HIGH
    return start, end


def _evidence(speaking: Sequence[Placed]) -> tuple[Evidence, ...]:
    return tuple(Evidence(p.claim.id, p.claim.quote, p.claim.source, p.number or p.claim.note) for p in speaking)


def _persons(speaking: Sequence[Placed]) -> tuple[str, ...]:
    """Everybody whom the claims name, each once, in their order."""
    return tuple(dict.fromkeys(name for placed in speaking for name in placed.claim.revisers))
