"""A further version of a work, made of what a file holds and what its giver says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from provenance.attribution.choosing import FINAL, ancestors_of, find_version, in_order
from provenance.attribution.described_work import filled
from provenance.attribution.naming import names_in, person_called
from provenance.errors import UnreadableInput
from provenance.model.attributions import Dossier
from provenance.model.receipts import Received
from provenance.model.testimony import AnchorPlace, Claim, Mark, Note, Person
from provenance.model.versions import Outline, Standing, Version, Witness
from provenance.text.dates import check_date, is_later
from provenance.text.normalize import fold_name


@dataclass(frozen=True, slots=True)
class Deposit:
    """What its giver says of a version: who wrote it, when, what it is called, what it was made from, where it is."""

    by: tuple[str, ...]
    label: str
    date: str | None = None
    after: tuple[str, ...] = ()
    source: str | None = None


def make_version(dossier: Dossier, received: Received, deposit: Deposit) -> tuple[Version, Witness, tuple[Person, ...]]:
    """The version, its witness and its authors, ready to be saved.

    Its parents are the versions `after`; without any, it is a draft that the final text was made from if nothing that
    lies before us is known to have been made into that, and no date says that it is the later one; else the successor
    of the last version.
    UnreadableInput if the file holds several texts, or the label is taken.
    """
    label, date = filled(deposit.label, "--label"), deposit.date and check_date(deposit.date)
    texts = [version for work in received.works for version in work.versions if version.standing is Standing.EXTANT]
    if not texts:
        raise UnreadableInput(f"{received.name} holds no text of a version")
    if len(received.works) > 1:
        raise UnreadableInput(f"{received.name} holds {len(received.works)} works; give the draft a file of its own")
    if fold_name(label) == FINAL:
        raise UnreadableInput(f"“{label}” means the last version of a work; choose another name with --label")
    if alike := [version.label for version in dossier.versions if fold_name(version.label) == fold_name(label)]:
        raise UnreadableInput(f"{dossier.work.id} has a version “{alike[0]}” already; choose another name with --label")
    authors = tuple(dict.fromkeys(person_called(name, dossier) for name in names_in(deposit.by, dossier.people)))
    witness = Witness(
        id=f"{dossier.work.id}/{label}",
        work=dossier.work.id,
        siglum=_siglum(dossier, label),
        title=label,
        source=deposit.source or received.name,
        seen=True,
        sha256=received.sha256,
        date=date,
    )
    version = replace(
        texts[-1],
        id=f"{dossier.work.id}@{label}",
        work=dossier.work.id,
        label=label,
        authors=tuple(person.name for person in authors),
        date=date,
        parents=_parents(dossier, deposit.after, date),
        witness=witness.id,
    )
    return version, witness, authors


@dataclass(frozen=True, slots=True)
class Testimony:
    """What a file that is given as a version says of the step that made it, and what of it is `left_out`, in words."""

    notes: tuple[Note, ...] = ()
    marks: tuple[Mark, ...] = ()
    claims: tuple[Claim, ...] = ()
    people: tuple[Person, ...] = ()
    left_out: str | None = None


def testimony_of(dossier: Dossier, received: Received, claims: Sequence[Claim], version: Version) -> Testimony:
    """The file's notes, and the changes that it records if it records them against what the version was made from."""
    one = received.works[0]
    own = [each for each in one.versions if each.standing is Standing.EXTANT][-1]
    parent = next((each for each in dossier.versions if (each.id,) == version.parents), None)
    bases = [each.id for each in one.versions if parent and each.id in own.parents and each.text == parent.text]
    names = {own.id: version.id} | ({bases[0]: parent.id} if parent and bases else {})
    marks = tuple(_mark(mark, version, names) for mark in one.marks if bases and mark.version in names)
    taken = {mark.id for mark in one.marks if bases and mark.version in names}
    said = [claim for claim in claims if claim.work == one.work.id and (claim.mark is None or claim.mark in taken)]
    named = {name for claim in said for name in claim.persons}
    left = None
    if one.marks and not marks:
        left = (
            "it records changes of its own, but not from the text that this version was made from, so they were not "
            f"taken for what was done to {dossier.work.id}; ingest the file as a work of its own to see who made them"
        )
    return Testimony(
        tuple(_note(note, version, dossier) for note in one.notes),
        marks,
        tuple(_claim(claim, version, names) for claim in said),
        tuple(person for person in received.people if person.name in named),
        left,
    )


def _note(note: Note, version: Version, dossier: Dossier) -> Note:
    """The note on the version; one whose number another note of the work has is called by its version too."""
    number = note.number
    if number in {other.number for other in dossier.notes}:
        number = f"{number} of “{version.label}”"
    place, at = (note.place, note.at) if note.at is None or note.at <= len(version.text) else (AnchorPlace.NONE, None)
    return replace(
        note, id=f"{version.label}/{note.id}", work=version.work, version=version.id, number=number, place=place, at=at
    )


def _mark(mark: Mark, version: Version, names: Mapping[str, str]) -> Mark:
    origin = mark.origin and replace(mark.origin, version=names.get(mark.origin.version, mark.origin.version))
    made_in = names.get(mark.made_in or "", mark.made_in)
    return replace(
        mark,
        id=f"{version.label}/{mark.id}",
        work=version.work,
        version=names[mark.version],
        made_in=made_in,
        origin=origin,
    )


def _claim(claim: Claim, version: Version, names: Mapping[str, str]) -> Claim:
    """The claim on the version; words that stand in neither of the two texts have no place any more."""
    target = claim.target if claim.target and claim.target.version in names else None
    return replace(
        claim,
        id=f"{version.label}/{claim.id}",
        work=version.work,
        note=claim.note and f"{version.label}/{claim.note}",
        mark=claim.mark and f"{version.label}/{claim.mark}",
        target=target and replace(target, version=names[target.version]),
        places=tuple(replace(p, version=names[p.version]) for p in claim.places if p.version in names),
    )


def _parents(dossier: Dossier, after: Sequence[str], date: str | None) -> tuple[str, ...]:
    outlines = [version.outline for version in dossier.versions]
    if after:
        return tuple(dict.fromkeys(find_version(outlines, name).id for name in after))
    last = in_order([outline for outline in outlines if outline.standing is Standing.EXTANT] or outlines)[-1]
    is_draft = _is_to_have_a_draft(last, dossier) and not is_later(date, last.date or dossier.work.date)
    return () if is_draft else (last.id,)


def _is_to_have_a_draft(last: Outline, dossier: Dossier) -> bool:
    """True if the draft of a text is only reconstructed, or nothing but notes tells of its making.

    Of a text that is printed before its changes, what is reconstructed was made from it.
    """
    outlines = [version.outline for version in dossier.versions]
    reconstructed = [outline for outline in outlines if outline.standing is Standing.RECONSTRUCTED]
    if any(outline.standing is Standing.EXTANT for outline in ancestors_of(outlines, last)):
        return False
    if any(last in ancestors_of(outlines, outline) for outline in reconstructed):
        return False
    made = {outline.id for outline in outlines if outline.parents and outline.standing is Standing.EXTANT}
    return bool(reconstructed) or any(note.version not in made for note in dossier.notes)


def _siglum(dossier: Dossier, label: str) -> str:
    """The first letter of the label that no witness has, or a number behind it."""
    taken = {witness.siglum for witness in dossier.witnesses}
    letter = next((sign.upper() for sign in label if sign.isalpha()), "V")
    proposals = [letter, *(f"{letter}{n}" for n in range(2, len(taken) + 3))]
    return next(sign for sign in proposals if sign not in taken)
