"""What is drawn: the pedigree of versions, the streams of words, and the table of readings beside them."""

from pathlib import Path

from lxml import etree

from provenance import stages
from provenance.model.attributions import Apparatus, Dossier, dossier_of
from provenance.model.versions import Outline, Standing
from provenance.sources.source_catalogue import read_file
from provenance.web.stream_graph import Moment, Stream, draw_streams
from provenance.web.version_graph import MOST, draw_versions
from provenance.web.witness_table import witness_table


def outline(
    id: str, parents: tuple[str, ...] = (), date: str | None = None, lost: bool = False, label: str = ""
) -> Outline:
    standing = Standing.RECONSTRUCTED if lost else Standing.EXTANT
    return Outline(id, "w", label or id, standing, (), date, parents, "0" * 64, "made" if lost else None)


def drawn(*outlines: Outline) -> etree._Element:
    return etree.fromstring(draw_versions(outlines, lambda one: f"/{one.id}", {}))


def test_every_version_is_a_link_and_the_lost_ones_are_told_apart() -> None:
    drawing = drawn(outline("draft", lost=True), outline("final", ("draft",)))
    assert [(one.get("href"), one.get("class")) for one in drawing.iter("a")] == [
        ("/draft", "version reconstructed"),
        ("/final", "version extant"),
    ]
    assert "reconstructed" in "".join(drawing.itertext())


def test_an_order_that_is_not_known_is_drawn_as_open() -> None:
    layers = outline("base"), outline("a", ("base",)), outline("b", ("base",))
    assert "No source says which of the two was first" in "".join(drawn(*layers).itertext())
    dated = outline("base"), outline("a", ("base",), "1971"), outline("b", ("base",), "1972")
    assert "No source says" not in "".join(drawn(*dated).itertext())


def test_one_version_or_too_many_are_not_drawn() -> None:
    assert draw_versions([outline("a")], lambda one: "", {}) == ""
    assert draw_versions([outline(str(n)) for n in range(MOST + 1)], lambda one: "", {}) == ""


def test_no_label_becomes_markup() -> None:
    assert "<script" not in draw_versions(
        [outline("a", label="<script>"), outline("b", ("a",), label='"><x>')], lambda one: one.label, {}
    )


def test_the_streams_are_as_wide_as_their_words() -> None:
    streams = [Stream("A", "A", "h1"), Stream("B", "B", "h2")]
    drawing = etree.fromstring(draw_streams([Moment("1", {"A": 10}), Moment("2", {"A": 10, "B": 10})], streams))
    assert [one.get("class") for one in drawing.iter("g")] == ["h1", "h2"]
    assert {title.text for title in drawing.iter("title")} == {"A", "B"}
    places = [float(y) for _, y in (p.split() for p in drawing.find("g/path").get("d")[1:-1].split("L"))]
    assert max(places) - min(places) == 140.0 + 70.0 or max(places) <= 280


def test_no_words_give_no_streams() -> None:
    assert draw_streams([Moment("1", {}), Moment("2", {})], []) == ""


def test_the_table_says_what_each_version_reads(letter_dossier: Dossier) -> None:
    versions = [version.id for version in letter_dossier.versions]
    compared: list[Apparatus] = [
        stages.attribute_versions(letter_dossier, versions[0], other) for other in versions[1:]
    ]
    table = witness_table(compared)
    assert [row.ref for row in table.rows] == ["1.1", "8.2"] or len(table.rows) == 2
    first, second = table.rows
    assert [reading.text[:10] for reading in first.readings] == ["", "Of course,", "", "Of course,"]
    assert [reading.differs for reading in second.readings] == [False, False, True, True]
    assert {short for reading in second.readings for _, short in reading.hands} == {"Haig"}


def test_the_table_keeps_the_silence_of_a_version(tmp_path: Path) -> None:
    file = tmp_path / "king.xml"
    file.write_text(KING, "utf-8")
    dossier = dossier_of(read_file(file).works[0], (), ())
    names = {version.label: version.id for version in dossier.versions}
    told = {}
    for first in "ABC":
        others = [label for label in "ABC" if label != first]
        table = witness_table([stages.attribute_versions(dossier, names[first], names[one]) for one in others])
        [row] = [row for row in table.rows if any("queen" in reading.text for reading in row.readings)]
        by_label = dict(zip([first, *others], row.readings, strict=True))
        told[first] = {label: (reading.text, reading.known) for label, reading in by_label.items()}
    assert told["A"] == {"A": ("", False), "B": ("the queen", True), "C": ("a queen", True)}
    assert {label: known for label, (_, known) in told["B"].items()} == {"A": False, "B": True, "C": True}
    assert {label: known for label, (_, known) in told["C"].items()} == {"A": False, "B": True, "C": True}


KING = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>The king</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><listWit><witness xml:id="A">Codex A</witness>
<witness xml:id="B">Codex B</witness><witness xml:id="C">Codex C</witness></listWit></sourceDesc></fileDesc></teiHeader>
<text><body><p>The king went home and <app><lem wit="#B">the queen</lem><rdg wit="#C">a queen</rdg></app>
stayed.</p></body></text></TEI>"""
