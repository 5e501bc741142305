"""The smallest Word files that each show one thing: who put in, struck or moved exactly which letters, part by part.

A file is written as a line: {+Ann|words+} put in, {-Ann|words-} struck, {<Ann|words<} moved from here, {>Ann|words>}
moved to here, one inside another where need be; ¶ ends a paragraph, {+Ann|¶+} is an end of a paragraph put in, and
\ufffc is a picture.
"""

import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import pipeline, stages
from provenance.errors import UnreadableInput
from provenance.formats.word.tracked_text import in_base, resolve
from provenance.model.attributions import Apparatus, Status, dossier_of
from provenance.model.changes import ChangeKind
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.spans import FIGURE, BlockKind
from provenance.model.testimony import Act
from provenance.reports.docx import docx_report
from provenance.reports.docx.docx_accepting import accept
from provenance.sources.reader import SourceFile
from provenance.sources.source_catalogue import read_source
from provenance.sources.word.docx_reader import open_original
from provenance.text.blocks import words_in

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
NAMES = f'xmlns:w="{W}" xmlns:m="{M}" xmlns:r="{R}" xmlns:w16du="http://schemas.microsoft.com/office/word/2023/wordml/word16du"'
DRAWING = f'<w:drawing><w:inline {NAMES} r:embed="none"/></w:drawing>'
TAGS = {"+": "ins", "-": "del", "<": "moveFrom", ">": "moveTo"}
SIGNS = re.compile(r"\{([-+<>])([^|]*)\||([-+<>])\}|¶|[^{}¶\n]+?(?=[-+<>]\}|\{|¶|\Z)")


def paragraphs(line: str) -> str:
    """The paragraphs of a document written as a line."""
    done: list[str] = []
    runs, around = "", list[tuple[str, str]]()
    for sign in SIGNS.finditer(line):
        if sign[1]:
            around.append((TAGS[sign[1]], signed(sign[2])))
        elif sign[3]:
            around.pop()
        elif sign[0] == "¶":
            marks = "".join(f"<w:{tag} {who}/>" for tag, who in around)
            done.append(f"<w:p><w:pPr><w:rPr>{marks}</w:rPr></w:pPr>{runs}</w:p>")
            runs = ""
        else:
            text = "delText" if any(tag == "del" for tag, _ in around) else "t"
            words = (f'<w:{text} xml:space="preserve">{part}</w:{text}>' for part in sign[0].split(FIGURE))
            run = f"<w:r>{DRAWING.join(words)}</w:r>"
            for tag, who in reversed(around):
                run = f"<w:{tag} {who}>{run}</w:{tag}>"
            runs += run
    return "".join(done) + f"<w:p>{runs}</w:p>"


def signed(who: str) -> str:
    """The attributes of a change: its author, and the date after an @."""
    author, _, date = who.partition("@")
    return f'w:id="1" w:author="{author}"' + (f' w:date="{date}"' if date else "")


def docx(line: str = "", body: str = "", types: str = "", main: str = "word/document.xml", **parts: str) -> bytes:
    """A Word file; `parts` are the other parts of the document by their names ("footnotes", "footer1")."""
    kinds = {"hdr": "header", "ftr": "footer"}
    related, files = "", {}
    for name, inner in parts.items():
        kind = re.sub(r"\d+$", "", name)
        root = {v: k for k, v in kinds.items()}.get(kind, kind)
        related += f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{name}.xml"/>'
        files[f"word/{name}.xml"] = f"<w:{root} {NAMES}>{inner}</w:{root}>"
    relation = f'<Relationship Id="d" Type="{R}/officeDocument" Target="{main}"/>'
    override = f'<Override PartName="/{main}" ContentType="{MAIN}"/>'
    head = f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    files |= {
        "[Content_Types].xml": types or f"{head}{override}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relation}</Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>',
        main: f"<w:document {NAMES}><w:body>{paragraphs(line) if line else ''}{body}</w:body></w:document>",
    }
    return zipped(files)


