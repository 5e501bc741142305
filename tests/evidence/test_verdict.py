"""What makes a note evidence of revision, and what does not."""

from dataclasses import replace

from provenance.evidence.verdict import is_revision_evidence
from provenance.model.testimony import Act, Certainty, Claim, Scope

CLAIM = Claim("c", "w", (), Act.INSERT, Scope.PHRASE, Certainty.UNKNOWN, "inserted", "a volume")


def test_a_change_by_nobody_named_is_evidence() -> None:
    assert is_revision_evidence([CLAIM])


def test_a_comment_and_an_approval_are_none() -> None:
    assert not is_revision_evidence([replace(CLAIM, act=Act.COMMENT), replace(CLAIM, act=Act.APPROVE)])


def test_what_was_only_suggested_is_none() -> None:
    assert not is_revision_evidence([replace(CLAIM, actual=False)])


def test_having_drafted_the_whole_is_none_but_having_drafted_a_part_is() -> None:
    whole = replace(CLAIM, act=Act.DRAFT, scope=Scope.DOCUMENT)
    assert not is_revision_evidence([whole])
    assert is_revision_evidence([replace(whole, scope=Scope.PARAGRAPH, revisers=("Rusk",))])


def test_that_a_part_was_drafted_by_nobody_told_at_no_place_found_is_none() -> None:
    assert not is_revision_evidence([replace(CLAIM, act=Act.DRAFT, scope=Scope.PARAGRAPH)])
