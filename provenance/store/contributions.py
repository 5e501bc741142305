"""What a historian brings to a library: a version that turned up, a claim of his own, what he thinks of others.

Each is one transaction and one entry of the log. The versions that are reconstructed from claims are made anew with it.
"""

from dataclasses import replace

from provenance.attribution.added_claim import Assertion, make_claim
from provenance.attribution.received_version import Deposit, make_version
from provenance.attribution.reconstruct import reconstruct_anew
from provenance.errors import NotFound, StoreTrouble
from provenance.model.receipts import Received
from provenance.model.testimony import Claim, Reading, SetAside
from provenance.model.versions import Version
from provenance.store import tables
from provenance.store.library import Library
from provenance.store.rows import Row
from provenance.store.testimony_rows import set_aside_value


def add_version(library: Library, work: str | None, received: Received, deposit: Deposit) -> Version:
    """Save an extant version of a work; from then on the claims are held against it."""
    held = library.find(work)
    with library.entry(f"added version “{deposit.label}”", held.id):
        version, witness, authors = make_version(library.dossier(held.id), received, deposit)
        library.save_people(authors)
        library.save_version(version, witness)
    return version


def add_claim(library: Library, work: str | None, assertion: Assertion) -> Claim:
    """Save a claim that a historian makes; it is weighed with the others from then on."""
    found = library.find(work)
    with library.entry("added a claim", found.id):
        number = 1 + sum(claim.note is None and claim.mark is None for claim in library.claims(found.id))
        claim, people = make_claim(library.dossier(found.id), assertion, number)
        library.save_people(people)
        library.save_claims([claim])
        _reconstruct(library, found.id)
    return claim


def withdraw_claim(library: Library, work: str | None, claim: str, set_aside: SetAside) -> Claim:
    """Set a claim aside: it stays on record with who did so and why, and counts no more."""
    found = _find_claim(library, work, claim)
    if found.set_aside is not None:
        raise StoreTrouble(
            f"claim {found.id} was set aside already, by {found.set_aside.by} on {found.set_aside.at[:10]}; "
            "`provenance claim restore` brings it back"
        )
    what = f"set claim {found.id} aside"
    return _change(library, found, what, {"set_aside": set_aside_value(set_aside)}, set_aside.reason)


def restore_claim(library: Library, work: str | None, claim: str) -> Claim:
    """Bring back a claim that was set aside: it counts again."""
    found = _find_claim(library, work, claim)
    if found.set_aside is None:
        raise StoreTrouble(f"claim {found.id} is not set aside")
    return _change(library, found, f"brought claim {found.id} back", {"set_aside": None})


def confirm_claim(library: Library, work: str | None, claim: str, by: str) -> Claim:
    """Make a reading that was only possible the testimony of the person who confirms it."""
    found = _find_possible(library, work, claim)
    values = {"reading": Reading.SURE.value, "asserted_by": by, "set_aside": None}
    return _change(library, found, f"confirmed claim {found.id}", values)


def reject_claim(library: Library, work: str | None, claim: str, set_aside: SetAside) -> Claim:
    """Set a reading aside that was only possible."""
    found = _find_possible(library, work, claim)
    values = {"set_aside": set_aside_value(set_aside)}
    return _change(library, found, f"rejected claim {found.id}", values, set_aside.reason)


def _find_possible(library: Library, work: str | None, claim: str) -> Claim:
    found = _find_claim(library, work, claim)
    if found.reading is not Reading.POSSIBLE:
        raise StoreTrouble(f"claim {found.id} is read with certainty; `provenance claim withdraw` sets it aside")
    return found


def _find_claim(library: Library, work: str | None, claim: str) -> Claim:
    """The claim of that id, which may be given without the work before it ("c2")."""
    held = library.find(work)
    fits = [one for one in library.claims(held.id) if one.id in (claim, f"{held.id}/{claim}")]
    if not fits:
        raise NotFound(f"no claim on {held.id} is called {claim!r}; `provenance claim list` shows those there are")
    return fits[0]


def _change(library: Library, claim: Claim, what: str, values: Row, reason: str | None = None) -> Claim:
    with library.entry(what, claim.work, reason) as journal:
        journal.change(tables.claims, (claim.work, claim.id), values)
        _reconstruct(library, claim.work)
    return next(one for one in library.claims(claim.work) if one.id == claim.id)


def _reconstruct(library: Library, work: str) -> None:
    """The lost versions as the claims that count now give them; those that a file itself records stay."""
    dossier = library.dossier(work)
    counted = tuple(claim for claim in dossier.claims if claim.is_weighed)
    if made := reconstruct_anew(replace(dossier, claims=counted)):
        library.replace_reconstructions(work, made.versions, made.witnesses)
