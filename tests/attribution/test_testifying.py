"""What a file holds, taken as testimony."""

from pathlib import Path

import pytest

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


def test_two_who_may_be_meant_are_candidates_by_their_full_names(tmp_path: Path) -> None:
    speech = tmp_path / "speech.txt"
    speech.write_text(
        SPEECH.format('\n[3] Hanley or Marsh struck out the word "dear".\n[4] Cy Marsh struck out a comma here.'),
        "utf-8",
    )
    _, claims = stages.read(speech, "text")
    assert [claim.candidates for claim in claims if claim.candidates] == [("Ruth Hanley", "Cy Marsh")]


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


MEMORANDUM = """Harbour Commission

{heading}

Dear Commissioner:

The talks should begin in June.[1] We shall then decide on the next step.[2]

Sincerely yours,

{signed}

[1] Hanley inserted this sentence.
[2] {other}
"""


@pytest.mark.parametrize(
    ("heading", "signed", "other", "who"),
    [
        ("Northern Dock", "Ruth B. Hanley", "", ["Ruth B. Hanley"]),
        ("Northern Dock", "Ruth B. Hanley\nDeputy Commissioner", "", ["Ruth B. Hanley"]),
        ("From Ruth B. Hanley to Edwin Marsh", "E. Marsh", "", ["Ruth B. Hanley"]),
        ("From Ruth Hanley", "Ruth B. Hanley", "", ["Ruth B. Hanley"]),
        ("Fort Hanley", "Edwin Marsh", "", ["Hanley"]),
        ("From Paul Hanley", "Ruth B. Hanley", "", ["Hanley"]),
        ("Northern Dock", "Ruth B. Hanley", "Ruth Hanley inserted this sentence.", ["Ruth B. Hanley"] * 2),
        (
            "Northern Dock",
            "Ruth B. Hanley, Jr.",
            "Ruth B. Hanley inserted this sentence.",
            ["Hanley", "Ruth B. Hanley"],
        ),
    ],
)
def test_a_surname_is_the_one_person_who_signs_or_is_named_as_sender(
    tmp_path: Path, heading: str, signed: str, other: str, who: list[str]
) -> None:
    path = tmp_path / "memorandum.txt"
    path.write_text(MEMORANDUM.format(heading=heading, signed=signed, other=other), encoding="utf-8")
    received, claims = stages.read(path)
    assert [claim.revisers for claim in claims] == [(name,) for name in who]
    assert [person.name for person in received.people] == list(dict.fromkeys(who))


def test_who_is_recorded_is_called_as_the_record_has_it(tmp_path: Path) -> None:
    path = tmp_path / "page.xml"
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Letter From Ruth B. Hanley'
        '</title></titleStmt></fileDesc><handNotes><handNote xml:id="h" scribe="Hanley"/></handNotes></teiHeader><text>'
        '<body><p>The sea <add hand="#h">here</add> is calm.<note>Hanley inserted “calm”.</note></p></body></text>'
        "</TEI>",
        encoding="utf-8",
    )
    _, claims = stages.read(path)
    assert [claim.revisers for claim in claims] == [("Ruth B. Hanley",), ("Hanley",)]
