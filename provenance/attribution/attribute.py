"""The one place where changes and claims meet: a comparison in, the critical apparatus out."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from provenance.attribution.assess import are_strangers, assess
from provenance.attribution.caveats import read_caveats, strangers_caveat
from provenance.attribution.match import match
from provenance.attribution.pieces import cut, halves
from provenance.attribution.placing import Placed, place_claims
from provenance.attribution.weigh import doubt, weigh
from provenance.model.attributions import Apparatus, Assessment, Attribution, Basis, Dossier, Evidence, Status
from provenance.model.changes import Change, ChangeKind, Comparison
from provenance.model.testimony import Act, Certainty
from provenance.model.versions import Standing, Version

Compare = Callable[[Version, Version], Comparison]


def attribute(dossier: Dossier, base: Version, revised: Version, compare: Compare) -> Apparatus:
    """Every change from `base` to `revised` with who made it, on what basis, how sure, and what is not known.

    `compare` is the engine that finds the changes.
    """
    comparison = compare(base, revised)
    counted = tuple(claim for claim in dossier.claims if claim.is_weighed or not claim.actual)
    placed = place_claims(counted, dossier.notes, comparison, (base, revised), dossier.versions, compare)
    assessments = assess(placed, comparison, base, revised)
    attributions = tuple(_attribute_all(comparison, placed, assessments, base, revised))
    caveats = read_caveats(replace(dossier, claims=counted), base, revised, placed, attributions, assessments)
    if are_strangers(comparison, base, revised):
        caveats = (strangers_caveat(base, revised), *caveats)
    return Apparatus(
        work=dossier.work,
        witnesses=dossier.witnesses,
        versions=dossier.versions,
        base=base,
        revised=revised,
        notes=dossier.notes,
        claims=dossier.claims,
        assessments=assessments,
        comparison=comparison,
        attributions=attributions,
        people=dossier.people,
        caveats=caveats,
    )


def _attribute_all(
    comparison: Comparison,
    placed: Sequence[Placed],
    assessments: Sequence[Assessment],
    base: Version,
    revised: Version,
) -> list[Attribution]:
    refuted = _refuted(placed, assessments)
    without_word = {p.claim.id for p in refuted}
    placed = [p for p in placed if p.claim.id not in without_word]
    general = [p for p in placed if p.claim.is_general and p.claim.actual]
    targets = [
        p.revised.span
        for p in placed
        if p.revised and p.claim.actual and p.claim.changes_text and p.claim.act is not Act.MOVE
    ]
    pieces = [piece for change in comparison.changes for piece in cut(change, targets, base.text, revised.text)]
    weighed = (
        weigh(part, speaking, general, base)
        for piece in pieces
        for part, speaking in _explained(piece, placed, base, revised)
    )
    return [_recorded(doubt(attribution, refuted), base, revised) for attribution in weighed]


def _refuted(placed: Sequence[Placed], assessments: Sequence[Assessment]) -> list[Placed]:
    """The claims that an extant text contradicts: on their word nobody is named. What a source records, it records."""
    contradicted = {a.claim for a in assessments if a.status is Status.CONTRADICTED}
    return [p for p in placed if p.claim.id in contradicted and not p.claim.is_general and not p.claim.mark]


def _explained(
    change: Change, placed: Sequence[Placed], base: Version, revised: Version
) -> list[tuple[Change, tuple[Placed, ...]]]:
    """The change with the claims that speak of it.

    A substitution of which only one half is explained, or whose halves have different authors, falls into its
    halves: that somebody put words in says nothing of who took others out.
    """
    speaking = match(change, placed)
    if speaking or change.kind is not ChangeKind.SUBSTITUTION:
        return [(change, speaking)]
    parts = [(half, match(half, placed)) for half in halves(change, base.text, revised.text)]
    parties = {frozenset(p.claim.revisers for p in said) for _, said in parts}
    if len(parties) > 1:
        return parts
    return [(change, tuple(p for _, said in parts for p in said))]


def _recorded(attribution: Attribution, base: Version, revised: Version) -> Attribution:
    """The author whom the revised version itself records, where no claim speaks and nothing lies between the two."""
    direct = revised.parents == (base.id,) and revised.standing is Standing.EXTANT
    if attribution.revisers or attribution.candidates or not revised.authors or not direct:
        return attribution
    change: Change = attribution.change
    quote = f"{revised.label}, by {' and '.join(revised.authors)}"
    return Attribution(
        change,
        revisers=revised.authors,
        candidates=(),
        basis=Basis.RECORDED,
        certainty=Certainty.HIGH,
        reason=f"version “{revised.label}” records its author",
        evidence=(Evidence(claim="", quote=quote, source=revised.label),),
        date=revised.date,
        layer=revised.id,
    )
