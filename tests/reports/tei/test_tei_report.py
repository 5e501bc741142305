"""Both TEI views: valid by the Guidelines' own schema, and holding both texts to the letter."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from benchmarks.word_files import write_word_file
from provenance import stages
from provenance.model.attributions import Apparatus, dossier_of
from provenance.reports.tei import tei_genetic_report, tei_report

TEI = "{http://www.tei-c.org/ns/1.0}"
GOLD = Path(__file__).parents[2] / "gold"


def extract(document: str, wanted: Callable[[etree._Element], bool]) -> str:
    """The text of the one `div` that holds both texts, less what `wanted` refuses: a stranger's reader, not ours."""

    def read(element: etree._Element) -> str:
        name = etree.QName(element).localname
        if name == "g":
            return chr(int(element.get("ref", "").rpartition("-")[2], 16))
        inside = (element.text or "") + "".join(read(child) + (child.tail or "") for child in element)
        return "" if name in {"note", "sic"} or not wanted(element) else inside

    root = etree.fromstring(document.encode("utf-8"))
    return read(root.findall(f".//{TEI}body/{TEI}div")[0])


def without(*names: str) -> Callable[[etree._Element], bool]:
    return lambda element: etree.QName(element).localname not in names


ODD_LETTERS = [
    "",
    "{+K:All of it is new.+}",
    "{-?:All of it is gone.\n\nAll.-}",
    "SECRET",
    "Richard Nixon",
    "Dear Sir:\n\nSincerely yours,\n\nRichard Nixon",
    "Item one\n\n{+H:Item two\n\n+}Item three\n\nTable row\n\nItem four\n\nSECRET\n\nDear Sir:\n\nAugust 3",
    "August 3\n\nSECRET\n\n{-0:Dear Sir:\n\n-}Text.\n\nRichard\n\n{~K:President|Dear all\n\nAugust 4~}",
    "{>:Item one\n\n>}Text.\n\n{<:Item one\n\n<}Sincerely,\n\n\x00\ufffe\ud83d",
]


@pytest.mark.skipif(not shutil.which("jing"), reason="jing is not installed (apt install jing)")
def test_both_views_are_valid_by_tei_all(
    edited_letter: Apparatus, build_apparatus: Callable[[str], Apparatus], tei_schema: Path, tmp_path: Path
) -> None:
    versions = tuple(replace(version, parents=()) for version in edited_letter.versions[1:])
    tangled = replace(edited_letter, versions=(edited_letter.base, *versions), people=(), claims=(), caveats=())
    for number, apparatus in enumerate([edited_letter, tangled, *map(build_apparatus, ODD_LETTERS)]):
        for view in tei_report, tei_genetic_report:
            (tmp_path / f"{view.__name__}.{number}.xml").write_text(view.write(apparatus), "utf-8")
    files = sorted(tmp_path.glob("*.xml"))
    found = subprocess.run(["jing", tei_schema, *files], capture_output=True, text=True, timeout=300, check=False)
    assert found.returncode == 0, found.stdout


def test_the_apparatus_holds_both_texts_to_the_letter(edited_letter: Apparatus) -> None:
    document = tei_report.write(edited_letter)
    assert extract(document, without("rdg")) == edited_letter.revised.text
    assert extract(document, without("lem")) == edited_letter.base.text


def test_the_genetic_view_holds_both_texts_to_the_letter(edited_letter: Apparatus) -> None:
    document = tei_genetic_report.write(edited_letter)
    assert extract(document, without("del")) == edited_letter.revised.text
    assert extract(document, without("add")) == edited_letter.base.text


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["{}", "{{+K:{}+}}", "{{-?:{}-}}", "{{~H:{}|{}~}}"]),
            st.lists(st.sampled_from(["a", "Dear b.", "\n\n", " ", "c d", "Richard", "\x00\r\ud801"]), min_size=1).map(
                "".join
            ),
        ),
        max_size=8,
    )
)
def test_any_two_texts_can_be_read_back(
    build_apparatus: Callable[[str], Apparatus], pieces: list[tuple[str, str]]
) -> None:
    apparatus = build_apparatus("".join(form.format(words, words[::-1]) for form, words in pieces))
    for view, old, new in (tei_report, "rdg", "lem"), (tei_genetic_report, "del", "add"):
        document = view.write(apparatus)
        assert extract(document, without(old)) == apparatus.revised.text
        assert extract(document, without(new)) == apparatus.base.text


def test_nobody_is_responsible_where_the_evidence_does_not_choose(edited_letter: Apparatus) -> None:
    root = etree.fromstring(tei_report.write(edited_letter).encode())
    undecided = [app for app in root.iter(f"{TEI}app") if app.find(f"{TEI}note[@type='candidates']") is not None]
    assert len(undecided) == 3
    for app in undecided:
        assert app.find(f"{TEI}lem").get("resp") is None  # type: ignore[union-attr]
        assert len(app.findall(f"{TEI}note[@type='candidates']/{TEI}name")) == 2


def test_every_pointer_points_at_something(edited_letter: Apparatus) -> None:
    for view in tei_report, tei_genetic_report:
        root = etree.fromstring(view.write(edited_letter).encode())
        ids = root.xpath("//@xml:id")
        assert isinstance(ids, list)
        assert len(ids) == len(set(ids))
        pointers = [
            pointer[1:]
            for element in root.iter(etree.Element)
            for value in element.attrib.values()
            for pointer in str(value).split()
            if pointer.startswith("#")
        ]
        assert set(pointers) <= set(ids)


