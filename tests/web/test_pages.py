"""The pages asked without a browser: each answers, and as JSON says what the command line says."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from provenance.commands.app import app
from provenance.model.spans import PICTURE, Milestone, MilestoneKind
from provenance.model.versions import Standing, Version
from provenance.web.work_pages import plain_text

WORK = "/works/frus1969-76v13-d309a1"
OTHER = "/works/frus1969-76v13-d309"
PAGES = [
    "/", "/?q=explained&person=haig&standing=reconstructed&order=title", "/search?q=explained", "/search",
    WORK, OTHER, f"{OTHER}/compare", f"{WORK}/text/final", f"{WORK}/text/reconstructed-draft",
    f"{WORK}/compare/reconstructed-draft/final", f"{WORK}/compare/reconstructed-draft/final?as=redline",
    f"{WORK}/compare/final/haig-layer?as=list", f"{WORK}/compare/reconstructed-draft/final?person=nobody",
    f"{WORK}/readings", f"{WORK}/who", f"{WORK}/who/8.3", f"{WORK}/who/12.3", f"{WORK}/who?words=already+explained",
    f"{WORK}/who?reviser=Haig", f"{OTHER}/who", f"{WORK}/evidence", f"{WORK}/evidence?all=yes", f"{OTHER}/evidence",
    f"{WORK}/reports", f"{OTHER}/reports", f"{WORK}/history",
    f"{WORK}/history?at=reconstructed-draft", f"{OTHER}/history",
    f"{WORK}/trace?words=already+explained", f"{WORK}/mend", f"{WORK}/add",
    "/add", "/copies", "/review", "/log", "/people",
]  # fmt: skip
SAME = [
    ("/works.json", ["list"]),
    ("/search.json?q=explained", ["search", "explained"]),
    (f"{WORK}.json", ["versions", "frus1969-76v13-d309a1"]),
    (f"{WORK}/changes.json", ["changes", "frus1969-76v13-d309a1"]),
    (f"{WORK}/compare/haig-layer/final.json", ["changes", "frus1969-76v13-d309a1", "--from", "haig-layer"]),
    (f"{WORK}/who/8.3.json", ["who", "frus1969-76v13-d309a1", "--sentence", "8.3"]),
    (f"{WORK}/who.json?words=already+explained", ["who", "frus1969-76v13-d309a1", "--match", "already explained"]),
    (f"{WORK}/who.json?unexplained=yes", ["who", "frus1969-76v13-d309a1", "--unexplained"]),
    (f"{WORK}/evidence.json", ["evidence", "frus1969-76v13-d309a1"]),
    (f"{WORK}/history.json", ["authors", "frus1969-76v13-d309a1"]),
    (f"{WORK}/trace.json?words=already+explained", ["trace", "already explained", "frus1969-76v13-d309a1"]),
    ("/log.json", ["log"]),
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers(reader: httpx.Client, path: str) -> None:
    answer = reader.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.text.startswith("<!doctype html>")
    assert 'lang="en"' in answer.text
    assert "None" not in answer.text


@pytest.mark.parametrize(("path", "command"), SAME, ids=[path for path, _ in SAME])
def test_the_json_is_that_of_the_command_line(
    reader: httpx.Client, letter_library: Path, path: str, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    result = CliRunner().invoke(app, [*command, "--json"], env={"PROVENANCE_DB": str(letter_library)})
    assert result.exit_code == 0, result.output
    told: Any = json.loads(capsys.readouterr().out or result.output)
    assert reader.get(path).json() == told
    bare = path.replace(".json", "")
    assert reader.get(bare, headers={"accept": "application/json"}).json() == told


def test_the_sentence_says_who_and_how_we_know(reader: httpx.Client) -> None:
    page = reader.get(f"{WORK}/who/8.3").text
    assert "Insertion by Alexander M. Haig, Jr." in page
    assert "Haig inserted the second half of this paragraph" in page
    assert "http://127.0.0.1:8765/works/frus1969-76v13-d309a1/who/8.3" in page
    assert "@misc{" in page
    assert "&#34;container-title&#34;" in page


def test_an_unchanged_sentence_is_nobody_s(reader: httpx.Client) -> None:
    page = reader.get(f"{WORK}/who/12.3").text
    assert "Not attributed to anyone." in page
    assert "does not prove who wrote them" in page


def test_two_chosen_versions_lead_to_their_comparison(reader: httpx.Client) -> None:
    sent = reader.get(f"{WORK}/compare?from=haig-layer&to=final", follow_redirects=False)
    assert sent.headers["location"] == f"{WORK}/compare/haig-layer/final"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{WORK}/who/99.9", 404), (f"{WORK}/who?words=xyzzy", 404), ("/works/none", 404), (f"{WORK}/text/none", 404),
        (f"{WORK}/compare/final/none", 404), (f"{WORK}/reports/none", 400), (f"{WORK}/compare/final/final?as=x", 400),
        ("/?standing=lost", 400), ("/?order=x", 400), ("/search?q=%22%22", 400),
        (f"{WORK}/readings?version=final", 400), (f"{WORK}/who?paragraph=abc", 400), (f"{WORK}/who?paragraph=0", 400),
        ("/?page=abc", 400), ("/?page=0", 400), ("/log?page=-1", 400), ("/review?at=x", 400), ("/log?work=none", 404),
        ("/review?work=none", 404), (f"{WORK}/changes?from=final&from=haig-layer", 400),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said_in_a_sentence(reader: httpx.Client, path: str, status: int) -> None:
    for accept in ("text/html", "application/json"):
        answer = reader.get(path, headers={"accept": accept})
        assert answer.status_code == status
        assert "Traceback" not in answer.text
        assert "/tmp" not in answer.text
        assert "`provenance" not in answer.text


def test_every_report_can_be_had_and_all_in_one_zip(reader: httpx.Client) -> None:
    for format in ("docx", "csv", "tei", "bibtex"):
        answer = reader.get(f"{WORK}/reports/{format}")
        assert answer.status_code == 200
        assert "attachment" in answer.headers["content-disposition"]
    package = zipfile.ZipFile(io.BytesIO(reader.get(f"{WORK}/reports/all.zip").content))
    assert package.testzip() is None
    years = {one.date_time[0] for one in package.infolist()}
    assert years == {1980}, "a zip cannot tell of the clock's year if that is 1970 or 2200"
    assert len(package.namelist()) == 16


def test_a_broken_library_is_told_without_its_place(
    tmp_path: Path, visitor_of: Callable[..., httpx.Client], letter_library: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "secret place" / "library.db"
    broken.parent.mkdir()
    broken.write_bytes(letter_library.read_bytes()[:5000] + b"x" * 90_000)
    client = visitor_of(broken)
    for path in ("/", WORK):
        answer = client.get(path)
        assert answer.status_code in {500, 503}
        assert "secret place" not in answer.text
        assert "Traceback" not in answer.text
        assert "Incident" in answer.text
    told = capfd.readouterr().err
    assert "incident" in told
    assert "provenance: " in told
    assert "Traceback" not in told


def test_words_of_a_reconstruction_are_nobody_s(reader: httpx.Client) -> None:
    told = reader.get(f"{WORK}/history.json").json()["authors"]
    assert {one["author"]: one["alive"] for one in told}["Henry A. Kissinger"] == 23
    assert not any(one["author"] == "Helmut Sonnenfeldt" and one["alive"] > 1000 for one in told)


def test_a_file_that_is_called_like_a_work_is_not_read(
    own_library: Path, visitor_of: Callable[..., httpx.Client], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(WORK.rsplit("/", 1)[1]).write_text("Words of a file that nobody asked for.", "utf-8")
    client = visitor_of(own_library)
    for page in ("", "/evidence", "/history", "/who", "/reports"):
        assert "nobody asked for" not in client.get(f"{WORK}{page}").text


def test_a_letter_s_evidence_is_its_notes(reader: httpx.Client) -> None:
    page = reader.get(f"{WORK}/evidence").text
    assert "Haig inserted the second half" in page
    assert "A history has no notes" not in page


def test_the_text_of_a_version_links_the_pictures_of_its_pages() -> None:
    address = "https://example.org/leaf-2.jpg"
    marks = (
        Milestone(4, MilestoneKind.PAGE, "2", "[Page 2]"),
        Milestone(4, MilestoneKind.LAYOUT, f"{PICTURE}{address}", ""),
    )
    version = Version("w@final", "w", "final", "One two.", Standing.EXTANT, milestones=marks)
    assert f'<a href="{address}">p. 2</a>' in plain_text(version)
