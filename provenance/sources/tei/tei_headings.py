"""What heads a document or an attachment: the elements that are no part of its text, and the title they give."""

import re
from collections.abc import Sequence

from lxml import etree

from provenance.sources.collapsing import collapse
from provenance.sources.harmless_xml import local
from provenance.sources.tei.tei_notes import rough_words
from provenance.sources.tei.tei_pointers import is_centred, note_number
from provenance.sources.tei.tei_walk import heading_words

_LABEL = re.compile(
    r"\[?(?:Attachment|Enclosure|Tab|Annex|Appendix|Subenclosure|Attached|Addendum|Exhibit)\b[^.]{0,20}\]?",
    re.IGNORECASE,
)
_LONGEST_NUMBER = 40
_BEFORE_HEADINGS = frozenset({"note", "pb", "opener", "dateline"})


def find_headings(part: etree._Element) -> list[etree._Element]:
    """What heads a part: its first `head`, and the centred line that names it where the head is a label or missing."""
    headings: list[etree._Element] = []
    for child in part:
        name = local(child.tag)
        if name == "head" and not headings:
            headings.append(child)
            if not _LABEL.fullmatch(heading_words(child)):
                return headings
        elif name == "p" and is_centred(child):
            return [*headings, child]
        elif name not in _BEFORE_HEADINGS:
            return headings
    return headings


def document_title(headings: Sequence[etree._Element], number: str) -> str:
    """The heading that names a document, without its number."""
    words = heading_words(headings[-1]) if headings else ""
    if len(number) <= _LONGEST_NUMBER:
        words = re.sub(rf"^(?:No\.\s*)?{re.escape(number)}\b\.?\s*", "", words)
    return words or f"Document {number}"


def attachment_title(part: etree._Element, headings: Sequence[etree._Element], index: int, number: str) -> str:
    """The heading that names an attachment; where there is none its label ("Enclosure"), in a note or a line."""
    words = heading_words(headings[-1]) if headings else ""
    return words or next(filter(None, map(_label, part)), "") or f"Attachment {index} to document {number}"


def _label(child: etree._Element) -> str:
    name = local(child.tag)
    if name == "note" and note_number(child) is None:
        return collapse(rough_words(child)).strip("[]")
    if name == "opener":
        words = heading_words(child)
        return words.strip("[]") if _LABEL.fullmatch(words) else ""
    return ""
