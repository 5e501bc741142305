"""A result never destroys: what is no file of its kind is written through or refused; a failure changes nothing."""

import io
import os
import socket
import sqlite3
import stat
import threading
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import UnreadableInput
from provenance.reports.result_file import Kind, file_named, kind_of, making, write_result

OLD, NEW = "What stood there.\n", "The report.\n"


def old(folder: Path, name: str = "report.md", mode: int = 0o644) -> Path:
    path = folder / name
    path.write_text(OLD)
    path.chmod(mode)
    return path


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o755])
def test_a_file_that_is_replaced_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    path = old(tmp_path, mode=mode)
    write_result(path, NEW)
    assert path.read_text() == NEW
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_the_mode_that_new_files_have(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    write_result(tmp_path / "report.md", NEW)
    assert (tmp_path / "report.md").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_through_a_link_its_file_is_written_and_the_link_stays(tmp_path: Path) -> None:
    real = old(tmp_path, "real.md", 0o600)
    link, lost = tmp_path / "link.md", tmp_path / "lost.md"
    link.symlink_to("real.md")
    lost.symlink_to("new.md")
    for each in (link, lost):
        write_result(each, NEW)
        assert each.is_symlink()
    assert (real.read_text(), (tmp_path / "new.md").read_text()) == (NEW, NEW)
    assert stat.S_IMODE(real.stat().st_mode) == 0o600


def test_through_a_pipe_the_result_is_written_and_the_pipe_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    heard: list[str] = []
    reader = threading.Thread(target=lambda: heard.append(pipe.read_text()))
    reader.start()
    write_result(pipe, NEW)
    reader.join(timeout=20)
    assert heard == [NEW]
    assert pipe.is_fifo()


def test_nobody_waits_for_ever_for_a_reader_of_a_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    monkeypatch.setattr("provenance.reports.result_file._PATIENCE", 0.2)
    with pytest.raises(UnreadableInput, match="nobody reads from this pipe"):
        write_result(pipe, NEW)
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


def test_devices_are_written_on_and_a_full_one_is_told() -> None:
    write_result(Path("/dev/null"), NEW)
    assert Path("/dev/null").is_char_device()
    if Path("/dev/full").exists():
        with pytest.raises(UnreadableInput, match="No space left"):
            write_result(Path("/dev/full"), NEW)


def package(*names: str) -> bytes:
    """A packed file with parts of these names."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, "words")
    return made.getvalue()


@pytest.mark.parametrize("names", [("mimetype", "content.xml"), ("xl/workbook.xml",), ("letters/1.txt",), ()])
def test_a_packed_file_that_is_no_word_file_is_not_written_over_by_one(tmp_path: Path, names: tuple[str, ...]) -> None:
    there = package(*names)
    (tmp_path / "draft.docx").write_bytes(there)
    with pytest.raises(UnreadableInput, match="no Word file"):
        write_result(tmp_path / "draft.docx", package("word/document.xml"))
    assert (tmp_path / "draft.docx").read_bytes() == there
    (tmp_path / "old.docx").write_bytes(package("word/document.xml"))
    write_result(tmp_path / "old.docx", package("word/document.xml", "word/styles.xml"))
    assert len((tmp_path / "old.docx").read_bytes()) > len(there)


def refusals(folder: Path) -> list[Path]:
    """What must not be written over, each as it may stand in the way."""
    database = folder / "library.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE works (id TEXT)")
    (folder / "folder").mkdir()
    (folder / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    (folder / "draft.md").write_bytes(package("word/document.xml"))
    (folder / "broken.md").write_bytes(b"PK\x03\x04 a Word file cut off")
    (folder / "loop.md").symlink_to("loop.md")
    old(folder, "protected.md", 0o444)
    (folder / "to-library.md").symlink_to("library.db")
    listening = socket.socket(socket.AF_UNIX)
    here = os.getcwd()
    os.chdir(folder)  # the name of a socket must be short
    try:
        listening.bind("socket.md")
    finally:
        os.chdir(here)
        listening.close()
    names = (
        "library.db folder picture.md draft.md broken.md loop.md protected.md to-library.md socket.md library.db-wal"
    )
    return [*(folder / name for name in names.split()), folder / "no" / "where.md"]


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        each.name: (each.lstat().st_mode, each.read_bytes() if each.is_file() else b"") for each in folder.iterdir()
    }


def test_what_is_no_plain_file_of_the_kind_is_refused_and_stays_as_it_was(tmp_path: Path) -> None:
    places = refusals(tmp_path)
    before = state(tmp_path)
    for place in places:
        with pytest.raises(UnreadableInput, match=place.name):
            write_result(place, NEW)
    assert state(tmp_path) == before


def test_a_name_that_ends_as_a_folders_does_is_no_place(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="new: this is a folder; name a file in it"):
        file_named(f"{tmp_path}/new/")
    assert file_named("new") == Path("new")


def test_an_input_that_holds_the_very_result_already_loses_nothing(tmp_path: Path) -> None:
    path = old(tmp_path)
    write_result(path, path.read_text(), [path])


def test_standard_output_is_that_under_any_name() -> None:
    assert {str(file_named(name)) for name in ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")} == {"-"}


def test_an_input_is_not_written_over_under_any_name(tmp_path: Path) -> None:
    path = old(tmp_path)
    (tmp_path / "same.md").hardlink_to(path)
    for name in (path, tmp_path / "same.md", tmp_path / "." / "report.md"):
        with pytest.raises(UnreadableInput, match="made from"):
            write_result(name, NEW, [tmp_path / "missing", path])
    assert path.read_text() == OLD


def break_off(path: Path, fault: BaseException) -> None:
    with making(path) as half:
        half.write_text("half of")
        raise fault


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt(), MemoryError()])
def test_whatever_goes_wrong_leaves_the_old_file_and_nothing_else(tmp_path: Path, fault: BaseException) -> None:
    path = old(tmp_path)
    expected = UnreadableInput if isinstance(fault, OSError) else type(fault)
    with pytest.raises(expected):
        break_off(path, fault)
    assert path.read_text() == OLD
    assert list(tmp_path.iterdir()) == [path]


def test_the_longest_name_that_a_file_may_have_is_no_trouble(tmp_path: Path) -> None:
    write_result(tmp_path / ("x" * 252 + ".md"), NEW)
    with pytest.raises(UnreadableInput, match="too long"):
        write_result(tmp_path / ("x" * 300 + ".md"), NEW)


@given(st.binary(max_size=40))
def test_every_file_is_of_some_kind_and_an_empty_one_of_none(data: bytes) -> None:
    assert (kind_of(data) is Kind.NOTHING) == (data == b"")


def test_a_picture_is_not_replaced_by_a_page_though_its_head_has_no_null(tmp_path: Path) -> None:
    picture = tmp_path / "page.html"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\xff" * 40)
    with pytest.raises(UnreadableInput, match="a file of another kind"):
        write_result(picture, NEW)
    assert picture.read_bytes().startswith(b"\x89PNG")
