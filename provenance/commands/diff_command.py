"""`provenance diff`: two files compared, nothing stored; it can stand in for wdiff and `git diff --word-diff`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from provenance import pipeline, stages
from provenance.attribution.ignoring import ignoring
from provenance.attribution.listing import listed, small_differences
from provenance.attribution.two_files import called
from provenance.commands.output import Colour, answer, tell, terminal_width, wants_colour, warn
from provenance.commands.parameters import AsJson, NoComments, Output, Reviewers, Width, WithColour
from provenance.commands.report_command import choose, deliver, tell_misnamed
from provenance.errors import NotFound, UnreadableInput


def diff(
    base: Annotated[Path, typer.Argument(metavar="A", help="The earlier text; - for standard input.")],
    revised: Annotated[
        list[Path],
        typer.Argument(metavar="B...", help="The later text, or all copies of A that came back; - as above."),
    ],
    by: Annotated[
        list[str] | None,
        typer.Option("--by", metavar="NAME", help="Whose the later text is; repeat for each copy, in their order."),
    ] = None,
    context: Annotated[
        int | None, typer.Option("--context", min=0, metavar="N", help="Only changed paragraphs and N around them.")
    ] = None,
    format: Annotated[str | None, typer.Option("--format", "-f", help="A report instead of the redline.")] = None,
    output: Output = None,
    brief: Annotated[bool, typer.Option("--brief", "-q", help="Say only whether they differ.")] = False,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="What both texts are called; for git, see README.")
    ] = None,
    no_comments: NoComments = False,
    reviewers: Reviewers = None,
    ignore: Annotated[
        str | None,
        typer.Option("--ignore", metavar="LIST", help="Leave out changes of these alone: punctuation,case,space."),
    ] = None,
    color: WithColour = Colour.AUTO,
    width: Width = None,
    as_json: AsJson = False,
) -> None:
    """Compare two files word by word. Exit code: 0 the same, 1 different, 2 trouble.

    Of several copies of one base each change is shown with whoever made it, and where they differ, all are.

    Changes of quotes, dashes and spaces alone count as no difference of words; `--json` lists them. Word and
    OpenDocument files that differ in what pictures show, in comments, links or codes of fields are different, and so
    are Word files of the same words with other numbers before their paragraphs; only that is said. A picture that was
    put in, taken out or moved is a change like any other.
    """
    if [str(path) for path in (base, *revised)].count("-") > 1:
        raise UnreadableInput("only one of the texts can come from standard input")
    if as_json and (format or output):
        raise UnreadableInput("--json is an answer of its own; leave it out, or --format and --output")
    if context is not None and (as_json or brief or format or output):
        raise UnreadableInput("--context is for the printed redline; leave it out, or what asks for another answer")
    if brief and (as_json or format or output):
        raise UnreadableInput("--brief prints one line; leave it out, or --json, --format and --output")
    if (no_comments or reviewers) and not (format or output):
        raise UnreadableInput("--no-comments and --reviewers are for a Word file; add --format docx")
    told: list[str] = []
    try:
        apparatus = pipeline.diff(base, *revised, by=by or (), tell=told.append)
    except NotFound as error:
        raise UnreadableInput(str(error)) from error
    if name:
        apparatus = called(apparatus, name)
    whole = apparatus
    if ignore:
        apparatus = ignoring(whole, ignore)
    if apparatus.differs_in:
        told.append(
            f"the files differ in {'; '.join(apparatus.differs_in)} too, and what changed inside them is not shown"
        )
    elif small := small_differences(whole):
        told.append(f"{small}; --json lists the changes")
    elif listed(whole) and not listed(apparatus):
        told.append("the files differ only in what --ignore leaves out; --json lists the changes")
    warn(told)
    differ = bool(listed(apparatus) or apparatus.differs_in)
    if as_json:
        from provenance.reports.public_json import changes_json, dump

        answer(dump("diff", {**changes_json(apparatus, apparatus.attributions), "warnings": told}))
    elif format or output:
        from provenance.reports.report_catalogue import format_of
        from provenance.sources.asked import word_files

        files = [base] if len(revised) > 1 else [*revised, base]
        wanted = choose(no_comments, reviewers)
        chosen = format or format_of(output.suffix if output else "")
        made = stages.write(apparatus, chosen, word_files(files), wanted, tell)
        deliver(made, output, [base, *revised])
        tell_misnamed(output, format, chosen)
    elif brief and differ:
        answer(f"{base} and {' or '.join(map(str, revised))} differ")
    elif not brief and listed(apparatus):
        from provenance.commands.painting import paint

        paint(apparatus, context, terminal_width(width), wants_colour(color), sys.stdout)
    raise typer.Exit(1 if differ else 0)
