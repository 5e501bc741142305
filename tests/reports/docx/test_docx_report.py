"""The Word file: accepting and rejecting its changes gives the texts, and it names nobody whom no source names."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from provenance import stages
from provenance.errors import UnreadableInput
from provenance.model.attributions import Apparatus, Assessment, Attribution, Basis, Dossier, Evidence, Status
from provenance.model.changes import Change, ChangeKind, Comparison, Edit, Reading
from provenance.model.receipts import ReceivedWork
from provenance.model.spans import Milestone, MilestoneKind, Span
from provenance.model.testimony import COMMENT, AnchorPlace, Certainty, Note, Person
from provenance.model.versions import Gap, Standing, Version, Witness, Work
from provenance.reports.docx import docx_report
from provenance.reports.docx.docx_comments import Remarks
from provenance.reports.docx.docx_parts import write_package
from provenance.reports.docx.docx_wanted import Wanted
from provenance.reports.docx.docx_xml import visible
from provenance.sources.reader import SourceFile
from provenance.sources.source_catalogue import read_file
from provenance.sources.word import docx_reader
from provenance.text.blocks import split_blocks

WORK = Work(
    "harbour-letter", "Letter on the Harbour", "Archive of the Port, box 4", date="1931-05", url="https://example.org/h"
)
ADA = Person("Ada B. Quill", "Quill", role="clerk")
BEN = Person("Ben Nib, Jr.", "Nib")


@dataclass(frozen=True)
class Step:
    """One edit: characters `start` to `end` of the base give way to `text`; steps of one `change` belong together."""

    start: int
    end: int
    text: str
    change: str
    revisers: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    date: str | None = None
    moved: bool = False
    quote: str = "He changed this."
    note: str | None = "1"


def build(
    base: str, steps: list[Step], notes: tuple[Note, ...] = (), standing: Standing = Standing.EXTANT
) -> Apparatus:
    """The apparatus of a base text and the steps that were taken from it, in the order of the base."""
    edits: dict[str, list[Edit]] = {}
    parts, base_at, revised_at = [], 0, 0
    for step in steps:
        kept = base[base_at : step.start]
        revised_at += len(kept)
        edit = Edit(Span(step.start, step.end), Span(revised_at, revised_at + len(step.text)), step.text)
        edits.setdefault(step.change, []).append(edit)
        parts += [kept, step.text]
        base_at, revised_at = step.end, revised_at + len(step.text)
    text = "".join([*parts, base[base_at:]])
    firsts = {step.change: step for step in reversed(steps)}
    attributions = [_attribution(firsts[id], tuple(group), base, text) for id, group in edits.items()]
    attributions.sort(key=lambda a: a.change.edits[0].revised)
    method = "the later text less what the notes name" if standing is Standing.RECONSTRUCTED else None
    before = Version("h@draft", WORK.id, "draft", base, standing, split_blocks(base), method=method)
    after = Version(
        "h@final", WORK.id, "final", text, Standing.EXTANT, split_blocks(text), witness="P", parents=("h@draft",)
    )
    return Apparatus(
        WORK,
        (Witness("P", WORK.id, "P", "the printed letter", "box 4, no. 2", seen=True),),
        (before, after),
        before,
        after,
        notes,
        (),
        (Assessment("claim1", Status.UNVERIFIED, "The draft is lost."),),
        Comparison(before.id, after.id, tuple(a.change for a in attributions), "by hand 1"),
        tuple(attributions),
        (ADA, BEN),
        ("Smaller changes may exist that no note records.",),
    )


def _attribution(step: Step, edits: tuple[Edit, ...], base: str, text: str) -> Attribution:
    before = _reading([edit.base for edit in edits], base)
    after = _reading([edit.revised for edit in edits], text)
    kind = ChangeKind.INSERTION if before is None else ChangeKind.DELETION if after is None else ChangeKind.SUBSTITUTION
    change = Change(step.change, ChangeKind.TRANSPOSITION if step.moved else kind, before, after, edits)
    evidence = (
        (Evidence("claim1", step.quote, "Port Papers, p. 7", step.note),) if step.revisers or step.candidates else ()
    )
    basis = Basis.STATED if step.revisers else Basis.NONE
    sure = Certainty.HIGH if step.revisers else Certainty.UNKNOWN
    return Attribution(
        change,
        step.revisers,
        step.candidates,
        basis,
        sure,
        "The note says so.",
        evidence,
        Certainty.MEDIUM,
        date=step.date,
    )


def _reading(spans: list[Span], text: str) -> Reading | None:
    filled = [span for span in spans if len(span)]
    if not filled:
        return None
    hull = Span(filled[0].start, filled[-1].end)
    return Reading(hull, hull.of(text))


BASE = (
    "Dear Harbour Master:\n\n"
    "The mole is broken. It was built by convicts. We ask for forty stones.\n\n"
    "The lamp is dark. Ships are lost.\n\n"
    "A paragraph that nobody wanted.\n\n"
    "We remain in hope.\n\n"
    "Clara Ink"
)


def harbour_letter(standing: Standing = Standing.RECONSTRUCTED) -> Apparatus:
    """A letter with two insertions, a substitution, a transposition, a deletion across paragraphs, and candidates."""
    steps = [
        _put(" It was built by convicts.", " It stands since 1802.", "c1", revisers=(ADA.name,), date="1931-05-02"),
        _put("forty", "four hundred", "c2", revisers=(ADA.name, BEN.name), date="1931-05"),
        _after("stones.", "\n\nThe tide took two men.\n\nBoth had children.", "c3", revisers=(BEN.name,)),
        _put("The lamp is dark. ", "", "c4", candidates=(ADA.name, BEN.name)),
        _put("Ships are lost.\n\n", "", "c5", revisers=(BEN.name,), moved=True),
        _put("A paragraph that nobody wanted.\n\n", "", "c6"),
        _after("We remain in hope.\n\n", "Ships are lost.\n\n", "c5", revisers=(BEN.name,), moved=True),
    ]
    draft = build(BASE, steps, standing=standing)
    text = draft.revised.text
    notes = (
        Note("n0", WORK.id, None, "Source: box 4. Secret.", AnchorPlace.HEADING, kind="source"),
        _note("n3", "3", "Quill wrote “1802”.", text.index("1802.") + 5),
        _note("n4", "4", "Nib inserted this paragraph.\n\nIn pencil.", text.index("children.") + 9),
        _note("n5", "5", "Quill & Nib < Ink.", text.index("hope.") + 5),
        Note("n9", WORK.id, "9", "A note without a place.", AnchorPlace.NONE),
    )
    pages = (
        Milestone(0, MilestoneKind.PAGE, "12", "[Page 12]"),
        Milestone(text.index("men."), MilestoneKind.PAGE, "13", "[Page 13]"),
    )
    return replace(draft, notes=notes, revised=replace(draft.revised, milestones=pages))


def _note(id: str, number: str, text: str, at: int) -> Note:
    return Note(id, WORK.id, number, text, AnchorPlace.TEXT, "h@final", at)


def _put(old: str, new: str, change: str, **more: object) -> Step:
    start = BASE.index(old)
    return Step(start, start + len(old), new, change, **more)  # type: ignore[arg-type]


def _after(old: str, new: str, change: str, **more: object) -> Step:
    end = BASE.index(old) + len(old)
    return Step(end, end, new, change, **more)  # type: ignore[arg-type]


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LETTERS = {f"{W}br": "\n", f"{W}tab": "\t", f"{W}cr": "\r"}
IN, OUT = {"ins", "moveTo"}, {"del", "moveFrom"}


def part(docx: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return etree.fromstring(package.read(name))


def text_as_word_gives_it(docx: bytes, accepted: Callable[[str], bool]) -> str:
    """The text of the body with each author's changes accepted or rejected, as ECMA-376 part 1, 17.13.5 has it."""

    def stays(mark: etree._Element) -> bool:
        name = etree.QName(mark).localname
        return accepted(mark.get(f"{W}author", "")) if name in IN else not accepted(mark.get(f"{W}author", ""))

    parts: list[str] = []
    for paragraph in part(docx, "word/document.xml").iterfind(f"{W}body/{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val", "").startswith("Provenance"):
            continue
        for node in paragraph.iter(f"{W}t", f"{W}delText", *LETTERS):
            marks = [a for a in node.iterancestors() if etree.QName(a).localname in IN | OUT]
            if all(map(stays, marks)):
                parts.append(LETTERS.get(str(node.tag), node.text or ""))
        marks = [a for a in paragraph.iterfind(f"{W}pPr/{W}rPr/*") if etree.QName(a).localname in IN | OUT]
        if all(map(stays, marks)):
            parts.append("\n\n")
    return "".join(parts).removesuffix("\n\n")


