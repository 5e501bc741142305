"""A claim explains a change only if it speaks of its words and its act fits."""

from dataclasses import replace

import pytest

from provenance.attribution.match import match
from provenance.attribution.placing import Placed
from provenance.model.changes import Change, ChangeKind, Edit, Reading
from provenance.model.spans import Span
from provenance.model.testimony import Act, Certainty, Claim, Scope, Target

OLD, NEW, AROUND = Span(10, 14), Span(20, 25), Span(15, 30)


def change(kind: ChangeKind) -> Change:
    """A change of four letters of the base, five of the revised text, or both."""
    before = Reading(OLD, "gone") if kind is not ChangeKind.INSERTION else None
    after = Reading(NEW, "comes") if kind is not ChangeKind.DELETION else None
    edit = Edit(OLD if before else Span(10, 10), NEW if after else Span(20, 20), "comes" if after else "")
    return Change("c1", kind, before, after, (edit,))


def said(act: Act, on: str | None = "revised", place: Span = AROUND, **more: object) -> Placed:
    """A claim placed on the words of the base, of the revised text, or nowhere."""
    claim = Claim("k", "w", ("Ann Able",), act, Scope.PHRASE, Certainty.HIGH, "…", "S", **more)  # type: ignore[arg-type]
    target = Target("v", place)
    return Placed(claim, target if on == "base" else None, target if on == "revised" else None, None, len(place))


def explains(placed: Placed, kind: ChangeKind) -> bool:
    return match(change(kind), [placed]) == (placed,)


ACTS = {
    ChangeKind.INSERTION: {Act.INSERT, Act.REPLACE, Act.REVISE, Act.DRAFT},
    ChangeKind.SUBSTITUTION: {Act.REPLACE, Act.REVISE},
    ChangeKind.ORTHOGRAPHIC: {Act.REPLACE, Act.REVISE},
    ChangeKind.TRANSPOSITION: {Act.MOVE, Act.REVISE},
    ChangeKind.DELETION: {Act.REPLACE, Act.REVISE},
}


@pytest.mark.parametrize("kind", ACTS, ids=lambda kind: kind.value)
def test_a_claim_on_the_new_words_explains_what_its_act_can_have_done(kind: ChangeKind) -> None:
    assert {act for act in Act if explains(said(act), kind)} == ACTS[kind]


@pytest.mark.parametrize(
    ("kind", "acts"),
    [
        (ChangeKind.DELETION, {Act.DELETE, Act.REPLACE, Act.REVISE}),
        (ChangeKind.SUBSTITUTION, {Act.REPLACE, Act.REVISE}),
        (ChangeKind.TRANSPOSITION, {Act.MOVE, Act.REVISE}),
        (ChangeKind.INSERTION, set()),
    ],
    ids=lambda value: value.value if isinstance(value, ChangeKind) else "",
)
def test_a_claim_on_the_old_words_explains_what_its_act_can_have_done(kind: ChangeKind, acts: set[Act]) -> None:
    assert {act for act in Act if explains(said(act, "base", Span(10, 14)), kind)} == acts


def test_words_that_reach_beyond_the_claim_are_not_explained_by_it() -> None:
    assert explains(said(Act.INSERT, place=NEW), ChangeKind.INSERTION)
    assert not explains(said(Act.INSERT, place=Span(20, 24)), ChangeKind.INSERTION)
    assert not explains(said(Act.INSERT, place=Span(21, 30)), ChangeKind.INSERTION)
    assert not explains(said(Act.DELETE, "base", Span(11, 14)), ChangeKind.DELETION)


def test_words_taken_out_at_the_edge_of_a_claim_lie_outside_of_it() -> None:
    assert explains(said(Act.REVISE, place=Span(19, 21)), ChangeKind.DELETION)
    assert not explains(said(Act.REVISE, place=Span(20, 30)), ChangeKind.DELETION)
    assert not explains(said(Act.REVISE, place=Span(0, 20)), ChangeKind.DELETION)


def test_a_claim_without_a_place_or_of_what_was_only_proposed_explains_nothing() -> None:
    assert not explains(said(Act.INSERT, None), ChangeKind.INSERTION)
    assert not explains(said(Act.INSERT, actual=False), ChangeKind.INSERTION)


def test_the_narrowest_claim_comes_first() -> None:
    wide, narrow = said(Act.INSERT), said(Act.INSERT, place=NEW)
    assert match(change(ChangeKind.INSERTION), [wide, narrow]) == (narrow, wide)


def test_words_taken_out_there_and_put_in_here_by_the_same_hand_were_moved_by_it() -> None:
    moved = change(ChangeKind.TRANSPOSITION)
    here, there = said(Act.INSERT), said(Act.DELETE, "base", OLD)
    assert match(moved, [here]) == match(moved, [there]) == ()
    assert set(match(moved, [there, here])) == {here, there}
    other = replace(there, claim=replace(there.claim, revisers=("Ben Baker",)))
    assert match(moved, [other, here]) == ()


def test_white_space_is_changed_by_whom_the_source_records_for_it_and_by_no_note_on_words() -> None:
    edits = (Edit(OLD, NEW, "\n\n   "),)
    blank = Change("c1", ChangeKind.ORTHOGRAPHIC, Reading(OLD, "    "), Reading(NEW, "\n\n   "), edits)
    recorded = said(Act.INSERT, place=Span(20, 22), mark="m1")
    assert match(blank, [recorded]) == ()
    end = replace(recorded, claim=replace(recorded.claim, quote="\n\n"))
    assert match(blank, [end]) == (end,)
    assert match(blank, [replace(end, claim=replace(end.claim, mark=None))]) == ()
    assert match(replace(blank, after=Reading(NEW, "words")), [end]) == ()
    assert match(blank, [replace(end, revised=Target("v", Span(30, 32)))]) == ()
