"""What a file says of its own making is read when it is given as a version, as it is when it is ingested."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

LEASE = Path(__file__).parents[2] / "data" / "samples" / "lease"
Run = Callable[..., Any]

DRAFT = "The small farm is slipping away. They were sold to companies that were not tired.\n"
CARBON = """The family farm is slipping away.[1] They were sold to companies that never sleep.[2]

[1] Ruth Hanley changed “small” to “family” in ink.
[2] Hanley substituted “never sleep” for “were not tired”.
"""
SENT = """The family farm is now slipping away.[1] They were sold to men that never sleep.

[1] Hanley inserted “now”.
"""


@pytest.fixture
def run(inside: Run, tmp_path: Path) -> Callable[..., str]:
    """The program on an empty library; its answer."""

    def run(*arguments: str) -> str:
        result = inside(tmp_path / "library.db", *arguments)
        assert result.returncode == 0, result.stderr
        return str(result.stdout + result.stderr)

    run("init", "--empty")
    return run


def changes(run: Callable[..., str], *arguments: str) -> dict[str, tuple[list[str], list[str]]]:
    found = json.loads(run("changes", *arguments, "--json").partition("\nprovenance:")[0])["changes"]
    return {one["after"]: (one["revisers"], one["candidates"]) for one in found}


def test_the_notes_of_a_version_speak_of_the_step_that_made_it(run: Callable[..., str], tmp_path: Path) -> None:
    for name, text in (("draft", DRAFT), ("carbon", CARBON), ("sent", SENT)):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    run("ingest", str(tmp_path / "draft.txt"), "--id", "speech")
    run("add", "speech", str(tmp_path / "carbon.txt"))
    run("add", "speech", str(tmp_path / "sent.txt"), "--by", "Ann Able")
    assert changes(run, "speech") == {
        "family": (["Ruth Hanley"], []),
        "never sleep": (["Ruth Hanley"], []),
        "men": (["Ann Able"], []),
        "now": ([], ["Ruth Hanley", "Ann Able"]),
    }
    assert "Note 1 of “sent” (evidence of revision)" in run("evidence", "speech")
    assert "sent" in run("versions", "speech").splitlines()[-1]
    run("undo")
    assert "of “sent”" not in run("evidence", "speech")
    run("remove", "speech", "carbon")
    assert "no note says anything" in run("evidence", "speech")
    run("undo")
    assert changes(run, "speech")["family"] == (["Ruth Hanley"], [])
    assert "nothing was altered" in run("verify")


def test_the_one_who_wrote_a_version_is_meant_by_his_surname_in_its_notes(
    run: Callable[..., str], tmp_path: Path
) -> None:
    (tmp_path / "draft.txt").write_text("The treaty will be signed in May.\n", "utf-8")
    carbon = "The treaty will be signed in June.[1]\n\n[1] Marsh changed “May” to “June”.\n"
    (tmp_path / "carbon.txt").write_text(carbon, "utf-8")
    run("ingest", str(tmp_path / "draft.txt"), "--id", "memo")
    run("add", "memo", str(tmp_path / "carbon.txt"), "--by", "Edwin Marsh")
    assert changes(run, "memo") == {"June": (["Edwin Marsh"], [])}


@pytest.mark.parametrize("hand", ["in an unidentified hand", "in another hand", "by somebody"])
def test_a_hand_that_nobody_has_named_is_not_that_of_the_one_who_wrote_the_rest(
    run: Callable[..., str], tmp_path: Path, hand: str
) -> None:
    (tmp_path / "draft.txt").write_text("We ask for help on fisheries.\n", "utf-8")
    carbon = f"We now ask for help on fisheries or on tolls.[1]\n\n[1] The words “or on tolls” were added {hand}.\n"
    (tmp_path / "carbon.txt").write_text(carbon, "utf-8")
    run("ingest", str(tmp_path / "draft.txt"), "--id", "memo")
    run("add", "memo", str(tmp_path / "carbon.txt"), "--by", "Edwin Marsh")
    assert changes(run, "memo") == {"now": (["Edwin Marsh"], []), "or on tolls": ([], [])}
    told = " ".join(run("who", "memo").split())
    assert f"note 1 tells of “{hand.partition(' ')[2]}”, which nobody has named" in told
    assert "version “carbon” as a whole is given as by Edwin Marsh" in told
    assert "nothing was altered" in run("verify")


def test_a_returned_word_file_brings_the_record_of_its_changes(run: Callable[..., str]) -> None:
    run("ingest", str(LEASE / "base.docx"), "--id", "lease", "--label", "base")
    for name in ("foss", "kessler"):
        run("add", "lease", str(LEASE / f"returned_{name}.docx"), "--after", "base")
    found = changes(run, "lease")
    assert found["$45"] == (["Lydia Foss"], [])
    assert found["$52"] == (["Ida Kessler"], [])


def test_a_record_that_starts_from_another_text_is_not_taken_and_that_is_said(run: Callable[..., str]) -> None:
    run("ingest", str(LEASE / "base.docx"), "--id", "lease", "--label", "base")
    run("add", "lease", str(LEASE / "returned_foss.docx"))
    told = run("add", "lease", str(LEASE / "returned_kessler.docx"))
    assert "were not taken for what was done to lease" in " ".join(told.split())