def authors(docx: bytes) -> set[str]:
    root = part(docx, "word/document.xml")
    return {e.get(f"{W}author", "") for e in root.iter() if e.get(f"{W}author") is not None}


def test_accepting_all_gives_the_final_text_and_rejecting_all_the_draft() -> None:
    apparatus = harbour_letter()
    docx = docx_report.write(apparatus)
    assert text_as_word_gives_it(docx, lambda author: True) == apparatus.revised.text
    assert text_as_word_gives_it(docx, lambda author: False) == apparatus.base.text


def test_accepting_one_author_gives_his_layer() -> None:
    text = text_as_word_gives_it(docx_report.write(harbour_letter()), lambda author: author == ADA.name)
    assert "It stands since 1802." in text
    assert "forty" in text
    assert "tide" not in text


def test_a_clean_redline_has_the_changes_and_no_comment() -> None:
    apparatus = harbour_letter()
    docx = docx_report.write(apparatus, Wanted(comments=False))
    assert len(part(docx, "word/comments.xml")) == 0
    assert not [*part(docx, "word/document.xml").iter(f"{W}commentReference", f"{W}commentRangeStart")]
    assert authors(docx) == authors(docx_report.write(apparatus))
    assert text_as_word_gives_it(docx, lambda author: False) == apparatus.base.text


