"""What a corpus run found is loaded into a library of either kind, once, whatever was broken off before."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="the tests of corpus runs need the extra [corpus]; install it")

from provenance.corpus import loading
from provenance.corpus.loading import load
from provenance.corpus.parquet_parts import called_alike, read_rows
from provenance.corpus.tasks import Bundle, run_bundle
from provenance.corpus.units import Task, units_of
from provenance.errors import NotFound, UnreadableInput
from provenance.store.copying import copy

VOLUMES = Path(__file__).parents[1] / "cases/documents"
Lend = Callable[[str], str]


@pytest.fixture
def parts(dump: Path, history: Path, tmp_path: Path) -> Path:
    """The parts of a run over two sources and of one over volumes, each unit in a part of its own."""
    folder = tmp_path / "parts"
    for task, sources in ((Task.ANNOTATE, [str(dump), str(history)]), (Task.SCAN, [str(VOLUMES)])):
        for unit in units_of(task, sources, "rules", folder / "spool"):
            run_bundle(Bundle(task, (unit,), str(folder), 60))
    return folder


def stored(place: str, directly: Callable[..., Any], table: str) -> int:
    return int(directly(place, f"SELECT count(*) FROM corpus_{table}")[0][0])


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_every_row_is_loaded_once_and_goes_with_a_copy(
    parts: Path, engine: str, lend: Lend, directly: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = lend(engine)
    wanted = {table: len(list(read_rows(parts, table))) for table in ("units", "claims", "words", "revisions")}
    assert all(wanted.values())

    def interrupted(loaded: loading.Loaded) -> None:
        if loaded.parts == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(parts, place, interrupted)
    loaded = load(parts, place)
    assert (loaded.known, loaded.units) == (2, wanted["units"] - 2)
    assert {table: stored(place, directly, table) for table in wanted} == wanted
    again = load(parts, place)
    assert (again.units, again.rows, again.known) == (0, 0, wanted["units"])
    rows = directly(place, "SELECT authors FROM corpus_words WHERE history = 'letter' ORDER BY position")
    assert [str(one[0]).strip("[]'\"") for one in rows] == ["Ann", "Ben", "Ann"]
    other = lend("sqlite")
    assert copy(place, other).rows["corpus_words"] == wanted["words"]


def test_what_is_no_corpus_run_is_told(parts: Path, lend: Lend, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="holds no parts of a corpus run"):
        load(tmp_path, lend("sqlite"))
    first = sorted((parts / "units").glob("*.parquet"))[0]
    first.write_bytes(b"PAR1 nothing PAR1")
    with pytest.raises(UnreadableInput, match="is no part of a corpus run"):
        load(parts, lend("sqlite"))


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_volumes_of_one_id_and_histories_of_one_name_are_told(
    history: Path, tmp_path: Path, engine: str, lend: Lend
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / history.name).write_text(history.read_text("utf-8").replace("very", "most"), "utf-8")
    volume = (VOLUMES / "frus1969-76v13.xml").read_text("utf-8")
    volumes = [str(VOLUMES / "frus1969-76v13.xml"), str(other / "again.xml")]
    Path(volumes[1]).write_text(volume.replace("second half", "third half"), "utf-8")
    folder = tmp_path / "parts"
    for task, sources in ((Task.ANNOTATE, [str(history), str(other / history.name)]), (Task.SCAN, volumes)):
        for unit in units_of(task, sources, "rules", folder / "spool"):
            run_bundle(Bundle(task, (unit,), str(folder), 60))
    assert sorted(called_alike(folder)) == sorted(
        [
            f"{' and '.join(sorted(volumes))} have the id frus1969-76v13; "
            f"the column `unit` tells their rows in {folder}/claims apart",
            f"{' and '.join(sorted(map(str, (history, other / history.name))))} have the name letter; "
            f"the column `unit` tells their rows in {folder}/revisions apart",
        ]
    )
    assert load(folder, lend(engine)).alike == (
        "2 units have the id frus1969-76v13; the column `unit` tells their rows in corpus_claims apart",
        "2 units have the name letter; the column `unit` tells their rows in corpus_revisions apart",
    )
