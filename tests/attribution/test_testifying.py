"""What a file holds, taken as testimony."""

from pathlib import Path

from provenance import stages

SPEECH = """Speech to the Grange

Friends,

The family farm is slipping out of our hands.[1] They were sold to companies that never sleep.[2]

[1] Ruth Hanley changed "small" to "family" in ink.
[2] Hanley substituted "never sleep" for "were not tired".{}
"""


def named(path: Path) -> list[tuple[str, ...]]:
    _, claims = stages.read(path, "text")
    return [claim.revisers for claim in claims]


def test_a_surname_is_the_one_person_of_that_name(tmp_path: Path) -> None:
    speech = tmp_path / "speech.txt"
    speech.write_text(SPEECH.format(""), encoding="utf-8")
    assert named(speech) == [("Ruth Hanley",), ("Ruth Hanley",)]


def test_a_surname_of_two_persons_stays_as_it_is_said(tmp_path: Path) -> None:
    speech = tmp_path / "speech.txt"
    speech.write_text(SPEECH.format('\n[3] Paul Hanley inserted "Friends".'), encoding="utf-8")
    assert ("Hanley",) in named(speech)
