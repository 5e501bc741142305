"""Files as they come: several texts in one, parts in other files, lists of persons beside them."""

from pathlib import Path

import pytest

from provenance.errors import NotFound, UnreadableInput
from provenance.model.receipts import Received
from provenance.sources.reader import SourceFile
from provenance.sources.tei.tei_reader import read

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude">'


def write(path: Path, content: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def read_at(path: Path) -> Received:
    return read(SourceFile.at(path))


def page(words: str) -> str:
    return f'<surface xmlns="http://www.tei-c.org/ns/1.0"><zone><line>{words}</line></zone></surface>'


def book(*hrefs: str) -> str:
    pages = "".join(f'<xi:include href="{href}"/>' for href in hrefs)
    notes = '<handNotes><handNote xml:id="mk"><persName>Mary Kerr</persName></handNote></handNotes>'
    return f"{TEI}<teiHeader><profileDesc>{notes}</profileDesc></teiHeader><sourceDoc>{pages}</sourceDoc></TEI>"


def test_every_text_of_a_corpus_is_a_work() -> None:
    texts = "".join(
        f"<TEI><teiHeader><fileDesc><titleStmt><title>{name}</title></titleStmt></fileDesc></teiHeader>"
        f"<text><body><p>{name} <add>now</add>.</p></body></text></TEI>"
        for name in ("First", "Second", "Third")
    )
    data = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>{texts}</teiCorpus>'
    works = read(SourceFile(Path("letters.xml"), data.encode())).works
    assert [(one.work.id, one.work.title) for one in works] == [
        ("letters-1", "First"),
        ("letters-2", "Second"),
        ("letters-3", "Third"),
    ]
    assert [one.versions[-1].text for one in works] == ["First now.", "Second now.", "Third now."]


def test_pages_in_other_files_of_the_folder_are_read_with_the_hands_of_the_header(tmp_path: Path) -> None:
    write(tmp_path / "pages/1.xml", page('It was <add hand="#mk">once</add> so.'))
    write(tmp_path / "pages/2.xml", page("And it is."))
    received = read_at(write(tmp_path / "book.xml", book("pages/1.xml", "pages/2.xml")))
    (work,) = received.works
    assert work.versions[-1].text == "It was once so.\n\nAnd it is."
    assert [mark.revisers for mark in work.marks] == [("Mary Kerr",)]
    assert received.warnings == ()


def test_what_is_not_in_the_folder_is_named_and_left_out(tmp_path: Path) -> None:
    write(tmp_path / "secret.xml", page("Secret."))
    write(tmp_path / "folder/1.xml", page("Open."))
    received = read_at(
        write(tmp_path / "folder/book.xml", book("1.xml", "../secret.xml", "http://example.org/x.xml", "gone.xml"))
    )
    assert received.works[0].versions[-1].text == "Open."
    assert received.warnings == (
        "not included, because it lies outside the folder of the file: ../secret.xml, http://example.org/x.xml",
        "not included, because it is not there: gone.xml",
    )


def test_a_document_is_not_looked_for_in_what_is_no_volume(tmp_path: Path) -> None:
    file = SourceFile.at(write(tmp_path / "page.xml", f"{TEI}{page('Open.')}</TEI>"))
    with pytest.raises(NotFound, match="holds no document d3; it is no volume of documents"):
        read(file, "d3")


def test_files_that_include_each_other_are_read_once(tmp_path: Path) -> None:
    write(tmp_path / "a.xml", book("b.xml").replace("<sourceDoc>", f"<sourceDoc>{page('From a.')}"))
    path = write(tmp_path / "b.xml", book("a.xml").replace("<sourceDoc>", f"<sourceDoc>{page('From b.')}"))
    received = read_at(path)
    assert "not included, because it includes itself: b.xml" in received.warnings


def test_a_hand_is_looked_up_in_a_list_of_persons_beside_the_file(tmp_path: Path) -> None:
    people = '<listPerson><person xml:id="p7"><persName>Kerr, Mary</persName></person></listPerson>'
    write(tmp_path / "people.xml", f"{TEI}<standOff>{people}</standOff></TEI>")
    notes = '<handNotes><handNote xml:id="h" scribeRef="people.xml#p7"/></handNotes>'
    body = '<text><body><p>Once <add hand="#h">upon</add> a <add hand="people.xml#p7">time</add>.</p></body></text>'
    draft = f"{TEI}<teiHeader><profileDesc>{notes}</profileDesc></teiHeader>{body}</TEI>"
    assert [m.revisers for m in read_at(write(tmp_path / "draft.xml", draft)).works[0].marks] == [("Mary Kerr",)] * 2
    elsewhere = draft.replace("people.xml", "../people.xml")
    received = read_at(write(tmp_path / "inner/draft.xml", elsewhere))
    assert [mark.revisers for mark in received.works[0].marks] == [("hand p7, not listed here",)] * 2
    assert received.warnings == (
        "names not looked up, because it lies outside the folder of the file: ../people.xml",
        "hand h points to p7, which is not listed here: nobody is named for it",
    )


def test_a_volume_with_an_id_given_twice_is_read_with_a_warning() -> None:
    documents = "".join(
        f'<div type="document" xml:id="d{n}"><head>{n}. Letter</head><p xml:id="p">Text.<note n="1">N.</note></p></div>'
        for n in (1, 2)
    )
    data = f"{TEI}<text><body>{documents}</body></text></TEI>"
    received = read(SourceFile(Path("volume.xml"), data.encode()))
    assert len(received.works) == 2
    assert received.warnings == ("the id 'p' is given to several elements; what points to it is taken for the first",)


@pytest.mark.parametrize("content", ["<list/>", "<facsimile><graphic/></facsimile>"])
def test_a_file_without_text_is_refused_in_a_sentence(content: str) -> None:
    with pytest.raises(UnreadableInput, match="holds no text; TEI has its words in a text element or a sourceDoc"):
        read(SourceFile(Path("x.xml"), f"{TEI}{content}</TEI>".encode()))


def test_a_text_that_includes_a_whole_file_keeps_its_own_words(tmp_path: Path) -> None:
    inner = f"{TEI}<text><body><p>The second.</p><xi:include href='outer.xml'/></body></text></TEI>"
    write(tmp_path / "inner.xml", inner)
    outer = f"{TEI}<text><body><p>The first.</p><xi:include href='inner.xml'/><p>The last.</p></body></text></TEI>"
    received = read_at(write(tmp_path / "outer.xml", outer))
    assert [work.versions[-1].text for work in received.works] == ["The first.\n\nThe second.\n\nThe last."]
    assert received.warnings == ("not included, because it includes itself: outer.xml",)


def test_of_two_hands_under_one_id_neither_is_named_and_a_text_without_words_is_told(tmp_path: Path) -> None:
    hands = "".join(f'<handNote xml:id="h1" scribe="{name}"/>' for name in ("Ann Alder", "Bob Birch"))
    header = f"<teiHeader><profileDesc><handNotes>{hands}</handNotes></profileDesc></teiHeader>"
    file = tmp_path / "letter.xml"
    space = 'xmlns="http://www.tei-c.org/ns/1.0"'
    file.write_text(f'<TEI {space}>{header}<text><body><p>He <add hand="#h1">came</add></p></body></text></TEI>')
    received = read(SourceFile.at(file))
    assert [mark.revisers for mark in received.works[0].marks] == [("hand h1",)]
    file.write_text(f"<TEI {space}><text><body><p> </p></body></text></TEI>")
    assert "the text of letter holds no words" in read(SourceFile.at(file)).warnings


def test_what_speaks_of_the_text_is_no_part_of_it_and_is_told_by_name(tmp_path: Path) -> None:
    body = (
        '<p xml:id="p1">He read <ruby><rb>genji</rb><rt>\u3052\u3093\u3058</rt></ruby> and <span>laughed</span>'
        '<span from="#p1">irony</span>.<interp>a motif</interp></p>'
    )
    received = read_at(write(tmp_path / "a.xml", f"{TEI}<teiHeader/><text><body>{body}</body></text></TEI>"))
    assert received.works[0].versions[-1].text == "He read genji and laughed."
    assert [told for told in received.warnings if "no part of the text" in told] == [
        "what stands in rt, span, interp is a remark or a picture, and no part of the text; it is left out"
    ]


def test_divisions_with_a_number_are_the_guidelines_own(tmp_path: Path) -> None:
    body = "<div1><head>One</head><div2><p>He came.</p></div2></div1>"
    received = read_at(write(tmp_path / "a.xml", f"{TEI}<teiHeader/><text><body>{body}</body></text></TEI>"))
    assert received.works[0].versions[-1].text == "One\n\nHe came."
    assert not [told for told in received.warnings if "Guidelines" in told]


def test_an_entry_of_remarks_alone_is_not_said_to_have_readings(tmp_path: Path) -> None:
    body = '<div type="edition"><ab n="1">He came.</ab></div><div type="apparatus"><listApp>{}</listApp></div>'
    remark = '<app loc="1"><note>Smith read “she”.</note></app>'
    for entry, told in (remark, 0), ('<app loc="1"><lem>gone</lem><rdg>went</rdg></app>', 1):
        text = f"{TEI}<teiHeader/><text><body>{body.format(entry)}</body></text></TEI>"
        received = read_at(write(tmp_path / "a.xml", text))
        assert sum("apparatus entry" in warning for warning in received.warnings) == told
        assert received.works[0].versions[-1].text == "He came."


def test_elements_of_a_project_of_its_own_are_read_and_told_once_by_name(tmp_path: Path) -> None:
    body = '<p>He <my:sigh xmlns:my="urn:my">sighed</my:sigh> and <smile>smiled</smile>, <smile>twice</smile>.</p>'
    received = read_at(write(tmp_path / "a.xml", f"{TEI}<teiHeader/><text><body>{body}</body></text></TEI>"))
    assert received.works[0].versions[-1].text == "He sighed and smiled, twice."
    assert "the Guidelines have no element sigh, smile (2 times); the words in it are read as text" in received.warnings


@pytest.mark.parametrize("name", ["deletion", "volume"])
def test_changes_that_an_editing_program_recorded_are_told(name: str) -> None:
    recorded = '<p>We <?oxygen_delete author="Roe" content="not"?>agree.</p>'
    text = {"deletion": recorded, "volume": f'<div type="document" xml:id="d1"><head>1</head>{recorded}</div>'}[name]
    data = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{text}</body></text></TEI>'.encode()
    assert any("<?oxygen_delete …?>" in told for told in read(SourceFile(Path("a.xml"), data)).warnings)
