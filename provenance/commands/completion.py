"""What the shell proposes: works, versions, persons and formats; nothing where there is no library to ask."""

import os
from collections.abc import Callable, Iterable, Sequence

import typer

from provenance import pipeline
from provenance.commands.parameters import DATABASE, DEFAULT_DATABASE
from provenance.errors import ProvenanceError
from provenance.model.versions import Holding


def complete_works(incomplete: str) -> list[str]:
    """The ids of works that begin so."""
    return _fitting(incomplete, lambda: (held.work.id for held in _held()))


def complete_versions(ctx: typer.Context, incomplete: str) -> list[str]:
    """The labels of the work's versions that begin so; of all works where none is named."""
    named = ctx.params.get("work")
    return _fitting(
        incomplete,
        lambda: (o.label for held in _held() if named in (None, held.work.id) for o in held.versions),
    )


def complete_people(incomplete: str) -> list[str]:
    """The names of known persons in which a word begins so."""

    def names() -> Iterable[str]:
        return [person.name for person in pipeline.held(_database())[1]]

    return [
        name
        for name in _asked(names)
        if any(w.casefold().startswith(incomplete.casefold()) for w in (name, *name.split()))
    ]


def complete_formats(incomplete: str) -> list[str]:
    """The formats that begin so."""
    from provenance.sources.histories.history_catalogue import FORMATS
    from provenance.sources.source_catalogue import READERS

    return _fitting(incomplete, lambda: (*READERS, *FORMATS))


def _held() -> tuple[Holding, ...]:
    return pipeline.held(_database())[0]


def _database() -> str:
    return os.environ.get(DATABASE, DEFAULT_DATABASE)


def _fitting(incomplete: str, names: Callable[[], Iterable[str]]) -> list[str]:
    return [name for name in _asked(names) if name.casefold().startswith(incomplete.casefold())]


def _asked(names: Callable[[], Iterable[str]]) -> Sequence[str]:
    """The names, each once; none where the library cannot be read: a shell that completes must not complain."""
    try:
        return list(dict.fromkeys(names()))
    except ProvenanceError:
        return []
