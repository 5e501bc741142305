"""`provenance trace`: how certain words came into a work, went and came back, and by whom."""

from typing import Annotated

import typer

from provenance.commands.history_steps import Dag, Format, HistoryName, Page, open_origins
from provenance.commands.output import answer, table, terminal_width
from provenance.commands.parameters import DEFAULT_DATABASE, AsJson, Database, Width
from provenance.text.visible import one_line


def trace(
    words: Annotated[str, typer.Argument(metavar="WORDS", help="The words, in quotation marks.")],
    work: HistoryName = None,
    format: Format = None,
    dag: Dag = False,
    page: Page = None,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
    width: Width = None,
) -> None:
    """Say when certain words entered, were changed or moved, vanished and came back, and by whom."""
    events = open_origins(work, db, format, dag, page).trace(words)
    if as_json:
        from provenance.reports.public_json import dump, trace_json

        answer(dump("trace", trace_json(words, events)))
        return
    rows = [
        (
            one_line(event.record.label),
            one_line((event.record.date or "unknown")[:10]),
            event.turn.value
            + (" (in no version)" if event.in_passing else "")
            + (f": “{one_line(event.words)}”" if event.words != words.strip() else ""),
            one_line(event.by),
            one_line(event.record.comment or ""),
        )
        for event in events
    ]
    answer(table(rows, ("version", "date", "the words", "by", "comment"), terminal_width(width), flexible=4))
