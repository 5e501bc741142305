"""Drafts and apparatus in TEI become versions, and their changes marks with the hands that made them."""

from pathlib import Path

import pytest

from provenance.errors import UnreadableInput
from provenance.model.receipts import Received
from provenance.model.testimony import Act, PersonKind
from provenance.model.versions import Standing
from provenance.sources.reader import SourceFile
from provenance.sources.tei import tei_states
from provenance.sources.tei.tei_reader import read

HEADER = """<teiHeader><fileDesc><titleStmt><title>Draft Treaty</title></titleStmt>
<sourceDesc><listWit><witness xml:id="A">First proof</witness>
<witness xml:id="B">Second proof, <date when="1919-05-02">2 May</date></witness></listWit></sourceDesc></fileDesc>
<profileDesc><particDesc><listPerson>
<person xml:id="jd">
<persName><surname>Doe</surname>, <forename>Jane</forename> <forename>A.</forename></persName></person>
</listPerson></particDesc>
<handNotes><handNote xml:id="h1" scribeRef="#jd">ink</handNote><handNote xml:id="h2">Unidentified pencil</handNote>
</handNotes><creation><listChange><change xml:id="c1" who="#jd" when="1919-05-03"/></listChange></creation>
</profileDesc></teiHeader>"""


def tei(body: str) -> Received:
    data = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}<text><body>{body}</body></text></TEI>'
    return read(SourceFile(Path("treaty.xml"), data.encode()))


def test_additions_and_deletions_give_the_text_before_and_after_them() -> None:
    (work,) = tei(
        '<p>We <subst hand="#h1"><del>shall</del><add>will</add></subst> agree<add hand="#h2"> soon</add>.</p>'
    ).works
    draft, final = work.versions
    assert (draft.text, final.text) == ("We shall agree.", "We will agree soon.")
    assert final.parents == (draft.id,)
    assert {version.standing for version in work.versions} == {Standing.EXTANT}


def test_each_mark_stands_where_its_words_are_with_the_hand_that_made_it() -> None:
    received = tei(
        '<p>We <subst hand="#h1"><del>shall</del> <add>will</add></subst> agree <add hand="#h2">soon</add>.</p>'
    )
    (work,) = received.works
    texts = {version.id: version.text for version in work.versions}
    found = [(mark.act, mark.text, mark.span.of(texts[mark.version]), mark.revisers) for mark in work.marks]
    assert found == [
        (Act.DELETE, "shall", "shall", ("Jane A. Doe",)),
        (Act.INSERT, "will", "will", ("Jane A. Doe",)),
        (Act.INSERT, "soon", "soon", ("hand h2",)),
    ]
    assert {person.name: person.kind for person in received.people} == {
        "Jane A. Doe": PersonKind.PERSON,
        "hand h2": PersonKind.HAND,
    }


def test_a_mark_without_hand_names_nobody() -> None:
    (work,) = tei("<p>We agree<add> soon</add>.</p>").works
    assert [mark.revisers for mark in work.marks] == [()]


def test_a_stage_of_revision_gives_person_and_date() -> None:
    (work,) = tei('<p>We agree<add change="#c1"> soon</add>.</p>').works
    assert [(mark.revisers, mark.date) for mark in work.marks] == [(("Jane A. Doe",), "1919-05-03")]


def test_words_struck_out_and_restored_stand_in_both() -> None:
    (work,) = tei("<p>We <restore><del>all</del></restore> agree<add> soon</add>.</p>").works
    assert [version.text for version in work.versions] == ["We all agree.", "We all agree soon."]


def test_an_apparatus_gives_one_version_a_witness_in_no_order_of_descent() -> None:
    body = (
        '<p>We <app><lem wit="#B">will</lem><rdg wit="#A">shall</rdg></app> agree'
        '<app><lem wit="#B"> soon</lem><rdg wit="#A"/></app>.</p>'
    )
    received = tei(body)
    (work,) = received.works
    assert [(version.label, version.text, version.date) for version in work.versions] == [
        ("A", "We shall agree.", None),
        ("B", "We will agree soon.", "1919-05-02"),
    ]
    assert {version.parents for version in work.versions} == {()}
    assert [witness.title for witness in work.witnesses] == ["First proof", "Second proof, 2 May"]


