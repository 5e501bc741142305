"""`provenance scan`: every note of whole volumes that says who changed which words."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import wrap
from typing import Annotated

import typer

from provenance import surveys
from provenance.commands.output import STANDARD_OUTPUT, answer, notice, short_table, terminal_width
from provenance.commands.parameters import DEFAULT_DATABASE, AsJson, Database, Width, names_library
from provenance.corpus.volume_files import Scan
from provenance.errors import UnreadableInput
from provenance.model.testimony import Reading
from provenance.reports.found import FoundClaim
from provenance.reports.result_file import file_named
from provenance.reports.scan_journal import ScannedVolume, Tally
from provenance.text.numbers import number_of
from provenance.text.visible import one_line

_HEADINGS = ("note", "page", "act", "by", "certainty", "words")
_NAMES = 24
_WORDS = len(_HEADINGS) - 1


def scan(
    ctx: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Volumes in TEI, or folders of them; .xz and .gz are unpacked."),
    ],
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to FILE (.csv, .jsonl, .db); default and -: print."),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, help="Cores to use, if there are so many; default: as many as help."),
    ] = None,
    dataset: Annotated[
        bool, typer.Option("--dataset", help="Write a data set that can be cited into the folder of -o.")
    ] = False,
    possible: Annotated[
        bool, typer.Option("--possible", help="List possible readings too: they name nobody and want a look.")
    ] = False,
    review: Annotated[
        bool,
        typer.Option("--review", help="Store the documents with possible readings, for the reading room's review."),
    ] = False,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
    width: Width = None,
) -> None:
    """List all that the notes of whole volumes tell of changed words: by whom, which words, how sure, on which page."""
    to_file = None if output is None else (Path if dataset else file_named)(output)
    if str(to_file) == STANDARD_OUTPUT:
        to_file = None
    if as_json and to_file is not None:
        raise UnreadableInput("--json is an answer of its own; leave it out, or --output")
    if not review and names_library(ctx):
        raise UnreadableInput("--db names the library that --review stores in; leave it out, or add --review")
    asked = Scan(files, to_file, dataset, jobs, tuple(Reading) if possible else (Reading.SURE,), review)
    found = surveys.scan(asked, _with_progress, notice)
    if to_file is None:
        _show(found.volumes, as_json, width)
    if review:
        queued = surveys.queue_readings(db, found)
        notice(f"{number_of(len(queued), 'document')} stored, to be reviewed: `provenance serve --open`")
    _conclude(found.counted, f" in {to_file}" if to_file else "")


def _conclude(counted: Tally, where: str = "") -> None:
    """Say how much was read and found, what shares an id, then each trouble; exit code 2 if there was one."""
    read = (counted.notes, "note"), (counted.documents, "document"), (counted.volumes, "volume")
    notes, documents, volumes = (number_of(*each) for each in read)
    notice(f"{number_of(counted.found, 'claim')}{where}, from {notes} in {documents} of {volumes}")
    for told in (*counted.alike, *counted.troubles):
        notice(f"provenance: {one_line(told)}")
    if counted.troubles:
        raise typer.Exit(UnreadableInput.exit_code)


def _show(volumes: Sequence[ScannedVolume], as_json: bool, width: int | None) -> None:
    if as_json:
        from provenance.reports.public_json import dump

        rows = [row for volume in volumes for row in volume.rows]
        troubles = [trouble for volume in volumes for trouble in volume.troubles]
        answer(dump("scan", {"found": [row.as_json() for row in rows], "troubles": troubles}))
        return
    for number, volume in enumerate(each for each in volumes if each.rows):
        name = one_line(volume.rows[0].volume or volume.name)
        answer("\n" * bool(number) + f"{name}\n\n{_table(volume.rows, terminal_width(width))}")


def _table(rows: Sequence[FoundClaim], width: int) -> str:
    """One row a claim; the note's id holds the document's."""
    cells = [
        (
            one_line(row.note),
            one_line(row.page or ""),
            row.act,
            "\n".join(wrap(one_line(row.named or "nobody named"), _NAMES)),
            row.certainty if row.reading == Reading.SURE else "only possible",
            one_line(row.words or row.earlier_reading or row.later_reading or "(not printed)"),
        )
        for row in rows
    ]
    return short_table(cells, _HEADINGS, width, _WORDS)


def _with_progress(volumes: Iterator[ScannedVolume], sizes: Sequence[int]) -> Iterator[ScannedVolume]:
    """The same volumes; a bar on a terminal tells how much of the bytes is done and what is left."""
    if not sys.stderr.isatty() or not sizes:
        yield from volumes
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    is_one = len(sizes) == 1  # until it is done, nothing is known of it but that it goes on
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn() if is_one else TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        told = "1 volume" if is_one else f"0 of {len(sizes)} volumes"
        task = progress.add_task(told, total=None if is_one else sum(sizes) or 1)
        for number, (volume, size) in enumerate(zip(volumes, sizes, strict=True), 1):
            if not is_one:
                progress.update(task, advance=size, description=f"{number} of {len(sizes)} volumes")
            yield volume