def test_of_chosen_reviewers_alone_the_changes_stay_tracked() -> None:
    apparatus = harbour_letter()
    docx = docx_report.write(apparatus, Wanted(reviewers=(ADA.name,)))
    assert authors(docx) == {ADA.name, "Ada B. Quill and Ben Nib, Jr."}
    assert text_as_word_gives_it(docx, lambda author: True) == apparatus.revised.text
    commented = {e.get(f"{W}id") for e in part(docx, "word/comments.xml")}
    assert {e.get(f"{W}id") for e in part(docx, "word/document.xml").iter(f"{W}commentReference")} == commented


def test_joint_revisers_are_one_author_and_candidates_are_called_unknown() -> None:
    assert authors(docx_report.write(harbour_letter())) == {
        "Ada B. Quill",
        "Ben Nib, Jr.",
        "Ada B. Quill and Ben Nib, Jr.",
        "unknown (Ada B. Quill or Ben Nib, Jr.)",
        "unattributed",
    }


def test_a_change_has_a_date_only_where_a_source_gives_a_whole_one() -> None:
    docx = docx_report.write(harbour_letter())
    dated = {e.get(f"{W}author") for e in part(docx, "word/document.xml").iter() if e.get(f"{W}date")}
    assert dated == {ADA.name}
    assert not part(docx, "word/comments.xml").xpath("//@*[local-name()='date']")
    assert b"dcterms" not in zipfile.ZipFile(io.BytesIO(docx)).read("docProps/core.xml")


def test_no_two_footnotes_comments_or_changes_have_the_same_number() -> None:
    docx = docx_report.write(harbour_letter())
    numbers = [e.get(f"{W}id") for name in ("footnote", "comment") for e in part(docx, f"word/{name}s.xml")]
    ends = {"commentRangeStart", "commentRangeEnd", "commentReference", "footnoteReference", "bookmarkEnd"}
    ends |= {"moveFromRangeEnd", "moveToRangeEnd"}
    marks = part(docx, "word/document.xml").iter()
    numbers += [m.get(f"{W}id") for m in marks if m.get(f"{W}id") and etree.QName(m).localname not in ends]
    assert len(numbers) == len(set(numbers)) > 20


