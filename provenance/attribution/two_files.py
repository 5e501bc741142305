"""Two files as two versions of one work, to be compared without storing anything."""

from dataclasses import replace

from provenance.errors import UnreadableInput
from provenance.model.attributions import Dossier
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.testimony import Claim, Target
from provenance.model.versions import Standing, Version

Side = tuple[Received, tuple[Claim, ...]]


def pair_of(base: Side, revised: Side) -> Dossier:
    """A dossier with the last extant version of each file, called by the files' names, and the claims of both."""
    old, new = _only_work(base[0]), _only_work(revised[0])
    first, last = _last_extant(old), _last_extant(new)
    names = _names(base[0].name, revised[0].name)
    versions = tuple(
        replace(version, id=name, work=new.work.id, label=name, parents=(), witness=None)
        for version, name in zip((first, last), names, strict=True)
    )
    places = {first.id: names[0]} | {last.id: names[1]}
    claims = tuple(_moved(claim, places, new.work.id) for claim in (*base[1], *revised[1]) if _lies_in(claim, places))
    people = {person.name: person for person in (*base[0].people, *revised[0].people)}
    return Dossier(new.work, new.witnesses, versions, new.notes, claims, tuple(people.values()))


def _only_work(received: Received) -> ReceivedWork:
    if len(received.works) == 1:
        return received.works[0]
    held = f"{len(received.works)} works" if received.works else "no text"
    raise UnreadableInput(f"{received.name} holds {held}; give one text a file")


def _last_extant(one: ReceivedWork) -> Version:
    return [version for version in one.versions if version.standing is Standing.EXTANT][-1]


def _names(base: str, revised: str) -> tuple[str, str]:
    """The names of the files; told apart where they are the same."""
    return (base, revised) if base != revised else (f"{base} (1)", f"{revised} (2)")


def _lies_in(claim: Claim, places: dict[str, str]) -> bool:
    return claim.target is None or claim.target.version in places


def _moved(claim: Claim, places: dict[str, str], work: str) -> Claim:
    """The claim with its places in the renamed versions."""
    target = claim.target
    if target is not None:
        target = Target(places[target.version], target.span, target.start, target.end)
    return replace(claim, work=work, target=target, places=())
