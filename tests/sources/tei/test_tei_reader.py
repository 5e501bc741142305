"""TEI volumes and documents become works; the letter reads as it does from the web text."""

import lzma
from pathlib import Path

import pytest

from provenance.errors import NotFound, UnreadableInput
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.spans import BlockKind, MilestoneKind
from provenance.model.testimony import COMMENT, Act, AnchorPlace, Certainty
from provenance.sources.frus import frus_reader
from provenance.sources.reader import SourceFile
from provenance.sources.tei.tei_names import natural_order
from provenance.sources.tei.tei_reader import read, recognises, stream_documents

ROOT = Path(__file__).parents[3]
WEB = ROOT / "data/examples/frus1969-76v13-d309.txt"
VOLUME = ROOT / "tests/cases/documents/frus1969-76v13.xml"
OPENING = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/frus/ns/1.0" '
    'xml:id="frus1952-54v01">'
)


def tei(document: str, front: str = "") -> Received:
    return read(SourceFile(Path("volume.xml"), f"{OPENING}<text>{front}<body>{document}</body></text></TEI>".encode()))


def only(document: str) -> ReceivedWork:
    (work,) = tei(f'<div type="document" xml:id="d7" n="7"><head>7. Note</head>{document}</div>').works
    return work


def text(document: str) -> str:
    return only(document).versions[0].text


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableInput) as trouble:
        read(SourceFile(Path("volume.xml"), data))
    assert "\n" not in str(trouble.value)
    return str(trouble.value)


def test_the_letter_reads_from_tei_as_from_the_web_text() -> None:
    from_web, from_tei = frus_reader.read(SourceFile.at(WEB)), read(SourceFile.at(VOLUME))
    for web, marked_up in zip(from_web.works, from_tei.works, strict=True):
        ours, theirs = web.versions[0], marked_up.versions[0]
        assert theirs.text == ours.text
        assert theirs.blocks == ours.blocks
        assert (marked_up.work.id, marked_up.work.title) == (web.work.id, web.work.title)
        assert (marked_up.work.source, marked_up.work.url) == (web.work.source, web.work.url)
        hung = [[(note.number, note.place, note.at, note.text) for note in work.notes] for work in (web, marked_up)]
        assert hung[0] == hung[1]
        stand_off = [
            {
                (m.at, m.kind, m.label)
                for m in version.milestones
                if m.kind not in {MilestoneKind.LAYOUT, MilestoneKind.HEADING}
            }
            for version in (ours, theirs)
        ]
        assert stand_off[0] == stand_off[1]


def test_a_name_of_which_nothing_can_be_seen_is_none() -> None:
    assert natural_order(" \u200b ") == ""


def test_persons_are_resolved_to_full_names_in_natural_order() -> None:
    received = read(SourceFile.at(VOLUME))
    names = {person.name: person for person in received.people}
    assert "Alexander M. Haig, Jr." in names
    assert names["Henry A. Kissinger"].short == "Kissinger"
    assert names["Henry A. Kissinger"].role == "Assistant to the President for National Security Affairs"
    note = received.works[1].notes[3]
    assert [(span.of(note.text), name) for span, name in note.mentions][:1] == [("Haig", "Alexander M. Haig, Jr.")]


def test_an_id_that_no_list_explains_is_no_name() -> None:
    work = only('<p>Yes.<note xml:id="d7fn1" n="1"><persName corresp="#p_XYZ1">Doe</persName> added it.</note></p>')
    assert work.notes[0].text == "Doe added it."
    assert work.notes[0].mentions == ()


def test_the_editor_who_reads_a_hand_in_a_volume_is_not_the_hand() -> None:
    front = (
        '<front><listPerson><person xml:id="ed"><persName>Edith Field</persName></person>'
        '<person xml:id="ka"><persName>Karl Alder</persName></person></listPerson>'
        '<handNotes><handNote xml:id="h1" scribeRef="#ka"/></handNotes></front>'
    )
    body = (
        '<p>He <add resp="#ed">soon</add> went <add hand="#h1" resp="#ed" cert="low">far</add>'
        '<add hand="#zz">, and wide</add>.<note hand="#h1">Alder inserted “far”.</note></p>'
    )
    received = tei(f'<div type="document" xml:id="d7" n="7"><head>7. Note</head>{body}</div>', front)
    told = [(mark.text, mark.revisers, mark.certainty, mark.interpreter) for mark in received.works[0].marks]
    assert told == [
        ("soon", (), Certainty.HIGH, "Edith Field"),
        ("far", ("Karl Alder",), Certainty.LOW, "Edith Field"),
        (", and wide", ("hand zz, not listed here",), Certainty.HIGH, None),
    ]
    assert {"Karl Alder", "hand zz, not listed here"} <= {person.name for person in received.people}
    (note,) = received.works[0].notes
    assert (note.kind, note.author) == (COMMENT, "Karl Alder")


