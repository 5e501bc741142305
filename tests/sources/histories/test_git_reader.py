import os
import subprocess
from pathlib import Path

import pytest

from provenance.attribution.course import course_of_history
from provenance.errors import UnreadableInput
from provenance.lineage.lineage import Lineage
from provenance.model.histories import Revision
from provenance.sources.histories.git_reader import read_revisions
from provenance.sources.histories.history_catalogue import kind_of


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


@pytest.mark.parametrize("name", ["shallow", "packed-refs", "index", "objects/info/alternates"])
def test_a_pipe_in_the_place_of_a_file_of_git_is_refused_and_not_waited_for(repo: Repo, name: str) -> None:
    repo.commit("a.txt", "We agree.\n")
    own = repo.folder / ".git" / name
    own.unlink(missing_ok=True)
    os.mkfifo(own)
    with pytest.raises(UnreadableInput, match=r"is damaged \(.* is not a file\)"):
        list(read_revisions(repo.folder / "a.txt"))


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
    one, two, _ = (revision.id for revision in revisions)
    assert [revision.parents for revision in revisions] == [(), (one,), (two,)]
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
    with pytest.raises(UnreadableInput, match="lies in no git repository"):
        list(read_revisions(tmp_path / "a.txt"))
    with pytest.raises(UnreadableInput, match="there is no such file, and no git repository"):
        list(read_revisions(tmp_path / "gone.txt"))


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
    with pytest.raises(UnreadableInput, match="not plain text"):
        list(read_revisions(repo.folder / "a.bin"))


def test_a_name_that_looks_like_a_pattern_is_taken_to_the_letter(repo: Repo) -> None:
    repo.commit("other.txt", "other\n")
    repo.commit("*.txt", "star\n")
    assert [revision.text for revision in read_revisions(repo.folder / "*.txt")] == ["star\n"]


def test_line_ends_and_strange_letters_are_kept(repo: Repo) -> None:
    text = "a\r\nb\rc\n\u202eשלום\u202c e\u0301 👩\u200d👩\u200d👧\n"
    repo.commit("a.txt", text)
    assert [revision.text for revision in read_revisions(repo.folder / "a.txt")] == [text]


FIRST, SECOND, THIRD = "The task is great.\n", "The task is great and long.\n", "The task is great, long and hard.\n"


def three(repo: Repo) -> list[str]:
    """A text by Ann, Bob and Cid, a commit each."""
    texts = zip((FIRST, SECOND, THIRD), ("Ann", "Bob", "Cid"), strict=True)
    return [repo.commit("letter.txt", text, author=author) for text, author in texts]


def read(repo: Repo, dag: bool = False) -> tuple[list[Revision], list[str]]:
    told: list[str] = []
    return list(read_revisions(repo.folder / "letter.txt", dag=dag, tell=told.append)), told


def cloned(repo: Repo, folder: Path, depth: int) -> Repo:
    repo.git("clone", "-q", "--depth", str(depth), f"file://{repo.folder}", str(folder))
    copy = Repo.__new__(Repo)
    copy.folder, copy.clock = folder, 0
    return copy


@pytest.mark.parametrize("dag", [False, True])
@pytest.mark.parametrize("depth", [1, 2])
def test_what_stood_where_a_shallow_clone_begins_is_nobodys(repo: Repo, tmp_path: Path, depth: int, dag: bool) -> None:
    ids = three(repo)
    revisions, told = read(cloned(repo, tmp_path / "shallow", depth), dag)
    assert [one.id for one in revisions] == ids[2 - depth :]
    hidden, cut = revisions[:2]
    assert (hidden.text, hidden.authors) == (None, ())
    assert cut.id[:12] in (hidden.comment or "")
    assert "cut off" in told[0]
    lineage = Lineage()
    for one in revisions:
        lineage.add(one.id, one.text, one.parents)
    assert course_of_history(lineage, revisions).record(cut.id) is None


@pytest.mark.parametrize("dag", [False, True])
def test_a_clone_that_has_every_revision_of_the_file_hides_nothing(repo: Repo, tmp_path: Path, dag: bool) -> None:
    repo.commit("other.txt", "Something else.")
    repo.commit("other.txt", "Something else again.")
    ids = three(repo)
    revisions, told = read(cloned(repo, tmp_path / "shallow", 4), dag)
    assert [one.id for one in revisions] == ids
    assert all(one.text for one in revisions)
    assert not told


