"""`provenance redline`: both texts in one, coloured by reviser where the terminal can, readable without colour."""

import sys
from typing import Annotated

import typer

from provenance import pipeline
from provenance.commands.output import Colour, tell, terminal_width, wants_colour
from provenance.commands.parameters import (
    DEFAULT_DATABASE,
    AsJson,
    Database,
    From,
    To,
    Width,
    WithColour,
    WorkOrWordFile,
)
from provenance.errors import UnreadableInput
from provenance.sources.asked import word_file_or_work


def redline(
    work: WorkOrWordFile = None,
    base: From = None,
    revised: To = None,
    context: Annotated[
        int | None, typer.Option("--context", min=0, metavar="N", help="Only changed paragraphs and N around them.")
    ] = None,
    color: WithColour = Colour.AUTO,
    width: Width = None,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """Print the redline of two versions, every passage marked with its reviser."""
    if as_json and context is not None:
        raise UnreadableInput("--context is for the printed redline; leave it out, or --json")
    apparatus = pipeline.apparatus(db, word_file_or_work(work), base, revised, tell=tell)
    if as_json:
        from provenance.attribution.listing import listed
        from provenance.commands.output import answer
        from provenance.reports.public_json import changes_json, dump

        answer(dump("redline", changes_json(apparatus, listed(apparatus))))
        return
    from provenance.commands.painting import paint

    paint(apparatus, context, terminal_width(width), wants_colour(color), sys.stdout)
