"""A further version of a work, made of what a file holds and what its giver says of it."""

from dataclasses import dataclass, replace

from provenance.attribution.choosing import find_version, in_order
from provenance.attribution.naming import person_called
from provenance.errors import UnreadableInput
from provenance.model.attributions import Dossier
from provenance.model.receipts import Received
from provenance.model.testimony import Person
from provenance.model.versions import Standing, Version, Witness
from provenance.text.dates import check_date


@dataclass(frozen=True, slots=True)
class Deposit:
    """What its giver says of a version: who wrote it, when, what it is called, what it was made from, where it is."""

    by: tuple[str, ...]
    label: str
    date: str | None = None
    after: str | None = None
    source: str | None = None


def make_version(dossier: Dossier, received: Received, deposit: Deposit) -> tuple[Version, Witness, tuple[Person, ...]]:
    """The version, its witness and its authors, ready to be saved.

    Its parent is the version `after`; without one, it is a draft that the final text was made from if the work's
    draft is only reconstructed or nothing else is known of its making, else the successor of the last version.
    UnreadableInput if the file holds several texts, or the label is taken.
    """
    label, date = deposit.label, deposit.date and check_date(deposit.date)
    texts = [version for work in received.works for version in work.versions if version.standing is Standing.EXTANT]
    if not texts:
        raise UnreadableInput(f"{received.name} holds no text of a version")
    if len(received.works) > 1:
        raise UnreadableInput(f"{received.name} holds {len(received.works)} works; give the draft a file of its own")
    if label in {version.label for version in dossier.versions} or label.casefold() == "final":
        raise UnreadableInput(f"{dossier.work.id} has a version “{label}” already; choose another name with --label")
    authors = tuple(dict.fromkeys(person_called(name, dossier) for name in deposit.by))
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
        parents=_parents(dossier, deposit.after),
        witness=witness.id,
    )
    return version, witness, authors


def _parents(dossier: Dossier, after: str | None) -> tuple[str, ...]:
    outlines = [version.outline for version in dossier.versions]
    if after is not None:
        return (find_version(outlines, after).id,)
    if any(o.standing is Standing.RECONSTRUCTED for o in outlines) or dossier.notes:
        return ()
    return (in_order(outlines)[-1].id,)


def _siglum(dossier: Dossier, label: str) -> str:
    """The first letter of the label that no witness has, or a number behind it."""
    taken = {witness.siglum for witness in dossier.witnesses}
    letter = next((sign.upper() for sign in label if sign.isalpha()), "V")
    proposals = [letter, *(f"{letter}{n}" for n in range(2, len(taken) + 3))]
    return next(sign for sign in proposals if sign not in taken)
