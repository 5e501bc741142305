"""Versions that nobody has seen, made from the printed text and the claims.

Where the text is printed as revised, the draft is the text less what the notes say was inserted, with the words
put back that they say were replaced. Where it is printed as drafted, the revised text is made the other way
round. One layer a reviser stands between the two, each with that reviser's changes alone; the layers are
siblings, since notes seldom say who worked first. All of them are minimums: changes that no note
mentions are still in them.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from provenance.attribution.undo import Undoing, undo
from provenance.model.attributions import Dossier
from provenance.model.spans import MilestoneKind
from provenance.model.testimony import Act, Claim, Note, Person
from provenance.model.versions import Standing, Version, Witness, Work
from provenance.text.dates import find_date

DRAFT = "reconstructed-draft"
REVISED = "reconstructed-revision"


_UNNAMED = "an unidentified hand"


@dataclass(frozen=True, slots=True)
class Reconstruction:
    """The versions of a work with the reconstructed ones among them, parents first; and the witnesses not seen."""

    versions: tuple[Version, ...]
    witnesses: tuple[Witness, ...]


def reconstruct(
    work: Work, printed: Version, claims: Sequence[Claim], notes: Sequence[Note], people: Sequence[Person]
) -> Reconstruction:
    """The draft, the layers and the printed text, as far as the claims allow; the printed text alone if they do not."""
    naming = _Naming({p.name: p.short for p in people}, {n.id: n.number or n.id for n in notes})
    back = _without_overlaps([u for c in claims if (u := _backwards(c, printed))])
    forth = _without_overlaps([u for c in claims if (u := _forwards(c, printed))])
    lost = _lost_draft(work, claims) if back or any(claim.is_general and claim.is_weighed for claim in claims) else None
    versions = [printed]
    if back:
        drafters = next((c.revisers for c in claims if c.drafts_whole and c.is_weighed), ())
        draft = _version(printed, DRAFT, back, naming, authors=drafters)
        draft = replace(draft, witness=lost.id if lost else None)
        layers = _layers(printed, draft, back, naming)
        made = tuple(layer.id for layer in layers) or (draft.id,)
        printed = replace(printed, parents=(*made, *printed.parents))
        versions = [draft, *layers, printed]
    if forth:
        authors = tuple(dict.fromkeys(name for undoing in forth for name in undoing.claim.revisers))
        versions.append(replace(_version(printed, REVISED, forth, naming, authors), parents=(printed.id,)))
    return Reconstruction(tuple(versions), (lost,) if lost else ())


def reconstruct_anew(dossier: Dossier) -> Reconstruction | None:
    """The same from a dossier whose claims are others now; None where its versions come from what a file records.

    None too where the text was made from one that lies before us: no reconstruction stands between the two.
    """
    if any(claim.mark for claim in dossier.claims):
        return None
    extant = [version for version in dossier.versions if version.standing is Standing.EXTANT]
    known = {version.id for version in extant}
    printed = replace(extant[-1], parents=tuple(parent for parent in extant[-1].parents if parent in known))
    if printed.parents:
        return Reconstruction(tuple(extant), ()) if len(extant) < len(dossier.versions) else None
    made = reconstruct(dossier.work, printed, dossier.claims, dossier.notes, dossier.people)
    return replace(made, versions=(*extant[:-1], *made.versions))


def _lost_draft(work: Work, claims: Sequence[Claim]) -> Witness | None:
    """The draft that existed and has not been seen, if a claim attests it."""
    for claim in claims:
        if claim.drafts_whole and claim.is_weighed:
            return Witness(
                id=f"{work.id}/D",
                work=work.id,
                siglum="D",
                title="the draft, not seen",
                source=claim.source,
                seen=False,
                attested_by=claim.quote,
                date=claim.date or find_date(claim.quote),
            )
    return None


def _backwards(claim: Claim, printed: Version) -> Undoing | None:
    """What must be done to the printed text so that it reads as before the change."""
    if claim.printed is False or not _is_usable(claim, printed) or claim.target is None:
        return None
    if claim.act is Act.INSERT:
        return Undoing(claim, claim.target.span, "")
    if claim.act is Act.REPLACE and claim.earlier_reading:
        return Undoing(claim, claim.target.span, claim.earlier_reading)
    return None


def _forwards(claim: Claim, printed: Version) -> Undoing | None:
    """What must be done to a text that is printed as drafted so that it reads as revised."""
    if claim.printed is not False or not _is_usable(claim, printed) or claim.target is None:
        return None
    if claim.act is Act.DELETE:
        return Undoing(claim, claim.target.span, "")
    if claim.act is Act.REPLACE and claim.later_reading:
        return Undoing(claim, claim.target.span, claim.later_reading)
    return None


def _is_usable(claim: Claim, printed: Version) -> bool:
    return claim.is_weighed and claim.target is not None and claim.target.version == printed.id


def _without_overlaps(found: Sequence[Undoing]) -> list[Undoing]:
    """The widest of those that overlap, in the order of the text."""
    kept: list[Undoing] = []  # in the order of the text
    for undoing in sorted(found, key=lambda u: -len(u.span)):
        at = bisect_right(kept, undoing.span, key=lambda other: other.span)
        if not any(undoing.span.overlaps(other.span) for other in kept[max(0, at - 1) : at + 1]):
            kept.insert(at, undoing)
    return kept


@dataclass(frozen=True, slots=True)
class _Naming:
    """How persons and notes are called."""

    short: Mapping[str, str]
    number: Mapping[str, str]

    def party(self, revisers: tuple[str, ...]) -> str:
        return " and ".join(self.short.get(name, name) for name in revisers) or _UNNAMED

    def note(self, claim: Claim) -> str:
        return f"note {self.number.get(claim.note, claim.note)}" if claim.note else claim.source


def _layers(printed: Version, draft: Version, back: Sequence[Undoing], naming: _Naming) -> list[Version]:
    """One version a reviser: the draft with his changes alone. None where there is one reviser only."""
    parties = list(dict.fromkeys(undoing.claim.revisers for undoing in back))
    if len(parties) < 2:
        return []
    layers = []
    for party in parties:
        others = [undoing for undoing in back if undoing.claim.revisers != party]
        label = f"{'-'.join(naming.party(party).lower().split())}-layer"
        layers.append(replace(_version(printed, label, others, naming, party), parents=(draft.id,)))
    return layers


def _version(
    printed: Version, label: str, undoings: Sequence[Undoing], naming: _Naming, authors: tuple[str, ...]
) -> Version:
    """The printed text with the given things undone (or done), told in its `method`."""
    text, blocks, milestones = undo(printed, undoings)
    return Version(
        id=f"{printed.work}@{label}",
        work=printed.work,
        label=label,
        text=text,
        standing=Standing.RECONSTRUCTED,
        blocks=blocks,
        milestones=tuple(m for m in milestones if m.kind is not MilestoneKind.LAYOUT),
        authors=authors,
        method=_method(printed, undoings, naming),
    )


def _method(printed: Version, undoings: Sequence[Undoing], naming: _Naming) -> str:
    """What was done, in a sentence, with the notes on whose word it was done."""
    steps = [
        f"{'replacing' if undoing.words else 'taking out'} {_count(undoing, printed)} "
        f"({naming.note(undoing.claim)}, {undoing.claim.named or _UNNAMED})"
        for undoing in undoings
    ]
    done = f"made from “{printed.label}” by {'; '.join(steps)}"
    return f"{done}. At a minimum: changes that no note mentions are still in it."


def _count(undoing: Undoing, printed: Version) -> str:
    words = len(undoing.span.of(printed.text).split())
    return "1 word" if words == 1 else f"{words} words"