def test_a_transposition_is_a_move_whose_two_ends_have_one_name() -> None:
    root = part(docx_report.write(harbour_letter()), "word/document.xml")
    names = {name: root.find(f".//{W}{name}RangeStart").get(f"{W}name") for name in ("moveFrom", "moveTo")}  # type: ignore[union-attr]
    assert names == {"moveFrom": "move1", "moveTo": "move1"}
    for name in names:
        start, end = (root.find(f".//{W}{name}Range{edge}") for edge in ("Start", "End"))
        assert start is not None
        assert end is not None
        assert start.get(f"{W}id") == end.get(f"{W}id")


def test_every_change_has_a_comment_with_evidence_certainty_and_basis() -> None:
    apparatus = harbour_letter()
    lines = list(Remarks(apparatus).lines(apparatus.attributions[0]))
    assert lines == [
        "Substitution: Ada B. Quill (printed page 12)",
        "Note 1: “He changed this.” (Port Papers, p. 7)",
        "Checked against the texts: unverified: The draft is lost.",
        "Certainty: of the person high; of where it starts medium; of where it ends high",
        "Basis: stated: a note says so",
        "Date: 1931-05-02",
        "Why: The note says so.",
        "The text before this change is reconstructed, not seen.",
    ]
    assert len(part(docx_report.write(apparatus), "word/comments.xml")) == len(apparatus.attributions)


def test_the_notes_are_footnotes_at_their_places_with_their_printed_numbers() -> None:
    docx = docx_report.write(harbour_letter())
    root = part(docx, "word/document.xml")
    references = list(root.iter(f"{W}footnoteReference"))
    assert [r.get(f"{W}id") for r in references] == ["1", "2", "3", "4", "5"]
    assert root.find(f".//{W}sectPr/{W}footnotePr/{W}numStart").get(f"{W}val") == "3"  # type: ignore[union-attr]
    assert not any(r.xpath("ancestor::w:ins", namespaces={"w": W[1:-1]}) for r in references)
    texts = ["".join(f.itertext()) for f in part(docx, "word/footnotes.xml")]
    assert texts[2:] == [
        "* Source: box 4. Secret.",
        " Quill wrote “1802”.",
        " Nib inserted this paragraph.In pencil.",
        " Quill & Nib < Ink.",
        " [note 9 of the source] A note without a place.",
    ]


def test_the_frame_says_what_is_reconstructed_and_what_is_not_known() -> None:
    words = "\n".join(
        "".join(p.itertext()) for p in part(docx_report.write(harbour_letter()), "word/document.xml").iter(f"{W}p")
    )
    assert "draft: reconstructed" in words
    assert "the later text less what the notes name" in words
    assert "Smaller changes may exist that no note records." in words
    assert "Archive of the Port, box 4" in words
    assert harbour_letter().revised.sha256 in words


def test_what_xml_forbids_is_made_visible() -> None:
    docx = docx_report.write(build("a\x00b \x1b[31mc\ud800\ufffe", [], ()))
    assert text_as_word_gives_it(docx, lambda author: True) == "a␀b ␛[31mc\ufffd\ufffd"


def test_the_common_letter_of_the_report_tests_comes_through_to_the_letter(edited_letter: Apparatus) -> None:
    docx = docx_report.write(edited_letter)
    assert text_as_word_gives_it(docx, lambda author: True) == visible(edited_letter.revised.text)
    assert text_as_word_gives_it(docx, lambda author: False) == visible(edited_letter.base.text)
    work = read_back(docx)
    assert work.versions[-1].text == visible(edited_letter.revised.text)
    assert {(note.number, note.text, note.at) for note in work.notes} == {
        (note.number, visible(note.text), note.at) for note in edited_letter.notes
    }


