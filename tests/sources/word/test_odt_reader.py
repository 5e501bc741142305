"""An OpenDocument text gives back who changed which words, also where LibreOffice keeps what was deleted apart."""

import io
import zipfile
from pathlib import Path

import pytest

from provenance.errors import UnreadableInput
from provenance.model.receipts import ReceivedWork
from provenance.model.spans import BlockKind
from provenance.model.testimony import AnchorPlace
from provenance.sources.reader import SourceFile
from provenance.sources.word import odt_reader
from tests.sources.word.test_docx_reader import beside_of

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = (
    f'xmlns:office="{OASIS}:office:1.0" xmlns:text="{OASIS}:text:1.0" xmlns:table="{OASIS}:table:1.0" '
    f'xmlns:style="{OASIS}:style:1.0" xmlns:draw="{OASIS}:drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
TYPE = "application/vnd.oasis.opendocument.text"
JANE = (
    "<office:change-info><dc:creator>Jane Doe</dc:creator><dc:date>2024-05-01T10:00:00</dc:date></office:change-info>"
)
OMAR = "<office:change-info><dc:creator>Omar Roe</dc:creator></office:change-info>"


def odt(body: str, regions: str = "", styles: str = "", **parts: str) -> bytes:
    """An odt with this body; `regions` are what its tracked changes keep apart."""
    tracked = f"<text:tracked-changes>{regions}</text:tracked-changes>" if regions else ""
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{tracked}{body}</office:text></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("mimetype"), parts.pop("mimetype", TYPE))
        for name, data in {"content.xml": content, "META-INF/manifest.xml": "<m/>", **parts}.items():
            package.writestr(name, data)
    return buffer.getvalue()


def region(id: str, *changes: str) -> str:
    return f'<text:changed-region text:id="{id}">{"".join(changes)}</text:changed-region>'


def p(content: str) -> str:
    return f"<text:p>{content}</text:p>"


def read(data: bytes) -> ReceivedWork:
    return odt_reader.read(SourceFile(Path("pact.odt"), data)).works[0]


def texts(work: ReceivedWork) -> dict[str, str]:
    return {version.label: version.text for version in work.versions}


def test_insertions_and_deletions_over_paragraphs_come_back_with_their_authors() -> None:
    regions = region("i", f"<text:insertion>{JANE}</text:insertion>") + region(
        "d", f"<text:deletion>{OMAR}{p('Ships sink.')}{p('')}</text:deletion>"
    )
    body = (
        p('The lamp<text:change-start text:change-id="i"/> is dark.')
        + p('It rains<text:change-end text:change-id="i"/> here.')
        + p('<text:change text:change-id="d"/>Clara Ink')
    )
    work = read(odt(body, regions))
    assert texts(work) == {
        "base": "The lamp here.\n\nShips sink.\n\nClara Ink",
        "jane-doe-layer": "The lamp is dark.\n\nIt rains here.\n\nShips sink.\n\nClara Ink",
        "omar-roe-layer": "The lamp here.\n\nClara Ink",
        "final": "The lamp is dark.\n\nIt rains here.\n\nClara Ink",
    }
    assert [(m.act.value, m.text, m.revisers, m.date) for m in work.marks] == [
        ("insert", " is dark.\n\nIt rains", ("Jane Doe",), "2024-05-01T10:00:00"),
        ("delete", "Ships sink.\n\n", ("Omar Roe",), None),
    ]


def test_a_deletion_inside_an_insertion_is_understood() -> None:
    regions = region("i", f"<text:insertion>{JANE}</text:insertion>") + region(
        "d", f"<text:deletion>{OMAR}{p('eternal ')}</text:deletion>", f"<text:insertion>{JANE}</text:insertion>"
    )
    words = ' of <text:change text:change-id="d"/>peace'
    change = f'<text:change-start text:change-id="i"/>{words}<text:change-end text:change-id="i"/>'
    work = read(odt(p(f"A pact{change}."), regions))
    assert texts(work) == {
        "base": "A pact.",
        "jane-doe-layer": "A pact of eternal peace.",
        "omar-roe-layer": "A pact.",
        "final": "A pact of peace.",
    }


