"""The benchmark of real files counts what it should: its second reader agrees where the tracker is right."""

from pathlib import Path

from benchmarks.files import Tally, measure
from benchmarks.signed_letters import read_tei
from benchmarks.word_files import write_word_file
from provenance import pipeline

PAGE = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><handNotes>'
    '<handNote xml:id="h"><persName>Dora Field</persName>'
    '</handNote></handNotes></teiHeader><text><body><p>Let <del hand="#h">us</del> <add hand="#h">them</add> go'
    "<restore><del>on</del></restore>.</p></body></text></TEI>"
)


def test_a_signed_change_is_counted_by_both_readers(tmp_path: Path) -> None:
    library, tally = str(tmp_path / "library.db"), Tally()
    pipeline.initialise(library, [])
    word = write_word_file(tmp_path / "lease.docx", "The fee {-Ann:is due-}{+Bob:falls due+} in {<Ann:late <}May.")
    page = tmp_path / "page.xml"
    page.write_text(PAGE, "utf-8")
    for path in (word, page):
        measure(path, tally, library)
    assert not tally.faults
    assert dict(tally.rows())["signed letters given to their author"] == "100.00 % (23 of 23)"
    assert tally.figures["stored"] == tally.figures["same letters"] == 2


def test_the_second_reader_keeps_hands_apart() -> None:
    found = read_tei(PAGE.encode())
    assert found is not None
    assert {(who, way) for who, way, _ in found.signed} == {("h", "out"), ("h", "in")}
    assert "Dora Field" in found.hands["h"]
