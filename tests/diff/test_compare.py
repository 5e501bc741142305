"""What a reader sees as one change: case files, the letter, and the laws for any two texts."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.diff.compare import compare
from provenance.diff.replay import apply_edits, check, in_order, replay
from provenance.model.changes import Change, ChangeKind, Comparison, Reading
from provenance.model.versions import Standing, Version

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "tests" / "cases" / "comparisons").glob("*.txt"))


def version(text: str, name: str = "base") -> Version:
    return Version(name, "work", name, text, Standing.EXTANT)


def compared(base: str, revised: str) -> Comparison:
    return compare(version(base), version(revised, "revised"))


def line(change: Change) -> str:
    """A change as a line of a case file."""
    return " | ".join((change.kind.value, shown(change.before), shown(change.after))).strip()


def shown(side: Reading | None) -> str:
    """Words as a case file has them: line breaks are written ⏎, blanks that are the whole of it ␣."""
    text = side.text.replace("\n", "⏎") if side else ""
    return text if text.strip() else text.replace(" ", "␣")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_case_comes_out_as_a_reader_would_mark_it(case: Path) -> None:
    _, base, revised, expected = re.split(r"^=== .*\n", case.read_text("utf-8"), flags=re.MULTILINE)
    comparison = compared(base.strip("\n"), revised.strip("\n"))
    assert [line(change) for change in comparison.changes] == [row.strip() for row in expected.splitlines() if row]
    assert replay(base.strip("\n"), comparison) == revised.strip("\n")


def letter() -> str:
    """The letter's text, page marks and note markers taken out."""
    source = (ROOT / "data" / "examples" / "frus1969-76v13-d309.txt").read_text("utf-8")
    text = source[source.index("Dear Mr. Secretary") : source.index("Richard Nixon\n")].rstrip()
    text = re.sub(r"\[Page \d+\]\n\n", "", text)
    text = re.sub(r" \[Page \d+\] ", " ", text)
    return re.sub(r"(?<=[a-z]\.)\d(?=\s)", "", text)


def passages(text: str) -> tuple[str, str]:
    one = re.search(r"Of course, I am.*?Henry Kissinger\.", text)
    other = re.search(r"As Mr\. Kissinger.*?for its own sake\.", text)
    assert one
    assert other
    return one.group(), other.group()


def test_the_two_additions_to_the_letter_are_two_whole_insertions() -> None:
    text = letter()
    one, other = passages(text)
    comparison = compared(text.replace(one + " ", "").replace(" " + other, ""), text)
    assert [line(change) for change in comparison.changes] == [f"insertion |  | {one}", f"insertion |  | {other}"]
    assert [len(passage.split()) for passage in (one, other)] == [23, 87]


def test_of_two_paragraphs_that_changed_places_the_shorter_one_moved() -> None:
    text = letter()
    paragraphs = text.split("\n\n")
    paragraphs[4], paragraphs[5] = paragraphs[5], paragraphs[4]
    (change,) = compared(text, "\n\n".join(paragraphs)).changes
    assert change.kind is ChangeKind.TRANSPOSITION
    assert change.before is not None
    assert change.before.text == min(paragraphs[4:6], key=len)


def test_changes_are_numbered_in_the_order_of_the_revised_text() -> None:
    changes = compared("One is here. Two is here.", "Uno is here. Two is there.").changes
    assert [change.id for change in changes] == ["c1", "c2"]


VOCABULARY = (
    "the a I we state State policy don't “war” U.S. — -- uni-lateral unilateral é e\u0301 🏴 שלום 3.5 , ; Mr. \x00 of"
)
WORDS = st.sampled_from(VOCABULARY.split(" "))
SENTENCES = st.builds(
    lambda words, end: " ".join(words) + end,
    st.lists(WORDS, min_size=1, max_size=8),
    st.sampled_from([".", "?", "", ".”"]),
)
SEAMS = st.sampled_from([" ", "  ", "\n", "\n\n", "\r\n\r\n", "\r", "\u2029"])
PIECES = st.lists(st.one_of(SENTENCES, WORDS, SEAMS), max_size=12)


@st.composite
def near_copies(draw: st.DrawFn) -> tuple[str, str]:
    """A text and a copy of it with pieces left out, put in or moved."""
    pieces = draw(PIECES)
    copy = list(pieces)
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(copy)))
        if draw(st.booleans()):
            copy[place:place] = draw(PIECES.map(lambda some: some[:2]))
        else:
            moved = copy[place : place + 2]
            del copy[place : place + 2]
            if draw(st.booleans()):
                copy[:0] = moved
    return " ".join(pieces), " ".join(copy)


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
PAIRS = st.one_of(near_copies(), st.tuples(ANY_TEXT, ANY_TEXT))


@settings(deadline=None, max_examples=200)
@given(PAIRS)
def test_base_and_changes_give_the_revised_text_to_the_letter(pair: tuple[str, str]) -> None:
    base, revised = pair
    comparison = compared(base, revised)
    check(version(base), version(revised, "revised"), comparison)
    b = r = 0
    for edit in in_order(edit for change in comparison.changes for edit in change.edits):
        assert base[b : edit.base.start] == revised[r : edit.revised.start]
        assert edit.revised.of(revised) == edit.text
        b, r = edit.base.end, edit.revised.end
    assert base[b:] == revised[r:]


@settings(deadline=None, max_examples=150)
@given(PAIRS)
def test_readings_are_what_stands_there_and_finer_edits_turn_one_into_the_other(pair: tuple[str, str]) -> None:
    base, revised = pair
    for change in compared(base, revised).changes:
        for side, text in ((change.before, base), (change.after, revised)):
            assert side is None or side.span.of(text) == side.text
            assert side is None or side.text == side.text.strip() or not side.text.strip()
        if change.before and change.after and (change.inner or change.kind is ChangeKind.TRANSPOSITION):
            assert apply_edits(change.before.text, change.inner, change.before.span.start) == change.after.text


@settings(deadline=None)
@given(st.one_of(ANY_TEXT, near_copies().map(lambda pair: pair[0])))
def test_a_text_has_no_changes_from_itself(text: str) -> None:
    assert compared(text, text).changes == ()
