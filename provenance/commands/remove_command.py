"""`provenance remove`: a work, or one version of it, taken out of the library."""

from typing import Annotated

import typer

from provenance import curation
from provenance.commands.completion import complete_versions, complete_works
from provenance.commands.output import answer
from provenance.commands.parameters import DEFAULT_DATABASE, AsJson, Author, Database, Reason
from provenance.text.visible import one_line


def remove(
    work: Annotated[str, typer.Argument(metavar="WORK", autocompletion=complete_works, help="The work by its id.")],
    version: Annotated[
        str | None,
        typer.Argument(
            metavar="VERSION",
            autocompletion=complete_versions,
            help="One version, by its label or id; default: the whole work.",
        ),
    ] = None,
    author: Author = None,
    reason: Reason = None,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """Remove a work, or one version: later ones keep their words and follow the version before. Undo brings it back."""
    id, label = curation.remove(db, work, version, author, reason)
    if as_json:
        from provenance.reports.public_json import dump

        answer(dump("remove", {"work": id, "version": label}))
    else:
        what = one_line(id) if label is None else f"version “{one_line(label)}” of {one_line(id)}"
        answer(f"removed {what}; `provenance undo` brings it back")
