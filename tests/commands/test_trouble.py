"""Bad input and trouble: one clear sentence on standard error, the right exit code, nothing half-written."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def one_sentence(result: Any, code: int) -> str:
    """The result's one line of trouble, checked for what every such line must be."""
    lines = result.stderr.strip().splitlines()
    assert result.returncode == code, (result.stdout, result.stderr)
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("provenance: ")
    assert result.stdout == ""
    return str(lines[0])


def works_in(inside: Run, database: Path) -> int:
    return len(json.loads(inside(database, "list", "--json").stdout)["works"])


@pytest.fixture(scope="module")
def made(inside: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = tmp_path_factory.mktemp("made") / "empty.db"
    assert inside(database, "init", "--empty").returncode == 0
    return database


@pytest.fixture
def empty(made: Path, tmp_path: Path) -> Path:
    """An empty database of its own, copied, for to make one takes longer than any of these tests."""
    return Path(shutil.copy(made, tmp_path / "empty.db"))


def write(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    return str(path)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "white space"),
        ("binary.txt", b"Dear\x00Sir", "NUL"),
        ("latin1.txt", "Señor".encode("latin-1"), "UTF-8"),
        ("utf16.txt", "Dear Sir".encode("utf-16"), "UTF-16"),
        ("broken.xml", b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><p>", "line"),
        ("bomb.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><TEI xmlns='http://www.tei-c.org/ns/1.0'>&b;</TEI>", ""),
    ],
)
def test_an_unreadable_file_is_refused_and_nothing_is_stored(
    inside: Run, empty: Path, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    path = write(tmp_path / name, data)
    line = one_sentence(inside(empty, "ingest", path), 2)
    assert path in line
    assert said in line
    assert works_in(inside, empty) == 0


def test_a_name_that_is_not_utf8_is_no_trouble(inside: Run, empty: Path, tmp_path: Path) -> None:
    name = os.fsdecode(b"dr\xffft")
    text = write(tmp_path / f"{name}.txt", b"Dear Sir:\n\nWe agree.\n")
    history = write(tmp_path / f"{name}.jsonl", b'{"rev": "1", "text": "We agree."}\n')
    for arguments in (
        *(["ingest", text], ["annotate", text], ["diff", text, text], ["ingest", history], ["annotate", history]),
        *(["ingest", write(tmp_path / "plain.txt", b"We.\n")], ["add", "plain", text, "--by", "Roe"]),
    ):
        result = inside(empty, *arguments)
        assert result.returncode == 0, (arguments, result.stderr)
    library = str(tmp_path / f"{name}.db")
    assert inside(empty, "--db", library, "init", "--empty").returncode == 0
    assert inside(empty, "--db", library, "list", "--json").returncode == 0
    assert (tmp_path / f"{name}.db").exists()


def test_an_argument_that_is_not_utf8_is_called_so_and_nothing_damaged(inside: Run, letter_database: Path) -> None:
    given = os.fsdecode(b"dr\xffft")
    for arguments in (["who", given], ["search", given], ["report", given], ["remove", given]):
        assert "is not UTF-8 (it has the byte 0xFF)" in one_sentence(inside(letter_database, *arguments), 2)


def test_a_missing_file_and_a_folder_are_named(inside: Run, empty: Path, tmp_path: Path) -> None:
    assert "nowhere.txt" in one_sentence(inside(empty, "ingest", "nowhere.txt"), 2)
    assert str(tmp_path) in one_sentence(inside(empty, "ingest", str(tmp_path)), 2)


def test_a_file_of_100_megabytes_is_refused(inside: Run, empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    assert "MB" in one_sentence(inside(empty, "ingest", str(path)), 2)


def test_a_document_without_notes_is_a_text_and_a_marker_without_its_note_is_told(
    inside: Run, empty: Path, tmp_path: Path, letter_file: Path
) -> None:
    plain = write(tmp_path / "plain.txt", b"Dear Sir:\n\nThere are no notes here.\n\nYours")
    assert inside(empty, "ingest", plain).returncode == 0
    text = letter_file.read_text(encoding="utf-8")
    cut = write(tmp_path / "cut.txt", text[: text.index("  6. Haig inserted")].encode())
    result = inside(empty, "ingest", cut)
    assert result.returncode == 0
    assert "6" in result.stderr
    assert "Haig" not in inside(empty, "who", "cut", "--match", "own sake").stdout


def test_no_database_at_all_says_what_to_do(inside: Run, tmp_path: Path) -> None:
    assert "provenance init" in one_sentence(inside(tmp_path / "none.db", "who"), 1)


def test_without_a_database_a_file_is_not_even_read(inside: Run, tmp_path: Path) -> None:
    line = one_sentence(inside(tmp_path / "none.db", "ingest", write(tmp_path / "binary.txt", b"Dear\x00Sir")), 1)
    assert "provenance init" in line


def test_a_database_that_cannot_be_made_leaves_no_file(
    inside: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provenance.resources.migrations_folder", lambda: tmp_path / "nowhere")
    assert inside(tmp_path / "new.db", "init").returncode == 3
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("data", [b"This is a letter, not a database. " * 40, b"SQLite format 3\x00" + b"\x07" * 4000])
def test_a_file_that_is_no_database_is_refused(inside: Run, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(data)
    assert str(path) in one_sentence(inside(path, "who"), 2)


def test_a_locked_database_is_waited_for_and_then_told(
    inside: Run, letter_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provenance.store.sqlite.PATIENCE", 0.2)
    database = tmp_path / "locked.db"
    shutil.copy(letter_database, database)
    plain = write(tmp_path / "plain.txt", b"Dear Sir:\n\nA text.\n")
    holder = sqlite3.connect(database)
    holder.execute("BEGIN IMMEDIATE")
    try:
        assert "lock" in one_sentence(inside(database, "ingest", plain), 2)
    finally:
        holder.close()
    assert inside(database, "ingest", plain).returncode == 0


def test_a_database_of_a_newer_schema_is_left_alone(inside: Run, letter_database: Path, tmp_path: Path) -> None:
    database = tmp_path / "newer.db"
    shutil.copy(letter_database, database)
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "newer" in one_sentence(inside(database, "who"), 2)


def test_what_is_not_there_ends_with_1_and_wrong_usage_with_2(letter: Run) -> None:
    one_sentence(letter("who", "--match", "no such words"), 1)
    one_sentence(letter("who", "--sentence", "99.1"), 1)
    one_sentence(letter("who", "--reviser", "Talleyrand"), 1)
    one_sentence(letter("redline", "--from", "nothing"), 1)
    one_sentence(letter("versions", "no-such-work"), 1)
    one_sentence(letter("search", "zyzzyva"), 1)
    one_sentence(letter("report", "--format", "papyrus"), 2)
    assert letter("nonsense").returncode == 2
    assert letter("who", "--paragraph", "eight").returncode == 2


def test_a_fault_of_ours_ends_with_3_and_shows_no_traceback(letter: Run, tmp_path: Path) -> None:
    code = "from provenance import pipeline; pipeline.who = None; from provenance.commands.app import main; main()"
    result = subprocess.run(
        [sys.executable, "-c", code, "who"], capture_output=True, text=True, check=False, cwd=tmp_path, timeout=60
    )
    assert "our fault" in one_sentence(result, 3)


@pytest.mark.parametrize(
    "altered",
    [
        "UPDATE versions SET blocks = '{}'",
        "UPDATE claims SET target = '[1]'",
        "UPDATE versions SET parents = '7'",
        "UPDATE works SET title = x'ff'",
        "UPDATE entries SET changes = x'00'",
        "UPDATE persons SET aliases = 'null'",
    ],
)
def test_a_library_into_which_another_program_wrote_is_no_fault_of_ours(
    inside: Run, letter_database: Path, tmp_path: Path, altered: str
) -> None:
    database = tmp_path / "altered.db"
    shutil.copy(letter_database, database)
    with sqlite3.connect(database) as connection:
        connection.execute(altered)
    connection.close()
    for arguments in (["who"], ["list"], ["evidence"], ["undo"], ["verify"], ["versions"], ["report"]):
        result = inside(database, *arguments)
        assert result.returncode in (0, 1, 2), (arguments, result.stderr)
    assert inside(database, "verify").returncode in (1, 2)


def test_terminal_escapes_in_a_document_are_made_visible(inside: Run, empty: Path, tmp_path: Path) -> None:
    evil = "Dear Sir:\n\nRed \x1b[31malert\x1b]0;title\x07 and \u202eturned.\n\nHere is =cmd more.\n"
    old = write(tmp_path / "old.txt", b"Dear Sir:\n\nRed.\n")
    new = write(tmp_path / "new.txt", evil.encode())
    result = inside(empty, "diff", old, new, "--color", "always")
    assert result.returncode == 1
    assert "\x1b[31m" not in result.stdout
    assert "\x07" not in result.stdout
    assert "\u202e" not in result.stdout
    assert "␛[31malert" in result.stdout


def test_a_cell_that_would_be_a_formula_is_made_harmless(inside: Run, empty: Path, tmp_path: Path) -> None:
    old = write(tmp_path / "old.txt", b"Dear Sir:\n\nFirst.\n")
    new = write(tmp_path / "new.txt", b"Dear Sir:\n\nFirst.\n\n=HYPERLINK(1) is here.\n")
    result = inside(empty, "diff", old, new, "--format", "csv")
    assert ",'=HYPERLINK" in result.stdout
    assert ",=HYPERLINK" not in result.stdout


def test_a_report_that_cannot_be_written_leaves_nothing_behind(letter: Run, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    one_sentence(letter("report", "-o", str(tmp_path / "missing" / "letter.md")), 2)
    one_sentence(letter("report", "--format", "md", "-o", str(folder)), 2)
    assert os.listdir(tmp_path) == ["folder"]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs Linux's /proc")
def test_a_place_that_cannot_be_read_is_named_and_not_standard_output(inside: Run, letter_database: Path) -> None:
    said = one_sentence(inside(letter_database, "report", "-o", "/proc/self/mem"), 2)
    assert said.startswith("provenance: /proc/self/mem: cannot be written")
    assert "choose another place" in one_sentence(inside(letter_database, "report", "-o", "x" * 300), 2)


def test_a_reader_who_leaves_early_is_no_error(letter_database: Path) -> None:
    program = Path(sys.executable).parent / "provenance"
    result = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"'{program}' redline | head -1"],
        env={**os.environ, "PROVENANCE_DB": str(letter_database)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert result.stderr == ""
    assert result.stdout.startswith("Letter From President Nixon")


def test_an_answer_that_cannot_be_written_is_told(letter_database: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    program = str(Path(sys.executable).parent / "provenance")
    with open("/dev/full", "w") as full:
        result = subprocess.run(
            [program, "--db", str(letter_database), "list"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert result.returncode == 2
    assert result.stderr == "provenance: standard output: cannot be read or written (No space left on device)\n"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("{0} diff - {letter} <&-", "standard input: cannot be read or written (it is closed)"),
        ("{0} user add Ann --users users <&-", "standard input: cannot be read or written (it is closed)"),
        ("{0} user add Ann --users users </dev/zero", "a password is one line of no more than 1000 signs"),
        ('yes \'{{"rev": 1, "text": "a"}}\' | {0} annotate --format jsonl /dev/stdin', "comes again and again"),
        (
            "{0} --db {letter}.db init --empty &>/dev/null; mkdir gone; cd gone; rmdir ../gone; "
            "{0} --db {letter}.db ingest ../letter.txt",
            "the folder that you work in is not there any more",
        ),
        ("ulimit -n 6; {0} scan {volume} -o found.csv -j 2", "the system gives no more of what is needed"),
    ],
)
def test_what_is_closed_endless_or_used_up_is_told_in_a_sentence(tmp_path: Path, command: str, said: str) -> None:
    letter, volume = tmp_path / "letter.txt", tmp_path / "volume.xml"
    letter.write_text("Dear Sir: We agree.")
    volume.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>We agree.</p></body></text></TEI>')
    program = Path(sys.executable).parent / "provenance"
    typed = command.format(program, letter=letter, volume=volume)
    result = subprocess.run(
        ["bash", "-c", typed], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
    )
    assert said in one_sentence(result, 2)


def test_a_report_is_not_written_over_the_file_that_it_is_of(
    inside: Run, empty: Path, tracked_file: Path, tmp_path: Path
) -> None:
    text = Path(shutil.copy(tracked_file, tmp_path / "letter.docx"))
    before = text.read_bytes()
    said = one_sentence(inside(empty, "report", str(text), "-f", "docx", "-o", str(text)), 2)
    assert "is made from" in said
    assert text.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("report", "--reviewers", "Nobody", "-f", "docx"), "no change is by Nobody; there are Alexander M. Haig"),
        (("report", "--no-comments", "-f", "md"), "are for a Word file; add --format docx"),
        (("report", "--reviewers", ",,"), "names nobody"),
        (("diff", "a.txt", "b.txt", "--json", "--format", "md"), "--json is an answer of its own"),
        (("diff", "a.txt", "b.txt", "--json", "--output", "c.json"), "--json is an answer of its own"),
        (("diff", "a.txt", "b.txt", "--no-comments"), "are for a Word file; add --format docx"),
        (("diff", "a.txt", "b.txt", "--reviewers", "Roe", "--json"), "are for a Word file; add --format docx"),
        (("diff", "a.txt", "b.txt", "--context", "1", "-f", "md"), "--context is for the printed redline"),
        (("diff", "a.txt", "b.txt", "-q", "-o", "c.md"), "--brief prints one line"),
        (("diff", "a.txt", "b.txt", "-q", "--json"), "--brief prints one line"),
        (("diff", "a.txt", "b.txt", "--context", "1", "-q"), "--context is for the printed redline"),
        (("redline", "--context", "1", "--json"), "--context is for the printed redline"),
        (("evidence", "frus1969-76v13-d309a1", "--possible", "--all"), "leave one of them out"),
        (("init", "--db", "no/where.db"), "there is no folder no"),
        (("edit", "work", "frus1969-76v13-d309a1", "--title", "\u200b"), "--title is blank"),
        (("--db", "x.db", "diff", "a.txt", "b.txt"), "`provenance diff` opens no library"),
        (("--db", "x.db", "copy", "a.db", "b.db"), "`provenance copy` opens no library"),
        (("--db", "x.db", "corpus", "scan", "a.xml", "-o", "parts"), "`provenance corpus scan` opens no library"),
        (("--db", "x.db", "scan", "a.xml"), "add --review"),
        (("scan", "a.xml", "--db", "x.db"), "add --review"),
    ],
)
def test_what_would_be_passed_over_is_refused(
    inside: Run, letter_database: Path, arguments: tuple[str, ...], said: str
) -> None:
    assert said in one_sentence(inside(letter_database, *arguments), 2)


def test_a_library_that_holds_something_is_not_called_empty(inside: Run, letter_database: Path, tmp_path: Path) -> None:
    own = shutil.copy(letter_database, tmp_path / "own.db")
    assert inside(own, "init", "--empty").stderr == f"{own}: ready, nothing loaded\n"


def test_a_history_without_a_word_has_nobody_to_whom_a_change_is_attributed(
    inside: Run, empty: Path, tmp_path: Path
) -> None:
    history = write(tmp_path / "blank.jsonl", b'{"rev": 1, "text": ""}\n{"rev": 2, "text": ""}\n')
    assert inside(empty, "ingest", history).returncode == 0
    assert inside(empty, "who").stderr == "“2” has no words of which anything could be told\n"


def test_a_folder_that_is_gone_is_told_before_a_database_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    program = Path(sys.executable).parent / "provenance"
    command = ["sh", "-c", f"cd {tmp_path}/gone && rmdir ../gone && '{program}' list"]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout) == (2, "")
    assert "the folder that you work in is not there any more" in said.stderr


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_is_told_in_one_sentence(
    inside: Run, empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sign: signal.Signals
) -> None:
    history = tmp_path / "draft.jsonl"
    history.write_text("\n".join(json.dumps({"rev": str(n), "text": f"The task is {n}."}) for n in range(70)))
    monkeypatch.setattr(signal, "raise_signal", partial(_as_if_in_front, signal.raise_signal))
    monkeypatch.setattr("provenance.commands.history_steps.shown", partial(_stopped_after_68, sign))
    monkeypatch.setattr("provenance.store.entering._BATCH_SECONDS", 1000)
    monkeypatch.setattr("provenance.store.entering._BATCH_REVISIONS", 64)
    assert "64 whole revisions of draft are stored" in one_sentence(inside(empty, "ingest", str(history)), 130)
    assert "interrupted" in one_sentence(inside(empty, "annotate", str(history)), 130)
    monkeypatch.undo()
    assert "stored 6 revisions" in inside(empty, "ingest", str(history)).stdout


def _as_if_in_front(raise_signal: Callable[[int], None], sign: int) -> None:
    """Raise the signal where it is heard: a run in the background is started deaf to Ctrl-C."""
    if signal.getsignal(sign) is signal.SIG_IGN:
        signal.signal(sign, signal.default_int_handler)
    raise_signal(sign)


def _stopped_after_68(sign: signal.Signals, revisions: Iterable[Any]) -> Iterator[Any]:
    yield from islice(revisions, 68)
    signal.raise_signal(sign)


def test_a_mistyped_command_is_met_with_the_one_that_may_be_meant(inside: Run, tmp_path: Path) -> None:
    result = inside(tmp_path / "none.db", "redlin")
    assert result.returncode == 2
    assert "Did you mean 'redline'" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "called"),
    [
        (("who", "--from", ""), "--from"),
        (("report", "-f", " "), "--format"),
        (("report", "-o", ""), "--output"),
        (("remove", ""), "WORK"),
        (("list", "--db", ""), "--db"),
        (("--db", "", "list"), "--db"),
        (("annotate", ""), "WORK"),
        (("claim", "list", ""), "WORK"),
        (("serve", "--trust-user-header", ""), "--trust-user-header"),
    ],
)
def test_a_blank_names_nothing(inside: Run, made: Path, arguments: tuple[str, ...], called: str) -> None:
    assert one_sentence(inside(made, *arguments), 2) == f"provenance: {called} is blank; leave it out or fill it"


@pytest.mark.parametrize(
    ("arguments", "called"),
    [
        (("who", "--reviser", "Haig", "--reviser", "Kissinger"), "--reviser"),
        (("report", "-f", "md", "--format", "html"), "--format"),
        (("edit", "work", "letter", "--title", "A", "--title", "B"), "--title"),
        (("--db", "a.db", "--db", "b.db", "list"), "--db"),
        (("--db", "a.db", "list", "--db", "b.db"), "--db"),
    ],
)
def test_an_option_of_one_value_is_not_given_two(
    inside: Run, made: Path, arguments: tuple[str, ...], called: str
) -> None:
    assert one_sentence(inside(made, *arguments), 2) == f"provenance: {called} is given 2 times; give it once"


def test_an_option_may_be_given_one_value_twice(inside: Run, made: Path) -> None:
    assert inside(made, "list", "--width", "60", "--width", "60").returncode == 0


@pytest.mark.parametrize("place", [":memory:", "sqlite://", "sqlite:///:memory:"])
def test_a_library_that_no_file_keeps_is_refused(inside: Run, made: Path, place: str) -> None:
    assert "lies in memory" in one_sentence(inside(made, "init", "--db", place), 2)


def test_the_file_that_standard_input_reads_is_not_written_over(program: Run, tmp_path: Path) -> None:
    base, revised = tmp_path / "a.txt", tmp_path / "b.txt"
    base.write_text("He came in May.")
    revised.write_text("He came in June.")
    with base.open("rb") as given:
        done = subprocess.run(
            [Path(sys.executable).parent / "provenance", "diff", "-", revised, "-o", base],
            stdin=given,
            capture_output=True,
            text=True,
            check=False,
        )
    assert "one of the files that the result is made from" in one_sentence(done, 2)
    assert base.read_text() == "He came in May."


@pytest.mark.parametrize("place", ["postgresql://u:secret@[::1/x", "postgresql://u:secret@127.0.0.1:1/x?bogus=1"])
def test_an_address_of_no_database_is_refused_without_its_password(inside: Run, place: str) -> None:
    said = one_sentence(inside(place, "list"), 2)
    assert "database" in said
    assert "secret" not in said


def test_a_scan_of_files_that_are_not_there_writes_over_nothing(inside: Run, made: Path, tmp_path: Path) -> None:
    kept = tmp_path / "found.csv"
    kept.write_text("found before")
    assert "there is no such file" in one_sentence(inside(made, "scan", str(tmp_path / "no.xml"), "-o", str(kept)), 2)
    assert kept.read_text() == "found before"


def test_a_version_against_itself_is_not_called_the_only_one(
    inside: Run, made: Path, letter_database: Path, tmp_path: Path
) -> None:
    (tmp_path / "page.jsonl").write_text(
        '{"rev": "1", "author": "A", "timestamp": "2001-01-01T00:00:00Z", "text": "One."}\n'
        '{"rev": "2", "author": "B", "timestamp": "2002-01-01T00:00:00Z", "text": "Two."}\n'
    )
    assert inside(made, "ingest", str(tmp_path / "page.jsonl")).returncode == 0
    for command in ("changes", "who", "redline"):
        for database, version in ((letter_database, "final"), (made, "2")):
            done = inside(database, command, "--from", version, "--to", version)
            assert f"“{version}” is compared with no other version, so there is no change to tell" in done.stdout
            assert "Compared with" not in done.stdout
            assert f"from “{version}”" not in done.stdout


@pytest.mark.parametrize("asked", [["--page", "Talk"], ["--dag"]])
def test_what_only_a_history_has_is_not_asked_of_a_document(own_letter: Run, tmp_path: Path, asked: list[str]) -> None:
    (tmp_path / "a.txt").write_text("We agree.\n")
    refused = own_letter("ingest", str(tmp_path / "a.txt"), *asked)
    assert refused.returncode == 2
    assert f"is read as a document, not as a history; leave {asked[0]} out" in refused.stderr
    assert f"leave {asked[0]} out" in own_letter("annotate", str(tmp_path / "a.txt"), *asked).stderr
    refused = own_letter("annotate", "frus1969-76v13-d309a1", *asked)
    assert refused.returncode == 2
    assert f"is stored, and was read as it was chosen then; leave {asked[0]} out" in refused.stderr


@pytest.mark.parametrize(
    "arguments",
    [("search", "\udce4"), ("trace", "\udce4", "letter"), ("who", "--match", "\udce4"), ("redline", "\udce4")],
)
def test_what_is_asked_for_in_bytes_that_are_not_utf_8_is_called_that(
    inside: Run, made: Path, arguments: tuple[str, ...]
) -> None:
    assert "is not UTF-8 (it has the byte 0xE4)" in one_sentence(inside(made, *arguments), 2)


def test_a_device_is_called_so_and_not_a_work_that_is_not_there(inside: Run, made: Path) -> None:
    assert one_sentence(inside(made, "evidence", os.devnull), 2).endswith("save it to a file first")
