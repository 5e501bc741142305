"""Many programs on one library for a long time, some of them killed: afterwards everything acknowledged must be there.

    python -m benchmarks.soak [--minutes 30] [--writers 8] [--readers 8] [--killed 0.25] [--seed 1] [--keep FOLDER]

Every writer and every reader runs the program, one command after another, each in a process of its own, on one library;
only the start of Python is saved, as each process is forked from one that has the program loaded. A writer has works of
its own, and all share one, so that they also meet in the same rows. So many of the writers' commands are killed
(SIGKILL) after a moment drawn at random: such a write is whole or not there at all, which is looked up before the
writer goes on. Whatever a command acknowledged (exit 0) is noted. No reader may fail, and each must see what was
acknowledged before it began. At the end `provenance verify` must find nothing, and everything noted must be there.

It ends with 0 if all of this holds, else with 1; the first words of whatever did not hold are printed.
"""

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn, TextIO

from provenance.commands.app import COMMANDS
from provenance.commands.app import main as run_the_program

SHARED = "shared"
_LONGEST_LIFE = 0.3
"""A command that is to be killed lives no longer than so many seconds; alone on a machine, one takes about a tenth."""

_WORDS = tuple("we agree that the treaty between our peoples must be made with care before winter".split())  # noqa: SIM905


# ---- the program, loaded once for each who runs it


