"""The report that can be sent: the original file with the changes tracked in it, and nothing else of it touched."""

import io
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from provenance import pipeline, stages
from provenance.errors import UnreadableInput
from provenance.formats.word.strict_names import as_strict
from provenance.formats.word.tracked_text import Marking, resolve
from provenance.model.attributions import Apparatus
from provenance.model.receipts import ReceivedWork
from provenance.reports.docx import docx_authors
from provenance.reports.docx.docx_wanted import Wanted
from provenance.reports.passages import read_passages
from provenance.reports.redline import part_of_change
from provenance.sources.asked import word_files
from provenance.sources.reader import SourceFile
from provenance.sources.source_catalogue import read_source
from provenance.sources.word.docx_reader import open_original

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
STYLES = '<w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/></w:style>'


def docx(body: str, footer: str = "Page", note: str | None = "See the annex.") -> bytes:
    """A file with styles, a footer and a footnote, if one is given."""
    names = f'xmlns:w="{W}" xmlns:r="{R}"'
    call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = body if note is None else body.replace("</w:p>", f"{call}</w:p>", 1)
    section = '<w:sectPr><w:footerReference w:type="default" r:id="r2"/><w:pgSz w:w="12240" w:h="15840"/></w:sectPr>'
    kinds = {"styles": "styles", "footer1": "footer"} | ({} if note is None else {"footnotes": "footnotes"})
    related = "".join(
        f'<Relationship Id="r{n}" Type="{R}/{kind}" Target="{part}.xml"/>'
        for n, (part, kind) in enumerate(kinds.items(), 1)
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="d" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>',
        "word/document.xml": f"<w:document {names}><w:body>{body}{section}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {names}>{STYLES}</w:styles>",
        "word/footer1.xml": f"<w:ftr {names}>{p(footer)}</w:ftr>",
        "word/media/seal.png": "a picture",
    }
    if note is not None:
        notes = f'<w:footnote w:id="2">{p(note)}</w:footnote>'
        files["word/footnotes.xml"] = f"<w:footnotes {names}>{notes}</w:footnotes>"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return data.getvalue()


def r(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*words: str, style: str = "Clause") -> str:
    runs = "".join(word if word.startswith("<") else r(word) for word in words)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def ins(who: str, *words: str) -> str:
    return f'<w:ins w:id="1" w:author="{who}">{"".join(words)}</w:ins>'


def gone(who: str, text: str) -> str:
    return f'<w:del w:id="2" w:author="{who}"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


@pytest.fixture
def compared(tmp_path: Path) -> "Compared":
    return Compared(tmp_path)


class Compared:
    """Two files compared, and the report written into them."""

    def __init__(self, folder: Path) -> None:
        self.paths = folder / "base.docx", folder / "revised.docx"

    def __call__(self, base: bytes, revised: bytes, wanted: Wanted | None = None) -> tuple[Apparatus, bytes]:
        for path, data in zip(self.paths, (base, revised), strict=True):
            path.write_bytes(data)
        apparatus = pipeline.diff(*self.paths)
        made = stages.write(apparatus, "docx", word_files(self.paths[::-1]), wanted)
        assert isinstance(made, bytes)
        return apparatus, made


def work(data: bytes) -> ReceivedWork:
    return read_source(SourceFile(Path("report.docx"), data)).works[0]


def ends(data: bytes) -> tuple[str, str]:
    """The text with all changes rejected, and with all accepted, as our own reader has them."""
    versions = work(data).versions
    return versions[0].text, versions[-1].text


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def same(data: bytes) -> str:
    """XML in the one form that all equal XML has."""
    return str(etree.canonicalize(data.decode()))


def plain(data: bytes, accepted: bool) -> str:
    """A second reader, that knows only `ins`, `del` and the marks of paragraphs: the words of the body, run on."""
    root = etree.fromstring(parts(data)["word/document.xml"])
    words = {"ins": accepted, "moveTo": accepted, "del": not accepted, "moveFrom": not accepted}
    found = ""
    for letters in root.iter(f"{{{W}}}t", f"{{{W}}}delText"):
        around = [etree.QName(e).localname for e in letters.iterancestors()]
        rows = list(letters.iterancestors(f"{{{W}}}tr"))
        marks = [etree.QName(m).localname for row in rows for m in row.iterfind(f"{{{W}}}trPr/*")]
        if all(words.get(name, True) for name in (*around, *marks)):
            found += letters.text or ""
    return re.sub(r"\s+", "", found)


BASE = docx(
    p("Heading", style="Heading1")
    + p("The Licensee shall pay ", r("forty thousand pounds", "<w:b/>"), " a year on the first of May.")
    + p("A clause that goes.")
    + p("The following sums are due.")
    + table(("Fee", "£48,000"), ("Deposit", "£4,000"), ("Term of the licence", "three years"))
    + p("The end.")
)
REVISED = docx(
    p("Heading", style="Heading1")
    + p("The Licensee shall pay ", r("fifty thousand pounds", "<w:b/>"), " a year on the last of May.")
    + p("The following sums are due.")
    + table(("Fee", "£42,500"), ("Term of the licence", "three years"), ("Renewal of the licence", "two years"))
    + p("A new clause.")
    + p("The end."),
    footer="Folio",
    note="See the second annex.",
)


