"""Whatever was altered by another program is found out, and the place is told."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from provenance.errors import StoreTrouble
from provenance.model.histories import Revision
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.testimony import Claim
from provenance.model.versions import Standing, Version, Work
from provenance.store import journal, mending
from provenance.store.entering import History
from provenance.store.history_shelf import HistoryShelf, create_shelf
from provenance.store.library import Library, create_library, open_library
from provenance.store.lineages import ENGINE
from provenance.store.mending import PersonEdit, WorkEdit
from provenance.store.packed_texts import hash_of
from provenance.store.undoing import undo
from provenance.store.verify import verify

Directly = Callable[..., list[Any]]


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """Where the library that is altered is kept, of each kind, once it has been made."""
    return {}


@pytest.fixture
def written(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, made: dict[str, str], engine: str
) -> Iterator[str]:
    """A library with a letter, a history, two edits and an undo, none of it altered: a copy of one made before."""
    if engine not in made:
        kept = str(tmp_path_factory.mktemp("kept") / "kept.db")
        if engine == "postgresql":
            server = request.getfixturevalue("server")
            made[engine] = server.copy("empty")
            kept = server.url(made[engine])
        _write(kept, request.getfixturevalue("letter"), request.getfixturevalue("claims"))
        made.setdefault(engine, kept)
    if engine == "sqlite":
        yield str(shutil.copy(made[engine], tmp_path_factory.mktemp("written") / "provenance.db"))
        return
    server = request.getfixturevalue("server")
    server.let_go()
    with server.copied(made[engine]) as place:
        yield place


def _write(place: str, letter: Received, claims: tuple[Claim, ...]) -> None:
    with create_library(place) as library:
        library.save_received(letter, claims)
        revisions = [Revision(str(n), f"word{n} " * 4, authors=("Ann",)) for n in range(70)]
        list(HistoryShelf(library.database).enter(History("page", "page", "page.jsonl"), revisions))
        mending.edit_work(library, "letter", WorkEdit("The letter"))
        mending.edit_person(library, "Clark", PersonEdit("Joseph Clark"))
        undo(library, None)
        assert verify(library).faults == ()


ALTERED = {
    "UPDATE notes SET text = 'Brown inserted this sentence.'": "note 1 of letter was altered",
    "UPDATE claims SET revisers = '[\"Ann Brown\"]' WHERE id = 'letter:1'": "claim letter:1 of letter was altered",
    "UPDATE claims SET set_aside = '{\"by\":\"X\",\"reason\":\"y\",\"at\":\"z\"}' WHERE id = 'letter:1'":
        "claim letter:1 of letter was altered",
    "UPDATE versions SET authors = '[\"Eve\"]' WHERE id = '3'": "version 3 of page was altered",
    "UPDATE versions SET date = '1999' WHERE id = 'letter@printed'": "version printed of letter was altered",
    "UPDATE versions SET text = (SELECT text FROM versions WHERE id = '1' AND work = 'page'), "
    "sha256 = (SELECT sha256 FROM versions WHERE id = '1' AND work = 'page') WHERE id = '2' AND work = 'page'":
        "version 2 of page was altered",
    "UPDATE texts SET pieces = (SELECT pieces FROM texts WHERE number = 1) "
    "WHERE number = (SELECT text FROM versions WHERE id = '9')":
        "version “9” of page: the text was altered",
    "UPDATE works SET title = 'Forged' WHERE id = 'letter'": "work letter was altered",
    "UPDATE persons SET role = 'spy' WHERE name = 'Ann Brown'": "person Ann Brown was altered",
    "DELETE FROM claims WHERE id = 'letter:2'": "claim letter, letter:2 was taken away",
    "INSERT INTO source_works (source, ordinal, work) VALUES (1, 7, 'page')": "was put in by another program",
    "UPDATE entries SET \"by\" = 'Nobody' WHERE number = 2": "entry 2 of the log was altered",
    "UPDATE entries SET reason = 'because' WHERE number = 1": "entry 1 of the log was altered",
    "UPDATE stretches SET text = 'forged' WHERE number = 0": "the words of page, as they were followed",
    "UPDATE traced SET parents = '{}' WHERE number = 3": "the words of page, as they were followed",
    "UPDATE traced SET first_instance = 1 WHERE number = 3": "the words of page, as they were followed",
    "UPDATE texts SET base = number WHERE number = (SELECT text FROM versions WHERE id = '9')":
        "version “9” of page: the text cannot be unpacked",
    "UPDATE traced SET number = -1 WHERE number = 0": "the words of page, as they were followed",
    "UPDATE traced SET stretches_end = 7 WHERE number = 0": "the words of page, as they were followed",
    "UPDATE traced SET first_instance = 999999999 WHERE number = 69": "the words of page, as they were followed",
    "UPDATE lineages SET engine = 'another'": "the words of page, as they were followed",
    f"INSERT INTO lineages (work, engine) SELECT number, '{ENGINE}' FROM works WHERE id = 'letter'":
        "the words of letter, as they were followed",
    "UPDATE passages SET text = 'Eve wrote this.' WHERE number = 1": "passage 1 of the index of words was altered",
    "UPDATE passages SET sha256 = 'ab' WHERE number = 1": "passage 1 of the index of words was altered",
    "UPDATE content_passages SET gone = NOT gone":
        "version “printed” of letter: what the index of words has of it was altered",
    "DELETE FROM content_passages": "version “draft” of letter: what the index of words has of it was altered",
    "DELETE FROM version_contents": "version “draft” of letter: what the index of words has of it was altered",
    "UPDATE version_contents SET contents = (SELECT min(number) FROM contents)":
        "version “printed” of letter: what the index of words has of it was altered",
    "INSERT INTO version_contents SELECT 'page', '3', min(number) FROM contents":
        "version 3 of page: another program put it into the index of words",
    "INSERT INTO contents (number) VALUES (99)": "contents 99 were put into the index of words by another program",
    "DELETE FROM entries WHERE number = 2": "the one before it was altered or taken away",
}  # fmt: skip


@pytest.mark.parametrize("statement", ALTERED)
def test_what_was_altered_is_told_with_its_place(written: str, statement: str, directly: Directly) -> None:
    directly(written, statement)
    with open_library(written) as library:
        faults = verify(library).faults
    assert any(ALTERED[statement] in fault for fault in faults), faults


def test_words_taken_out_of_the_index_are_missed(written: str, directly: Directly) -> None:
    taken = "INSERT INTO passage_index (passage_index, rowid, text) SELECT 'delete', number, text FROM passages LIMIT 1"
    directly(written, "DELETE FROM passage_index WHERE number = 1" if "://" in written else taken)
    with open_library(written) as library:
        assert any(fault.startswith("the index of words: ") for fault in verify(library).faults)


INDEXED_OTHERWISE = {
    "sqlite": (
        "UPDATE passage_index_docsize SET sz = x'7f' WHERE id = 1",
        "DELETE FROM passage_index_docsize WHERE id = 1",
        "DELETE FROM passage_index_config",
        "INSERT INTO passage_index_config VALUES ('rank', 'bm25(-1.0)')",
        "UPDATE passage_index_data SET block = x'00' WHERE id = 1",
    ),
    "postgresql": (
        "UPDATE passage_index SET words = NULL WHERE number = 1",
        "UPDATE passage_index SET size = 70 WHERE number = 1",
        "UPDATE passage_index SET words = (SELECT words FROM passage_index WHERE number = 1) WHERE number = 2",
        "INSERT INTO passage_index VALUES (999, 1, 'vienna:1')",
    ),
}


@pytest.mark.parametrize("nth", range(5))
def test_words_that_are_indexed_otherwise_than_they_stand_are_found(written: str, nth: int, directly: Directly) -> None:
    statements = INDEXED_OTHERWISE["postgresql" if "://" in written else "sqlite"]
    directly(written, statements[nth % len(statements)])
    with open_library(written) as library:
        assert any(fault.startswith("the index of words: ") for fault in verify(library).faults)


TOLD_TO = {
    "sqlite": ("CREATE TRIGGER eve AFTER INSERT ON notes BEGIN UPDATE notes SET text = 'Eve did it'; END",),
    "postgresql": (
        "CREATE FUNCTION eve() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TRIGGER eve BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION eve()",
    ),
}


def test_what_the_database_was_told_to_do_by_itself_is_found(written: str) -> None:
    engine = create_engine(written if "://" in written else f"sqlite:///{written}")
    with engine.begin() as connection:
        for statement in TOLD_TO[engine.dialect.name]:
            connection.exec_driver_sql(statement)
    with open_library(written) as library:
        faults = verify(library).faults
    with engine.begin() as connection:
        is_sqlite = engine.dialect.name == "sqlite"
        connection.exec_driver_sql("DROP TRIGGER eve" if is_sqlite else "DROP FUNCTION eve CASCADE")
    engine.dispose()
    assert any("trigger eve was put in" in fault for fault in faults)


def test_a_rule_that_writes_otherwise_than_it_is_told_is_found(
    lend: Callable[[str], str], directly: Directly, server: Any
) -> None:
    place = lend("postgresql")
    name = place.split("/")[3].partition("?")[0]
    server.ask(name, "CREATE RULE eve AS ON INSERT TO notes DO INSTEAD NOTHING")
    with open_library(place) as library:
        faults = verify(library).faults
    server.ask(name, "DROP RULE eve ON notes")
    assert faults == ("the rule eve was put in by another program",)


def test_words_that_the_index_has_and_does_not_find_are_missed(tmp_path: Path, directly: Directly) -> None:
    place = str(tmp_path / "library.db")
    text = " ".join(f"word{n}" for n in range(3000))
    with create_library(place) as library:
        work = Work("w", "W", "W")
        version = Version("v", "w", "v", text, Standing.EXTANT)
        library.save_received(Received("w.txt", "ab" * 32, (ReceivedWork(work, (), (version,)),)))
        assert verify(library).faults == ()
    directly(place, "DELETE FROM passage_index_idx WHERE term <> x''")
    with open_library(place) as library:
        assert library.search("word2999") == ()
        assert verify(library).faults == ("the index of words: words are not indexed as they stand in the passages",)


def test_a_rule_that_words_may_stand_once_is_found(lend: Callable[[str], str]) -> None:
    for kind in ("sqlite", "postgresql"):
        place = lend(kind)
        engine = create_engine(place if "://" in place else f"sqlite:///{place}")
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE UNIQUE INDEX eve ON works (title)")
        with open_library(place) as library:
            [fault] = verify(library).faults
        with engine.begin() as connection:
            connection.exec_driver_sql("DROP INDEX eve")
        engine.dispose()
        assert fault.startswith("the index eve was put in")


def test_another_way_to_index_words_is_found(tmp_path: Path) -> None:
    place = str(tmp_path / "library.db")
    create_library(place).close()
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("DROP TABLE passage_index")
        connection.execute("CREATE VIRTUAL TABLE passage_index USING fts5(text, tokenize = 'porter')")
    with open_library(place) as library:
        assert "the table passage_index was put in, altered or taken away by another program" in verify(library).faults


def test_a_word_file_that_was_taken_away_whole_is_missed(
    library: Library, letter: Received, place: str, directly: Directly
) -> None:
    library.save_received(replace(letter, data=b"the file itself"))
    library.close()
    directly(place, "UPDATE originals SET sha256 = 'ab'")
    with open_library(place) as there:
        assert verify(there).faults == (
            "the file ab that was received: altered", "the file letter.txt that was received: taken away",
        )  # fmt: skip


def test_the_text_of_a_removed_version_is_missed_and_an_undo_says_so(written: str, directly: Directly) -> None:
    with open_library(written) as library:
        mending.remove_version(library, "page", "69")
        [(number, digest)] = directly(written, "SELECT number, sha256 FROM texts ORDER BY number DESC LIMIT 1")
        assert digest == hash_of("word69 " * 4)
    directly(written, f"DELETE FROM texts WHERE number = {number}")
    with open_library(written) as library:
        [fault] = verify(library).faults
        assert fault.startswith("version 69 of page was removed, and its text was taken away by another program")
        with pytest.raises(StoreTrouble, match="is damaged"):
            undo(library, None)


def test_a_person_who_is_told_as_himself_is_found_and_not_looked_for_without_end(
    written: str, directly: Directly
) -> None:
    directly(written, "UPDATE persons SET same_as = name")
    with open_library(written) as library:
        assert "person Ann Brown was altered" in verify(library).faults
        with pytest.raises(StoreTrouble, match="lead back to themselves"):
            library.people()


def test_contents_that_are_told_against_themselves_are_found_and_not_followed_without_end(
    written: str, directly: Directly
) -> None:
    directly(written, "UPDATE contents SET base = number")
    with open_library(written) as library:
        assert any("what the index of words has of it was altered" in fault for fault in verify(library).faults)
        library.save_version(Version("v", "letter", "v", "Dear Sir!", Standing.EXTANT))


def test_rows_whose_hashes_were_made_as_up_to_the_schema_0004_are_sound_and_can_be_undone(
    library: Library, letter: Received, claims: tuple[Claim, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def digest_of(row: dict[str, Any]) -> str:
        then = {name: value for name, value in row.items() if value is not None and name not in {"doing", "doubt"}}
        return sha256(journal.canonical(then).encode()).hexdigest()

    monkeypatch.setattr(journal, "digest_of", digest_of)
    library.save_received(letter, claims)
    monkeypatch.undo()
    assert verify(library).faults == ()
    undo(library, None)
    assert library.works() == ()


def test_what_a_database_says_of_its_schema_twice_is_found(written: str, directly: Directly) -> None:
    directly(written, "INSERT INTO alembic_version (version_num) VALUES ('0001')")
    with open_library(written) as library:
        faults = verify(library).faults
    directly(written, "DELETE FROM alembic_version WHERE version_num = '0001'")
    assert faults == ("what the database says of its schema was altered",)


def test_one_work_can_be_checked_alone(written: str, directly: Directly) -> None:
    directly(written, "UPDATE notes SET text = 'Brown inserted this sentence.'")
    with open_library(written) as library:
        assert verify(library, "page").faults == ()
        assert verify(library, "letter").faults == ("note 1 of letter was altered",)
        assert verify(library).texts == 72


@pytest.mark.parametrize("table", ["stretches", "traced", "corpus_words", "texts", "passage_index"])
def test_a_table_that_was_taken_away_is_missed(tmp_path: Path, table: str) -> None:
    with create_library(str(tmp_path / "provenance.db")) as library, library.database.write() as connection:
        connection.exec_driver_sql(f"DROP TABLE {table}")
    with open_library(str(tmp_path / "provenance.db")) as library:
        assert verify(library).faults == (f"the table {table} was taken away by another program",)


def test_a_column_that_was_taken_away_is_missed(tmp_path: Path) -> None:
    place = str(tmp_path / "provenance.db")
    with create_library(place) as library, library.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE versions RENAME COLUMN label TO siglum")
        connection.exec_driver_sql("ALTER TABLE corpus_units DROP COLUMN seconds")
    with open_library(place) as library:
        assert verify(library).faults == (
            "the column seconds of corpus_units was taken away by another program",
            "the column label of versions was taken away by another program",
        )


def test_a_row_that_its_index_does_not_have_any_more_is_no_fault_of_ours(tmp_path: Path) -> None:
    place = tmp_path / "library.db"
    with create_shelf(str(place)) as shelf:
        list(shelf.enter(History("page", "page", "page.jsonl"), [Revision(str(n), f"word {n}") for n in range(3)]))
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        indexes = "SELECT rootpage FROM sqlite_master WHERE type = 'index' AND tbl_name = 'works'"
        pages = [page for (page,) in connection.execute(indexes)]
        ((size,),) = connection.execute("PRAGMA page_size")
    with place.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * size)
            file.write(bytes([0x0A, 0, 0, 0, 0, size >> 8, 0, 0]))  # an index that holds nothing
    with open_library(str(place)) as library:
        faults = verify(library).faults
        assert any("the database file" in fault for fault in faults)


def test_a_library_and_its_log_put_back_to_an_earlier_copy_lack_what_was_written_down(tmp_path: Path) -> None:
    place = tmp_path / "library.db"
    with create_shelf(str(place)) as shelf:
        list(shelf.enter(History("page", "page", "page.jsonl"), [Revision("1", "one")]))
    before = {one: one.read_bytes() for one in tmp_path.iterdir()}
    with open_library(str(place)) as library:
        mending.edit_work(library, "page", WorkEdit("Another"))
        last = verify(library).last_entry
        assert last
        assert verify(library, had=[last]).faults == ()
    for one in tmp_path.iterdir():
        one.unlink()
    for one, data in before.items():
        one.write_bytes(data)
    with open_library(str(place)) as library:
        assert verify(library).faults == ()
        [fault] = verify(library, had=[last]).faults
        assert fault.startswith(f"no entry of the log has the hash {last[:12]}…: the library is an earlier copy")
