"""`provenance diff`: two files of any kind, `diff`'s exit codes, whoever is recorded in either kept; and inside git."""

import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from provenance.reports.report_catalogue import REPORTS

Run = Callable[..., Any]
Outcome = subprocess.CompletedProcess[str]
PAIR = Path(__file__).parents[1] / "cases" / "pairs" / "harbour"
BASE, REVISED = PAIR / "base.txt", PAIR / "revised.txt"
NOBODY: tuple[str, ...] = ()


@pytest.fixture
def diff(inside: Run, tmp_path: Path) -> Run:
    """`provenance diff` without a process of its own; it may make no database. The tests of pipes and git start it."""
    nowhere = tmp_path / "none.db"

    def run(*arguments: object, **more: Any) -> Outcome:
        result: Outcome = inside(nowhere, "diff", *map(str, arguments), **more)
        assert not nowhere.exists()
        return result

    return run


def changes(result: Outcome) -> list[dict[str, Any]]:
    assert result.returncode in {0, 1}, result.stderr
    found: list[dict[str, Any]] = json.loads(result.stdout)["changes"]
    return found


def of_words(result: Outcome) -> list[dict[str, Any]]:
    """The changes without those of letters and blanks alone, such as a line feed at the end of a file."""
    return [change for change in changes(result) if change["kind"] != "orthographic"]


def marked() -> list[tuple[str, str, str, str]]:
    """What a reader would mark in the harder pair: kind, words before, words after, who."""
    rows = [line.split(" | ") for line in (PAIR / "changes").read_text("utf-8").splitlines()]
    return [(kind, before, after, who) for kind, before, after, who in rows]


def test_the_harder_pair_is_three_changes_and_nobody_is_named(diff: Run) -> None:
    result = diff(BASE, REVISED, "--json")
    assert result.returncode == 1
    found = [(c["kind"], c["before"], c["after"]) for c in changes(result)]
    assert found == [row[:3] for row in marked()]
    assert all(c["revisers"] == c["candidates"] == [] and c["basis"] == "none" for c in changes(result))


def test_the_same_text_ends_with_0_and_says_nothing(diff: Run, tmp_path: Path) -> None:
    copy = shutil.copy(BASE, tmp_path / "copy.txt")
    for arguments in ((BASE, BASE), (BASE, copy), ("-q", BASE, copy)):
        result = diff(*arguments)
        assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_brief_says_only_that_they_differ(diff: Run) -> None:
    result = diff("-q", BASE, REVISED)
    assert (result.returncode, result.stdout) == (1, f"{BASE} and {REVISED} differ\n")


def test_quotes_typed_differently_are_no_difference_of_words_and_json_lists_them(diff: Run, tmp_path: Path) -> None:
    straight, curly = tmp_path / "straight.txt", tmp_path / "curly.txt"
    straight.write_text('He said "no" twice.\n', "utf-8")
    curly.write_text("He said “no” twice.\n", "utf-8")
    result = diff(straight, curly)
    assert (result.returncode, result.stdout) == (0, "")
    assert "quotation marks, dashes, spaces, breaks or how letters are composed alone" in result.stderr
    assert {c["kind"] for c in changes(diff(straight, curly, "--json"))} == {"orthographic"}