def test_accepting_and_rejecting_all_give_the_two_texts(compared: Compared) -> None:
    apparatus, made = compared(BASE, REVISED)
    assert ends(made) == (apparatus.base.text, apparatus.revised.text)
    assert plain(made, accepted=True) == plain(REVISED, accepted=True)
    assert plain(made, accepted=False) == plain(BASE, accepted=True)


def test_look_parts_and_pictures_are_those_of_the_original(compared: Compared) -> None:
    _, made = compared(BASE, REVISED)
    old, new = parts(REVISED), parts(made)
    assert new["word/media/seal.png"] == old["word/media/seal.png"]
    root = etree.fromstring(new["word/document.xml"])
    assert root.find(f".//{{{W}}}pgSz") is not None
    bold = ["".join(run.itertext()) for run in root.iter(f"{{{W}}}r") if run.find(f"{{{W}}}rPr/{{{W}}}b") is not None]
    assert {"forty", "fifty"} <= {words.strip() for words in bold}
    assert all(e.get(f"{{{W}}}val") for e in root.iter(f"{{{W}}}pStyle"))


def test_a_file_with_its_own_changes_is_left_as_it_is_but_for_the_evidence(tmp_path: Path) -> None:
    data = docx(p("Pay in ", gone("Ann", "thirty"), ins("Ann", r("forty")), " days", ins("Bob", r(" or weeks")), "."))
    (tmp_path / "deed.docx").write_bytes(data)
    apparatus = pipeline.apparatus("none", tmp_path / "deed.docx")
    clean = stages.write(apparatus, "docx", word_files([tmp_path / "deed.docx"]), Wanted(comments=False))
    assert isinstance(clean, bytes)
    assert same(parts(clean)["word/document.xml"]) == same(parts(data)["word/document.xml"])
    told = stages.write(apparatus, "docx", word_files([tmp_path / "deed.docx"]))
    assert isinstance(told, bytes)
    comments = etree.fromstring(parts(told)["word/provenance-comments.xml"])
    assert [comment.get(f"{{{W}}}author") for comment in comments] == ["provenance"] * 2
    assert not [note for note in work(told).notes if note.kind == "comment"]
    assert {mark.revisers for mark in work(told).marks} == {("Ann",), ("Bob",)}


def test_the_changes_of_the_reviewers_who_are_wanted_stay_and_the_others_are_accepted(tmp_path: Path) -> None:
    data = docx(p("Pay in ", gone("Ann", "thirty"), ins("Ann", r("forty")), " days", ins("Bob", r(" or weeks")), "."))
    (tmp_path / "deed.docx").write_bytes(data)
    apparatus = pipeline.apparatus("none", tmp_path / "deed.docx")
    made = stages.write(apparatus, "docx", word_files([tmp_path / "deed.docx"]), Wanted(reviewers=("Bob",)))
    assert isinstance(made, bytes)
    assert [(mark.text, mark.revisers) for mark in work(made).marks] == [(" or weeks", ("Bob",))]
    assert ends(made)[1] == apparatus.revised.text


def test_a_reviewer_who_changed_nothing_is_refused_and_not_taken_for_one_left_out(tmp_path: Path) -> None:
    (tmp_path / "deed.docx").write_bytes(docx(p("Pay ", ins("Ann", r("forty")), ".")))
    apparatus = pipeline.apparatus("none", tmp_path / "deed.docx")
    with pytest.raises(UnreadableInput, match="no change is by Zed; there are Ann"):
        stages.write(apparatus, "docx", word_files([tmp_path / "deed.docx"]), Wanted(reviewers=("Ann", "Zed")))


WORDS = st.lists(st.sampled_from(["the ", "fee ", "is ", "due ", "in ", "May. ", "Notice ", "é ", "中"]), max_size=6)
BLOCKS = st.lists(st.one_of(WORDS, st.tuples(WORDS, WORDS)), min_size=1, max_size=4)


def body(blocks: list[list[str] | tuple[list[str], list[str]]]) -> str:
    made = "".join(
        table(("".join(b[0]) or "x", "".join(b[1]) or "y")) + p("after") if isinstance(b, tuple) else p(*b)
        for b in blocks
    )
    return made + p("End.")


@settings(deadline=None, max_examples=80)
@given(BLOCKS, BLOCKS)
def test_of_any_two_files_the_report_holds_both_texts(
    tmp_path_factory: pytest.TempPathFactory,
    one: list[list[str] | tuple[list[str], list[str]]],
    other: list[list[str] | tuple[list[str], list[str]]],
) -> None:
    apparatus, made = Compared(tmp_path_factory.mktemp("pair"))(docx(body(one)), docx(body(other)))
    base, revised = ends(made)
    assert revised == apparatus.revised.text
    assert " ".join(base.split()) == " ".join(apparatus.base.text.split())


soffice = shutil.which("soffice")


