"""The objects of a git repository, asked of the `git` program: nothing of the repository's own is ever run.

Commits and texts are read raw, by size, so that no name, message or path can be mistaken for something else.
"""

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from provenance.errors import UnreadableInput
from provenance.sources.packed import LARGEST_REVISION

_SAFE = ("--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false")
_ENVIRONMENT = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}


class Repository:
    """A repository, and the file in it that is asked about."""

    def __init__(self, path: Path) -> None:
        self.path = path
        folder = path.parent
        while not folder.is_dir() and folder != folder.parent:
            folder = folder.parent
        self._folder = folder
        top = self.ask("rev-parse", "--show-toplevel", trouble=f"{path}: lies in no git repository").decode().strip()
        self._folder = Path(top)
        self.name = os.path.relpath(folder.resolve() / path.relative_to(folder), Path(top).resolve())

    def ask(self, *arguments: str, trouble: str | None = None) -> bytes:
        """What git prints; its last word of complaint, or `trouble`, where it fails."""
        done = self._run(arguments)
        if done.returncode:
            raise UnreadableInput(trouble or f"{self.path}: git cannot tell its history ({_complaint(done.stderr)})")
        return done.stdout

    def _run(self, arguments: Sequence[str]) -> "subprocess.CompletedProcess[bytes]":
        try:
            return subprocess.run(self.command(*arguments), env=self.environment, capture_output=True, check=False)
        except FileNotFoundError:
            raise UnreadableInput("git is not installed; install it to read the history of a repository") from None

    def command(self, *arguments: str) -> list[str]:
        """The command line for git in this repository."""
        return ["git", *_SAFE, "-C", str(self._folder), *arguments]

    @property
    def environment(self) -> dict[str, str]:
        """The environment for git: no question asked, nothing fetched, nothing written."""
        return {**{k: v for k, v in os.environ.items() if not k.startswith("GIT_")}, **_ENVIRONMENT}


class Objects:
    """A running `git cat-file` that gives one object after another."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._process = subprocess.Popen(
            repository.command("cat-file", "--batch"),
            env=repository.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> "Objects":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def read(self, name: str) -> bytes | None:
        """The bytes of an object; None if there is nothing under a name such as `commit:path`."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(name.encode("utf-8", "surrogateescape") + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise self._broken(name) from None
        head = self._process.stdout.readline()
        if head.endswith(b" missing\n"):
            return None
        fields = head.rsplit(b" ", 2)
        if len(fields) != 3 or not fields[2].strip().isdigit():
            raise self._broken(name)
        size = int(fields[2])
        if size > LARGEST_REVISION:
            raise UnreadableInput(
                f"{self._repository.path}: object {name} is larger than {LARGEST_REVISION // 1024**2} MB, "
                "the most that one revision may be"
            )
        data = self._process.stdout.read(size + 1)
        if len(data) != size + 1:
            raise self._broken(name)
        return data[:-1]

    def read_present(self, name: str) -> bytes:
        """The bytes of an object that the history says is there."""
        data = self.read(name)
        if data is None:
            raise self._broken(name)
        return data

    def _broken(self, name: str) -> UnreadableInput:
        return UnreadableInput(
            f"{self._repository.path}: object {name} of the repository is missing or damaged; "
            "run `git fsck` and restore it from another copy"
        )


def is_tracked(path: Path) -> bool:
    """True if the file lies in a git repository that knows it."""
    if not any((folder / ".git").exists() for folder in path.absolute().parents):
        return False
    try:
        repository = Repository(path)
        return bool(repository.ask("ls-files", "--error-unmatch", "--", repository.name))
    except UnreadableInput:
        return False


def _complaint(stderr: bytes) -> str:
    lines = [line for line in stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    return re.sub(r"^(?:fatal|error): ", "", lines[-1]) if lines else "it gives no reason"


@contextmanager
def open_objects(repository: Repository) -> Iterator[Objects]:
    """The objects of a repository, for as long as they are needed."""
    with Objects(repository) as objects:
        yield objects
