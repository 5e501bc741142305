"""How long the reading room takes for a page: 10,000 works, a text of 70,000 words, a history of 1,176 versions.

    python -m benchmarks.web [--works 10000] [--rounds 15] [--database FILE] [--datasette PROGRAM]

The library is made up, but for the shipped letter. A server answers on this machine and is asked over HTTP, one
request after the other; each page is asked for once before it is timed, and the median and the slowest of all rounds
are given, and the processor's time of server and client together, which does not depend on what else the machine does.
Datasette, where there is one, serves the rows of the same database, its pages beside ours.
"""

import argparse
import json
import random
import shutil
import socket
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import uvicorn

from benchmarks.history_generator import COMMON, ROOTS
from provenance import pipeline, resources
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.versions import Standing, Version, Work
from provenance.store.library import open_library
from provenance.text.blocks import split_blocks
from provenance.web.reading_room import open_room
from provenance.web.room_settings import RoomSettings

LETTER = "frus1969-76v13-d309a1"
AIMS = {"library": 200, "letter": 100, "long": 1000}


def prose(chance: random.Random, words: int) -> str:
    """A text of so many words, in sentences and paragraphs."""
    sentences = []
    while words > 0:
        size = min(words, chance.randint(8, 24))
        picked = [chance.choice(COMMON if chance.random() < 0.5 else ROOTS) for _ in range(size)]
        sentences.append(" ".join(picked).capitalize() + ".")
        words -= size
    return "\n\n".join(" ".join(sentences[n : n + 6]) for n in range(0, len(sentences), 6))


def revised(chance: random.Random, text: str, share: float) -> str:
    """The text with some of its words changed."""
    words = text.split(" ")
    return " ".join(chance.choice(ROOTS) if chance.random() < share else word for word in words)


def a_work(chance: random.Random, name: str, words: int, share: float) -> ReceivedWork:
    """A work of two versions, by one of forty authors."""
    first = prose(chance, words)
    texts = (("draft", first, ()), ("final", revised(chance, first, share), (f"{name}@draft",)))
    versions = tuple(
        Version(
            f"{name}@{label}", name, label, text, Standing.EXTANT, split_blocks(text),
            authors=(f"Author {chance.randint(1, 40)}",), date=f"19{chance.randint(40, 79)}-05", parents=parents,
        )
        for label, text, parents in texts
    )  # fmt: skip
    title = " ".join(chance.choice(ROOTS) for _ in range(6)).capitalize()
    return ReceivedWork(Work(name, title, f"Made-up volume {chance.randint(1, 60)}", versions[1].date), (), versions)


def make(database: Path, works: int) -> None:
    """The library: the letter, so many short works, a long one, and a history."""
    chance = random.Random(7)
    pipeline.initialise(str(database), resources.example_files())
    with open_library(str(database)) as library:
        library.save_received(Received("long", "f" * 64, (a_work(chance, "long", 70_000, 0.01),)))
        for batch in range(0, works, 1000):
            found = tuple(a_work(chance, f"work-{batch + n}", 120, 0.05) for n in range(min(1000, works - batch)))
            library.save_received(Received(f"batch {batch}", f"{batch:064x}", found))
    history = database.with_name("history.jsonl")
    text, lines = prose(chance, 1500), []
    for number in range(1176):
        text = revised(chance, text, 0.004)
        lines.append({"rev": str(number), "text": text, "author": [f"Author {chance.randint(1, 12)}"]})
    history.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    pipeline.ingest(str(database), history)


@contextmanager
def served(database: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The reading room on a port of this machine; its address, and what a request has to carry."""
    listening = socket.create_server(("127.0.0.1", 0))
    base = f"http://127.0.0.1:{listening.getsockname()[1]}"
    settings = RoomSettings(str(database), frozenset({base.removeprefix("http://")}), token="benchmark")
    server = uvicorn.Server(uvicorn.Config(open_room(settings), log_level="error"))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    yield base, {"authorization": "Bearer benchmark", "accept": "text/html"}
    server.should_exit = True
    thread.join(10)


@contextmanager
def beside(program: str, database: Path) -> Iterator[str]:
    """Datasette, serving the same database's rows."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [program, "serve", str(database), "--port", str(port), "--setting", "sql_time_limit_ms", "20000"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        try:
            for _ in range(100):
                with socket.socket() as knock:
                    if knock.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()


def timed(client: httpx.Client, address: str, rounds: int) -> tuple[float, float, float, int]:
    """The median, the slowest and the processor's time of a round in milliseconds, and the page's size."""
    first = client.get(address)
    first.raise_for_status()
    times, spent = [], time.process_time()
    for _ in range(rounds):
        start = time.perf_counter()
        client.get(address)
        times.append(1000 * (time.perf_counter() - start))
    spent = 1000 * (time.process_time() - spent) / rounds
    return statistics.median(times), max(times), spent, len(first.content)


PAGES = [
    ("library", "/"),
    ("library, second hundred", "/?page=3&order=title"),
    ("library, by person", "/?person=Author+7"),
    ("library, by words", "/?q=treaty+harbour"),
    ("search", "/search?q=%22emphasis+on+shorter%22"),
    ("letter", f"/works/{LETTER}"),
    ("letter, side by side", f"/works/{LETTER}/compare/reconstructed-draft/final"),
    ("letter, sentence", f"/works/{LETTER}/who/8.3"),
    ("letter, evidence", f"/works/{LETTER}/evidence"),
    ("long: version", "/works/long/text/final"),
    ("long: redline", "/works/long"),
    ("long: side by side", "/works/long/compare/draft/final"),
    ("history", "/works/history/history"),
    ("history, first to last", "/works/history"),
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--works", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--database", type=Path, help="keep the library here, or use the one that is here")
    parser.add_argument("--datasette", default=shutil.which("datasette"))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = asked.database or Path(folder) / "library.db"
        if not database.exists():
            start = time.perf_counter()
            make(database, asked.works)
            print(f"library made in {time.perf_counter() - start:.0f} s, {database.stat().st_size / 1e6:.0f} MB")
        with served(database) as (base, carried), httpx.Client(base_url=base, headers=carried, timeout=120) as client:
            for name, address in PAGES:
                middle, slowest, spent, size = timed(client, address, asked.rounds)
                aim = AIMS.get(name.split(",")[0].split(":")[0])
                held = f"(at most {aim})" if aim else ""
                print(
                    f"{name:26} {middle:6.0f} ms, slowest {slowest:6.0f} ms, processor {spent:6.0f} ms {held:15} "
                    f"{size / 1000:6.0f} kB",
                    flush=True,
                )
        if not asked.datasette:
            print("datasette is not installed, so nothing is compared with it")
            return
        with beside(asked.datasette, database) as base, httpx.Client(base_url=base, timeout=120) as client:
            name = database.stem
            for what, address in (
                ("datasette: works", f"/{name}/works"),
                ("datasette: works by words", f"/{name}/works?_where=title+like+%27%25treaty%25%27"),
                ("datasette: versions", f"/{name}/versions?_size=50"),
            ):
                middle, slowest, _, size = timed(client, address, asked.rounds)
                print(f"{what:26} {middle:6.0f} ms, slowest {slowest:6.0f} ms {'':37} {size / 1000:6.0f} kB")


if __name__ == "__main__":
    main()