@pytest.mark.skipif(soffice is None, reason="LibreOffice is not installed (Debian: libreoffice-writer-nogui)")
def test_libreoffice_reads_the_same_words_from_it(compared: Compared, tmp_path: Path) -> None:
    _, made = compared(BASE, REVISED)
    (tmp_path / "report.docx").write_bytes(made)
    command = [str(soffice), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "odt"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "report.docx")],
        check=True,
        timeout=240,
        capture_output=True,
    )
    odt = read_source(SourceFile.at(tmp_path / "report.odt")).works[0]
    texts = {version.label: re.sub(r"\s+", "", version.text) for version in odt.versions}
    ours = [re.sub(r"\s+", "", text) for text in ends(made)]
    assert [texts["base"], texts["final"]] == ours


def test_one_file_is_asked_without_a_database(tmp_path: Path) -> None:
    data = docx(p("Pay in ", gone("Ann", "thirty"), ins("Ann", r("forty")), " days."))
    (tmp_path / "deed.docx").write_bytes(data)
    asked = [("redline",), ("changes",), ("report", "--format", "docx", "-o", "out.docx"), ("report", "--format", "md")]
    for command, *options in asked:
        program = [str(Path(sys.executable).parent / "provenance"), command, "deed.docx", *options]
        result = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
        assert result.returncode == 0, result.stderr
    assert {mark.revisers for mark in work((tmp_path / "out.docx").read_bytes()).marks} == {("Ann",)}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["deed.docx", "out.docx"]


