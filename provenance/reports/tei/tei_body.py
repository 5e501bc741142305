"""The body of a TEI document: its blocks, and in them words, notes, page breaks and emendations.

How a change looks in the body is the affair of the two views (`tei_report`, `tei_genetic_report`), which hand in
the function that writes one.
"""

import re
from collections.abc import Callable, Sequence
from itertools import groupby, takewhile

from lxml import etree

from provenance.formats.tei_vocabulary import ACCOUNT_TYPE, GAP_TYPE, ITEM_TYPE, STRUCK_AGAIN_TYPE, TEXT_ID, XML_ID
from provenance.model.attributions import Apparatus, Attribution
from provenance.model.spans import PICTURE, BlockKind, Milestone, MilestoneKind
from provenance.model.testimony import EDITORS, THE_SOURCE, Claim, Note
from provenance.reports.passages import PassageKind, StruckAgain
from provenance.reports.pointers import PROGRAM, Pointers, point
from provenance.reports.tei.tei_blocks import Hung, Part, Run
from provenance.reports.tei.tei_elements import add, add_text
from provenance.reports.tei.tei_profile import when

ChangeWriter = Callable[[etree._Element, Attribution, Sequence[Run]], None]

_TOP = {BlockKind.HEADING: "head", BlockKind.DATELINE: "dateline", BlockKind.SALUTATION: "salute"}
_BOTTOM = {BlockKind.CLOSER: "closer", BlockKind.SIGNATURE: "signed", BlockKind.DATELINE: "dateline"}
_MIDDLE = {BlockKind.PARAGRAPH: "p", BlockKind.ITEM: "item"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def add_body(text: etree._Element, apparatus: Apparatus, parts: Sequence[Part], write_change: ChangeWriter) -> None:
    """The `body` of both texts; its one `div` holds every character of them, white space and all."""
    pointers = Pointers(apparatus)
    div = add(add(text, "body"), "div", type=apparatus.revised.standing.value, xml_id=TEXT_ID)
    div.set("corresp", point(pointers.text(apparatus.base), pointers.text(apparatus.revised)))
    div.set(_SPACE, "preserve")
    for number, (part, tag) in enumerate(zip(parts, _tags(parts), strict=True), 1):
        block = _add_block(div, part, tag)
        block.set(XML_ID, f"block-{number}")
        for attribution, group in groupby(part.runs, key=lambda run: run.attribution):
            runs = list(group)
            if attribution:
                write_change(block, attribution, runs)
            for run in runs if attribution is None else ():
                if run.kind is PassageKind.KEPT:
                    add_run(block, run, pointers)
                else:
                    _add_open(block, run, pointers)


def _add_open(parent: etree._Element, run: Run, pointers: Pointers) -> None:
    """Words of one text where the other has a gap: a reading beside which the other witness's is not known."""
    app = add(parent, "app", type=GAP_TYPE)
    for tag, version, has in (
        ("lem", pointers.apparatus.revised, run.kind.in_revised),
        ("rdg", pointers.apparatus.base, run.kind.in_base),
    ):
        reading = add(app, tag, wit=point(pointers.text(version)))
        if has:
            add_run(reading, run, pointers)
        else:
            reasons = dict.fromkeys(gap.reason for gap in version.gaps)
            add(reading, "gap", reason=next(iter(reasons), "unknown") if len(reasons) == 1 else "unknown")


def add_run(parent: etree._Element, run: Run, pointers: Pointers) -> None:
    """The words of a run, with the notes, pages and emendations that stand among them."""
    at = 0
    for hung, following in zip(run.hung, (*run.hung[1:], None), strict=False):
        if isinstance(hung.mark, Milestone) and hung.mark.kind is MilestoneKind.LINE_END_HYPHEN:
            upto = run.text if following is None else run.text[: following.at]
            at = _add_emendation(parent, upto, at, hung)
            continue
        add_text(parent, run.text[at : hung.at])
        at = max(at, hung.at)
        _add_hung(parent, hung, pointers)
    add_text(parent, run.text[at:])


def add_note(parent: etree._Element, note: Note, pointers: Pointers, **attributes: str | None) -> None:
    """An editor's note, which others can point at."""
    add(
        parent,
        "note",
        note.text,
        xml_id=pointers.note(note.id),
        n=note.number,
        type_=re.sub(r"\s+", "-", note.kind),
        resp=point(pointers.asserter(EDITORS)),
        **attributes,
    )


def add_date(note: etree._Element, date: str) -> None:
    """When a change was made, as the source gives it, at the end of what a note says."""
    add_text(note, " Date given: " if note.text else "Date given: ")
    add(note, "date", date, when=when(date)).tail = "."


def placed_notes(parts: Sequence[Part]) -> set[str]:
    """The ids of the notes that hang in the body."""
    hung = (one.mark for part in parts for run in part.runs for one in run.hung)
    return {mark.id for mark in hung if isinstance(mark, Note)}


def fates(runs: Sequence[Run]) -> tuple[list[Run], list[Run]]:
    """The runs of one change in two: what was taken out, what was put in."""
    out = {PassageKind.DELETED, PassageKind.MOVED_OUT}
    return [run for run in runs if run.kind in out], [run for run in runs if run.kind not in out]


def _tags(parts: Sequence[Part]) -> list[str]:
    """The element for each part: `head` and `signed` only where TEI has them, before and after all the rest."""
    kinds = [_kind(part) for part in parts]
    top = list(takewhile(lambda kind: kind in _TOP, kinds))
    bottom = list(takewhile(lambda kind: kind in _BOTTOM, reversed(kinds[len(top) :])))[::-1]
    if len(top) + len(bottom) == len(kinds):
        bottom = []
    middle = kinds[len(top) : len(kinds) - len(bottom)]
    tags = [_TOP[kind] for kind in top if kind]
    tags += ["ab" if kind is None else _MIDDLE.get(kind, "ab") for kind in middle]
    return tags + [_BOTTOM[kind] for kind in bottom if kind]


def _kind(part: Part) -> BlockKind | None:
    return part.block.kind if part.block else None


def _add_block(div: etree._Element, part: Part, tag: str) -> etree._Element:
    """The block's element; items that follow one another share a `list`."""
    parent = div
    if tag == "item":
        last = next(div.iterchildren(reversed=True), None)
        parent = last if last is not None and last.tag.endswith("}list") else add(div, "list")
    kind = part.block.kind.value if part.block else "text"
    number = str(part.block.paragraph) if part.block and part.block.paragraph else None
    return add(parent, tag, n=number, type_=kind if tag == "ab" else None)


def _add_hung(parent: etree._Element, hung: Hung, pointers: Pointers) -> None:
    mark, witness = hung.mark, point(pointers.text(hung.version))
    if isinstance(mark, Note):
        add_note(parent, mark, pointers, place="foot" if mark.kind == "footnote" else None)
    elif isinstance(mark, StruckAgain):
        gone = _add_act(parent, "del", mark.gone, pointers)
        came = _add_act(gone, "add", mark.came, pointers)
        add_text(came, mark.came.quote)
        for act, claim in ((came, mark.came), (gone, mark.gone)):
            if claim.date:
                add_date(add(act, "note", type=ACCOUNT_TYPE), claim.date)
    elif not isinstance(mark, Milestone):
        kind = ITEM_TYPE if mark.kind is BlockKind.ITEM else None
        add(parent, "milestone", unit="paragraph", type_=kind, edRef=witness)
    elif mark.kind is MilestoneKind.PAGE:
        add(parent, "pb", n=mark.label, edRef=witness)
    elif mark.label.startswith(PICTURE):
        add(parent, "milestone", unit="page", facs=mark.label.removeprefix(PICTURE), edRef=witness)
    else:
        unit = mark.kind.value.replace(" ", "-")
        add(parent, "milestone", unit=unit, n=mark.label or mark.letters, edRef=witness)


def _add_act(parent: etree._Element, tag: str, claim: Claim, pointers: Pointers) -> etree._Element:
    """Words that were put in, or were struck, by the hand that the source records."""
    return add(
        parent,
        tag,
        type=STRUCK_AGAIN_TYPE,
        hand=point(pointers.hand(claim.revisers)) if claim.revisers else None,
        resp=point(pointers.asserter(claim.asserted_by)) if claim.asserted_by != THE_SOURCE else None,
        cert=claim.certainty.value,
        evidence="internal",
    )


def _add_emendation(parent: etree._Element, text: str, at: int, hung: Hung) -> int:
    """The word as the source has it (`sic`) and as the text has it (`corr`); the place where the word ends."""
    before = re.search(r"\w*$", text[at : hung.at])
    after = re.match(r"\w*", text[hung.at :])
    head, tail = before.group() if before else "", after.group() if after else ""
    letters = hung.mark.letters if isinstance(hung.mark, Milestone) else ""
    add_text(parent, text[at : hung.at - len(head)])
    choice = add(parent, "choice")
    add(choice, "sic", head + letters + tail)
    add(choice, "corr", head + tail, resp=point(PROGRAM))
    return hung.at + len(tail)
