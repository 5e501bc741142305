"""Any plain text as one work with one extant version and no notes."""

import re

from provenance.errors import UnreadableInput
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.versions import Standing, Version, Witness, Work
from provenance.sources.reader import SourceFile
from provenance.text.blocks import split_blocks


def recognises(file: SourceFile) -> bool:
    """True for any text in UTF-8."""
    try:
        file.letters()
    except UnreadableInput:
        return False
    return True


def read(file: SourceFile, document: str | None = None) -> Received:
    """One work named after the file, with its text as it stands (line ends apart)."""
    if document is not None:
        raise UnreadableInput(f"{file.name}: a plain text holds no documents to choose {document!r} from; leave it out")
    text = file.letters()
    work = Work(slug(file.stem), title=file.stem, source=file.path.name)
    witness = Witness(f"{work.id}/T", work.id, "T", "the file as given", file.path.name, seen=True, sha256=file.sha256)
    version = Version(
        f"{work.id}@final", work.id, "final", text, Standing.EXTANT, blocks=split_blocks(text), witness=witness.id
    )
    return Received(file.name, file.sha256, (ReceivedWork(work, (witness,), (version,)),))


def slug(name: str) -> str:
    """A name that can stand in a command line: letters, digits, dots and hyphens.

    >>> slug("Letter to the Secretary (draft 2)")
    'letter-to-the-secretary-draft-2'
    """
    return re.sub(r"[^\w.]+", "-", name.lower()).strip("-.") or "text"
