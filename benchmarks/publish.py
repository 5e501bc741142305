"""What each format costs, and what each program shows: `python -m benchmarks.publish` prints two tables, and a third
with `--docxodus FOLDER`, a checkout of github.com/JSv4/Docxodus: its cases of several reviewers (`returned_copies`).

The letter is the reconstructed draft against the printed text; the harder pair is `tests/cases/pairs/harbour`: a
sentence reworded by one reviser, who moved another, and two paragraphs swapped by a second. What a reader would mark
in either is known. A tool has a passage right if it shows exactly these words, in as many finer steps as it likes;
of swapped paragraphs it may move either. It has the author right if it gives the passage to the one who changed it.
Times are those of whole processes, in turn, the least of the rounds.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tabulate import tabulate

from benchmarks.peers import OURS, TOOLS, Shown, Tool, read_word
from benchmarks.returned_copies import HEAD, table
from benchmarks.word_files import write_word_file
from provenance import pipeline, resources, stages
from provenance.model.attributions import Apparatus, dossier_of
from provenance.reports.report_catalogue import REPORTS, write_report

PAIR = Path(__file__).parents[1] / "tests" / "cases" / "pairs" / "harbour"


@dataclass(frozen=True)
class Case:
    """Two texts, the same as Word files, and what a reader would mark between them: kind, before, after, who."""

    name: str
    base: str
    revised: str
    tracked: str
    marked: tuple[tuple[str, str, str, str], ...]

    def write(self, folder: Path) -> None:
        """The files that the tools are given."""
        (folder / f"{self.name}-a.txt").write_text(self.base, "utf-8")
        (folder / f"{self.name}-b.txt").write_text(self.revised, "utf-8")
        write_word_file(folder / f"{self.name}-a.docx", self.base)
        write_word_file(folder / f"{self.name}-b.docx", self.tracked)


def letter_case(apparatus: Apparatus) -> Case:
    """The letter; what a reader would mark are the two passages that its notes speak of."""
    changes = [(a.change, " and ".join(a.revisers)) for a in apparatus.attributions]
    marked = tuple((c.kind.value, "", c.after.text if c.after else "", who) for c, who in changes)
    return Case("letter", apparatus.base.text, apparatus.revised.text, apparatus.revised.text, marked)


def pair_case() -> Case:
    """The harder pair."""
    read = {name: (PAIR / name).read_text("utf-8") for name in ("base.txt", "revised.txt", "tracked.txt", "changes")}
    rows = [line.split(" | ") for line in read["changes"].splitlines()]
    marked = tuple((kind, before, after, who) for kind, before, after, who in rows)
    return Case("pair", read["base.txt"], read["revised.txt"], read["tracked.txt"], marked)


def is_right(row: tuple[str, str, str, str], shown: Sequence[Shown], case: Case) -> list[Shown]:
    """The changes by which a tool shows what a reader would mark; none if its edges differ."""
    kind, before, after, _ = row
    if kind != "transposition":
        return next(_turning(before, after, shown), [])
    for words in _either_of_two_swapped(after, case.revised):
        out = [s for s in shown if _plain(s.before) == _plain(words)]
        into = [s for s in shown if _plain(s.after) == _plain(words)]
        if out and into:
            return list(dict.fromkeys([*out, *into]))
    return []


def _turning(before: str, after: str, shown: Sequence[Shown]) -> Iterator[list[Shown]]:
    """Steps that follow each other and together turn the words before into those after."""
    for first in range(len(shown)):
        words = before
        for last in range(first, min(first + 8, len(shown))):
            step = shown[last]
            if step.before.strip() and step.before.strip() not in words:
                break
            words = words.replace(step.before.strip(), step.after.strip(), 1) if step.before else words + step.after
            if _plain(words) == _plain(after):
                yield list(shown[first : last + 1])


def _either_of_two_swapped(words: str, text: str) -> list[str]:
    paragraphs = text.strip().split("\n\n")
    at = paragraphs.index(words) if words in paragraphs else None
    return [words] if at is None else [words, paragraphs[at + 1]]


def _plain(words: str) -> str:
    """Words without what stands between them: blanks, and the sign that some tools print for a paragraph's end."""
    return re.sub(r"\s+", "", words.replace("¶", ""))


def score(shown: Sequence[Shown], case: Case) -> list[str]:
    """How many changes a tool shows, how many passages it has right, moves told as moves, and authors right."""
    found = [is_right(row, shown, case) for row in case.marked]
    moves = [right for row, right in zip(case.marked, found, strict=True) if row[0] == "transposition"]
    told = sum(bool(right) and all(s.moved for s in right) for right in moves)
    authors = sum(
        bool(right) and all(s.author == row[3] for s in right) for row, right in zip(case.marked, found, strict=True)
    )
    of = len(case.marked)
    scores = [str(len(shown)), f"{sum(map(bool, found))} of {of}"]
    return [*scores, *([f"{told} of {len(moves)}"] if moves else []), f"{authors} of {of}"]


