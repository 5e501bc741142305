"""The history of a file in a git repository: through renames, along first parents or the whole DAG with its merges.

Who is recorded is the author, not the committer, and whoever a `Co-authored-by` line names beside him. The date is
the author's too. Nothing is recorded of those who reviewed or merged: along first parents, what a merge brings in has
no author, since those who wrote it on the other branch are out of sight.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from provenance.errors import UnreadableInput
from provenance.model.histories import Revision
from provenance.sources.histories.git_objects import Objects, Repository, open_objects

_COMMIT = re.compile(rb"[0-9a-f]{40,64}")
_AUTHOR = re.compile(rb"(.*?) ?<([^<>\n]*)> (-?\d+) ([+-]\d{4})")
_JOINT = re.compile(r"^co-authored-by:[ \t]*(.*?)[ \t]*<[^<>\n]*>[ \t]*$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Change:
    """A commit that touched the file: the object that holds its text then (None: it was deleted), and its name."""

    commit: str
    text: str | None
    name: bytes


def read_revisions(path: Path, revision: str = "HEAD", dag: bool = False) -> Iterator[Revision]:
    """Every commit that touched the file, the oldest first; with `dag` those of all branches, and the merges."""
    repository = Repository(path)
    changes = _changes(repository, revision)
    if not changes:
        raise UnreadableInput(f"{path}: git knows no revision of this file; is it committed?")
    with open_objects(repository) as objects:
        yield from _read_dag(repository, objects, revision, changes) if dag else _read_line(objects, changes)


def _changes(repository: Repository, revision: str) -> list[_Change]:
    """What happened to the file along first parents, the newest first, whatever it was called."""
    told = repository.ask(
        "log", "--follow", "--first-parent", "-m", "--raw", "-z", "--no-abbrev", "--no-ext-diff", "--no-textconv",
        "--format=%H", "--end-of-options", revision, "--", repository.name,
    )  # fmt: skip
    fields = iter(told.split(b"\0"))
    changes: list[_Change] = []
    commit = ""
    for field in fields:
        field = field.removeprefix(b"\n")
        if field.startswith(b":"):
            _, mode, _, text, status = field.split(b" ")
            name = next(fields)
            if status[:1] in b"RC":
                name = next(fields)
            if mode == b"160000":
                raise UnreadableInput(f"{repository.path}: is another repository within this one, not a file")
            changes.append(_Change(commit, None if status == b"D" else text.decode(), name))
        elif _COMMIT.fullmatch(field):
            commit = field.decode()
    return changes


def _read_line(objects: Objects, changes: list[_Change]) -> Iterator[Revision]:
    for change in reversed(changes):
        text = "" if change.text is None else _letters(objects.read_present(change.text), change.commit)
        revision = _revision(change.commit, raw := objects.read_present(change.commit), text, None)
        yield replace(revision, authors=()) if _is_merge(raw) else revision


def _read_dag(repository: Repository, objects: Objects, revision: str, changes: list[_Change]) -> Iterator[Revision]:
    names = list(dict.fromkeys(change.name.decode("utf-8", "surrogateescape") for change in changes))
    if any("\n" in name for name in names):
        raise UnreadableInput(f"{repository.path}: a file with a line break in its name can only be read without --dag")
    told = repository.ask(
        "rev-list", "--parents", "--topo-order", "--reverse", "--simplify-merges", "--end-of-options", revision,
        "--", *names,
    )  # fmt: skip
    seen: set[str] = set()
    for line in told.decode().splitlines():
        commit, *parents = line.split()
        data = next((data for name in names if (data := objects.read(f"{commit}:{name}")) is not None), None)
        text = "" if data is None else _letters(data, commit)
        yield _revision(commit, objects.read_present(commit), text, tuple(p for p in parents if p in seen))
        seen.add(commit)


def _is_merge(raw: bytes) -> bool:
    head, _, _ = raw.partition(b"\n\n")
    return head.count(b"\nparent ") > 1


def _letters(data: bytes, commit: str) -> str:
    """The text of a revision: UTF-8 or, where it is not, Latin-1, in which no byte is without a letter."""
    if b"\0" in data[:8000]:
        raise UnreadableInput(f"commit {commit}: the file is no text there; only the history of a text can be told")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _revision(commit: str, raw: bytes, text: str, parents: tuple[str, ...] | None) -> Revision:
    head, _, body = raw.partition(b"\n\n")
    author = next((line[7:] for line in head.split(b"\n") if line.startswith(b"author ")), b"")
    message = body.decode("utf-8", "replace").strip()
    name, date = _signed(author)
    joint = (match.strip() for match in _JOINT.findall(message))
    authors = tuple(dict.fromkeys(one for one in (name, *joint) if one))
    return Revision(commit, text, parents, authors, date, message.split("\n", 1)[0] or None)


def _signed(author: bytes) -> tuple[str, str | None]:
    """Name and date of an author's line; the address where there is no name."""
    match = _AUTHOR.fullmatch(author)
    if match is None:
        return "", None
    name = (match[1] or match[2]).decode("utf-8", "replace").strip()
    sign = -1 if match[4].startswith(b"-") else 1
    offset = timedelta(minutes=sign * (int(match[4][1:3]) * 60 + int(match[4][3:5])))
    try:
        return name, datetime.fromtimestamp(int(match[3]), timezone(offset)).isoformat()
    except (ValueError, OverflowError, OSError):
        return name, None
