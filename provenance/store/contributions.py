"""What a historian brings to a library: a version that turned up, a claim of his own, its withdrawal.

Each is one transaction. The versions that are reconstructed from claims are made anew with it.
"""

from provenance.attribution.added_claim import Assertion, make_claim
from provenance.attribution.received_version import Deposit, make_version
from provenance.attribution.reconstruct import reconstruct_anew
from provenance.model.receipts import Received
from provenance.model.testimony import Claim
from provenance.model.versions import Version
from provenance.store.library import Library


def add_version(library: Library, work: str | None, received: Received, deposit: Deposit) -> Version:
    """Save an extant version of a work; from then on the claims are held against it."""
    with library.transaction():
        version, witness, authors = make_version(library.dossier(library.find(work).id), received, deposit)
        library.save_people(authors)
        library.save_version(version, witness)
    return version


def add_claim(library: Library, work: str | None, assertion: Assertion) -> Claim:
    """Save a claim that a historian makes; it is weighed with the others from then on."""
    with library.transaction():
        found = library.find(work)
        number = 1 + sum(claim.note is None and claim.mark is None for claim in library.all_claims(found.id))
        claim, people = make_claim(library.dossier(found.id), assertion, number)
        library.save_people(people)
        library.save_claims([claim])
        _reconstruct(library, found.id)
    return claim


def withdraw_claim(library: Library, work: str | None, claim: str, by: str, at: str) -> None:
    """Withdraw a claim on a date; it stays on record and is weighed no more."""
    with library.transaction():
        found = library.find(work)
        library.withdraw_claim(found.id, claim, by, at)
        _reconstruct(library, found.id)


def _reconstruct(library: Library, work: str) -> None:
    """The lost versions as the claims that stand now give them; those that a file itself records stay."""
    if made := reconstruct_anew(library.dossier(work)):
        library.replace_reconstructions(work, made.versions, made.witnesses)