def test_pointers_of_a_volume_that_lead_nowhere_are_told_with_their_document() -> None:
    received = tei(
        '<div type="document" xml:id="d1" n="1"><head>1. Note</head><p>Yes <ref target="#d2">2</ref>, '
        '<ref target="#d9">9</ref>.<note n="1"><persName corresp="#p_XYZ1">Doe</persName> added it.</note></p>'
        '<frus:attachment xml:id="d1a1"><head>Tab A</head><p>See <ref target="#x">there</ref>.</p></frus:attachment>'
        '</div><div type="document" xml:id="d2" n="2"><head>2. Note</head><p>No.<note n="1"/></p></div>'
    )
    assert received.warnings == (
        "frus1952-54v01-d1: the text points to 2 places that are not in the file (#d9, #p_XYZ1)",
        "frus1952-54v01-d1a1: the text points to 1 place that is not in the file (#x)",
        "frus1952-54v01-d2: 1 note has no words",
    )


def test_changes_that_only_a_transcription_is_read_by_are_told_of_a_document() -> None:
    text = '<p>We <subst><del>shall</del><add>will</add></subst> go<addSpan spanTo="#e"/> now<anchor xml:id="e"/>.</p>'
    received = tei(f'<div type="document" xml:id="d1" n="1"><head>1. Note</head>{text}</div>')
    assert received.warnings[0].startswith(
        "frus1952-54v01-d1: its changes are read as printed, and not as addSpan, subst record them"
    )


def test_the_date_is_the_one_the_volume_gives() -> None:
    assert read(SourceFile.at(VOLUME)).works[0].work.date == "1971-08-04"
    assert (
        only('<dateline><date when="1953-04-05T13:00:00">April 5</date></dateline><p>Yes.</p>').work.date
        == "1953-04-05"
    )
    assert only("<p>Yes.</p>").work.date is None


def test_one_document_can_be_chosen_and_an_unknown_one_is_not_found() -> None:
    assert len(read(SourceFile.at(VOLUME), "d309").works) == 2
    with pytest.raises(NotFound, match="d310"):
        read(SourceFile.at(VOLUME), "d310")


def test_white_space_is_collapsed_and_a_line_break_is_white_space() -> None:
    assert text("<p>One\n      two<lb/>three\t<hi>four</hi>.</p>\n  <p> Five. </p>") == "One two three four.\n\nFive."


def test_a_no_break_space_is_a_letter_and_stays() -> None:
    assert text("<p>April\u00a05</p>") == "April\u00a05"


def test_a_page_break_in_a_word_or_paragraph_leaves_no_trace_in_the_text() -> None:
    version = only('<p>an ob<pb n="393"/>jective of <pb n="394"/>\nours</p><pb n="395"/><p>Yes.</p>').versions[0]
    assert version.text == "an objective of ours\n\nYes."
    pages = [(m.label, version.text[m.at :][:4]) for m in version.milestones if m.kind is MilestoneKind.PAGE]
    assert pages == [("393", "ject"), ("394", "ours"), ("395", "Yes.")]


def test_the_page_in_force_where_a_document_begins_is_kept() -> None:
    received = tei(
        '<pb n="12"/><div type="document" xml:id="d1"><p>A.</p></div><div type="document" xml:id="d2"><p>B.</p></div>'
    )
    assert [work.versions[0].milestones[0].label for work in received.works] == ["12", "12"]
    assert received.works[1].witnesses[0].title == "printed text, p. 12"


def test_a_note_that_stands_before_the_words_of_a_paragraph_hangs_there() -> None:
    work = only('<p>One.</p><p><note xml:id="a" n="1">He added this.</note>Two.</p>')
    assert (work.notes[0].place, work.notes[0].at) == (AnchorPlace.TEXT, len("One.\n\n"))


