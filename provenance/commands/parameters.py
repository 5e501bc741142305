"""Arguments and options that several commands share, each said once."""

from pathlib import Path
from typing import Annotated

import typer

from provenance.commands.output import Colour

DATABASE = "PROVENANCE_DB"

Database = Annotated[
    str,
    typer.Option(
        "--db",
        envvar=DATABASE,
        metavar="PATH|URL",
        help="The database: a path or an SQLAlchemy URL.",
        show_default=True,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on standard output, for programs.")]


def _works(incomplete: str) -> list[str]:
    from provenance.commands.completion import complete_works

    return complete_works(incomplete)


def _versions(ctx: typer.Context, incomplete: str) -> list[str]:
    from provenance.commands.completion import complete_versions

    return complete_versions(ctx, incomplete)


def _people(incomplete: str) -> list[str]:
    from provenance.commands.completion import complete_people

    return complete_people(incomplete)


def _file_to_write(given: str) -> Path:
    from provenance.reports.result_file import file_named

    return file_named(given)


Writers = Annotated[
    list[str] | None,
    typer.Option("--by", metavar="NAME", autocompletion=_people, help="Who wrote this text; repeat for several."),
]
Written = Annotated[
    str | None, typer.Option("--date", help="When, as exact as known (EDTF): 1971-08-03, 1971-08, 1948-23, 1971?.")
]
Called = Annotated[
    str | None, typer.Option("--label", help="What to call this version; default, of a new one: the file's name.")
]
Found = Annotated[
    str | None, typer.Option("--source", metavar="CITATION", help="Where it is found: archive and box, edition.")
]
OneWork = Annotated[
    str | None,
    typer.Argument(
        metavar="WORK",
        autocompletion=_works,
        help="A work by id or words of its title; not needed if only one has revisions.",
    ),
]
WorkOrWordFile = Annotated[
    str | None,
    typer.Argument(
        metavar="WORK|FILE",
        autocompletion=_works,
        help="A work by id or words of its title (default: the only one revised), or a Word or OpenDocument file.",
    ),
]
WorkOrAll = Annotated[
    str | None,
    typer.Argument(metavar="WORK", autocompletion=_works, help="A work by id or words of its title; default: all."),
]
SomeFile = Annotated[Path, typer.Argument(metavar="FILE", readable=False, help="The file to read.")]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", parser=_file_to_write, help="The file to write; default, and -: print it."
    ),
]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="VERSION",
        autocompletion=_versions,
        help="The earlier version (id or label); default: the draft.",
    ),
]
To = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="VERSION",
        autocompletion=_versions,
        help="The later version (id or label); default: the final one.",
    ),
]
WithColour = Annotated[
    Colour, typer.Option("--color", "--colour", help="Colour: where the terminal can, always, or never.")
]
Width = Annotated[int | None, typer.Option("--width", min=20, help="Columns to write in; default: the terminal's.")]
Author = Annotated[
    str | None,
    typer.Option("--as", metavar="NAME", help="Who makes this change, for the log; default: the system's user."),
]
Reason = Annotated[str | None, typer.Option("--reason", metavar="WORDS", help="Why, for the log.")]
NoComments = Annotated[
    bool, typer.Option("--no-comments", help="In a Word file: the tracked changes alone, without the evidence.")
]
Reviewers = Annotated[
    str | None,
    typer.Option("--reviewers", metavar="A,B", help="In a Word file: only the changes of these; others are accepted."),
]
DEFAULT_DATABASE = "provenance.db"


def names_library(ctx: typer.Context) -> bool:
    """Whether `--db` is given, before the command or behind it; the environment names a library for every command."""
    source = ctx.get_parameter_source("db")
    outer = ctx.find_root()
    is_given = source is not None and source.name == "COMMANDLINE"
    return is_given or (outer is not ctx and outer.params.get("db") is not None)
