"""What cannot be read is refused with one sentence: what, where, what to do."""

import gzip
import lzma
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from provenance.errors import UnreadableInput
from provenance.sources import guard


def refused(path: Path) -> str:
    with pytest.raises(UnreadableInput) as trouble:
        guard.decode_text(guard.read_bytes(path), str(path))
    message = str(trouble.value)
    assert "\n" not in message
    assert str(path) in message
    return message


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "there is no such file" in refused(tmp_path / "nowhere.txt")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "this is a folder" in refused(tmp_path)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert "is empty" in refused(written(tmp_path / "a.txt", b""))


def test_white_space_alone_is_refused(tmp_path: Path) -> None:
    assert "nothing but white space" in refused(written(tmp_path / "a.txt", b"\xef\xbb\xbf \n\n"))


def test_a_binary_file_is_refused_with_the_place_of_its_first_nul(tmp_path: Path) -> None:
    assert "byte 4 is NUL" in refused(written(tmp_path / "a.txt", b"abc\0def"))


def test_text_that_is_not_utf_8_is_refused_with_line_and_byte(tmp_path: Path) -> None:
    assert "line 2, byte 4 (0xe9) is not UTF-8" in refused(written(tmp_path / "a.txt", b"un\ncaf\xe9\n"))


def test_utf_16_is_refused_by_its_name(tmp_path: Path) -> None:
    assert "UTF-16" in refused(written(tmp_path / "a.txt", "Dear Sir".encode("utf-16")))


def test_a_file_of_a_hundred_megabytes_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    assert "larger than 64 MB" in refused(path)


def test_a_small_file_that_unpacks_to_a_large_one_is_refused(tmp_path: Path) -> None:
    assert "larger than 64 MB" in refused(written(tmp_path / "bomb.gz", gzip.compress(bytes(65 * 1024 * 1024), 1)))


@pytest.mark.parametrize("name", ["a.gz", "a.xz"])
def test_a_packed_file_that_is_broken_is_refused(tmp_path: Path, name: str) -> None:
    assert "cannot be unpacked" in refused(written(tmp_path / name, b"not packed at all"))


def test_a_packed_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    assert "cannot be unpacked" in refused(written(tmp_path / "a.xz", lzma.compress(b"Dear Sir: " * 500)[:-20]))


@pytest.mark.skipif(os.name != "posix", reason="a pipe is something else on this system")
def test_a_pipe_is_refused_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "no ordinary file" in refused(tmp_path / "pipe")


AS_NOBODY = """
import os, sys
from pathlib import Path
from provenance.errors import UnreadableInput
from provenance.sources import guard
if os.geteuid() == 0:  # who may read everything
    os.setgid(65534), os.setuid(65534)
try:
    guard.read_bytes(Path(sys.argv[1]))
except UnreadableInput as trouble:
    print(trouble)
"""


def test_a_file_without_permission_is_refused() -> None:
    with tempfile.TemporaryDirectory() as folder:  # everybody may enter it, which the folders of the tests are not
        Path(folder).chmod(0o755)
        path = written(Path(folder) / "secret.txt", b"Dear Sir")
        path.chmod(0)
        told = subprocess.run([sys.executable, "-c", AS_NOBODY, path], capture_output=True, text=True, timeout=60)
    assert told.stdout == f"{path}: you have no permission to read this file; ask its owner\n", told.stderr


def test_a_name_with_a_nul_in_it_is_refused() -> None:
    with pytest.raises(UnreadableInput):
        guard.read_bytes(Path("a\0b"))


def test_byte_order_mark_and_carriage_returns_are_no_letters() -> None:
    assert guard.decode_text(b"\xef\xbb\xbfDear Sir:\r\nYes.\rNo.\n", "a") == "Dear Sir:\nYes.\nNo.\n"


def test_a_text_in_utf_32_is_called_so() -> None:
    with pytest.raises(UnreadableInput, match="the text is in UTF-32"):
        guard.decode_text("Dear Sir".encode("utf-32"), "letter.txt")
