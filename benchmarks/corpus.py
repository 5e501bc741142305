"""A corpus run against the same work in plain processes: equal rows, cost of the engine, throughput.

Usage: python -m benchmarks.corpus SHARED_DATA [--volumes N]

Both sides read the same units with two processes. They are started beforehand and stay for all rounds, so that what a
process learns in the first it knows in the next on either side. Every history is read in eight copies that differ in
empty lines, so that one task more or less at the end is no tenth of the whole. Compared is the wall time, best of
three, in alternation; the engine's includes the cutting of sources into units. Throughput is per core-second, from the
ledger's own seconds.
"""

import argparse
import lzma
import shutil
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from provenance.corpus import running
from provenance.corpus.parquet_parts import read_rows
from provenance.corpus.running import Run, run
from provenance.corpus.tasks import Bundle, run_bundle
from provenance.corpus.units import Task, Unit, units_of

CORES = 2
ROUNDS = 3
COPIES = 8


def plainly(units: Sequence[Unit], task: Task, folder: Path, pool: ProcessPoolExecutor) -> float:
    """Seconds that plain processes take for the units, without their start."""
    bundles = [Bundle(task, (unit,), str(folder), 600) for unit in units]
    started = time.perf_counter()
    list(pool.map(run_bundle, bundles))
    return time.perf_counter() - started


def warm(_: int) -> None:
    """Make a worker import and read what it needs before the clock starts."""
    from provenance import resources

    resources.lexicon()
    time.sleep(0.2)


def distributed(sources: Sequence[str], task: Task, folder: Path, address: str) -> float:
    """Seconds that a corpus run takes with the scheduler at `address`."""
    started = time.perf_counter()
    run(Run(task, tuple(sources), folder, "benchmark", scheduler=address))
    return time.perf_counter() - started


def rows(folder: Path, table: str) -> list[str]:
    """The rows of a table, whatever part they are in."""
    return sorted(repr({k: v for k, v in row.items() if k != "seconds"}) for row in read_rows(folder, table))


def compared(
    name: str,
    task: Task,
    sources: Sequence[str],
    tables: Sequence[str],
    work: Path,
    address: str,
    pool: ProcessPoolExecutor,
) -> None:
    """One line on a task: are the rows equal, what does the engine cost, how much goes through."""
    units = list(units_of(task, sources, "benchmark", work / "spool"))
    plain, dask = [], []
    for round in range(ROUNDS):
        for folder in (work / "plain", work / "dask"):
            shutil.rmtree(folder, ignore_errors=True)
        plain.append(plainly(units, task, work / "plain", pool))
        dask.append(distributed(sources, task, work / "dask", address))
        assert round or all(rows(work / "plain", table) == rows(work / "dask", table) for table in tables)
    ledger = list(read_rows(work / "plain", "units"))
    seconds = sum(row["seconds"] for row in ledger)
    overhead = min(dask) / min(plain) - 1
    print(f"{name}: {len(units)} units of {seconds / len(units):.2f} s on average; rows equal to plain processes: yes")
    print(f"  plain {min(plain):.2f} s, corpus run {min(dask):.2f} s: {overhead:+.1%}")
    size, read = sum(row["bytes"] for row in ledger), sum(row["read"] for row in ledger)
    print(f"  {size / seconds / 1e6:.2f} MB and {read / seconds:.0f} documents or revisions a core-second")


def main() -> None:
    """Measure both tasks."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("shared", type=Path)
    arguments.add_argument("--volumes", type=int, default=8)
    given = arguments.parse_args()
    from distributed import LocalCluster

    running.BUNDLE_BYTES = 1
    with (
        tempfile.TemporaryDirectory() as name,
        LocalCluster(
            n_workers=CORES, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50
        ) as cluster,
        ProcessPoolExecutor(CORES) as pool,
    ):
        work = Path(name)
        for path in sorted((given.shared / "frus-volumes").glob("*.xml.xz"))[: given.volumes]:
            (work / path.stem).write_bytes(lzma.decompress(path.read_bytes()))
        address = cluster.scheduler_address
        from distributed import Client

        with Client(address) as client:
            client.run(warm, 0)
        list(pool.map(warm, range(CORES)))
        compared("scan", Task.SCAN, [f"{work}/*.xml"], ["claims", "units"], work, address, pool)
        for path in sorted((given.shared / "histories").glob("*.jsonl.xz")):
            for copy in range(COPIES):
                (work / f"{copy}-{path.stem}").write_bytes(lzma.decompress(path.read_bytes()) + b"\n" * copy)
        histories = sorted(map(str, work.glob("*.jsonl")))
        compared("annotate", Task.ANNOTATE, histories, ["words", "revisions", "units"], work, address, pool)


if __name__ == "__main__":
    main()