@pytest.mark.parametrize("dag", [False, True])
@pytest.mark.parametrize("how", ["replace", "grafts"])
def test_a_past_that_is_shown_otherwise_is_read_as_it_was_recorded(repo: Repo, how: str, dag: bool) -> None:
    ids = three(repo)
    if how == "replace":
        repo.git("replace", "--graft", ids[1])
    else:
        (repo.folder / ".git" / "info" / "grafts").write_text(f"# nothing before\n{ids[1]}\n")
    revisions, told = read(repo, dag)
    assert [one.authors for one in revisions] == [("Ann",), ("Bob",), ("Cid",)]
    assert "otherwise than recorded" in told[0]


SETTINGS = {
    "log.showRoot": "false",
    "log.diffMerges": "combined",
    "diff.renames": "false",
    "diff.orderFile": "nowhere",
    "diff.relative": "true",
    "log.follow": "false",
    "log.mailmap": "false",
    "i18n.logOutputEncoding": "latin1",
    "format.pretty": "oneline",
    "core.quotePath": "true",
    "core.abbrev": "4",
    "color.ui": "always",
    "diff.noprefix": "true",
    "log.decorate": "full",
    "diff.external": "false",
    "diff.renameLimit": "1",
    "i18n.commitEncoding": "UTF-16",
    "core.bigFileThreshold": "1",
}


@pytest.mark.parametrize("name", SETTINGS)
def test_no_setting_hides_a_part_of_the_past(repo: Repo, name: str) -> None:
    three(repo)
    repo.git("mv", "letter.txt", "old.txt")
    repo.git("commit", "-q", "-m", "renamed", author="Dora")
    repo.commit("other.txt", "Other words of another text, of which there are many. " * 9)
    repo.git("mv", "old.txt", "letter.txt")
    repo.git("mv", "other.txt", "another.txt")
    for name_of in ("letter.txt", "another.txt"):
        signed = repo.folder / name_of
        signed.write_text(signed.read_text() + "\n\nSigned.\n")
    repo.git("commit", "-q", "-a", "-m", "renamed back and signed", author="Dora")
    before = read(repo)
    repo.git("config", name, SETTINGS[name])
    assert read(repo) == before
    assert len(before[0]) == 5


