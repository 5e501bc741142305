"""Which text a user means by a name, a file or a stored work, and what is asked of its reading."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from provenance.errors import UnreadableInput
from provenance.sources.reader import SourceFile

_WORD = {".docx", ".dotx", ".odt", ".fodt"}
_CHANGED_IN = {".docx", ".dotx"}
_FILES = {".xml", ".txt", *_WORD}


@dataclass(frozen=True, slots=True)
class Asked:
    """How a file is to be read: as which format (as it looks), which document of a volume; of a history, merged
    branches of git, and which page of an export.
    """

    format: str | None = None
    document: str | None = None
    dag: bool = False
    page: str | None = None


AS_IT_LOOKS = Asked()


def refuse_choice(path: Path, asked: Asked) -> None:
    """UnreadableInput if something is asked of a document that only a history has."""
    if given := _chosen(asked):
        raise UnreadableInput(f"{path}: is read as a document, not as a history; leave {given} out")


def refuse_document(name: Path | str | None, document: str | None, why: str) -> None:
    """UnreadableInput if one document is asked of what is no volume of them: `why` says what it is."""
    if document is not None:
        raise UnreadableInput(f"{name or 'the work'}: {why}; leave --document out")


def refuse_choice_of_stored(work: str | None, asked: Asked) -> None:
    """UnreadableInput if something is asked of a stored work that is chosen where a history is read."""
    if given := _chosen(asked):
        raise UnreadableInput(f"{work or 'the work'}: is stored, and was read as it was chosen then; leave {given} out")


def _chosen(asked: Asked) -> str | None:
    """The option that chooses what of a history is read, if one was given."""
    return "--page" if asked.page is not None else "--dag" if asked.dag else None


def word_file_or_work(name: str | None) -> str | Path | None:
    """The Word file of that name, if there is one; else a stored work is meant."""
    is_file = name is not None and Path(name).suffix.lower() in _WORD and Path(name).is_file()
    return Path(name) if name is not None and is_file else name


def word_files(paths: Iterable[Path]) -> Iterator[SourceFile]:
    """Those of the files into which changes can be written, each read when it is its turn."""
    return (SourceFile.at(path) for path in paths if path.suffix.lower() in _CHANGED_IN)


def file_or_work(name: str | None) -> str | Path | None:
    """The file of that name if it or a pipe or device is there, or if it is called as files are; else a stored work."""
    if name is None:
        return None
    path = Path(name)
    is_meant = (path.exists() and not path.is_dir()) or path.suffix.lower() in _FILES
    return path if is_meant else name


def history_or_work(name: str | None, format: str | None, is_stored: Callable[[str], bool]) -> str | Path | None:
    """The file or folder of that name, or one that is gone and whose history git may still keep; else a stored work."""
    if name is None:
        return None
    path = Path(name)
    if path.exists() or format is not None or (_may_be_in_git(path) and not is_stored(name)):
        return path
    return name


def _may_be_in_git(path: Path) -> bool:
    """True for a file that is gone from a folder that is there: git may still tell its history."""
    return path.suffix != "" and path.parent.is_dir() and lies_under_git(path)


def lies_under_git(path: Path) -> bool:
    """True if a folder around the path has what a git repository has, be it sound or damaged."""
    return any((folder / ".git").exists() for folder in Path(os.path.abspath(path)).parents)