def test_a_witness_that_no_reading_names_agrees_with_a_lemma_that_names_none() -> None:
    (work,) = tei(
        '<p>We <app><lem>will</lem><rdg wit="#A">shall</rdg></app> '
        '<app><lem>go</lem><rdg wit="#B">come</rdg></app>.</p>'
    ).works
    assert [version.text for version in work.versions] == ["We shall go.", "We will come."]


def test_a_witness_that_the_list_of_witnesses_does_not_have_is_told_of() -> None:
    received = tei('<p>We <app><lem wit="#A">will</lem><rdg wit="#Z">shall</rdg></app> agree.</p>')
    (work,) = received.works
    assert [(one.siglum, one.title) for one in work.witnesses][-1] == ("Z", "Z, not listed here")
    assert any("cites Z, which is not in the list of witnesses" in warning for warning in received.warnings)


def test_of_many_witnesses_that_no_list_has_the_first_are_named_and_the_others_counted() -> None:
    readings = "".join(f'<rdg wit="#Z{n}">shall{n}</rdg>' for n in range(50))
    [told] = [w for w in tei(f'<p>We <app><lem wit="#A">will</lem>{readings}</app>.</p>').warnings if "cites" in w]
    assert told == (
        "the apparatus cites Z0, Z1, Z2 and 47 more, which are not in the list of witnesses; each is read as one more"
    )


def test_more_witnesses_than_can_be_laid_side_by_side_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tei_states, "_MOST_WRITTEN", 100)
    entries = "".join(f'<app><lem wit="#A">w{n}</lem><rdg wit="#Z{n}">v{n}</rdg></app> ' for n in range(20))
    with pytest.raises(UnreadableInput, match=r"treaty\.xml: it has \d+ passages for more than \d witnesses"):
        tei(f"<p>{entries}</p>")


def test_entries_from_afar_that_all_reach_over_each_other_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tei_states, "_MOST_WRITTEN", 400)
    words = "".join(f'<anchor xml:id="s{n}"/>w{n} ' for n in range(41))
    entries = (f'<app from="#s{n}" to="#s{40 - n}"><lem wit="#A">q</lem><rdg wit="#B">v</rdg></app>' for n in range(20))
    with pytest.raises(UnreadableInput, match=r"treaty\.xml: too many entries of its apparatus reach over each other"):
        tei(f"<p>{words}</p><listApp>{''.join(entries)}</listApp>")


def test_a_witness_that_the_apparatus_passes_over_in_silence_is_reported() -> None:
    received = tei(
        '<p>We <app><lem wit="#A">will</lem></app> <app><lem wit="#A">go</lem><rdg wit="#B">come</rdg></app>.</p>'
    )
    assert [version.text for version in received.works[0].versions] == ["We will go.", "We come."]
    assert "does not say what witness B reads at 1 place" in received.warnings[0]
    assert [(gap.at, gap.reason) for gap in received.works[0].versions[1].gaps] == [(2, "B is not cited here")]


@pytest.mark.parametrize("body", ["<p>We agree.</p>", "<head>Treaty</head><p>We agree.</p>"])
def test_any_other_text_is_one_version(body: str) -> None:
    (work,) = tei(body).works
    assert work.work.title == "Draft Treaty"
    assert [version.label for version in work.versions] == ["final"]
    assert work.versions[0].text.endswith("We agree.")


def test_readings_that_name_no_witness_are_one_text() -> None:
    (work,) = tei("<p>We <app><lem>will</lem><rdg>shall</rdg></app> agree.</p>").works
    assert [version.text for version in work.versions] == ["We will agree."]


def test_the_picture_of_a_page_is_kept_where_the_page_begins() -> None:
    body = (
        '<text><body><p><pb n="1" facs="leaf1.jpg"/>One <del>or two </del>leaves.</p>'
        '<p><pb n="2" facs="#f2"/>The next.<pb n="3" facs="0003"/></p></body></text>'
    )
    pictures = '<facsimile><surface xml:id="f2"><graphic url="https://example.org/2.jpg"/></surface></facsimile>'
    data = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}{pictures}{body}</TEI>'
    (work,) = read(SourceFile(Path("treaty.xml"), data.encode())).works
    assert [version.pictures for version in work.versions] == [
        ((0, "leaf1.jpg"), (20, "https://example.org/2.jpg")),
        ((0, "leaf1.jpg"), (13, "https://example.org/2.jpg")),
    ]