class Program:
    """A process that has the program loaded and forks for every command, so that Python need not start each time."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        self._process = os.fork()
        if self._process == 0:
            ours.close()
            _fork_for_each(theirs.makefile("r"), theirs.makefile("w"))
        theirs.close()
        self._asks, self._answers = ours.makefile("w"), ours.makefile("r")
        self._said = [Path(tempfile.mkstemp(prefix="soak-")[1]) for _ in "oe"]

    def run(self, arguments: list[str], life: float) -> tuple[int | None, str, str]:
        """Exit code (None: it outlived its life and was killed), output and complaints of a command."""
        asked = {"arguments": arguments, "streams": [str(path) for path in self._said], "life": life}
        self._asks.write(json.dumps(asked) + "\n")
        self._asks.flush()
        code = json.loads(self._answers.readline())
        out, err = (path.read_text(errors="replace") for path in self._said)
        return code, out, err

    def close(self) -> None:
        """Let the process go."""
        os.kill(self._process, signal.SIGTERM)
        os.waitpid(self._process, 0)
        for path in self._said:
            path.unlink()


def load_the_program() -> None:
    """Import what the commands import, so that no fork need do it."""
    for name, (place, _) in COMMANDS.items():
        if name not in ("serve", "user"):
            import_module(f"provenance.commands.{place.split('.')[0]}")
    for name in ("contributions", "mending", "undoing", "verify", "sqlite", "lineages"):
        import_module(f"provenance.store.{name}")
    import_module("provenance.reports.report_catalogue")


def _fork_for_each(asks: TextIO, answers: TextIO) -> NoReturn:
    """Run commands as they are asked for, each in a fork; what is answered are the exit codes."""
    while asked := asks.readline():
        command = json.loads(asked)
        child = os.fork()
        if child == 0:
            _become(command["arguments"], command["streams"])
        answers.write(json.dumps(_code(child, command["life"])) + "\n")
        answers.flush()
    os._exit(0)


def _become(arguments: list[str], streams: list[str]) -> NoReturn:
    """Be the program."""
    code = 3
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for number, path in enumerate(streams, 1):
            os.dup2(os.open(path, os.O_WRONLY | os.O_TRUNC), number)
        sys.argv = ["provenance", *arguments]
        run_the_program()
    except SystemExit as left:
        code = int(left.code or 0)
    finally:
        os._exit(code)


def _code(child: int, life: float) -> int | None:
    """How a command ended; None if it was killed when its life was over."""
    until = time.monotonic() + life
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.003)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return None if code == -signal.SIGKILL else code


# ---- a run


@dataclass
class Book:
    """What was acknowledged, by work: title, versions with the hashes of their texts, claims by their words."""

    titles: dict[str, str] = field(default_factory=dict)
    versions: dict[str, dict[str, str]] = field(default_factory=dict)
    claims: dict[str, dict[str, bool]] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)


@dataclass
class Soak:
    """A run: the library, when it ends, what was acknowledged, what did not hold, and how often what was done."""

    folder: Path
    until: float
    killed: float
    books: list[Book]
    lock: threading.Lock = field(default_factory=threading.Lock)
    faults: list[str] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    slowest: dict[str, float] = field(default_factory=dict)

    def run(self, program: Program, *command: str, life: float | None = None) -> tuple[int | None, str, str]:
        """Exit code (None: killed), output and complaints of a command."""
        started = time.monotonic()
        code, out, err = program.run(["--db", str(self.folder / "library.db"), *command], life or 300)
        took = time.monotonic() - started
        with self.lock:
            self.done[f"{command[0]}: {'killed' if code is None else code}"] += 1
            if code is not None:
                self.slowest[command[0]] = max(took, self.slowest.get(command[0], 0))
            if code is None and life is None:
                self.faults.append(f"{command[0]} did not end in 300 seconds")
        return code, out, err

    def answer(self, program: Program, *command: str) -> Any:
        """What a command answers in JSON; None if what was asked for is not there; anything else is a fault."""
        code, out, err = self.run(program, *command, "--json")
        if code == 0:
            return json.loads(out)
        if code != 1 or "Traceback" in err:
            self.fault(f"{' '.join(command)} ended with {code}: {err.strip()}")
        return None

    def fault(self, told: str) -> None:
        """Note what did not hold."""
        with self.lock:
            self.faults.append(told)

    @property
    def is_over(self) -> bool:
        """True when the time is up."""
        return time.monotonic() > self.until


# ---- writers


class Writer(threading.Thread):
    """One who writes into works of his own and into the shared one, and knows what was acknowledged."""

    def __init__(self, soak: Soak, program: Program, number: int, dice: random.Random) -> None:
        super().__init__(name=f"writer {number}")
        self.soak, self.program, self.number, self.dice = soak, program, number, dice
        self.book = soak.books[number]
        self.count = 0

    def run(self) -> None:
        """One act after another until the time is up."""
        try:
            while not self.soak.is_over:
                acts = [self.ingest] if not self.book.titles else [
                    self.ingest, self.add, self.add, self.claim, self.claim, self.share, self.share_a_version,
                    self.set_aside, self.retitle, self.undo, self.remove, self.continue_history,
                ]  # fmt: skip
                self.dice.choice(acts)()
        except Exception as trouble:
            self.soak.fault(f"{self.name} stopped: {trouble!r}")

    # ---- acts: each runs a command and notes what it did, or looks up what became of it if it was killed

    def ingest(self) -> None:
        """A new work."""
        name = self.next_name()
        path, digest = self.write(name)
        if self.acknowledged("ingest", str(path), "--id", name, "--title", f"Title {name}"):
            with self.soak.lock:
                self.book.titles[name] = f"Title {name}"
                self.book.versions[name] = {name: digest}
                self.book.claims[name] = {}

    def add(self) -> None:
        """A further version of a work of one's own."""
        self._add(self.work())

    def share_a_version(self) -> None:
        """A further version of the work that all share."""
        self._add(SHARED)

    def _add(self, work: str) -> None:
        label = self.next_name()
        path, digest = self.write(label)
        if self.acknowledged("add", work, str(path), "--by", f"Author {self.number}", "--label", label):
            with self.soak.lock:
                self.book.versions.setdefault(work, {})[label] = digest

    def claim(self) -> None:
        """A claim on a work of one's own."""
        self._claim(self.work())

    def share(self) -> None:
        """A claim on the work that all share."""
        self._claim(SHARED)

    def _claim(self, work: str) -> None:
        reason = self.next_name()
        said = ("--reviser", f"Reviser {self.number}", "--sentence", "1.1", "--source", "Memoir", "--reason", reason)
        if self.acknowledged("claim", "add", work, *said, "--asserted-by", "A. Scholar"):
            with self.soak.lock:
                self.book.claims.setdefault(work, {})[reason] = False

    def set_aside(self) -> None:
        """A claim of one's own set aside, or brought back."""
        work = self.work()
        claims = {
            one["quote"]: one
            for one in (self.soak.answer(self.program, "claim", "list", work) or {"claims": []})["claims"]
        }
        known = [reason for reason in self.book.claims.get(work, {}) if reason in claims]
        if not known:
            return
        reason = self.dice.choice(known)
        is_aside = self.book.claims[work][reason]
        command = ("restore",) if is_aside else ("withdraw",)
        why = () if is_aside else ("--reason", "a test")
        if self.acknowledged("claim", *command, claims[reason]["id"], work, *why, signed="--by"):
            with self.soak.lock:
                self.book.claims[work][reason] = not is_aside

    def retitle(self) -> None:
        """Another title."""
        work, title = self.work(), f"Title {self.next_name()}"
        if self.acknowledged("edit", "work", work, "--title", title):
            with self.soak.lock:
                self.book.titles[work] = title

    def undo(self) -> None:
        """A retitling taken back."""
        work = self.work()
        before, title = self.book.titles[work], f"Title {self.next_name()}"
        if not self.acknowledged("edit", "work", work, "--title", title):
            return
        with self.soak.lock:
            self.book.titles[work] = title
        entries = [
            one
            for one in (self.soak.answer(self.program, "log", work) or {"entries": []})["entries"]
            if not one["undone"]
        ]
        if entries and self.acknowledged("undo", str(entries[-1]["id"])):
            with self.soak.lock:
                self.book.titles[work] = before

    def remove(self) -> None:
        """A work taken away; now and then only."""
        if len(self.book.titles) < 3 or self.dice.random() < 0.5:
            return
        work = self.work()
        with self.soak.lock:
            self.book.removed.add(work)
        if self.acknowledged("remove", work):
            with self.soak.lock:
                for kept in (self.book.titles, self.book.versions, self.book.claims):
                    kept.pop(work, None)
        else:
            with self.soak.lock:
                self.book.removed.discard(work)

    def continue_history(self) -> None:
        """A history of one's own, with ten revisions more than before."""
        name = f"h{self.number}"
        path = self.soak.folder / f"{name}.jsonl"
        known = len(path.read_text().splitlines()) if path.exists() else 0
        revisions = [{"rev": f"{name}-{known + n}", "author": name, "text": self.text()} for n in range(10)]
        with path.open("a") as file:
            file.writelines(json.dumps(one) + "\n" for one in revisions)
        if self.acknowledged("ingest", str(path)):  # of one that was killed, whole revisions; the next goes on
            with self.soak.lock:
                kept = self.book.versions.setdefault(name, {})
                for line in path.read_text().splitlines():
                    one = json.loads(line)
                    kept[one["rev"]] = _digest(one["text"])

    # ---- what the acts are made of

    def acknowledged(self, *command: str, signed: str = "--as") -> bool:
        """True if the command was carried out; of one that was killed, if the log has the entry that bears its name."""
        name = f"{self.name} {self.next_name()}"
        life = self.dice.uniform(0, _LONGEST_LIFE) if self.dice.random() < self.soak.killed else None
        code, _, err = self.soak.run(self.program, *command, signed, name, life=life)
        if code == 0:
            return True
        if code is not None:
            self.soak.fault(f"{self.name}: {' '.join(command)} ended with {code}: {err.strip()}")
            return False
        entries = (self.soak.answer(self.program, "log") or {"entries": []})["entries"]
        return any(entry["by"] == name for entry in entries)

    def work(self) -> str:
        """One of one's own works."""
        return self.dice.choice(sorted(self.book.titles))

    def next_name(self) -> str:
        """A name that nobody else has."""
        self.count += 1
        return f"w{self.number}x{self.count}"

    def text(self) -> str:
        """Some paragraphs."""
        return "\n\n".join(
            " ".join(self.dice.choices(_WORDS, k=30)).capitalize() + "." for _ in range(self.dice.randint(1, 12))
        )

    def write(self, name: str) -> tuple[Path, str]:
        """A new text in a file, and the hash under which it must be found again."""
        path, text = self.soak.folder / f"{name}.txt", self.text() + f"\n\nThis is {name}.\n"
        path.write_text(text)
        return path, _digest(text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# ---- readers


class Reader(threading.Thread):
    """One who asks, and must be answered at once and with everything that was acknowledged before."""

    def __init__(self, soak: Soak, program: Program, number: int, dice: random.Random) -> None:
        super().__init__(name=f"reader {number}")
        self.soak, self.program, self.dice = soak, program, dice

    def run(self) -> None:
        """One question after another until the time is up."""
        try:
            while not self.soak.is_over:
                self.dice.choice([self.list_all, self.ask_a_work, self.ask_a_work, self.search, self.verify])()
        except Exception as trouble:
            self.soak.fault(f"{self.name} stopped: {trouble!r}")

    def list_all(self) -> None:
        """Everything that was acknowledged is listed."""
        with self.soak.lock:
            expected = {work for book in self.soak.books for work in book.titles}
        found = {one["id"] for one in (self.soak.answer(self.program, "list") or {"works": []})["works"]}
        with self.soak.lock:
            gone = {work for book in self.soak.books for work in book.removed}
        if lost := expected - found - gone:
            self.soak.fault(f"a reader did not find {sorted(lost)}")

    def ask_a_work(self) -> None:
        """Some question about some work."""
        with self.soak.lock:
            works = [SHARED, *(work for book in self.soak.books for work in book.titles)]
        command = self.dice.choice(["who", "changes", "versions", "evidence", "redline", "annotate", "log"])
        self.soak.answer(self.program, command, self.dice.choice(works))

    def search(self) -> None:
        """Words that stand everywhere."""
        self.soak.answer(self.program, "search", "treaty winter")

    def verify(self) -> None:
        """The whole library held against its log, in the midst of it all."""
        if self.dice.random() < 0.2:
            found = self.soak.answer(self.program, "verify")
            if found and found["faults"]:
                self.soak.fault(f"verify found {found['faults'][:3]} while others wrote")


# ---- the end


def check(soak: Soak, program: Program) -> None:
    """Everything acknowledged is there, and nothing is altered."""
    found = soak.answer(program, "verify")
    if found is None or found["faults"]:
        soak.fault(f"verify at the end: {found and found['faults'][:5]}")
    listed = {one["id"]: one for one in soak.answer(program, "list")["works"]}
    for book in soak.books:
        for work, title in book.titles.items():
            if listed.get(work, {}).get("title") != title:
                soak.fault(f"{work} should be called {title!r}, not {listed.get(work, {}).get('title')!r}")
        for work in book.removed - set(book.titles):
            if work in listed:
                soak.fault(f"{work} was removed and is there")
        for work, versions in book.versions.items():
            kept = {one["label"]: one["sha256"] for one in listed.get(work, {"versions": []})["versions"]}
            for label, digest in versions.items():
                if kept.get(label) != digest:
                    soak.fault(f"version {label} of {work}: {'has another text' if label in kept else 'is not there'}")
    claims: dict[str, dict[str, bool]] = {}
    for work in {work for book in soak.books for work, said in book.claims.items() if said}:
        told = (soak.answer(program, "claim", "list", work) or {"claims": []})["claims"]
        claims[work] = {one["quote"]: bool(one["set_aside"]) for one in told}
    for book in soak.books:
        for work, said in book.claims.items():
            for reason, is_aside in said.items():
                if claims[work].get(reason) is not is_aside:
                    soak.fault(f"claim {reason} on {work}: set aside should be {is_aside}")


def soak(folder: Path, minutes: float, writers: int, readers: int, killed: float, seed: int) -> Soak:
    """A run in a folder, with everything that came of it."""
    load_the_program()
    programs = [Program() for _ in range(writers + readers)]  # before there are threads, which do not survive a fork
    run = Soak(folder, time.monotonic() + 60 * minutes, killed, [Book() for _ in range(writers)])
    run.run(programs[0], "init", "--empty")
    (folder / "shared.txt").write_text("We agree that the treaty is good. It is winter.\n")
    run.run(programs[0], "ingest", str(folder / "shared.txt"), "--id", SHARED)
    threads: list[threading.Thread] = []
    for number, program in enumerate(programs):
        make = Writer if number < writers else Reader
        threads.append(make(run, program, number, random.Random(f"{seed} {number}")))
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    check(run, programs[0])
    for program in programs:
        program.close()
    return run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--killed", type=float, default=0.25, help="the share of the writers' commands")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a new folder in which the library stays")
    asked = parser.parse_args()
    folder = asked.keep or Path(tempfile.mkdtemp(prefix="soak-"))
    folder.mkdir(exist_ok=True)
    try:
        found = soak(folder, asked.minutes, asked.writers, asked.readers, asked.killed, asked.seed)
    finally:
        if not asked.keep:
            shutil.rmtree(folder, ignore_errors=True)
    report(found)
    sys.exit(1 if found.faults else 0)


def report(found: Soak) -> None:
    """What was done how often, how long the slowest took, what must be there, and what did not hold."""
    print("; ".join(f"{name} {count}" for name, count in sorted(found.done.items())))
    print("slowest, in seconds: " + "; ".join(f"{name} {took:.1f}" for name, took in sorted(found.slowest.items())))
    works = sum(len(book.titles) for book in found.books)
    versions = sum(len(kept) for book in found.books for kept in book.versions.values())
    claims = sum(len(said) for book in found.books for said in book.claims.values())
    print(f"acknowledged and looked up at the end: {works} works, {versions} versions, {claims} claims")
    killed = sum(count for name, count in found.done.items() if name.endswith("killed"))
    print(f"{sum(found.done.values())} commands, {killed} of them killed; {len(found.faults)} did not hold")
    for told in found.faults[:40]:
        print(f"  {told}")


if __name__ == "__main__":
    main()
