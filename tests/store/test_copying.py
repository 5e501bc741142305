"""A library moved to another database is the same library, to the last entry of its log."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from provenance.errors import NotFound, StoreTrouble
from provenance.model.histories import Revision
from provenance.model.receipts import Received
from provenance.model.testimony import Claim
from provenance.store import copying, mending
from provenance.store.copying import copy
from provenance.store.entering import History
from provenance.store.history_shelf import HistoryShelf
from provenance.store.library import open_library
from provenance.store.mending import PersonEdit
from provenance.store.undoing import undo
from provenance.store.verify import verify

Lend = Callable[[str], str]
ENGINES = ["sqlite", "postgresql"]


@pytest.fixture
def source(place: str, letter: Received, claims: tuple[Claim, ...]) -> str:
    """A library of either kind with a letter, a history, an odd title, two edits and an undo."""
    with open_library(place, "Ann") as library:
        library.save_received(letter, claims)
        revisions = [Revision(str(n), f"word{n} odd\0 \U0010fffe0 " * 4, authors=("Ann",)) for n in range(70)]
        list(HistoryShelf(library.database).enter(History("page", "page\0", "page.jsonl"), revisions))
        mending.edit_person(library, "Clark", PersonEdit("Joseph Clark"))
        mending.edit_person(library, "Clark", PersonEdit(role="judge"))
        undo(library, None, "a mistake")
    return place


def told(place: str) -> dict[str, Any]:
    """All that a library answers."""
    with open_library(place) as library:
        works = {work.id: (library.dossier(work.id), library.outlines()[work.id]) for work in library.works()}
        origins = {work: library.lineage(work).origins(library.versions(work)[-1].id) for work in works}
        assert verify(library).faults == ()
        return {"works": works, "origins": origins, "log": library.log(), "found": library.search("the")}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_copy_answers_as_the_library_does_and_its_log_goes_on(source: str, engine: str, lend: Lend) -> None:
    target = lend(engine)
    copied = copy(source, target)
    assert told(target) == told(source)
    assert copied.last_entry == told(source)["log"][-1].hash
    assert (copied.rows["works"], copied.rows["versions"]) == (2, 72)
    with open_library(target, "Bob") as library:
        mending.edit_person(library, "Brown", PersonEdit(role="secretary"))
        assert verify(library).faults == ()


def test_a_library_is_never_copied_into_another(source: str, lend: Lend) -> None:
    full = lend("sqlite")
    copy(source, full)
    before = told(full)
    for target in (full, source):
        with pytest.raises(StoreTrouble, match="holds a library already"):
            copy(source, target)
    assert told(full) == before


@pytest.mark.parametrize("engine", ENGINES)
def test_a_copy_that_breaks_off_leaves_nothing_and_can_be_made_again(
    source: str, engine: str, lend: Lend, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = lend(engine)

    def interrupted(_connection: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(copying, "_last_entry", interrupted)
    with pytest.raises(KeyboardInterrupt):
        copy(source, target)
    monkeypatch.undo()
    with open_library(target) as library:
        assert (library.works(), library.log()) == ((), ())
    copy(source, target)
    assert told(target) == told(source)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_copy_that_breaks_off_leaves_no_database_that_was_made_for_it(
    source: str, engine: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = f"new{abs(hash(source))}"
    target = str(tmp_path / "new.db") if engine == "sqlite" else request.getfixturevalue("server").url(new)

    def interrupted(_connection: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(copying, "_last_entry", interrupted)
    with pytest.raises(KeyboardInterrupt):
        copy(source, target)
    with pytest.raises(NotFound, match="no database at"):
        open_library(target)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_copy_that_is_killed_leaves_no_library(
    engine: str, request: pytest.FixtureRequest, tmp_path: Path, lend: Lend, letter: Received
) -> None:
    source = lend("sqlite")
    with open_library(source) as library:
        library.save_received(letter)
    target = str(tmp_path / "new.db") if engine == "sqlite" else request.getfixturevalue("server").url("killed")
    killed = "copying._last_entry = lambda _: os.kill(os.getpid(), signal.SIGKILL)"
    doing = f"import os, signal\nfrom provenance.store import copying\n{killed}\ncopying.copy({source!r}, {target!r})"
    assert subprocess.run([sys.executable, "-c", doing], check=False).returncode == -signal.SIGKILL
    with pytest.raises(NotFound, match="is empty; run `provenance init`"):
        open_library(target)
    assert copy(source, target).rows["works"] == 1


@pytest.mark.parametrize("engine", ENGINES)
def test_a_source_that_is_damaged_is_called_so_and_not_the_target(
    engine: str, lend: Lend, letter: Received, directly: Callable[..., Any]
) -> None:
    source = lend("sqlite")
    with open_library(source) as library:
        library.save_received(letter)
    directly(source, "PRAGMA wal_checkpoint(TRUNCATE)")
    [(page,)] = directly(source, "SELECT rootpage FROM sqlite_master WHERE name = 'notes'")
    with Path(source).open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(bytes(4096))
    with pytest.raises(StoreTrouble, match=f"{source} is damaged"):
        copy(source, lend(engine))


def test_what_is_not_there_cannot_be_copied(lend: Lend, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no database at"):
        copy(str(tmp_path / "none.db"), lend("sqlite"))


def test_a_library_is_copied_through_a_link_that_leads_nowhere_yet(lend: Lend, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to("new.db")
    copy(lend("sqlite"), str(tmp_path / "link.db"))
    assert (tmp_path / "link.db").is_symlink()
    open_library(str(tmp_path / "new.db")).close()
