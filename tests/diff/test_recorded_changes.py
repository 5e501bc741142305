"""A step of which the source records the changes: its marks are the comparison, letter by letter."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from provenance.attribution.attribute import attribute
from provenance.diff.recorded_changes import compare_recorded, marks_of
from provenance.diff.replay import check
from provenance.evidence.mark_claims import read_mark_claims
from provenance.model.attributions import Dossier, Status
from provenance.model.changes import Change
from provenance.model.spans import Span
from provenance.model.testimony import Act, Mark, Target
from provenance.model.versions import Standing, Version, Work


def pair(base: str, revised: str) -> tuple[Version, Version]:
    draft = Version("draft", "w", "draft", base, Standing.EXTANT)
    return draft, Version("final", "w", "final", revised, Standing.EXTANT, parents=("draft",))


def put_in(start: int, end: int, by: str, date: str | None = None) -> Mark:
    return Mark(f"i{start}-{end}{by}", "w", "final", Act.INSERT, Span(start, end), "", (by,), date)


def taken_out(start: int, end: int, by: str, date: str | None = None) -> Mark:
    return Mark(f"d{start}-{end}{by}", "w", "draft", Act.DELETE, Span(start, end), "", (by,), date)


def told(base: str, revised: str, *marks: Mark) -> list[tuple[str, str, str]]:
    """The changes as (kind, before, after), replayed."""
    one, other = pair(base, revised)
    comparison = compare_recorded(one, other, marks)
    check(one, other, comparison)
    assert comparison.engine.startswith("recorded")
    return [
        (c.kind.value, c.before.text if c.before else "", c.after.text if c.after else "") for c in comparison.changes
    ]


def test_letters_inside_a_number_are_changed_and_no_others() -> None:
    assert told("in 15 days", "in 18 days", taken_out(4, 5, "Ann"), put_in(4, 5, "Ann")) == [("substitution", "5", "8")]


def test_what_one_took_out_and_another_put_in_are_two_changes() -> None:
    marks = taken_out(3, 6, "Ann"), put_in(3, 6, "Bob")
    assert told("an old man", "an new man", *marks) == [("deletion", "old", ""), ("insertion", "", "new")]


def test_neighbours_by_two_authors_or_of_two_dates_stay_apart() -> None:
    marks = put_in(2, 5, "Ann", "2024-01-01"), put_in(5, 8, "Bob", "2024-01-01"), put_in(8, 11, "Bob", "2024-01-02")
    assert [after for _, _, after in told("A z", "A bc de fg z", *marks)] == ["bc", "de", "fg"]


def test_a_character_of_a_text_without_spaces_is_changed_alone() -> None:
    assert told("我们会见大使。", "我们会大使。", taken_out(3, 4, "Ann")) == [("deletion", "见", "")]


def test_a_paragraph_break_put_in_is_a_change_of_layout() -> None:
    assert told("One. Two.", "One.\n\n Two.", put_in(4, 6, "Ann")) == [("orthographic", "", "\n\n")]


def test_a_recorded_move_moves_the_recorded_words() -> None:
    base, revised = "Here. Here is more. To be moved.", "Here. To be moved. Here is more."
    move = Mark("m", "w", "final", Act.MOVE, Span(5, 18), "", ("Ann",), origin=Target("draft", Span(19, 32)))
    assert told(base, revised, move) == [("transposition", "To be moved.", "To be moved.")]


def test_a_change_inside_a_moved_passage_is_a_change_of_its_own() -> None:
    base, revised = "A b. C old d. ", "C new d. A b. "
    move = Mark("m", "w", "final", Act.MOVE, Span(0, 9), "", ("Ann",), origin=Target("draft", Span(5, 14)))
    found = told(base, revised, move, taken_out(7, 10, "Bob"), put_in(2, 5, "Bob"))
    assert [before for kind, before, _ in found if kind == "transposition"] == ["C", "d."]
    assert ("deletion", "old", "") in found
    assert ("insertion", "", "new") in found


def test_what_no_mark_covers_is_compared_and_told_too() -> None:
    base, revised = "He came in May and left.", "He swiftly came in June and left."
    assert told(base, revised, put_in(3, 11, "Ann")) == [("insertion", "", "swiftly"), ("substitution", "May", "June")]


def test_marks_of_another_step_record_nothing_of_this_one() -> None:
    one, other = pair("a", "b")
    mark = put_in(0, 1, "Ann")
    assert marks_of(one, other, [mark]) == (mark,)
    assert marks_of(one, other, [replace(mark, made_in="elsewhere")]) == ()
    assert marks_of(one, replace(other, parents=()), [mark]) == ()


AUTHORS = ("Ann", "Bob", "Cyd")


@dataclass(frozen=True)
class Written:
    """A text written by several: both versions, the marks, and who owns each changed letter."""

    base: str
    revised: str
    marks: tuple[Mark, ...]
    gone: tuple[str | None, ...]
    new: tuple[str | None, ...]


PIECES = st.lists(
    st.tuples(
        st.text("ab 中é.\n'", min_size=1, max_size=6),
        st.sampled_from(["kept", "in", "out"]),
        st.lists(
            st.tuples(st.sampled_from(AUTHORS), st.sampled_from(["2024-01-01", "2024-01-02"])), min_size=1, max_size=4
        ),
    ),
    max_size=12,
)


@st.composite
def written(draw: st.DrawFn) -> Written:
    """Pieces kept, put in or taken out; a change has marks nested in each other, each narrower than the one around."""
    base, revised, marks = "", "", []
    gone: list[str | None] = []
    new: list[str | None] = []
    for text, fate, hands in draw(PIECES):
        owners: list[str | None] = [None] * len(text)
        side = base if fate == "out" else revised
        start, end = 0, len(text)
        for by, date in hands if fate != "kept" else ():
            if start >= end:
                break
            span = Span(len(side) + start, len(side) + end)
            version, act = ("draft", Act.DELETE) if fate == "out" else ("final", Act.INSERT)
            marks.append(Mark(f"m{len(marks)}", "w", version, act, span, "", (by,), date))
            owners[start:end] = [by] * (end - start)
            start, end = start + draw(st.integers(0, 2)), end - draw(st.integers(1, 2))
        if fate != "in":
            base += text
            gone += owners
        if fate != "out":
            revised += text
            new += owners
    return Written(base, revised, tuple(marks), tuple(gone), tuple(new))


def letters(
    changes: Iterator[tuple[Change, tuple[str, ...]]], case: Written
) -> tuple[list[str | None], list[str | None]]:
    """Who is named for each letter of the two texts."""
    gone: list[str | None] = [None] * len(case.base)
    new: list[str | None] = [None] * len(case.revised)
    for change, revisers in changes:
        for edit in change.edits:
            gone[edit.base.start : edit.base.end] = [" and ".join(revisers)] * len(edit.base)
            new[edit.revised.start : edit.revised.end] = [" and ".join(revisers)] * len(edit.revised)
    return gone, new


@given(written())
def test_every_changed_letter_has_exactly_its_recorded_author(case: Written) -> None:
    one, other = pair(case.base, case.revised)
    dossier = Dossier(
        Work("w", "w", "w"), (), (one, other), (), read_mark_claims(case.marks, "w"), (), marks=case.marks
    )
    found = attribute(dossier, one, other, lambda base, revised: compare_recorded(base, revised, case.marks))
    check(one, other, found.comparison)
    named = ((a.change, a.revisers) for a in found.attributions)
    assert letters(named, case) == (list(case.gone), list(case.new))
    assert not [a for a in found.assessments if a.status is Status.CONTRADICTED]


@given(written(), st.text("ab ", max_size=5), st.integers(0, 40))
def test_what_the_record_leaves_out_never_breaks_the_replay(case: Written, more: str, at: int) -> None:
    marks = [mark for mark in case.marks if mark.act is Act.DELETE]
    revised = case.revised[:at] + more + case.revised[at:]
    told(case.base, revised, *marks)
