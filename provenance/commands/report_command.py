"""`provenance report`: the provenance report in a form that can be kept, cited and sent."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from provenance import pipeline
from provenance.commands.output import answer, notice
from provenance.commands.parameters import DEFAULT_DATABASE, Database, From, OneWork, To
from provenance.errors import UnreadableInput
from provenance.reports.report_catalogue import REPORTS, format_of


def report(
    work: OneWork = None,
    format: Annotated[str | None, typer.Option("--format", "-f", help=f"One of {', '.join(REPORTS)}.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file to write; default: print it.")] = None,
    base: From = None,
    revised: To = None,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Write the report of a comparison: its texts, every change, the evidence, and what is not known."""
    made = pipeline.report(db, work, base, revised, format or format_of(output.suffix if output else ""))
    if output is None:
        print_report(made)
        return
    write_whole(output, made)
    notice(f"wrote {output}")


def print_report(made: str | bytes) -> None:
    """The report on standard output; bytes are refused by a terminal."""
    if isinstance(made, str):
        answer(made)
    elif sys.stdout.isatty():
        raise UnreadableInput("this format is no text for a terminal; give the file to write with -o FILE")
    else:
        sys.stdout.buffer.write(made)


def write_whole(path: Path, made: str | bytes) -> None:
    """The file written as a whole or not at all: a new file takes the old one's place at the end."""
    import os
    import tempfile

    data = made.encode("utf-8", "replace") if isinstance(made, str) else made
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise UnreadableInput(f"{path}: cannot be written ({error.strerror}); choose another place with -o") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise UnreadableInput(f"{path}: cannot be written ({error.strerror}); choose another place with -o") from error


def _umask() -> int:
    import os

    mask = os.umask(0)
    os.umask(mask)
    return mask