def zipped(files: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return data.getvalue()


def received(data: bytes, name: str = "deed.docx") -> Received:
    return read_source(SourceFile(Path(name), data))


def work(data: bytes, name: str = "deed.docx") -> ReceivedWork:
    return received(data, name).works[0]


def apparatus(data: bytes) -> Apparatus:
    got, claims = stages.testify(received(data))
    found = stages.attribute_versions(dossier_of(got.works[0], claims, got.people))
    assert not [a for a in found.assessments if a.status is Status.CONTRADICTED]
    return found


def told(data: bytes) -> list[tuple[str, str, str, str]]:
    """Kind, words before, words after, who, of every change, layout too."""
    return [
        (
            a.change.kind.value,
            a.change.before.text if a.change.before else "",
            a.change.after.text if a.change.after else "",
            " and ".join(a.revisers) or "nobody",
        )
        for a in apparatus(data).attributions
    ]


CASES = {
    "a picture struck, and beside it words that another put in and a third struck": (
        f"x {{-Ann|{FIGURE}-}}{{+Ann|{{-Bob|a -}}+}}{{-Ann|a -}}y",
        [("deletion", f"{FIGURE}a", "", "Ann")],
    ),
    "letters struck inside a word": (
        "This is a{-Ann|n overly long-} title.",
        [("deletion", "n overly long", "", "Ann")],
    ),
    "a digit of a number": ("Pay in 1{-Ann|5-}{+Ann|8+} days.", [("substitution", "5", "8", "Ann")]),
    "a character of a sentence without spaces": (
        "我们{+Ann|明天+}会见大使，{-Ann|不-}谈条约。",
        [("insertion", "", "明天", "Ann"), ("deletion", "不", "", "Ann")],
    ),
    "a word of a Japanese sentence": (
        "私は{-Ann|その-}{+Ann|古い+}本を読む。",
        [("substitution", "その", "古い", "Ann")],
    ),
    "a Thai word": ("เขา{+Ann|ไม่+}มา", [("insertion", "", "ไม่", "Ann")]),
    "a word that stands twice": ("We said {-Ann|that -}that was so.", [("deletion", "that", "", "Ann")]),
    "neighbours by two authors": (
        "Signed {+Ann|in Bern +}{+Bob|by all +}in May.",
        [("insertion", "", "in Bern", "Ann"), ("insertion", "", "by all", "Bob")],
    ),
    "a phrase for one that shares words": (
        "Due {-Ann|Net 90 from us-}{+Ann|Net 30 from us+} on bills.",
        [("substitution", "Net 90 from us", "Net 30 from us", "Ann")],
    ),
    "what one struck and another put in": (
        "An {-Ann|old-}{+Bob|new+} deed.",
        [("deletion", "old", "", "Ann"), ("insertion", "", "new", "Bob")],
    ),
    "a deletion over the insertions of two others": (
        "{-Ann|All this, -}{+Bob|{-Ann|even this, -}+}{+Cyd|{-Ann|and that, -}+}{-Ann|goes. -}This stays.",
        [("deletion", "All this, goes.", "", "Ann")],
    ),
    "an insertion of which another struck a part": (
        "A deed{+Ann| of {-Bob|eternal -}gift+}.",
        [("insertion", "", "of gift", "Ann")],
    ),
    "a paragraph split": ("The end.{+Ann|¶+} The next.", [("orthographic", "", "\n\n", "Ann")]),
    "two paragraphs joined": ("The end.{-Ann|¶-}The next.", [("orthographic", "\n\n", "", "Ann")]),
    "a space put in": ("to{+Ann| +}day it is", [("orthographic", "", " ", "Ann")]),
    "all of a paragraph but its number": (
        "9.1 {-Helen|No party is liable.-}¶9.2 The rest.",
        [("deletion", "No party is liable.", "", "Helen")],
    ),
    "a sentence moved": (
        "One stays here.¶{>Ann|This one was moved here.>}¶Two stays too.¶{<Ann|This one was moved here.<}",
        [("transposition", "This one was moved here.", "This one was moved here.", "Ann")],
    ),
    "a word struck in a sentence that another moved": (
        "{<Ann|The big red lamp. <}It burns. {>Ann|The {-Bob|big -}red lamp. >}",
        [
            ("transposition", "The", "The", "Ann"),
            ("deletion", "big", "", "Bob"),
            ("transposition", "red lamp.", "red lamp.", "Ann"),
        ],
    ),
    "a picture put in": ("The plan:{+Ann|\ufffc+} see it.", [("insertion", "", "\ufffc", "Ann")]),
    "a picture struck with the words around it": (
        "The plan{-Ann|: \ufffc here-}.¶{-Bob|\ufffc-}¶End.",
        [("deletion", ": \ufffc here", "", "Ann"), ("deletion", "\ufffc", "", "Bob")],
    ),
    "a picture for another": ("See {-Ann|\ufffc-}{+Ann|\ufffc+}.", [("substitution", "\ufffc", "\ufffc", "Ann")]),
    "an author who is nobody": ("A{+Author| small+} deed.", [("insertion", "", "small", "nobody")]),
    "a name with stray blanks": ("A{+  Ann   Roe | small+} deed.", [("insertion", "", "small", "Ann Roe")]),
    "small letters for capitals": ("The {-Ann|Deed-}{+Ann|deed+}.", [("substitution", "Deed", "deed", "Ann")]),
    "two minutes": (
        "We meet {+Ann@2024-01-01T10:00:00Z|on Monday +}{+Ann@2024-01-01T10:01:00Z|at noon +}there.",
        [("insertion", "", "on Monday", "Ann"), ("insertion", "", "at noon", "Ann")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_letter_has_its_recorded_author_and_no_more_than_the_recorded_letters(case: str) -> None:
    line, expected = CASES[case]
    assert sorted(told(docx(line))) == sorted(expected)


def test_words_put_in_and_struck_again_are_told_with_both_names() -> None:
    found = apparatus(docx("{-Ann|All goes, -}{+Bob|{-Ann|even this, -}+}out. And this {+Cyd|too +}stays."))
    assert (
        "“even this,” was put in by Bob and struck again by Ann, as the source records; the words are in neither text."
        in found.caveats
    )


def test_words_put_in_and_struck_again_are_traced_though_no_version_has_them(tmp_path: Path) -> None:
    path = tmp_path / "deed.docx"
    path.write_bytes(docx("{-Ann|All goes, -}{+Bob|{-Ann|even this, -}+}out, {+Cyd|even this +}stays."))
    events = pipeline.origins("none", path).trace("even this")
    assert [
        (event.record.label, event.turn.value, event.made.revisers, event.in_passing)
        for event in events
        if event.record.label == "final"
    ] == [
        ("final", "entered", ("Cyd",), False),
        ("final", "entered", ("Bob",), True),
        ("final", "vanished", ("Ann",), True),
    ]
    assert [event.made.revisers for event in pipeline.origins("none", path).trace("Even this,")] == [("Bob",), ("Ann",)]


def test_a_date_is_the_hour_of_the_writers_clock_unless_the_file_gives_that_of_the_world() -> None:
    local = '<w:ins w:id="1" w:author="A" w:date="2024-01-01T10:00:00Z"><w:r><w:t>one </w:t></w:r></w:ins>'
    world = (
        local.replace('00Z"', '00Z" w16du:dateUtc="2024-01-01T09:00:00Z"').replace("one", "two").replace('"A"', '"B"')
    )
    dates = [mark.date for mark in work(docx(body=f"<w:p>{local}{world}</w:p>")).marks]
    assert dates == ["2024-01-01T10:00:00", "2024-01-01T09:00:00Z"]


def row(*cells: str, mark: str = "") -> str:
    return f"<w:tr><w:trPr>{mark}</w:trPr>{''.join(cells)}</w:tr>"


def cell(text: str, mark: str = "") -> str:
    return f"<w:tc><w:tcPr>{mark}</w:tcPr>{paragraphs(text)}</w:tc>"


def test_rows_and_cells_go_and_come_with_their_lines() -> None:
    out, into = f"<w:del {signed('Ann')}/>", f"<w:ins {signed('Bob')}/>"
    gone, new = f"<w:cellDel {signed('Ann')}/>", f"<w:cellIns {signed('Bob')}/>"
    table = (
        row(cell("first"), cell("one"), mark=out)
        + row(cell("kept"), cell("gone", gone))
        + row(cell("also", new), cell("kept"))
        + row(cell("old", gone), cell("young", new))
        + row(cell("no", gone), cell("more", gone))
        + row(cell("last"), cell("two"), mark=into)
    )
    data = docx(body=f"<w:tbl>{table}</w:tbl>" + paragraphs("After."))
    texts = {version.label: version.text for version in work(data).versions}
    assert texts["base"] == "first\tone\nkept\tgone\nkept\nold\nno\tmore\n\nAfter."
    assert texts["final"] == "kept\nalso\tkept\nyoung\nlast\ttwo\n\nAfter."
    assert {who for _, _, _, who in told(data)} == {"Ann", "Bob"}


A, B, END = "{-Ann|", "{-Bob|", "-}"
TABLE, GONE_TABLE = (
    f"<w:tbl>{row(cell('a'), mark=mark)}{row(cell('b'), mark=other)}</w:tbl>"
    for mark, other in (("", ""), (f"<w:del {signed('Ann')}/>", f"<w:del {signed('Bob')}/>"))
)


@pytest.mark.parametrize(
    ("before", "table", "base", "final"),
    [
        (f"One.¶{A}Two.¶{END}", TABLE, "One.|Two.|a¶b¶|End.", "One.|a¶b¶|End."),
        (f"One.¶Two.{A}¶{END}", TABLE, "One.|Two.|a¶b¶|End.", "One.|Two.|a¶b¶|End."),
        (f"One.{A}¶{END}{B}Two.¶{END}", TABLE, "One.|Two.|a¶b¶|End.", "One.|a¶b¶|End."),
        ("One.¶Two.{+Ann|¶+}", TABLE, "One.|Two.|a¶b¶|End.", "One.|Two.|a¶b¶|End."),
        (f"One.¶Two.⏎{A}¶{END}", TABLE, "One.|Two.¶¶¶a¶b¶|End.", "One.|Two.¶¶¶a¶b¶|End."),
        (f"One.{A}¶{END}", GONE_TABLE, "One.|a¶b¶|End.", "One.End."),
        ("One.¶", GONE_TABLE, "One.|a¶b¶|End.", "One.|End."),
    ],
)
def test_no_paragraph_joins_a_table_and_a_table_goes_with_its_last_row(
    before: str, table: str, base: str, final: str
) -> None:
    written = paragraphs(before).removesuffix("<w:p></w:p>").replace("⏎", "</w:t><w:br/><w:t>")
    body = written + table + paragraphs("End.")
    data = docx(body=body)
    versions = work(data).versions
    texts = [text.replace("¶|", "|").replace("|", "\n\n").replace("¶", "\n") for text in (base, final)]
    assert [versions[0].text, versions[-1].text] == texts
    original = open_original(SourceFile(Path("deed.docx"), data))
    for tree in original.trees.values():
        accept(tree, lambda author: True)
    items, _ = original.read()
    assert resolve(items, in_base).text == versions[-1].text


def test_a_part_that_is_emptied_goes_with_its_words() -> None:
    header = {"header1": paragraphs("{-Ann|Draft-}"), "footer1": paragraphs("{+Bob|Page+}")}
    called = "".join(f'<w:{k}Reference w:type="default" r:id="{k}1"/>' for k in ("header", "footer"))
    versions = work(docx(body=f"{paragraphs('Text.')}<w:sectPr>{called}</w:sectPr>", **header)).versions
    assert [versions[0].text, versions[-1].text] == ["Text.\n\nDraft", "Text.\n\nPage"]


def formula(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def of(name: str, **parts: str) -> str:
    inside = "".join(f"<m:{part}>{text}</m:{part}>" for part, text in parts.items())
    return f"<m:{name}>{inside}</m:{name}>"


def n(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inner", "line"),
    [
        (of("sSup", e=n("r"), sup=n("2")), "r^2"),
        (of("sSub", e=n("x"), sub=n("i+1")), "x_(i+1)"),
        (of("f", num=n("a+b"), den=n("c")), "(a+b)/c"),
        (of("rad", deg="", e=n("x")), "√(x)"),
        (of("rad", deg=n("3"), e=n("x")), "√(3&x)"),
        (of("nary", naryPr='<m:chr m:val="∑"/>', sub=n("i=1"), sup=n("n"), e=n("i")), "∑_(i=1)^ni"),
        (of("d", e=n("a,b")), "(a,b)"),
        (of("func", fName=n("sin"), e=n("x")), "sin x"),
        (of("m", mr=f"<m:e>{n('1')}</m:e><m:e>{n('0')}</m:e>"), "■(1&0)"),
    ],
)
def test_a_formula_is_read_in_a_line(inner: str, line: str) -> None:
    body = f"<w:p><w:r><w:t>Area </w:t></w:r>{formula(inner)}<w:r><w:t>.</w:t></w:r></w:p>"
    assert work(docx(body=body)).versions[-1].text == f"Area {line}."


def test_a_change_inside_a_formula_has_its_author() -> None:
    changed = of("sSup", e=n("r"), sup=f"<w:ins {signed('Ann')}>{n('3')}</w:ins>")
    data = docx(body=f"<w:p>{formula(changed)}</w:p>")
    assert ("Ann",) in [mark.revisers for mark in work(data).marks]


@pytest.mark.parametrize(("tag", "texts"), [("ins", ("A", "Ax/2")), ("del", ("Ax/2", "A"))])
def test_the_signs_of_a_structure_that_came_or_went_go_with_it(tag: str, texts: tuple[str, str]) -> None:
    change = f"<w:{tag} {signed('Ann')}/>"
    parts = {name: change.replace("/>", f">{n(letters)}</w:{tag}>") for name, letters in (("num", "x"), ("den", "2"))}
    fraction = of("f", **{"fPr": f"<m:ctrlPr>{change}</m:ctrlPr>", **parts})
    versions = work(docx(body=f"<w:p><w:r><w:t>A</w:t></w:r>{formula(fraction)}</w:p>")).versions
    assert (versions[0].text, versions[-1].text) == texts


def test_a_document_that_is_taken_in_from_elsewhere_is_told() -> None:
    taken = received(docx(body='<w:p><w:r><w:t>A</w:t></w:r></w:p><w:subDoc r:id="x1"/>'))
    assert taken.warnings == ("other documents that it takes in are not read",)


NOTE = '<w:r><w:{kind}Reference w:id="2"/></w:r>'


def with_parts(footnote: str, endnote: str, header: str, footer: str, box: str) -> bytes:
    """A file whose parts all hold words."""
    shape = f"<w:r><w:pict><w:txbxContent>{paragraphs(box)}</w:txbxContent></w:pict></w:r>"
    body = f"<w:p><w:r><w:t>Body.</w:t></w:r>{NOTE.format(kind='footnote')}{NOTE.format(kind='endnote')}{shape}</w:p>"
    section = (
        '<w:sectPr><w:headerReference r:id="header1"/><w:footerReference w:type="first" r:id="footer1"/></w:sectPr>'
    )
    parts = {
        "footnotes": f'<w:footnote w:id="2">{paragraphs(footnote)}</w:footnote>',
        "endnotes": f'<w:endnote w:id="2">{paragraphs(endnote)}</w:endnote>',
        "header1": paragraphs(header),
        "footer1": paragraphs(footer),
    }
    return docx(body=body + section, **parts)


PARTS = ("footnote 1", "endnote 1", "header", "first-page footer", "text box 1")


@pytest.mark.parametrize("part", PARTS)
def test_a_change_in_any_part_is_told_under_its_name(part: str) -> None:
    words = dict.fromkeys(PARTS, "Same words here.")
    words[part] = "Same {-Ann|words-}{+Ann|letters+} here."
    data = with_parts(*words.values())
    assert told(data) == [("substitution", "words", "letters", "Ann")]
    version = work(data).versions[-1]
    assert {block.part for block in version.blocks} == {None, *PARTS}
    [block] = [block for block in version.blocks if "letters" in block.span.of(version.text)]
    assert block.part == part


@pytest.mark.parametrize("part", PARTS)
def test_files_that_differ_in_any_part_are_different(part: str, tmp_path: Path) -> None:
    words = dict.fromkeys(PARTS, "Same words here.")
    (tmp_path / "a.docx").write_bytes(with_parts(*words.values()))
    (tmp_path / "b.docx").write_bytes(with_parts(*(words | {part: "Other words here."}).values()))
    found = pipeline.diff(tmp_path / "a.docx", tmp_path / "b.docx")
    assert [(c.before and c.before.text, c.after and c.after.text) for c in found.comparison.changes] == [
        ("Same", "Other")
    ]


def test_a_footnote_that_was_put_in_is_put_in_by_who_put_in_its_mark() -> None:
    call = f"<w:ins {signed('Ann')}>{NOTE.format(kind='footnote')}</w:ins>"
    body = f"<w:p><w:r><w:t>Body.</w:t></w:r>{call}</w:p>"
    data = docx(body=body, footnotes=f'<w:footnote w:id="2">{paragraphs("See below.")}</w:footnote>')
    assert [(kind, after, who) for kind, _, after, who in told(data)] == [("insertion", "See below.", "Ann")]


def commented(line: str, text: str) -> bytes:
    said = f'<w:comment w:id="7" w:author="Carl" w:date="2024-01-01T10:00:00Z">{paragraphs(text)}</w:comment>'
    edges = '<w:commentRangeStart w:id="7"/>', '<w:commentRangeEnd w:id="7"/>'
    body = paragraphs(line).replace("<w:p>", f"<w:p>{edges[0]}").replace("</w:p>", f"{edges[1]}</w:p>")
    return docx(body=body, comments=said)


@pytest.mark.parametrize(
    "text", ["Should Mary revise this sentence?", "Inserted by Bob.", "Legal revised this sentence."]
)
def test_a_comment_names_nobody_and_is_shown_as_a_comment(text: str) -> None:
    got, claims = stages.testify(received(commented("The fee is due.", text)))
    assert claims == ()
    [note] = got.works[0].notes
    assert (note.kind, note.text, note.author, note.date) == ("comment", text, "Carl", "2024-01-01T10:00:00")


def test_a_comment_on_a_change_goes_with_the_change() -> None:
    [mark] = work(commented("{+Ann|A new fee is due.+}", "Is it?")).marks
    assert (mark.act, mark.comment) == (Act.INSERT, "Carl: Is it?")


def test_careless_files_are_read_with_a_word() -> None:
    by_ending = f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="{MAIN}"/></Types>'
    nothing = f'<Types xmlns="{PACKAGE}/content-types"/>'
    assert received(docx("Words.", types=by_ending)).warnings == ()
    assert "of what kind" in received(docx("Words.", types=nothing)).warnings[0]
    with zipfile.ZipFile(io.BytesIO(docx("Words."))) as package:
        files = {name: package.read(name).decode() for name in package.namelist()}
    strayed = {name.replace("/", "\\").replace("document", "Document"): text for name, text in files.items()}
    assert work(zipped(strayed)).versions[-1].text == "Words."
    without = {name: text for name, text in files.items() if not name.startswith("_rels")}
    assert "found by its name" in received(zipped(without)).warnings[0]
    prefixed = b"#!stub\n" + docx("Words.")
    assert work(prefixed).versions[-1].text == "Words."


def test_two_parts_of_one_name_are_read_with_a_word() -> None:
    data = io.BytesIO(docx("Old words."))
    later = f"<w:document {NAMES}><w:body>{paragraphs('New words.')}</w:body></w:document>"
    with zipfile.ZipFile(data, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr("word/document.xml", later)
    got = received(data.getvalue())
    assert got.works[0].versions[-1].text == "New words."
    assert "two parts of one name" in got.warnings[0]


def test_flat_files_are_read_as_what_they_are() -> None:
    package = "http://schemas.microsoft.com/office/2006/xmlPackage"
    relation = f'<Relationship Id="d" Type="{R}/officeDocument" Target="word/document.xml"/>'
    parts = {
        "/_rels/.rels": ("", f'<Relationships xmlns="{PACKAGE}/relationships">{relation}</Relationships>'),
        "/word/document.xml": (
            MAIN,
            f"<w:document {NAMES}><w:body>{paragraphs('A {+Ann|flat +}file.')}</w:body></w:document>",
        ),
    }
    flat = "".join(
        f'<pkg:part pkg:name="{name}" pkg:contentType="{kind}"><pkg:xmlData>{xml}</pkg:xmlData></pkg:part>'
        for name, (kind, xml) in parts.items()
    )
    data = f'<?xml version="1.0"?><pkg:package xmlns:pkg="{package}">{flat}</pkg:package>'.encode()
    for way in (data, data.decode().encode("utf-16"), data.decode().encode("utf-32")):
        assert [mark.revisers for mark in work(way, "flat.xml").marks] == [("Ann",)]
    office, text = "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    fodt = (
        f'<?xml version="1.0"?><office:document xmlns:office="{office}" xmlns:text="{text}"><office:body><office:text>'
        "<text:p>A flat file.</text:p></office:text></office:body></office:document>"
    )
    for way in (fodt.encode(), fodt.encode("utf-16"), fodt.encode("utf-32")):
        assert work(way, "flat.fodt").versions[-1].text == "A flat file."


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.rtf", b"{\\rtf1 Words}", "rich text"),
        ("a.pdf", b"%PDF-1.7", "a PDF"),
        ("a.pages", b"PK\x03\x04rest", "a document of Apple's Pages; save it as .docx"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word file; save it as .docx"),
        ("a.wpd", b"\xffWPC....", "a WordPerfect file; save it as .docx"),
        ("a.docx", docx(" "), "holds no words in any of its parts"),
        ("a.docx", docx("\ufffc"), "holds no words in any of its parts"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(name: str, data: bytes, says: str) -> None:
    with pytest.raises(UnreadableInput, match=re.escape(says)):
        received(data, name)


def test_words_in_a_header_alone_are_words() -> None:
    data = docx(body='<w:p/><w:sectPr><w:headerReference r:id="header1"/></w:sectPr>', header1=paragraphs("Secret"))
    assert work(data).versions[-1].text.strip() == "Secret"


def nested(depth: int) -> bytes:
    """Changes one in the other, a letter in each."""
    word = "<w:r><w:t>a</w:t></w:r>"
    opened = f"<w:ins {signed('Ann')}>{word}<w:del {signed('Bob')}>{word}" * depth
    return docx(body=f"<w:p>{opened}{'</w:del></w:ins>' * depth}</w:p>")


def test_nested_changes_are_read_and_no_letter_of_them_is_lost() -> None:
    got = work(nested(900))
    assert got.versions[-1].text == "a"
    assert sum(len(mark.text) for mark in got.marks if mark.act is Act.INSERT) == 1_800


def test_changes_nested_deeper_than_anybody_can_are_refused_in_a_sentence() -> None:
    with pytest.raises(UnreadableInput, match="nested more than 2,000 deep"):
        work(nested(5_000))


WHO = st.sampled_from(["Ann", "Bob", "Cyd"])
WORDS = st.sampled_from(["a ", "bc", " d", "中", "é ", "ไม่", "5", "\ufffc"])
PIECES = st.recursive(
    st.tuples(st.just(""), st.just(""), WORDS),
    lambda inner: st.tuples(st.sampled_from("+-"), WHO, st.lists(inner, min_size=1, max_size=3)),
    max_leaves=10,
)
Piece = tuple[str, str, object]
Letter = tuple[str, str | None, str | None]


def line_of(pieces: list[Piece]) -> str:
    return "".join(
        f"{{{sign}{who}|{line_of(inner)}{sign}}}" if isinstance(inner, list) else str(inner)
        for sign, who, inner in pieces
    )


def owners(
    pieces: list[Piece], put: str | None = None, cut: str | None = None
) -> list[tuple[str, str | None, str | None]]:
    """Every letter with who put it in and who struck it, the innermost of each."""
    found: list[tuple[str, str | None, str | None]] = []
    for sign, who, inner in pieces:
        if isinstance(inner, list):
            found += owners(inner, who if sign == "+" else put, who if sign == "-" else cut)
        else:
            found += [(letter, put, cut) for letter in str(inner)]
    return found


@settings(deadline=None, max_examples=60)
@given(st.lists(PIECES, min_size=1, max_size=5))
def test_of_any_file_every_letter_has_the_author_that_was_written(pieces: list[Piece]) -> None:
    letters = owners(pieces)
    base = [(letter, cut) for letter, put, cut in letters if put is None]
    final = [(letter, put) for letter, put, cut in letters if cut is None]
    if not words_in("".join(letter for letter, _ in [*base, *final])):
        return
    found = apparatus(docx(line_of(pieces)))
    changed = any(put or cut for _, put, cut in letters)
    texts = (found.base.text, found.revised.text)
    assert texts == ("".join(x for x, _ in base), "".join(x for x, _ in final)) or not changed
    if changed:
        assert by_letter(found) == ([cut for _, cut in base], [put for _, put in final])


def by_letter(found: Apparatus) -> tuple[list[str | None], list[str | None]]:
    """Who struck each letter of the base, and who put in each letter of the final text."""
    gone: list[str | None] = [None] * len(found.base.text)
    new: list[str | None] = [None] * len(found.revised.text)
    for attribution in found.attributions:
        for edit in attribution.change.edits:
            gone[edit.base.start : edit.base.end] = ["".join(attribution.revisers)] * len(edit.base)
            new[edit.revised.start : edit.revised.end] = ["".join(attribution.revisers)] * len(edit.revised)
    return gone, new


@settings(deadline=None, max_examples=40)
@given(st.lists(PIECES, min_size=1, max_size=5), st.sampled_from(["", "Ann", "Bob"]))
def test_a_report_of_any_file_read_again_has_the_same_texts_and_authors(pieces: list[Piece], mover: str) -> None:
    moved = "The sentence that went elsewhere."
    out, into = (f"¶{{{sign}{mover}|{moved}{sign}}}" if mover else "" for sign in "<>")
    found = apparatus(docx(f"First words here.{out}¶Middle words here. {line_of(pieces)}{into}¶Last words here."))
    again = apparatus(docx_report.write(found))
    assert (again.base.text, again.revised.text) == (found.base.text, found.revised.text)
    assert by_letter(again) == by_letter(found)
    kinds = [[a.change.kind for a in one.attributions].count(ChangeKind.TRANSPOSITION) for one in (found, again)]
    assert kinds == [bool(mover)] * 2


def test_a_picture_is_no_paragraph_and_hides_no_salutation() -> None:
    version = work(docx("\ufffc¶\ufffcDear Sir:¶One.¶\ufffc \ufffc¶Two. \ufffc")).versions[-1]
    assert [(block.kind, block.paragraph) for block in version.blocks] == [
        (BlockKind.FIGURE, None),
        (BlockKind.SALUTATION, None),
        (BlockKind.PARAGRAPH, 1),
        (BlockKind.FIGURE, None),
        (BlockKind.PARAGRAPH, 2),
    ]
