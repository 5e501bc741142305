"""A corpus run on Dask distributed: bundles submitted in windows, killed workers survived, poison set aside.

The driver holds no rows and no texts: it cuts sources into units, hands out bundles, and counts what comes back. What
a run has written stays written, and the same command goes on from there. See https://distributed.dask.org/
"""

import atexit
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from time import monotonic, thread_time
from typing import Any

import dask
from distributed import Client, LocalCluster, as_completed
from distributed.comm import get_address_host
from distributed.deploy.spec import close_clusters

from provenance.corpus.addresses import expand, size_on_disk
from provenance.corpus.parquet_parts import called_alike, take_folder, units_done, write_part
from provenance.corpus.tasks import Bundle, Done, ledger_row, run_bundle
from provenance.corpus.units import Task, Unit, units_of
from provenance.errors import UnreadableInput
from provenance.sources.telling import tell_of_links

BUNDLE_BYTES = 4 * 1024 * 1024
_AHEAD = 2
_TRIES = 2


@dataclass(frozen=True, slots=True)
class Run:
    """What is asked for: a task on sources, its result in `folder`, by the rules called `rules`."""

    task: Task
    sources: tuple[str, ...]
    folder: Path
    rules: str
    scheduler: str | None = None
    jobs: int | None = None
    seconds: float = 600
    memory: str = "auto"


@dataclass(slots=True)
class Count:
    """How far a run has come: units read now and before, bytes, rows, units set aside, troubles.

    `total` is what all sources take on disk, 0 where that is not known beforehand; `cut` of it has been gone through,
    and `skipped` of that had been read before. `told` has a sentence on what was read through links that lead out of a
    folder, and on each name that several units share.
    """

    units: int = 0
    known: int = 0
    bytes: int = 0
    rows: int = 0
    total: int = 0
    cut: int = 0
    skipped: int = 0
    set_aside: int = 0
    troubles: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    since: float = field(default_factory=monotonic)

    def add(self, done: Done) -> None:
        """Count a bundle that was read."""
        self.units += done.units
        self.bytes += done.bytes
        self.rows += done.rows
        self.troubles += done.troubles

    @property
    def seconds_left(self) -> float | None:
        """How long the rest may take if it goes on so; None where nobody can know."""
        read = self.cut - self.skipped
        if not self.total or read <= 0:
            return None
        return (self.total - self.cut) * (monotonic() - self.since) / read


def run(
    asked: Run,
    shown: Callable[[Count], None] = lambda count: None,
    page: Callable[[str], None] | None = None,
) -> Count:
    """Do what is asked for; `shown` is told how far it has come after every bundle, `page` where it can be watched."""
    take_folder(asked.folder)
    spool = asked.folder / "spool"
    shutil.rmtree(spool, ignore_errors=True)
    count = Count(total=size_on_disk(asked.sources))
    for folder in filter(Path.is_dir, map(Path, asked.sources)):
        if not (folder / ".git").exists():
            tell_of_links(folder, [Path(one.name) for one in expand(str(folder))], count.told.append)
    known = units_done(asked.folder)
    bundles = _bundles(asked, _new_units(asked, spool, known, count))
    try:
        with _client(asked) as client:
            if page is not None:
                page(_dashboard(client))
            _submit_all(client, asked, bundles, count, shown)
    except (OSError, TimeoutError, _NoAddress) as trouble:
        raise UnreadableInput(
            f"{asked.scheduler or 'the workers'}: cannot be reached ({trouble}); what was read is kept in "
            f"{asked.folder}, and the same command goes on"
        ) from None
    finally:
        shutil.rmtree(spool, ignore_errors=True)
    count.told += called_alike(asked.folder)
    return count


def _new_units(asked: Run, spool: Path, known: frozenset[str], count: Count) -> Iterator[Unit]:
    """The units that no earlier run has read, each once."""
    seen = set(known)
    before: tuple[str, bool] | None = None
    for unit in units_of(asked.task, asked.sources, asked.rules, spool):
        is_new = unit.key not in seen
        if before and before[0] != unit.address:
            _gone_through(count, *before)
        before = unit.address, is_new or bool(before and before == (unit.address, True))
        if is_new:
            seen.add(unit.key)
            yield unit
            continue
        count.known += unit.key in known
        _let_go([unit])


def _gone_through(count: Count, address: str, holds_new: bool) -> None:
    """Count a source of which all units have been handed out."""
    size = size_on_disk([address])
    count.cut += size
    count.skipped += 0 if holds_new else size


def _dashboard(client: Any) -> str:
    """Where the engine shows the run."""
    if find_spec("bokeh") is None:
        raise UnreadableInput("the engine's page needs the package bokeh; install it with `pip install bokeh`")
    return str(client.dashboard_link)


