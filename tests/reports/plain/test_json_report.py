"""The whole apparatus as one JSON object that can be checked without us."""

import hashlib
import json

from provenance.model.attributions import Apparatus
from provenance.reports.plain.json_report import write


def test_the_texts_are_in_it_and_their_hashes_hold(letter_apparatus: Apparatus) -> None:
    found = json.loads(write(letter_apparatus))
    assert found["schema"] == "provenance.report/1"
    hashes = {version["id"]: version["sha256"] for version in found["document"]["versions"]}
    for text, name in ((found["base_text"], found["base"]), (found["final_text"], found["revised"])):
        assert hashlib.sha256(text.encode()).hexdigest() == hashes[name]


def test_the_changes_of_the_letter_can_be_taken_out_again(letter_apparatus: Apparatus) -> None:
    found = json.loads(write(letter_apparatus))
    text = found["final_text"]
    for change in found["changes"]:
        text = text.replace(f" {change['after']}", "")
    assert text == found["base_text"]


def test_what_is_not_known_is_in_it(letter_apparatus: Apparatus) -> None:
    found = json.loads(write(letter_apparatus))
    assert found["not_known"] == list(letter_apparatus.caveats)
    assert found["result"] in write(letter_apparatus)
    assert found["verification"].startswith("To verify")


def test_hostile_letters_are_kept_as_json_keeps_them(edited_letter: Apparatus) -> None:
    found = json.loads(write(edited_letter))
    assert "\x07" in found["final_text"]
    assert found["notes"][1]["text"].endswith("\x1b[31m")
