"""A scan as a user asks for it: which volumes, how many cores, and where the rows go.

Into a file it goes on where an interrupted scan into the same file was.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from provenance import resources
from provenance.corpus.scanning import scan_volumes
from provenance.errors import Interrupted, NotFound, UnreadableInput, WorkerLost
from provenance.model.receipts import Received
from provenance.model.testimony import Reading
from provenance.reports.dataset import check_folder, write_dataset
from provenance.reports.scan_journal import Journal, ScannedVolume, Tally, tally
from provenance.sources.telling import Tell, tell_of_links, unheard
from provenance.text.numbers import number_of

Progress = Callable[[Iterator[ScannedVolume], Sequence[int]], Iterator[ScannedVolume]]
"""What shows how far a scan has come, while it passes the volumes on; it is told how much each has to read."""

_CHUNK = 1024 * 1024
_PACKED = {".xz": 8, ".gz": 5}
_WORTH_A_CORE = 8 * _CHUNK
_VOLUMES = (".xml", ".xml.xz", ".xml.gz")
_MOST_CORES = max(8, os.cpu_count() or 1)
"""More processes than this only wait for one another."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What is asked of a scan: files or folders, where the rows go, on how many cores, what sort of readings.

    Where `keeps_doubtful`, the documents are kept of which a reading is only possible.
    """

    files: Sequence[Path]
    output: Path | None = None
    dataset: bool = False
    jobs: int | None = None
    readings: tuple[Reading, ...] = (Reading.SURE,)
    keeps_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan found: the counts, the volumes themselves where they were not written to a file, what was kept."""

    counted: Tally
    volumes: tuple[ScannedVolume, ...] = ()
    doubtful: tuple[Received, ...] = ()


def scan(asked: Scan, progress: Progress, tell: Tell = unheard) -> Scanned:
    """Scan the volumes; `tell` takes what must be said of an earlier scan that is gone on with."""
    if not any(file.exists() for file in asked.files):
        raise UnreadableInput(f"{asked.files[0]}: there is no such file; check the name")
    paths = volumes_in(asked.files, tell)
    keys = [_hash(path) for path in paths]
    _tell_of_copies(paths, keys, tell)
    jobs = min(asked.jobs or _worthwhile_jobs(paths), _MOST_CORES)

    doubtful: dict[str, Received | None] = {}

    def volumes(some: Sequence[tuple[Path, str]]) -> Iterator[ScannedVolume]:
        named = [path for path, _ in some]
        read = scan_volumes(named, [key for _, key in some], jobs, asked.readings, asked.keeps_doubtful)
        for volume in progress(read, [_size(path) for path in named]):
            doubtful[volume.name] = volume.doubtful
            yield volume

    pairs = list(zip(paths, keys, strict=True))
    if asked.dataset:
        scanned = _write_dataset(asked.output, volumes(pairs))
    elif asked.output is not None:
        scanned = _scan_into(asked.output, pairs, asked.readings, volumes, tell)
    else:
        found = tuple(volumes(pairs))
        scanned = Scanned(tally(found), found)
    if asked.keeps_doubtful:  # a volume of an earlier scan that was broken off was not read by this one
        left = [(path, key) for path, key in pairs if str(path) not in doubtful]
        doubtful.update({volume.name: volume.doubtful for volume in volumes(left)} if left else {})
    return replace(scanned, doubtful=tuple(filter(None, map(doubtful.get, map(str, paths)))))


def _write_dataset(folder: Path | None, volumes: Iterator[ScannedVolume]) -> Scanned:
    """Write what was found as a data set, or say that a folder is wanted."""
    if folder is None:
        raise UnreadableInput("a data set is a folder; name it with -o")
    check_folder(folder)
    found = list(volumes)
    program = f"draft-provenance {version('draft-provenance')}"
    write_dataset(folder, found, program, resources.measured_rates(), datetime.now(UTC).date().isoformat())
    return Scanned(tally(found))


def _scan_into(
    output: Path,
    pairs: Sequence[tuple[Path, str]],
    readings: tuple[Reading, ...],
    volumes: Callable[[Sequence[tuple[Path, str]]], Iterator[ScannedVolume]],
    tell: Tell,
) -> Scanned:
    """Scan into a file, going on where an interrupted scan into the same file was."""
    order = [(str(path), key) for path, key in pairs]
    with Journal(output, f"{resources.rules()} {' '.join(readings)}", [path for path, _ in pairs]) as journal:
        left = [pair for pair, known in zip(pairs, order, strict=True) if known not in journal.done]
        done = len(pairs) - len(left)
        if done:
            tell(f"going on: {done} of {len(pairs)} volumes were scanned before the interruption")
        if journal.unread:
            tell(f"{number_of(journal.unread, 'line')} of {journal.path} cannot be read; what is missing is read again")
        try:
            for volume in volumes(left):
                journal.append(volume)
                done += 1
        except KeyboardInterrupt:
            raise Interrupted(f"interrupted; {_kept(done, pairs, journal)}") from None
        except WorkerLost as lost:
            raise WorkerLost(f"{lost}; {_kept(done, pairs, journal)}") from None
        counted = tally(journal.volumes(order))
        journal.finish(order)
    return Scanned(counted)


def _kept(done: int, pairs: Sequence[tuple[Path, str]], journal: Journal) -> str:
    return f"{done} of {len(pairs)} volumes are kept in {journal.path}, and the same command goes on"


def volumes_in(files: Sequence[Path], tell: Tell = unheard) -> list[Path]:
    """The volumes that are named or lie in folders that are, each once; NotFound if a folder holds none.

    What is called as a volume is and is no file is told.
    """
    return list(dict.fromkeys(path for file in files for path in _volumes_in(file, tell)))


def _volumes_in(path: Path, tell: Tell) -> list[Path]:
    """The file itself, or the volumes that a folder holds, by their names."""
    if path.exists() and not path.is_dir() and not path.is_file():
        raise UnreadableInput(f"{path}: this is no ordinary file; save it to a file first")
    if not path.is_dir():
        return [path]
    called = sorted(each for each in path.iterdir() if each.name.lower().endswith(_VOLUMES))
    volumes = [each for each in called if each.is_file()]
    if others := sorted({*called} - {*volumes}):
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        tell(f"{path}: {others[0].name}{more}: no file but a folder, a pipe or a lost link, so nothing was read there")
    tell_of_links(path, volumes, tell)
    if not volumes:
        raise NotFound(f"{path}: this folder holds no volume; their names end in {', '.join(_VOLUMES)}")
    return volumes


def _tell_of_copies(paths: Sequence[Path], keys: Sequence[str], tell: Tell) -> None:
    """Tell of volumes that are the same to the letter, whose claims are listed as often."""
    first: dict[str, Path] = {}
    for path, key in zip(paths, keys, strict=True):
        if key and first.setdefault(key, path) is not path:
            tell(f"{path}: is {first[key]} to the letter, and what it says is listed again")


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
