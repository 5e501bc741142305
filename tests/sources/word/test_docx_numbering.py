"""Numbers before paragraphs are counted as Word counts them, and told where nothing else of two files differs."""

from pathlib import Path

import pytest
from lxml import etree

from provenance import pipeline
from provenance.model.receipts import NUMBERS
from provenance.sources.reader import SourceFile
from provenance.sources.word import docx_numbering, docx_reader
from tests.sources.word.test_docx_reader import beside_of, docx, r


def item(text: str, key: str = "1", level: int = 0, gone: str = "") -> str:
    mark = f"<w:rPr>{gone}</w:rPr>" if gone else ""
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>'
    return f"<w:p><w:pPr>{place}{mark}</w:pPr>{r(text)}</w:p>"


def pattern(key: str, *formats: str) -> str:
    levels = (
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{each}"/><w:lvlText w:val="%{n + 1}."/></w:lvl>'
        for n, each in enumerate(formats)
    )
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def lists(*pairs: tuple[str, str], start: str = "") -> str:
    """Lists by their keys and patterns; the last one starts anew at `start`."""
    anew = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
    return "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{anew if (key, of) == pairs[-1] else ""}</w:num>'
        for key, of in pairs
    )


DECIMAL = pattern("0", "decimal", "lowerLetter")
ONE = DECIMAL + lists(("1", "0"))
TWO = "".join(map(item, ("Rent.", "Repairs.")))
STYLED = (
    '<w:style w:styleId="Clause"><w:basedOn w:val="Numbered"/></w:style><w:style w:styleId="Numbered"><w:pPr><w:numPr>'
    '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)


def file(body: str, numbering: str = ONE, styles: str = "") -> bytes:
    return docx(body, {"numbering": numbering, "styles": styles})


def numbers(data: bytes) -> str:
    return beside_of(docx_reader.read(SourceFile(Path("a.docx"), data)))[NUMBERS]


def test_what_lists_are_called_is_all_one() -> None:
    other = pattern("7", "decimal", "lowerLetter") + lists(("9", "7"))
    assert numbers(file(TWO)) == numbers(file(TWO.replace('numId w:val="1"', 'numId w:val="9"'), other))
    styled = f'<w:p><w:pPr><w:pStyle w:val="Clause"/></w:pPr>{r("Rent.")}</w:p>{item("Repairs.")}'
    assert numbers(file(styled, styles=STYLED)) == numbers(file(TWO))
    bullets = [file(TWO, ONE.replace("decimal", "bullet").replace("%1.", sign)) for sign in "o•"]
    assert numbers(bullets[0]) == numbers(bullets[1])


def test_an_item_that_was_taken_out_is_not_counted() -> None:
    by = 'w:id="1" w:author="Ann"'
    was = (
        item("Deposit.", gone=f"<w:del {by}/>")
        .replace("<w:r>", f"<w:del {by}><w:r>")
        .replace("</w:r>", "</w:r></w:del>")
    )
    was = was.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    assert numbers(file(item("Rent.") + was + item("Repairs."))) == numbers(file(TWO))


@pytest.mark.parametrize(
    "other",
    [
        file(TWO, ONE.replace("decimal", "upperRoman")),
        file(TWO, ONE.replace("%1.", "(%1)")),
        file(item("Rent.") + item("Repairs.", level=1)),
        file(item("Rent.") + item("Repairs.", "2"), DECIMAL + lists(("1", "0"), ("2", "0"), start="1")),
        file(item("Rent.") + f"<w:p>{r('Repairs.')}</w:p>"),
        file(TWO, "<broken"),
    ],
)
def test_files_of_the_same_words_with_other_numbers_are_not_the_same(other: bytes, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("base.docx", "copy.docx")]
    for path, data in zip(paths, (file(TWO), other), strict=True):
        path.write_bytes(data)
    assert pipeline.diff(*paths).differs_in == (NUMBERS,)


def test_a_new_item_is_told_as_words_and_the_numbers_after_it_are_not(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("base.docx", "copy.docx")]
    for path, body in zip(paths, (TWO, item("Deposit.") + TWO), strict=True):
        path.write_bytes(file(body))
    assert pipeline.diff(*paths).differs_in == ()


def test_a_list_on_a_style_that_is_based_on_itself_ends() -> None:
    looped = STYLED.replace(
        '<w:style w:styleId="Numbered">', '<w:style w:styleId="Numbered"><w:basedOn w:val="Clause"/>'
    )
    assert numbers(file(f'<w:p><w:pPr><w:pStyle w:val="Clause"/></w:pPr>{r("Rent.")}</w:p>', styles=looped))


BULLETS = pattern("9", "bullet")
NEVER_ANEW = DECIMAL.replace(
    '<w:numFmt w:val="lowerLetter"/>', '<w:numFmt w:val="lowerLetter"/><w:lvlRestart w:val="0"/>'
)
IN_FIGURES = DECIMAL.replace('<w:numFmt w:val="lowerLetter"/>', '<w:numFmt w:val="lowerLetter"/><w:isLgl/>')
FOUR = item("Rent.") + item("Due monthly.", level=1) + item("Repairs.") + item("By the landlord.", level=1)


def test_a_list_has_the_pattern_that_it_names_and_not_the_last_one_of_the_file() -> None:
    assert numbers(file(TWO, DECIMAL + BULLETS + lists(("1", "0")))) == numbers(file(TWO))


@pytest.mark.parametrize("pattern", [NEVER_ANEW, IN_FIGURES])
def test_levels_may_count_on_after_higher_ones_and_may_be_printed_in_figures(pattern: str) -> None:
    assert numbers(file(FOUR, pattern + lists(("1", "0")))) != numbers(file(FOUR))


def test_a_level_below_bullets_begins_anew_with_each() -> None:
    mixed = pattern("0", "bullet", "decimal") + lists(("1", "0"))
    twice = docx_numbering.read_numbering(None, etree.fromstring(f'<w:numbering xmlns:w="w">{mixed}</w:numbering>'))
    body = etree.fromstring(f'<w:body xmlns:w="w">{FOUR}</w:body>')
    assert [line.split(" ", 1)[1] for line in twice.printed([body])] == [
        "bullet rent",
        "<decimal 1>. duemonthly",
        "bullet repairs",
        "<decimal 1>. bythelandlord",
    ]


def test_a_number_that_passes_to_another_paragraph_is_seen() -> None:
    plain = f"<w:p>{r('{}')}</w:p>"
    first, second = item("Rent.") + plain.format("Repairs."), plain.format("Rent.") + item("Repairs.")
    assert numbers(file(first)) != numbers(file(second))


def test_what_is_tracked_as_taken_out_has_no_number() -> None:
    by = 'w:id="1" w:author="Ann"'
    row = f"<w:tbl><w:tr><w:trPr><w:del {by}/></w:trPr><w:tc>{item('Deposit.')}</w:tc></w:tr></w:tbl>"
    cell = f"<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel {by}/></w:tcPr>{item('Deposit.')}</w:tc></w:tr></w:tbl>"
    assert numbers(file(row + TWO)) == numbers(file(cell + TWO)) == numbers(file(TWO))
    joined = item("Re", gone=f"<w:del {by}/>") + item("nt.") + item("Repairs.")
    assert numbers(file(joined)) == numbers(file(TWO))


def test_a_text_box_that_word_writes_twice_is_counted_once() -> None:
    box = f"<w:drawing><w:txbxContent>{item('Deposit.')}</w:txbxContent></w:drawing>"
    again = box.replace("drawing", "pict")
    twice = f"<AlternateContent><Choice>{box}</Choice><Fallback>{again}</Fallback></AlternateContent>"
    once = f"<w:p><w:r>{box}</w:r></w:p>"
    assert numbers(file(f"<w:p><w:r>{twice}</w:r></w:p>" + TWO)) == numbers(file(once + TWO))


def test_nothing_is_counted_where_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[object] = []
    monkeypatch.setattr(docx_numbering.Numbering, "printed", lambda *_: counted.append(1) or iter(()))
    received = docx_reader.read(SourceFile(Path("a.docx"), file(TWO)))
    assert not counted
    assert beside_of(received)
    assert counted
