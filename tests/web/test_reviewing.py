"""The review queue, the log, and what is put right: by one visitor and by two at once."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from provenance.model.testimony import Act, Reading
from provenance.store.library import open_library

WORK = "/works/frus1969-76v13-d309a1"
OWN = {"origin": "http://127.0.0.1:8765"}
Visitors = Callable[..., httpx.Client]
TEN = 10


@pytest.fixture
def doubting_library(own_library: Path) -> Path:
    """The letter with ten readings of its notes that are only possible."""
    work = WORK.rsplit("/", 1)[1]
    with open_library(str(own_library)) as library:
        model = next(one for one in library.claims(work) if one.act is Act.INSERT)
        doubtful = [
            replace(model, id=f"{model.id}-doubt{n}", reading=Reading.POSSIBLE, rule=f"doubtful rule {n}", target=None)
            for n in range(TEN)
        ]
        library.save_claims(doubtful)
    return own_library


@pytest.fixture
def reviewer(doubting_library: Path, visitor_of: Visitors) -> httpx.Client:
    made = visitor_of(doubting_library)
    made.headers.update(OWN)
    return made


def waiting(page: str) -> int:
    """How many readings wait."""
    found = re.search(r"Reading \d+ of (\d+)", page)
    return int(found[1]) if found else 0


def fields(page: str) -> dict[str, str]:
    """The hidden fields of the decision."""
    form = page.split('action="/review"')[1]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))


def test_a_doubtful_reading_names_nobody_until_it_is_confirmed(reviewer: httpx.Client) -> None:
    page = reviewer.get("/review").text
    assert waiting(page) == TEN
    assert "Kissinger inserted this sentence." in page
    page = reviewer.post("/review", data={**fields(page), "decision": "confirm"}).text
    assert waiting(page) == TEN - 1
    assert "Confirmed, in your name." in page
    told = [c for note in reviewer.get(f"{WORK}/evidence.json").json()["notes"] for c in note["claims"]]
    assert [c["reading"] for c in told if c["asserted_by"] == "R. Hanley"] == ["sure"]


def test_a_rejected_reading_keeps_its_reason(reviewer: httpx.Client) -> None:
    page = reviewer.get("/review").text
    assert reviewer.post("/review", data={**fields(page), "decision": "reject"}).status_code == 400
    sent = {**fields(page), "decision": "reject", "reason": "It speaks of another letter."}
    assert waiting(reviewer.post("/review", data=sent).text) == TEN - 1
    told = [c for note in reviewer.get(f"{WORK}/evidence.json").json()["notes"] for c in note["claims"]]
    [aside] = [c["set_aside"] for c in told if c["set_aside"]]
    assert (aside["by"], aside["reason"]) == ("R. Hanley", "It speaks of another letter.")


def test_a_reading_is_corrected(reviewer: httpx.Client) -> None:
    page = reviewer.get("/review").text
    sent = {
        **fields(page),
        "decision": "correct",
        "revisers": "Helmut Sonnenfeldt",
        "act": "insert",
        "words": "complex",
    }
    page = reviewer.post("/review", data=sent).text
    assert "Corrected" in page
    assert waiting(page) == TEN - 1
    told = [c for note in reviewer.get(f"{WORK}/evidence.json").json()["notes"] for c in note["claims"]]
    kept = [c for c in told if c["asserted_by"] == "R. Hanley"]
    assert [(c["revisers"], c["target"]) for c in kept] == [(["Helmut Sonnenfeldt"], "complex")]


def test_a_decision_is_undone(reviewer: httpx.Client) -> None:
    page = reviewer.get("/review").text
    page = reviewer.post("/review", data={**fields(page), "decision": "confirm"}).text
    entry = re.search(r'name="entry" value="([^"]+)"', page)
    assert entry
    page = reviewer.post("/log/undo", data={"entry": entry[1], "back": "review"}).text
    assert waiting(page) == TEN
    log = reviewer.get("/log").text
    assert "R. Hanley" in log
    assert "(undone)" in log


def test_two_review_at_once(reviewer: httpx.Client, doubting_library: Path, visitor_of: Visitors) -> None:
    other = visitor_of(doubting_library)
    other.headers.update(OWN)
    first, second = reviewer.get("/review").text, other.get("/review").text
    assert reviewer.post("/review", data={**fields(first), "decision": "confirm"}).status_code == 200
    late = other.post("/review", data={**fields(second), "decision": "reject", "reason": "no"})
    assert late.status_code == 409
    assert "stands in the name of R. Hanley already" in late.text
    assert waiting(other.get("/review").text) == TEN - 1


def test_what_was_decided_is_a_set_of_labelled_notes(reviewer: httpx.Client) -> None:
    page = reviewer.post("/review", data={**fields(reviewer.get("/review").text), "decision": "confirm"}).text
    assert reviewer.get("/review/labels.jsonl").text == ""  # other readings of the note wait still
    for _ in range(TEN - 1):
        page = reviewer.post("/review", data={**fields(page), "decision": "reject", "reason": "no"}).text
    import json

    rows = [json.loads(line) for line in reviewer.get("/review/labels.jsonl").text.splitlines()]
    assert [(row["note"], row["is_revision_evidence"]) for row in rows] == [("Kissinger inserted this sentence.", True)]
    assert [(row["volume"], row["document"]) for row in rows] == [("frus1969-76v13", "d309")]
    told = {(*claim["revisers"], claim["action"]) for row in rows for claim in row["claims"]}
    assert told == {("Henry A. Kissinger", "insert")}


def test_works_with_doubtful_readings_can_be_found(reviewer: httpx.Client) -> None:
    page = reviewer.get("/", params={"doubtful": "yes"}).text
    assert "1 work" in page
    assert "Letter From President Nixon" in page


def test_a_work_and_a_person_are_put_right_and_back_again(reviewer: httpx.Client) -> None:
    reviewer.post(f"{WORK}/mend", data={"title": "The letter", "source": "FRUS", "reason": "shorter"})
    assert "The letter" in reviewer.get("/").text
    reviewer.post("/people", data={"person": "Helmut Sonnenfeldt", "name": "Hal Sonnenfeldt"})
    assert "<p>Hal Sonnenfeldt</p>" in reviewer.get("/people").text
    for _ in range(2):
        entry = next(
            one
            for one in reversed(reviewer.get("/log.json").json()["entries"])
            if not one["undone"] and not one["undoes"]
        )
        reviewer.post("/log/undo", data={"entry": entry["id"]})
    assert "Letter From President Nixon" in reviewer.get("/").text
    assert "<p>Helmut Sonnenfeldt</p>" in reviewer.get("/people").text


def test_a_work_is_removed_only_if_that_is_said(reviewer: httpx.Client) -> None:
    assert reviewer.post(f"{WORK}/remove").status_code == 400
    reviewer.post(f"{WORK}/remove", data={"sure": "yes"})
    assert reviewer.get(WORK).status_code == 404


# ---- in a browser


@pytest.fixture
def room(doubting_library: Path, serve: Callable[[Path], Any]) -> Any:
    return serve(doubting_library)


@pytest.mark.xdist_group("chromium")
def test_an_editor_reviews_ten_readings_by_mouse(enter: Callable[..., Any], room: Any) -> None:
    page = enter("/review", room=room)
    for number in range(TEN - 1):
        if number % 3 == 0:
            page.fill("#reason", "It speaks of another paper.")
            page.click("text=Reject it")
        else:
            page.click("text=Confirm it")
        page.wait_for_selector(f"text=Reading 1 of {TEN - 1 - number}")
    page.click("text=Correct it")
    page.fill("#correct-words", "complex")
    page.fill("#revisers", "Helmut Sonnenfeldt")
    page.click("text=Keep the correction")
    page.wait_for_selector("text=No reading waits")
    page.click("text=Undo")
    page.wait_for_selector("text=Reading 1 of 1")


@pytest.mark.xdist_group("chromium")
def test_an_editor_reviews_by_keyboard_alone_and_without_a_script(enter: Callable[..., Any], room: Any) -> None:
    page = enter("/review", room=room, java_script_enabled=False)
    for left in range(TEN - 1, TEN - 4, -1):
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.value") == "confirm":
                break
        page.keyboard.press("Enter")
        page.wait_for_selector(f"text=Reading 1 of {left}")
