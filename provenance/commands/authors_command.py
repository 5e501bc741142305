"""`provenance authors`: whose words a version of a work has, as a table and as bars."""

from provenance.attribution.choosing import find_record
from provenance.attribution.origins import Share
from provenance.commands.history_steps import Dag, Format, HistoryName, OneVersion, Page, open_origins
from provenance.commands.output import answer, table, terminal_width
from provenance.commands.parameters import DEFAULT_DATABASE, AsJson, Database, Width
from provenance.text.visible import one_line

_WIDEST_BAR, _NARROWEST_BAR = 24, 8
_REST = 54
"""The columns that everything takes but the author's name and the bar."""


def authors(
    work: HistoryName = None,
    revision: OneVersion = None,
    format: Format = None,
    dag: Dag = False,
    page: Page = None,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
    width: Width = None,
) -> None:
    """Say how many words of each author a version has, how many they ever added, and in which versions."""
    origins = open_origins(work, db, format, dag, page)
    found = origins.shares(find_record(origins.records, revision, origins.is_hidden).version)
    if as_json:
        from provenance.reports.public_json import dump

        answer(dump("authors", {"revisions": len(origins.records), "authors": [_in_json(one) for one in found]}))
        return
    width = terminal_width(width)
    room = width - _REST - max(len(one_line(one.author)) for one in found)
    bar = max(_NARROWEST_BAR, min(_WIDEST_BAR, room))
    rows = [_row(one, bar / (found[0].share or 1)) for one in found]
    headers = ("author", "alive", "added", "share", "", "first", "last")
    answer(table(rows, headers, width, flexible=0))


def _in_json(one: Share) -> dict[str, object]:
    return {
        "author": one.author,
        "alive": one.alive,
        "added": one.added,
        "share": round(one.share, 6),
        "first": one.first.version,
        "last": one.last.version,
    }


def _row(one: Share, scale: float) -> tuple[str, ...]:
    when = (one_line(record.date[:10] if record.date else record.label) for record in (one.first, one.last))
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
