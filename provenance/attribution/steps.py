"""One step, from a version to one that was made from it: its comparison, and each change with who made it.

This is the one place where changes and claims meet.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from provenance.attribution.assess import assess, speaks_of_another_state
from provenance.attribution.marked import MarkedStep
from provenance.attribution.match import Speaking, match
from provenance.attribution.pieces import cut, halves, loosen
from provenance.attribution.placing import Placed, place_claims
from provenance.attribution.weigh import Case, Record, doubt, tell_aside, weigh
from provenance.model.attributions import Assessment, Attribution, Dossier, Status
from provenance.model.changes import Change, ChangeKind, Comparison
from provenance.model.spans import Block, BlockKind, Span
from provenance.model.testimony import Act, Claim
from provenance.model.versions import Step, Version
from provenance.text.nearby import Nearby

Compare = Callable[[Version, Version], Comparison]


def once(compare: Compare) -> Compare:
    """The same comparison, made once for each two versions of a work: several who ask look at the same steps."""
    made: dict[tuple[str, str], Comparison] = {}

    def compare_once(base: Version, revised: Version) -> Comparison:
        pair = base.id, revised.id
        if pair not in made:
            made[pair] = compare(base, revised)
        return made[pair]

    return compare_once


_OUTSIDE = {
    BlockKind.FIGURE,
    BlockKind.HEADING,
    BlockKind.DATELINE,
    BlockKind.SALUTATION,
    BlockKind.SIGNATURE,
    BlockKind.CLOSER,
}
"""What frames the running text; a general statement on the text does not speak of it."""


@dataclass(frozen=True, slots=True)
class StepAccount:
    """What changed between two versions, what speaks of it, how each claim stands, and who made each change."""

    comparison: Comparison
    placed: tuple[Placed, ...]
    marked: MarkedStep
    assessments: tuple[Assessment, ...]
    attributions: tuple[Attribution, ...] = ()


def hold_claims(dossier: Dossier, base: Version, revised: Version, compare: Compare) -> StepAccount:
    """The comparison of two versions, every claim placed in them and held against them; nobody is named yet."""
    comparison = compare(base, revised)
    claims = claims_on(dossier, revised)
    placed = place_claims(claims, dossier.notes, comparison, (base, revised), dossier.versions, compare)
    marked = MarkedStep(placed, comparison, base, revised)
    return StepAccount(comparison, placed, marked, assess(placed, comparison, base, revised, marked))


def claims_on(dossier: Dossier, revised: Version) -> tuple[Claim, ...]:
    """The claims that may speak of the making of a version; what a mark of another step records is not among them."""
    elsewhere = {mark.id for mark in dossier.marks if mark.made_in not in (None, revised.id)}
    return tuple(claim for claim in dossier.claims if claim.mark not in elsewhere)


def attribute_step(
    dossier: Dossier, base: Version, revised: Version, compare: Compare, record: Record | None
) -> StepAccount:
    """Every change of a step with who made it; `record` is what the revised version tells of its own making."""
    held = hold_claims(dossier, base, revised, compare)
    attributions = tuple(_attribute_all(held, base, revised, record))
    return replace(held, attributions=attributions)


def _attribute_all(held: StepAccount, base: Version, revised: Version, record: Record | None) -> Iterator[Attribution]:
    refuted = _refuted(held.placed, held.assessments)
    aside = [p for p in held.placed if p.claim.set_aside and p.claim.changes_text and (p.revised or p.base)]
    without_word = {p.claim.id for p in refuted} | {a.claim for a in held.assessments if speaks_of_another_state(a)}
    counted = [p for p in held.placed if p.claim.is_weighed and p.claim.id not in without_word]
    placed = [p for p in counted if p not in held.marked]
    general = [p for p in placed if p.claim.is_general]
    targets = Nearby(
        (p.revised.span, p.revised.span)
        for p in placed
        if p.revised and p.claim.changes_text and p.claim.act is not Act.MOVE
    )
    speaking, frames = Speaking(placed), tuple(map(_blocks, (base, revised)))
    step = Step(base.id, revised.id)
    for change in held.comparison.changes:
        for part in loosen(change, base.text, revised.text):
            crossing = targets.touching(part.after.span) if part.after else ()
            for piece in cut(part, crossing, base.text, revised.text):
                told = Case((), general, record, _outside(piece, *frames))
                for attribution in _explained(piece, held.marked, speaking, told, base, revised):
                    told_of = tell_aside(doubt(attribution, refuted), aside)
                    yield replace(told_of, step=step, layer=_layer(attribution, record))


def _layer(attribution: Attribution, record: Record | None) -> str | None:
    """The version that records the change as its author's, to be pointed at."""
    return record.version if record and attribution.revisers == record.authors else None


def _refuted(placed: Sequence[Placed], assessments: Sequence[Assessment]) -> list[Placed]:
    """The claims that an extant text contradicts: on their word nobody is named. What a source records, it records."""
    contradicted = {a.claim for a in assessments if a.status is Status.CONTRADICTED}
    return [p for p in placed if p.claim.id in contradicted and not p.claim.is_general and not p.claim.mark]


def _explained(
    change: Change, marked: MarkedStep, claims: Speaking, told: Case, base: Version, revised: Version
) -> list[Attribution]:
    """The change weighed with the claims that speak of it, the source's own marks first.

    A substitution of which only one half is explained, or whose halves have different authors, falls into its
    halves: that somebody put words in says nothing of who took others out.
    """
    speaking = (*marked.of(change), *match(change, claims.near(change)))
    if speaking or change.kind is not ChangeKind.SUBSTITUTION:
        return [weigh(change, replace(told, speaking=speaking), base)]
    parts = [(half, match(half, claims.near(half))) for half in halves(change, base.text, revised.text)]
    weighed = [weigh(half, replace(told, speaking=said), base) for half, said in parts]
    if len({(frozenset(a.revisers), frozenset(a.candidates)) for a in weighed}) > 1:
        return weighed
    said = tuple(p for _, said in parts for p in said)
    return [weigh(change, replace(told, speaking=said), base)]


def _blocks(version: Version) -> Nearby[Block]:
    return Nearby((block.span, block) for block in version.blocks)


def _outside(change: Change, base: Nearby[Block], revised: Nearby[Block]) -> str | None:
    """The kind of block in which the change stands, if that is none of the running text."""
    reading, blocks = (change.after, revised) if change.after else (change.before, base)
    place = reading.span if reading else Span(0, 0)
    kinds = {block.kind for block in blocks.touching(place) if block.span.overlaps(place)}
    return next(iter(kinds)).value if kinds and kinds <= _OUTSIDE else None
