"""The apparatus as a Word file: real tracked changes, one author a reviser, with the evidence beside each.

Accepting all changes gives the revised text, rejecting all the base, accepting those of one author his layer.
Nothing in the file names a person or a day that no source names: where the evidence does not choose, the author
is "unknown (A or B)"; where no date is given, there is none.
"""

import itertools

from provenance.model.attributions import Apparatus
from provenance.model.testimony import COMMENT
from provenance.reports.docx import docx_parts
from provenance.reports.docx.docx_accepting import accept
from provenance.reports.docx.docx_authors import read_signed_passages, signed
from provenance.reports.docx.docx_comments import (
    comment_of_source,
    comment_on_gap,
    comment_on_struck,
    is_remarked,
    write_comments,
)
from provenance.reports.docx.docx_frame import write_back, write_front
from provenance.reports.docx.docx_notes import Hooks, hang_notes, write_footnotes
from provenance.reports.docx.docx_record import write_record, write_record_properties
from provenance.reports.docx.docx_text import Remarks, write_text
from provenance.reports.docx.docx_wanted import EVERYTHING, Wanted
from provenance.reports.docx.docx_xml import element, serialize
from provenance.reports.passages import read_struck_again, why_open


def write(apparatus: Apparatus, wanted: Wanted = EVERYTHING) -> bytes:
    """The bytes of the docx, with all that is `wanted`; the same apparatus gives the same bytes.

    Footnotes, comments and changes are numbered in this order from 1, and no number is used twice: LibreOffice 7.4
    empties the footnotes where a comment has the number of a footnote.
    """
    passages = read_signed_passages(apparatus)
    hooked = Hooks(apparatus, passages)
    footnotes, first = hang_notes(apparatus, hooked)
    numbers = itertools.count(len(footnotes) + 1)
    told = [one for one in apparatus.attributions if wanted.comments and is_remarked(one) and wanted.is_by(one)]
    remarked = [(str(next(numbers)), attribution) for attribution in told]
    comments = {attribution.change.id: id for id, attribution in remarked}
    open_ = [n for n, one in enumerate(passages) if wanted.comments and one.is_open and one.text.strip()]
    gaps = {n: str(next(numbers)) for n in open_}
    said = {str(next(numbers)): note for note in apparatus.notes if wanted.comments and note.kind == COMMENT}
    hooks = {id: hook for id, note in said.items() if (hook := hooked.of_note(note))}
    passing = enumerate(read_struck_again(apparatus))
    struck = {n: (str(next(numbers)), one) for n, one in passing if wanted.comments and wanted.is_by(one.gone)}
    others = [
        *(comment_on_gap(id, why_open(passages[n], apparatus)) for n, id in gaps.items()),
        *(comment_of_source(id, said[id]) for id in hooks),
        *(comment_on_struck(id, one) for id, one in struck.values()),
    ]
    remarks = Remarks(gaps, hooks, {n: id for n, (id, _) in struck.items()})
    text = write_text(apparatus, passages, hooked, footnotes, comments, remarks, numbers)
    body = element(
        "body",
        *write_front(apparatus, footnotes),
        *text,
        *write_back(apparatus, footnotes),
        docx_parts.write_section(first),
    )
    authored = signed(apparatus, passages)
    if wanted.reviewers:
        accept(body, wanted.others(authored))
    record = write_record(apparatus, authored, footnotes)
    return docx_parts.write_package(
        {
            "[Content_Types].xml": docx_parts.CONTENT_TYPES,
            "_rels/.rels": docx_parts.PACKAGE_RELATIONS,
            "word/document.xml": serialize(element("document", body)),
            "word/_rels/document.xml.rels": docx_parts.DOCUMENT_RELATIONS,
            "word/styles.xml": docx_parts.STYLES,
            "word/settings.xml": docx_parts.write_settings(first),
            "word/footnotes.xml": write_footnotes(footnotes),
            "word/comments.xml": write_comments(apparatus, remarked, others),
            "customXml/item1.xml": record,
            "customXml/_rels/item1.xml.rels": docx_parts.RECORD_RELATIONS,
            "customXml/itemProps1.xml": write_record_properties(record),
            "docProps/core.xml": docx_parts.write_core(apparatus.work.title),
            "docProps/app.xml": docx_parts.APP,
        }
    )
