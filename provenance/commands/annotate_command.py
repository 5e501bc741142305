"""`provenance annotate`: every word of a revision with the revision that it came from and its author."""

from collections.abc import Iterable, Iterator
from typing import Annotated

import typer

from provenance.attribution.choosing import find_seen
from provenance.attribution.recorded import UNKNOWN, recorded_author
from provenance.commands.history_steps import Dag, Format, HistoryName, Page, open_history
from provenance.commands.output import answer, table, terminal_width
from provenance.commands.parameters import DEFAULT_DATABASE, AsJson, Database, Width
from provenance.lineage.lineage import Lineage
from provenance.model.histories import Revision
from provenance.text.short_ids import short_ids
from provenance.text.visible import one_line


def annotate(
    history: HistoryName = None,
    revision: Annotated[str | None, typer.Option("--revision", metavar="ID", help="Default: the last one.")] = None,
    format: Format = None,
    dag: Dag = False,
    page: Page = None,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
    width: Width = None,
) -> None:
    """Say of every word in which revision of the history it entered, and by whom."""
    lineage, revisions = open_history(history, db, format, dag, page)
    chosen = find_seen(lineage, revisions, revision)
    by_id = {one.id: one for one in revisions}
    authors = {one.id: recorded_author(lineage, one, by_id) for one in revisions}
    if as_json:
        from provenance.reports.public_json import dump

        answer(dump("annotate", _in_json(lineage, revisions, chosen, authors)))
        return
    rows = list(_rows(lineage.words(chosen.id), authors, by_id))
    answer(table(rows, ("revision", "date", "by", "words"), terminal_width(width), flexible=3))


def _in_json(
    lineage: Lineage,
    revisions: tuple[Revision, ...],
    chosen: Revision,
    authors: dict[str, str | None],
) -> dict[str, object]:
    gaps = {one.id: list(lineage.gaps_before(one.id)) for one in revisions if lineage.gaps_before(one.id)}
    return {
        "revisions": len(revisions),
        "revision": chosen.id,
        "tokens": [list(pair) for pair in lineage.origins(chosen.id)],
        "authors": authors,
        "joint": {one.id: list(one.authors) for one in revisions if len(one.authors) > 1},
        "gaps": gaps,
    }


def _rows(
    words: Iterable[tuple[str, str]], authors: dict[str, str | None], by_id: dict[str, Revision]
) -> Iterator[tuple[str, str, str, str]]:
    short = short_ids(by_id)
    for origin, said in words:
        date = (by_id[origin].date or UNKNOWN)[:10]
        yield one_line(short[origin]), one_line(date), one_line(authors[origin] or UNKNOWN), one_line(said)
