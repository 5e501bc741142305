"""`provenance ingest`: a file read, taken apart and stored."""

from pathlib import Path
from typing import Annotated

import typer

from provenance import pipeline
from provenance.commands.history_steps import Dag, Page, is_history, store_history
from provenance.commands.output import answer, warn
from provenance.commands.parameters import DEFAULT_DATABASE, AsJson, Database, SomeFile


def ingest(
    file: SomeFile,
    format: Annotated[str | None, typer.Option("--format", help="What the file is; default: as it looks.")] = None,
    document: Annotated[str | None, typer.Option("--document", metavar="ID", help="One document of a volume.")] = None,
    dag: Dag = False,
    page: Page = None,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """Read a document with its notes and store its works, versions and claims; or a history with its revisions."""
    if is_history(file, format):
        _ingest_history(file, format, dag, page, db, as_json)
        return
    saved, received = pipeline.add(db, file, format, document)
    warn(received.warnings, received.name)
    if as_json:
        from provenance.reports.public_json import dump

        found = {"new": saved.new, "extended": saved.extended, "known": saved.present}
        answer(
            dump("ingest", {**{key: list(works) for key, works in found.items()}, "warnings": list(received.warnings)})
        )
        return
    for work in saved.new:
        answer(f"stored {work}")
    for work in saved.extended:
        answer(f"stored further versions of {work}")
    for work in saved.present:
        answer(f"{work} is already stored; nothing changed")


def _ingest_history(file: Path, format: str | None, dag: bool, page: str | None, db: str, as_json: bool) -> None:
    history, new, told = store_history(file, db, format, dag, page)
    if as_json:
        from provenance.reports.public_json import dump

        answer(dump("ingest", {"history": history, "new_revisions": new, "warnings": told}))
    elif new:
        answer(f"stored {new} {'revision' if new == 1 else 'revisions'} of {history}")
    else:
        answer(f"{history} is already stored; nothing changed")
