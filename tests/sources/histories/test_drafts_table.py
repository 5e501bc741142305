"""A folder of drafts and its table: who wrote each, when, after which; what cannot be followed is refused by line."""

from pathlib import Path

import pytest

from provenance.errors import UnreadableInput
from provenance.sources.histories.drafts_table import read_table
from provenance.sources.histories.history_catalogue import read_history
from provenance.sources.telling import unheard


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(f"The text of {name}.")
    return tmp_path


def table(folder: Path, *lines: str) -> Path:
    (folder / "drafts.csv").write_text("\n".join(("file,by,date,label,after,source", *lines)) + "\n")
    return folder


def test_authors_dates_labels_and_order_are_those_of_the_table(folder: Path) -> None:
    table(folder, "a.txt,Ann,1948-02?,typed", "c.txt,,,,carbon;a.txt,", "b.txt,Ann; Bob,1948-01,carbon,typed,Box 2")
    told = [(r.id, r.text, r.parents, r.authors, r.date, r.comment) for r in read_table(folder, unheard)]
    assert told == [
        ("typed", "The text of a.txt.", (), ("Ann",), "1948-02?", None),
        ("carbon", "The text of b.txt.", ("typed",), ("Ann", "Bob"), "1948-01", "Box 2"),
        ("c", "The text of c.txt.", ("carbon", "typed"), (), None, None),
    ]


@pytest.mark.parametrize("sign", [";", "\t"])
def test_cells_may_be_parted_as_some_spreadsheets_part_them(folder: Path, sign: str) -> None:
    rows = (("file", "by", "date"), ("a.txt", '"Ann; Bob"', "1948"), ("b.txt", "Roe, Jr.", "1949"))
    (folder / "drafts.csv").write_text("\n".join(sign.join(row) for row in rows))
    authors = [revision.authors for revision in read_table(folder, unheard)]
    assert authors == [("Ann", "Bob"), ("Roe, Jr.",)]


def test_a_surname_alone_is_the_one_person_of_the_table_who_has_it(folder: Path) -> None:
    table(folder, "a.txt,Marsh", "b.txt,Ann Roe; Marsh", "c.txt,Edwin Marsh; Roe")
    assert [r.authors for r in read_table(folder, unheard)] == [
        ("Edwin Marsh",), ("Ann Roe", "Edwin Marsh"), ("Edwin Marsh", "Ann Roe"),
    ]  # fmt: skip


def test_a_surname_that_two_of_the_table_have_is_asked_about(folder: Path) -> None:
    table(folder, "a.txt,Ann Roe", "b.txt,Cy Roe", "c.txt,Roe")
    with pytest.raises(UnreadableInput, match=r"line 4: 'Roe' may be Ann Roe or Cy Roe; give the whole name"):
        list(read_table(folder, unheard))


def test_a_draft_that_names_none_follows_the_line_before(folder: Path) -> None:
    table(folder, "a.txt,Ann", "b.txt,Bob,,second", "c.txt")
    assert [(r.id, r.parents) for r in read_table(folder, unheard)] == [
        ("a", ()),
        ("second", ("a",)),
        ("c", ("second",)),
    ]


def test_a_draft_that_names_none_follows_nothing_where_the_line_before_was_made_from_it(folder: Path) -> None:
    table(folder, "c.txt,,,,b", "a.txt", "b.txt,,,,a")
    assert [(r.id, r.parents) for r in read_table(folder, unheard)] == [("a", ()), ("b", ("a",)), ("c", ("b",))]


def test_copies_may_come_back_of_one_draft(folder: Path) -> None:
    table(folder, "a.txt", "b.txt,,,,a", "c.txt,,,,a.txt")
    assert [r.parents for r in read_table(folder, unheard)] == [(), ("a",), ("a",)]


