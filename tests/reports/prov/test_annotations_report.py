"""Web Annotations read back by a stranger: every selector finds its words, and nobody is named without testimony."""

import json
from typing import Any

from provenance.attribution.listing import listed
from provenance.model.attributions import Apparatus
from provenance.reports.prov.annotations_report import write


def items(apparatus: Apparatus) -> list[dict[str, Any]]:
    return list(json.loads(write(apparatus))["first"]["items"])


def changes(apparatus: Apparatus) -> list[dict[str, Any]]:
    return [item for item in items(apparatus) if item["motivation"] == "describing"]


def test_every_selector_finds_its_words_in_the_hashed_text(
    letter_apparatus: Apparatus, edited_letter: Apparatus
) -> None:
    for apparatus in (letter_apparatus, edited_letter):
        texts = {f"urn:sha256:{v.sha256}": v.text for v in (apparatus.base, apparatus.revised)}
        for annotation in changes(apparatus):
            assert annotation["target"]
            for target in annotation["target"]:
                quote, position = target["selector"]
                text = texts[target["source"]]
                assert text[position["start"] : position["end"]] == quote["exact"]
                assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_there_is_one_annotation_a_change_with_the_same_revisers(edited_letter: Apparatus) -> None:
    found = [annotation["body"]["provenance:revisers"] for annotation in changes(edited_letter)]
    assert found == [list(attribution.revisers) for attribution in listed(edited_letter)]


def test_the_letter_is_told_with_its_note_and_its_unsure_edge(letter_apparatus: Apparatus) -> None:
    first, second = changes(letter_apparatus)
    assert first["body"]["provenance:revisers"] == ["Henry A. Kissinger"]
    assert second["body"]["provenance:revisers"] == ["Alexander M. Haig, Jr."]
    assert second["body"]["provenance:start"] == "medium"
    assert second["body"]["provenance:evidence"][0]["provenance:note"] == "6"
    assert second["creator"] == [{"type": "Agent", "name": "the editors"}]


def test_a_change_that_nobody_is_named_for_has_no_creator(edited_letter: Apparatus) -> None:
    open_ = [annotation for annotation in changes(edited_letter) if not annotation["body"]["provenance:revisers"]]
    assert open_
    assert all("creator" not in annotation for annotation in open_)


def test_no_time_is_invented_and_what_is_not_known_is_said(letter_apparatus: Apparatus) -> None:
    told = items(letter_apparatus)
    assert not any({"created", "modified", "generated"} & set(annotation) for annotation in told)
    said = [annotation["body"]["value"] for annotation in told if annotation["motivation"] == "commenting"]
    assert said == list(letter_apparatus.caveats)
