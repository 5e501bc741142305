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


def test_a_surname_is_the_one_person_whom_the_heading_names_in_full(tmp_path: Path) -> None:
    received, claims = stages.read(_with_heading(tmp_path))
    assert [claim.revisers for claim in claims] == [("Ruth Q. Hanley",), ("Marsh",)]
    assert [(person.name, person.short) for person in received.people] == [
        ("Ruth Q. Hanley", "Hanley"),
        ("Marsh", "Marsh"),
    ]


def _with_heading(folder: Path) -> Path:
    note = '<note n="{0}" xml:id="d1fn{0}">{1} inserted this sentence.</note>'
    body = f"<p>We agree on it.{note.format(1, 'Hanley')} The rest can wait until May.{note.format(2, 'Marsh')}</p>"
    head = "<head>1. Memorandum From Ruth Q. Hanley to the Board</head>"
    path = folder / "volume.xml"
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="frus1969-76v13"><text><body><div type="compilation">'
        f'<div type="document" xml:id="d1" n="1">{head}{body}</div></div></body></text></TEI>',
        encoding="utf-8",
    )
    return path
