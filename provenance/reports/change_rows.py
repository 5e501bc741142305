"""The changes as rows of a table, the same in every report that has one."""

from collections.abc import Iterable

from provenance.attribution.sentence_accounts import sentences_of
from provenance.model.attributions import Apparatus, Attribution
from provenance.model.spans import Sentence
from provenance.reports.redline import Pages, part_of_change
from provenance.reports.wording import quotations
from provenance.text.sentences import split_sentences

Row = dict[str, str]

COLUMNS = (
    "change",
    "kind",
    "sentences",
    "page",
    "before",
    "after",
    "revisers",
    "candidates",
    "basis",
    "certainty of person",
    "certainty of start",
    "certainty of end",
    "date",
    "evidence",
    "reason",
    "part",
)
"""The columns in order; a cell is empty where there is nothing to say, "unknown" where something is not known."""


def change_rows(apparatus: Apparatus, attributions: Iterable[Attribution]) -> list[Row]:
    """One row a change, in text order, with the exact words."""
    sentences = split_sentences(apparatus.revised.text, apparatus.revised.blocks)
    pages = Pages(apparatus.revised)
    return [_row(attribution, apparatus, sentences, pages) for attribution in attributions]


def _row(attribution: Attribution, apparatus: Apparatus, sentences: tuple[Sentence, ...], pages: Pages) -> Row:
    change = attribution.change
    place = change.after.span if change.after else change.edits[0].revised
    cells = (
        change.id,
        change.kind.value,
        ", ".join(sentence.ref for sentence in sentences_of(change, sentences)),
        pages.of(place),
        change.before.text if change.before else "",
        change.after.text if change.after else "",
        " and ".join(attribution.revisers),
        "; ".join(attribution.candidates),
        attribution.basis.value,
        attribution.certainty.value,
        attribution.start.value,
        attribution.end.value,
        attribution.date or "unknown",
        evidence_in_words(attribution),
        attribution.reason,
        part_of_change(apparatus, change) or "",
    )
    return dict(zip(COLUMNS, cells, strict=True))


def evidence_in_words(attribution: Attribution) -> str:
    """Every piece of evidence with its note and its words: note 5: “…”; where it says nothing, its source alone."""
    return "; ".join(
        (f"note {e.note}" if e.note else e.source) + (f": “{e.quote.strip()}”" if e.quote else "")
        for e, *_ in quotations(attribution.evidence)
    )
