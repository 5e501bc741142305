"""What the commands on words' origins share: the arguments, and a history read with its progress shown."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from provenance import pipeline
from provenance.commands.output import warn
from provenance.errors import NotFound
from provenance.model.histories import Revision
from provenance.sources.asked import Asked, history_or_work

if TYPE_CHECKING:
    from provenance.attribution.origins import Origins

HistoryName = Annotated[
    str | None,
    typer.Argument(
        metavar="[WORK]",
        help="A stored work; or a file in git, a MediaWiki export, JSON lines, a folder of drafts, a document. "
        "Not needed if only one stored work has revisions.",
    ),
]
Format = Annotated[str | None, typer.Option("--format", help="git, mediawiki, jsonl or folder; default: as it looks.")]
Dag = Annotated[
    bool,
    typer.Option(
        "--dag",
        help="In git: merged branches too, not first parents alone, where what a merge brings in is nobody's.",
    ),
]
Page = Annotated[str | None, typer.Option("--page", metavar="TITLE", help="One page of a MediaWiki export.")]
OneVersion = Annotated[
    str | None,
    typer.Option("--revision", "--version", metavar="VERSION", help="By id or label; default: the last one."),
]

_EVERY = 0.2


def open_origins(name: str | None, db: str, format: str | None, dag: bool, page: str | None) -> "Origins":
    """The words of a work, stored or read from its path, to be asked where they come from."""

    def stored(name: str) -> str | None:
        try:
            return pipeline.holding(db, name).work.id
        except NotFound:
            return None

    told: list[str] = []
    work = history_or_work(name, format, lambda name: stored(name) is not None)
    if name and isinstance(work, Path) and format is None and name == work.name == stored(name):
        told.append(f"{name} is a stored work and a file here; the stored work is told of, ./{name} means the file")
        work = name
    try:
        found = pipeline.origins(db, work, Asked(format, dag=dag, page=page), shown, told.append)
    except NotFound as error:
        raise (NotFound(f"{name}: there is no such file, and {error}") if isinstance(work, str) else error) from None
    warn([*told, *found.caveats])
    return found


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
