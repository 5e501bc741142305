"""`provenance authors`: whose words stand in a history, as a table and as bars."""

from collections.abc import Mapping
from typing import Annotated

import typer

from provenance.attribution.choosing import find_seen
from provenance.attribution.recorded import Share, shares
from provenance.commands.history_steps import Dag, Format, HistoryName, Page, open_history
from provenance.commands.output import answer, table, terminal_width
from provenance.commands.parameters import DEFAULT_DATABASE, AsJson, Database, Width
from provenance.text.short_ids import short_ids
from provenance.text.visible import one_line

_WIDEST_BAR, _NARROWEST_BAR = 24, 8
_REST = 54
"""The columns that everything takes but the author's name and the bar."""


def authors(
    history: HistoryName = None,
    revision: Annotated[str | None, typer.Option("--revision", metavar="ID", help="Default: the last one.")] = None,
    format: Format = None,
    dag: Dag = False,
    page: Page = None,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
    width: Width = None,
) -> None:
    """Say how many words of each author stand, how many he ever put down, and in which revisions."""
    lineage, revisions = open_history(history, db, format, dag, page)
    found = shares(lineage, revisions, find_seen(lineage, revisions, revision).id)
    if as_json:
        from provenance.reports.public_json import dump

        answer(dump("authors", {"revisions": len(revisions), "authors": [_in_json(one) for one in found]}))
        return
    width = terminal_width(width)
    room = width - _REST - max(len(one_line(one.author)) for one in found)
    bar = max(_NARROWEST_BAR, min(_WIDEST_BAR, room))
    short = short_ids(one.id for one in revisions)
    rows = [_row(one, bar / (found[0].share or 1), short) for one in found]
    headers = ("author", "alive", "added", "share", "", "first", "last")
    answer(table(rows, headers, width, flexible=0))


def _in_json(one: Share) -> dict[str, object]:
    return {
        "author": one.author,
        "alive": one.alive,
        "added": one.added,
        "share": round(one.share, 6),
        "first": one.first.id,
        "last": one.last.id,
    }


def _row(one: Share, scale: float, short: Mapping[str, str]) -> tuple[str, ...]:
    when = (one_line(revision.date[:10] if revision.date else short[revision.id]) for revision in (one.first, one.last))
    return (
        one_line(one.author),
        f"{one.alive:,}",
        f"{one.added:,}",
        f"{one.share:.1%}",
        _bar(one.share * scale),
        *when,
    )


def _bar(columns: float) -> str:
    """A bar so many columns long, in eighths of one."""
    eighths = round(8 * columns)
    return "█" * (eighths // 8) + " ▏▎▍▌▋▊▉"[eighths % 8].strip()