def _bundles(asked: Run, units: Iterable[Unit]) -> Iterator[Bundle]:
    """Units laid together until they are worth a task."""
    held: list[Unit] = []
    for unit in units:
        held.append(unit)
        if sum(each.size for each in held) >= BUNDLE_BYTES:
            yield _bundle(asked, held)
            held = []
    if held:
        yield _bundle(asked, held)


def _bundle(asked: Run, units: Iterable[Unit]) -> Bundle:
    return Bundle(asked.task, tuple(units), str(asked.folder.absolute()), asked.seconds)


def _submit_all(
    client: Any, asked: Run, bundles: Iterator[Bundle], count: Count, shown: Callable[[Count], None]
) -> None:
    """Keep a window of bundles under way until none is left.

    What failed, or whose worker died, is tried again at the end, unit by unit and nothing beside it: so a unit is set
    aside for its own doing, and not because it waited behind one that kills its worker.
    """
    window = _AHEAD * max(1, sum(client.nthreads().values()))
    waiting: dict[Any, Bundle] = {}
    failed: list[Unit] = []

    def submit(bundle: Bundle, tries: int = 1) -> Any:
        return client.submit(run_bundle, bundle, key=f"{bundle.name}-{tries}", retries=0, pure=False)

    def hand_out(most: int) -> list[Any]:
        handed = {submit(bundle): bundle for bundle in islice(bundles, max(0, most))}
        waiting.update(handed)
        return list(handed)

    completed: Any = as_completed(hand_out(window), loop=client.loop)
    for future in completed:
        bundle = waiting.pop(future)
        if not _take_in(future, bundle, count):
            failed += bundle.units
        shown(count)
        completed.update(hand_out(window - len(waiting)))
    for unit in failed:
        bundle = _bundle(asked, [unit])
        future = submit(bundle, _TRIES)
        error = future.exception()
        if not _take_in(future, bundle, count):
            _set_aside(asked, bundle, error, count)
        shown(count)


def _take_in(future: Any, bundle: Bundle, count: Count) -> bool:
    """Take in what a task that has ended found; False if it came to a bad end.

    UnreadableInput where nothing can be written.
    """
    is_whole = bool(future.status == "finished")
    if not is_whole and isinstance(trouble := future.exception(), UnreadableInput):
        raise trouble  # of the place of the result, as a full disk is: what was wrong with a unit stands in its row
    if is_whole:
        count.add(future.result())
        _let_go(bundle.units)
    future.release()
    return is_whole


def _set_aside(asked: Run, bundle: Bundle, error: BaseException | None, count: Count) -> None:
    """A unit that has killed its worker twice, or failed twice: it is reported, and not tried again."""
    why = type(error).__name__ if error else "unknown"
    rows = []
    for unit in bundle.units:
        told = f"{unit.address}: {unit.name}: set aside after {_TRIES} tries ({why}); read it by itself"
        rows.append(ledger_row(unit, 0, 0, {}, [told], thread_time(), set_aside=True))
        count.troubles.append(told)
    count.set_aside += len(rows)
    write_part(asked.folder, bundle.name, {"units": rows})
    _let_go(bundle.units)


def _let_go(units: Iterable[Unit]) -> None:
    """Take away the pages that were cut from a dump and have been read."""
    for unit in units:
        if unit.spooled:
            Path(unit.spooled).unlink(missing_ok=True)


class _NoAddress(Exception):
    """What was given as the address of a scheduler is none."""


@contextmanager
def _client(asked: Run) -> Iterator[Any]:
    """The scheduler at the address given, or one on this machine's cores for as long as this run takes."""
    settings = {"distributed.scheduler.allowed-failures": 0}
    connect: Any = Client
    with (
        dask.config.set(settings),
        _scheduler(asked) as address,
        connect(address, timeout="30s", set_as_default=False) as client,
    ):
        yield client


@contextmanager
def _scheduler(asked: Run) -> Iterator[Any]:
    if asked.scheduler is not None:
        try:
            get_address_host(asked.scheduler)
        except ValueError as trouble:
            raise _NoAddress(str(trouble)) from None
        yield asked.scheduler
        return
    settings = {
        "n_workers": asked.jobs or os.cpu_count() or 1,
        "threads_per_worker": 1,
        "memory_limit": asked.memory,
        "dashboard_address": "127.0.0.1:0",  # any free port: two runs at once do not meet
        "silence_logs": 50,
    }
    with _begun(settings) as local:
        yield local


def _begun(settings: Mapping[str, Any]) -> Any:
    """The workers of this run; whoever is stopped while they begin does not wait for those that never did.

    Dask would close them when Python ends, and cannot; each leaves by itself when we are gone.
    """
    cluster: Any = LocalCluster
    try:
        return cluster(**settings)
    except BaseException:
        atexit.unregister(close_clusters)
        raise
