"""What a person was, told between commas behind his name, is nobody else, and parts him from nothing that he did.

Of the first 720 such sentences 198 were not read as they say: "Doe, Assistant to the Secretary of State, and is in his
handwriting" made the Secretary the writer, of "Doe, Minister-Counselor of the Embassy" a second man was made, and in
"Doe, Ambassador to France, deleted “a”" nobody had done it.
"""

import pytest

from tests.evidence.test_every_word_in_every_frame import read

TEXT = "The treaty is a first step now. We shall consult with our allies before the end of the month, and soon."
ROLES = (
    "Assistant to the Secretary of State",
    "Special Assistant to the President for National Security Affairs",
    "Counselor of the Department",
    "Counselor of the Department of State",
    "Deputy Under Secretary of State for Political Affairs",
    "Assistant Secretary of State for Far Eastern Affairs",
    "Executive Secretary of the Department",
    "Director of the Office of Eastern European Affairs",
    "Chief of Staff to the President",
    "Military Aide to the President",
    "Legal Adviser of the Department of State",
    "Ambassador to France",
    "Chairman of the Joint Chiefs of Staff",
    "Secretary of the Army",
    "Private Secretary to the Prime Minister",
    "then Assistant to the Secretary",
    "a member of the Policy Planning Staff",
    "of the Policy Planning Staff",
    "Minister-Counselor of the Embassy in London",
)
WHOSE = {
    "The last sentence was added by {name}, {role}.": {"Dean Rusk"},
    "The last sentence was added by {name}, {role}, and is in ink.": {"Dean Rusk"},
    "{name}, {role}, deleted “soon.”": {"Dean Rusk"},
    "“Soon” was changed to “now” by {name}, {role}, on May 4.": {"Dean Rusk"},
    "The word “soon” is in the handwriting of {name}, {role}.": {"Dean Rusk"},
    "{name}, {role}, and Ball deleted “soon.”": {"Dean Rusk", "George W. Ball"},
    "At the suggestion of {name}, {role}, “soon” was deleted by Ball.": {"George W. Ball"},
    "The draft, which {name}, {role}, had seen, was revised by Ball.": {"George W. Ball"},
}


@pytest.mark.parametrize("role", ROLES)
def test_what_somebody_was_is_nobody_else(role: str) -> None:
    for frame, wanted in WHOSE.items():
        for name in ("Dean Rusk", "Mr. Rusk", "Rusk"):
            note = frame.format(name=name, role=role)
            assert {who for claim in read(note, TEXT) for who in claim.revisers} == wanted, note


def test_an_office_in_a_row_is_another_man() -> None:
    note = "Rusk, Ambassador Thompson, and Ball deleted “soon.”"
    assert {who for claim in read(note, TEXT) for who in claim.revisers} == {
        "Dean Rusk",
        "Llewellyn E. Thompson",
        "George W. Ball",
    }


@pytest.mark.parametrize("row", ["A’" * 400, "A " * 4000, "of the " * 4000, "X, Counselor, " * 500])
def test_a_row_of_capitals_comes_to_an_end(row: str) -> None:
    """It did not, where a word with an apostrophe could be cut in two ways."""
    assert {who for claim in read(f"Ball, {row} x. Rusk deleted “soon.”", TEXT) for who in claim.revisers} == {
        "Dean Rusk"
    }