def test_blanks_tabs_lists_headings_and_tables_are_read_as_they_are_seen() -> None:
    styles = '<style:style style:name="P1" style:parent-style-name="Salutation"/>'
    body = (
        "<text:h>Pact</text:h>"
        '<text:p text:style-name="P1">Dear  \n Sir:</text:p>'
        + p('<text:span>a</text:span><text:s text:c="2"/>b<text:tab/>c<text:line-break/>d')
        + f"<text:list><text:list-item>{p('one')}</text:list-item>"
        + f"<text:list-item>{p('two')}</text:list-item></text:list>"
        + f"<table:table><table:table-row><table:table-cell>{p('x')}</table:table-cell>"
        + f"<table:table-cell>{p('y')}{p('z')}</table:table-cell></table:table-row></table:table>"
        + p("<draw:frame/>End.")
    )
    received = odt_reader.read(SourceFile(Path("pact.odt"), odt(body, styles=styles)))
    version = received.works[0].versions[-1]
    assert version.text == "Pact\n\nDear Sir:\n\na  b\tc\nd\n\none\n\ntwo\n\nx\ty z\n\n\ufffcEnd."
    kinds = [BlockKind.HEADING, BlockKind.SALUTATION, BlockKind.PARAGRAPH, *[BlockKind.ITEM] * 2, BlockKind.TABLE]
    assert [block.kind for block in version.blocks] == [*kinds, BlockKind.PARAGRAPH]
    assert received.warnings == ("the insides of pictures, charts and drawings are not read",)


