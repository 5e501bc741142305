"""Drafts that might turn up in the archive, and what the tracker must conclude from each (tests/cases/drafts)."""

import tomllib
from dataclasses import replace
from pathlib import Path
from textwrap import fill
from typing import Any

import pytest

from provenance import stages
from provenance.attribution.listing import listed
from provenance.attribution.sentence_accounts import sentences_of
from provenance.diff.replay import replay
from provenance.model.attributions import Apparatus, Attribution, Dossier
from provenance.model.versions import Standing, Version
from provenance.text.blocks import split_blocks
from provenance.text.sentences import split_sentences

CASES = sorted((Path(__file__).parent.parent / "cases" / "drafts").glob("*.toml"))


def draft_of(case: dict[str, Any], final: Version) -> Version:
    """The draft that a case describes by how it differs from the final letter."""
    text = case.get("text", final.text)
    for edit in case.get("edit", []):
        assert text.count(edit["final"]) == 1, edit["final"]
        text = text.replace(edit["final"], edit["draft"])
    if "swap" in case:
        paragraphs = text.split("\n\n")
        places = [
            next(n for n, p in enumerate(paragraphs) if p.startswith(case["swap"][k])) for k in ("first", "second")
        ]
        first, second = places
        paragraphs[first], paragraphs[second] = paragraphs[second], paragraphs[first]
        text = "\n\n".join(paragraphs)
    if "width" in case:
        text = "\n\n".join(fill(paragraph, case["width"]) for paragraph in text.split("\n\n"))
    text = text.replace("\n", case.get("line_end", "\n"))
    return Version(
        "draft", final.work, "draft", text, Standing.EXTANT, split_blocks(text), authors=("Helmut Sonnenfeldt",)
    )


def attributed(case: dict[str, Any], dossier: Dossier) -> Apparatus:
    draft = draft_of(case, dossier.versions[-1])
    return stages.attribute_versions(replace(dossier, versions=(draft, *dossier.versions)))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_draft_that_turns_up_is_weighed_as_the_rules_demand(path: Path, letter_dossier: Dossier) -> None:
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    apparatus = attributed(case, letter_dossier)
    assert apparatus.base.label == "draft"
    assert replay(apparatus.base.text, apparatus.comparison) == apparatus.revised.text
    assert ("share hardly a word" in apparatus.caveats[0]) == case.get("strangers", False)
    stands = {a.claim: a.status.value for a in apparatus.assessments}
    for number, status in case["claims"].items():
        assert {stands[c.id] for c in apparatus.claims if c.note == number} == {status}
    if case.get("strangers"):
        return
    found, wanted = listed(apparatus), case.get("change", [])
    assert [f.change.kind.value for f in found] == [w["kind"] for w in sorted_as(wanted, found)], said(found)
    for attribution, expected in zip(found, sorted_as(wanted, found), strict=True):
        check(attribution, expected, apparatus)


def sorted_as(wanted: list[dict[str, Any]], found: tuple[Attribution, ...]) -> list[dict[str, Any]]:
    """The expected changes in the order of those found, each found by its words."""
    left = list(wanted)
    order = []
    for attribution in found:
        match = next((w for w in left if fits(attribution, w)), None)
        if match is not None:
            left.remove(match)
            order.append(match)
    return order + left


def fits(attribution: Attribution, wanted: dict[str, Any]) -> bool:
    after = attribution.change.after.text if attribution.change.after else ""
    before = attribution.change.before.text if attribution.change.before else ""
    return (
        attribution.change.kind.value == wanted["kind"]
        and after.startswith(wanted.get("begins", wanted.get("after", "")))
        and before == wanted.get("before", before)
    )


def check(attribution: Attribution, wanted: dict[str, Any], apparatus: Apparatus) -> None:
    change = attribution.change
    after = change.after.text if change.after else ""
    assert after.endswith(wanted.get("ends", ""))
    assert len(after.split()) == wanted.get("words", len(after.split()))
    assert list(attribution.revisers) == wanted["by"], attribution.reason
    assert list(attribution.candidates) == wanted.get("candidates", [])
    if "sentences" in wanted:
        sentences = split_sentences(apparatus.revised.text, apparatus.revised.blocks)
        assert [s.ref for s in sentences_of(change, sentences)] == wanted["sentences"]
    assert [e.note for e in attribution.evidence] == wanted.get("evidence", [e.note for e in attribution.evidence])
    if wanted["by"]:
        assert attribution.certainty.value == wanted.get("certainty", "high")
        assert [e.note for e in attribution.evidence] == [wanted["note"]]
        assert attribution.start.value == attribution.end.value == "high"


def said(found: tuple[Attribution, ...]) -> str:
    return "; ".join(f"{a.change.kind}: {a.change.before} → {a.change.after}" for a in found)
