import os
from pathlib import Path

import pytest

from provenance.errors import UnreadableInput
from provenance.sources.histories.folder_reader import read_revisions
from provenance.sources.histories.history_catalogue import read_history


def test_drafts_come_in_the_order_of_the_dates_in_their_names(tmp_path: Path) -> None:
    for name, text in (
        ("letter 1971-08-04.txt", "third"),
        ("19710803 fair copy.txt", "second"),
        ("1971-08-03T09-30 draft.txt", "last of the day"),
        (".hidden", "no draft"),
    ):
        (tmp_path / name).write_text(text)
    revisions = list(read_revisions(tmp_path))
    assert [(revision.date, revision.text) for revision in revisions] == [
        ("1971-08-03", "second"),
        ("1971-08-03T09:30", "last of the day"),
        ("1971-08-04", "third"),
    ]
    assert revisions[0].id == "19710803 fair copy.txt"
    assert revisions[0].authors == ()


def test_an_empty_draft_is_an_empty_revision(tmp_path: Path) -> None:
    (tmp_path / "1971-08-03.txt").touch()
    assert [revision.text for revision in read_revisions(tmp_path)] == [""]


@pytest.mark.parametrize("name", ["draft.txt", "1971-13-40.txt", "12345678901.txt"])
def test_a_draft_without_a_date_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("words")
    with pytest.raises(UnreadableInput, match="no date"):
        list(read_revisions(tmp_path))


def test_files_without_a_date_are_named_and_it_is_said_what_to_do(tmp_path: Path) -> None:
    for name in ("1971-08-03.txt", "a.txt", "b.txt", "c.txt", "d.txt"):
        (tmp_path / name).write_text("words")
    with pytest.raises(UnreadableInput) as refused:
        list(read_revisions(tmp_path))
    said = str(refused.value)
    assert said.startswith(f"{tmp_path}: a folder is read as the drafts of one text")
    assert "no date in a.txt, b.txt, c.txt and 1 more; name each file by its day, such as 1971-08-03.txt" in said


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="holds no drafts"):
        list(read_revisions(tmp_path))


def test_what_is_no_file_is_told_and_not_passed_over_in_silence(tmp_path: Path) -> None:
    (tmp_path / "1971-08-03.txt").write_text("words")
    (tmp_path / "1971-08-04").mkdir()
    os.mkfifo(tmp_path / "1971-08-05.txt")
    told: list[str] = []
    assert len(list(read_revisions(tmp_path, told.append))) == 1
    assert told == [
        f"{tmp_path}: 1971-08-04, 1971-08-05.txt: no file but a folder, a pipe or a lost link, so nothing was read "
        "there"
    ]


@pytest.mark.parametrize(
    "name", ["1971-08-04.txt~", "#1971-08-04.txt#", "1971-08-04.txt.BAK", "~$71.docx", "Thumbs.db"]
)
def test_what_a_program_left_beside_the_drafts_is_none_of_them(tmp_path: Path, name: str) -> None:
    told: list[str] = []
    for each in ("1971-08-03.txt", name):
        (tmp_path / each).write_text("Words.")
    assert [revision.id for revision in read_revisions(tmp_path, told.append)] == ["1971-08-03.txt"]
    assert told == [
        f"{tmp_path}: {name}: left there by a program, so not read as drafts; a table drafts.csv can name them"
    ]


def test_two_drafts_of_one_day_are_told(tmp_path: Path) -> None:
    for name in ("1948-01-02.txt", "1948-01-01.txt", "1948-01-01 carbon.txt"):
        (tmp_path / name).write_text(name)
    told: list[str] = []
    list(read_revisions(tmp_path, told.append))
    assert told == [
        f"{tmp_path}: 1948-01-01 carbon.txt and 1948-01-01.txt are both of 1948-01-01; they are read in the order of "
        "their names, and which was first is not known; a table drafts.csv can say it"
    ]


@pytest.mark.parametrize("made", [[".git"], ["HEAD/", "objects"]])
def test_a_repository_is_not_taken_for_a_folder_of_drafts(tmp_path: Path, made: list[str]) -> None:
    (tmp_path / "letter.txt").write_text("words")
    for name in made:
        (tmp_path / name).touch() if name.endswith("/") else (tmp_path / name).mkdir()
    with pytest.raises(UnreadableInput, match="is a git repository; name a file in it"):
        list(read_revisions(tmp_path))


def test_what_a_draft_holds_beside_its_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "1948-01-01.txt").write_text("We agree.[1]\n\n[1] Roe added this.\n[1] And this.\n")
    told: list[str] = []
    list(read_revisions(tmp_path, told.append))
    assert told == [
        "1948-01-01.txt: note 1 is there 2 times; each is a note of its own",
        "1948-01-01.txt: has 2 notes, which are not taken as evidence here",
    ]


def test_changes_that_a_draft_records_are_not_passed_over_in_silence(tmp_path: Path) -> None:
    returned = Path(__file__).parents[3] / "data/samples/lease/returned_foss.docx"
    (tmp_path / "1948-01-01.docx").write_bytes(returned.read_bytes())
    told: list[str] = []
    list(read_revisions(tmp_path, told.append))
    [said] = told
    assert said.endswith("changes of its own; its last text is taken alone, and nobody from its record")


@pytest.mark.parametrize("listed", [True, False])
def test_links_that_lead_out_of_the_folder_are_told(tmp_path: Path, listed: bool) -> None:
    folder, outside = tmp_path / "drafts", tmp_path / "private.txt"
    folder.mkdir()
    outside.write_text("What nobody meant to give.")
    (folder / "1948-01-12.txt").write_text("first")
    (folder / "1948-01-13.txt").symlink_to("1948-01-12.txt")
    (folder / "1948-01-14.txt").symlink_to(outside)
    if listed:
        (folder / "drafts.csv").write_text("file\n1948-01-12.txt\n1948-01-14.txt\n1948-01-13.txt\n")
    told: list[str] = []
    assert outside.read_text() in [revision.text for revision in read_history(folder, tell=told.append)]
    link = f"1948-01-14.txt (to {outside}) is a link that leads out of the folder"
    assert told == [f"{folder}: {link}, and what stands there was read"]
