"""Files that visitors send, read by a process of their own with a limit of time and memory.

A file is first looked at: what it holds, what was odd in it. Only then, if the visitor wants it, it is kept. Both are
done by `reading_process`, so that a file that is made to harm cannot take the reading room with it: the process is
ended when its time is up, and gets no memory beyond its limit. What is sent lies in a folder of its own, that goes
when it has been kept, when it is a day old, or when the room is closed.
"""

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from provenance.errors import NotFound, ProvenanceError, UnreadableInput
from provenance.web.room_settings import Limits

_AT_ONCE = threading.BoundedSemaphore(2)
_OLDEST = 24 * 3600
_MOST_WAITING = 100


@dataclass(slots=True)
class Task:
    """Something done with a file by a process of its own: `found` is its answer, `trouble` a sentence."""

    name: str
    file: Path
    visitor: str
    asked: dict[str, Any]
    since: float = field(default_factory=monotonic)
    found: dict[str, Any] | None = None
    trouble: str | None = None
    done: threading.Event = field(default_factory=threading.Event)

    @property
    def seconds(self) -> int:
        """How long it has been going on."""
        return int(monotonic() - self.since)


class Intake:
    """The files that have been sent and not yet been kept."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._folder = tempfile.TemporaryDirectory(prefix="provenance-room-", ignore_cleanup_errors=True)
        self._tasks: dict[str, Task] = {}
        self._lock = threading.Lock()

    def receive(self, files: Sequence[tuple[str, bytes]], visitor: str, asked: Mapping[str, Any]) -> str:
        """Take a file, or several, and begin to look at them; the number under which they can be asked for."""
        if not files or not all(content.strip() for _, content in files):
            raise UnreadableInput("nothing was sent; choose a file, or paste a text")
        self._clear()
        number = secrets.token_urlsafe(12)
        folder = Path(self._folder.name) / number
        folder.mkdir(mode=0o700)
        names: list[str] = []
        for name, content in files:
            safe = safe_name(name)
            names.append(f"{len(names)} {safe}" if safe in names else safe)
            (folder / names[-1]).write_bytes(content)
        task = Task(names[0], folder / names[0], visitor, {**asked, "files": names})
        with self._lock:
            self._tasks[number] = task
        threading.Thread(target=self._work, args=(task, {**task.asked, "do": "look"}), daemon=True).start()
        return number

    def task(self, number: str, visitor: str) -> Task:
        """What became of a file that this visitor has sent."""
        with self._lock:
            task = self._tasks.get(number)
        if task is None or task.visitor != visitor:
            raise NotFound("that file is not here any more; send it once more")
        return task

    def keep(self, number: str, visitor: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Keep what the file holds; what became of it."""
        task = self.task(number, visitor)
        kept = self._done(task.file, {**task.asked, **asked, "do": "keep"})
        self.drop(number)
        return kept

    def drop(self, number: str) -> None:
        """Let go of a file."""
        with self._lock:
            task = self._tasks.pop(number, None)
        if task is not None:
            shutil.rmtree(task.file.parent, ignore_errors=True)

    def close(self) -> None:
        """Let go of all of them."""
        self._folder.cleanup()

    def _clear(self) -> None:
        """Let go of what is old, and of the oldest where there are too many."""
        with self._lock:
            old = [number for number, task in self._tasks.items() if task.seconds > _OLDEST]
            old += list(self._tasks)[: max(0, len(self._tasks) - _MOST_WAITING)]
        for number in old:
            self.drop(number)

    def _work(self, task: Task, asked: dict[str, Any]) -> None:
        try:
            task.found = self._done(task.file, asked)
        except ProvenanceError as error:
            task.trouble = str(error)
        finally:
            task.done.set()

    def _done(self, file: Path, asked: dict[str, Any]) -> dict[str, Any]:
        """The answer of the process; UnreadableInput with its sentence, or with ours if it was ended."""
        command = [sys.executable, "-P", "-m", "provenance.web.reading_process"]
        limits = {"seconds": self._limits.reading_seconds, "bytes": self._limits.reading_bytes}
        given = json.dumps({**asked, "file": file.name, "limits": limits})
        with _AT_ONCE:
            try:
                ended = subprocess.run(
                    command,
                    input=given.encode(),
                    cwd=file.parent,
                    env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                    capture_output=True,
                    timeout=self._limits.reading_seconds + 10,
                    check=False,
                )
            except subprocess.TimeoutExpired as error:
                raise UnreadableInput(_TOO_LONG) from error
        if ended.returncode:
            sys.stderr.write(ended.stderr.decode(errors="replace")[-2000:])
            raise UnreadableInput(_TOO_LONG if ended.returncode < 0 else _TOO_MUCH)
        answer: dict[str, Any] = json.loads(ended.stdout)
        if "trouble" in answer:
            raise UnreadableInput(answer["trouble"])
        return answer


_TOO_LONG = "reading this file took too long, or too much memory, and was ended; nothing of it was kept"
_TOO_MUCH = "this file cannot be read: the program that reads it ended without an answer; nothing of it was kept"


def safe_name(name: str) -> str:
    """A file's name without any folder, and with nothing in it that could be taken for a command or a path.

    >>> safe_name("../../etc/passwd"), safe_name("draft of May.docx"), safe_name("-rf")
    ('passwd', 'draft of May.docx', '_rf')
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    safe = re.sub(r"[^\w .()-]", "_", last).strip(". ")[-120:]
    return re.sub(r"^-", "_", safe) or "text.txt"
