"""`provenance ingest`: a file read, taken apart and stored as a work."""

from typing import Annotated

import typer

from provenance import pipeline
from provenance.attribution.described_work import Description
from provenance.commands import history_steps
from provenance.commands.completion import complete_formats
from provenance.commands.history_steps import Dag, Page
from provenance.commands.output import answer, notice, warn
from provenance.commands.parameters import (
    DEFAULT_DATABASE,
    AsJson,
    Author,
    Called,
    Database,
    Found,
    SomeFile,
    Writers,
    Written,
)
from provenance.model.receipts import Ingested
from provenance.sources.asked import Asked

FORMATS = (
    "What the file is; default: as it looks. Documents: tei, frus, docx, odt, text. "
    "Read version by version: git, mediawiki, jsonl, folder."
)


def ingest(
    file: SomeFile,
    title: Annotated[
        str | None, typer.Option("--title", help="The title of the work; default: the file's name.")
    ] = None,
    by: Writers = None,
    date: Written = None,
    label: Called = None,
    source: Found = None,
    id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="The work's id; default: made from the file's name.")
    ] = None,
    format: Annotated[str | None, typer.Option("--format", autocompletion=complete_formats, help=FORMATS)] = None,
    document: Annotated[str | None, typer.Option("--document", metavar="ID", help="One document of a volume.")] = None,
    dag: Dag = False,
    page: Page = None,
    author: Author = None,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """Read a file and store it as a work: a document with its notes, or all versions that a history or folder holds.

    A folder of drafts has the dates in the files' names, or a table drafts.csv with the columns file, by, date, label,
    after, source. A plain text that git tracks is read with its history; --format text stores the text alone.
    """
    said = Description(title, source, id, tuple(by or ()), date, label)
    done = pipeline.ingest(db, file, said, Asked(format, document, dag, page), author, history_steps.shown)
    warn(done.warnings, "" if done.kind else str(file))
    if done.kind == "git" and format is None:
        notice(
            f"provenance: {file}: git tracks this file, so its history was read; --format text stores the text alone"
        )
    if as_json:
        _print_json(done)
    elif done.revisions is not None:
        _tell_history(done)
    else:
        _tell(done)


def _tell(done: Ingested) -> None:
    for work in done.new:
        answer(f"stored {work}")
    for work in done.extended:
        answer(f"stored further versions of {work}")
    for work in done.present:
        answer(f"{work} is already stored; nothing changed")


def _tell_history(done: Ingested) -> None:
    [work] = (*done.new, *done.extended, *done.present)
    if done.revisions:
        answer(f"stored {done.revisions} {'revision' if done.revisions == 1 else 'revisions'} of {work}")
    else:
        answer(f"{work} is already stored; nothing changed")


def _print_json(done: Ingested) -> None:
    from provenance.reports.public_json import dump, ingested_json

    answer(dump("ingest", ingested_json(done)))
