"""A file that comes into a library, as its giver describes it, with the persons that the library knows, its id free."""

from dataclasses import replace
from pathlib import PurePath

from provenance.attribution.choosing import FINAL
from provenance.attribution.described_work import Description, describe, with_id
from provenance.model.receipts import Received
from provenance.store.library import Library


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
