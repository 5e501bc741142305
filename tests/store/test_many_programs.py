"""Several programs on one library at once, of either kind: nothing is lost, and nobody is turned away."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from provenance import pipeline
from provenance.model.versions import Standing, Version
from provenance.store.library import Library, open_library
from provenance.store.verify import verify

MANY = """
import sys
from provenance.errors import ProvenanceError
from provenance.model.histories import Revision
from provenance.model.versions import Standing, Version
from provenance.store.library import create_library, open_library
from provenance.store.entering import History
from provenance.store.history_shelf import create_shelf
place, name = sys.argv[1:]
create_library(place).close()
with create_shelf(place, name) as shelf:
    revisions = [Revision(str(n), f"word{n} " * 5) for n in range(40)]
    list(shelf.enter(History("page", "page", "page.jsonl"), revisions))
for number in range(2):
    with open_library(place, name) as library:
        held = library.holding("page")
        work = held.work.id
        parents = (held.versions[-1].id,)
        id = f"{name}{number}"
        library.save_version(Version(id, work, id, "Dear!", Standing.EXTANT, parents=parents))
        library.lineage(work), library.dossier(work), library.log(), library.search("Dear")
print("done")
"""


def test_they_lose_nothing_and_read_without_fail(place: str) -> None:
    names = [f"writer{n}" for n in range(4)]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", MANY, place, name], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for name in names
    ]
    ended = [process.communicate(timeout=300) for process in running]
    assert [told for told, _ in ended] == ["done\n"] * len(names), ended
    with open_library(place) as library:
        ids = {version.id for version in library.holding("page").versions}
        assert ids == {str(n) for n in range(40)} | {f"{name}{n}" for name in names for n in range(2)}
        assert verify(library).faults == ()


def test_two_files_of_one_name_that_come_at_the_same_moment_are_two_works(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / folder / "letter.txt" for folder in ("one", "other")]
    for file in files:
        file.parent.mkdir()
        file.write_text(f"Dear Sir,\n\nThis is the letter of {file.parent.name}.", "utf-8")
    free_id = Library.free_id

    def meanwhile_taken(library: Library, *asked: object) -> str:
        monkeypatch.undo()
        free = free_id(library, *asked)  # type: ignore[arg-type]
        pipeline.ingest(place, files[1])
        return free

    monkeypatch.setattr(Library, "free_id", meanwhile_taken)
    assert pipeline.ingest(place, files[0]).new == ("letter-2",)
    assert [held.work.id for held in pipeline.held(place)[0]] == ["letter", "letter-2"]


def test_twenty_at_once_all_get_their_turn(filled: Library, place: str) -> None:
    def visit(number: int) -> int:
        with open_library(place, f"client {number}") as library:
            name = f"v{number}"
            library.save_version(Version(name, "letter", name, f"Dear Sir {number}!", Standing.EXTANT))
            return len(library.search(str(number)))

    with ThreadPoolExecutor(20) as clients:
        assert list(clients.map(visit, range(100, 120))) == [1] * 20
    assert {f"v{number}" for number in range(100, 120)} <= {one.id for one in filled.versions("letter")}
    assert len(filled.log()) == 21
    assert verify(filled).faults == ()
