"""What stands before and after the text in a docx report: title, citation, standing, legend, what is not known.

Every paragraph of the frame has a style whose name begins with "Provenance", by which it is told from the text.
"""

from collections.abc import Iterator, Sequence

from lxml import etree

from provenance.formats.word.tracked_text import GAP
from provenance.model.attributions import Apparatus, Attribution
from provenance.model.changes import ChangeKind
from provenance.model.testimony import AnchorPlace
from provenance.reports.docx.docx_authors import name_author
from provenance.reports.docx.docx_notes import Footnote
from provenance.reports.docx.docx_xml import element, paragraph, run
from provenance.reports.palette import sigla
from provenance.reports.passages import read_struck_again
from provenance.reports.summary import result_in_words, standing_in_words, verification
from provenance.text.dates import date_in_words

_WIDTHS = (700, 2600, 2200, 2160, 1400)
_COLUMNS = ("Sign", "Author of the tracked changes", "Changes", "Evidence", "Certainty of the person")


def write_front(apparatus: Apparatus, footnotes: Sequence[Footnote]) -> list[etree._Element]:
    """The paragraphs (and the legend, a table) before the text."""
    work = apparatus.work
    at_title = [footnote.reference() for footnote in footnotes if footnote.place is AnchorPlace.HEADING]
    date = date_in_words(work.date) if work.date else None
    citation = ". ".join(part.rstrip(".") for part in (work.source, date, work.url) if part)
    return [
        paragraph("ProvenanceTitle", run(work.title), *at_title),
        paragraph("ProvenanceNote", run(f"Source: {citation}")),
        *(paragraph("ProvenanceNote", run(line)) for line in _standing(apparatus)),
        paragraph("ProvenanceHeading", run("Who changed what")),
        _legend(apparatus),
        paragraph("ProvenanceNote", run(_reading_help(apparatus))),
        paragraph("ProvenanceHeading", run("The text")),
    ]


def write_back(apparatus: Apparatus, footnotes: Sequence[Footnote]) -> list[etree._Element]:
    """The paragraphs after the text."""
    loose = [footnote.reference() for footnote in footnotes if footnote.place is AnchorPlace.NONE]
    return [
        paragraph("ProvenanceHeading", run("What is not known")),
        *(paragraph("ProvenanceCaveat", run(caveat)) for caveat in apparatus.caveats or ("Nothing is recorded here.",)),
        *(
            [paragraph("ProvenanceNote", run("Notes whose marker does not stand in this text: "), *loose)]
            if loose
            else []
        ),
        paragraph("ProvenanceHeading", run("How to verify this")),
        paragraph("ProvenanceNote", run(verification(apparatus))),
    ]


def _standing(apparatus: Apparatus) -> Iterator[str]:
    """One sentence for each of the two texts on whether anyone has seen it, and one with the result."""
    for role, version in (
        ("Before, with all changes rejected", apparatus.base),
        ("After, with all changes accepted", apparatus.revised),
    ):
        witness = next((w for w in apparatus.witnesses if w.id == version.witness), None)
        carrier = f" ({witness.title}; {witness.source})" if witness and witness.seen else ""
        yield f"{role}: {standing_in_words(version)}{carrier}"
    yield result_in_words(apparatus)


def _legend(apparatus: Apparatus) -> etree._Element:
    """The table of the authors: how many changes, on what evidence, how sure."""
    groups: dict[str, list[Attribution]] = {}
    for attribution in apparatus.attributions:
        groups.setdefault(name_author(attribution), []).append(attribution)
    signs = sigla(apparatus)
    rows = [
        _COLUMNS,
        *((signs[group[0].revisers].letters, author, *_summary(group)) for author, group in groups.items()),
    ]
    borders = (element(side, val="single", sz="4", space="0", color="999999") for side in ("top", "bottom", "insideH"))
    properties = element(
        "tblPr",
        element("tblW", w=str(sum(_WIDTHS)), type="dxa"),
        element("tblBorders", *borders),
        element("tblLayout", type="fixed"),
    )
    grid = element("tblGrid", *(element("gridCol", w=str(width)) for width in _WIDTHS))
    return element("tbl", properties, grid, *(_row(cells, is_head=not number) for number, cells in enumerate(rows)))


def _row(cells: Sequence[str], *, is_head: bool) -> etree._Element:
    style = "ProvenanceTableHead" if is_head else "ProvenanceTable"
    head = element("trPr", element("cantSplit"), element("tblHeader") if is_head else None)
    made = (
        element("tc", element("tcPr", element("tcW", w=str(width), type="dxa")), paragraph(style, run(cell)))
        for width, cell in zip(_WIDTHS, cells, strict=True)
    )
    return element("tr", head, *made)


def _summary(group: Sequence[Attribution]) -> tuple[str, str, str]:
    """Of the changes of one author: how many of each kind, the evidence, the certainties."""
    kinds = [attribution.change.kind for attribution in group]
    counts = ", ".join(_count(kind, kinds.count(kind)) for kind in ChangeKind if kind in kinds)
    evidence = dict.fromkeys(
        f"note {e.note}" if e.note else e.source for attribution in group for e in attribution.evidence
    )
    certainties = dict.fromkeys(attribution.certainty.value for attribution in group)
    return counts, ", ".join(evidence) or "none", ", ".join(certainties)


def _count(kind: ChangeKind, number: int) -> str:
    noun = "orthographic change" if kind is ChangeKind.ORTHOGRAPHIC else kind.value
    return f"{number} {noun}{'s' * (number != 1)}"


def _reading_help(apparatus: Apparatus) -> str:
    """How to read the tracked changes, and what an author and a missing date mean."""
    parts = [
        "The text below carries tracked changes in the names of their revisers; Word gives each author a colour.",
        "Evidence and certainty stand in the comment beside each change.",
        "A change has a date only where a source gives one.",
    ]
    if any(attribution.candidates for attribution in apparatus.attributions):
        parts.append("“unknown (A or B)” means that the evidence does not choose between the two: neither is named.")
    if not all(attribution.revisers or attribution.candidates for attribution in apparatus.attributions):
        parts.append("“unattributed” means that nothing says who made the change.")
    if any(read_struck_again(apparatus)):
        parts.append("Words both inserted and deleted were put in by one and struck by another before the end.")
    if apparatus.comparison.unknown:
        parts.append(f"“{GAP}” marks words that one text has where the other has a gap.")
    if any(attribution.change.kind is ChangeKind.ORTHOGRAPHIC for attribution in apparatus.attributions):
        parts.append("Changes of letters, quotation marks, dashes and spaces are tracked and have no comment.")
    return " ".join(parts)