def test_two_equal_texts_make_a_report_without_changes() -> None:
    docx = docx_report.write(build("Dear Sir:\n\nIt rains.", []))
    assert authors(docx) == set()
    assert read_back(docx).versions[-1].text == "Dear Sir:\n\nIt rains."


def test_numbers_with_a_gap_are_told_in_the_footnote() -> None:
    notes = tuple(Note(f"n{n}", "w", n, "Text.", AnchorPlace.TEXT, "h@final", 1) for n in ("4", "6"))
    docx = docx_report.write(build("ab", [], notes))
    texts = ["".join(f.itertext()) for f in part(docx, "word/footnotes.xml")][2:]
    assert texts == [" [note 4 of the source] Text.", " [note 6 of the source] Text."]


def test_the_same_apparatus_gives_the_same_bytes() -> None:
    assert docx_report.write(harbour_letter()) == docx_report.write(harbour_letter())


def test_every_part_is_named_in_the_content_types_and_every_relation_leads_to_a_part() -> None:
    package = zipfile.ZipFile(io.BytesIO(docx_report.write(harbour_letter())))
    names = set(package.namelist())
    overrides = etree.fromstring(package.read("[Content_Types].xml")).xpath("//@PartName")
    assert {str(name)[1:] for name in overrides} <= names
    assert package.testzip() is None
    for relations in (name for name in names if name.endswith(".rels")):
        folder = Path(relations).parent.parent
        for target in etree.fromstring(package.read(relations)).xpath("//@Target"):
            assert re.sub(r"[^/]+/\.\./", "", str(folder / str(target))) in names


words = st.text(st.sampled_from("ab. \n\t’é😀"), max_size=12)


@st.composite
def apparatuses(draw: st.DrawFn) -> Apparatus:
    """Any text with any changes, by anybody, some of them moves."""
    base = draw(st.text(st.sampled_from("ab. \n\n\t’é😀"), max_size=40))
    count = draw(st.integers(0, 4))
    cuts = sorted(draw(st.lists(st.integers(0, len(base)), min_size=2 * count, max_size=2 * count)))
    steps = []
    for number, (start, end) in enumerate(zip(cuts[::2], cuts[1::2], strict=True)):
        text = draw(words)
        if not (text.strip() or base[start:end].strip()):
            continue
        revisers = draw(st.sampled_from([(), (ADA.name,), (BEN.name,), (ADA.name, BEN.name)]))
        date = draw(st.sampled_from([None, "1931", "1931-05-02", "1931-05-02T10:00:00Z"])) if revisers else None
        steps.append(Step(start, end, text, f"c{number}", revisers, date=date, moved=draw(st.booleans())))
    if len(steps) > 1 and base[steps[0].start : steps[0].end].strip():
        gone = base[steps[0].start : steps[0].end]
        out = replace(steps[0], text="", moved=True)
        steps[:2] = [out, replace(out, start=steps[1].end, end=steps[1].end, text=gone)]
    return build(base, steps)


@settings(deadline=None, max_examples=60)
@given(apparatuses())
def test_for_any_changes_accept_all_is_the_final_text_and_reject_all_the_base(apparatus: Apparatus) -> None:
    docx = docx_report.write(apparatus)
    assert text_as_word_gives_it(docx, lambda author: True) == visible(apparatus.revised.text)
    assert text_as_word_gives_it(docx, lambda author: False) == visible(apparatus.base.text)


def read_back(docx: bytes) -> ReceivedWork:
    return docx_reader.read(SourceFile(Path("harbour.docx"), docx)).works[0]


def test_what_goes_out_comes_back_equal() -> None:
    apparatus = harbour_letter()
    received = docx_reader.read(SourceFile(Path("harbour.docx"), docx_report.write(apparatus)))
    work = received.works[0]
    base, *layers, final = work.versions
    assert received.people == apparatus.people
    assert received.warnings == ()
    for found, written in ((base, apparatus.base), (final, apparatus.revised)):
        assert (found.label, found.text, found.standing) == (written.label, written.text, written.standing)
        assert (found.method, found.date, found.blocks) == (written.method, written.date, written.blocks)
        assert found.milestones == written.milestones
    assert [layer.authors for layer in layers] == [(ADA.name,), (ADA.name, BEN.name), (BEN.name,), (), ()]
    assert [(n.id, n.number, n.text, n.place, n.at, n.kind) for n in work.notes] == [
        (n.id, n.number, n.text, n.place, n.at, n.kind) for n in apparatus.notes
    ]
    assert (work.work.title, work.work.source, work.work.date, work.work.url) == (
        WORK.title, WORK.source, WORK.date, WORK.url,
    )  # fmt: skip


