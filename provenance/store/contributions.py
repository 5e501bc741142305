"""What a historian brings to a library: a version that turned up, a claim of his own, what he thinks of others.

Each is one transaction and one entry of the log. The versions that are reconstructed from claims are made anew with it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from provenance.attribution.added_claim import BY_HAND, Assertion, make_claim
from provenance.attribution.received_version import Deposit, make_version, testimony_of
from provenance.attribution.reconstruct import reconstruct_anew
from provenance.errors import AlreadyDecided, NotFound
from provenance.model.receipts import Received
from provenance.model.testimony import Claim, Reading, SetAside
from provenance.model.versions import Version
from provenance.store import keeping, tables
from provenance.store.library import Library
from provenance.store.rows import Row
from provenance.store.testimony_rows import set_aside_value


@dataclass(frozen=True, slots=True)
class Added:
    """A version that was added, the persons who are new with it, and what was left out of the file, in words."""

    version: Version
    people: tuple[str, ...]
    left_out: str | None


def add_version(
    library: Library, work: str | None, deposit: Deposit, received: Received, claims: Sequence[Claim] = ()
) -> Added:
    """Save an extant version of a work with what its file says; from then on the claims are held against it."""
    held = library.find(work)
    known = {person.name for person in library.people()}
    with library.entry(f"added version “{deposit.label}”", held.id) as journal:
        dossier = library.dossier(held.id)
        version, witness, authors = make_version(dossier, received, deposit)
        said = testimony_of(dossier, received, claims, version)
        library.save_people((*authors, *said.people))
        library.save_version(version, witness)
        keeping.save_notes(journal, held.id, said.notes)
        keeping.save_marks(journal, held.id, said.marks)
        library.save_claims(said.claims)
        warnings = (*received.warnings, *filter(None, [said.left_out]))
        keeping.save_warnings(journal, held.id, received.name, received.sha256, warnings)
    new = tuple(person.name for person in library.people() if person.name not in known)
    return Added(version, new, said.left_out)


def add_claim(library: Library, work: str | None, assertion: Assertion) -> Claim:
    """Save a claim that a historian makes; it is weighed with the others from then on."""
    found = library.find(work)
    with library.entry("added a claim", found.id):
        claim = _save(library, found.id, assertion)
        _reconstruct(library, found.id)
    return claim


def withdraw_claim(library: Library, work: str | None, claim: str, set_aside: SetAside) -> Claim:
    """Set a claim aside: it stays on record with who did so and why, and counts no more."""

    def is_to_be(found: Claim) -> None:
        if found.set_aside is not None:
            raise AlreadyDecided(_set_aside_already(found))

    values = {"set_aside": set_aside_value(set_aside)}
    return _change(library, work, claim, "set claim {} aside", values, is_to_be, set_aside.reason)


def restore_claim(library: Library, work: str | None, claim: str) -> Claim:
    """Bring back a claim that was set aside: it counts again."""

    def is_to_be(found: Claim) -> None:
        if found.set_aside is None:
            raise AlreadyDecided(f"claim {found.id} is not set aside")

    return _change(library, work, claim, "brought claim {} back", {"set_aside": None}, is_to_be)


def confirm_claim(library: Library, work: str | None, claim: str, by: str) -> Claim:
    """Make a reading that was only possible the testimony of the person who confirms it."""
    values = {"reading": Reading.SURE.value, "asserted_by": by}
    return _change(library, work, claim, "confirmed claim {}", values, _is_undecided)


def reject_claim(library: Library, work: str | None, claim: str, set_aside: SetAside) -> Claim:
    """Set a reading aside that was only possible."""
    values = {"set_aside": set_aside_value(set_aside)}
    return _change(library, work, claim, "rejected claim {}", values, _is_undecided, set_aside.reason)


def correct_claim(
    library: Library, work: str | None, claim: str, assertion: Assertion, set_aside: SetAside
) -> tuple[Claim, Claim]:
    """Set a possible reading aside and keep in its place, as a claim on the same note, how somebody else reads it.

    Gives the reading and the claim. Both are one entry of the log: either both are kept or neither.
    """
    held = library.find(work)
    name = _find_claim(library, held.id, claim).id
    with library.entry(f"corrected claim {name}", held.id, set_aside.reason):
        read = reject_claim(library, held.id, name, set_aside)
        corrected = _save(library, held.id, assertion, read.note)
        _reconstruct(library, held.id)
    return read, corrected


def _save(library: Library, work: str, assertion: Assertion, note: str | None = None) -> Claim:
    """The claim of a historian, saved under the next free number of its work; `note` is the one that he reads."""
    number = 1 + sum(claim.rule == BY_HAND for claim in library.claims(work))
    claim, people = make_claim(library.dossier(work), assertion, number)
    library.save_people(people)
    library.save_claims([replace(claim, note=note)])
    return replace(claim, note=note)


def _is_undecided(found: Claim) -> None:
    """Raises if the reading does not wait for a decision: read with certainty, confirmed, or rejected by somebody."""
    if found.reading is not Reading.POSSIBLE:
        is_so = f"stands in the name of {found.asserted_by}" if found.asserted_by else "is read with certainty"
        raise AlreadyDecided(f"claim {found.id} {is_so} already; `provenance claim withdraw` sets it aside")
    if found.set_aside is not None:
        raise AlreadyDecided(_set_aside_already(found))


def _set_aside_already(found: Claim) -> str:
    assert found.set_aside is not None
    return (
        f"claim {found.id} was set aside already, by {found.set_aside.by} on {found.set_aside.at[:10]}; "
        "`provenance claim restore` brings it back"
    )


def _find_claim(library: Library, work: str | None, claim: str) -> Claim:
    """The claim of that id, which may be given without the work before it ("c2")."""
    held = library.find(work)
    fits = [one for one in library.claims(held.id) if one.id in (claim, f"{held.id}/{claim}")]
    if not fits:
        raise NotFound(f"no claim on {held.id} is called {claim!r}; `provenance claim list` shows those there are")
    return fits[0]


def _change(
    library: Library,
    work: str | None,
    claim: str,
    what: str,
    values: Row,
    check: Callable[[Claim], None],
    reason: str | None = None,
) -> Claim:
    """Change a claim if `check` lets it be; it is asked when no other writer can come between."""
    found = _find_claim(library, work, claim)
    with library.entry(what.format(found.id), found.work, reason) as journal:
        check(_find_claim(library, found.work, found.id))
        journal.change(tables.claims, (found.work, found.id), values)
        _reconstruct(library, found.work)
    return _find_claim(library, found.work, found.id)


def _reconstruct(library: Library, work: str) -> None:
    """The lost versions as the claims that count now give them; those that a file itself records stay."""
    dossier = library.dossier(work)
    counted = tuple(claim for claim in dossier.claims if claim.is_weighed)
    if made := reconstruct_anew(replace(dossier, claims=counted)):
        library.replace_reconstructions(work, made.versions, made.witnesses)
