"""The units of a corpus: what one task reads, whole and by itself, whatever the source it comes from.

A volume is a unit, and so is a page of a MediaWiki dump, a file of a git repository, and a history in JSON lines. The
key of a unit is the hash of its input and of the rules by which it is read: a second run does only what is new.
"""

import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from provenance.corpus.addresses import Address, expand
from provenance.corpus.dumps import pages_of
from provenance.errors import NotFound, UnreadableInput

_CHUNK = 1024 * 1024
_HISTORIES = (".jsonl", ".ndjson")


class UnitKind(StrEnum):
    """What a unit is, and so how it is read."""

    VOLUME = "volume"
    PAGE = "page"
    GIT_FILE = "file in git"
    HISTORY = "history"


class Task(StrEnum):
    """What is asked of a corpus: who says that words were changed, or where every word comes from."""

    SCAN = "scan"
    ANNOTATE = "annotate"


@dataclass(frozen=True, slots=True)
class Unit:
    """One piece of a corpus: `address` is where its source is, `name` what it is called in answers.

    `within` is the path of a file inside a repository. `spooled` is where a page that was cut from a dump waits to be
    read. `size` is in bytes, as far as it is known before reading.
    """

    key: str
    kind: UnitKind
    address: str
    name: str
    size: int
    within: str | None = None
    spooled: str | None = None


def units_of(task: Task, sources: Iterable[str], rules: str, spool: Path) -> Iterator[Unit]:
    """The units of all sources, in their order, each when it is asked for: a dump is cut as it is read.

    `rules` names the program, lexicon and options by which the units are read. NotFound tells of a source with nothing
    in it that the task can read.
    """
    for source in sources:
        empty = True
        for unit in _units_of_one(task, source, rules, spool):
            empty = False
            yield unit
        if empty:
            raise NotFound(f"{source}: holds nothing that `corpus {task}` reads; {_WANTED[task]}")


_WANTED = {
    Task.SCAN: "name TEI volumes (.xml, .xml.xz, .xml.gz) or folders of them",
    Task.ANNOTATE: "name MediaWiki dumps, git repositories, JSON lines, or folders of them",
}


def _units_of_one(task: Task, source: str, rules: str, spool: Path) -> Iterator[Unit]:
    if task is Task.ANNOTATE and (Path(source) / ".git").exists():
        yield from _files_in_git(Path(source), rules)
        return
    for address in expand(source):
        if task is Task.SCAN:
            if address.ends(".xml"):
                yield _whole(address, UnitKind.VOLUME, rules)
        elif address.ends(*_HISTORIES):
            yield _whole(address, UnitKind.HISTORY, rules)
        elif address.ends(".xml"):
            yield from _pages(address, rules, spool)


def _whole(address: Address, kind: UnitKind, rules: str) -> Unit:
    digest, size = sha256(), 0
    with address.opened() as file:
        while part := file.read(_CHUNK):
            digest.update(part)
            size += len(part)
    return Unit(_key(kind, digest.hexdigest(), rules), kind, address.name, address.stem, size)


def _pages(address: Address, rules: str, spool: Path) -> Iterator[Unit]:
    """The pages of a dump, each put beside the result until a worker has read it."""
    for page in pages_of(address, spool):
        key = _key(UnitKind.PAGE, page.sha256, rules)
        yield Unit(key, UnitKind.PAGE, address.name, page.title, page.size, spooled=str(page.path))


def _files_in_git(repository: Path, rules: str) -> Iterator[Unit]:
    """The text files that a repository tracks now; the key of each holds the last commit that touched it."""
    tracked = set(filter(None, _git(repository, "ls-files", "-z").split("\0")))
    latest: dict[str, str] = {}
    for commit in _git(repository, "log", "--format=%x01%H", "--name-only", "-z").split("\1")[1:]:
        sha, *paths = (part.strip("\n") for part in commit.replace("\n\0", "\0").split("\0"))
        for path in filter(None, paths):
            latest.setdefault(path, sha)
    for path in sorted(tracked & latest.keys()):
        size = (repository / path).stat().st_size if (repository / path).is_file() else 0
        key = _key(UnitKind.GIT_FILE, f"{latest[path]} {path}", rules)
        yield Unit(key, UnitKind.GIT_FILE, str(repository), path, size, within=path)


def _git(repository: Path, *words: str) -> str:
    command = ["git", "-C", str(repository), "-c", "core.quotepath=off", *words]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().splitlines() or ["git gives no reason"]
        raise UnreadableInput(f"{repository}: git cannot read this repository ({reason[-1]})")
    return done.stdout.decode(errors="surrogateescape")


def _key(kind: UnitKind, content: str, rules: str) -> str:
    return sha256(f"{kind}\n{content}\n{rules}".encode(errors="surrogateescape")).hexdigest()