def test_trouble_ends_with_2_in_one_sentence(diff: Run, tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 no zip")
    (tmp_path / "bytes.txt").write_bytes(b"\x00\x01\x02\xff" * 50)
    for arguments in (
        (BASE, tmp_path / "missing.txt"),
        (tmp_path, REVISED),
        ("-", "-"),
        (tmp_path / "broken.docx", REVISED),
        (tmp_path / "bytes.txt", REVISED),
        (BASE, REVISED, "--format", "papyrus"),
        (BASE, REVISED, "-o", tmp_path / "no" / "folder.md"),
    ):
        result = diff(*arguments)
        assert (result.returncode, result.stdout, result.stderr.count("\n")) == (2, "", 1), arguments
        assert result.stderr.startswith("provenance: ")
    assert diff(BASE).returncode == 2


def test_standard_input_can_be_either_side(diff: Run) -> None:
    expected = [row[:3] for row in marked()]
    for arguments, stdin in ((("-", REVISED), BASE), ((BASE, "-"), REVISED)):
        result = diff(*arguments, "--json", stdin=stdin.read_text("utf-8"))
        assert [(c["kind"], c["before"], c["after"]) for c in changes(result)] == expected


def test_the_installed_command_does_the_same(diff: Run, program: Run, tmp_path: Path) -> None:
    for arguments in ((BASE, REVISED), (BASE, tmp_path / "missing.txt")):
        started, here = program(tmp_path / "none.db", "diff", *map(str, arguments)), diff(*arguments)
        assert (started.returncode, started.stdout) == (here.returncode, here.stdout)
        assert started.stderr == here.stderr


def test_pipes_of_a_shell_are_read(tmp_path: Path) -> None:
    from_shell = shell(f"provenance diff -q <(cat {BASE}) <(cat {REVISED})", tmp_path)
    assert from_shell.returncode == 1, from_shell.stderr
    assert shell(f"provenance diff <(cat {BASE}) {BASE}", tmp_path).returncode == 0


def test_nothing_at_all_is_a_text_without_words(diff: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    for nothing in (empty, Path("/dev/null")):
        assert [c["kind"] for c in changes(diff(nothing, REVISED, "--json"))] == ["insertion"]
        assert [c["kind"] for c in changes(diff(REVISED, nothing, "--json"))] == ["deletion"]
        assert diff(nothing, REVISED).returncode == diff(REVISED, nothing).returncode == 1
    assert diff(empty, "/dev/null").returncode == 0
    assert diff("-", empty, stdin="").returncode == 0


def test_the_authors_in_a_word_file_are_kept(diff: Run, tracked_file: Path) -> None:
    found = of_words(diff(BASE, tracked_file, "--json"))
    assert [(c["kind"], c["before"], c["after"], " and ".join(c["revisers"])) for c in found] == marked()
    assert {c["basis"] for c in found} == {"recorded"}


def test_a_word_file_and_its_copy_are_the_same(diff: Run, tracked_file: Path, tmp_path: Path) -> None:
    assert diff(tracked_file, shutil.copy(tracked_file, tmp_path / "copy.docx")).returncode == 0


def test_two_word_files_are_compared_and_whoever_tracked_is_kept(diff: Run, tracked_file: Path, tmp_path: Path) -> None:
    """The first holds the words before any change, as a Word file of its own."""
    plain = tmp_path / "plain.docx"
    made = diff(BASE, BASE, "--format", "docx", "-o", plain)
    assert made.returncode == 0, made.stderr
    found = of_words(diff(plain, tracked_file, "--json"))
    assert [(c["kind"], " and ".join(c["revisers"])) for c in found] == [(row[0], row[3]) for row in marked()]


def test_tei_and_text_are_compared(diff: Run, tmp_path: Path) -> None:
    tei = tmp_path / "draft.xml"
    paragraphs = "".join(f"<p>{words}</p>" for words in BASE.read_text("utf-8").strip().split("\n\n"))
    tei.write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>{paragraphs}</body></text></TEI>', "utf-8"
    )
    assert diff(tei, BASE).returncode == 0
    found = of_words(diff(tei, REVISED, "--json"))
    assert [(c["kind"], c["before"], c["after"]) for c in found] == [row[:3] for row in marked()]


@pytest.mark.parametrize("format", [name for name in REPORTS if name not in {"pdf", "html"}])
def test_any_report_can_be_made_of_two_files(diff: Run, tmp_path: Path, format: str) -> None:
    target = tmp_path / f"report.{format}"
    result = diff(BASE, REVISED, "--format", format, "-o", target)
    assert (result.returncode, result.stderr) == (1, "")
    assert target.stat().st_size > 100


def test_the_redline_is_plain_in_a_pipe_and_coloured_where_asked(diff: Run) -> None:
    plain, coloured = diff(BASE, REVISED).stdout, diff(BASE, REVISED, "--color", "always").stdout
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    assert "[+ The council asks that" in plain
    assert "[- The council would be glad" in plain
    assert "[> Two questions" in plain
    assert "[< Two questions" in plain


def test_context_leaves_out_paragraphs_that_did_not_change(diff: Run) -> None:
    assert "Thank you for the papers" in diff(BASE, REVISED).stdout
    assert "Thank you for the papers" not in diff(BASE, REVISED, "--context", "0").stdout


def shell(command: str, folder: Path) -> Outcome:
    """The command in bash, the program and git on the path, and no settings but the repository's own."""
    import sys

    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(folder), "GIT_PAGER": "cat"}
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path, "LC_ALL": "C.UTF-8", **alone},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def changed_repository(tmp_path_factory: pytest.TempPathFactory, tracked_file: Path) -> Path:
    """A git repository with a letter and a Word file, each changed since the last commit."""
    if not shutil.which("git"):
        pytest.skip("needs git: apt-get install git")
    folder = tmp_path_factory.mktemp("git") / "repository"
    folder.mkdir()
    shutil.copy(BASE, folder / "letter.txt")
    shutil.copy(BASE, folder / "other.md")
    identity = "-c user.name=A -c user.email=a@example.org"
    setup = f"git init -q && provenance diff {BASE} {BASE} -o letter.docx && git add . && git {identity} commit -qm one"
    made = shell(setup, folder)
    assert made.returncode == 0, made.stderr
    shutil.copy(REVISED, folder / "letter.txt")
    shutil.copy(REVISED, folder / "other.md")
    shutil.copy(tracked_file, folder / "letter.docx")
    return folder


