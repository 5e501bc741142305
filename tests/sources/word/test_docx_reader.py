"""A Word file gives back who changed which words; what only looks like one, or would do harm, is refused."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import stages
from provenance.errors import UnreadableInput
from provenance.model.attributions import dossier_of
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.spans import BlockKind
from provenance.model.testimony import Act, AnchorPlace, Mark
from provenance.model.versions import Standing
from provenance.reports.docx import docx_report
from provenance.sources.reader import SourceFile
from provenance.sources.word import docx_reader, odt_reader

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

JANE = 'w:author="Jane Doe" w:date="2024-05-01T10:00:00Z"'
OMAR = 'w:author="Omar Roe"'


def docx(
    body: str, parts: dict[str, str] | None = None, content: str = MAIN, namespace: str = WORD, external: str = ""
) -> bytes:
    """A Word file with this body; `parts` are other parts by their names ("footnotes": its XML)."""
    parts = parts or {}
    relations = "".join(f'<Relationship Id="r{n}" Type="{OFFICE}/{n}" Target="{n}.xml"/>' for n in parts)
    package = "http://schemas.openxmlformats.org/package/2006"
    types, related = f"{package}/content-types", f"{package}/relationships"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{content}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{related}">'
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{related}">{relations}{external}</Relationships>',
        **{f"word/{name}.xml": f'<w:{name} xmlns:w="{namespace}">{inner}</w:{name}>' for name, inner in parts.items()},
    }
    return zipped(files)


def zipped(files: dict[str, str] | dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return buffer.getvalue()


def p(*content: str, mark: str = "", style: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}<w:rPr>{mark}</w:rPr></w:pPr>{''.join(content)}</w:p>"


def r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def ins(who: str, *content: str) -> str:
    return f'<w:ins w:id="1" {who}>{"".join(content)}</w:ins>'


def gone(who: str, text: str) -> str:
    return f'<w:del w:id="2" {who}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def read(data: bytes) -> ReceivedWork:
    return docx_reader.read(SourceFile(Path("treaty draft.docx"), data)).works[0]


def texts(work: ReceivedWork) -> dict[str, str]:
    return {version.label: version.text for version in work.versions}


def told(marks: tuple[Mark, ...]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(mark.act.value, mark.text, mark.revisers) for mark in marks]


TWO_HANDS = (
    p(r("The mole is "), gone(JANE, "old"), ins(JANE, r("broken")), r("."))
    + p(r("Stones are "), ins(OMAR, r("very ")), r("dear."), mark=f'<w:ins w:id="3" {OMAR}/>')
    + p(ins(OMAR, r("We ask for forty.")))
    + p(r("Clara Ink"))
)


def test_the_versions_are_all_rejected_one_layer_an_author_and_all_accepted() -> None:
    work = read(docx(TWO_HANDS))
    assert texts(work) == {
        "base": "The mole is old.\n\nStones are dear.\n\nClara Ink",
        "jane-doe-layer": "The mole is broken.\n\nStones are dear.\n\nClara Ink",
        "omar-roe-layer": "The mole is old.\n\nStones are very dear.\n\nWe ask for forty.\n\nClara Ink",
        "final": "The mole is broken.\n\nStones are very dear.\n\nWe ask for forty.\n\nClara Ink",
    }
    base, jane, omar, final = work.versions
    assert final.parents == (base.id,)
    assert jane.parents == omar.parents == (base.id,)
    assert base.standing is final.standing is Standing.EXTANT
    assert jane.standing is Standing.RECONSTRUCTED
    assert (jane.authors, base.authors) == (("Jane Doe",), ())


def test_each_change_is_a_mark_with_its_author_and_its_date_if_it_has_one() -> None:
    work = read(docx(TWO_HANDS))
    assert told(work.marks) == [
        ("delete", "old", ("Jane Doe",)),
        ("insert", "broken", ("Jane Doe",)),
        ("insert", "very ", ("Omar Roe",)),
        ("insert", "\n\nWe ask for forty.", ("Omar Roe",)),
    ]
    assert [mark.date for mark in work.marks] == ["2024-05-01T10:00:00"] * 2 + [None] * 2
    stored = {version.id: version.text for version in work.versions}
    assert all(mark.span.of(stored[mark.version]) == mark.text for mark in work.marks)


def test_what_one_inserted_and_another_deleted_stands_in_the_first_ones_layer_alone() -> None:
    body = p(r("A treaty"), ins(JANE, r(" of "), gone(OMAR, "eternal "), r("peace")), r("."))
    work = read(docx(body))
    assert texts(work) == {
        "base": "A treaty.",
        "jane-doe-layer": "A treaty of eternal peace.",
        "omar-roe-layer": "A treaty.",
        "final": "A treaty of peace.",
    }
    assert told(work.marks) == [
        ("insert", " of peace", ("Jane Doe",)),
        ("delete", "eternal ", ("Omar Roe",)),
        ("insert", "eternal ", ("Jane Doe",)),
    ]
    assert [(mark.version.partition("@")[2], len(mark.span)) for mark in work.marks] == [
        ("final", 9),
        ("base", 0),
        ("final", 0),
    ]


def test_what_is_left_of_an_insertion_that_another_cut_and_a_split_paragraph_stay_with_their_authors(
    tmp_path: Path,
) -> None:
    """In the comparison of all rejected with all accepted, from the file and from our own report of it."""
    nested = ins(JANE, r(" of "), gone(OMAR, "eternal "), r("peace"))
    body = p(r("A treaty"), nested, r(".")) + p(r("One."), mark=f'<w:ins w:id="9" {OMAR}/>') + p(r("Two."))
    body += p(ins(OMAR, r("Three.")))
    (tmp_path / "t.docx").write_bytes(docx(body))
    for name in ("t.docx", "again.docx"):
        received, claims = stages.read(tmp_path / name)
        found = stages.attribute_versions(dossier_of(received.works[0], claims, received.people))
        told = [(a.change.after.text if a.change.after else "", a.revisers) for a in found.attributions]
        assert told == [("of peace", ("Jane Doe",)), ("\n\n", ("Omar Roe",)), ("Three.", ("Omar Roe",))]
        (tmp_path / "again.docx").write_bytes(docx_report.write(found))


def test_words_that_an_author_put_in_and_took_out_again_are_in_no_version_and_recorded_all_the_same() -> None:
    work = read(docx(p(r("A"), ins(JANE, gone(JANE, "bad")), r("B"))))
    assert {version.text for version in work.versions} == {"AB"}
    assert [(mark.act, mark.text, mark.span.start, len(mark.span)) for mark in work.marks] == [
        (Act.DELETE, "bad", 1, 0),
        (Act.INSERT, "bad", 1, 0),
    ]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    work = read(docx(p(r("One"), mark=f'<w:del w:id="1" {OMAR}/>') + p(r(" two."))))
    assert texts(work) == {"base": "One\n\n two.", "omar-roe-layer": "One two.", "final": "One two."}


def test_a_move_is_one_mark_with_where_it_left_and_where_it_arrived() -> None:
    moved = f'<w:moveFrom w:id="1" {JANE}>{r("Ships sink. ")}</w:moveFrom>'
    arrived = f'<w:moveTo w:id="2" {JANE}>{r(" Ships sink.")}</w:moveTo>'
    work = read(docx(p(moved, r("Lamps fail."), arrived)))
    assert texts(work)["base"] == "Ships sink. Lamps fail."
    assert texts(work)["final"] == "Lamps fail. Ships sink."
    moves = [mark for mark in work.marks if mark.act is Act.MOVE]
    assert [(m.text, m.origin.span.start if m.origin else None, m.span.start) for m in moves] == [
        ("Ships sink.", 0, 12)
    ]
    assert [(m.act, m.text) for m in work.marks if m not in moves] == [(Act.DELETE, " "), (Act.INSERT, " ")]


def moving(tag: str, number: int, words: str) -> str:
    """The one or other end of a move, all of which have one name."""
    edge = f'<w:{tag}RangeStart w:id="{number}" w:name="m1"/>'
    return f'{edge}<w:{tag} w:id="{number + 50}" {JANE}>{r(words)}</w:{tag}><w:{tag}RangeEnd w:id="{number}"/>'


@pytest.mark.parametrize("between", ["", "and "])
def test_two_moves_of_one_name_are_told_apart_by_their_words(between: str) -> None:
    left = moving("moveFrom", 1, "ships "), r("or ") if between else "", moving("moveFrom", 2, "lamps ")
    arrived = moving("moveTo", 3, "lamps "), r(between) if between else "", moving("moveTo", 4, "ships ")
    work = read(docx(p(r("Here "), *left, r("stood.")) + p(r("There "), *arrived, r("stand."))))
    assert [(mark.act, mark.text, mark.revisers) for mark in work.marks] == [
        (Act.MOVE, "lamps ", ("Jane Doe",)),
        (Act.MOVE, "ships ", ("Jane Doe",)),
    ]
    base = work.versions[0].text
    assert [mark.origin.span.of(base) for mark in work.marks if mark.origin] == ["lamps ", "ships "]


@pytest.mark.parametrize("author", ["Author", "Unknown Author", "unknown (A or B)", "unattributed", "", "  ", "\u200b"])
def test_an_author_who_is_no_name_names_nobody(author: str) -> None:
    received = docx_reader.read(SourceFile(Path("t.docx"), docx(p(r("A"), ins(f'w:author="{author}"', r("B"))))))
    assert received.works[0].marks[0].revisers == ()
    assert received.people == ()
    assert all(version.authors == () for version in received.works[0].versions)


def test_two_names_in_one_author_of_a_strangers_file_are_one_name() -> None:
    work = read(docx(p(r("A"), ins('w:author="Smith and Jones"', r("B")))))
    assert work.marks[0].revisers == ("Smith and Jones",)


def test_a_file_without_changes_is_one_extant_version() -> None:
    work = read(docx(p(r("Dear Sir:"), style="Salutation") + p(r("It rains.")) + p(r("Yours,"), style="Closing")))
    assert texts(work) == {"final": "Dear Sir:\n\nIt rains.\n\nYours,"}
    assert [(block.kind, block.paragraph) for block in work.versions[0].blocks] == [
        (BlockKind.SALUTATION, None),
        (BlockKind.PARAGRAPH, 1),
        (BlockKind.CLOSER, None),
    ]
    assert work.witnesses[0].seen


def test_footnotes_hang_where_their_markers_stand() -> None:
    notes = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:footnoteRef/></w:r>{r(f" Note {n}.")}</w:p></w:footnote>' for n in (5, 7)
    )
    separator = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    starred = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="7"/><w:t>*</w:t></w:r>'
    body = p(r("One."), '<w:r><w:footnoteReference w:id="5"/></w:r>', r(" Two."), starred)
    work = read(docx(body, {"footnotes": separator + notes}))
    assert texts(work) == {"final": "One. Two.\n\nNote 5.\n\nNote 7."}
    assert [block.part for block in work.versions[0].blocks] == [None, "footnote 1", "footnote *"]
    assert [(n.id, n.number, n.text, n.place, n.at) for n in work.notes] == [
        ("fn1", "1", "Note 5.", AnchorPlace.TEXT, 4),
        ("fn*", "*", "Note 7.", AnchorPlace.TEXT, 9),
    ]


def test_a_comment_is_a_note_and_on_a_change_goes_with_it_too() -> None:
    comments = (
        f'<w:comment w:id="1" {OMAR}>{p(r("Why?"))}</w:comment><w:comment w:id="2" {OMAR}>{p(r("Good."))}</w:comment>'
    )
    marked = '<w:commentRangeStart w:id="1"/>' + ins(JANE, r("new")) + '<w:commentRangeEnd w:id="1"/>'
    other = '<w:commentRangeStart w:id="2"/>' + r(" words") + '<w:commentRangeEnd w:id="2"/>'
    work = read(docx(p(r("Some "), marked, other), {"comments": comments}))
    assert work.marks[0].comment == "Omar Roe: Why?"
    assert [(note.kind, note.author, note.text, note.at) for note in work.notes] == [
        ("comment", "Omar Roe", "Why?", 5),
        ("comment", "Omar Roe", "Good.", 8),
    ]


def test_two_comments_of_one_id_are_both_kept() -> None:
    comments = f'<w:comment w:id="1" {OMAR}>{p(r("Why?"))}</w:comment>' * 2
    work = read(docx(p(r("Some words")), {"comments": comments}))
    assert [(note.id, note.text) for note in work.notes] == [("c1", "Why?"), ("c1-2", "Why?")]


def test_words_drawn_on_a_canvas_are_read_as_those_of_a_text_box_are() -> None:
    drawn = f'<w:r><w:drawing><a:txBody xmlns:a="urn:drawing">{A_LINE}</a:txBody></w:drawing></w:r>'
    work = read(docx(p(r("Above.")) + p(drawn) + p(r("Below."))))
    assert texts(work) == {"final": "Above.\n\n\n\nBelow.\n\nA label"}
    assert work.versions[0].blocks[-1].part == "text box 1"


A_LINE = "<a:p><a:r><a:t>A label</a:t></a:r></a:p>"


def test_a_header_that_is_a_picture_is_left_out_with_a_warning() -> None:
    section = f'<w:sectPr><w:headerReference xmlns:r="{OFFICE}" r:id="p1"/></w:sectPr>'
    picture = f'<Relationship Id="p1" Type="{OFFICE}/image" Target="media/seal.png"/>'
    file = SourceFile(Path("deed.docx"), docx(p(r("Words.")) + section, external=picture))
    received = docx_reader.read(file)
    assert received.warnings == ("what the file calls a header is none (word/media/seal.png); it is left out",)


def test_of_a_document_with_two_bodies_no_word_is_lost() -> None:
    file = SourceFile(Path("deed.docx"), docx(p(r("One.")) + "</w:body><w:body>" + p(r("Two."))))
    received = docx_reader.read(file)
    assert texts(received.works[0]) == {"final": "One.\n\nTwo."}
    assert received.warnings == ("the document has 2 bodies, where Word allows one; they are read as one",)


def test_rows_of_a_table_are_lines_and_cells_are_parted_by_tabs() -> None:
    row = "".join(f"<w:tc>{p(r(cell))}</w:tc>" for cell in ("Stones", "40"))
    work = read(docx(p(r("List:")) + f"<w:tbl><w:tr>{row}</w:tr><w:tr>{row}</w:tr></w:tbl>" + p(r("End."))))
    assert texts(work) == {"final": "List:\n\nStones\t40\nStones\t40\n\nEnd."}
    assert [block.kind for block in work.versions[0].blocks].count(BlockKind.TABLE) == 2


def test_fields_links_breaks_and_hyphens_give_the_words_that_are_seen() -> None:
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>' + r("7")
    link = f"<w:hyperlink>{r('link')}</w:hyperlink><w:sdt><w:sdtContent>{r(' box')}</w:sdtContent></w:sdt>"
    breaks = '<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:noBreakHyphen/><w:sym w:font="X" w:char="2192"/></w:r>'
    assert texts(read(docx(p(field, link, breaks)))) == {"final": "7link boxa\nb\t\u2011→"}


def test_strict_word_files_read_alike() -> None:
    assert texts(read(docx(TWO_HANDS, namespace=STRICT))) == texts(read(docx(TWO_HANDS)))


def refusal(data: bytes, name: str = "x.docx") -> str:
    file = SourceFile(Path(name), data)
    assert docx_reader.recognises(file)
    with pytest.raises(UnreadableInput) as trouble:
        docx_reader.read(file)
    message = str(trouble.value)
    assert message.startswith(f"{name}: ")
    assert "\n" not in message
    return message


GOOD = docx(p(r("Words.")))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def with_part(name: str, data: str) -> bytes:
    buffer = io.BytesIO(GOOD)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, data)
    return buffer.getvalue()


def test_an_empty_picture_that_packs_to_almost_nothing_is_no_bomb() -> None:
    assert texts(read(with_part("word/media/blank.emf", "0" * 3_000_000))) == texts(read(GOOD))


def test_an_old_word_file_is_told_apart_from_an_encrypted_one() -> None:
    assert refusal(OLE, "letter.doc") == "letter.doc: this is an old Word file; save it as .docx"
    assert refusal(OLE) == "x.docx: this is an old Word file; save it as .docx"
    assert "is encrypted" in refusal(OLE + "EncryptedPackage".encode("utf-16-le"))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"{\\rtf1 Hello}", "rich text"),
        (b"Dear Sir", "no docx"),
        (b"PK\x03\x04 broken", "damaged"),
        (GOOD[:-40], "damaged"),
        (zipped({"a": "b"}), "holds no Word document"),
        (with_part("word/vbaProject.bin", "x"), "macros"),
        (docx(p(r("A")), content="application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
        (docx(p(r("A")), content="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"), "type"),
        (docx(p(" ")), "no words"),
        (docx("<w:p><w:r>"), "broken"),
        (with_part("word/media/bomb.png", "0" * 30_000_000), "zip bomb"),
        (zipped({f"word/{n}.xml": "" for n in range(5000)}), "5000 parts"),
    ],
)
def test_what_is_no_harmless_word_file_is_refused_in_a_sentence(data: bytes, says: str) -> None:
    assert says in refusal(data)


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "http://example.org/x.dtd">',
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_document_types_and_entities_are_refused(prologue: str) -> None:
    body = f'<w:document xmlns:w="{WORD}"><w:body>{p(r("A"))}</w:body></w:document>'
    with zipfile.ZipFile(io.BytesIO(GOOD)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    assert "document type" in refusal(zipped(files | {"word/document.xml": (prologue + body).encode()}))
    wide = ('<?xml version="1.0" encoding="utf-16"?>' + prologue + body).encode("utf-16")
    assert "document type" in refusal(zipped(files | {"word/document.xml": wide}))


def test_an_encrypted_zip_is_refused() -> None:
    data = bytearray(GOOD)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    assert "is encrypted" in refusal(bytes(data))


def test_a_part_that_weighs_more_than_it_claims_is_refused() -> None:
    data = bytearray(docx(p(r("a" * 200_000))))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/document.xml"))
    data[at + 24 : at + 28] = (5).to_bytes(4, "little")
    assert "document.xml" in refusal(bytes(data))


def test_links_to_the_outside_are_named_and_not_followed() -> None:
    template = (
        f'<Relationship Id="t" Type="{OFFICE}/attachedTemplate" Target="http://a.example" TargetMode="External"/>'
    )
    link = f'<Relationship Id="h" Type="{OFFICE}/hyperlink" Target="http://b.example" TargetMode="External"/>'
    received = docx_reader.read(SourceFile(Path("t.docx"), docx(p(r("A")), external=template + link)))
    assert received.warnings == ("links to things outside the file (attachedTemplate) were not followed",)


TAGS = re.compile(r"<[^>]+>")


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 999), st.integers(0, 999)), min_size=1, max_size=4))
def test_a_file_with_tags_lost_or_misplaced_is_read_or_refused(slips: list[tuple[bool, int, int]]) -> None:
    body = TWO_HANDS + p(r("A"), ins(JANE, gone(OMAR, "b")), '<w:commentRangeStart w:id="1"/>', r("c"))
    for is_lost, first, second in slips:
        tags = list(TAGS.finditer(body))
        if tags:
            at, other = tags[first % len(tags)], tags[second % len(tags)]
            body = body[: at.start()] + ("" if is_lost else other.group() + at.group()) + body[at.end() :]
    try:
        versions = read(docx(body)).versions
    except UnreadableInput:
        return
    assert versions


soffice = shutil.which("soffice")


@pytest.mark.skipif(soffice is None, reason="LibreOffice is not installed (Debian: libreoffice-writer-nogui)")
def test_a_word_file_saved_as_odt_by_libreoffice_gives_the_same_texts_and_authors(tmp_path: Path) -> None:
    nested = p(r("A treaty"), ins(JANE, r(" of "), gone(OMAR, "eternal "), r("peace")), r("."))
    note = f'<w:footnote w:id="5"><w:p><w:r><w:footnoteRef/></w:r>{r(" Seen.")}</w:p></w:footnote>'
    data = docx(nested + TWO_HANDS + p(r("X"), '<w:r><w:footnoteReference w:id="5"/></w:r>'), {"footnotes": note})
    (tmp_path / "t.docx").write_bytes(data)
    command = [str(soffice), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "odt"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "t.docx")], check=True, timeout=240, capture_output=True
    )
    file = SourceFile.at(tmp_path / "t.odt")
    assert odt_reader.recognises(file)
    assert not docx_reader.recognises(file)
    odt, word = odt_reader.read(file).works[0], docx_reader.read(SourceFile.at(tmp_path / "t.docx")).works[0]
    assert texts(odt) == texts(word)
    assert told(odt.marks) == told(word.marks)
    place = texts(word)["final"].index("\n\nSeen.")
    assert [(note.number, note.text, note.at) for note in odt.notes] == [("1", "Seen.", place)]


def test_a_footer_that_is_called_a_header_is_read() -> None:
    section = f'<w:sectPr><w:headerReference xmlns:r="{OFFICE}" r:id="p1"/></w:sectPr>'
    relation = f'<Relationship Id="p1" Type="{OFFICE}/footer" Target="ftr.xml"/>'
    data = docx(p(r("Words.")) + section, {"ftr": p(r("Page"))}, external=relation)
    assert texts(docx_reader.read(SourceFile(Path("deed.docx"), data)).works[0]) == {"final": "Words.\n\nPage"}


RELATED = f'xmlns:r="{OFFICE}"'
ONE_PARAGRAPH = "<w:p><w:r><w:t>The same words.</w:t></w:r>{}</w:p>"
PICTURE = f'<w:r><w:drawing><x {RELATED} r:embed="p{{}}"/></w:drawing></w:r>'
GONE = f'<w:del w:author="Ann">{PICTURE.format(1)}</w:del>'
FIELD = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>{}</w:instrText><w:fldChar w:fldCharType="end"/></w:r>'
TWO_PICTURES = "".join(
    f'<Relationship Id="p{n}" Type="{OFFICE}/image" Target="http://example.org/{n}.png" TargetMode="External"/>'
    for n in (1, 2)
)
ANN = '<w:comment w:id="1" w:author="Ann"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:comment>'
HANGING = '<w:r><w:commentReference w:id="1"/></w:r>'
DRAWN = "pictures, charts and drawings"


def same_words(inside: str, comment: str = "") -> bytes:
    parts = {"comments": ANN.format(comment)} if comment else {}
    return docx(ONE_PARAGRAPH.format(inside), parts, external=TWO_PICTURES)


def beside_of(received: Received) -> dict[str, str]:
    """What a file holds beside its words, each kind with its hash."""
    assert received.beside
    return dict(received.beside())


def kinds_beside(one: bytes, other: bytes) -> list[str]:
    """What of two files differs that is no text."""
    first, second = (beside_of(docx_reader.read(SourceFile(Path("a.docx"), data))) for data in (one, other))
    return [kind for kind in sorted({*first, *second}) if first.get(kind) != second.get(kind)]


@pytest.mark.parametrize(
    ("one", "other", "differing"),
    [
        (same_words(PICTURE.format(1)), same_words(PICTURE.format(1)), []),
        (same_words(PICTURE.format(1)), same_words(""), [DRAWN]),
        (same_words(PICTURE.format(1)), same_words(PICTURE.format(2)), [DRAWN]),
        (same_words(GONE), same_words(""), []),
        (same_words("<w:r><w:pict/></w:r>"), same_words(""), [DRAWN]),
        (same_words(HANGING, "Why?"), same_words(HANGING, "Why not?"), ["comments"]),
        (same_words(FIELD.format("DATE")), same_words(FIELD.format("TIME")), ["codes of fields"]),
        (same_words(FIELD.format("PAGEREF _Toc11")), same_words(FIELD.format("PAGEREF _Toc22")), []),
        (
            same_words(f'<w:hyperlink {RELATED} r:id="p1"/>'),
            same_words(f'<w:hyperlink {RELATED} r:id="p2"/>'),
            ["addresses of links"],
        ),
        (same_words("<w:rt>one</w:rt>"), same_words("<w:rt>two</w:rt>"), ["small readings beside East Asian words"]),
    ],
)
def test_word_files_differ_in_what_is_no_text(one: bytes, other: bytes, differing: list[str]) -> None:
    assert kinds_beside(one, other) == differing


def test_a_note_that_is_called_and_not_there_is_told() -> None:
    data = docx(p(r("We agree."), '<w:r><w:footnoteReference w:id="7"/></w:r>'))
    assert (
        "1 note is called in the text and not in the file"
        in docx_reader.read(SourceFile(Path("x.docx"), data)).warnings
    )


def test_changes_that_name_nobody_are_not_said_to_be_of_a_blank() -> None:
    work = read(docx(p(r("We "), f"<w:ins w:id='1'>{r('all ')}</w:ins>", r("agree."))))
    assert [one.method for one in work.versions if one.method] == [
        "the Word file with the tracked changes that name nobody accepted and all others rejected"
    ]


def test_a_note_that_nothing_calls_is_told_of() -> None:
    note = f'<w:footnote w:id="5"><w:p>{r("Jane moved it.")}</w:p></w:footnote>'
    separator = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    received = docx_reader.read(SourceFile(Path("a.docx"), docx(p(r("One.")), {"footnotes": separator + note})))
    assert received.warnings == ("the footnotes that nothing in the text calls are not read",)
    called = docx(p(r("One."), '<w:r><w:footnoteReference w:id="5"/></w:r>'), {"footnotes": separator + note})
    assert docx_reader.read(SourceFile(Path("a.docx"), called)).warnings == ()


def test_a_note_that_is_called_twice_stands_wherever_one_of_its_calls_does() -> None:
    call = '<w:r><w:footnoteReference w:id="5"/></w:r>'
    note = {"footnotes": f'<w:footnote w:id="5"><w:p>{r("See the deed.")}</w:p></w:footnote>'}
    put_in, struck = ins(JANE, call), f'<w:del w:id="9" {OMAR}>{call}</w:del>'
    for calls in ((put_in, call), (call, put_in), (put_in, struck), (struck, call)):
        work = read(docx(p(r("One"), calls[0], r(" and two"), calls[1], r(".")), note))
        assert {version.text for version in work.versions} == {"One and two.\n\nSee the deed."}
        assert not work.marks
        left = next(place for call, place in zip(calls, (3, 11), strict=True) if call is not struck)
        assert [(one.version, one.at) for one in work.notes] == [(work.versions[-1].id, left)]
    work = read(docx(p(r("One"), put_in, r(" and two"), put_in, r(".")), note))
    assert [(mark.act, mark.text.strip(), mark.revisers) for mark in work.marks] == [
        (Act.INSERT, "See the deed.", ("Jane Doe",))
    ]


@pytest.mark.parametrize("where", ["header", "text box", "footnote"])
def test_a_note_is_read_whatever_part_calls_it(where: str) -> None:
    call, second = (f'<w:r><w:footnoteReference w:id="{n}"/></w:r>' for n in "56")
    notes = f'<w:footnote w:id="5">{p(r("See the deed."), ins(JANE, r(" Twice.")), second)}</w:footnote>'
    notes += f'<w:footnote w:id="6">{p(r("And the map."))}</w:footnote>'
    box = f"<w:r><w:pict><w:txbxContent>{p(r('Box'), call)}</w:txbxContent></w:pict></w:r>"
    relation = f'<Relationship Id="p1" Type="{OFFICE}/header" Target="hdr.xml"/>' if where == "header" else ""
    body = {
        "header": p(r("One.")) + f'<w:sectPr><w:headerReference {RELATED} r:id="p1"/></w:sectPr>',
        "text box": p(r("One."), box),
        "footnote": p(r("One."), call),
    }[where]
    parts = {"hdr": p(r("Head"), call), "footnotes": notes}
    received = docx_reader.read(SourceFile(Path("deed.docx"), docx(body, parts, external=relation)))
    version = received.works[0].versions[-1]
    assert version.text.endswith("See the deed. Twice.\n\nAnd the map.")
    assert [block.part for block in version.blocks][-2:] == ["footnote 1", "footnote 2"]
    assert [(note.id, note.text) for note in received.works[0].notes] == [
        ("fn1", "See the deed. Twice."),
        ("fn2", "And the map."),
    ]
    assert received.warnings == ()


def test_the_result_of_a_field_in_the_code_of_another_is_no_word() -> None:
    def sign(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inner = sign("begin") + sign("separate") + r("7") + sign("end")
    outer = p(r("A "), sign("begin"), inner, sign("separate"), r("yes"), inner, sign("end"), r(" B"))
    assert texts(read(docx(outer))) == {"final": "A yes7 B"}
    without_end = p(r("A "), sign("begin"), r("kept"), sign("separate"), r("too"))
    assert texts(read(docx(without_end))) == {"final": "A kepttoo"}