def test_the_letter_carries_the_changes_of_its_two_revisers_and_comes_back_with_their_layers(
    letter_dossier: Dossier, letter_apparatus: Apparatus
) -> None:
    docx = docx_report.write(letter_apparatus)
    assert authors(docx) == {"Henry A. Kissinger", "Alexander M. Haig, Jr."}
    assert text_as_word_gives_it(docx, lambda author: True) == letter_apparatus.revised.text
    assert text_as_word_gives_it(docx, lambda author: False) == letter_apparatus.base.text
    work = read_back(docx)
    assert {v.label: v.text for v in work.versions} == {v.label: v.text for v in letter_dossier.versions}
    assert {v.label: v.standing for v in work.versions} == {v.label: v.standing for v in letter_dossier.versions}
    assert {n.id: (n.number, n.text, n.place, n.at) for n in work.notes} == {
        n.id: (n.number, n.text, n.place, n.at) for n in letter_apparatus.notes
    }


def test_authors_and_dates_come_back_with_the_words_that_they_changed() -> None:
    assert [
        (m.act.value, m.text.strip(), m.revisers, m.date)
        for m in read_back(docx_report.write(harbour_letter())).marks
        if m.text.strip()
    ] == [
        ("delete", "It was built by convicts.", (ADA.name,), "1931-05-02"),
        ("insert", "It stands since 1802.", (ADA.name,), "1931-05-02"),
        ("delete", "forty", (ADA.name, BEN.name), "1931-05"),
        ("insert", "four hundred", (ADA.name, BEN.name), "1931-05"),
        ("insert", "The tide took two men.\n\nBoth had children.", (BEN.name,), None),
        ("delete", "The lamp is dark.", (), None),
        ("delete", "A paragraph that nobody wanted.", (), None),
        ("move", "Ships are lost.", (BEN.name,), None),
    ]


@settings(deadline=None, max_examples=60)
@given(apparatuses())
def test_any_changes_come_back_with_their_texts_and_authors(apparatus: Apparatus) -> None:
    if not (apparatus.base.text.strip() and apparatus.revised.text.strip() and apparatus.attributions):
        return
    work = read_back(docx_report.write(apparatus))
    stored = {version.id: version.text for version in work.versions}
    assert work.versions[0].text == apparatus.base.text
    assert work.versions[-1].text == apparatus.revised.text
    assert all(mark.span.of(stored[mark.version]) == mark.text for mark in work.marks)
    assert {m.revisers for m in work.marks} == {a.revisers for a in apparatus.attributions}
    assert {mark.date for mark in work.marks} <= {a.date for a in apparatus.attributions} | {None}
    assert (
        not any(mark.date is None for mark in work.marks)
        or None in {a.date for a in apparatus.attributions}
        or any(a.change.kind is ChangeKind.TRANSPOSITION for a in apparatus.attributions)
    )


def test_a_report_that_was_edited_afterwards_says_so() -> None:
    docx = docx_report.write(harbour_letter())
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"We remain in hope", b"We remain in fear")
    received = docx_reader.read(SourceFile(Path("h.docx"), write_package(parts)))
    assert len(received.warnings) == 2
    assert "no longer the one" in received.warnings[0]
    assert received.works[0].versions[0].standing is Standing.RECONSTRUCTED


