"""The result in one sentence, the standing of a version, and the line by which anyone can verify it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from provenance.model.attributions import Apparatus
from provenance.model.versions import Standing, Version
from provenance.reports.summary import result_in_words, standing_in_words, verification

Build = Callable[[str], Apparatus]


@pytest.mark.parametrize(
    ("marked", "result"),
    [
        ("We agree.", "No change of words from “the draft” to “final”; 2 words."),
        ("We{+K: do+} agree.", "1 of 3 words are attributed: 1 to Henry A. Kissinger (n. 5); the rest to no one."),
        (
            "We{+?: do+} agree.",
            "0 of 3 words are attributed; the rest to no one. 1 change is attributed to no one.",
        ),
        (
            "We{~KH: do| must well~} agree{+?: on+}{+?: it+}.",
            "2 of 6 words are attributed: 2 to Henry A. Kissinger and Alexander M. Haig, Jr. (n. 5; n. 6); "
            "the rest to no one. "
            "Words taken out: 1 by Henry A. Kissinger and Alexander M. Haig, Jr. 2 changes are attributed to no one.",
        ),
        (
            "We{>K:, we hope,>} agree{<:, we hope,<}{-H: on it-}.",
            "0 of 4 words are attributed; the rest to no one. "
            "Words taken out: 2 by Alexander M. Haig, Jr. (n. 6). Words moved: 2 by Henry A. Kissinger (n. 5).",
        ),
    ],
)
def test_the_result_counts_the_words_put_in_by_each_hand(marked: str, result: str, build_apparatus: Build) -> None:
    assert result_in_words(build_apparatus(marked)) == result


def test_the_author_of_an_extant_base_is_named_for_the_rest_only_where_it_was_made_from_no_other(
    build_apparatus: Build,
) -> None:
    made = build_apparatus("We{+K: do+}{+?: all+} agree.")
    first = replace(made.base, standing=Standing.EXTANT, method=None, authors=("Ann Able",), parents=())
    lead = "1 of 4 words are attributed: 1 to Henry A. Kissinger (n. 5); "
    end = "; 1 to no one. 1 change is attributed to no one."
    told = result_in_words(replace(made, base=first))
    assert told == f"{lead}2 stood in “{first.label}” already, by Ann Able{end}"
    told = result_in_words(replace(made, base=replace(first, parents=("typed",))))
    assert told == f"{lead}2 stood in “{first.label}” already{end}"


def test_of_the_letter_nobody_is_said_to_have_written_the_rest(letter_apparatus: Apparatus) -> None:
    assert result_in_words(letter_apparatus) == (
        "110 of 1394 words are attributed: 23 to Henry A. Kissinger (n. 5), 87 to Alexander M. Haig, Jr. (n. 6); "
        "the rest to no one."
    )


def test_a_reconstruction_is_nobodys_text() -> None:
    made_up = Version("v", "w", "draft", "x", Standing.RECONSTRUCTED, authors=("Ann Able",), method="less the rain.")
    assert standing_in_words(made_up) == (
        "draft: reconstructed, standing for the work of Ann Able; undated; less the rain."
    )
    extant = Version("v", "w", "proof", "x", Standing.EXTANT, authors=("Ann Able", "Bob Baker"), date="1950-01-02")
    assert standing_in_words(extant) == "proof: extant, by Ann Able and Bob Baker; January 2, 1950"


def test_both_texts_can_be_verified(letter_apparatus: Apparatus) -> None:
    line = verification(letter_apparatus)
    assert f"(sha256 {letter_apparatus.base.sha256}) give" in line
    assert letter_apparatus.revised.sha256 in line
    assert letter_apparatus.comparison.engine in line
