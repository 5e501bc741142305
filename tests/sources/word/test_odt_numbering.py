"""Numbers before the paragraphs of an OpenDocument text are those that LibreOffice prints, and told as Word's are."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from provenance import pipeline
from provenance.model.receipts import NUMBERS
from provenance.sources.word.odt_numbering import Numbering, read_lists
from tests.sources.word.test_docx_numbering import TWO, file
from tests.sources.word.test_odt_reader import SPACES, TYPE

CONTINUED = 'text:continue-numbering="true"'
STYLES = """
<text:list-style style:name="A">
  <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
  <text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="2"/>
</text:list-style>
<text:list-style style:name="B">
  <text:list-level-style-number text:level="1" style:num-format="I" style:num-prefix="(" style:num-suffix=")"
    text:start-value="4"/>
  <text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/>
</text:list-style>
<text:list-style style:name="C">
  <text:list-level-style-bullet text:level="1" text:bullet-char="o"/>
  <text:list-level-style-number text:level="2" style:num-format=""/>
  <text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="3"
    num-list-format="Art. %1%-%3%"/>
</text:list-style>
<text:outline-style>
  <text:outline-level-style text:level="1" style:num-format="1"/>
  <text:outline-level-style text:level="2" style:num-format="a" text:display-levels="2"/>
  <text:outline-level-style text:level="3" style:num-format=""/>