def test_changes_in_words_that_the_edition_corrects_are_not_lost_in_silence() -> None:
    received = tei('<p>A <choice><sic>teh <add hand="#h1">big</add></sic><corr>the big</corr></choice> cat.</p>')
    assert received.works[0].versions[-1].text == "A the big cat."
    assert [sentence.partition(": ")[2] for sentence in received.warnings] == [
        "the edition corrects words in which changes are recorded (sic, corr); its correction is read, and those "
        "changes are not told"
    ]


@pytest.mark.parametrize("entry", ['<app loc="2">', '<app from="#s" to="#e">'])
def test_the_lemma_of_an_entry_that_stands_apart_is_not_read_twice(entry: str) -> None:
    text = '<p n="2">The fox <anchor xml:id="s"/>ran<anchor xml:id="e"/> home.</p>'
    apart = f'<div><listApp>{entry}<lem>ran</lem><rdg source="#ed">went</rdg></app></listApp></div>'
    (work,) = tei(text + apart).works
    assert [version.text for version in work.versions] == ["The fox ran home."]
    assert [note.text for note in work.notes] == ["reads: went"]


def test_what_an_editor_says_of_a_place_is_no_word_and_what_the_source_says_of_an_incident_is() -> None:
    text = "<p>He <supplied>sat <desc>number</desc></supplied> down <incident><desc>(applause)</desc></incident>.</p>"
    assert tei(text).works[0].versions[-1].text == "He sat down (applause)."


def test_a_pointer_to_a_note_that_is_not_there_is_told() -> None:
    pointing = (
        '<p>We agree<ref target="#n7">7</ref>, soon<ptr target="#n8"/>.<note target="#n9">See the annex.</note></p>'
    )
    assert tei(pointing).warnings == ("the text points to 3 places that are not in the file (#n7, #n8, #n9)",)
    whole = (
        '<p>We agree<ref target="#n7">7</ref>.</p><note xml:id="n7">See <ref target="http://a.org/#b">b</ref>.</note>'
    )
    assert tei(whole).warnings == ()


def test_a_note_without_words_is_told() -> None:
    (one,) = tei("<p>We agree<note n='1'> </note> soon<note>See <hi>the annex</hi>.</note>.</p>").warnings
    assert one == "1 note has no words"
    assert tei("<p>We agree<note/><note><graphic url='a.png'/></note><note/>.</p>").warnings == (
        "2 notes have no words",
    )


@pytest.mark.parametrize("mark", ["lb", "pb n='2'", "cb", "milestone unit='x'", "anchor", "handShift", "delSpan"])
def test_words_in_what_should_be_empty_are_words_of_the_text(mark: str) -> None:
    (work,) = tei(f"<p>We agree <{mark}>to <hi>meet</hi> </{mark.partition(' ')[0]}>soon.</p>").works
    assert work.versions[-1].text == "We agree to meet soon."


def test_whom_the_header_names_by_the_pointer_of_a_hand_is_the_one_behind_it() -> None:
    letter = '<correspDesc><correspAction><persName ref="people.xml#rk">Kerr, Ruth</persName></correspAction>'
    authors = '<author ref="#mws">Mary Shelley</author><author ref="#h2">No One</author>'
    header = HEADER.replace("</titleStmt>", f"{authors}</titleStmt>")
    header = header.replace("<particDesc>", f"{letter}</correspDesc><particDesc>")
    body = "<p>So <add hand='#mws'>it</add> was <add hand='#rk'>for</add> a <add hand='#h2'>long</add> time.</p>"
    data = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}<text><body>{body}</body></text></TEI>'
    received = read(SourceFile(Path("letter.xml"), data.encode()))
    assert [mark.revisers for mark in received.works[0].marks] == [("Mary Shelley",), ("Ruth Kerr",), ("hand h2",)]
    assert {person.name for person in received.people} >= {"Mary Shelley", "Ruth Kerr"}


def test_the_hand_of_highlighted_words_is_that_of_the_addition_which_says_none_itself() -> None:
    typed = '<p hand="#typist">So it <add><hi rend="underline" hand="#jd">was</hi></add> for <add>long</add>.</p>'
    below = '<postscript hand="#jd"><p>In <del>great</del><add>some</add> haste.</p></postscript>'
    marks = [mark for mark in tei(typed + below).works[0].marks if mark.act is Act.INSERT]
    assert [(mark.text, mark.revisers) for mark in marks] == [
        ("was", ("Jane A. Doe",)),
        ("long", ("hand typist, not listed here",)),
        ("some", ("Jane A. Doe",)),
    ]
