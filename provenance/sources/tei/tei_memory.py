"""What a TEI report of our own tells beyond TEI in general: which two texts it holds, and which is reconstructed.

Without it a reconstructed draft would come back as a draft that somebody has seen, and the persons to whom an apparatus
gives its readings, who are editors elsewhere, would not be known for the revisers.
"""

from dataclasses import dataclass

from lxml import etree

from provenance.errors import UnreadableInput
from provenance.formats.tei_vocabulary import (
    ACCOUNT_TYPE,
    GAP_TYPE,
    NOTES_TYPE,
    PROGRAM_NAME,
    RECONSTRUCTED,
    STRUCK_AGAIN_TYPE,
    TEXT_ID,
)
from provenance.sources.collapsing import collapse
from provenance.sources.harmless_xml import attribute


@dataclass(frozen=True, slots=True)
class Memory:
    """How the earlier and the later text were reconstructed, None for one that is extant; notes on no words."""

    base: str | None
    revised: str | None
    notes: tuple[etree._Element, ...]


def read_memory(root: etree._Element, text: etree._Element, name: str) -> Memory | None:
    """The memory of a report of ours, None of any other file; UnreadableInput if it is not whole."""
    if not any(element.get("ident") == PROGRAM_NAME for element in root.iter("{*}application")):
        return None
    witnesses = {attribute(witness, "id"): witness for witness in root.iter("{*}witness")}
    body = next((div for div in text.iter("{*}div") if attribute(div, "id") == TEXT_ID), None)
    told = (body.get("corresp") or "").replace("#", "").split() if body is not None else []
    if len(told) != 2 or not set(told) <= set(witnesses):
        raise UnreadableInput(
            f"{name}: is a report of this program, and its record of which text is reconstructed is lost; "
            "read the report as it was written"
        )
    notes = [div.iter("{*}note") for div in text.iter("{*}div") if div.get("type") == NOTES_TYPE]
    base, revised = (_method(witnesses[key]) for key in told)
    return Memory(base, revised, tuple(note for found in notes for note in found))


def read_as_revision(root: etree._Element, text: etree._Element) -> None:
    """Turn the apparatus of a report of ours into additions and deletions, each with all who are named for it, and
    with its date."""
    _date(text)
    scribes = {attribute(hand, "id"): hand.get("scribeRef") or "" for hand in root.iter("{*}handNote")}
    for element in list(text.iter("{*}add", "{*}del")):
        _sign(element, scribes.get((element.get("hand") or "").lstrip("#"), ""))
    for app in list(text.iter("{*}app")):
        is_open, date = app.get("type") == GAP_TYPE, app.get("when")
        resp = next((lem.get("resp") or "" for lem in app.iterchildren("{*}lem")), "")
        for child in list(app):
            named = {"lem": "add", "rdg": "del"}.get(etree.QName(child).localname)
            if named is None:
                app.remove(child)
            else:
                child.tag = etree.QName(etree.QName(child).namespace, named).text
                child.attrib.pop("resp", "")
                _sign(child, resp)
                child.attrib.update({"when": date} if date else {})
                child.attrib.update({"type": GAP_TYPE} if is_open else {})
        app.tag = etree.QName(etree.QName(app).namespace, "seg").text
        app.attrib.pop("type", "")


def _date(text: etree._Element) -> None:
    """Let every change have the date that its account gives, and words struck again the date in them."""
    given: dict[str, str] = {}
    for note in list(text.iter("{*}note")):
        date, holder = note.find("{*}date"), note.getparent()
        if note.get("type") != ACCOUNT_TYPE or date is None or holder is None:
            continue
        when = "".join(map(str, date.itertext()))
        if holder.get("type") == STRUCK_AGAIN_TYPE:
            holder.set("when", when)
            holder.remove(note)
        else:
            given[(note.get("target") or attribute(holder, "id") or "").lstrip("#")] = when
    for element in text.iter("{*}app", "{*}add", "{*}del"):
        change = (attribute(element, "id") or "").partition(".")[0]
        if change in given:
            element.set("when", given[change])


def _sign(element: etree._Element, names: str) -> None:
    """The persons named for an element, and nothing else that could be taken for a name of theirs."""
    for other in "hand", "change", "corresp", "type":
        element.attrib.pop(other, "")
    if names:
        element.set("hand", names)


def _method(witness: etree._Element) -> str | None:
    """How a text was reconstructed, as the list of witnesses tells it; None if it is extant."""
    return (collapse(witness.text or "") or RECONSTRUCTED) if witness.get("n") == RECONSTRUCTED else None