</text:outline-style>
<style:style style:name="In_B" style:list-style-name="B"/>
<style:style style:name="Like_B" style:parent-style-name="In_B"/>
<style:style style:name="Plain" style:list-style-name=""/>
"""


def p(words: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def item(*held: str, told: str = "") -> str:
    return f"<text:list-item {told}>{''.join(held)}</text:list-item>"


def deeper(*items: str, told: str = "") -> str:
    return f"<text:list {told}>{''.join(items)}</text:list>"


def of(style: str, *items: str, told: str = "") -> str:
    return deeper(*items, told=f'text:style-name="{style}" {told}')


def h(words: str, level: int = 1, told: str = "") -> str:
    return f'<text:h text:outline-level="{level}" {told}>{words}</text:h>'


A_1 = "<lowerLetter 1>)"
ONE, TWO_ITEMS = item(p("x")), item(p("x")) + item(p("y"))


def printed(body: str) -> Iterator[str]:
    """What stands before each numbered paragraph, without its level and its words."""
    root = etree.fromstring(f"<office:document {SPACES}>{STYLES}<office:text>{body}</office:text></office:document>")
    for line in Numbering().printed(root, read_lists(root)):
        yield " ".join(line.split(" ")[1:-1])


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        (of("A", item(p("x"), p("more")), item(p("y"))), ["<decimal 1>.", "<decimal 2>."]),
        (of("A", TWO_ITEMS) + of("A", ONE), ["<decimal 1>.", "<decimal 2>.", "<decimal 1>."]),
        (of("A", TWO_ITEMS) + p("x") + of("A", ONE, told=CONTINUED), ["<decimal 1>.", "<decimal 2>.", "<decimal 3>."]),
        (
            of("A", ONE) + of("B", ONE) + of("A", ONE, told=CONTINUED),
            ["<decimal 1>.", "(<upperRoman 4>)", "<decimal 2>."],
        ),
        (
            of("A", ONE) + of("B", ONE) + of("A", ONE, told=f'{CONTINUED} xml:id="one"'),
            ["<decimal 1>.", "(<upperRoman 4>)", "<decimal 1>."],
        ),
        (of("A", ONE, item(p("x"), told='text:style-override="B"')), ["<decimal 1>.", "(<upperRoman 2>)"]),
        (
            of("A", item(p("x"), told='text:style-override="B"'), ONE, item(p("y"), told='text:style-override="B"')),
            ["(<upperRoman 4>)", "<decimal 5>.", "(<upperRoman 6>)"],
        ),
        (
            of("A", ONE, told='xml:id="one"') + of("B", ONE) + of("A", ONE, told='text:continue-list="one"'),
            ["<decimal 1>.", "(<upperRoman 4>)", "<decimal 2>."],
        ),
        (of("A", ONE) + of("A", ONE, told='text:continue-list="none"'), ["<decimal 1>.", "<decimal 1>."]),
        (of("A", item(p("x"), told='text:start-value="0"'), ONE), ["<decimal 0>.", "<decimal 1>."]),
        (of("A", "<text:list-header>" + p("x") + "</text:list-header>", ONE), ["<decimal 1>."]),
        (of("A", item(), ONE), ["<decimal 1>."]),
        (
            of("A", item(p("x"), deeper(TWO_ITEMS)), item(p("y"), deeper(ONE))),
            [f"<decimal {n}>.{more}" for n, more in ((1, ""), (1, A_1), (1, "<lowerLetter 2>)"), (2, ""), (2, A_1))],
        ),
        (
            of("A", item(p("x"), deeper(ONE), p("y"), deeper(ONE), deeper(ONE, told=CONTINUED))),
            ["<decimal 1>.", *["<decimal 1>.<lowerLetter 1>)"] * 2, "<decimal 1>.<lowerLetter 2>)"],
        ),
        (of("A", item(deeper(ONE)), ONE), ["<decimal 1>.<lowerLetter 1>)", "<decimal 2>."]),
        (
            of("A", item(p("x"), deeper(ONE))) + of("A", item(deeper(ONE)), told=CONTINUED),
            ["<decimal 1>.", "<decimal 1>.<lowerLetter 1>)", "<decimal 1>.<lowerLetter 2>)"],
        ),
        (of("A", ONE, item(p("x"), of("B", ONE))), ["<decimal 1>.", "<decimal 2>.", "<upperRoman 2>.<decimal 1>"]),
        (of("C", item(p("x"), deeper(item(p("y"), deeper(ONE))))), ["bullet", "Art. -<decimal 1>"]),
        (deeper(ONE), ["bullet"]),
        (deeper(item(p("x", "Like_B"))), ["(<upperRoman 4>)"]),
        (of("A", item(p("x", "In_B"))), ["<decimal 1>."]),
        (
            "".join(
                f'<text:numbered-paragraph text:list-id="n" text:style-name="A" text:level="{n}">{p("x")}'
                "</text:numbered-paragraph>"
                for n in (1, 2, 1)
            ),
            ["<decimal 1>.", "<decimal 1>.<lowerLetter 1>)", "<decimal 2>."],
        ),
        (h("x") + h("y", 2) + h("z", 3) + h("x"), ["<decimal 1>", "<decimal 1>.<lowerLetter 1>", "<decimal 2>"]),
        (h("x", 2) + h("y"), ["<decimal 1>.<lowerLetter 1>", "<decimal 2>"]),
        (h("x", 1, 'text:is-list-header="true"') + h("y", 1, 'text:style-name="Plain"') + h("z"), ["<decimal 1>"]),
        (h("x", 1, 'text:restart-numbering="true" text:start-value="5"') + h("y"), ["<decimal 5>", "<decimal 6>"]),
        (h("x") + h("y", 1, 'text:restart-numbering="true"'), ["<decimal 1>", "<decimal 1>"]),
        (h("x") + of("A", item(h("y"))) + h("z"), ["<decimal 1>", "<decimal 1>.", "<decimal 2>"]),
        (f"<text:tracked-changes>{of('A', ONE)}</text:tracked-changes>" + of("A", ONE), ["<decimal 1>."]),
    ],
)
def test_numbers_are_those_that_libreoffice_prints(body: str, numbers: list[str]) -> None:
    assert list(printed(body)) == numbers


def flat(body: str) -> str:
    return (
        f'<office:document {SPACES} office:mimetype="{TYPE}"><office:styles>{STYLES}</office:styles>'
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


RENT = item(p("Rent."))
CLAUSES = of("A", RENT, item(p("Repairs.")))


@pytest.mark.parametrize(
    "other",
    [
        of("B", RENT, item(p("Repairs."))),
        of("A", RENT) + of("A", item(p("Repairs."))),
        of("A", RENT, item(p("Repairs."), told='text:start-value="9"')),
        of("A", RENT, item(deeper(item(p("Repairs."))))),
        of("A", RENT) + p("Repairs."),
    ],
)
def test_files_of_the_same_words_with_other_numbers_are_not_the_same(other: str, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("base.fodt", "copy.fodt")]
    for path, body in zip(paths, (CLAUSES, other), strict=True):
        path.write_text(flat(body), encoding="utf-8")
    assert pipeline.diff(*paths).differs_in == (NUMBERS,)


def test_word_and_opendocument_files_with_the_same_numbers_are_the_same(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("base.docx", "copy.fodt")]
    paths[0].write_bytes(file(TWO))
    paths[1].write_text(flat(CLAUSES), encoding="utf-8")
    assert pipeline.diff(*paths).differs_in == ()


def test_headers_are_counted_by_their_own_lists(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("base.fodt", "copy.fodt")]
    for path, style in zip(paths, "AB", strict=True):
        page = f"<style:master-page><style:header>{of(style, RENT)}</style:header></style:master-page>"
        page = f"<office:master-styles>{page}</office:master-styles>"
        path.write_text(flat(p("Words.")).replace("<office:body>", f"{page}<office:body>"), encoding="utf-8")
    assert pipeline.diff(*paths).differs_in == (NUMBERS,)
