"""`provenance edit`: works, versions and persons that were entered wrongly put right."""

from typing import Annotated

import typer

from provenance import curation
from provenance.commands.completion import complete_people, complete_versions, complete_works
from provenance.commands.output import answer, warn
from provenance.commands.parameters import (
    DEFAULT_DATABASE,
    AsJson,
    Author,
    Called,
    Database,
    Found,
    Reason,
    Writers,
    Written,
)
from provenance.store.mending import PersonEdit, VersionEdit, WorkEdit
from provenance.text.visible import one_line

edits = typer.Typer(
    name="edit",
    help="Put right what was entered: a work's title, a version's author, a person's name; `undo` takes it back.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

NamedWork = Annotated[
    str, typer.Argument(metavar="WORK", autocompletion=complete_works, help="The work by id or words of its title.")
]
NamedVersion = Annotated[
    str, typer.Argument(metavar="VERSION", autocompletion=complete_versions, help="The version by label or id.")
]


@edits.command("work")
def edit_work(
    work: NamedWork,
    title: Annotated[str | None, typer.Option("--title", help="Its title.")] = None,
    date: Written = None,
    source: Found = None,
    author: Author = None,
    reason: Reason = None,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """Give a work another title, date or source."""
    id = curation.edit_work(db, work, WorkEdit(title, date, source), author, reason)
    if as_json:
        from provenance.reports.public_json import dump

        answer(dump("edit", {"work": id}))
    else:
        answer(f"edited {one_line(id)}")


@edits.command("version")
def edit_version(
    work: NamedWork,
    version: NamedVersion,
    label: Called = None,
    by: Writers = None,
    date: Written = None,
    after: Annotated[
        list[str] | None,
        typer.Option(
            "--after",
            metavar="VERSION",
            autocompletion=complete_versions,
            help="It was made from this version; repeat for several.",
        ),
    ] = None,
    author: Author = None,
    reason: Reason = None,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """Give a version another label, authors, date or parents; its words stay as they are."""
    edit = VersionEdit(label, tuple(by) if by else None, date, tuple(after) if after else None)
    odd: list[str] = []
    outline = curation.edit_version(db, work, version, edit, author, reason, odd.append)
    warn(odd)
    if as_json:
        from provenance.reports.public_json import dump, version_json

        answer(dump("edit", {"work": outline.work, "version": version_json(outline), "warnings": odd}))
    else:
        answer(f"edited version “{one_line(outline.label)}” of {one_line(outline.work)}")


@edits.command("person")
def edit_person(
    name: Annotated[
        str, typer.Argument(metavar="NAME", autocompletion=complete_people, help="The person, in any form of the name.")
    ],
    new: Annotated[str | None, typer.Option("--name", metavar="NAME", help="The right name.")] = None,
    role: Annotated[str | None, typer.Option("--role", help="What he was: Assistant for National Security.")] = None,
    same_as: Annotated[
        str | None,
        typer.Option(
            "--same-as", metavar="OTHER", autocompletion=complete_people, help="The person who he turned out to be."
        ),
    ] = None,
    author: Author = None,
    reason: Reason = None,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """Rename a person everywhere, say his role, or that two names mean one person; the old name stays an alias."""
    person = curation.edit_person(db, name, PersonEdit(new, role, same_as), author, reason)
    if as_json:
        from provenance.reports.public_json import dump, person_json

        answer(dump("edit", {"person": person_json(person)}))
        return
    others = ", ".join(one_line(name) for name in person.aliases if name != person.name)
    also = f" (also {others})" if others else ""
    answer(f"{one_line(person.name)}{also}{f', {one_line(person.role)}' if person.role else ''}")
