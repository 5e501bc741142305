"""`provenance corpus`: volumes, dumps and repositories read by many workers, here or on many machines."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from provenance import pipeline, resources
from provenance.commands.output import notice
from provenance.errors import UnreadableInput
from provenance.text.numbers import number_of
from provenance.text.visible import one_line

if TYPE_CHECKING:
    from provenance.corpus.running import Count

corpus = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Read a corpus with many workers, into Parquet parts."
)
Sources = Annotated[
    list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, globs, or addresses that fsspec opens.")
]
Folder = Annotated[
    Path, typer.Option("--output", "-o", metavar="FOLDER", help="Where the parts go; a run goes on there.")
]
Scheduler = Annotated[
    str | None,
    typer.Option("--scheduler", metavar="ADDRESS", help="A running Dask scheduler; default: this machine's cores."),
]
Jobs = Annotated[
    int | None, typer.Option("--jobs", "-j", min=1, max=1024, help="Workers on this machine; default: its cores.")
]
Seconds = Annotated[float, typer.Option("--seconds", min=1, help="The most that one unit may take.")]
_SHOWN_TROUBLES = 20


@corpus.command("scan")
def scan(
    sources: Sources, output: Folder, scheduler: Scheduler = None, jobs: Jobs = None, seconds: Seconds = 600
) -> None:
    """List all that the notes of whole volumes tell of changed words, one row a claim."""
    _run("scan", sources, output, scheduler, jobs, seconds)


@corpus.command("annotate")
def annotate(
    sources: Sources, output: Folder, scheduler: Scheduler = None, jobs: Jobs = None, seconds: Seconds = 600
) -> None:
    """Find the origin of every word in MediaWiki dumps, git repositories and other histories."""
    _run("annotate", sources, output, scheduler, jobs, seconds)


def _run(task: str, sources: list[str], folder: Path, scheduler: str | None, jobs: int | None, seconds: float) -> None:
    try:
        from provenance.corpus.running import Run
        from provenance.corpus.units import Task

        asked = Run(Task(task), tuple(sources), folder, resources.rules(), scheduler, jobs, seconds)
        count = pipeline.corpus(asked, _show if sys.stderr.isatty() else None)
    except ModuleNotFoundError as missing:
        raise UnreadableInput(
            f"a corpus run needs the package {missing.name}; install it with `pip install 'draft-provenance[corpus]'`"
        ) from None
    known = f"; {count.known} had been read before" if count.known else ""
    aside = f"; {count.set_aside} set aside" if count.set_aside else ""
    notice(f"{number_of(count.units, 'unit')} read into {folder}, {number_of(count.rows, 'row')}{known}{aside}")
    for trouble in count.troubles[:_SHOWN_TROUBLES]:
        notice(f"provenance: {one_line(trouble)}")
    if len(count.troubles) > _SHOWN_TROUBLES:
        notice(f"… and {len(count.troubles) - _SHOWN_TROUBLES} more, in the column `troubles` of {folder}/units")
    if count.troubles:
        raise typer.Exit(UnreadableInput.exit_code)


def _show(count: "Count") -> None:
    """How far the run has come, and how fast: the rest of a stream is not known, so no end is promised."""
    from time import monotonic

    seconds = max(monotonic() - count.since, 0.001)
    rate = count.bytes / seconds / 1e6
    sys.stderr.write(f"\r\x1b[K{count.units} units, {count.rows} rows, {rate:.1f} MB a second")
    sys.stderr.flush()
