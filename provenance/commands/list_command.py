"""`provenance list`: the works that the database holds."""

from collections.abc import Sequence

from provenance import pipeline
from provenance.commands.output import answer, notice, table, terminal_width
from provenance.commands.parameters import DEFAULT_DATABASE, AsJson, Database, Width
from provenance.model.versions import Outline, Standing
from provenance.text.visible import one_line


def list_works(db: Database = DEFAULT_DATABASE, as_json: AsJson = False, width: Width = None) -> None:
    """List the works with their versions."""
    holdings, people = pipeline.held(db)
    if as_json:
        from provenance.reports.public_json import dump, person_json, work_json

        works = [work_json(held.work, held.versions, held.witnesses) for held in holdings]
        answer(dump("list", {"works": works, "people": [person_json(person) for person in people]}))
    elif not holdings:
        from provenance.store.dialects import shown_place

        notice(f"{shown_place(db)} holds no works yet; `provenance ingest FILE` stores one")
    else:
        rows = [(held.work.id, one_line(held.work.title), _versions(held.versions)) for held in holdings]
        answer(table(rows, ("work", "title", "versions"), terminal_width(width), flexible=1))


def _versions(outlines: Sequence[Outline]) -> str:
    """How many there are, and how many of them nobody has seen."""
    made = sum(outline.standing is Standing.RECONSTRUCTED for outline in outlines)
    return f"{len(outlines)}, {made} reconstructed" if made else str(len(outlines))
