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
from provenance.sources.asked import lies_under_git
from provenance.sources.packed import LARGEST_REVISION

_SETTINGS = {
    "core.fsmonitor": "false",
    "log.showSignature": "false",
    "log.showRoot": "true",
    "log.diffMerges": "first-parent",
    "diff.renames": "true",
    "diff.renameLimit": "0",
    "diff.relative": "false",
    "diff.orderFile": os.devnull,
    "i18n.logOutputEncoding": "UTF-8",
}
"""What nobody's own settings may change, since it would hide a part of the past."""

_SAFE = ("--no-pager", "--no-replace-objects", "--literal-pathspecs", *(
    word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")
))  # fmt: skip
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_GRAFT_FILE": os.devnull,
}
"""No question asked, nothing fetched, nothing written, and no commit given other parents than it was made with."""

_NO_REPOSITORY = "not a git repository"
_ANOTHERS = "dubious ownership"
_NO_COMMIT = "bad revision 'HEAD'"
_PROMISED = "promisor remote"
_BAD_OBJECT = "bad object "
_LOST = "is missing or damaged; run `git fsck` and restore it from another copy"
_READ_BY_GIT = (
    *("shallow", "packed-refs", "index", "info/grafts", "info/attributes"),
    *("objects/info/alternates", "objects/info/commit-graph"),
)
"""Files that git reads before it answers, in the folder that all working trees share."""
_NO_FILTER = {b"unspecified", b"unset", b"set"}
_PATIENCE = 60
"""Seconds for a question that git answers at once, whatever a repository holds."""
IN_PART = (
    "the repository was cloned without all of its texts (a partial clone, --filter), and nothing is fetched here; "
    "`git fetch --refetch --no-filter` brings them, or clone it whole"
)
"""Why an object may be missing where nothing is damaged."""


