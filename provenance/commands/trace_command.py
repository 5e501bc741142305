"""`provenance trace`: how certain words came into a history, went and came back, and by whom."""

from typing import Annotated

import typer

from provenance.attribution.recorded import UNKNOWN, parties
from provenance.attribution.recorded import trace as trace_words
from provenance.commands.history_steps import Dag, Format, HistoryName, Page, open_history
from provenance.commands.output import answer, table, terminal_width
from provenance.commands.parameters import DEFAULT_DATABASE, AsJson, Database, Width
from provenance.text.short_ids import short_ids
from provenance.text.visible import one_line


def trace(
    words: Annotated[str, typer.Argument(metavar="WORDS", help="The words, in quotation marks.")],
    history: HistoryName = None,
    format: Format = None,
    dag: Dag = False,
    page: Page = None,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
    width: Width = None,
) -> None:
    """Say when certain words entered, were moved, vanished and came back, and by whom."""
    lineage, revisions = open_history(history, db, format, dag, page)
    events = trace_words(lineage, revisions, words)
    if as_json:
        from provenance.reports.public_json import dump

        told = [
            {
                "revision": event.revision.id,
                "date": event.revision.date,
                "authors": list(event.revision.authors),
                "comment": event.revision.comment,
                "event": event.turn.value,
                "origins": list(event.origins),
                "gaps": list(lineage.gaps_before(event.revision.id)),
            }
            for event in events
        ]
        answer(dump("trace", {"words": words, "events": told}))
        return
    by_id = {one.id: one for one in revisions}
    short = short_ids(by_id)
    rows = [
        (
            one_line(short[event.revision.id]),
            one_line((event.revision.date or UNKNOWN)[:10]),
            event.turn.value,
            one_line(parties(lineage, event.revision, by_id)),
            one_line(event.revision.comment or ""),
        )
        for event in events
    ]
    answer(table(rows, ("revision", "date", "the words", "by", "comment"), terminal_width(width), flexible=4))
