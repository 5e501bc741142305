"""W3C PROV: read back by the `prov` package in all three forms, and saying no more than is known."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from prov.model import ProvAgent, ProvAttribution, ProvDerivation, ProvDocument, ProvEntity

from provenance.model.attributions import Apparatus, Evidence
from provenance.reports.prov import prov_json_report, prov_o_report, prov_report
from provenance.reports.prov.prov_document import make_document

GOLD = Path(__file__).parents[2] / "gold"


def read(content: str, format: str, **options: str) -> ProvDocument:
    return ProvDocument.deserialize(content=content, format=format, **options)


@pytest.mark.parametrize("work", ["w1", "frus1969-76v13-d309a1", "a b/c#d?é%:{}\"'<>", "0", "日本"])
def test_what_is_written_is_read_back_equal(work: str, edited_letter: Apparatus) -> None:
    apparatus = replace(edited_letter, work=replace(edited_letter.work, id=work))
    document = make_document(apparatus)
    assert read(prov_report.write(apparatus), "provn") == document
    assert read(prov_json_report.write(apparatus), "json") == document


@pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")
def test_prov_o_in_parts_says_the_same(edited_letter: Apparatus, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("rdflib", reason="rdflib is not installed (pip install prov[rdf])")
    monkeypatch.setattr(prov_o_report, "MOST_RECORDS", 5)
    monkeypatch.setattr(prov_o_report, "MOST_FACTS", 1)
    written = prov_o_report.write(edited_letter)
    assert written.count("w:testimony-asserter-1 {") > 1
    assert read(written, "rdf", rdf_format="trig") == make_document(edited_letter)


@pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")
def test_prov_o_is_read_back_equal(edited_letter: Apparatus) -> None:
    pytest.importorskip("rdflib", reason="rdflib is not installed (pip install prov[rdf])")
    assert read(prov_o_report.write(edited_letter), "rdf", rdf_format="trig") == make_document(edited_letter)


def attributions(document: ProvDocument) -> list[tuple[str, str]]:
    """(what, to whom) in the bundles."""
    records = [record for bundle in document.bundles for record in bundle.get_records(ProvAttribution)]
    return [(str(record.args[0]), str(record.args[1])) for record in records]


def test_changes_are_attributed_only_in_a_bundle_that_is_attributed_to_the_editors(edited_letter: Apparatus) -> None:
    document = make_document(edited_letter)
    (bundle,) = document.bundles
    outside = {str(record.args[0]): str(record.args[1]) for record in document.get_records(ProvAttribution)}
    assert outside[str(bundle.identifier)] == "w:asserter-1"
    assert bundle.identifier in {entity.identifier for entity in document.get_records(ProvEntity)}
    assert not [name for name in outside if name.startswith("w:change")]


def test_candidates_are_attributed_to_nobody(edited_letter: Apparatus) -> None:
    document = make_document(edited_letter)
    attributed = {what for what, _ in attributions(document)}
    undecided = [
        e for e in document.get_records(ProvEntity) if "t:candidate" in {str(name) for name, _ in e.attributes}
    ]
    assert len(undecided) == 3
    assert not {str(entity.identifier) for entity in undecided} & attributed


def test_joint_revisers_are_both_named_and_so_is_their_party(edited_letter: Apparatus) -> None:
    document = make_document(edited_letter)
    found = attributions(document)
    assert sorted(who for what, who in found if what == "w:change-5") == ["w:agent-1", "w:agent-2", "w:hand-3"]
    party = next(agent for agent in document.get_records(ProvAgent) if str(agent.identifier) == "w:hand-3")
    members = [str(value) for name, value in party.attributes if str(name) == "t:member"]
    assert members == ["w:agent-1", "w:agent-2"]


def test_a_change_by_many_hands_is_written_in_facts_as_many_as_they_are(edited_letter: Apparatus) -> None:
    def facts(hands: int) -> int:
        names = tuple(f"Hand {number}" for number in range(hands))
        joint = next(one for one in edited_letter.attributions if len(one.revisers) > 1)
        said = tuple(Evidence("", f"quote {number}", "the file") for number in range(hands))
        many = replace(joint, revisers=names, evidence=said)
        document = make_document(replace(edited_letter, attributions=(many,)))
        return sum(len(one.attributes) for where in (document, *document.bundles) for one in where.records)

    assert facts(80) - facts(40) == 2 * (facts(40) - facts(20))


def test_the_reconstruction_derives_from_the_printed_text_and_not_the_other_way_round(edited_letter: Apparatus) -> None:
    derivations = {(str(d.args[0]), str(d.args[1])) for d in make_document(edited_letter).get_records(ProvDerivation)}
    assert ("w:version-draft", "w:version-final") in derivations
    assert ("w:version-final", "w:version-draft") not in derivations
    assert ("w:version-final", "w:wit-D") in derivations


def test_no_version_derives_from_itself_by_any_way(edited_letter: Apparatus) -> None:
    derivations = [(str(d.args[0]), str(d.args[1])) for d in make_document(edited_letter).get_records(ProvDerivation)]
    reached = set(derivations)
    for _ in derivations:
        reached |= {(a, d) for a, b in reached for c, d in derivations if b == c}
    assert not [pair for pair in reached if pair[0] == pair[1]]


def test_no_time_is_invented(edited_letter: Apparatus) -> None:
    written = prov_report.write(edited_letter)
    assert written.count("1971-08-05") == 2
    assert "T00:00" not in written


def test_a_letter_without_changes_has_no_bundle(build_apparatus: Callable[[str], Apparatus]) -> None:
    assert not list(make_document(build_apparatus("Dear Sir:\n\nNothing.")).bundles)


@pytest.mark.parametrize(
    ("name", "write"),
    [("letter.provn", prov_report.write), ("letter.prov.json", prov_json_report.write)],
    ids=["prov-n", "prov-json"],
)
def test_the_document_is_the_gold_one(name: str, write: Callable[[Apparatus], str], edited_letter: Apparatus) -> None:
    assert write(edited_letter) == (GOLD / name).read_text("utf-8")
