"""`provenance scan`: every note of whole volumes that says who changed which words."""

import os
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from textwrap import wrap
from typing import Annotated

import typer

from provenance import resources
from provenance.commands.output import STANDARD_OUTPUT, answer, notice, short_table, terminal_width
from provenance.commands.parameters import AsJson, Width
from provenance.errors import Interrupted, NotFound, UnreadableInput, WorkerLost
from provenance.model.testimony import Reading
from provenance.reports.found import FoundClaim
from provenance.reports.scan_journal import Journal, ScannedVolume, Tally, tally
from provenance.text.numbers import number_of
from provenance.text.visible import one_line

_CHUNK = 1024 * 1024
_PACKED = {".xz": 8, ".gz": 5}
_WORTH_A_CORE = 8 * _CHUNK
_VOLUMES = (".xml", ".xml.xz", ".xml.gz")
_HEADINGS = ("note", "page", "act", "by", "certainty", "words")
_NAMES = 24
_MOST_CORES = max(8, os.cpu_count() or 1)
"""More processes than this only wait for one another."""

_WORDS = len(_HEADINGS) - 1


def scan(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Volumes in TEI, or folders of them; .xz and .gz are unpacked."),
    ],
    output: Annotated[
        Path | None,
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
    as_json: AsJson = False,
    width: Width = None,
) -> None:
    """List all that the notes of whole volumes tell of changed words: by whom, which words, how sure, on which page."""
    paths = list(dict.fromkeys(path for file in files for path in _volumes_in(file)))
    keys = [_hash(path) for path in paths]
    readings = tuple(Reading) if possible else (Reading.SURE,)
    cores = min(jobs or _worthwhile_jobs(paths), _MOST_CORES)
    if dataset:
        _write_dataset(output, list(_with_progress(paths, keys, cores, readings)))
        return
    if output is None or str(output) == STANDARD_OUTPUT:
        volumes = list(_with_progress(paths, keys, cores, readings))
        _show(volumes, as_json, width)
        _conclude(tally(volumes))
    else:
        _scan_into(output, paths, keys, cores, readings)


def _write_dataset(folder: Path | None, volumes: Sequence[ScannedVolume]) -> None:
    """Write what was found as a data set, or say that a folder is wanted."""
    from datetime import UTC, datetime
    from importlib.metadata import version

    from provenance.reports.dataset import write_dataset

    if folder is None or str(folder) == STANDARD_OUTPUT:
        raise UnreadableInput("a data set is a folder; name it with -o")
    program = f"draft-provenance {version('draft-provenance')}"
    write_dataset(folder, volumes, program, resources.measured_rates(), datetime.now(UTC).date().isoformat())
    _conclude(tally(volumes), f" in {folder}")


def _scan_into(
    output: Path, paths: Sequence[Path], keys: Sequence[str], jobs: int, readings: tuple[Reading, ...]
) -> None:
    """Scan into a file, going on where an interrupted scan into the same file was."""
    with Journal(output, f"{resources.rules()} {' '.join(readings)}", paths) as journal:
        order = [(str(path), key) for path, key in zip(paths, keys, strict=True)]
        pairs = zip(zip(paths, keys, strict=True), order, strict=True)
        left = [pair for pair, known in pairs if known not in journal.done]
        done = len(paths) - len(left)
        if done:
            notice(f"going on: {done} of {len(paths)} volumes were scanned before the interruption")
        if journal.unread:
            notice(
                f"{number_of(journal.unread, 'line')} of {journal.path} cannot be read; what is missing is read again"
            )
        try:
            for volume in _with_progress(*_parted(left), jobs, readings):
                journal.append(volume)
                done += 1
        except KeyboardInterrupt:
            raise Interrupted(f"interrupted; {_kept(done, paths, journal)}") from None
        except WorkerLost as lost:
            raise WorkerLost(f"{lost}; {_kept(done, paths, journal)}") from None
        counted = tally(journal.volumes(order))
        journal.finish(order)
    _conclude(counted, f" in {output}")


def _kept(done: int, paths: Sequence[Path], journal: Journal) -> str:
    return f"{done} of {len(paths)} volumes are kept in {journal.path}, and the same command goes on"


def _parted(pairs: Sequence[tuple[Path, str]]) -> tuple[list[Path], list[str]]:
    return [path for path, _ in pairs], [key for _, key in pairs]


def _volumes_in(path: Path) -> list[Path]:
    """The file itself, or the volumes that a folder holds, by their names."""
    if not path.is_dir():
        return [path]
    volumes = sorted(each for each in path.iterdir() if each.name.lower().endswith(_VOLUMES) and each.is_file())
    if not volumes:
        raise NotFound(f"{path}: this folder holds no volume; their names end in {', '.join(_VOLUMES)}")
    return volumes


def _conclude(counted: Tally, where: str = "") -> None:
    """Say how much was read and found, then each trouble; end with exit code 2 if there was one."""
    read = (counted.notes, "note"), (counted.documents, "document"), (counted.volumes, "volume")
    notes, documents, volumes = (number_of(*each) for each in read)
    notice(f"{number_of(counted.found, 'claim')}{where}, from {notes} in {documents} of {volumes}")
    for trouble in counted.troubles:
        notice(f"provenance: {one_line(trouble)}")
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
            "\n".join(wrap(one_line(" and ".join(row.revisers) or "nobody named"), _NAMES)),
            row.certainty if row.reading == Reading.SURE else "only possible",
            one_line(row.words or row.earlier_reading or row.later_reading or "(not printed)"),
        )
        for row in rows
    ]
    return short_table(cells, _HEADINGS, width, _WORDS)


def _with_progress(
    paths: Sequence[Path], keys: Sequence[str], jobs: int, readings: tuple[Reading, ...]
) -> Iterator[ScannedVolume]:
    """What is found, volume by volume; a bar on a terminal tells how much of the bytes is done and what is left."""
    from provenance.corpus.scanning import scan_volumes

    volumes = scan_volumes(paths, keys, jobs, readings)
    if not sys.stderr.isatty() or not paths:
        yield from volumes
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    sizes = [_size(path) for path in paths]
    is_one = len(paths) == 1  # until it is done, nothing is known of it but that it goes on
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn() if is_one else TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        told = "1 volume" if is_one else f"0 of {len(paths)} volumes"
        task = progress.add_task(told, total=None if is_one else sum(sizes) or 1)
        for number, (volume, size) in enumerate(zip(volumes, sizes, strict=True), 1):
            if not is_one:
                progress.update(task, advance=size, description=f"{number} of {len(paths)} volumes")
            yield volume


def _hash(path: Path) -> str:
    """The hash of a file, or "" if it cannot be read, which the scan reports."""
    whole = sha256()
    try:
        with path.open("rb") as file:
            while part := file.read(_CHUNK):
                whole.update(part)
    except OSError:
        return ""
    return whole.hexdigest()


def _worthwhile_jobs(paths: Sequence[Path]) -> int:
    """As many cores as there are, but no more than have enough to read to be worth starting."""
    return max(1, min(os.cpu_count() or 1, sum(map(_size, paths)) // _WORTH_A_CORE))


def _size(path: Path) -> int:
    """How many bytes there are to read, about as many times those of a packed file as it is likely to hold."""
    try:
        return path.stat().st_size * _PACKED.get(path.suffix.lower(), 1)
    except OSError:
        return 0
