"""The public Python API: what `import provenance` offers, on paths and on strings.

A `Path` is a file; a `str` is the text itself; a `Version` is taken as it is.
"""

from collections.abc import Sequence
from pathlib import Path

from provenance import stages
from provenance.errors import UnreadableInput
from provenance.model.attributions import Apparatus, Dossier
from provenance.model.changes import Comparison
from provenance.model.receipts import Received
from provenance.model.testimony import Claim
from provenance.model.versions import Standing, Version
from provenance.store.library import Library, open_library

Text = str | Path
Side = tuple[Received, tuple[Claim, ...]]


def open(location: str | Path) -> Library:
    """The library in a database, a path or an SQLAlchemy URL, to be used in a `with` block."""
    if not isinstance(location, (str, Path)):
        raise TypeError(f"a library is named by a str or a Path, not by {location!r:.60}")
    return open_library(str(location))


def read(text: Text) -> Dossier:
    """All that a file or a text holds: its versions, notes, marks and the claims read from them.

    UnreadableInput if the file holds several works; `provenance.stages.read` gives all of them.
    """
    return stages.only_dossier(*_side(text, "text"))


def compare(base: Text | Version, revised: Text | Version) -> Comparison:
    """Every change from one text to the other, replayed to the letter."""
    return stages.compare(_version(base, "base"), _version(revised, "revised"))


def diff(base: Text, *revised: Text, by: Sequence[str] = ()) -> Apparatus:
    """The changes from one text to another, or to several copies of it, with who made them.

    `by` says whose the later texts are, in their order.
    """
    from provenance.attribution.two_files import name_apart

    names = ["revised"] if len(revised) == 1 else [f"copy {number}" for number in range(1, len(revised) + 1)]
    sides = [_side(text, name) for text, name in zip((base, *revised), ["base", *names], strict=True)]
    return stages.lay_together(name_apart(sides), [by] if isinstance(by, str) else tuple(by))


def attribute(dossier: Dossier, base: str | None = None, revised: str | None = None) -> Apparatus:
    """The apparatus of two versions of a dossier, by id or label; by default of its first draft and its last text."""
    if not isinstance(dossier, Dossier):
        raise TypeError(f"attribute takes a Dossier, as read gives it, not {dossier!r:.60}")
    return stages.attribute_versions(dossier, base, revised)


def report(apparatus: Apparatus, format: str = "md") -> str | bytes:
    """The report of an apparatus in a format of the catalogue ("md", "html", "docx", "tei" …)."""
    from provenance.reports.report_catalogue import write_report

    if not isinstance(apparatus, Apparatus):
        raise TypeError(f"report takes an Apparatus, as diff and attribute give it, not {apparatus!r:.60}")
    return write_report(apparatus, format)


def _side(text: Text, name: str) -> Side:
    from provenance.sources.reader import SourceFile
    from provenance.sources.sides import empty, read_side
    from provenance.sources.source_catalogue import read_source

    if isinstance(text, Path):
        return stages.testify(read_side(text))
    _refuse_others(text, name)
    if not text.strip():
        return empty(Path(name)), ()
    return stages.testify(read_source(SourceFile(Path(name), _encoded(text, name)), "text", None))


def _encoded(text: str, name: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as trouble:
        code = ord(text[trouble.start])
        raise UnreadableInput(f"{name}: letter {trouble.start + 1} is half a character (U+{code:04X})") from None


def _refuse_others(text: object, name: str) -> None:
    if not isinstance(text, (str, Path)):
        raise TypeError(f"{name}: a text is a str, a file a Path, not {text!r:.60}")


def _version(text: Text | Version, name: str) -> Version:
    if isinstance(text, Version):
        return text
    from provenance.text.blocks import split_blocks

    if isinstance(text, str):
        _encoded(text, name)
        return Version(name, name, name, text, Standing.EXTANT, split_blocks(text))
    _refuse_others(text, name)
    found = [version for version in read(text).versions if version.standing is Standing.EXTANT][-1]
    return found
