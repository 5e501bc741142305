"""`provenance user`: who may come into a shared reading room."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from provenance.commands.output import answer
from provenance.errors import UnreadableInput

users = typer.Typer(
    name="user",
    help="Say who may come into a shared reading room, and who may change things there.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class UserRole(StrEnum):
    """What a user may do."""

    READER = "reader"
    EDITOR = "editor"


@users.callback()
def _users() -> None:
    """Say who may come into a shared reading room, and who may change things there."""


@users.command()
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The user's name, as it shall stand in the log.")],
    users: Annotated[Path, typer.Option("--users", metavar="FILE", help="The file of users; made if need be.")],
    role: Annotated[UserRole, typer.Option("--role", help="A reader reads; an editor changes things too.")] = (
        UserRole.READER
    ),
    no_password: Annotated[
        bool, typer.Option("--no-password", help="For one whom a proxy lets in: no password is kept.")
    ] = False,
) -> None:
    """Add a user, or give one a new password and role; the password is asked for, or read from standard input."""
    try:
        from provenance.web.accounts import Role, add_user
    except ModuleNotFoundError as missing:
        raise UnreadableInput(
            f"this needs {missing.name}, which is not installed: pip install 'draft-provenance[serve]'"
        ) from missing
    is_new = add_user(users, name, Role(role), None if no_password else _password())
    answer(f"{'added' if is_new else 'changed'} {name}, {role.value}")


def _password() -> str:
    """The password, typed twice at a terminal, or the first line of standard input."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    typed = sys.stdin.readline(_LONGEST + 1).rstrip("\r\n")
    if len(typed) > _LONGEST:
        raise UnreadableInput(f"a password is one line of no more than {_LONGEST} signs")
    return typed


_LONGEST = 1000
