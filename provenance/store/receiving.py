"""A file that comes into a library, as its giver describes it, with the persons that the library knows, its id free."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from provenance.attribution.choosing import FINAL
from provenance.attribution.described_work import Description, describe, told_otherwise, with_id
from provenance.model.receipts import Received
from provenance.store.library import Library


def told_otherwise_of(library: Library, received: Received, said: Description, present: Sequence[str]) -> Iterator[str]:
    """What its giver says of a file that was stored before, where that is not what is stored."""
    for id in present if said != Description() else ():
        held, texts = library.holding(id), {version.sha256 for one in received.works for version in one.versions}
        text = next((one for one in held.versions if one.sha256 in texts), None)
        yield from told_otherwise(said, held.work, text, library.everybody())


def described(library: Library, received: Received, said: Description, stem: str, id: str) -> Received:
    """What a file holds, as its giver describes it, under an id that no other file has.

    `stem` is the file's bare name, after which its text is called if by nothing else; `id` the one made from it, which
    another file may have taken.
    """
    label = PurePath(received.name).name if stem.casefold() == FINAL else stem
    received = describe(received, said, label, library.people())
    if len(received.works) != 1 or said.id or received.works[0].work.id != id:
        return received
    one = received.works[0]
    return replace(received, works=(with_id(one, library.free_id(one, received.sha256)),))
