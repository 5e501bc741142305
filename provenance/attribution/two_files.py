"""Two files as two versions of one work, to be compared without storing anything."""

from collections.abc import Mapping
from dataclasses import replace

from provenance.diff.carry import carry_forward
from provenance.diff.compare import compare
from provenance.errors import UnreadableInput
from provenance.model.attributions import Dossier
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.testimony import Claim
from provenance.model.versions import Standing, Version

Side = tuple[Received, tuple[Claim, ...]]


def pair_of(base: Side, revised: Side) -> Dossier:
    """A dossier with the last extant version of each file, called by the files' names, and the claims of both.

    What the later file records of words that it took out is brought to the earlier file, where they stand.
    """
    old, new = _only_work(base[0]), _only_work(revised[0])
    first, last = _last_extant(old), _last_extant(new)
    names = _names(base[0].name, revised[0].name)
    versions = tuple(
        replace(version, id=name, work=new.work.id, label=name, parents=(), witness=None)
        for version, name in zip((first, last), names, strict=True)
    )
    earlier = (_moved(claim, new.work.id, {first.id: names[0]}) for claim in base[1])
    brought = (_brought(claim, new, first, names[0]) for claim in revised[1])
    later = (_moved(claim, new.work.id, {last.id: names[1], names[0]: names[0]}) for claim in brought)
    claims = tuple(claim for claim in (*earlier, *later) if claim is not None)
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


def _brought(claim: Claim, new: ReceivedWork, first: Version, name: str) -> Claim:
    """A claim on words of the later file's own draft, with the place of these words in the earlier file, `name`."""
    target = claim.target
    own = next((version for version in new.versions[:-1] if target and version.id == target.version), None)
    if target is None or own is None:
        return claim
    span = carry_forward(target.span, compare(own, first), own.text, first.text)
    return replace(claim, target=replace(target, version=name, span=span)) if span else claim


def _moved(claim: Claim, work: str, places: Mapping[str, str]) -> Claim | None:
    """The claim with its place in the renamed version; None if its words stand in neither of the two texts."""
    target = claim.target
    if target is not None and target.version not in places:
        return None
    if target is not None:
        target = replace(target, version=places[target.version])
    return replace(claim, work=work, target=target, places=())
