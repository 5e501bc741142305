"""What a historian changes in a library after the texts are in: claims, corrections, removals, what is taken back.

Every change is an entry of the library's log, in the name of `by` or of the system's user; none destroys anything.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from provenance.attribution.added_claim import Assertion
from provenance.attribution.caveats import dates_beside, new_person
from provenance.errors import Interrupted, NotFound, UnreadableInput
from provenance.model.entries import Entry
from provenance.model.testimony import Claim, Person, SetAside
from provenance.model.versions import Outline
from provenance.sources.telling import Tell, unheard
from provenance.store import contributions, copying, mending, undoing
from provenance.store import verify as verifying
from provenance.store.library import open_library
from provenance.store.mending import PersonEdit, VersionEdit, WorkEdit


def add_claim(
    location: str, work: str | None, assertion: Assertion, by: str | None = None, tell: Tell = unheard
) -> tuple[Claim, tuple[Claim, ...]]:
    """A claim added to a work, and all claims on it; it is weighed from then on. Told are persons who are new."""
    with open_library(location, by) as library:
        known = library.everybody()
        claim = contributions.add_claim(library, work, assertion)
        added = claim, library.claims(claim.work)
    for new in _new_persons(claim.persons, known):
        tell(new)
    return added


def withdraw_claim(location: str, work: str | None, claim: str, by: str, reason: str) -> Claim:
    """A claim set aside in somebody's name: shown with the reason, and counted no more."""
    with open_library(location, by) as library:
        return contributions.withdraw_claim(library, work, claim, _set_aside(by, reason))


def restore_claim(location: str, work: str | None, claim: str, by: str | None = None) -> Claim:
    """A claim that was set aside brought back."""
    with open_library(location, by) as library:
        return contributions.restore_claim(library, work, claim)


def confirm_claim(location: str, work: str | None, claim: str, by: str) -> Claim:
    """A possible reading made the testimony of the one who confirms it."""
    with open_library(location, by) as library:
        return contributions.confirm_claim(library, work, claim, by)


def reject_claim(location: str, work: str | None, claim: str, by: str, reason: str) -> Claim:
    """A possible reading set aside."""
    with open_library(location, by) as library:
        return contributions.reject_claim(library, work, claim, _set_aside(by, reason))


def correct_claim(
    location: str, work: str, claim: str, assertion: Assertion, by: str, reason: str
) -> tuple[Claim, Claim]:
    """A possible reading set aside, and what somebody reads in its place kept as his claim; gives both."""
    with open_library(location, by) as library:
        return contributions.correct_claim(library, work, claim, assertion, _set_aside(by, reason))


def _set_aside(by: str, reason: str) -> SetAside:
    return SetAside(by, reason, datetime.now(UTC).isoformat(timespec="seconds"))


def edit_work(location: str, work: str, edit: WorkEdit, by: str | None = None, reason: str | None = None) -> str:
    """A work given another title, date or source; its id."""
    with open_library(location, by) as library:
        return mending.edit_work(library, work, edit, reason)


def edit_version(
    location: str,
    work: str,
    version: str,
    edit: VersionEdit,
    by: str | None = None,
    reason: str | None = None,
    tell: Tell = unheard,
) -> Outline:
    """A version given another label, authors, date or parents; told are new persons, and a date against the order."""
    with open_library(location, by) as library:
        known = library.everybody()
        edited = mending.edit_version(library, work, version, edit, reason)
        beside = library.holding(edited.work).versions if edit.date or edit.after else ()
    for odd in (*dates_beside(edited, beside), *_new_persons(edited.authors if edit.by else (), known)):
        tell(odd)
    return edited


def _new_persons(names: Iterable[str], known: Sequence[Person]) -> list[str]:
    """What is said of those of the names that nobody in the library had."""
    return [new_person(name, known) for name in names if name not in {one.name for one in known}]


def edit_person(location: str, name: str, edit: PersonEdit, by: str | None = None, reason: str | None = None) -> Person:
    """A person renamed, given a role, or found to be the same as another."""
    with open_library(location, by) as library:
        return mending.edit_person(library, name, edit, reason)


def remove(
    location: str, work: str, version: str | None, by: str | None = None, reason: str | None = None
) -> tuple[str, str | None]:
    """A work, or one version of it, taken away: the work's id and the version's label. `undo` brings it back."""
    with open_library(location, by) as library:
        if version is None:
            return mending.remove_work(library, work, reason), None
        return mending.remove_version(library, work, version, reason)


def undo(location: str, entry: str | None, by: str | None = None, reason: str | None = None) -> tuple[str, str]:
    """A change of the library taken back, by default the last that stands; its id and what it was."""
    with open_library(location, by) as library:
        return undoing.undo(library, entry, reason)


def log(location: str, work: str | None = None) -> tuple[Entry, ...]:
    """Every change of the library, or of one work, the latest last."""
    with open_library(location) as library:
        try:
            return library.log(work and library.find(work).id)
        except NotFound:
            if entries := library.log(work):  # of a work that was removed
                return entries
            raise


def verify(location: str, work: str | None = None, had: Sequence[str] = ()) -> verifying.Verified:
    """The library, or one work, held against the hashes that were kept; what was altered, and where.

    `had` are hashes of entries of the log that somebody wrote down, whole or their first twelve digits and more;
    UnreadableInput for what is none.
    """
    written = [one.strip().lower() for one in had]
    for one in written:
        if not re.fullmatch("[0-9a-f]{12,64}", one):
            raise UnreadableInput(
                f"“{one}” is no hash of an entry: give the 64 digits (0-9, a-f) that `verify` told, or the first 12"
            )
    with open_library(location) as library:
        return verifying.verify(library, work, written)


def copy(source: str, target: str) -> tuple[copying.Copied, verifying.Verified]:
    """A library copied to another database, which must hold none, and what `verify` says of it there."""
    copied = copying.copy(source, target)
    try:
        return copied, verify(target)
    except KeyboardInterrupt:
        raise Interrupted(
            f"interrupted; {copied.target} has every row, and has not been verified: `provenance verify` does it"
        ) from None
