"""What the nouns refuse to be: a bad value is an error where it is made, not where it is shown."""

import pytest

from provenance.model.attributions import Attribution, Basis, Evidence
from provenance.model.changes import Change, ChangeKind, Edit, Reading
from provenance.model.histories import Revision
from provenance.model.spans import Span
from provenance.model.testimony import Act, AnchorPlace, Certainty, Claim, Note, Scope
from provenance.model.versions import Standing, Version

EDIT = Edit(Span(0, 0), Span(0, 3), "new")
CHANGE = Change("c1", ChangeKind.INSERTION, None, Reading(Span(0, 3), "new"), (EDIT,))
EVIDENCE = (Evidence("k1", "Able wrote it", "S"),)


def attributed(revisers: tuple[str, ...], candidates: tuple[str, ...], evidence: tuple[Evidence, ...]) -> Attribution:
    return Attribution(CHANGE, revisers, candidates, Basis.STATED, Certainty.HIGH, "because", evidence)


def test_nobody_is_named_without_evidence() -> None:
    assert attributed(("Ann Able",), (), EVIDENCE).revisers == ("Ann Able",)
    with pytest.raises(ValueError, match="Ann Able cannot be named without evidence"):
        attributed(("Ann Able",), (), ())


def test_a_name_and_candidates_never_stand_together() -> None:
    with pytest.raises(ValueError, match="not both"):
        attributed(("Ann Able",), ("Bob Baker",), EVIDENCE)


def test_a_change_has_words_and_an_edit() -> None:
    with pytest.raises(ValueError, match="neither before nor after"):
        Change("c1", ChangeKind.INSERTION, None, None, (EDIT,))
    with pytest.raises(ValueError, match="no edit"):
        Change("c1", ChangeKind.INSERTION, None, Reading(Span(0, 3), "new"), ())


def test_an_edit_is_as_long_as_its_place() -> None:
    with pytest.raises(ValueError, match="as long as"):
        Edit(Span(0, 0), Span(0, 2), "new")


@pytest.mark.parametrize(("standing", "method"), [(Standing.EXTANT, "guessed"), (Standing.RECONSTRUCTED, None)])
def test_a_reconstruction_and_no_other_says_how_it_was_made(standing: Standing, method: str | None) -> None:
    with pytest.raises(ValueError, match="says how it was made"):
        Version("v", "w", "v", "words", standing, method=method)


@pytest.mark.parametrize(("place", "at"), [(AnchorPlace.TEXT, None), (AnchorPlace.HEADING, 3), (AnchorPlace.NONE, 0)])
def test_a_note_has_a_place_in_the_text_only_if_it_hangs_there(place: AnchorPlace, at: int | None) -> None:
    with pytest.raises(ValueError, match="note n1"):
        Note("n1", "w", "1", "…", place, "v", at)


def test_a_revision_has_an_id_and_is_not_its_own_parent() -> None:
    with pytest.raises(ValueError, match="needs an id"):
        Revision("", "words")
    with pytest.raises(ValueError, match="its own parent"):
        Revision("r1", "words", ("r1",))


def test_a_hash_is_the_same_for_the_same_letters_and_bears_broken_ones() -> None:
    version = Version("v", "w", "v", "words", Standing.EXTANT)
    assert version.sha256 == Version("other", "x", "y", "words", Standing.EXTANT).sha256
    assert version.outline.sha256 == version.sha256
    assert len(Version("v", "w", "v", "\ud800", Standing.EXTANT).sha256) == 64


def test_a_statement_is_general_only_if_it_speaks_of_the_whole_text() -> None:
    general = Claim("k", "w", ("Ann Able",), Act.REVISE, Scope.DOCUMENT, Certainty.HIGH, "…", "S")
    drafted = Claim("k", "w", ("Ann Able",), Act.DRAFT, Scope.DOCUMENT, Certainty.HIGH, "…", "S")
    assert (general.is_general, drafted.is_general) == (True, False)
    changing = {act for act in Act if Claim("k", "w", (), act, Scope.PHRASE, Certainty.LOW, "", "").changes_text}
    assert set(Act) - changing == {Act.UNDERLINE, Act.COMMENT, Act.APPROVE}
