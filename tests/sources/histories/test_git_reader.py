import os
import subprocess
from pathlib import Path

import pytest

from provenance.errors import UnreadableInput
from provenance.sources.histories.git_reader import read_revisions


class Repo:
    """A repository that tests write, with an author and a committer who are not the same."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = 0
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, author: str = "Ann Author") -> str:
        self.clock += 60
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("GIT_")},
            "GIT_AUTHOR_NAME": author,
            "GIT_AUTHOR_EMAIL": "author@example.org",
            "GIT_AUTHOR_DATE": f"{1_000_000_000 + self.clock} +0200",
            "GIT_COMMITTER_NAME": "Carl Committer",
            "GIT_COMMITTER_EMAIL": "committer@example.org",
            "GIT_COMMITTER_DATE": f"{1_100_000_000 + self.clock} +0000",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env=environment, capture_output=True, check=True, timeout=60
        )
        return done.stdout.decode().strip()

    def commit(self, name: str, text: str | bytes, message: str = "edit", author: str = "Ann Author") -> str:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message, author=author)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "repo")


def test_the_author_is_recorded_and_not_the_committer(repo: Repo) -> None:
    repo.commit("letter.txt", "Dear Sir", "First draft\n\nof the letter")
    (revision,) = read_revisions(repo.folder / "letter.txt")
    assert revision.authors == ("Ann Author",)
    assert revision.date is not None
    assert revision.date.startswith("2001-09-09")
    assert revision.date.endswith("+02:00")
    assert revision.comment == "First draft"
    assert revision.text == "Dear Sir"


def test_those_who_wrote_together_are_all_recorded(repo: Repo) -> None:
    message = "Draft\n\nCo-authored-by: Bob B. <bob@example.org>\nco-authored-by: Ann Author <a@example.org>"
    repo.commit("letter.txt", "Dear Sir", message)
    (revision,) = read_revisions(repo.folder / "letter.txt")
    assert revision.authors == ("Ann Author", "Bob B.")


def test_a_file_is_followed_through_its_renames(repo: Repo) -> None:
    repo.commit("a.txt", "one two three four five\n" * 5)
    repo.git("mv", "a.txt", "b ü\t'x'.txt")
    repo.git("commit", "-q", "-m", "renamed")
    repo.commit("b ü\t'x'.txt", "one two three four five\n" * 5 + "six\n")
    texts = [revision.text for revision in read_revisions(repo.folder / "b ü\t'x'.txt")]
    assert [len(text or "") for text in texts] == [120, 120, 124]


def test_a_deleted_and_restored_file_has_an_empty_revision_between(repo: Repo) -> None:
    repo.commit("a.txt", "one\n")
    repo.git("rm", "-q", "a.txt")
    repo.git("commit", "-q", "-m", "gone")
    repo.commit("a.txt", "one\n")
    assert [revision.text for revision in read_revisions(repo.folder / "a.txt")] == ["one\n", "", "one\n"]


def _branch_and_merge(repo: Repo) -> None:
    repo.commit("a.txt", "one\n\ntwo\n\nthree\n")
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("a.txt", "one\n\ntwo\n\nthree sides\n", author="Sid Side")
    repo.commit("other.txt", "nothing to do with it\n")
    repo.git("checkout", "-q", "main")
    repo.commit("a.txt", "the one\n\ntwo\n\nthree\n")
    repo.git("merge", "-q", "--no-ff", "-m", "merged", "side")


def test_the_first_parent_line_gives_a_branch_to_its_merge(repo: Repo) -> None:
    _branch_and_merge(repo)
    revisions = list(read_revisions(repo.folder / "a.txt"))
    assert [revision.comment for revision in revisions] == ["edit", "edit", "merged"]
    assert all(revision.parents is None for revision in revisions)
    assert revisions[-1].authors == (), "whoever merged did not write it"


def test_the_whole_dag_has_the_branch_and_a_merge_with_two_parents(repo: Repo) -> None:
    _branch_and_merge(repo)
    revisions = list(read_revisions(repo.folder / "a.txt", dag=True))
    assert len(revisions) == 4
    merge = revisions[-1]
    assert merge.text == "the one\n\ntwo\n\nthree sides\n"
    assert set(merge.parents or ()) == {revision.id for revision in revisions[1:3]}
    assert {revision.authors for revision in revisions[1:3]} == {("Ann Author",), ("Sid Side",)}


def test_a_place_without_a_repository_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(UnreadableInput, match="no git repository"):
        list(read_revisions(tmp_path / "a.txt"))


def test_a_file_that_was_never_committed_is_refused(repo: Repo) -> None:
    repo.commit("a.txt", "x\n")
    with pytest.raises(UnreadableInput, match="no revision of this file"):
        list(read_revisions(repo.folder / "b.txt"))


def test_a_repository_without_a_commit_is_refused(repo: Repo) -> None:
    (repo.folder / "a.txt").write_text("x")
    with pytest.raises(UnreadableInput, match=r"a\.txt"):
        list(read_revisions(repo.folder / "a.txt"))


@pytest.mark.parametrize("damage", ["missing", "garbage"])
def test_a_broken_object_is_named_in_one_sentence(repo: Repo, damage: str) -> None:
    repo.commit("a.txt", "first\n")
    repo.commit("a.txt", "second\n")
    blob = repo.git("rev-parse", "HEAD~1:a.txt")
    file = repo.folder / ".git" / "objects" / blob[:2] / blob[2:]
    file.chmod(0o644)
    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes(b"rubbish")
    with pytest.raises(UnreadableInput, match=r"missing or damaged|git cannot tell"):
        list(read_revisions(repo.folder / "a.txt"))


def test_bytes_that_are_not_utf8_are_read_as_latin_1(repo: Repo) -> None:
    repo.commit("a.txt", "café\n".encode("latin-1"))
    assert [revision.text for revision in read_revisions(repo.folder / "a.txt")] == ["café\n"]


def test_what_is_no_text_is_refused(repo: Repo) -> None:
    repo.commit("a.bin", b"\x00\x01\x02")
    with pytest.raises(UnreadableInput, match="no text"):
        list(read_revisions(repo.folder / "a.bin"))


def test_a_name_that_looks_like_a_pattern_is_taken_to_the_letter(repo: Repo) -> None:
    repo.commit("other.txt", "other\n")
    repo.commit("*.txt", "star\n")
    assert [revision.text for revision in read_revisions(repo.folder / "*.txt")] == ["star\n"]


def test_line_ends_and_strange_letters_are_kept(repo: Repo) -> None:
    text = "a\r\nb\rc\n\u202eשלום\u202c e\u0301 👩\u200d👩\u200d👧\n"
    repo.commit("a.txt", text)
    assert [revision.text for revision in read_revisions(repo.folder / "a.txt")] == [text]
