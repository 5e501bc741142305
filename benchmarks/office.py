"""An office at work: many clients at once on one library, by the command line and through the reading room.

    python -m benchmarks.office PLACE [--clients 20] [--visitors 8] [--json FILE]

PLACE is a database that is new or empty: a path, or the URL of a PostgreSQL database. Each client is a series of
processes, as a colleague at a desk starts them: a text stored, a draft added to the work that all share, a work
renamed, the library searched, the log read. Each visitor does the like in one room that is served to all. In the end
everything that was stored must be there, the log must be one chain, and `verify` must be content.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

PROGRAM = str(Path(sys.executable).parent / "provenance")
SHARED = "shared"


@dataclass
class Office:
    """Where the library is, how long everything took, and what went wrong."""

    place: str
    folder: Path
    took: dict[str, list[float]] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)

    def timed(self, what: str, doing: Callable[[], str | None]) -> None:
        """Do something, and note how long it took and what it complained of."""
        started = time.perf_counter()
        trouble = doing()
        self.took.setdefault(what, []).append(time.perf_counter() - started)
        if trouble:
            self.troubles.append(f"{what}: {trouble}")

    def run(self, *arguments: str) -> str | None:
        """One command; its complaint, if it ends with another number than 0."""
        given = {**os.environ, "PROVENANCE_DB": self.place}
        done = subprocess.run([PROGRAM, *arguments], env=given, capture_output=True, text=True, check=False)
        return None if done.returncode == 0 else (done.stderr.strip() or f"exit code {done.returncode}")


def client(office: Office, number: int) -> None:
    """A colleague at a desk."""
    name = f"Colleague {number}"
    own = office.folder / f"letter{number}.txt"
    own.write_text(f"Dear Sir,\n\nThe word{number} was said in Vienna.\n\nWe stay.", "utf-8")
    office.timed("ingest", lambda: office.run("ingest", str(own), "--as", name))
    own.write_text(f"Dear Sir,\n\nWe shall meet in Vienna, says word{number}.", "utf-8")
    draft = ("add", SHARED, str(own), "--by", f"Ann Brown {number}", "--label", f"draft {number}", "--as", name)
    office.timed("add", lambda: office.run(*draft))
    edit = ("edit", "work", f"letter{number}", "--title", f"Letter {number}", "--as", name)
    office.timed("edit", lambda: office.run(*edit))
    office.timed("search", lambda: office.run("search", f"word{number}"))
    office.timed("log", lambda: office.run("log"))


def visitor(office: Office, address: str, number: int) -> None:
    """Somebody in the reading room."""
    origin = "/".join(address.split("/")[:3])
    with httpx.Client(base_url=origin, follow_redirects=True, timeout=900, trust_env=False) as room:
        room.get(address)
        room.headers["origin"] = origin

        def asks(path: str) -> str | None:
            answer = room.get(path)
            return None if answer.status_code == 200 else f"{path}: {answer.status_code}"

        def keeps() -> str | None:
            data = {"pasted": f"Dear Sir,\n\nThe guest{number} writes.", "name": f"Guest {number}"}
            place = room.post("/add", data=data).url
            while "is being read" in room.get(place).text:
                time.sleep(0.2)
            answer = room.post(f"{place}/keep")
            return None if answer.status_code == 200 else f"keep: {answer.status_code}"

        office.timed("a page of the work", lambda: asks(f"/works/{SHARED}"))
        office.timed("a text sent and kept", keeps)
        for _ in range(3):
            office.timed("a page of the library", lambda: asks(f"/?words=guest{number}"))


@contextmanager
def served(office: Office) -> Iterator[str]:
    """The reading room of the library, and the address with its token."""
    given = {**os.environ, "PROVENANCE_DB": office.place}
    with subprocess.Popen([PROGRAM, "serve", "--port", "0"], env=given, stderr=subprocess.PIPE, text=True) as room:
        assert room.stderr
        told = room.stderr.readline()
        found = re.search(r"http://\S+", told)
        if not found:
            sys.exit(told)
        drained = threading.Thread(target=room.stderr.read, daemon=True)
        drained.start()
        yield found[0]
        room.terminate()


def check(office: Office, clients: int, visitors: int) -> list[str]:
    """What is missing or wrong when all have gone home."""
    given = {**os.environ, "PROVENANCE_DB": office.place}

    def asked(*arguments: str) -> Any:
        done = subprocess.run([PROGRAM, *arguments, "--json"], env=given, capture_output=True, text=True, check=False)
        return json.loads(done.stdout)

    works = {work["title"]: work for work in asked("list")["works"]}
    wanted = {f"Letter {n}" for n in range(clients)} | {f"Guest {n}" for n in range(visitors)}
    faults = [f"{title} is not there" for title in sorted(wanted - works.keys())]
    labels = {one["label"] for one in works["Shared"]["versions"]}
    faults += [f"draft {n} is not there" for n in range(clients) if f"draft {n}" not in labels]
    entries = len(asked("log")["entries"])
    if entries != 1 + 3 * clients + visitors:
        faults.append(f"{entries} entries in the log")
    return faults + list(asked("verify")["faults"])


def main() -> None:
    """Let the office work, and print what it took."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("place")
    asked.add_argument("--clients", type=int, default=20)
    asked.add_argument("--visitors", type=int, default=8)
    asked.add_argument("--json", type=Path)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        office = Office(options.place, Path(folder))
        first = Path(folder) / "shared.txt"
        first.write_text("Dear Sir,\n\nWe shall meet in Vienna.", "utf-8")
        for command in (("init", "--empty"), ("ingest", str(first), "--id", SHARED, "--title", "Shared")):
            if trouble := office.run(*command):
                sys.exit(trouble)
        started = time.perf_counter()
        with served(office) as address:
            people = [threading.Thread(target=client, args=(office, n)) for n in range(options.clients)]
            people += [threading.Thread(target=visitor, args=(office, address, n)) for n in range(options.visitors)]
            for one in people:
                one.start()
            for one in people:
                one.join()
        seconds = time.perf_counter() - started
        faults = office.troubles + check(office, options.clients, options.visitors)
    print(f"{options.clients} clients and {options.visitors} visitors at once: {seconds:.0f} s, {len(faults)} faults")
    for what, took in office.took.items():
        print(f"  {what:24} {len(took):4} times, median {statistics.median(took):6.2f} s, longest {max(took):6.2f} s")
    print("\n".join(faults[:20]))
    if options.json:
        options.json.write_text(json.dumps({"seconds": seconds, "took": office.took, "faults": faults}), "utf-8")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