@dataclass(frozen=True)
class Run:
    """A command on one case, where its output goes, and how that is read."""

    command: list[str]
    output: Path
    read: Callable[[Path], list[Shown]]

    def timed(self) -> tuple[list[Shown], float, int]:
        """The changes that it shows, the seconds that it takes, and the size of what it writes."""
        self.output.unlink(missing_ok=True)
        start = time.perf_counter()
        done = subprocess.run(self.command, capture_output=True, cwd=self.output.parent, check=False)
        seconds = time.perf_counter() - start
        if not self.output.exists():
            self.output.write_bytes(done.stdout)
        if done.returncode > 1:
            sys.exit(f"{self.command}: {done.stderr.decode()}")
        return self.read(self.output), seconds, self.output.stat().st_size


def programs(cases: Sequence[Case], folder: Path, rounds: int) -> Iterator[list[str]]:
    """One row a program; all of them run in turn, round by round."""
    runs = {"provenance report, Word file": our_reports(cases, folder)}
    runs |= {tool.name: [one_run(tool, case, folder) for case in cases] for tool in TOOLS if tool.installed}
    least = dict.fromkeys(runs, float("inf"))
    for _ in range(rounds):
        found = {name: [one.timed() for one in both] for name, both in runs.items()}
        least = {name: min(least[name], both[0][1]) for name, both in found.items()}
    for name, both in found.items():
        scores = [cell for case, (shown, _, _) in zip(cases, both, strict=True) for cell in score(shown, case)]
        yield [name, *scores, f"{least[name]:.2f}", f"{both[0][2] / 1000:.1f}"]
    yield from ([tool.name, "not installed"] for tool in TOOLS if not tool.installed)


def one_run(tool: Tool, case: Case, folder: Path) -> Run:
    """A tool on the two files of a case."""
    base, revised = (str(folder / f"{case.name}-{side}{tool.suffix}") for side in "ab")
    output = folder / f"output{tool.output}"
    return Run(tool.command(base, revised, str(output)), output, tool.read)


def our_reports(cases: Sequence[Case], folder: Path) -> list[Run]:
    """Our own reports as Word files, from a library that holds the letter's notes and the pair's tracked changes."""
    library = ["--db", str(folder / "library.db")]
    for command in (["init"], ["ingest", str(folder / "pair-b.docx")]):
        subprocess.run([OURS, *command, *library], capture_output=True, check=True)
    output = folder / "report.docx"
    works = {"letter": "letter from", "pair": "pair-b"}
    return [Run([OURS, "report", works[c.name], "-o", str(output), *library], output, read_word) for c in cases]


def formats(apparatus: dict[str, Apparatus], rounds: int) -> Iterator[list[str]]:
    """One row a format: milliseconds in one process, and size, for the letter and for the pair."""
    for format in REPORTS:
        cells = []
        for found in apparatus.values():
            times = []
            for _ in range(rounds):
                start = time.perf_counter()
                made = write_report(found, format)
                times.append(time.perf_counter() - start)
            size = len(made.encode("utf-8") if isinstance(made, str) else made)
            cells += [f"{min(times) * 1000:.0f}", f"{size / 1000:.1f}"]
        yield [format, *cells]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--docxodus", type=Path, metavar="FOLDER", help="a checkout of Docxodus")
    asked = parser.parse_args()
    rounds = asked.rounds
    received, claims = stages.read(resources.example_files()[0])
    letter = stages.attribute_versions(dossier_of(received.works[1], claims, received.people))
    cases = [letter_case(letter), pair_case()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for case in cases:
            case.write(folder)
        pair = pipeline.diff(folder / "pair-a.docx", folder / "pair-b.docx")
        head = ["format", "letter ms", "kB", "pair ms", "kB"]
        print(tabulate(list(formats({"letter": letter, "pair": pair}, rounds)), head, tablefmt="github"))
        print()
        head = ["program", "letter: shown", "right", "authors", "pair: shown", "right", "moves", "authors", "s", "kB"]
        print(tabulate(list(programs(cases, folder, rounds)), head, tablefmt="github", disable_numparse=True))
    if asked.docxodus:
        print()
        print(tabulate(list(table(asked.docxodus)), HEAD, tablefmt="github", disable_numparse=True))


if __name__ == "__main__":
    main()
