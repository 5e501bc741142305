"""A history in files whose words are followed while it is read, so that no text need be kept."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from provenance.errors import UnreadableInput
from provenance.lineage.lineage import Lineage
from provenance.model.histories import Revision
from provenance.sources.asked import Asked
from provenance.sources.histories.history_catalogue import read_history
from provenance.sources.telling import Tell

Watch = Callable[[Iterable[Revision]], Iterator[Revision]]
"""What shows how far the reading of a history has come, while it passes the revisions on."""


def follow_history(
    path: Path, kind: str, asked: Asked, watch: Watch, tell: Tell
) -> tuple[Lineage, tuple[Revision, ...]]:
    """The words of a history followed through its revisions, and these without their texts."""
    lineage = Lineage()
    signed: list[Revision] = []
    texts: dict[str, int | None] = {}
    for revision in watch(read_history(path, kind, asked.dag, asked.page, tell)):
        mark = None if revision.text is None else hash(revision.text)
        with _told_of(path):
            if texts.setdefault(revision.id, mark) != mark:
                raise UnreadableInput(
                    f"revision {revision.id} comes twice, with different texts; one of them is not it"
                )
            if revision.id not in lineage:
                lineage.add(revision.id, revision.text, revision.parents)
                signed.append(replace(revision, text=None))
    return lineage, tuple(signed)


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    """What is wrong with a revision, told with the name of its file."""
    try:
        yield
    except UnreadableInput as trouble:
        raise UnreadableInput(f"{path}: {trouble}") from None
