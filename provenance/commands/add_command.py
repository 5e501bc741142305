"""`provenance add`: another version of a work, on paper before us, to compare with."""

from typing import Annotated

import typer

from provenance.attribution.received_version import Deposit
from provenance.commands.output import answer
from provenance.commands.parameters import DEFAULT_DATABASE, AsJson, Database, SomeFile
from provenance.sources.source_catalogue import read_file
from provenance.store.contributions import add_version
from provenance.store.library import open_library


def add(
    work: Annotated[str, typer.Argument(metavar="WORK", help="The work by id or words of its title.")],
    file: SomeFile,
    by: Annotated[list[str], typer.Option("--by", metavar="NAME", help="Who wrote this version; repeat for several.")],
    date: Annotated[str | None, typer.Option("--date", help="When, as exact as known: 1971-08-03, 1971-08.")] = None,
    label: Annotated[str | None, typer.Option("--label", help="What to call it; default: the file's name.")] = None,
    after: Annotated[
        str | None,
        typer.Option("--after", metavar="VERSION", help="It was made from this version; default: see the manual."),
    ] = None,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """Store an extant version, such as a transcription of the real draft, and check the notes against it.

    Where the draft of a work is only reconstructed, the new version is taken for that draft, made before the
    final text; otherwise it follows the last version.
    """
    received, deposit = read_file(file), Deposit(tuple(by), label or file.stem, date, after)
    with open_library(db) as library:
        version = add_version(library, work, received, deposit)
    if as_json:
        from provenance.reports.public_json import dump, version_json

        answer(dump("add", {"work": version.work, "version": version_json(version.outline)}))
    else:
        answer(f"stored version “{version.label}” of {version.work} ({version.standing.value})")