def test_the_repository_of_another_user_is_told_apart_from_none(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit("letter.txt", FIRST)
    if os.geteuid():
        pytest.skip("only an administrator can give a folder to another user")
    for each in (repo.folder, repo.folder / ".git"):
        os.chown(each, 12345, 12345)
    monkeypatch.setenv("HOME", str(repo.folder.parent))
    monkeypatch.delenv("SUDO_UID", raising=False)
    with pytest.raises(UnreadableInput, match=r"belongs to another user.*safe\.directory"):
        read(repo)


def test_a_past_that_cannot_be_asked_is_not_taken_for_none(repo: Repo) -> None:
    repo.commit("letter.txt", FIRST)
    draft, other = repo.folder / "letter.txt", repo.folder / "other.txt"
    other.write_text(FIRST)
    assert (kind_of(draft, None), kind_of(other, None)) == ("git", None)
    (repo.folder / ".git" / "HEAD").write_text("rubbish")
    with pytest.raises(UnreadableInput, match=r"repository is damaged.*--format text"):
        kind_of(draft, None)
    assert kind_of(draft, "text") is None


@pytest.mark.parametrize("answers", ["exit 0", "echo yes", r"printf '/a\0b\n'"])
def test_a_program_that_is_not_git_is_told(repo: Repo, monkeypatch: pytest.MonkeyPatch, answers: str) -> None:
    repo.commit("draft.txt", "The task is great.")
    program = repo.folder / "bin" / "git"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{answers}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    with pytest.raises(UnreadableInput, match="does not answer as git does"):
        list(read_revisions(repo.folder / "draft.txt"))
    with pytest.raises(UnreadableInput, match="does not answer as git does"):
        kind_of(repo.folder / "draft.txt", None)


def test_names_are_read_in_the_encoding_that_their_commit_declares(repo: Repo) -> None:
    repo.git("config", "i18n.commitEncoding", "ISO-8859-1")
    (repo.folder / "letter.txt").write_text(FIRST)
    repo.git("add", "-A")
    message = b"caf\xe9"
    environment = {
        **os.environb, b"GIT_AUTHOR_NAME": b"Jos\xe9", b"GIT_AUTHOR_EMAIL": b"j@example.org",
        b"GIT_COMMITTER_NAME": b"C", b"GIT_COMMITTER_EMAIL": b"c@example.org",
    }  # fmt: skip
    subprocess.run([b"git", b"commit", b"-q", b"-m", message], cwd=repo.folder, env=environment, check=True, timeout=60)
    (revision,), told = read(repo)
    assert (revision.authors, revision.comment, told) == (("José",), "café", [])


def test_an_encoding_that_is_not_kept_is_told(repo: Repo) -> None:
    repo.commit("letter.txt", "Señor\n".encode("latin-1"))
    repo.commit("letter.txt", "Señora\n".encode("latin-1"))
    revisions, told = read(repo)
    assert [one.text for one in revisions] == ["Señor\n", "Señora\n"]
    assert len(told) == 1
    assert "Latin-1" in told[0]


def test_a_text_in_utf_16_is_called_so(repo: Repo) -> None:
    repo.commit("letter.txt", FIRST.encode("utf-16"))
    with pytest.raises(UnreadableInput, match="UTF-16"):
        read(repo)


def test_what_is_not_committed_is_not_read_and_that_is_told(repo: Repo) -> None:
    three(repo)
    (repo.folder / "letter.txt").write_bytes(THIRD.replace("\n", "\r\n").encode())
    assert read(repo)[1] == []
    (repo.folder / "letter.txt").write_text("Another text.")
    assert "since the last commit" in read(repo)[1][0]


@pytest.mark.parametrize(
    ("attributes", "committed", "here"),
    [
        ("ident", "$Id$\nWe agree.\n", "$Id: 8a1bc9 $\nWe agree.\n"),
        ("working-tree-encoding=UTF-16LE-BOM", "Señor, we agree.\n", "Señor, we agree.\n".encode("utf-16")),
        ("text=auto eol=crlf ident", "$Id$\nWe agree.\n", "$Id: 8a1bc9 $\r\nWe agree.\r\n"),
    ],
)
def test_what_git_writes_otherwise_than_it_keeps_it_is_not_changed(
    repo: Repo, attributes: str, committed: str, here: str | bytes
) -> None:
    repo.commit(".gitattributes", f"letter.txt {attributes}\n")
    repo.commit("letter.txt", here)
    (revision,), told = read(repo)
    assert (revision.text, told) == (committed, [])
    (repo.folder / "letter.txt").write_bytes(
        here.replace("agree", "differ").encode() if isinstance(here, str) else here * 2
    )
    assert "since the last commit" in read(repo)[1][0]


def test_no_filter_of_a_repository_is_run(repo: Repo, tmp_path: Path) -> None:
    repo.commit(".gitattributes", "letter.txt filter=secret\n")
    repo.commit("letter.txt", FIRST)
    repo.git("config", "filter.secret.clean", f"touch {tmp_path / 'ran'}; cat")
    assert read(repo)[1] == []
    (repo.folder / "letter.txt").write_text("What the filter makes of it.")
    (told,) = read(repo)[1]
    assert "through a filter (secret), which is not run here" in told
    assert not (tmp_path / "ran").exists()


def test_a_partial_clone_is_told_from_a_damaged_repository(repo: Repo, tmp_path: Path) -> None:
    three(repo)
    repo.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "partial"
    for filtered in ("blob:none", "tree:0"):
        repo.git("clone", "-q", "--no-checkout", f"--filter={filtered}", f"file://{repo.folder}", str(clone / filtered))
        with pytest.raises(UnreadableInput, match=r"a partial clone.*--refetch"):
            list(read_revisions(clone / filtered / "letter.txt"))


def test_a_missing_object_is_called_damage(repo: Repo) -> None:
    three(repo)
    name = repo.git("rev-parse", "HEAD~1:letter.txt")
    (repo.folder / ".git" / "objects" / name[:2] / name[2:]).unlink()
    with pytest.raises(UnreadableInput, match="missing or damaged"):
        read(repo)


def test_a_pointer_of_git_lfs_is_no_text(repo: Repo) -> None:
    repo.commit("letter.txt", "version https://git-lfs.github.com/spec/v1\noid sha256:07\nsize 12345\n")
    with pytest.raises(UnreadableInput, match="a pointer of Git LFS"):
        read(repo)


def test_a_link_is_no_text(repo: Repo) -> None:
    (repo.folder / "letter.txt").symlink_to("real.txt")
    repo.commit("real.txt", FIRST)
    with pytest.raises(UnreadableInput, match="is a link to another file in commit"):
        read(repo)


def test_a_folder_that_had_the_name_of_the_file_is_not_its_past(repo: Repo) -> None:
    repo.commit("letter.txt/part.txt", "Something else.\n")
    repo.git("rm", "-r", "-q", "letter.txt")
    repo.commit("letter.txt", FIRST)
    revisions, _ = read(repo)
    assert [one.text for one in revisions] == [FIRST]


def test_a_repository_without_a_commit_says_so(repo: Repo) -> None:
    with pytest.raises(UnreadableInput, match="has no commit yet"):
        read(repo)


def test_a_file_that_the_index_has_lost_is_tracked_all_the_same(repo: Repo) -> None:
    repo.commit("letter.txt", "Dear Sir")
    (repo.folder / ".git" / "index").unlink()
    assert kind_of(repo.folder / "letter.txt", None) == "git"


def test_a_link_from_outside_is_said_to_be_one(repo: Repo, tmp_path: Path) -> None:
    repo.commit("letter.txt", "Dear Sir")
    (tmp_path / "link.txt").symlink_to(repo.folder / "letter.txt")
    with pytest.raises(UnreadableInput, match=r"is a link; name the file that it leads to, .*repo/letter\.txt"):
        list(read_revisions(tmp_path / "link.txt"))
    with pytest.raises(UnreadableInput, match="whose history git keeps; name that file, or add --format text"):
        kind_of(tmp_path / "link.txt", None)
    assert kind_of(tmp_path / "link.txt", "text") is None


def test_a_folder_is_not_asked_for_its_history(repo: Repo) -> None:
    repo.commit("letter.txt", "Dear Sir")
    with pytest.raises(UnreadableInput, match="is a folder; name a file in it"):
        list(read_revisions(repo.folder))


def test_a_text_that_comes_as_another_goes_is_said_to_be_perhaps_older(repo: Repo) -> None:
    repo.commit("old.txt", "one two three four five", author="Bob Before")
    (repo.folder / "old.txt").unlink()
    last = repo.commit("new.txt", "six seven eight nine ten\nand then some more", author="Zed After")
    told: list[str] = []
    (revision,) = read_revisions(repo.folder / "new.txt", tell=told.append)
    assert revision.authors == ("Zed After",)
    assert told == [
        f"{repo.folder / 'new.txt'}: begins with commit {last[:12]}, which takes away old.txt; if it was made from "
        "that, its words are older and their authors are not read"
    ]
    told.clear()
    list(read_revisions(repo.folder / "old.txt", tell=told.append))
    assert told == []
    (repo.folder / "new.txt").unlink()
    repo.commit("new.md", "quite other words", author="Zed After")
    list(read_revisions(repo.folder / "new.md", tell=told.append))
    assert "which takes away new.txt" in told[0]


@pytest.mark.parametrize(
    ("write", "says"),
    [
        (
            "[extensions]\nweird = true\n[core]\nrepositoryformatversion = 1\n",
            "unknown repository extension found: weird",
        ),
        (None, "object HEAD of the repository is missing or damaged; run `git fsck`"),
    ],
)
def test_why_git_tells_nothing_is_said_whole(repo: Repo, write: str | None, says: str) -> None:
    commit = repo.commit("letter.txt", "Dear Sir")
    if write is None:
        (repo.folder / ".git" / "objects" / commit[:2] / commit[2:]).unlink()
    else:
        (repo.folder / ".git" / "config").write_text(write)
    with pytest.raises(UnreadableInput, match=says):
        list(read_revisions(repo.folder / "letter.txt"))


def test_a_git_that_does_not_answer_is_not_waited_for(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit("letter.txt", "Dear Sir")
    silent = tmp_path / "bin" / "git"
    silent.parent.mkdir()
    silent.write_text("#!/bin/sh\nexec sleep 60\n")
    silent.chmod(0o755)
    monkeypatch.setenv("PATH", f"{silent.parent}:{os.environ['PATH']}")
    monkeypatch.setattr("provenance.sources.histories.git_objects._PATIENCE", 0.2)
    with pytest.raises(UnreadableInput, match="`git` does not answer"):
        list(read_revisions(repo.folder / "letter.txt"))


def test_a_date_that_is_none_is_told(repo: Repo) -> None:
    repo.commit("letter.md", "We agree.")
    repo.git("commit", "-q", "--amend", "-m", "edit", "--date=@100000000 +9959")
    told: list[str] = []
    [revision] = read_revisions(repo.folder / "letter.md", tell=told.append)
    assert revision.date is None
    assert told == [f"commit {revision.id[:12]}: its date is none that can be read, and is left out"]


@pytest.mark.parametrize("line", ["Ann Able <a@example.org>", "Ann Able <a@example.org> 1000000000"])
def test_an_author_without_a_date_is_named_all_the_same(repo: Repo, line: str) -> None:
    repo.commit("letter.txt", FIRST)
    kept = repo.git("cat-file", "commit", "HEAD").splitlines()
    raw = "\n".join(f"author {line}" if one.startswith("author ") else one for one in kept)
    (repo.folder / "raw").write_text(f"{raw}\n")
    repo.git("update-ref", "HEAD", repo.git("hash-object", "-t", "commit", "-w", "--literally", "raw"))
    (revision,), told = read(repo)
    assert (revision.authors, revision.date) == (("Ann Able",), None)
    assert "its date is none" in told[0]
