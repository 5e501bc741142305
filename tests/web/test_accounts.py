"""The file of users."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from provenance.errors import UnreadableInput
from provenance.web.accounts import Role, add_user, check_password, read_users


def test_a_user_is_known_by_his_password_which_the_file_does_not_hold(tmp_path: Path) -> None:
    file = tmp_path / "users"
    assert add_user(file, "Ruth Hanley", Role.EDITOR, "a long enough password")
    assert not add_user(file, "Ruth Hanley", Role.READER, "another long password")
    user = read_users(file)["Ruth Hanley"]
    assert user.role is Role.READER
    assert check_password(user, "another long password")
    assert not check_password(user, "a long enough password")
    assert not check_password(None, "another long password")
    assert "password" not in file.read_text("utf-8")
    assert user.hash.startswith("$argon2id$")
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["", " ", "a:b", "#x", "a\nb"])
def test_a_name_that_would_break_the_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableInput):
        add_user(tmp_path / "users", name, Role.READER, "a long enough password")


def test_a_short_password_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="too short"):
        add_user(tmp_path / "users", "Ruth", Role.READER, "short")


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "users"
    file.write_text("# our users\nRuth:owner:x\n", "utf-8")
    with pytest.raises(UnreadableInput, match="line 2"):
        read_users(file)


def test_a_file_of_users_in_another_encoding_is_called_so(tmp_path: Path) -> None:
    file = tmp_path / "users"
    file.write_bytes("José:reader:x\n".encode("latin-1"))
    with pytest.raises(UnreadableInput, match="is not UTF-8"):
        read_users(file)


def test_who_is_added_by_several_at_once_is_there(tmp_path: Path) -> None:
    file = tmp_path / "users"
    names = [f"Ruth {n}" for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda name: add_user(file, name, Role.READER, "a long enough password"), names))
    assert sorted(read_users(file)) == names
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_without_end_is_no_file_of_users() -> None:
    with pytest.raises(UnreadableInput, match="no ordinary file"):
        read_users(Path("/dev/zero"))


def test_a_user_without_a_password_cannot_log_in(tmp_path: Path) -> None:
    file = tmp_path / "users"
    add_user(file, "Ruth", Role.EDITOR, None)
    assert not check_password(read_users(file)["Ruth"], "")


def test_a_file_of_users_keeps_its_mode_its_place_behind_a_link_and_its_protection(tmp_path: Path) -> None:
    file, link = tmp_path / "users", tmp_path / "link"
    add_user(file, "Ann", Role.READER, None)
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o640)
    link.symlink_to(file)
    add_user(link, "Bob", Role.READER, None)
    assert link.is_symlink()
    assert set(read_users(file)) == {"Ann", "Bob"}
    assert file.stat().st_mode & 0o777 == 0o640
    file.chmod(0o440)
    with pytest.raises(UnreadableInput, match="is protected against writing"):
        add_user(file, "Cy", Role.READER, None)


def test_a_user_who_stands_there_twice_and_a_pipe_are_refused(tmp_path: Path) -> None:
    (tmp_path / "twice").write_text("Ann:reader:\nAnn:editor:\n")
    with pytest.raises(UnreadableInput, match="line 2: Ann stands there already"):
        read_users(tmp_path / "twice")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreadableInput, match="this is no ordinary file"):
        read_users(tmp_path / "pipe")


def test_a_name_of_two_lines_and_a_password_that_is_not_utf_8_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="has a colon or a line break in it"):
        add_user(tmp_path / "users", "Ann\nBob", Role.READER, None)
    with pytest.raises(UnreadableInput, match="is not UTF-8"):
        add_user(tmp_path / "users", "Ann", Role.READER, "\udcff" * 12)
    assert list(tmp_path.iterdir()) == []