@pytest.fixture
def repository(changed_repository: Path, tmp_path: Path) -> Callable[[str], Outcome]:
    """Runs a command in a copy of the repository."""
    folder = Path(shutil.copytree(changed_repository, tmp_path / "repository"))
    return lambda command: shell(command, folder)


def readme_lines(name: str) -> str:
    """The shell lines that the README gives for this use."""
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    found = readme.partition(f"<!-- {name} -->")[2].partition("```sh\n")[2].partition("```")[0]
    assert found, f"the README has no lines <!-- {name} -->"
    return found


def test_git_diff_shows_the_redline_by_the_readmes_lines(repository: Callable[[str], Outcome]) -> None:
    assert repository(readme_lines("git-diff")).returncode == 0
    text = repository("git diff letter.txt")
    assert text.returncode == 0, text.stderr
    assert "[+ The council asks that the work" in text.stdout
    word = repository("git diff letter.docx").stdout
    assert "[+A The council asks that the work" in word
    assert "[>T Two questions" in word
    assert "[+" not in repository("git diff other.md").stdout


RECIPE = (
    "printf '*.txt diff=provenance\\n' >> .gitattributes; git config diff.provenance.command "
    '\'f() { provenance diff --context 1 --name "$1" "$2" "$5"; case $? in 0|1|141) ;; *) return 2;; esac; }; f\''
)


def test_git_diff_in_colour_with_context_under_the_files_own_name_bears_head(
    repository: Callable[[str], Outcome],
) -> None:
    assert repository(RECIPE).returncode == 0
    plain = repository("git --no-pager diff letter.txt")
    assert plain.stdout.startswith("letter.txt\n")
    assert "“a/letter.txt”" in plain.stdout
    assert "[…]" in plain.stdout
    coloured = repository("TERM=xterm GIT_PAGER_IN_USE=true git --no-pager diff letter.txt")
    assert "\x1b[" in coloured.stdout
    repository("for n in 1 2 3 4 5 6 7 8 9; do cat letter.txt letter.txt > more && mv more letter.txt; done")
    cut = repository("git --no-pager diff letter.txt | head -2")
    assert (cut.returncode, cut.stderr) == (0, "")


