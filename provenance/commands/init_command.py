"""`provenance init`: a new database with the shipped letter in it."""

from typing import Annotated

import typer

from provenance import pipeline, resources
from provenance.commands.output import answer, notice
from provenance.commands.parameters import DEFAULT_DATABASE, AsJson, Database
from provenance.store.dialects import shown_place


def init(
    db: Database = DEFAULT_DATABASE,
    empty: Annotated[bool, typer.Option("--empty", help="Load nothing, not even the shipped letter.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make the database and load the shipped letter."""
    made = pipeline.initialise(db, [] if empty else resources.example_files())
    if as_json:
        from provenance.reports.public_json import dump

        answer(dump("init", {"database": shown_place(db), "new": made}))
        return
    loaded = f"with {', '.join(made)}" if made else "nothing loaded" if empty else "nothing new"
    notice(f"{shown_place(db)}: ready, {loaded}")