def test_unnumbered_and_inline_notes_are_notes_too() -> None:
    work = only('<note rend="inline" type="source">[Telegram]</note><p>Yes.</p>')
    assert [(note.text, note.kind, note.number, note.place) for note in work.notes] == [
        ("[Telegram]", "source", None, AnchorPlace.HEADING)
    ]


def test_the_parts_of_a_note_are_parted_by_a_space() -> None:
    note = only(
        '<p>A<note xml:id="a" n="1"><p>One.</p><p>Two:<list><item>x</item><item>y</item></list></p></note>.</p>'
    ).notes[0]
    assert note.text == "One. Two: x y"


def test_lists_and_tables_keep_labels_and_rows_together() -> None:
    version = only(
        "<p>We want:<list><label>(1)</label><item>peace;</item><item><p>trade.</p></item></list>That is all.</p>"
        "<table><row><cell>a</cell><cell>b</cell></row><row><cell>c</cell><cell>d</cell></row></table>"
    ).versions[0]
    assert version.text == "We want:\n\n(1) peace;\ntrade.\n\nThat is all.\n\na\tb\nc\td"
    kinds = [block.kind.value for block in version.blocks]
    assert kinds == ["paragraph", "item", "item", "paragraph", "table", "table"]
    assert [block.paragraph for block in version.blocks] == [1, 2, 3, 4, 5, 6]


def test_dateline_salutation_greeting_and_signature_are_told_apart() -> None:
    version = only(
        "<opener><dateline>Paris, 5 May 1953</dateline><salute>Dear Sir:</salute></opener><p>Yes.</p>"
        "<p>Sincerely yours,</p><closer><signed>John Doe</signed></closer>"
    ).versions[0]
    kinds = [block.kind for block in version.blocks]
    assert kinds == [
        BlockKind.DATELINE,
        BlockKind.SALUTATION,
        BlockKind.PARAGRAPH,
        BlockKind.CLOSER,
        BlockKind.SIGNATURE,
    ]


def test_words_struck_through_in_print_stay_and_are_one_mark() -> None:
    work = only('<p>He <del rend="strikethrough">took</del> <del rend="strikethrough">part</del> came.</p>')
    assert work.versions[0].text == "He took part came."
    assert [(mark.act, mark.text, mark.revisers) for mark in work.marks] == [(Act.DELETE, "took part", ())]


def test_a_misprint_that_the_edition_corrects_is_kept_as_a_milestone() -> None:
    version = only("<p>We <choice><sic>recieve</sic><corr>receive</corr></choice> it.</p>").versions[0]
    assert version.text == "We receive it."
    assert ("sic: recieve", "recieve") in [(m.label, m.letters) for m in version.milestones]


def test_a_heading_in_the_margin_does_not_cut_the_sentence() -> None:
    version = only('<p>Peace came <seg type="margin">Treaty</seg> soon.</p>').versions[0]
    assert version.text == "Peace came soon."
    assert "Treaty" in [m.label for m in version.milestones]


def test_an_attachment_is_a_work_of_its_own_named_by_its_heading_or_its_label() -> None:
    received = tei(
        '<div type="document" xml:id="d7" n="7"><head>7. Letter</head><p>See.</p>'
        '<frus:attachment><head>Tab A</head><p rend="center">Draft Treaty</p><p>Peace.</p></frus:attachment>'
        '<frus:attachment><note rend="inline">[Enclosure]</note><p>War.</p></frus:attachment></div>'
    )
    assert [(each.work.id, each.work.title, each.versions[0].text) for each in received.works] == [
        ("frus1952-54v01-d7", "Letter", "See."),
        ("frus1952-54v01-d7a1", "Draft Treaty", "Peace."),
        ("frus1952-54v01-d7a2", "Enclosure", "War."),
    ]


def test_a_volume_packed_and_with_a_byte_order_mark_reads_the_same(tmp_path: Path) -> None:
    path = tmp_path / "frus1969-76v13.xml.xz"
    path.write_bytes(lzma.compress(b"\xef\xbb\xbf" + VOLUME.read_bytes()))
    assert read(SourceFile.at(path)).works[1].versions[0].text == read(SourceFile.at(VOLUME)).works[1].versions[0].text


