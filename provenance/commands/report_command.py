"""`provenance report`: the provenance report in a form that can be kept, cited and sent."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from provenance import pipeline
from provenance.commands.output import STANDARD_OUTPUT, notice, tell, write_out
from provenance.commands.parameters import (
    DEFAULT_DATABASE,
    Database,
    From,
    NoComments,
    Output,
    Reviewers,
    To,
    WorkOrWordFile,
)
from provenance.errors import UnreadableInput
from provenance.reports.report_catalogue import REPORTS, format_of, misnamed
from provenance.reports.result_file import write_result
from provenance.sources.asked import word_file_or_work
from provenance.text.visible import visible

if TYPE_CHECKING:
    from provenance.reports.docx.docx_wanted import Wanted


def report(
    work: WorkOrWordFile = None,
    format: Annotated[str | None, typer.Option("--format", "-f", help=f"One of {', '.join(REPORTS)}.")] = None,
    output: Output = None,
    base: From = None,
    revised: To = None,
    no_comments: NoComments = False,
    reviewers: Reviewers = None,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Write the report of a comparison: its texts, every change, the evidence, and what is not known.

    A Word file with tracked changes can be named instead of a work. As docx the report is that file itself.
    """
    chosen = format or format_of(output.suffix if output else "")
    asked = word_file_or_work(work)
    made = pipeline.report(db, asked, base, revised, chosen, choose(no_comments, reviewers), tell=tell)
    deliver(made, output, [Path(db), *_made_from(db, asked, output)])
    tell_misnamed(output, format, chosen)
    if output and str(output) != STANDARD_OUTPUT:
        notice(f"wrote {output}")


def tell_misnamed(output: Path | None, asked: str | None, chosen: str) -> None:
    """Tell if the name of a file that was written says another format than it has."""
    if output and (told := misnamed(str(output), output.suffix, asked, chosen)):
        tell(told)


def _made_from(db: str, asked: pipeline.Named, output: Path | None) -> Iterator[Path]:
    """The file that the report is of, or what is in its place if the library was read from that."""
    if isinstance(asked, Path):
        yield asked
    elif output is not None and pipeline.was_read(db, output):
        yield output


def choose(no_comments: bool, reviewers: str | None) -> "Wanted":
    """What a report in Word is to hold."""
    from provenance.reports.docx.docx_wanted import Wanted

    names = tuple(name.strip() for name in (reviewers or "").split(",") if name.strip())
    if reviewers is not None and not names:
        raise UnreadableInput(f"--reviewers {reviewers}: names nobody; leave it out or fill it")
    return Wanted(not no_comments, names)


def deliver(made: str | bytes, output: Path | None, inputs: Sequence[Path]) -> None:
    """The report in its file or, without one or with `-`, on standard output; `inputs` are not written over."""
    if output is None or str(output) == STANDARD_OUTPUT:
        print_report(made)
        return
    write_result(output, made, inputs)


def print_report(made: str | bytes) -> None:
    """The report on standard output; bytes are refused by a terminal, and nothing in a text steers it."""
    if isinstance(made, str):
        write_out(visible(made) if sys.stdout.isatty() else made)
    elif sys.stdout.isatty():
        raise UnreadableInput("this format is no text for a terminal; give the file to write with -o FILE")
    else:
        sys.stdout.buffer.write(made)
