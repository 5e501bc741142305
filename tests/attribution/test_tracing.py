"""The life of a passage as a historian would tell it: who brought it in, changed, moved, struck, and put it back."""

from typing import Any

import pytest

from provenance.attribution import tracing
from provenance.attribution.course import course_of_versions
from provenance.attribution.origins import Origins
from provenance.diff.compare import compare
from provenance.model.attributions import Dossier
from provenance.model.versions import Standing, Version, Work
from provenance.text.blocks import split_blocks

MET = "We met on Monday in the old hall by the river."
CLOSED, NOBODY = "The harbour is closed.", "Nobody spoke for the ferrymen."


def life(words: str, *texts: str, parents: dict[str, tuple[str, ...]] | None = None) -> list[str]:
    """What is told of the words in versions "a", "b" … by Authors of the same names, each in one line."""
    versions: list[Version] = []
    for name, text in zip("abcdefghij", texts, strict=False):
        above = (parents or {}).get(name, tuple(one.id for one in versions[-1:]))
        versions.append(
            Version(name, "w", name, text, Standing.EXTANT, split_blocks(text), authors=(f"by {name}",), parents=above)
        )
    dossier = Dossier(Work("w", "Work", "S"), (), tuple(versions), (), (), ())
    events = Origins(dossier, course_of_versions(versions), compare).trace(words)
    assert all(event.made.revisers == (f"by {event.record.version}",) for event in events)
    return [
        f"{event.record.version} {event.turn.value}" + f": {event.words}" * (event.words != words) for event in events
    ]


def test_a_sentence_is_followed_through_words_put_in_capitals_a_move_and_words_struck() -> None:
    great = MET.replace("old", "great old")
    capitals = great.replace("old hall", "Old Hall")
    assert life(
        MET,
        f"{CLOSED} {MET} {NOBODY}",
        f"{CLOSED} {great} {NOBODY}",
        f"{CLOSED} {capitals} {NOBODY}",
        f"{capitals} {CLOSED} {NOBODY}",
        f"{capitals.replace(' on Monday', '')} {CLOSED} {NOBODY}",
        f"{CLOSED} {NOBODY}",
        f"{capitals.replace(' on Monday', '')} {CLOSED} {NOBODY}",
        f"{MET} {CLOSED} {NOBODY}",
    ) == [
        "a entered",
        "b put in: great",
        "c respelt: Old Hall",
        "d moved",
        "e struck: on Monday",
        "f vanished",
        "g returned",
        "h returned: on Monday",
        "h respelt: old hall",
    ]  # fmt: skip


def test_a_part_of_a_passage_that_is_moved_away_is_told() -> None:
    head, tail = "The congress binds both parties to the letter", "and no envoy leaves the capital before the spring"
    far = "Grain from the islands pays no duty in the town. " * 3
    assert life(f"{head} {tail}", f"{head} {tail}. {far}", f"{head}. {far}So it is agreed, {tail}.") == [
        "a entered",
        f"b moved: {tail}",
    ]


def test_words_that_are_put_into_a_passage_are_told_of_it() -> None:
    assert life("the old gate of the town", "We kept the old gate of the town.", "We kept the gate of the town.",
                "We kept the wooden old gate of the town.") == [
        "a entered", "b struck: old", "c put in: wooden old",
    ]  # fmt: skip


def test_a_merge_makes_nothing_of_what_one_of_its_parents_did() -> None:
    joined = {"b": ("a",), "c": ("a",), "d": ("b", "c")}
    texts = (f"{CLOSED} {MET}", f"{CLOSED} {MET.replace('old ', '')}", f"{MET} {CLOSED}")
    assert life(MET, *texts, f"{MET.replace('old ', '')} {CLOSED}", parents=joined)[:3] == [
        "a entered", "b struck: old", "c moved",
    ]  # fmt: skip


class Unsearched(tuple[Any, ...]):
    """A row of words that is too long to be looked through for each of its words."""

    def __contains__(self, one: object) -> bool:
        assert len(self) < 100, "a long passage is looked through word by word"
        return super().__contains__(one)


def test_a_long_passage_is_followed_in_time_that_grows_with_its_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracing, "tuple", Unsearched, raising=False)
    words = " ".join(f"w{number}" for number in range(16_000))
    assert life(words, *(f"{words} End {letter}." for letter in "abcdefgh")) == ["a entered"]