class Repository:
    """A repository, and the file in it that is asked about."""

    def __init__(self, path: Path) -> None:
        self.path = path
        folder = path.parent
        while not folder.is_dir() and folder != folder.parent:
            folder = folder.parent
        self._folder = folder
        top, self._common = map(self._place, ("--show-toplevel", "--git-common-dir"))
        self._folder = top
        self._refuse_pipes()
        self.name = os.path.relpath(folder.resolve() / path.relative_to(folder), top.resolve())

    def _refuse_pipes(self) -> None:
        """UnreadableInput if a file of git's own is none, as a pipe that git would wait for without end."""
        for name in _READ_BY_GIT:
            own = self._common / name
            if own.exists() and not own.is_file():
                raise UnreadableInput(f"{self.path}: its git repository is damaged ({own} is not a file)")

    def _place(self, asked: str) -> Path:
        """A folder of the repository, as git tells it."""
        told = self.ask("rev-parse", "--path-format=absolute", asked, patience=_PATIENCE).removesuffix(b"\n")
        if b"\0" in told or not os.path.isabs(told):
            raise UnreadableInput(f"{self.path}: the program `git` that was found does not answer as git does")
        return Path(os.fsdecode(told))

    @property
    def cuts(self) -> frozenset[str]:
        """The commits whose parents the repository does not have, as it was cloned without them."""
        return frozenset(_lines(self._common / "shallow"))

    @property
    def has_committed(self) -> bool:
        """True if the last commit has the file, whatever the index says."""
        return bool(self._run(("ls-tree", "HEAD", "--", self.name)).stdout)

    @property
    def is_partial(self) -> bool:
        """True if the repository was cloned without some of its objects, to fetch them when they are asked for."""
        return bool(self._run(("config", "--get-regexp", r"^remote\..*\.promisor$")).stdout)

    @property
    def told_otherwise(self) -> int:
        """How many objects the repository shows as others than they were made (`git replace`, grafts)."""
        replaced = self.ask("for-each-ref", "--format=%(refname)", "refs/replace/").split()
        return len(replaced) + len(_lines(self._common / "info" / "grafts"))

    def ask(self, *arguments: str, patience: float | None = None) -> bytes:
        """What git prints; where it fails, or is silent for longer than `patience` seconds, a sentence."""
        done = self._run(arguments, patience)
        if done.returncode:
            raise UnreadableInput(f"{self.path}: {self._refusal(done.stderr)}")
        return done.stdout

    @property
    def filter(self) -> str | None:
        """The name of the program through which git keeps the file (`filter=` in .gitattributes), if there is one."""
        told = self.ask("check-attr", "-z", "filter", "--", self.name).split(b"\0")
        return None if told[2] in _NO_FILTER else os.fsdecode(told[2])

    def hash_as_kept(self, data: bytes) -> str | None:
        """The object that git would keep of the file if it had these bytes; None if it refuses them.

        So `ident`, `eol` and `working-tree-encoding` are undone as git does it. To be asked only of a file without a
        `filter`, as that would be run.
        """
        done = self._run(("hash-object", "--stdin", f"--path={self.name}"), stdin=data)
        return None if done.returncode else done.stdout.decode().strip()

    def _refusal(self, stderr: bytes) -> str:
        """Why git tells nothing, and what to do."""
        complaint = _complaint(stderr)
        if _NO_REPOSITORY in complaint and self.path.is_symlink():
            return f"is a link; name the file that it leads to, {self.path.resolve()}"
        if _NO_REPOSITORY in complaint and not os.path.lexists(self.path):
            return "there is no such file, and no git repository that may have had it"
        if _NO_REPOSITORY in complaint:
            return "its git repository is damaged (.git)" if lies_under_git(self.path) else "lies in no git repository"
        if _ANOTHERS in stderr.decode("utf-8", "replace"):
            return (
                "the repository belongs to another user, and git reads it only if you say that you trust it: "
                f"`git config --global --add safe.directory {_mistrusted(stderr) or os.path.abspath(self._folder)}`"
            )
        if _NO_COMMIT in complaint:
            return "the repository has no commit yet, or what it is to begin from is damaged (HEAD)"
        if _PROMISED in complaint:
            return IN_PART
        if _BAD_OBJECT in complaint:
            return f"{complaint.removeprefix('bad ')} of the repository {_LOST}"
        return f"git cannot tell its history ({complaint})"

    def _run(
        self, arguments: Sequence[str], patience: float | None = None, stdin: bytes | None = None
    ) -> "subprocess.CompletedProcess[bytes]":
        command = self.command(*arguments)
        try:
            return subprocess.run(
                command, env=self.environment, input=stdin, capture_output=True, check=False, timeout=patience
            )
        except subprocess.TimeoutExpired:
            raise UnreadableInput(f"{self.path}: `git` does not answer; see what keeps it") from None
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
        if self._repository.is_partial:
            return UnreadableInput(f"{self._repository.path}: {IN_PART}")
        return UnreadableInput(f"{self._repository.path}: object {name} of the repository {_LOST}")


def is_tracked(path: Path) -> bool:
    """True if the file lies in a git repository that knows it.

    UnreadableInput where there is a repository of which git tells nothing: a past that cannot be asked is not none.
    """
    if not lies_under_git(path):
        return False
    try:
        repository = Repository(path)
        return bool(repository.ask("ls-files", "--", repository.name)) or repository.has_committed
    except UnreadableInput as trouble:
        raise UnreadableInput(f"{trouble}; with --format text its words alone are read, without a past") from None


def _complaint(stderr: bytes) -> str:
    """The last thing that git complains of, on one line."""
    last = re.split(r"^(?:fatal|error): ", stderr.decode("utf-8", "replace"), flags=re.MULTILINE)[-1]
    return " ".join(last.split()) or "it gives no reason"


def _mistrusted(stderr: bytes) -> str | None:
    """The repository that git does not trust, as it names it."""
    found = re.search(r"in repository at '(.+)'", stderr.decode("utf-8", "replace"))
    return found and found[1]


def _lines(path: Path) -> list[str]:
    """The lines of a small file of git's own; none if it is not there."""
    try:
        lines = path.read_text("ascii", "replace").splitlines()
    except OSError:
        return []
    return [line for line in lines if line.strip() and not line.startswith("#")]


@contextmanager
def open_objects(repository: Repository) -> Iterator[Objects]:
    """The objects of a repository, for as long as they are needed."""
    with Objects(repository) as objects:
        yield objects
