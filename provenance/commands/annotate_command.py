"""`provenance annotate`: every word of a version with the version that it came in with, and who brought it in."""

from typing import TYPE_CHECKING

from provenance.attribution.choosing import find_record
from provenance.commands.history_steps import Dag, Format, HistoryName, OneVersion, Page, open_origins
from provenance.commands.output import answer, table, terminal_width
from provenance.commands.parameters import DEFAULT_DATABASE, AsJson, Database, Width
from provenance.text.short_ids import with_short_ids
from provenance.text.visible import one_line

if TYPE_CHECKING:
    from provenance.attribution.origins import Origins


def annotate(
    work: HistoryName = None,
    revision: OneVersion = None,
    format: Format = None,
    dag: Dag = False,
    page: Page = None,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
    width: Width = None,
) -> None:
    """Say of every word of a version with which version it came in, and by whom."""
    origins = open_origins(work, db, format, dag, page)
    chosen = find_record(origins.records, revision, origins.is_hidden).version
    if as_json:
        from provenance.reports.public_json import dump

        answer(dump("annotate", _in_json(origins, chosen)))
        return
    rows = [
        (
            one_line(run.where),
            one_line((run.record.date or "unknown")[:10]),
            one_line(run.by),
            one_line(run.words),
        )
        for run in origins.runs(chosen)
    ]
    columns = ("version", "date", "by", "words")
    answer(
        table(rows, columns, terminal_width(width), flexible=3)
        if rows
        else f"“{one_line(with_short_ids(chosen))}” has no words"
    )


def _in_json(origins: "Origins", chosen: str) -> dict[str, object]:
    hidden = {one.version: [gap.version for gap in origins.hidden_before(one.version)] for one in origins.records}
    return {
        "revisions": len(origins.records),
        "revision": chosen,
        "tokens": [list(pair) for pair in origins.tokens(chosen)],
        "authors": origins.authors(),
        "joint": {one.version: list(one.authors) for one in origins.records if len(one.authors) > 1},
        "gaps": {version: gaps for version, gaps in hidden.items() if gaps},
        "runs": [
            {
                "version": run.record.version,
                "alike": [one.version for one in run.alike],
                "words": run.words,
                "revisers": list(run.made.revisers),
                "candidates": list(run.made.candidates),
                "reason": run.made.reason,
            }
            for run in origins.runs(chosen)
        ],
    }
