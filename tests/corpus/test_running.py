"""A corpus run: the same rows whatever the workers do, nothing read twice, one poisonous unit stops nobody."""

import os
import signal
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from provenance.corpus import running, tasks
from provenance.corpus.addresses import size_on_disk
from provenance.corpus.parquet_parts import SCHEMAS, read_rows
from provenance.corpus.running import Count, Run, run
from provenance.corpus.tasks import Bundle, run_bundle
from provenance.corpus.units import Task, units_of
from provenance.errors import UnreadableInput

VOLUMES = Path(__file__).parents[1] / "cases/documents"


@pytest.fixture
def one_a_task(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every unit is a task of its own."""
    monkeypatch.setattr(running, "BUNDLE_BYTES", 1)


def rows(folder: Path, table: str, leave_out: Iterable[str] = ("seconds",)) -> list[Any]:
    found = [{k: v for k, v in row.items() if k not in leave_out} for row in read_rows(folder, table)]
    return sorted(found, key=lambda row: (row["unit"], row.get("position", 0)))


def serial(task: Task, sources: list[str], folder: Path) -> None:
    units = tuple(units_of(task, sources, "rules", folder / "spool"))
    run_bundle(Bundle(task, units, str(folder), 60))


@pytest.mark.usefixtures("one_a_task")
def test_two_workers_give_the_rows_of_one_process_and_a_second_run_reads_nothing(
    dump: Path, repository: Path, history: Path, tmp_path: Path
) -> None:
    sources = [str(dump), str(repository), str(history)]
    serial(Task.ANNOTATE, sources, tmp_path / "one")
    asked = Run(Task.ANNOTATE, tuple(sources), tmp_path / "two", "rules", jobs=2)
    count = run(asked)
    assert (count.units, count.known, count.troubles) == (6, 0, [])
    for table in ("units", "words", "revisions"):
        assert rows(tmp_path / "two", table) == rows(tmp_path / "one", table) != []
    again = run(asked)
    assert (again.units, again.known) == (0, 6)
    assert not (tmp_path / "two" / "spool").exists()


@pytest.mark.usefixtures("one_a_task")
def test_a_worker_killed_in_mid_run_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    serial(Task.SCAN, [str(VOLUMES)], tmp_path / "one")
    killed = []

    def kill_one(count: Count) -> None:
        if count.units >= 2 and not killed:
            victim = next(each.pid for each in workers())
            killed.append(victim)
            os.kill(victim, signal.SIGKILL)

    monkeypatch.setenv("DASK_DISTRIBUTED__NANNY__ENVIRON__OMP_NUM_THREADS", "1")
    count = run(Run(Task.SCAN, (str(VOLUMES),), tmp_path / "two", "rules", jobs=2), kill_one)
    assert killed
    assert count.set_aside == 0
    assert rows(tmp_path / "two", "claims") == rows(tmp_path / "one", "claims") != []


def workers() -> list[Any]:
    from multiprocessing import active_children

    return active_children()


@pytest.mark.usefixtures("one_a_task")
def test_a_unit_that_kills_its_worker_is_set_aside_and_stops_nobody(
    dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Run(Task.ANNOTATE, (str(dump),), tmp_path / "parts", "rules", jobs=1)
    monkeypatch.setattr(running, "run_bundle", kills_on_page_two)
    count = run(asked)
    assert (count.units, count.set_aside) == (2, 1)
    assert "Page 2" in count.troubles[0]
    assert [row["name"] for row in rows(asked.folder, "units") if row["set_aside"]] == ["Page 2 & more"]


def kills_on_page_two(bundle: Bundle) -> tasks.Done:
    if any("Page 2" in unit.name for unit in bundle.units):
        os.kill(os.getpid(), signal.SIGKILL)
    return run_bundle(bundle)


def test_a_unit_that_takes_too_long_is_given_up(history: Path, tmp_path: Path) -> None:
    units = tuple(units_of(Task.ANNOTATE, [str(history)], "rules", tmp_path))
    done = run_bundle(Bundle(Task.ANNOTATE, units, str(tmp_path), -1))
    assert "took too long" in done.troubles[0]


def test_the_parts_have_the_schema_that_is_documented(history: Path, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    serial(Task.ANNOTATE, [str(history)], tmp_path)
    for table in ("units", "words", "revisions"):
        (part,) = (tmp_path / table).glob("*.parquet")
        assert pq.read_schema(part).equals(SCHEMAS[table])
    assert [(row["text"], row["authors"]) for row in rows(tmp_path, "words")] == [
        ("My", ["Ann"]),
        ("very", ["Ben"]),
        ("dear friend", ["Ann"]),
    ]


@pytest.mark.usefixtures("one_a_task")
def test_an_end_is_only_foretold_where_the_sources_tell_how_much_there_is(
    dump: Path, repository: Path, history: Path, tmp_path: Path
) -> None:
    told: list[float | None] = []
    (tmp_path / "more").mkdir()
    for n in range(6):
        (tmp_path / "more" / f"{n}.jsonl").write_text(history.read_text("utf-8").replace("dear", f"dear{n}"), "utf-8")
    known = Run(Task.ANNOTATE, (str(tmp_path / "more"),), tmp_path / "parts", "rules", jobs=1)
    run(known, lambda count: told.append(count.seconds_left))
    assert told[-1] is not None
    assert told[-1] >= 0
    count = Count(total=size_on_disk([str(dump), str(repository)]), cut=1)
    assert count.seconds_left is None


def test_a_folder_that_holds_something_else_is_left_alone(history: Path, tmp_path: Path) -> None:
    own = tmp_path / "mine" / "spool" / "of my own.txt"
    own.parent.mkdir(parents=True)
    own.write_text("years of work")
    for place, said in ((tmp_path / "mine", "holds something already"), (own, "this is a file")):
        with pytest.raises(UnreadableInput, match=said):
            run(Run(Task.ANNOTATE, (str(history),), place, "rules", jobs=1))
    assert own.read_text() == "years of work"


def test_where_nothing_can_be_written_the_run_ends_and_no_unit_is_blamed(tmp_path: Path) -> None:
    (tmp_path / "out" / "units").mkdir(parents=True)
    (tmp_path / "out" / "claims").write_text("in the way")
    asked = Run(Task.SCAN, (str(VOLUMES / "frus1969-76v13.xml"),), tmp_path / "out", "rules", jobs=1)
    with pytest.raises(UnreadableInput, match=r"claims.*cannot be written .*; make room, and the same command goes on"):
        run(asked)
    assert list((tmp_path / "out" / "units").iterdir()) == []


def test_what_is_no_address_of_a_scheduler_is_refused(tmp_path: Path) -> None:
    asked = Run(Task.SCAN, (str(VOLUMES / "minutes.xml"),), tmp_path / "out", "rules", "zzz://nowhere")
    with pytest.raises(UnreadableInput, match="zzz://nowhere: cannot be reached"):
        run(asked)


def test_whoever_stops_a_run_while_its_workers_begin_hears_nothing_of_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def stopped(**_: object) -> None:
        raise KeyboardInterrupt

    forgotten: list[object] = []
    monkeypatch.setattr(running, "LocalCluster", stopped)
    monkeypatch.setattr(running.atexit, "unregister", forgotten.append)
    with pytest.raises(KeyboardInterrupt):
        run(Run(Task.SCAN, (str(VOLUMES / "minutes.xml"),), tmp_path / "out", "rules"))
    assert forgotten == [running.close_clusters]
