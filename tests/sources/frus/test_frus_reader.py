"""FRUS documents in web form become works, texts, milestones and notes."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import UnreadableInput
from provenance.model.receipts import Received
from provenance.model.spans import BlockKind, Milestone, MilestoneKind
from provenance.model.testimony import AnchorPlace
from provenance.model.versions import Version
from provenance.sources.frus.frus_reader import read, recognises
from provenance.sources.reader import SourceFile

Weave = Callable[[str, Iterable[Milestone]], str]

LETTER = Path(__file__).parents[3] / "data/examples/frus1969-76v13-d309.txt"


@pytest.fixture(scope="module")
def letter() -> Received:
    return read(SourceFile.at(LETTER))


def final(received: Received, index: int) -> Version:
    return received.works[index].versions[-1]


def frus(text: str, name: str = "frus1969-76v13-d1.txt") -> Received:
    return read(SourceFile(Path(name), text.encode()))


def test_the_memorandum_and_the_letter_are_two_works_with_ids_titles_and_citation(letter: Received) -> None:
    memo, enclosed = (each.work for each in letter.works)
    assert (memo.id, enclosed.id) == ("frus1969-76v13-d309", "frus1969-76v13-d309a1")
    assert memo.title.startswith("Memorandum From")
    assert memo.title.endswith("to President Nixon")
    assert enclosed.title == "Letter From President Nixon to Soviet General Secretary Brezhnev"
    assert memo.source == "Foreign Relations of the United States, 1969–1976, volume XIII, document 309"
    assert memo.url == "https://history.state.gov/historicaldocuments/frus1969-76v13/d309"
    assert (memo.order, enclosed.order) == (0, 1)


def test_the_letter_has_a_salutation_fourteen_paragraphs_and_a_signature(letter: Received) -> None:
    version = final(letter, 1)
    assert [block.kind for block in version.blocks] == [
        BlockKind.SALUTATION,
        *[BlockKind.PARAGRAPH] * 14,
        BlockKind.SIGNATURE,
    ]
    assert [block.paragraph for block in version.blocks[1:-1]] == list(range(1, 15))
    assert version.blocks[-1].span.of(version.text) == "Richard Nixon"
    assert version.text.split("\n\n") == [block.span.of(version.text) for block in version.blocks]


def test_the_items_of_the_memorandum_are_paragraphs_and_its_subject_is_a_heading(letter: Received) -> None:
    version = final(letter, 0)
    kinds = [block.kind.value for block in version.blocks]
    assert kinds == ["heading", "paragraph", "item", "item", "item", "item", "paragraph", "paragraph"]
    assert version.blocks[2].span.of(version.text).startswith("—note that our dealings")
    assert version.text.startswith("Letter to Brezhnev\n\nPursuant")


def test_the_milestones_woven_back_give_the_source_to_the_letter(weave: Weave, letter: Received) -> None:
    source = LETTER.read_text(encoding="utf-8")
    body = "".join(weave(version.text, version.milestones) for each in letter.works for version in each.versions)
    assert source.startswith(body)
    assert source[len(body) :].startswith("  1. Source: National Archives")


def test_no_page_break_marker_or_line_end_hyphen_is_left_in_the_text(letter: Received) -> None:
    text = final(letter, 1).text
    assert "[Page" not in text
    assert "Foreign Minister Gromyko. Of course" in text
    assert "satisfaction of each party, there" in text
    assert "simply for its own sake." in text
    assert "announced on May 20 represented" in text
    assert "ABM’s" in text
    assert "uni-lateral" not in text
    assert text.count("unilateral") == 2


def test_the_emended_hyphen_and_the_pages_are_recorded(letter: Received) -> None:
    version = final(letter, 1)
    hyphens = [m for m in version.milestones if m.kind is MilestoneKind.LINE_END_HYPHEN]
    assert [(m.letters, m.label) for m in hyphens] == [("-", "uni-lateral")]
    assert version.text[hyphens[0].at :].startswith("lateral")
    pages = [m.label for m in version.milestones if m.kind is MilestoneKind.PAGE]
    assert pages == ["915", "916", "917", "918"]
    assert letter.works[1].witnesses[0].title == "printed text, pp. 915–918"


def test_each_note_hangs_where_its_marker_stood(letter: Received) -> None:
    memo, enclosed = letter.works
    assert [note.number for note in memo.notes] == ["1", "2"]
    assert [note.number for note in enclosed.notes] == ["3", "4", "5", "6"]
    assert [note.place for note in (memo.notes[0], enclosed.notes[0])] == [AnchorPlace.HEADING] * 2
    text = final(letter, 1).text
    assert [text[: note.at].rsplit(maxsplit=1)[-1] for note in enclosed.notes[1:]] == [
        "Gromyko.",
        "Kissinger.",
        "sake.",
    ]
    assert memo.notes[0].kind == "source"
    assert memo.notes[0].text.endswith("Printed from an uninitialed copy.")


def test_nothing_is_odd_about_the_letter(letter: Received) -> None:
    assert letter.warnings == ()
    assert recognises(SourceFile.at(LETTER))


def test_line_ends_and_byte_order_mark_change_nothing(letter: Received) -> None:
    windows = b"\xef\xbb\xbf" + LETTER.read_bytes().replace(b"\n", b"\r\n")
    again = read(SourceFile(LETTER, windows))
    assert [each.versions[0].text for each in again.works] == [each.versions[0].text for each in letter.works]
    assert [each.notes for each in again.works] == [each.notes for each in letter.works]


def test_a_document_without_notes_is_read_with_a_warning() -> None:
    received = frus("12. Letter From A to B\n\nDear B:\n\nWe agree.\n")
    assert final(received, 0).text == "Dear B:\n\nWe agree."
    assert received.warnings == ("the document has no notes, so nothing says who revised it",)


def test_a_marker_without_a_note_is_cut_out_and_reported() -> None:
    received = frus("12. Letter From A to B1\n\nWe agree.2 They do not.3\n\n  1. Source: Files.\n  3. Not found.\n")
    assert final(received, 0).text == "We agree. They do not."
    assert received.warnings == ("line 3: the marker 2 has no note",)


def test_a_note_without_a_marker_is_kept_and_reported() -> None:
    received = frus("12. Letter From A to B1\n\nWe agree.\n\n  1. Source: Files.\n  2. He added it.\n")
    note = received.works[0].notes[1]
    assert (note.number, note.place, note.at) == ("2", AnchorPlace.NONE, None)
    assert received.warnings == ("note 2: its marker was not found in the text",)


def test_a_numbered_list_in_the_text_is_not_taken_for_notes() -> None:
    text = (
        "12. Paper by X1\n\nWe want:\n\n  1. peace;\n  2. trade.2\n\nThat is all.\n\n  1. Source: Files.\n  2. Added.\n"
    )
    received = frus(text)
    assert [note.text for note in received.works[0].notes] == ["Source: Files.", "Added."]
    assert "1. peace;\n2. trade." in final(received, 0).text


def test_an_attachment_under_a_tab_is_a_work_of_its_own() -> None:
    text = (
        "12. Memorandum From A to B1\n\nAttached.\n\n\nTab A\n\n\n"
        "Draft Message From B to C 2\n\nWashington, undated.\n\n"
        "Tell them.\n\n  1. Source: Files.\n  2. Secret.\n"
    )
    received = frus(text)
    assert [each.work.title for each in received.works] == ["Memorandum From A to B", "Draft Message From B to C"]
    assert received.works[1].notes[0].place is AnchorPlace.HEADING


def test_a_line_that_only_mentions_a_letter_begins_no_attachment() -> None:
    text = "12. Memorandum From A to B1\n\nSee this.\n\nLetter to C\n\nIt was sent.\n\n  1. Source: Files.\n"
    assert len(frus(text).works) == 1


def test_a_file_that_is_no_frus_document_is_named_by_its_own_name() -> None:
    received = frus("12. Letter From A to B1\n\nYes.\n\n  1. Source: Files.\n", "My Letter.txt")
    assert received.works[0].work.id == "my-letter"
    assert received.works[0].work.source == "Letter From A to B"


def test_another_document_than_the_one_in_the_file_is_refused() -> None:
    with pytest.raises(UnreadableInput, match="not d310"):
        read(SourceFile.at(LETTER), "d310")


def test_a_draft_without_heading_is_not_recognised() -> None:
    assert not recognises(SourceFile(Path("draft.txt"), b"Dear Mr. Secretary:\n\nI agree.\n"))
    assert not recognises(SourceFile(Path("list.txt"), b"1. Buy milk\n2. Buy bread\n"))


PIECES = st.sampled_from(
    [
        "309. Letter From A to B 1",
        "Letter From C to D 3",
        "Tab A",
        "Attachment",
        "[Page 12]",
        "Dear Sir:",
        "We agree.2 Yes.",
        "We go [Page 13] on.",
        "wo[Page xiv]rd",
        "  • an item",
        "    • —another;",
        "1. a point",
        "A uni-lateral or unilateral act.",
        "",
        "",
        " ",
        "\u00a0",
        "John Doe",
        "Sincerely,",
        "May 3",
        "5.4",
        "…”4",
        "  1. Source: Files.",
        "  2. Added.",
        "  3. Not found.",
    ]
)


@given(st.lists(PIECES, max_size=30), st.sampled_from(["\n", "\n\n", "\n\n\n", " "]))
def test_whatever_a_document_looks_like_its_body_is_kept_to_the_letter(
    weave: Weave, pieces: list[str], between: str
) -> None:
    source = "309. Letter From A to B1" + between + between.join(pieces)
    received = frus(source)
    body = "".join(weave(version.text, version.milestones) for each in received.works for version in each.versions)
    assert source.startswith(body)
    assert source[len(body) :].strip() == "" or source[len(body) :].lstrip()[0].isdigit()
    for each in received.works:
        for version in each.versions:
            assert all(block.span.of(version.text).strip() for block in version.blocks)
            assert all(0 <= note.at <= len(version.text) for note in each.notes if note.at is not None)
