"""Where a version has a gap, nothing that the other has there is told as a change."""

from provenance.diff.compare import compare
from provenance.diff.replay import replay
from provenance.model.changes import Comparison
from provenance.model.versions import Gap, Standing, Version


def version(name: str, text: str, *gaps: int) -> Version:
    told = tuple(Gap(at, f"{name} is not cited here") for at in gaps)
    return Version(name, "w", name, text, Standing.EXTANT, gaps=told)


def changed(base: Version, revised: Version) -> list[tuple[str, str]]:
    found = compare(base, revised)
    assert replay(base.text, found) == revised.text
    return [(one.before.text if one.before else "", one.after.text if one.after else "") for one in found.changes]


def unknown(found: Comparison) -> list[str]:
    return [edit.text.strip() for edit in found.unknown]


def test_words_at_a_gap_are_no_insertion_and_no_deletion() -> None:
    silent = version("A", "The king went home and stayed.", 22)
    full = version("B", "The king rode home and the queen stayed.")
    assert changed(silent, full) == [("went", "rode")]
    assert changed(full, silent) == [("rode", "went")]
    assert unknown(compare(silent, full)) == ["the queen"]


def test_a_change_away_from_the_gap_is_told() -> None:
    silent = version("A", "One two three four.", 19)
    assert changed(silent, version("B", "One two nine four. Five.")) == [("three", "nine")]


def test_words_that_only_the_witness_with_the_gap_has_are_told() -> None:
    assert changed(version("A", "One two extra three.", 7), version("B", "One two three.")) == [("extra", "")]


def test_a_version_without_gaps_is_compared_as_ever() -> None:
    assert compare(version("A", "One."), version("B", "One two.")).unknown == ()
