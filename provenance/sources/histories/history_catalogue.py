"""The kinds of history that there are, and the one that fits what a path names."""

from collections.abc import Iterator
from pathlib import Path

from provenance.errors import UnreadableInput
from provenance.model.histories import Revision
from provenance.sources.telling import Tell, unheard

FORMATS = ("git", "mediawiki", "jsonl", "folder")
_PACKED = {".gz", ".xz", ".bz2"}


def read_history(
    path: Path,
    format: str | None = None,
    dag: bool = False,
    page: str | None = None,
    tell: Tell = unheard,
) -> Iterator[Revision]:
    """The revisions that a path names, the oldest first, one at a time; `tell` takes what must be said of the record.

    Without `format`: a folder of dated drafts, JSON lines or a MediaWiki export by its name, else a file in git.
    """
    match format or recognise(path):
        case "git":
            from provenance.sources.histories import git_reader

            return git_reader.read_revisions(path, dag=dag, tell=tell)
        case "mediawiki":
            from provenance.sources.histories import mediawiki_reader

            return mediawiki_reader.read_revisions(path, page)
        case "jsonl":
            from provenance.sources.histories import jsonl_reader

            return jsonl_reader.read_revisions(path)
        case "folder":
            from provenance.sources.histories import folder_reader

            return folder_reader.read_revisions(path)
        case other:
            raise UnreadableInput(f"{other!r} is no kind of history; there are {', '.join(FORMATS)}")


def recognise(path: Path) -> str:
    """What kind of history a path names, by its looks."""
    if path.is_dir():
        return "folder"
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() not in _PACKED]
    match suffixes[-1] if suffixes else "":
        case ".jsonl" | ".ndjson":
            return "jsonl"
        case ".xml" if _is_export(path):
            return "mediawiki"
        case _:
            return "git"


def _is_export(path: Path) -> bool:
    from provenance.sources.packed import open_packed

    with open_packed(path) as file:
        return b"<mediawiki" in file.read(4096)