def test_documents_are_streamed_with_the_words_of_their_notes() -> None:
    document = next(stream_documents(VOLUME))
    assert (document.id, document.title[:10]) == ("frus1969-76v13-d309", "Memorandum")
    (bare,) = document.bare_notes(lambda words: "this sent" in " ".join(words.split()))
    assert (bare.words, bare.title()[:10]) == ("Kissinger inserted this sentence.", document.works()[1].work.title[:10])


def test_broken_xml_is_refused_with_line_and_column() -> None:
    assert "line 2, column" in refused(b"<TEI>\n<text></TEI>")


def test_a_file_named_by_an_entity_is_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    data = f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "{secret.as_uri()}">]><TEI><p>&x;</p></TEI>'.encode()
    assert "line 1: the entity &x; stands for another file, which is never opened" in refused(data)


def test_a_dtd_is_not_fetched() -> None:
    data = f'<!DOCTYPE TEI SYSTEM "http://localhost:9/tei.dtd">{OPENING}<text><body><div type="document" xml:id="d1">'
    received = read(SourceFile(Path("a.xml"), (data + "<p>One&mdash;two</p></div></body></text></TEI>").encode()))
    assert received.works[0].versions[0].text == "One—two"


def test_depth_without_end_is_refused() -> None:
    deep = f'{OPENING}<text><body><div type="document" xml:id="d1">{"<hi>" * 3000}deep'
    assert "more than 255 elements lie one in another" in refused(deep.encode())


def test_depth_that_the_parser_allows_is_refused_before_it_is_walked() -> None:
    inside = "<quote>" * 200 + "Yes." + "</quote>" * 200
    with pytest.raises(UnreadableInput, match=r"volume\.xml: line 1: more than 80 elements lie one in another"):
        only(inside)


def test_an_entity_that_nothing_declares_is_told_with_its_place() -> None:
    with pytest.raises(UnreadableInput, match=r"line 1, column \d+: the XML is broken \(Entity 'bogus' not defined\)"):
        only("<p>a &bogus; b</p>")


def test_hidden_encodings_are_refused() -> None:
    assert "UTF-7" in refused(b'<?xml version="1.0" encoding="UTF-7"?><TEI/>')


def test_xml_without_a_text_is_refused() -> None:
    assert "holds no text" in refused(b"<root><p>Yes.</p></root>")


def test_a_wiki_export_or_a_letter_is_no_tei() -> None:
    assert recognises(SourceFile.at(VOLUME))
    assert not recognises(SourceFile(Path("wiki.xml"), b'<mediawiki xmlns="x"></mediawiki>'))
    assert not recognises(SourceFile.at(WEB))


def test_who_was_present_is_no_paragraph_and_the_first_point_is() -> None:
    version = only(
        '<list type="participants"><item>Present:<list><item>Mr. Doe</item></list></item></list>'
        "<list><item>1. He spoke at length.</item><item>2. He sat down.</item></list><p>They left.</p>"
    ).versions[0]
    assert [(block.kind.value, block.paragraph) for block in version.blocks] == [
        ("heading", None),
        ("heading", None),
        ("item", 1),
        ("item", 2),
        ("paragraph", 3),
    ]


def test_an_office_after_a_signature_belongs_to_it() -> None:
    version = only(
        "<p>Yes.</p><closer>Committee:<lb/><signed>John<lb/>Doe</signed>, Chairman"
        "<lb/><signed>Jane Roe</signed></closer>"
    ).versions[0]
    assert version.text == "Yes.\n\nCommittee:\n\nJohn Doe, Chairman\n\nJane Roe"


def test_a_greeting_is_told_even_where_an_editor_speaks_after_it() -> None:
    version = only("<p>Yes.</p><p>Affectionately yours,</p><closer>[File copy not signed]</closer>").versions[0]
    assert [block.kind.value for block in version.blocks] == ["paragraph", "closer", "closer"]


def test_documents_of_one_name_are_told_apart() -> None:
    received = tei('<div type="document" xml:id="d1"><p>A.</p></div><div type="document" n="1"><p>B.</p></div>')
    assert [each.work.id for each in received.works] == ["frus1952-54v01-d1", "frus1952-54v01-d1-2"]


def test_attachments_of_one_name_are_refused() -> None:
    one = '<div type="document" xml:id="{}"><p>A.</p><frus:attachment id="a"><p>B.</p></frus:attachment></div>'
    with pytest.raises(UnreadableInput, match="are called frus1952-54v01-a; rename one"):
        tei(one.format("d1") + one.format("d2"))
