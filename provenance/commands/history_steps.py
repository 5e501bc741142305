"""What the commands on histories share: a history found where it is, read with its progress shown, and stored."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from provenance.commands.output import warn
from provenance.errors import NotFound, UnreadableInput
from provenance.model.histories import Revision

if TYPE_CHECKING:
    from provenance.lineage.lineage import Lineage

HistoryName = Annotated[
    str | None,
    typer.Argument(
        metavar="[HISTORY]",
        help="A file in git, a MediaWiki export, JSON lines, a folder of dated drafts, or a stored history; "
        "not needed if one is stored.",
    ),
]
Format = Annotated[str | None, typer.Option("--format", help="git, mediawiki, jsonl or folder; default: as it looks.")]
Dag = Annotated[
    bool,
    typer.Option(
        "--dag",
        help="In git: all branches and merges, not first parents alone, where what a merge brings in is nobody's.",
    ),
]
Page = Annotated[str | None, typer.Option("--page", metavar="TITLE", help="One page of a MediaWiki export.")]

_EVERY = 0.2


def open_history(
    name: str | None, db: str, format: str | None = None, dag: bool = False, page: str | None = None
) -> "tuple[Lineage, tuple[Revision, ...]]":
    """The lineage of a history and its revisions without their texts, read from its path or from the database."""
    if name is None:
        return _load(None, db)
    path = Path(name)
    if path.exists() or format == "git" or _may_be_in_git(path):
        return _read(path, format, dag, page)
    return _load(name, db)


def _read(path: Path, format: str | None, dag: bool, page: str | None) -> "tuple[Lineage, tuple[Revision, ...]]":
    from provenance.lineage.lineage import Lineage
    from provenance.sources.histories.history_catalogue import read_history

    lineage = Lineage()
    signed: list[Revision] = []
    texts: dict[str, int | None] = {}
    told: list[str] = []
    for revision in shown(read_history(path, format, dag, page, told.append)):
        mark = None if revision.text is None else hash(revision.text)
        if revision.id in texts:
            if texts[revision.id] != mark:
                raise UnreadableInput(
                    f"revision {revision.id} comes twice, with different texts; one of them is not it"
                )
            continue
        texts[revision.id] = mark
        lineage.add(revision.id, revision.text, revision.parents)
        signed.append(Revision(revision.id, None, revision.parents, revision.authors, revision.date, revision.comment))
    warn(told)
    return lineage, tuple(signed)


def _load(name: str | None, db: str) -> "tuple[Lineage, tuple[Revision, ...]]":
    from provenance.store.library import open_library

    try:
        with open_library(db) as library:
            work = library.find(name).id
            return library.lineage(work), library.revisions(work)
    except NotFound as error:
        raise (NotFound(f"{name}: there is no such file, and {error}") if name else error) from None


def _may_be_in_git(path: Path) -> bool:
    """True for a file that is gone from a folder that is there: git may still tell its history."""
    return path.suffix != "" and path.parent.is_dir() and any((p / ".git").exists() for p in path.absolute().parents)


def shown(revisions: Iterable[Revision]) -> Iterator[Revision]:
    """The same revisions; while they are read, a terminal shows how far it has come."""
    if not sys.stderr.isatty():
        yield from revisions
        return
    since = monotonic()
    number = 0
    try:
        for number, revision in enumerate(revisions, 1):
            if monotonic() - since > _EVERY:
                since = monotonic()
                sys.stderr.write(f"\r{number} revisions read")
                sys.stderr.flush()
            yield revision
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
