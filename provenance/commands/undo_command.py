"""`provenance undo`: a change of the library taken back."""

from typing import Annotated

import typer

from provenance import curation
from provenance.commands.output import answer
from provenance.commands.parameters import DEFAULT_DATABASE, AsJson, Author, Database, Reason
from provenance.text.visible import one_line


def undo(
    entry: Annotated[
        str | None,
        typer.Argument(
            metavar="ENTRY", help="The entry, as `provenance log` numbers it; default: the last that stands."
        ),
    ] = None,
    author: Author = None,
    reason: Reason = None,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """Take back a change: every answer is as it was before. An undo is an entry too, and can be undone."""
    number, what = curation.undo(db, entry, author, reason)
    if as_json:
        from provenance.reports.public_json import dump

        answer(dump("undo", {"entry": number, "what": what}))
    else:
        answer(f"undid entry {number}: {one_line(what)}")