def test_files_that_the_table_passes_over_are_told(folder: Path) -> None:
    table(folder, "a.txt", "b.txt")
    told: list[str] = []
    list(read_table(folder, told.append))
    assert told == [f"{folder / 'drafts.csv'} does not list c.txt, so nothing was read there"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((), "lists no draft"),
        (("a.txt", "z.txt"), "line 3: there is no file z.txt"),
        (("a.txt", "z" * 5000), "line 3: there is no file zzz"),
        (("a.txt", "a.txt"), "line 3: the file a.txt stands in line 2 already"),
        (("a.txt,,,x", "b.txt,,,x"), "line 3: a draft called x stands in line 2 already"),
        (("a.txt", "b.txt,,,,nowhere"), "line 3: it is made after 'nowhere', which is not listed"),
        (("a.txt,,,,b", "b.txt,,,,a"), "drafts cannot come after each other"),
        (("a.txt,,1948-13",), "line 2: '1948-13' is no date"),
        (("a.txt,12",), "line 2: '12' is no name"),
        (("../a.txt",), "line 2: '../a.txt' names no file in the folder"),
        ((",Ann",), "names no file in the folder"),
        (("a.txt,,,,,,more",), "more cells than there are columns"),
        (('a.txt,"Ann', 'b.txt,Bob"'), "line 3: “by” runs over several lines"),
        (('a.txt,"Ann', "b.txt,Bob"), "is no line of a table (unexpected end of data)"),
        (("a.txt," + "A" * 200_000,), "line 2: is no line of a table (field larger than field limit"),
    ],
)
def test_what_cannot_be_followed_is_refused_with_its_line(folder: Path, lines: tuple[str, ...], said: str) -> None:
    with pytest.raises(UnreadableInput) as refused:
        list(read_table(table(folder, *lines), unheard))
    assert said in str(refused.value)
    assert "drafts.csv" in str(refused.value)


@pytest.mark.parametrize("label", ["Typed", "typ\u200bed"])
def test_labels_that_nobody_can_tell_apart_are_refused(folder: Path, label: str) -> None:
    table(folder, "a.txt,Ann,1948,typed", f"b.txt,Bob,1949,{label}")
    with pytest.raises(UnreadableInput, match=r"line 3: a draft called .* stands in line 2 already"):
        list(read_table(folder, unheard))


def test_what_others_are_made_from_is_not_called_final(folder: Path) -> None:
    with pytest.raises(UnreadableInput, match="line 2: “Final” means the last version"):
        list(read_table(table(folder, "a.txt,Ann,1948,Final", "b.txt,Bob"), unheard))
    assert [one.id for one in read_table(table(folder, "a.txt", "b.txt,,,final"), unheard)] == ["a", "final"]


def test_columns_that_are_not_known_are_refused(folder: Path) -> None:
    (folder / "drafts.csv").write_text("file,author\na.txt,Ann\n")
    with pytest.raises(UnreadableInput, match="the column 'author' is not known; the columns are file, by"):
        list(read_table(folder, unheard))


def test_a_column_that_stands_there_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("He came.")
    (tmp_path / "drafts.csv").write_text("file,by,by\na.txt,Ann,Bob\n")
    with pytest.raises(UnreadableInput, match="the column 'by' stands there twice"):
        list(read_table(tmp_path, print))


def test_a_table_in_capitals_is_the_table_and_a_folder_of_its_name_is_none(folder: Path) -> None:
    table(folder, "a.txt,Ann", "b.txt,Ben", "c.txt,Cal")
    (folder / "drafts.csv").rename(folder / "Drafts.CSV")
    assert [r.authors for r in read_history(folder)] == [("Ann",), ("Ben",), ("Cal",)]
    (folder / "Drafts.CSV").unlink()
    (folder / "drafts.csv").mkdir()
    with pytest.raises(UnreadableInput, match="is no file"):
        list(read_history(folder))


@pytest.mark.parametrize("name", ["unknown", "N/A", "not known", "nobody", "?", "–"])
def test_what_stands_for_a_name_names_nobody(folder: Path, name: str) -> None:
    table(folder, f"a.txt,{name}")
    with pytest.raises(UnreadableInput, match=r"line 2: .* is no name of a person"):
        list(read_table(folder, unheard))


def test_a_draft_that_is_dated_before_what_it_was_made_from_is_told(folder: Path) -> None:
    table(folder, "a.txt,,1950", "b.txt,,1949-12", "c.txt,,1949")
    told: list[str] = []
    list(read_table(folder, told.append))
    assert told == [f"{folder / 'drafts.csv'}: “b” is made from “a”, and is dated before it"]
