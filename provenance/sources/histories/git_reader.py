"""The history of a file in a git repository: through renames, along first parents or the whole DAG with its merges.

Who is recorded is the author, not the committer, and whoever a `Co-authored-by` line names beside him. The date is
the author's too. Nothing is recorded of those who reviewed or merged: along first parents, what a merge brings in has
no author, since those who wrote it on the other branch are out of sight.

A past that the repository does not have (`git clone --depth`) is a gap before the commit where it begins. One that it
shows otherwise than it was recorded (`git replace`, grafts, settings) is read as it was recorded, and that is told.
"""

import codecs
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from provenance.errors import UnreadableInput
from provenance.model.histories import Revision
from provenance.sources.histories.git_objects import Objects, Repository, open_objects
from provenance.sources.telling import Tell, unheard

_PLAIN = (".txt", ".text", ".md", "")
LFS_POINTER = b"version https://git-lfs.github.com/spec/"
_COMMIT = re.compile(rb"[0-9a-f]{40,64}")
_AUTHOR = re.compile(r"(.*?) ?<([^<>\n]*)>(?: (-?\d+) ([+-]\d{4})|.*)")
_JOINT = re.compile(r"^co-authored-by:[ \t]*(.*?)[ \t]*<[^<>\n]*>[ \t]*$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Change:
    """A commit that touched the file: the object that holds its text then (None: it was deleted), and its name."""

    commit: str
    text: str | None
    name: bytes


def read_revisions(path: Path, revision: str = "HEAD", dag: bool = False, tell: Tell = unheard) -> Iterator[Revision]:
    """Every commit that touched the file, the oldest first; with `dag` those of merged branches too, and the merges.

    What a reader must know of the record, such as that it is cut off, is told to `tell`, a sentence at a time.
    """
    if path.is_dir():
        raise UnreadableInput(f"{path}: is a folder; name a file in it, whose history is to be read")
    repository = Repository(path)
    changes = _changes(repository, revision)
    if not changes:
        raise UnreadableInput(f"{path}: git knows no revision of this file; is it committed?")
    if others := repository.told_otherwise:
        are = "1 object" if others == 1 else f"{others} objects"
        tell(f"the repository shows {are} otherwise than recorded (git replace, grafts); the record itself is read")
    with open_objects(repository) as objects:
        record = _Record(repository, objects, tell)
        yield from record.read_dag(revision, changes) if dag else record.read_line(changes)
        record.tell_of_what_went_as_it_came(changes[-1])
        record.tell_of_what_is_misread()
        record.tell_of_what_is_not_committed(changes[0])


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
            if mode == b"120000":
                raise UnreadableInput(
                    f"{repository.path}: is a link to another file in commit {commit[:12]}; name the file it leads to"
                )
            if _is_within(name, repository.name):
                continue
            changes.append(_Change(commit, None if status == b"D" else text.decode(), name))
        elif _COMMIT.fullmatch(field):
            commit = field.decode()
    return changes


def _is_within(name: bytes, file: str) -> bool:
    """True of what lay in a folder that once had the name of the file."""
    return name.startswith(os.fsencode(file) + b"/")


class _Record:
    """The commits of a file, read one after another."""

    def __init__(self, repository: Repository, objects: Objects, tell: Tell) -> None:
        self._repository = repository
        self._objects = objects
        self._tell = tell
        self._cuts = repository.cuts
        self._misread: dict[str, list[str]] = {}
        self._undated: list[str] = []

    def read_line(self, changes: list[_Change]) -> Iterator[Revision]:
        """Along first parents: each revision follows the one before it, and the first follows none.

        That is said of each, lest a past that was written anew be taken for one that goes on from the former.
        """
        before: tuple[str, ...] = ()
        for change in reversed(changes):
            raw = self._objects.read_present(change.commit)
            if change.commit in self._cuts:
                yield from self._hidden(change.commit, before := tuple(_parents(raw)[:1]))
            text = "" if change.text is None else self._letters(self._objects.read_present(change.text), change.commit)
            revision = self._revision(change.commit, raw, text, before)
            yield replace(revision, authors=()) if len(_parents(raw)) > 1 else revision
            before = (change.commit,)

    def read_dag(self, tip: str, changes: list[_Change]) -> Iterator[Revision]:
        """With merged branches: each revision follows its parents, whether the repository has them or not."""
        names = list(dict.fromkeys(change.name.decode("utf-8", "surrogateescape") for change in changes))
        if any("\n" in name for name in names):
            raise UnreadableInput(
                f"{self._repository.path}: a file with a line break in its name can only be read without --dag"
            )
        told = self._repository.ask(
            "rev-list", "--parents", "--topo-order", "--reverse", "--simplify-merges", "--end-of-options", tip,
            "--", *names,
        )  # fmt: skip
        seen: set[str] = set()
        for line in told.decode().splitlines():
            commit, *parents = line.split()
            data = next((data for name in names if (data := self._objects.read(f"{commit}:{name}")) is not None), None)
            raw = self._objects.read_present(commit)
            if commit in self._cuts and data is not None:
                parents = [parent for parent in _parents(raw) if parent not in seen]
                yield from self._hidden(commit, parents)
                seen.update(parents)
            text = "" if data is None else self._letters(data, commit)
            yield self._revision(commit, raw, text, tuple(p for p in parents if p in seen))
            seen.add(commit)

    def tell_of_what_is_misread(self) -> None:
        """Tell of the commits that are not in the encoding that they should be in, or whose date is none."""
        for what, commits in self._misread.items():
            more = f" and {len(commits) - 1} more" if len(commits) > 1 else ""
            self._tell(f"commit {commits[0][:12]}{more}: {what} is in another encoding, and read as Latin-1")
        if self._undated:
            more = f" and {len(self._undated) - 1} more" if len(self._undated) > 1 else ""
            self._tell(f"commit {self._undated[0][:12]}{more}: its date is none that can be read, and is left out")

    def tell_of_what_went_as_it_came(self, first: _Change) -> None:
        """Tell of texts that the commit took away with which the file begins: each may be what it was made from."""
        parents = _parents(self._objects.read_present(first.commit))
        if not parents or first.commit in self._cuts:
            return
        told = self._repository.ask(
            "diff-tree", "-r", "-z", "--no-renames", "--diff-filter=D", "--name-only", "--end-of-options",
            parents[0], first.commit,
        )  # fmt: skip
        endings = {Path(self._repository.name).suffix, *_PLAIN}
        gone = [name for name in map(os.fsdecode, told.split(b"\0")) if name and Path(name).suffix in endings]
        if gone:
            more = f" and {len(gone) - 1} more" if len(gone) > 1 else ""
            self._tell(
                f"{self._repository.path}: begins with commit {first.commit[:12]}, which takes away {gone[0]}{more}; "
                "if it was made from that, its words are older and their authors are not read"
            )

    def tell_of_what_is_not_committed(self, last: _Change) -> None:
        """Tell if the file as it lies in its folder says something else than the last commit."""
        try:
            here = self._repository.path.read_bytes() if self._repository.path.is_file() else None
        except OSError:
            return
        there = self._objects.read(last.text) if last.text else None
        if here is None or there is None or here.split() == there.split():
            return
        if through := self._repository.filter:
            self._tell(
                f"{self._repository.path}: git keeps it through a filter ({through}), which is not run here, so that "
                "nobody knows whether it was changed since the last commit; such changes are not read"
            )
        elif self._repository.hash_as_kept(here) != last.text:
            self._tell(f"{self._repository.path}: what was changed since the last commit is not read")

    def _hidden(self, commit: str, parents: Sequence[str]) -> Iterator[Revision]:
        """The commits before the place where the repository was cut off: they were made, and we do not have them."""
        if parents:
            self._tell(
                f"{self._repository.path}: the history is cut off before commit {commit[:12]} (a shallow clone), and "
                "what was written before is nobody's; `git fetch --unshallow` brings the rest"
            )
        for parent in parents:
            yield Revision(
                parent, None, (), comment=f"not in this repository, a shallow clone cut off at {commit[:12]}"
            )

    def _letters(self, data: bytes, commit: str) -> str:
        """The text of a revision: UTF-8 or, where it is not, Latin-1, in which no byte is without a letter."""
        where = f"commit {commit[:12]}"
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise UnreadableInput(
                f"{where}: the text is in UTF-16 there; only the history of a text in UTF-8 can be told"
            )
        if data.startswith(LFS_POINTER):
            raise UnreadableInput(
                f"{where}: git has no text there but a pointer of Git LFS; only what git itself keeps can be traced"
            )
        if b"\0" in data[:8000]:
            raise UnreadableInput(f"{where}: the file is not plain text there; only plain text can be traced")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            self._misread.setdefault("the text", []).append(commit)
            return data.decode("latin-1")

    def _revision(self, commit: str, raw: bytes, text: str, parents: tuple[str, ...] | None) -> Revision:
        fields, _, body = raw.partition(b"\n\n")
        head = dict(line.split(b" ", 1) for line in reversed(fields.split(b"\n")) if b" " in line)
        code = head.get(b"encoding", b"utf-8").decode("ascii", "replace")
        told = self._decoded(head.get(b"author", b""), code, commit)
        message = self._decoded(body, code, commit).strip()
        name, date = _signed(told)
        if date is None:
            self._undated.append(commit)
        joint = (match.strip() for match in _JOINT.findall(message))
        authors = tuple(dict.fromkeys(one for one in (name, *joint) if one))
        return Revision(commit, text, parents, authors, date, message.split("\n", 1)[0] or None)

    def _decoded(self, words: bytes, code: str, commit: str) -> str:
        """A name or a message in the encoding that its commit declares."""
        try:
            return words.decode(code).replace("\0", "")
        except (LookupError, UnicodeError):
            self._tell(
                f"commit {commit[:12]}: who wrote it is not in {code}, and read as Latin-1; accents may be wrong"
            )
            return words.decode("latin-1").replace("\0", "")


def _parents(raw: bytes) -> list[str]:
    """The parents of a commit, as it was made."""
    head, _, _ = raw.partition(b"\n\n")
    return [line[7:].decode() for line in head.split(b"\n") if line.startswith(b"parent ")]


def _signed(author: str) -> tuple[str, str | None]:
    """Name and date of an author's line; the address where there is no name."""
    match = _AUTHOR.fullmatch(author)
    if match is None:
        return "", None
    name = (match[1] or match[2]).strip()
    if match[3] is None:
        return name, None
    sign = -1 if match[4].startswith("-") else 1
    offset = timedelta(minutes=sign * (int(match[4][1:3]) * 60 + int(match[4][3:5])))
    try:
        return name, datetime.fromtimestamp(int(match[3]), timezone(offset)).isoformat()
    except (ValueError, OverflowError, OSError):
        return name, None
