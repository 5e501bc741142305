"""The public JSON has the keys that it promises, and nothing is lost on the way."""

import json

from provenance.attribution.sentence_accounts import account_for
from provenance.model.attributions import Apparatus
from provenance.reports.public_json import Changes, changes_json, dump, evidence_json, who_json, work_json

CHANGE = {"id", "kind", "before", "after", "sentences", "revisers", "candidates", "basis", "certainty", "evidence"}
CLAIM = {"revisers", "act", "target", "earlier_reading", "later_reading", "scope", "certainty", "status", "reason"}


def test_an_answer_names_its_schema_first_and_keeps_every_letter() -> None:
    shown = dump("who", {"text": "“déjà” \u2028"})
    assert json.loads(shown) == {"schema": "provenance.who/1", "text": "“déjà” \u2028"}
    assert shown.startswith('{\n  "schema"')
    assert "déjà" in shown


def test_a_change_has_every_promised_key(edited_letter: Apparatus) -> None:
    for change in changes_json(edited_letter, edited_letter.attributions)["changes"]:
        assert set(change) >= CHANGE | {"reason"}
        assert all(set(e) == {"note", "quote", "source"} for e in change["evidence"])


def test_what_is_not_there_is_null_and_not_empty(edited_letter: Apparatus) -> None:
    changes = {a.change.kind.value: Changes(edited_letter).json(a) for a in edited_letter.attributions}
    assert changes["insertion"]["before"] is None
    assert changes["deletion"]["after"] is None


def test_versions_and_witnesses_are_listed_with_their_standing(letter_apparatus: Apparatus) -> None:
    outlines = [version.outline for version in letter_apparatus.versions]
    found = work_json(letter_apparatus.work, outlines, letter_apparatus.witnesses)
    assert [v["standing"] for v in found["versions"]] == ["reconstructed"] * 3 + ["extant"]
    assert found["versions"][0]["author"] == "Helmut Sonnenfeldt"
    assert {"id", "label", "standing", "author", "date", "parents", "sha256"} <= set(found["versions"][0])
    assert [w["seen"] for w in found["witnesses"]] == [True, False]


def test_a_sentence_tells_its_state_changes_and_caveats(letter_apparatus: Apparatus) -> None:
    found = who_json(letter_apparatus, account_for(letter_apparatus))["sentences"]
    [inserted] = [s for s in found if s["ref"] == "1.2"]
    assert (inserted["state"], inserted["paragraph"], inserted["sentence"]) == ("inserted", 1, 2)
    assert inserted["changes"][0]["revisers"] == ["Henry A. Kissinger"]
    assert all(s["caveats"] for s in found if s["state"] == "unchanged")


def test_the_claims_of_a_note_stand_with_it_and_how_they_stand(letter_apparatus: Apparatus) -> None:
    found = {note["number"]: note for note in evidence_json([letter_apparatus])["notes"]}
    [haig] = found["6"]["claims"]
    assert set(haig) >= CLAIM
    assert (haig["status"], haig["scope"]) == ("unverified", "part-of-paragraph")
    assert (haig["start_certainty"], haig["end_certainty"]) == ("medium", "high")
    assert (haig["earlier_reading"], haig["later_reading"]) == (None, None)
    assert found["6"]["is_revision_evidence"]
    assert not found["4"]["is_revision_evidence"]
    start, end = haig["said"]
    assert found["6"]["text"][start:end] == haig["quote"]