def test_footnotes_and_comments_hang_where_they_stand() -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>3</text:note-citation>'
        f"<text:note-body>{p('Seen.')}{p('Twice.')}</text:note-body></text:note>"
    )
    comment = f"<office:annotation><dc:creator>Omar Roe</dc:creator>{p('Why?')}</office:annotation>"
    work = read(odt(p(f"One.{note} Two.{comment}")))
    assert [(n.id, n.number, n.kind, n.text, n.place, n.at) for n in work.notes] == [
        ("fn3", "3", "footnote", "Seen.\n\nTwice.", AnchorPlace.TEXT, 4),
        ("annotation2", None, "comment", "Why?", AnchorPlace.TEXT, 9),
    ]
    assert work.notes[1].author == "Omar Roe"
    assert [block.part for block in work.versions[-1].blocks] == [None, "footnote 3", "footnote 3"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (odt(p("A"), **{"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "is encrypted"),
        (odt(p("A"), **{"Basic/Standard/Module1.xml": "<x/>"}), "macros"),
        (odt(p("A"), mimetype="application/vnd.oasis.opendocument.spreadsheet"), "spreadsheet"),
        (odt(p("A"), mimetype="\x89PNG\r\n\x1a"), "its type is unreadable, not an OpenDocument text's"),
        (odt(p("")), "no words"),
        (odt(p("A"), **{"content.xml": "<!DOCTYPE a><a/>"}), "document type"),
        (odt(p("A"), **{"content.xml": "<a>"}), "broken"),
        (odt(p("A"), **{"Pictures/bomb.png": "0" * 30_000_000}), "zip bomb"),
        (b"Dear Sir", "no docx or odt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word file"),
    ],
)
def test_what_is_no_harmless_odt_is_refused_in_a_sentence(data: bytes, says: str) -> None:
    file = SourceFile(Path("x.odt"), data)
    assert odt_reader.recognises(file)
    with pytest.raises(UnreadableInput, match=says) as trouble:
        odt_reader.read(file)
    assert "\n" not in str(trouble.value)


def test_a_report_of_ours_saved_as_odt_is_refused_as_its_draft_would_seem_seen() -> None:
    styles = '<style:style style:name="P1" style:parent-style-name="Provenance_20_Title"/>'
    with pytest.raises(UnreadableInput, match="reconstructed"):
        read(odt('<text:p text:style-name="P1">Title</text:p>' + p("A"), styles=styles))


def test_what_is_no_text_is_told_apart() -> None:
    comment = "<office:annotation><text:p>Why?</text:p></office:annotation>"
    picture = '<draw:frame><draw:image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="a.png"/></draw:frame>'
    for inside, kind in ((comment, "comments"), (picture, "pictures, charts and drawings")):
        plain, other = (
            beside_of(odt_reader.read(SourceFile(Path("a.odt"), odt(f"<text:p>Words.{more}</text:p>"))))
            for more in ("", inside)
        )
        assert set(other) == {kind, *plain}
        assert other[kind] != plain.get(kind)


def test_a_picture_that_was_put_in_and_one_that_was_struck_have_their_authors() -> None:
    picture = '<draw:frame><draw:image draw:name="plan"/></draw:frame>'
    regions = region("i", f"<text:insertion>{JANE}</text:insertion>") + region(
        "d", f"<text:deletion>{OMAR}{p(picture)}</text:deletion>"
    )
    put_in = f'<text:change-start text:change-id="i"/>{picture}<text:change-end text:change-id="i"/>'
    work = read(odt(p(f'See{put_in} and <text:change text:change-id="d"/>.'), regions))
    assert [(m.act.value, m.text, m.revisers) for m in work.marks] == [
        ("insert", "\ufffc", ("Jane Doe",)),
        ("delete", "\ufffc", ("Omar Roe",)),
    ]


def test_the_words_in_a_drawn_shape_are_a_text_box_and_a_bare_shape_is_a_picture() -> None:
    shapes = f"<draw:g><draw:circle>{p('Sand')}</draw:circle><draw:rect>{p('')}</draw:rect></draw:g><draw:line/>"
    version = read(odt(p(f"See: {shapes}."))).versions[-1]
    assert version.text == "See: \ufffc.\n\nSand"
    assert [block.part for block in version.blocks] == [None, "text box 1"]


def test_a_formula_of_an_older_openoffice_is_read_though_it_names_its_document_type() -> None:
    formula = (
        '<?xml version="1.0"?>\n<!DOCTYPE math:math PUBLIC "-//OpenOffice.org//DTD MathML 1.01//EN" "m.dtd">'
        '<math:math xmlns:math="http://www.w3.org/1998/Math/MathML"><math:mi>a</math:mi></math:math>'
    )
    shown = '<draw:frame><draw:object xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="./Object 1"/></draw:frame>'
    assert read(odt(p(f"So {shown}."), **{"Object 1/content.xml": formula})).versions[-1].text == "So a."


def test_of_two_parts_that_differ_in_a_slash_the_one_is_read_that_programs_open() -> None:
    with zipfile.ZipFile(io.BytesIO(odt(p("Meant.")))) as package:
        content = package.read("content.xml").decode()
    twice = odt(p("Meant."), **{"/content.xml": content.replace("Meant", "Stray")})
    received = odt_reader.read(SourceFile(Path("a.odt"), twice))
    assert received.works[0].versions[-1].text == "Meant."
    assert "two parts of one name" in received.warnings[0]


def test_a_nul_in_a_part_is_told_in_one_line() -> None:
    with pytest.raises(UnreadableInput, match=r"the XML is broken \(.*Char 0x0.*\); save the file again") as refused:
        odt_reader.read(SourceFile(Path("letter.odt"), odt("<text:p>We \0 agree.</text:p>")))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "marks",
    [
        "A {start}quick pact.",
        "A quick{end} pact.",
        "A{end} quick {start}pact.",
        "A {start}quick{note}",
        "{start}A {start}quick{end} pact.",
    ],
)
def test_an_insertion_that_does_not_begin_and_end_is_nobodys_and_is_told(marks: str) -> None:
    start, end = (f'<text:change-{which} text:change-id="c1"/>' for which in ("start", "end"))
    note = f"<text:note><text:note-body>{p(f'Seen{end}.')}</text:note-body></text:note>"
    body = p(marks.format(start=start, end=end, note=note)) + p("We stay.")
    made = odt_reader.read(
        SourceFile(Path("pact.odt"), odt(body, region("c1", f"<text:insertion>{JANE}</text:insertion>")))
    )
    assert made.works[0].marks == ()
    assert "the marks of changes that do not begin or do not end are not read" in made.warnings


def test_a_mark_of_a_change_of_which_the_file_says_no_more_is_told() -> None:
    body = p('A <text:change text:change-id="c9"/>pact.')
    made = odt_reader.read(
        SourceFile(Path("pact.odt"), odt(body, region("c1", f"<text:insertion>{JANE}</text:insertion>")))
    )
    assert "the marks of changes of which the file says no more are not read" in made.warnings


INSERTED = [f"<text:insertion>{who}</text:insertion>" for who in (JANE, OMAR)]


@pytest.mark.parametrize("regions", ["".join(region("c1", one) for one in INSERTED), region("c1", *INSERTED)])
def test_of_two_changes_under_one_id_neither_author_is_named(regions: str) -> None:
    body = p('A <text:change-start text:change-id="c1"/>quick<text:change-end text:change-id="c1"/> pact.')
    made = odt_reader.read(SourceFile(Path("pact.odt"), odt(body, regions)))
    assert made.works[0].marks == ()
    assert "the changes that share an id are not read" in made.warnings


def test_what_has_no_end_or_no_place_is_told_and_gives_nobody_the_words_that_follow() -> None:
    regions = region("i", f"<text:insertion>{JANE}</text:insertion>") + region(
        "d", f"<text:deletion>{OMAR}{p('Ships sink.')}</text:deletion>"
    )
    body = p('The lamp<text:change-start text:change-id="i"/> is dark.') + p("It rains.")
    got = odt_reader.read(SourceFile(Path("pact.odt"), odt(body, regions)))
    assert texts(got.works[0]) == {"final": "The lamp is dark.\n\nIt rains."}
    assert got.works[0].marks == ()
    assert got.warnings == (
        "the marks of changes that do not begin or do not end are not read",
        "the deletions that have no place in the text are not read",
    )


def test_a_deletion_in_the_middle_of_an_insertion_of_the_same_mark_does_not_end_it() -> None:
    regions = region("i", f"<text:insertion>{JANE}</text:insertion>")
    start, end = (f'<text:change-{edge} text:change-id="i"/>' for edge in ("start", "end"))
    work = read(odt(p(f'The {start}old <text:change text:change-id="i"/>brass {end}lamp.'), regions))
    assert [(mark.text.strip(), mark.revisers) for mark in work.marks] == [("old brass", ("Jane Doe",))]


def test_a_deletion_whose_place_is_in_a_note_is_not_said_to_have_none() -> None:
    regions = region("d", f"<text:deletion>{OMAR}{p('old ')}</text:deletion>")
    noted = p('An <text:change text:change-id="d"/>oath.')
    note = f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{noted}</text:note-body></text:note>"
    got = odt_reader.read(SourceFile(Path("pact.odt"), odt(p(f"We swear.{note}"), regions)))
    assert got.warnings == ()
    assert [(mark.text, mark.revisers) for mark in got.works[0].marks] == [("old ", ("Omar Roe",))]


def test_changes_that_cross_end_where_each_of_them_ends() -> None:
    regions = "".join(region(key, f"<text:insertion>{who}</text:insertion>") for key, who in (("i", JANE), ("j", OMAR)))
    marks = {
        f"{edge}_{key}": f'<text:change-{edge} text:change-id="{key}"/>' for edge in ("start", "end") for key in "ij"
    }
    line = "We {start_i}all {start_j}now {end_i}fully {end_j}agree."
    work = read(odt(p(line.format(**marks)), regions))
    assert [(mark.text, mark.revisers) for mark in work.marks] == [
        ("all ", ("Jane Doe",)),
        ("now fully ", ("Omar Roe",)),
    ]


def test_what_stands_in_the_insertions_of_three_hands_is_in_the_layer_of_none() -> None:
    ann = OMAR.replace("Omar Roe", "Ann Low")
    regions = "".join(map(region, "ijk", [*INSERTED, f"<text:insertion>{ann}</text:insertion>"]))
    starts, ends = ([f'<text:change-{edge} text:change-id="{key}"/>' for key in "ijk"] for edge in ("start", "end"))
    line = f"We {starts[0]}all {starts[1]}now {starts[2]}fully {ends[0]}and {ends[1]}freely {ends[2]}agree."
    assert texts(read(odt(p(line), regions))) == {
        "base": "We agree.",
        "jane-doe-layer": "We all agree.",
        "omar-roe-layer": "We agree.",
        "ann-low-layer": "We freely agree.",
        "final": "We all now fully and freely agree.",
    }


def test_a_deletion_that_is_marked_at_two_places_stands_once_and_is_told() -> None:
    gone = region("d1", f"<text:deletion>{OMAR}<text:p>old </text:p></text:deletion>")
    mark = '<text:change text:change-id="d1"/>'
    received = odt_reader.read(SourceFile(Path("x.odt"), odt(p(f"The {mark}ship, the {mark}lamp."), gone)))
    assert received.works[0].versions[0].text == "The old ship, the lamp."
    assert received.warnings == ("the later marks of a deletion that is marked at two places are not read",)


def test_words_that_stand_in_no_paragraph_are_told_and_are_no_words_of_the_text() -> None:
    pattern = "<text:index-title-template>Pattern</text:index-title-template>"
    index = f"<text:table-of-content><text:table-of-content-source>{pattern}</text:table-of-content-source>"
    index += f"<text:index-body>{p('Contents')}</text:index-body></text:table-of-content>"
    said = "words that stand in no paragraph are not read"
    assert said not in odt_reader.read(SourceFile(Path("a.odt"), odt(f"{index}\n{p('It ends.')}\n"))).warnings
    for stray in ("Here", "<text:span>Here</text:span>", "<text:section>Here</text:section>"):
        found = odt_reader.read(SourceFile(Path("a.odt"), odt(f"{p('It ends.')}{stray}")))
        assert said in found.warnings
        assert found.works[0].versions[-1].text.strip() == "It ends."


def note(words: str) -> str:
    return (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{p(words)}</text:note-body></text:note>"
    )


@pytest.mark.parametrize("where", ["header", "text box", "footnote"])
def test_a_note_is_read_whatever_part_it_stands_in(where: str) -> None:
    box = f"<draw:frame><draw:text-box>{p('Box' + note('See the deed.'))}</draw:text-box></draw:frame>"
    pages = f"<style:master-page><style:header>{p('Head' + note('See the deed.'))}</style:header></style:master-page>"
    body = {"header": p("One."), "text box": p(f"One.{box}"), "footnote": p("One." + note("x" + note("See the deed.")))}
    head = f"<office:master-styles>{pages if where == 'header' else ''}</office:master-styles>"
    document = (
        f'<office:document {SPACES} office:mimetype="{TYPE}">{head}<office:body><office:text>{body[where]}'
        "</office:text></office:body></office:document>"
    )
    work = odt_reader.read(SourceFile(Path("deed.fodt"), document.encode())).works[0]
    assert work.versions[-1].text.endswith("\n\nSee the deed.")
    assert (work.versions[-1].blocks[-1].part or "").startswith("footnote 1")
    assert [one.text for one in work.notes][-1] == "See the deed."


def test_the_changes_of_a_header_may_be_kept_with_those_of_the_body() -> None:
    tracked = f"<text:tracked-changes>{region('i', f'<text:insertion>{JANE}</text:insertion>')}</text:tracked-changes>"
    head = p('Draft<text:change-start text:change-id="i"/> two<text:change-end text:change-id="i"/>')
    document = (
        f'<office:document {SPACES} office:mimetype="{TYPE}"><office:master-styles><style:master-page><style:header>'
        f"{head}</style:header></style:master-page></office:master-styles><office:body><office:text>{tracked}"
        f"{p('One.')}</office:text></office:body></office:document>"
    )
    work = odt_reader.read(SourceFile(Path("deed.fodt"), document.encode())).works[0]
    assert [(mark.text, mark.revisers) for mark in work.marks] == [(" two", ("Jane Doe",))]
