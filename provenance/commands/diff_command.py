"""`provenance diff`: two files compared, nothing stored; it can stand in for wdiff and `git diff --word-diff`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from provenance import pipeline
from provenance.attribution.listing import listed
from provenance.commands.output import Colour, answer, terminal_width, wants_colour, warn
from provenance.commands.parameters import AsJson, Width, WithColour
from provenance.commands.report_command import deliver
from provenance.errors import NotFound, UnreadableInput


def diff(
    base: Annotated[Path, typer.Argument(metavar="A", help="The earlier text; - for standard input.")],
    revised: Annotated[Path, typer.Argument(metavar="B", help="The later text; - for standard input.")],
    context: Annotated[
        int | None, typer.Option("--context", min=0, metavar="N", help="Only changed paragraphs and N around them.")
    ] = None,
    format: Annotated[str | None, typer.Option("--format", "-f", help="A report instead of the redline.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file to write the report to.")] = None,
    brief: Annotated[bool, typer.Option("--brief", "-q", help="Say only whether they differ.")] = False,
    color: WithColour = Colour.AUTO,
    width: Width = None,
    as_json: AsJson = False,
) -> None:
    """Compare two files word by word. Exit code: 0 the same, 1 different, 2 trouble.

    Changes of quotes, dashes and spaces alone count as no difference of words; `--json` lists them.
    """
    if str(base) == str(revised) == "-":
        raise UnreadableInput("only one of the two texts can come from standard input")
    told: list[str] = []
    try:
        apparatus = pipeline.diff(base, revised, told.append)
    except NotFound as error:
        raise UnreadableInput(str(error)) from error
    warn(told)
    if as_json:
        from provenance.reports.public_json import changes_json, dump

        answer(dump("diff", {**changes_json(apparatus, apparatus.attributions), "warnings": told}))
    elif format or output:
        from provenance.reports.report_catalogue import format_of, write_report

        made = write_report(apparatus, format or format_of(output.suffix if output else ""))
        deliver(made, output, [base, revised])
    elif brief and listed(apparatus):
        answer(f"{base} and {revised} differ")
    elif not brief and listed(apparatus):
        from provenance.commands.painting import paint

        paint(apparatus, context, terminal_width(width), wants_colour(color), sys.stdout)
    raise typer.Exit(1 if listed(apparatus) else 0)