def test_three_returned_copies_become_one_file_with_all_changes_under_their_names(tmp_path: Path) -> None:
    first = p("The Licensee shall pay forty thousand pounds a year.") + p("Notice is given in thirty days.")
    texts = {
        "base": first,
        "ann": first.replace("forty", "fifty"),
        "carl": first.replace("forty", "sixty").replace("thirty", "ninety"),
        "eve": first.replace("is given", "has been given"),
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.docx").write_bytes(docx(text))
    base, *copies = [tmp_path / f"{name}.docx" for name in texts]
    apparatus = pipeline.diff(base, *copies, by=("Ann", "Carl", "Eve"))
    made = stages.write(apparatus, "docx", word_files([base]))
    assert isinstance(made, bytes)
    assert parts(made)["word/media/seal.png"] == b"a picture"
    assert ends(made)[0] == apparatus.base.text
    assert {mark.revisers for mark in work(made).marks} == {("Ann",), ("Carl",), ("Eve",), ("Ann and Carl",)}
    assert "contested: " in parts(made)["word/provenance-comments.xml"].decode()


@pytest.mark.parametrize("is_in_original", [True, False])
def test_the_passages_of_returned_copies_are_read_once(
    is_in_original: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["Pay forty pounds.", "Pay fifty pounds.", "Pay forty pounds now."]
    paths = [tmp_path / f"{number}.docx" for number in range(3)]
    for path, text in zip(paths, texts, strict=True):
        path.write_bytes(docx(p(text)))
    apparatus = pipeline.diff(*paths, by=("Ann", "Carl"))
    read: list[Apparatus] = []
    monkeypatch.setattr(docx_authors, "read_passages", lambda one: read.append(one) or read_passages(one))
    stages.write(apparatus, "docx", word_files(paths[:is_in_original]), Wanted(reviewers=("Ann",)))
    assert read == [apparatus]


def test_a_stored_work_that_came_from_word_is_reported_in_its_own_file(tmp_path: Path) -> None:
    data = docx(p("Pay in ", gone("Ann", "thirty"), ins("Ann", r("forty")), " days."))
    (tmp_path / "deed.docx").write_bytes(data)
    database = str(tmp_path / "library.db")
    pipeline.initialise(database, [tmp_path / "deed.docx"])
    (tmp_path / "deed.docx").unlink()
    made = pipeline.report(database, "deed", None, None, "docx", Wanted(comments=False))
    assert isinstance(made, bytes)
    assert same(parts(made)["word/document.xml"]) == same(parts(data)["word/document.xml"])


def test_a_table_in_place_of_a_paragraph_is_one_in_the_original(compared: Compared) -> None:
    one, two, three = p("The fee is due in May."), p("Notice is given in writing."), p("All else is left open.")
    fees = table(("Fee", "ten pounds"), ("Term", "a year"))
    for base, revised in ((one + two + three, one + fees + three), (one + fees + three, one + two + three)):
        apparatus, made = compared(docx(base), docx(revised))
        assert ends(made) == (apparatus.base.text, apparatus.revised.text)
        body = parts(made)["word/document.xml"].decode()
        tag = "ins" if revised == one + fees + three else "del"
        assert len(re.findall(rf"<w:trPr><w:{tag} ", body)) == 2
        assert "customXml/item1.xml" not in parts(made)


def test_a_change_in_a_note_or_footer_has_its_evidence_as_a_comment_in_the_body(compared: Compared) -> None:
    _, made = compared(docx(p("Words."), "Draft", "See the annex."), docx(p("Words."), "Final", "See the schedule."))
    written = parts(made)
    said = "".join(re.findall(r"<w:t[^>]*>([^<]*)", written["word/provenance-comments.xml"].decode()))
    assert "Substitution, in footnote 1: " in said
    assert "Substitution, in footer: " in said
    assert written["word/document.xml"].count(b"commentReference ") == 2


def test_a_comment_begins_and_ends_in_the_same_run_of_text(tmp_path: Path) -> None:
    mark = '<w:pPr><w:rPr><w:ins w:id="90" w:author="Ann"/></w:rPr></w:pPr>'
    box = f"<w:r><w:pict><w:txbxContent>{p(ins('Ann', r('Boxed.')))}</w:txbxContent></w:pict></w:r>"
    new = f"<w:p>{mark}{ins('Ann', r('All is new.'))}{box}</w:p><w:p>{mark}{ins('Ann', r('This too.'))}</w:p>"
    call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    data = repacked(docx(new, note=ins("Ann", r("And this."))), "word/document.xml", call, ins("Ann", call))
    (tmp_path / "deed.docx").write_bytes(data)
    apparatus = pipeline.apparatus("none", tmp_path / "deed.docx")
    told = stages.write(apparatus, "docx", word_files([tmp_path / "deed.docx"]))
    assert isinstance(told, bytes)
    written = parts(told)
    body, notes = (written[f"word/{part}.xml"].decode() for part in ("document", "footnotes"))
    boxed = body[body.index("<w:txbxContent>") : body.index("</w:txbxContent>")]
    assert body.count("commentRangeStart") > 0
    for part in (body, boxed, notes):
        edges = [re.findall(rf'commentRange{edge} w:id="(\d+)"', part) for edge in ("Start", "End")]
        assert sorted(edges[0]) == sorted(edges[1])


def test_the_hour_of_the_world_is_written_as_that(compared: Compared) -> None:
    base = docx(p("Old words stay."))
    apparatus, _ = compared(base, docx(p("New words stay.")))
    dated = [replace(a, date="2024-05-01T10:00:00Z") for a in apparatus.attributions]
    made = stages.write(replace(apparatus, attributions=tuple(dated)), "docx", [SourceFile(Path("b.docx"), base)])
    assert isinstance(made, bytes)
    body = parts(made)["word/document.xml"].decode()
    assert re.search(r'mc:Ignorable="w16du"', body)
    assert body.count('w16du:dateUtc="2024-05-01T10:00:00Z"') == 2
    assert {mark.date for mark in work(made).marks} == {"2024-05-01T10:00:00Z"}


def test_a_paragraph_of_which_only_the_mark_is_left_is_written_into_the_later_file(compared: Compared) -> None:
    base = docx(p("9. General") + p("9.1 ") + p("9.2 This is all."))
    revised = docx(p("9. General") + p() + p("9.2 ", r("This", "<w:b/>"), " is all."))
    apparatus, made = compared(base, revised)
    assert ends(made) == (apparatus.base.text, apparatus.revised.text)
    assert b"<w:b/>" in parts(made)["word/document.xml"]


MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
SHAPE = (
    f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice><w:drawing/></mc:Choice>'
    "<mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent>"
)
PLAN, BARE = (docx(p(f"<w:r><w:t>See the plan</w:t>{shape}<w:t>, and sign.</w:t></w:r>")) for shape in (SHAPE, ""))


def test_a_picture_that_came_is_tracked_alone_and_kept_whole(compared: Compared) -> None:
    apparatus, made = compared(BARE, PLAN)
    assert ends(made) == (apparatus.base.text, apparatus.revised.text)
    body = etree.fromstring(parts(made)["word/document.xml"])
    [put_in] = body.iter(f"{{{W}}}ins")
    assert [etree.QName(e).localname for e in put_in.iter()] == [
        *("ins", "r", "AlternateContent", "Choice", "drawing", "Fallback", "pict")
    ]


def test_of_a_picture_that_went_the_later_file_tells_where_it_stood(compared: Compared) -> None:
    apparatus, made = compared(PLAN, BARE)
    assert ends(made) == (apparatus.base.text, apparatus.revised.text)
    body = etree.fromstring(parts(made)["word/document.xml"])
    assert ["".join(e.itertext()) for e in body.iter(f"{{{W}}}del")] == ["\ufffc"]
    comments = etree.fromstring(parts(made)["word/provenance-comments.xml"])
    assert not [words for words in comments.itertext() if "\ufffc" in words]


def test_a_tracked_picture_stays_tracked_under_its_author(tmp_path: Path) -> None:
    data = docx(p("The plan: ", ins("Ann", f"<w:r>{SHAPE}</w:r>"), " as agreed."))
    (tmp_path / "deed.docx").write_bytes(data)
    apparatus = pipeline.apparatus("none", tmp_path / "deed.docx")
    told = stages.write(apparatus, "docx", word_files([tmp_path / "deed.docx"]))
    assert isinstance(told, bytes)
    assert [(mark.text, mark.revisers) for mark in work(told).marks] == [("\ufffc", ("Ann",))]
    body = etree.fromstring(parts(told)["word/document.xml"])
    assert len(list(body.iter(f"{{{W}}}drawing"))) == 1
    shown = stages.write(apparatus, "md")
    assert isinstance(shown, str)
    assert r"\[picture\]" in shown
    assert "\ufffc" not in shown


def test_words_that_were_put_in_and_struck_again_stay_tracked(tmp_path: Path) -> None:
    struck = '<w:del w:id="2" w:author="Bob"><w:r><w:delText>much </w:delText></w:r></w:del>'
    (tmp_path / "deed.docx").write_bytes(docx(p("Pay ", ins("Ann", struck), "in May.")))
    apparatus = pipeline.apparatus("none", tmp_path / "deed.docx")
    made = stages.write(apparatus, "docx", word_files([tmp_path / "deed.docx"]))
    assert isinstance(made, bytes)
    assert {(mark.text, mark.revisers) for mark in work(made).marks} == {("much ", ("Ann",)), ("much ", ("Bob",))}


M = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def formula(*letters: str) -> str:
    runs = "".join(f"<m:r><m:t>{one}</m:t></m:r>" for one in letters)
    return f'<w:p><m:oMathPara xmlns:m="{M}"><m:oMath>{runs}</m:oMath></m:oMathPara></w:p>'


def with_notes(*notes: str) -> bytes:
    """A clause with a call for each of some footnotes, beside the one that every file has."""
    calls = "".join(f'<w:r><w:footnoteReference w:id="{n}"/></w:r>' for n, _ in enumerate(notes, 3))
    made = "".join(f'<w:footnote w:id="{n}">{p(note)}</w:footnote>' for n, note in enumerate(notes, 3))
    return repacked(docx(p("The fee is due.", calls)), "word/footnotes.xml", "</w:footnotes>", f"{made}</w:footnotes>")


def repacked(data: bytes, part: str, old: str, new: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in parts(data).items():
            package.writestr(name, content.decode().replace(old, new).encode() if name == part else content)
    return made.getvalue()


def noted(blocks: str) -> bytes:
    """A clause whose note holds these blocks, and nothing after it."""
    return repacked(docx(p("The fee is due."), footer=""), "word/footnotes.xml", p("See the annex."), blocks)


HARD = {
    "a note came": (with_notes("See the deed."), with_notes("See the lease.", "See the deed.")),
    "a note went": (with_notes("See the lease.", "See the deed."), with_notes("See the deed.")),
    "words before those of a note": (with_notes(" See the deed."), with_notes(" Or else: See the deed.")),
    "letters of a formula": (
        docx(p("The area is") + formula("A=", "πr", "^2")),
        docx(p("The area is") + formula("A=", "2πr", "^2")),
    ),
    "cells that changed places": (
        docx(p("Sums") + table(("Fee", "Rent"), ("3", "4")) + p("End")),
        docx(p("Sums") + table(("Rent", "Fee"), ("3", "4")) + p("End")),
    ),
    "a cell fewer, a row fewer": (
        docx(p("Sums") + table(("1", "2", "3"), ("4", "Fee.", "6"), ("7", "8", "9")) + p("End")),
        docx(p("Sums") + table(("1", "2", "3"), ("Fee.", "8", "9")) + p("End")),
    ),
    "all words of a row": (
        docx(p("Sums") + table(("1", "2"), ("4", "5"), ("7", "8")) + p("End")),
        docx(p("Sums") + table(("1", "2"), ("", ""), ("7", "8")) + p("End")),
    ),
    "a table at the end of a note": (
        noted(p() + table(("Aaa", "Bbb", "Ccc"), ("Ddd", "Eee", "Fff"), ("Ggg", "Hhh", "Iii")) + p()),
        noted(p() + table(("Aaa1", "Bbb", "Ccc"), ("Ddd", "Eee1", "Fff")) + p() + p()),
    ),
    "words in the empty paragraph after a table": (
        docx(p("Sums") + table(("1", "2")) + p()),
        docx(p("Sums") + table(("1", "2")) + p("In pounds.")),
    ),
    "a row, and words in the empty paragraph between two tables": (
        docx(p("Sums") + table(("1", "2")) + p() + table(("5", "6")) + p("End")),
        docx(p("Sums") + table(("1", "2"), ("3", "4")) + p("Also:") + table(("5", "6")) + p("End")),
    ),
    "the last paragraph of a note": (
        noted(p("Sums:") + p() + p("In pounds.")),
        noted(p("Sums:") + p()),
    ),
    "a line's end for a paragraph's": (
        docx(p("One", "<w:r><w:br/></w:r>") + p("two") + p("three")),
        docx(p("One") + p("two") + p("three")),
    ),
}


@pytest.mark.parametrize("kind", HARD)
def test_what_word_changes_only_as_a_whole_is_tracked_in_the_original(compared: Compared, kind: str) -> None:
    for base, revised in (HARD[kind], HARD[kind][::-1]):
        apparatus, made = compared(base, revised)
        assert parts(made)["word/media/seal.png"] == b"a picture"
        assert ends(made) == (apparatus.base.text, apparatus.revised.text)


def test_a_note_that_came_has_its_call_tracked(compared: Compared) -> None:
    _, made = compared(*HARD["a note came"])
    root = etree.fromstring(parts(made)["word/document.xml"])
    calls = root.iter(f"{{{W}}}footnoteReference")
    tracked = [any(e.tag == f"{{{W}}}ins" for e in call.iterancestors()) for call in calls]
    assert sum(tracked) == 1


STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (f'xmlns:w="{W}"', f'xmlns:w="{STRICT}" xmlns:o="{W}"', "it mixes two forms of Open XML"),
        (p("The fee."), "", "its body has no paragraph on which the evidence could hang"),
    ],
)
def test_a_file_in_which_nothing_can_be_written_is_left_alone_and_that_is_told(
    old: str, new: str, why: str, tmp_path: Path
) -> None:
    data = docx(p("The fee."), footer="Page")
    data = repacked(data, "word/footer1.xml", r("Page"), r("Page ") + ins("Ann", r("one")))
    call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    data = repacked(data, "word/document.xml", call, "")
    path = tmp_path / "deed.docx"
    path.write_bytes(repacked(data, "word/document.xml", old, new))
    told: list[str] = []
    apparatus = pipeline.apparatus("none", path)
    made = stages.write(apparatus, "docx", word_files([path]), tell=told.append)
    assert isinstance(made, bytes)
    assert ends(made) == (apparatus.base.text, apparatus.revised.text)
    assert [why in sentence for sentence in told] == [True]


def test_a_file_in_the_strict_form_gets_the_changes_and_keeps_its_form(tmp_path: Path) -> None:
    def strict(data: bytes) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as package:
            for part, content in parts(data).items():
                package.writestr(part, as_strict(content))
        return buffer.getvalue()

    paths = [tmp_path / "base.docx", tmp_path / "revised.docx"]
    paths[0].write_bytes(strict(docx(p("The fee is due."))))
    paths[1].write_bytes(strict(docx(p("The fees are due."))))
    told: list[str] = []
    apparatus = pipeline.diff(*paths)
    made = stages.write(apparatus, "docx", word_files(paths[::-1]), tell=told.append)
    assert isinstance(made, bytes)
    assert told == []
    assert parts(made)["word/media/seal.png"] == b"a picture"
    assert W.encode() not in b"".join(parts(made).values())
    assert STRICT.encode() in parts(made)["word/document.xml"]
    (tmp_path / "made.docx").write_bytes(made)
    back = pipeline.apparatus("none", tmp_path / "made.docx")
    assert (back.base.text, back.revised.text) == (apparatus.base.text, apparatus.revised.text)


def test_a_footer_that_came_or_went_is_tracked_in_the_file_that_has_it(compared: "Compared") -> None:
    full, empty = docx(p("The fee is due.")), docx(p("The fees are due."), footer="")
    for base, revised in ((full, empty), (empty, full)):
        apparatus, made = compared(base, revised)
        assert "word/media/seal.png" in parts(made)
        assert ends(made) == (apparatus.base.text, apparatus.revised.text)


def test_why_a_report_is_not_the_original_is_told(tmp_path: Path) -> None:
    paths = [tmp_path / "base.docx", tmp_path / "revised.docx"]
    paths[0].write_bytes(docx(p("The fee is due."), footer="", note="See the annex."))
    paths[1].write_bytes(docx(p("The fees are due."), note=""))
    told: list[str] = []
    made = stages.write(pipeline.diff(*paths), "docx", word_files(paths[::-1]), tell=told.append)
    assert isinstance(made, bytes)
    assert "word/media/seal.png" not in parts(made)
    assert [sentence.partition(": ")[2] for sentence in told] == [
        "a header or footer came or went, and Word does not track that"
    ] * 2


WORDS = [f"w{n} " for n in range(7)]
CHOICE = st.lists(
    st.sampled_from(["keep", "keep", "keep", "keep", "strike", "before", "replace"]), min_size=7, max_size=7
)


def apart(choices: list[list[str]]) -> list[list[str]]:
    """Choices without those that touch what somebody before did, at the same word or the next; all may strike it."""
    left: list[list[str]] = []
    for chosen in choices:
        others = [[one[n] if 0 <= n < len(WORDS) else "keep" for one in left] for n in range(-1, len(WORDS) + 1)]
        near = [{*others[n], *others[n + 1], *others[n + 2]} - {"keep"} for n in range(len(WORDS))]
        left.append([one if not near[n] or near[n] == {one} == {"strike"} else "keep" for n, one in enumerate(chosen)])
    return left


def returned(who: str, choices: list[str]) -> bytes:
    """The words as somebody changed them, tracked; what is put in stands before the word that it belongs to."""
    made = []
    for word, choice in zip(WORDS, choices, strict=True):
        if choice in {"before", "replace"}:
            made.append(ins(who, r(f"{who}{word}")))
        made.append(gone(who, word) if choice in {"strike", "replace"} else r(word))
    return docx(p(*made, "end"))


def layer(data: bytes, who: str) -> str:
    """The text with the changes of one person accepted, joint ones too, and all others rejected."""
    items, _ = open_original(SourceFile(Path("one.docx"), data)).read()

    def stands(marking: Marking) -> bool:
        came, went = marking.put_in, marking.taken_out
        return (came is None or who in came.author) and (went is None or who not in went.author)

    return resolve(items, stands).text


def assert_each_alone_gives_his_copy(choices: list[list[str]]) -> None:
    """What each did with the words, returned by him in a copy, is what the file of all copies holds under his name."""
    names = ("Ann", "Ben", "Eve")[: len(choices)]
    with tempfile.TemporaryDirectory() as folder:
        base, *copies = [Path(folder) / f"{name}.docx" for name in ("base", *names)]
        base.write_bytes(docx(p(*WORDS, "end")))
        for path, who, chosen in zip(copies, names, choices, strict=True):
            path.write_bytes(returned(who, chosen))
        told: list[str] = []
        made = stages.write(pipeline.diff(base, *copies), "docx", word_files([base]), None, told.append)
        assert not told
        assert isinstance(made, bytes)
        for path, who in zip(copies, names, strict=True):
            assert layer(made, who) == work(path.read_bytes()).versions[-1].text


@settings(deadline=None, max_examples=15)
@given(st.lists(CHOICE, min_size=2, max_size=3))
def test_in_the_file_of_all_copies_the_changes_of_each_alone_give_his_copy(choices: list[list[str]]) -> None:
    assert_each_alone_gives_his_copy(apart(choices))


@settings(deadline=None, max_examples=25)
@given(st.lists(CHOICE, min_size=2, max_size=3))
def test_what_one_changed_within_words_that_another_struck_stands_at_its_place(choices: list[list[str]]) -> None:
    assert_each_alone_gives_his_copy(choices)


NOTES = "See the annex. Page"


def read_otherwise(who: str, choices: list[str]) -> str:
    """A sentence as somebody typed it anew: words left out, put in or replaced, a blank between any two."""
    words = ["The"]
    for word, choice in zip(WORDS, choices, strict=True):
        words += [f"{who}{word.strip()}"] * (choice in {"before", "replace"})
        words += [word.strip()] * (choice in {"before", "keep"})
    return " ".join([*words, "end."])


@settings(deadline=None, max_examples=25)
@given(st.lists(CHOICE, min_size=2, max_size=3))
def test_what_copies_read_otherwise_in_one_place_is_parted_and_each_alone_is_his_copy(choices: list[list[str]]) -> None:
    texts = [read_otherwise("", ["keep"] * 7), *map(read_otherwise, ("Ann", "Ben", "Eve"), choices)]
    names = ("base", "Ann", "Ben", "Eve")[: len(texts)]
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{name}.docx" for name in names]
        for path, text in zip(paths, texts, strict=True):
            path.write_bytes(docx(p(text)))
        apparatus = pipeline.diff(*paths, by=names[1:])
        made = stages.write(apparatus, "docx", word_files(paths[:1]))
        assert isinstance(made, bytes)
        for path, who in zip(paths[1:], names[1:], strict=True):
            assert layer(made, who) == work(path.read_bytes()).versions[-1].text
        assert {*re.findall(r"\w+", apparatus.revised.text)} <= {*re.findall(r"\w+", " ".join([*texts, NOTES]))}


ANOTHER_NOTE = '</w:t></w:r></w:p></w:footnote><w:footnote w:id="3"><w:p><w:r><w:t>'
ITS_CALL = '<w:r><w:footnoteReference w:id="3"/></w:r>'


def test_a_note_of_one_of_several_copies_is_told_by_its_name_and_not_put_into_another_note(tmp_path: Path) -> None:
    fee = p("The fee is due.")
    copies = {
        "ann": docx(fee, note="See the schedule."),
        "ben": docx(fee + p("All else.", ITS_CALL), note=f"See the annex.{ANOTHER_NOTE}Subject to May."),
    }
    apparatus, made = in_one_file(tmp_path, docx(fee), copies)
    named = {a.revisers[0]: part_of_change(apparatus, a.change) for a in apparatus.attributions if a.change.after}
    assert named == {"ann": "footnote 1", "ben": f"footnote 2 of “{tmp_path / 'ben.docx'}”"}
    assert re.search("<w:footnote .*Subject to May", parts(made)["word/footnotes.xml"].decode())


def in_one_file(folder: Path, base: bytes, copies: dict[str, bytes]) -> tuple[Apparatus, bytes]:
    """The one file of returned copies, of which everybody's changes alone give back his copy."""
    paths = {name: folder / f"{name}.docx" for name in ("base", *copies)}
    for name, data in {"base": base, **copies}.items():
        paths[name].write_bytes(data)
    told: list[str] = []
    apparatus = pipeline.diff(*paths.values(), by=list(copies))
    made = stages.write(apparatus, "docx", word_files([paths["base"]]), None, told.append)
    assert isinstance(made, bytes)
    assert not told
    assert len(apparatus.versions) == len({version.id for version in apparatus.versions}) == len(paths) + 1
    assert ends(made) == (apparatus.base.text, apparatus.revised.text)
    for name, data in copies.items():
        assert layer(made, name) == ends(data)[1]
    return apparatus, made


def test_notes_that_only_copies_have_are_called_in_the_original_where_their_copies_call_them(tmp_path: Path) -> None:
    fee, rest = p("The fee is due in May."), p("All else is left open.")
    copies = {
        "Ann": docx(p("In short.") + fee + rest, note="See the annex."),
        "Ben": docx(
            fee.replace("May.", "May, with costs.") + rest + p("Signed."),
            note="Or June.</w:t></w:r></w:p><w:p><w:r><w:t>Or July.",
        ),
        "Cy": docx(fee.replace("fee", "rent") + rest, note=None),
    }
    _, made = in_one_file(tmp_path, docx(fee + rest, note=None), copies)
    assert parts(made)["word/media/seal.png"] == b"a picture"
    body = parts(made)["word/document.xml"].decode()
    said = re.findall(r"<w:t [^>]*>([^<]*)|(<w:footnoteReference)", body)
    words = "".join("*" if call else text for text, call in said)
    assert "In short.*" in words
    assert "May, with costs.*" in words


@pytest.mark.parametrize("is_gone", [False, True])
def test_a_table_that_one_text_alone_has_is_a_table_in_the_original(is_gone: bool, tmp_path: Path) -> None:
    one, two = p("The fee is due in May."), p("All else is left open.")
    texts = [one + two, one + table(("Fee", "ten pounds"), ("Term", "a year")) + two, one + two.replace("All", "Much")]
    wanted = [texts[1], texts[0]] if is_gone else texts
    paths = [tmp_path / f"{number}.docx" for number in range(len(wanted))]
    for path, text in zip(paths, wanted, strict=True):
        path.write_bytes(docx(text))
    made = stages.write(pipeline.diff(*paths), "docx", word_files(paths[1:] if is_gone else paths[:1]))
    assert isinstance(made, bytes)
    tag = "del" if is_gone else "ins"
    assert len(re.findall(rf"<w:trPr><w:{tag} ", parts(made)["word/document.xml"].decode())) == 2


def test_a_row_that_one_copy_empties_and_another_takes_out_is_tracked_in_the_original(tmp_path: Path) -> None:
    rows = [("111", "222"), ("333", "444"), ("555", "666")]
    versions = [rows, [rows[0], rows[2]], [rows[0], ("", ""), rows[2]]]
    paths = [tmp_path / f"{name}.docx" for name in ("base", "Ann", "Ben")]
    for path, version in zip(paths, versions, strict=True):
        path.write_bytes(docx(table(*version) + p("End.")))
    told: list[str] = []
    apparatus = pipeline.diff(*paths, by=("Ann", "Ben"))
    made = stages.write(apparatus, "docx", word_files(paths[:1]), None, told.append)
    assert isinstance(made, bytes)
    assert not told
    for path in paths[1:]:
        assert layer(made, path.stem) == work(path.read_bytes()).versions[-1].text


def test_the_only_word_of_a_cell_that_two_read_otherwise_is_parted_by_a_blank(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.docx" for name in ("base", "Ann", "Ben")]
    for path, rent in zip(paths, ("48", "52", "45"), strict=True):
        path.write_bytes(docx(p("Terms.") + table(("Rent", rent), ("Term", "a year")) + p("End.")))
    apparatus = pipeline.diff(*paths, by=("Ann", "Ben"))
    assert "Rent\t52 45\nTerm" in apparatus.revised.text


def commented(data: bytes, who: str, text: str) -> bytes:
    """A file with one comment, to which the number 0 in it points."""
    found = parts(data)
    relation = f'<Relationship Id="rc" Type="{R}/comments" Target="comments.xml"/></Relationships>'
    found["word/_rels/document.xml.rels"] = (
        found["word/_rels/document.xml.rels"].decode().replace("</Relationships>", relation).encode()
    )
    comment = f'<w:comment w:id="0" w:author="{who}">{p(text)}</w:comment>'
    found["word/comments.xml"] = f'<w:comments xmlns:w="{W}">{comment}</w:comments>'.encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in found.items():
            package.writestr(name, content)
    return made.getvalue()


def test_comments_of_returned_copies_stand_in_the_one_file_where_they_stood(tmp_path: Path) -> None:
    begins, ends = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
    paths = [tmp_path / f"{name}.docx" for name in ("base", "Ann", "Ben")]
    paths[0].write_bytes(docx(p("The fee is due in May.")))
    ann = docx(p("The fee is ", begins, r("payable"), ends, r(" in May.")))
    paths[1].write_bytes(commented(ann, "Ann Able", "Not too early?"))
    ben = docx(p("The fee is due ", begins, r("in May"), ends, r(" at the latest.")))
    paths[2].write_bytes(commented(ben, "Ben Brown", "As agreed."))
    apparatus = pipeline.diff(*paths, by=("Ann", "Ben"))
    made = stages.write(apparatus, "docx", word_files(paths[:1]))
    assert isinstance(made, bytes)
    found = work(made)
    last = found.versions[-1]
    assert last.text == apparatus.revised.text
    remarks = {n.author: last.text[n.at :].split()[0] for n in found.notes if n.kind == "comment" and n.at is not None}
    assert remarks.items() >= {("Ann Able", "payable"), ("Ben Brown", "in")}
    clean = stages.write(apparatus, "docx", word_files(paths[:1]), Wanted(comments=False))
    assert isinstance(clean, bytes)
    assert not [note for note in work(clean).notes if note.kind == "comment"]
