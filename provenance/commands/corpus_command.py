"""`provenance corpus`: volumes, dumps and repositories read by many workers, here or on many machines."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from provenance import resources, surveys
from provenance.commands.output import notice
from provenance.commands.parameters import DEFAULT_DATABASE, Database
from provenance.errors import UnreadableInput
from provenance.text.numbers import number_of
from provenance.text.visible import one_line

if TYPE_CHECKING:
    from provenance.corpus.loading import Loaded
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
Dashboard = Annotated[
    bool, typer.Option("--dashboard", help="Show the engine's own page of the run; its address is printed.")
]
_SHOWN_TROUBLES = 20


@corpus.command("scan")
def scan(
    sources: Sources,
    output: Folder,
    scheduler: Scheduler = None,
    jobs: Jobs = None,
    seconds: Seconds = 600,
    dashboard: Dashboard = False,
) -> None:
    """List all that the notes of whole volumes tell of changed words, one row a claim."""
    _run("scan", sources, output, scheduler, jobs, seconds, dashboard)


@corpus.command("annotate")
def annotate(
    sources: Sources,
    output: Folder,
    scheduler: Scheduler = None,
    jobs: Jobs = None,
    seconds: Seconds = 600,
    dashboard: Dashboard = False,
) -> None:
    """Find the origin of every word in MediaWiki dumps, git repositories and other histories."""
    _run("annotate", sources, output, scheduler, jobs, seconds, dashboard)


@corpus.command("load")
def load(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where a corpus run has put its parts.")],
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Put what a corpus run found into the library's database, in tables of its own; what is there stays."""
    try:
        loaded = surveys.load_corpus(folder, db, _show_loaded if sys.stderr.isatty() else None)
    except ModuleNotFoundError as missing:
        raise UnreadableInput(_MISSING.format(missing.name)) from None
    known = f"; {number_of(loaded.known, 'unit')} had been loaded before" if loaded.known else ""
    notice(f"{number_of(loaded.units, 'unit')} loaded from {folder}, {number_of(loaded.rows, 'row')}{known}")
    _tell(loaded.alike, "")


_MISSING = "a corpus run needs the package {}; install it with `pip install 'draft-provenance[corpus]'`"


def _run(
    task: str,
    sources: list[str],
    folder: Path,
    scheduler: str | None,
    jobs: int | None,
    seconds: float,
    dashboard: bool,
) -> None:
    try:
        from provenance.corpus.running import Run
        from provenance.corpus.units import Task

        asked = Run(Task(task), tuple(sources), folder, resources.rules(), scheduler, jobs, seconds)
        page = _tell_dashboard if dashboard else None
        count = surveys.run_corpus(asked, _show if sys.stderr.isatty() else None, page)
    except ModuleNotFoundError as missing:
        raise UnreadableInput(_MISSING.format(missing.name)) from None
    known = f"; {count.known} had been read before" if count.known else ""
    aside = f"; {count.set_aside} set aside" if count.set_aside else ""
    notice(f"{number_of(count.units, 'unit')} read into {folder}, {number_of(count.rows, 'row')}{known}{aside}")
    _tell(count.told, "")
    _tell(count.troubles, f", in the column `troubles` of {folder}/units")
    if count.troubles:
        raise typer.Exit(UnreadableInput.exit_code)


def _tell(told: Sequence[str], where: str) -> None:
    """The first sentences, and how many more there are."""
    for each in told[:_SHOWN_TROUBLES]:
        notice(f"provenance: {one_line(each)}")
    if len(told) > _SHOWN_TROUBLES:
        notice(f"… and {len(told) - _SHOWN_TROUBLES} more{where}")


def _show(count: "Count") -> None:
    """How far the run has come, how fast, and, where the sources tell how much there is, when it may end."""
    from time import monotonic

    rate = count.bytes / max(monotonic() - count.since, 0.001) / 1e6
    left = "" if count.seconds_left is None else f", {_in_words(count.seconds_left)} to go"
    sys.stderr.write(f"\r\x1b[K{count.units} units, {count.rows} rows, {rate:.1f} MB a second{left}")
    sys.stderr.flush()


def _show_loaded(loaded: "Loaded") -> None:
    """How many of the parts have been loaded."""
    sys.stderr.write(f"\r\x1b[K{loaded.parts} of {loaded.of} parts, {loaded.rows} rows")
    sys.stderr.flush()


def _tell_dashboard(address: str) -> None:
    notice(f"The run can be watched at {address}")


def _in_words(seconds: float) -> str:
    """A time that is only an estimate, in words as rough as it is."""
    for unit, size in (("day", 86_400), ("hour", 3600), ("minute", 60)):
        if seconds >= 1.5 * size:
            return f"about {number_of(round(seconds / size), unit)}"
    return "about a minute"
