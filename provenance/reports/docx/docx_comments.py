"""What is known of each change, as a comment beside it: the quoted evidence, its source, and how sure it is."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from lxml import etree

from provenance.model.attributions import Apparatus, Attribution, Basis
from provenance.model.changes import ChangeKind
from provenance.model.testimony import Act, Note
from provenance.model.versions import Standing
from provenance.reports.docx.docx_authors import name_author, word_date
from provenance.reports.docx.docx_xml import element, paragraph, run, serialize
from provenance.reports.palette import sigla
from provenance.reports.passages import StruckAgain
from provenance.reports.redline import Pages, part_of_change
from provenance.reports.wording import quotations

SPEAKER = "provenance"
"""The author of the comments is this program, which reports what others say."""

_BASES = {
    Basis.STATED: "stated: a note says so",
    Basis.RECORDED: "recorded: the source carries its author",
    Basis.INFERRED: "inferred: it follows from the texts",
    Basis.NONE: "none: nothing says who made this change",
}


STRUCK_ACTS = {Act.INSERT: "Put in", Act.DELETE: "Struck"}
"""What the comment on words struck again calls the two acts; `Date put in: …` is read back with the report."""


def is_remarked(attribution: Attribution) -> bool:
    """True if the change gets a comment: every change of words, and of letters only where there is evidence."""
    return attribution.change.kind is not ChangeKind.ORTHOGRAPHIC or bool(attribution.evidence)


def write_comments(
    apparatus: Apparatus, ids: Sequence[tuple[str, Attribution]], others: Sequence[etree._Element]
) -> bytes:
    """The part `word/comments.xml`: one comment for each change (its id and attribution), and the others."""
    remarks = Remarks(apparatus)
    changes = (remarks.comment(attribution, id) for id, attribution in ids)
    return serialize(element("comments", *changes, *others))


def comment_on_gap(id: str, told: str) -> etree._Element:
    """The comment on words that one text has where the other has a gap."""
    return _comment(id, "", iter([told]))


def comment_of_source(id: str, note: Note) -> etree._Element:
    """A comment that the source has, under its author."""
    paragraphs = (paragraph("CommentText", run(line)) for line in note.text.split("\n"))
    return element("comment", *paragraphs, id=id, author=note.author or "", date=word_date(note.date), initials="")


def comment_on_struck(id: str, struck: StruckAgain) -> etree._Element:
    """The comment on words that one put in and another struck before the later text: who did which, and when."""
    lines = ["Put in and struck again before the later text; neither text has these words"]
    for act, claim in ((Act.INSERT, struck.came), (Act.DELETE, struck.gone)):
        lines.append(f"{STRUCK_ACTS[act]}: {name_author(claim)}; certainty {claim.certainty}")
        lines.append(f"Date {STRUCK_ACTS[act].lower()}: {claim.date or 'not known'}")
    lines.append(f"Evidence: {' and '.join(dict.fromkeys((struck.came.source, struck.gone.source)))}")
    return _comment(id, "", iter(lines))


def comment_edges(comment: str | None) -> tuple[list[etree._Element], list[etree._Element]]:
    """What begins and what ends the words of a comment, with the run on which Word hangs it; nothing for none."""
    if comment is None:
        return [], []
    mark = _mark(element("commentReference", id=comment))
    return [element("commentRangeStart", id=comment)], [element("commentRangeEnd", id=comment), mark]


class Remarks:
    """The comments on the changes of one apparatus."""

    def __init__(self, apparatus: Apparatus) -> None:
        self.apparatus = apparatus
        self._signs = sigla(apparatus)
        self._pages = Pages(apparatus.revised)
        self._standings: defaultdict[str, list[str]] = defaultdict(list)
        for one in apparatus.assessments:
            self._standings[one.claim].append(f"Checked against the texts: {one.status}: {one.reason}")

    def comment(self, attribution: Attribution, id: str) -> etree._Element:
        """The comment on one change."""
        return _comment(id, self._signs[attribution.revisers].letters, self.lines(attribution))

    def lines(self, attribution: Attribution) -> Iterator[str]:
        """What the comment on one change says, line by line."""
        apparatus = self.apparatus
        page = _page(self._pages, attribution)
        part = part_of_change(apparatus, attribution.change)
        where = f", in {part}" if part else ""
        yield f"{attribution.change.kind.value.capitalize()}{where}: {name_author(attribution)}{page}"
        for alike in quotations(attribution.evidence):
            where = f"Note {alike[0].note}" if alike[0].note else "Evidence"
            quote = alike[0].quote.strip()
            yield f"{where}: “{quote}” ({alike[0].source})" if quote else f"{where}: {alike[0].source}"
            yield from dict.fromkeys(line for evidence in alike for line in self._standings.get(evidence.claim, ()))
        if not attribution.evidence:
            yield "Evidence: none"
        yield (
            f"Certainty: of the person {attribution.certainty}; of where it starts {attribution.start}; "
            f"of where it ends {attribution.end}"
        )
        yield f"Basis: {_BASES[attribution.basis]}"
        yield f"Date: {attribution.date or 'not known'}"
        yield f"Why: {attribution.reason}"
        if apparatus.base.standing is Standing.RECONSTRUCTED:
            yield "The text before this change is reconstructed, not seen."


def _page(printed: Pages, attribution: Attribution) -> str:
    """The printed page or pages on which the new words stand, as far as the source gives page breaks."""
    if attribution.change.after is None:
        return ""
    pages = printed.of(attribution.change.after.span)
    return f" (printed page {pages})" if pages else ""


def _comment(id: str, initials: str, lines: Iterator[str]) -> etree._Element:
    reference = _mark(element("annotationRef"))
    first, *others = lines
    return element(
        "comment",
        paragraph("CommentText", reference, run(first)),
        *(paragraph("CommentText", run(line)) for line in others),
        id=id,
        author=SPEAKER,
        initials=initials,
    )


def _mark(sign: etree._Element) -> etree._Element:
    """The run in which the sign of a comment stands."""
    return element("r", element("rPr", element("rStyle", val="CommentReference")), sign)