def test_an_open_order_is_not_put_in_order(edited_letter: Apparatus) -> None:
    root = etree.fromstring(tei_report.write(edited_letter).encode())
    (open_,) = root.findall(f".//{TEI}listChange[@ordered='false']")
    assert [change.get("{http://www.w3.org/XML/1998/namespace}id") for change in open_.findall(f"{TEI}change")] == [
        "version-K",
        "version-H",
    ]


def test_the_lost_draft_and_its_reconstruction_are_two_witnesses(edited_letter: Apparatus) -> None:
    root = etree.fromstring(tei_report.write(edited_letter).encode())
    witnesses = {w.get("{http://www.w3.org/XML/1998/namespace}id"): w for w in root.iter(f"{TEI}witness")}
    assert witnesses["text-draft"].get("corresp") == "#wit-D"
    assert {rdg.get("wit") for rdg in root.iter(f"{TEI}rdg")} == {"#text-draft"}


def test_an_unsure_edge_is_marked_at_that_edge(edited_letter: Apparatus) -> None:
    root = etree.fromstring(tei_report.write(edited_letter).encode())
    marks = list(root.iter(f"{TEI}certainty"))
    assert {(mark.get("locus"), mark.get("cert")) for mark in marks} == {("start", "medium")}
    assert len(marks) == 2


def test_a_passage_over_two_paragraphs_is_cut_and_tied(edited_letter: Apparatus) -> None:
    root = etree.fromstring(tei_report.write(edited_letter).encode())
    first, second = (
        app for app in root.iter(f"{TEI}app") if (app.get("next") or app.get("prev")) and app.get("type") == "insertion"
    )
    assert first.getparent() is not second.getparent()
    assert "".join(first[0].itertext()).strip() == "As was explained."
    assert "".join(second[0].itertext()) == "Precision is important."


def test_a_move_is_told_as_a_transposition(edited_letter: Apparatus) -> None:
    root = etree.fromstring(tei_genetic_report.write(edited_letter).encode())
    (transpose,) = root.iter(f"{TEI}transpose")
    ids = {element.get("{http://www.w3.org/XML/1998/namespace}id"): element for element in root.iter(etree.Element)}
    out, into = (ids[str(ptr.get("target"))[1:]] for ptr in transpose)
    assert (etree.QName(out).localname, etree.QName(into).localname) == ("del", "add")
    assert out.text == into.text == ", we hope,"


def test_what_is_not_known_stands_in_the_header(edited_letter: Apparatus) -> None:
    root = etree.fromstring(tei_report.write(edited_letter).encode())
    assert [note.text for note in root.iter(f"{TEI}note") if note.get("type") == "not-known"] == list(
        edited_letter.caveats
    )


@pytest.mark.parametrize("view", [tei_report, tei_genetic_report], ids=["tei", "tei-genetic"])
def test_the_document_is_the_gold_one(view: object, edited_letter: Apparatus) -> None:
    name = view.__name__.rpartition(".")[2]  # type: ignore[attr-defined]
    gold = GOLD / f"{name}.xml"
    assert view.write(edited_letter) == gold.read_text("utf-8")  # type: ignore[attr-defined]


ITEMS = {
    "an item struck": "<list><item>One.</item><item><del>Two.</del></item><item>Three.</item></list>",
    "two hands in a struck item": "<p>Sums: <list><item>A.</item><item><del>The fee</del> <del>is due.</del></item>"
    "<item>B.</item></list></p>",
    "items that open a text": "<list><item>One</item><item>Two three</item></list><p><del>Four.</del> Five.</p>",
    "an item put in and an item struck at the end": "<p>One</p><list><item>Two.</item><item><add>Three.</add></item>"
    "<item>Four.</item><item><del>Five.</del></item></list>",
    "an item whose words were replaced": "<list><item>One.</item><item><del>Two.</del> <add>Second.</add></item>"
    "<item><add>Then</add> three.</item></list>",
}


@pytest.mark.parametrize("view", [tei_report, tei_genetic_report], ids=["tei", "tei-genetic"])
@pytest.mark.parametrize("kind", ITEMS)
def test_the_items_of_both_texts_are_parted_as_they_were(kind: str, view: ModuleType, tmp_path: Path) -> None:
    body = f"<text><body><p>First.</p>{ITEMS[kind]}<p>Last.</p></body></text>"
    paths = tmp_path / "draft.xml", tmp_path / "report.xml"
    paths[0].write_text(f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{body}</TEI>')
    received, claims = stages.read(paths[0])
    paths[1].write_text(view.write(stages.attribute_versions(dossier_of(received.works[0], claims, received.people))))
    again = stages.read(paths[1])[0].works[0]
    for before, after in zip(received.works[0].versions, again.versions, strict=True):
        assert after.text == before.text
        assert [block.span for block in after.blocks] == [block.span for block in before.blocks]


@pytest.mark.parametrize("view", [tei_report, tei_genetic_report])
def test_a_report_read_again_has_the_names_as_they_were(view: ModuleType, tmp_path: Path) -> None:
    names = {
        "Penn, Ruth B.": "new",
        "Owen Hale (for the Owner)": "green",
        "Dora Field <" + 9 * "dora@fields." + ">": "old",
    }
    edits = " ".join(f"{{+{name}:{word}+}} and" for name, word in names.items())
    file = write_word_file(tmp_path / "lease.docx", f"The {edits} grey.")
    received, claims = stages.read(file)
    report = tmp_path / "report.xml"
    report.write_text(view.write(stages.attribute_versions(dossier_of(received.works[0], claims, received.people))))
    again = stages.read(report)[0].works[0].marks
    assert {mark.text.strip(): mark.revisers for mark in again} == {word: (name,) for name, word in names.items()}
    assert {mark.revisers for mark in again} == {mark.revisers for mark in received.works[0].marks}