def test_ignoring_punctuation_and_capitals_leaves_only_other_changes(diff: Run, tmp_path: Path) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text("Well, said he; let us go.")
    new.write_text("Well said he, let Us go!")
    assert diff(old, new).returncode == 1
    result = diff(old, new, "--ignore", "punctuation,case")
    assert (result.returncode, result.stdout) == (0, "")
    assert "differ only in what --ignore leaves out" in result.stderr
    new.write_text("Well said she, let us go!")
    assert "she" in diff(old, new, "--ignore", "punctuation").stdout
    for unknown in ("colour", "case,", ",", "case,,space"):
        assert "punctuation, case, space" in diff(old, new, "--ignore", unknown).stderr


def test_git_diff_shows_files_that_came_or_went(repository: Callable[[str], Outcome]) -> None:
    repository(readme_lines("git-diff"))
    repository("git rm -q --cached letter.txt && cp letter.txt new.txt && git add -N new.txt")
    result = repository("git diff --no-renames HEAD -- letter.txt new.txt")
    assert result.returncode == 0, result.stderr
    assert "Dear Commissioner" in result.stdout


def test_git_word_diff_reads_word_files_by_the_readmes_lines(repository: Callable[[str], Outcome]) -> None:
    assert repository(readme_lines("git-textconv")).returncode == 0
    result = repository("git diff --word-diff letter.docx")
    assert result.returncode == 0, result.stderr
    assert "{+asks that+}" in result.stdout
    assert "Thank you for the papers" in result.stdout


def test_git_difftool_can_call_it(repository: Callable[[str], Outcome]) -> None:
    result = repository("git difftool -y -x 'provenance diff --context 0' -- letter.txt")
    assert "[+ The council asks that the work" in result.stdout


def test_two_word_files_of_one_name_in_two_folders_are_not_mixed_up(
    diff: Run, tracked_file: Path, tmp_path: Path
) -> None:
    """The same file on the earlier side: what was tracked in it is no change between the two."""
    folder = tmp_path / "earlier"
    folder.mkdir()
    earlier = shutil.copy(tracked_file, folder / tracked_file.name)
    later = tmp_path / tracked_file.name
    assert diff(earlier, BASE, "--format", "docx", "-o", later).returncode == 1
    found = of_words(diff(later, earlier, "--json"))
    assert [row[0] for row in marked()] == [c["kind"] for c in found]


def test_files_that_differ_in_pictures_are_not_called_the_same(diff: Run, tracked_file: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tracked_file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    shape = b"<w:drawing><w:blip xmlns:r='relationships' r:embed='none'/></w:drawing>"
    for name, shown in (("one.docx", b"<w:pict/>"), ("other.docx", shape)):
        body = parts["word/document.xml"].replace(b"<w:r>", b"<w:r>%b</w:r><w:r>" % shown, 1)
        with zipfile.ZipFile(tmp_path / name, "w") as package:
            for part, data in {**parts, "word/document.xml": body}.items():
                package.writestr(part, data)
    result = diff(tmp_path / "one.docx", tmp_path / "other.docx")
    assert (result.returncode, result.stdout) == (1, "")
    said = "the files differ in pictures, charts and drawings too, and what changed inside them is not shown"
    assert said in result.stderr
    assert changes(diff(tmp_path / "one.docx", tmp_path / "other.docx", "--json")) == []
    assert "[+ [picture] +]" in diff(tracked_file, tmp_path / "one.docx").stdout


@pytest.mark.parametrize("other", ["We met[1].\n\n[1] Doe wrote this.\n", "We met.\n"])
def test_texts_that_differ_in_their_notes_are_not_the_same(other: str, diff: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Dear Sir,\n\nWe met[1].\n\n[1] Roe wrote this.\n")
    (tmp_path / "b.txt").write_text(f"Dear Sir,\n\n{other}")
    done = diff(tmp_path / "a.txt", tmp_path / "b.txt")
    assert done.returncode == 1
    assert "the files differ in notes too, and what changed inside them is not shown" in done.stderr