def test_a_report_that_lost_its_record_is_not_taken_for_a_draft_that_somebody_saw() -> None:
    with zipfile.ZipFile(io.BytesIO(docx_report.write(harbour_letter()))) as package:
        parts = {name: package.read(name) for name in package.namelist() if not name.startswith("customXml")}
    with pytest.raises(UnreadableInput, match="reconstructed"):
        docx_reader.read(SourceFile(Path("h.docx"), write_package(parts)))


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The report as LibreOffice saves it in another format."""
    if not (soffice := shutil.which("soffice")):
        pytest.skip("LibreOffice is not installed (Debian: libreoffice-writer-nogui)")
    folder = tmp_path_factory.mktemp("libreoffice")
    (folder / "h.docx").write_bytes(docx_report.write(harbour_letter()))

    def save(format: str) -> Path:
        command = [soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", format]
        command += ["--outdir", str(folder / "out"), str(folder / "h.docx")]
        subprocess.run(command, check=True, timeout=240, capture_output=True)
        return folder / "out" / f"h.{format}"

    return save


def test_libreoffice_opens_it_with_authors_comments_and_footnotes(saved: Callable[[str], Path]) -> None:
    root = etree.parse(saved("fodt")).getroot()
    tracked = root.find(".//{*}tracked-changes")
    assert tracked is not None
    assert {e.text for e in tracked.iter("{*}creator")} == authors(docx_report.write(harbour_letter()))
    notes = ["".join(note.itertext()) for note in root.iter("{*}note-body")]
    assert [bool(re.search(r"\w", note)) for note in notes] == [True] * 5
    assert ["".join(c.itertext()) for c in root.iter("{*}note-citation")][1:4] == ["3", "4", "5"]
    comments = ["".join(a.itertext()) for a in root.iter("{*}annotation")]
    assert len(comments) == len(harbour_letter().attributions)
    assert any("He changed this." in comment for comment in comments)


@pytest.mark.parametrize("format", ["docx", "odt"])
def test_a_report_that_libreoffice_saved_keeps_its_draft_reconstructed_as_docx_and_is_refused_as_odt(
    saved: Callable[[str], Path], format: str
) -> None:
    if format == "odt":
        with pytest.raises(UnreadableInput, match="reconstructed"):
            read_file(saved(format))
    else:
        assert read_file(saved(format)).works[0].versions[0].standing is Standing.RECONSTRUCTED


def test_words_beside_a_gap_are_told_to_be_no_change_and_come_back_as_a_gap() -> None:
    text = "The king rode out."
    silent = Version("s@C", "s", "C", "The rode out.", Standing.EXTANT, (), gaps=(Gap(4, "C is not cited here"),))
    full = Version("s@A", "s", "A", text, Standing.EXTANT, ())
    apparatus = stages.attribute_versions(Dossier(Work("s", "S", "s.xml"), (), (full, silent), (), (), ()))
    assert apparatus.comparison.unknown
    assert not apparatus.attributions
    data = docx_report.write(apparatus)
    comments = zipfile.ZipFile(io.BytesIO(data)).read("word/comments.xml").decode()
    assert "Not a change: “C” has a gap here (C is not cited here), and what it read is not known." in comments
    [work] = docx_reader.read(SourceFile(Path("s.docx"), data)).works
    assert [(v.label, v.text, v.gaps) for v in work.versions] == [("A", text, ()), ("C", silent.text, silent.gaps)]
    assert not work.marks


def test_a_comment_of_the_source_is_a_comment_of_its_author_and_comes_back_as_one() -> None:
    text = "The king rode out."
    texts = [
        Version(f"s@{name}", "s", name, words, Standing.EXTANT) for name, words in (("A", text), ("B", text + "!"))
    ]
    note = Note("c1", "s", None, "Did he?", AnchorPlace.TEXT, "s@B", 9, COMMENT, author="Bob", date="2024-05-01")
    data = docx_report.write(
        stages.attribute_versions(Dossier(Work("s", "S", "s.xml"), (), tuple(texts), (note,), (), ()))
    )
    [work] = docx_reader.read(SourceFile(Path("s.docx"), data)).works
    assert [(n.kind, n.author, n.text, n.at) for n in work.notes] == [(COMMENT, "Bob", "Did he?", 9)]
