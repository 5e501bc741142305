"""How time grows with the work: every command on inputs that double, from 1,000 paragraphs, changes, claims and words.

    python benchmarks/growth.py [--from 1000] [--to 64000] [--seconds 60] [--only WORD] [--json FILE]

A measure stops where one run takes longer than `--seconds` of the processor, or fails (!). The last columns are the
largest factor between two neighbouring sizes of which the smaller took at least half a second (the aim is 3 where the
input doubles), and the memory that the largest input took, in MB.
"""

import argparse
import atexit
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROGRAM = str(Path(sys.executable).parent / "provenance")
_TEXT = (
    "the task is great and long but we agree that a treaty between our peoples must be made with care before winter "
    "since neither side can gain from delay while others wait for word of what was said in the talks at Vienna"
)
_WORDS = _TEXT.split()
_LEAST = 0.5
_AIM = 3.0
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@dataclass(frozen=True)
class Measure:
    """One measure: a name, what makes its input in a folder, and the command that is timed."""

    name: str
    make: Callable[[Path, int], list[str]]


def sentence(dice: random.Random, number: int) -> str:
    words = dice.choices(_WORDS, k=12)
    return f"{words[0].title()} {' '.join(words[1:])} {number}."


def paragraphs(count: int, seed: int = 1, sentences: int = 2) -> list[str]:
    dice = random.Random(seed)
    return [" ".join(sentence(dice, n) for _ in range(sentences)) for n in range(count)]


def write(path: Path, blocks: list[str]) -> str:
    path.write_text("\n\n".join(blocks) + "\n")
    return str(path)


def revised(blocks: list[str]) -> list[str]:
    """Every tenth paragraph with a word more."""
    return [f"{block} Indeed so." if n % 10 == 0 else block for n, block in enumerate(blocks)]


# ---- inputs


def two_texts(folder: Path, size: int, *options: str) -> list[str]:
    blocks = paragraphs(size)
    return ["diff", write(folder / "a.txt", blocks), write(folder / "b.txt", revised(blocks)), *options]


def moved_texts(folder: Path, size: int) -> list[str]:
    blocks = paragraphs(size)
    shuffled = [*blocks]
    random.Random(2).shuffle(shuffled)
    return ["diff", write(folder / "a.txt", blocks), write(folder / "b.txt", shuffled), "--brief"]


def one_long_paragraph(folder: Path, size: int) -> list[str]:
    blocks = paragraphs(size)
    first, second = " ".join(blocks), " ".join(revised(blocks))
    return ["diff", write(folder / "a.txt", [first]), write(folder / "b.txt", [second]), "--brief"]


def one_long_word(folder: Path, size: int) -> list[str]:
    word = "x" * size * 16
    return ["diff", write(folder / "a.txt", [f"We {word} agree."]), write(folder / "b.txt", [f"We {word}y agree."])]


def unlike_texts(folder: Path, size: int) -> list[str]:
    first, second = write(folder / "a.txt", paragraphs(size)), write(folder / "b.txt", paragraphs(size, seed=7))
    return ["diff", first, second, "--brief"]


def same_lines(folder: Path, size: int) -> list[str]:
    first, second = write(folder / "a.txt", ["We agree."] * size), write(folder / "b.txt", ["We agree."] * (size + 3))
    return ["diff", first, second, "--brief"]


def tracked_word_file(folder: Path, size: int) -> Path:
    """A Word file with as many tracked changes by three authors as paragraphs."""
    path = folder / "tracked.docx"
    body = "".join(_tracked(block, n) for n, block in enumerate(paragraphs(size, sentences=1)))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPE}"/></Types>',
        )
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>',
        )
        package.writestr("word/document.xml", f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>')
    return path


def _tracked(block: str, number: int) -> str:
    stamp = f'w:id="{number}" w:author="Author {number % 3}" w:date="1971-08-0{1 + number % 3}T00:00:00Z"'
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    added = f"<w:ins {stamp}>{run.format(f' Added {number}.')}</w:ins>"
    return f"<w:p>{run.format(block)}{added}</w:p>"


def tracked(folder: Path, size: int) -> list[str]:
    return ["ingest", str(tracked_word_file(folder, size))]


def tracked_diff(folder: Path, size: int) -> list[str]:
    return ["diff", write(folder / "a.txt", paragraphs(size, sentences=1)), str(tracked_word_file(folder, size)), "-q"]


def kept(name: str, folder: Path, size: int, make: Callable[[Path, int], None]) -> None:
    """A library of that name and size in a folder; made once, since many measures begin with it."""
    made = _libraries() / f"{name}-{size}"
    if not made.exists():
        made.mkdir()
        run(made, ["init", "--empty"])
        make(made, size)
    shutil.copytree(made, folder, dirs_exist_ok=True)


@cache
def _libraries() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="growth-"))
    atexit.register(shutil.rmtree, folder)
    return folder


def stored(folder: Path, size: int, *command: str) -> list[str]:
    kept("stored", folder, size, _letter_and_draft)
    return list(command)


def _letter_and_draft(folder: Path, size: int) -> None:
    blocks = paragraphs(size)
    run(folder, ["ingest", write(folder / "letter.txt", blocks)])
    run(folder, ["add", "letter", write(folder / "draft.txt", revised(blocks)), "--by", "Roe"])


def ingested(folder: Path, size: int) -> list[str]:
    return ["ingest", write(folder / "letter.txt", paragraphs(size))]


def added(folder: Path, size: int) -> list[str]:
    blocks = paragraphs(size)
    run(folder, ["ingest", write(folder / "letter.txt", blocks)])
    return ["add", "letter", write(folder / "draft.txt", revised(blocks)), "--by", "Roe"]


def noted(folder: Path, size: int, notes: int, words: int) -> str:
    """A document with as many notes, each with its marker and of so many words."""
    blocks = paragraphs(max(size, notes), sentences=1)
    marked = [f"{block}{n}" if n <= notes else block for n, block in enumerate(blocks, 1)]
    filler = " ".join(_WORDS * (words // len(_WORDS) + 1)).split()[:words]
    lines = [f"  {n}. Roe inserted this sentence. {' '.join(filler)}" for n in range(1, notes + 1)]
    head = ["1. Letter From Roe to Doe", "Bonn, August 5, 1971."]
    return write(folder / "noted.txt", [*head, *marked, *lines])


def many_claims(folder: Path, size: int) -> list[str]:
    """A document of which every paragraph has a note that somebody inserted it."""
    noted = "".join(
        f'<p>{block}<note n="{n}" xml:id="fn{n}">Roe inserted this sentence.</note></p>'
        for n, block in enumerate(paragraphs(size, sentences=1), 1)
    )
    path = folder / "noted.xml"
    path.write_text(f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{noted}</body></text></TEI>')
    return ["ingest", str(path)]


def claimed(folder: Path, size: int, *command: str) -> list[str]:
    """A work that has as many claims of its notes."""
    kept("claimed", folder, size, lambda made, count: void(run(made, many_claims(made, count))))
    return list(command)


def one_claim_more(folder: Path, size: int) -> list[str]:
    said = ["--reviser", "Poe", "--sentence", "3.1", "--source", "Memoir", "--asserted-by", "A. Scholar"]
    return claimed(folder, size, "claim", "add", "noted", *said)


def in_the_original(folder: Path, size: int, *command: str) -> list[str]:
    """A Word file of as many tracked changes, stored; a report is written into it."""
    kept("tracked", folder, size, lambda made, count: void(run(made, tracked(made, count))))
    return list(command)


def void(_: object) -> None:
    """Nothing."""


def apparatus(folder: Path, size: int) -> str:
    """A poem of 400 verses in a hundredth of the size of copies, each with a few readings of its own."""
    sigla = [f"w{n}" for n in range(max(2, size // 100))]
    dice = random.Random(4)
    verses = []
    for n, verse in enumerate(paragraphs(400, sentences=1)):
        here = set(dice.sample(sigla, min(len(sigla), 1 + n % 9))) if n % 10 == 0 else set()
        lemma, other = (" ".join(f"#{one}" for one in sigla if (one in here) is is_in) for is_in in (False, True))
        word = f' <app><lem wit="{lemma}">grass</lem><rdg wit="{other}">hay</rdg></app>' if here else ""
        verses.append(f"<l>{verse}{word}</l>")
    listed = "".join(f'<witness xml:id="{one}">Copy {one}</witness>' for one in sigla)
    path = folder / "poem.xml"
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Poem</title></titleStmt>'
        f"<publicationStmt><p/></publicationStmt><sourceDesc><listWit>{listed}</listWit></sourceDesc></fileDesc>"
        f"</teiHeader><text><body><lg>{''.join(verses)}</lg></body></text></TEI>"
    )
    return str(path)


def in_copies(folder: Path, size: int, *command: str) -> list[str]:
    kept("copies", folder, size, lambda made, count: void(run(made, ["ingest", apparatus(made, count)])))
    return list(command)


def many_entries(folder: Path, size: int, *command: str) -> list[str]:
    """A log of as many entries as a sixteenth of the size, each a revision that came in alone."""
    from provenance.store.library import open_library
    from provenance.store.mending import WorkEdit, edit_work

    run(folder, ["ingest", write(folder / "letter.txt", paragraphs(3))])
    with open_library(str(folder / "library.db")) as library:
        for number in range(max(2, size // 16)):
            edit_work(library, "letter", WorkEdit(f"Title {number}"))
    return list(command)


def many_works(folder: Path, size: int, *command: str) -> list[str]:
    """A library of as many works as a sixteenth of the size, each a file of its own."""
    from provenance import pipeline

    for number in range(max(2, size // 16)):
        pipeline.ingest(str(folder / "library.db"), Path(write(folder / f"w{number}.txt", paragraphs(3, seed=number))))
    return list(command)


def history_asked(folder: Path, size: int, *command: str) -> list[str]:
    return [*command, history(folder, size)[1]]


def history_stored(folder: Path, size: int) -> list[str]:
    return ["ingest", history(folder, size)[1]]


def long_note(folder: Path, size: int) -> list[str]:
    return ["evidence", noted(folder, 3, 2, size)]


def note_of_dots(folder: Path, size: int) -> list[str]:
    lines = ["1. Letter From Roe to Doe", "We agree.1", f"  1. Source: Roe inserted {'. ' * size}"]
    return ["evidence", write(folder / "noted.txt", lines)]


def history(folder: Path, size: int) -> list[str]:
    """A text of 40 paragraphs in as many revisions as a sixteenth of the size."""
    blocks = paragraphs(40)
    with (folder / "history.jsonl").open("w") as file:
        for number in range(max(2, size // 16)):
            blocks[number % 40] += f" Word{number}."
            record = {"rev": str(number), "author": f"A{number % 5}", "text": "\n\n".join(b[-300:] for b in blocks)}
            file.write(json.dumps(record) + "\n")
    return ["annotate", str(folder / "history.jsonl")]


def long_history(folder: Path, size: int) -> list[str]:
    """Twenty revisions of as many paragraphs."""
    blocks = paragraphs(size)
    with (folder / "history.jsonl").open("w") as file:
        for number in range(20):
            blocks[number * 37 % size] += f" Word{number}."
            file.write(json.dumps({"rev": str(number), "author": "A", "text": "\n\n".join(blocks)}) + "\n")
    return ["authors", str(folder / "history.jsonl")]


def volume(folder: Path, size: int) -> list[str]:
    documents = "".join(
        f'<div type="document" xml:id="d{n}" n="{n}"><head>{n}. Letter</head><p>{block}'
        f'<note n="1" xml:id="d{n}fn1">Roe inserted this sentence.</note></p></div>'
        for n, block in enumerate(paragraphs(size), 1)
    )
    path = folder / "volume.xml"
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="frus1969-76v13"><text><body><div type="compilation">'
        f"{documents}</div></body></text></TEI>"
    )
    return ["scan", str(path), "-o", str(folder / "found.csv"), "-j", "1"]


def _from_to(folder: Path) -> list[str]:
    return [str(folder / "library.db"), str(folder / "copy.db")]


def _to_file(folder: Path, format: str) -> list[str]:
    return ["report", "--format", format, "-o", str(folder / f"out.{format}")]


def _report(format: str) -> Callable[[Path, int], list[str]]:
    return lambda folder, size: stored(folder, size, *_to_file(folder, format))


def _asked(*command: str) -> Callable[[Path, int], list[str]]:
    return lambda folder, size: stored(folder, size, *command)


_WITHDRAW = ["claim", "withdraw", "fn1-c1", "--by", "A. Scholar", "--reason", "misread"]
_FORMATS = "md txt html docx tei tei-genetic prov prov-json annotations cite bibtex csl-json json csv".split()  # noqa: SIM905

MEASURES = (
    Measure("diff, redline", lambda folder, size: two_texts(folder, size)),
    Measure("diff, coloured", lambda folder, size: two_texts(folder, size, "--color", "always")),
    Measure("diff, json", lambda folder, size: two_texts(folder, size, "--json")),
    Measure("diff, moved paragraphs", moved_texts),
    Measure("diff, unlike texts", unlike_texts),
    Measure("diff, one paragraph", one_long_paragraph),
    Measure("diff, one word", one_long_word),
    Measure("diff, the same line", same_lines),
    Measure("diff, tracked changes", tracked_diff),
    Measure("ingest, tracked changes", tracked),
    Measure("ingest, text", ingested),
    Measure("ingest, claims", many_claims),
    Measure("add", added),
    Measure("evidence, claims", lambda folder, size: claimed(folder, size, "evidence")),
    Measure("redline, claims", lambda folder, size: claimed(folder, size, "redline")),
    Measure("who, claims", lambda folder, size: claimed(folder, size, "who")),
    Measure("report, html, claims", lambda folder, size: claimed(folder, size, *_to_file(folder, "html"))),
    Measure("claim list", lambda folder, size: claimed(folder, size, "claim", "list")),
    Measure("claim add", one_claim_more),
    Measure("claim withdraw", lambda folder, size: claimed(folder, size, *_WITHDRAW)),
    Measure("remove, claims", lambda folder, size: claimed(folder, size, "remove", "noted")),
    Measure("undo, claims", lambda folder, size: claimed(folder, size, "undo")),
    Measure("verify, claims", lambda folder, size: claimed(folder, size, "verify")),
    Measure("evidence, long note", long_note),
    Measure("evidence, note of dots", note_of_dots),
    Measure("list", _asked("list")),
    Measure("versions", _asked("versions")),
    Measure("who", _asked("who")),
    Measure("who, one sentence", _asked("who", "--sentence", "3.1")),
    Measure("changes", _asked("changes")),
    Measure("redline", _asked("redline")),
    Measure("search, many places", _asked("search", "agree")),
    Measure("search, json", _asked("search", "agree", "--json")),
    Measure("search, no place", _asked("search", "zyzzyva")),
    *(Measure(f"report, {format}", _report(format)) for format in _FORMATS),
    Measure("annotate, revisions", history),
    Measure("authors, paragraphs", long_history),
    Measure("trace, revisions", lambda folder, size: history_asked(folder, size, "trace", "word7")),
    Measure("ingest, revisions", history_stored),
    Measure("trace, json", lambda folder, size: history_asked(folder, size, "trace", "word7", "--json")),
    Measure("undo, version", _asked("undo")),
    Measure("edit, person", _asked("edit", "person", "Roe", "--name", "Richard Roe")),
    Measure("remove, version", _asked("remove", "letter", "draft")),
    Measure(
        "copy", lambda folder, size: stored(folder, size, "copy", str(folder / "library.db"), str(folder / "b.db"))
    ),
    Measure("verify, paragraphs", _asked("verify")),
    Measure("ingest, copies", lambda folder, size: ["ingest", apparatus(folder, size)]),
    Measure("versions, copies", lambda folder, size: in_copies(folder, size, "versions")),
    Measure("changes, copies", lambda folder, size: in_copies(folder, size, "changes")),
    Measure("search, copies", lambda folder, size: in_copies(folder, size, "search", "agree")),
    Measure("annotate, copies", lambda folder, size: in_copies(folder, size, "annotate")),
    Measure("undo, copies", lambda folder, size: in_copies(folder, size, "undo")),
    Measure("verify, copies", lambda folder, size: in_copies(folder, size, "verify")),
    Measure("changes, tracked", lambda folder, size: in_the_original(folder, size, "changes")),
    Measure("report, docx in original", lambda folder, size: in_the_original(folder, size, *_to_file(folder, "docx"))),
    Measure("undo, entries", lambda folder, size: many_entries(folder, size, "undo")),
    Measure("log, entries", lambda folder, size: many_entries(folder, size, "log")),
    Measure("verify, entries", lambda folder, size: many_entries(folder, size, "verify")),
    Measure("list, works", lambda folder, size: many_works(folder, size, "list")),
    Measure("search, works", lambda folder, size: many_works(folder, size, "search", "agree")),
    Measure("scan", volume),
)


# ---- measuring


@dataclass(frozen=True)
class Ran:
    """What a command took: seconds of the processor and MB of memory; its exit code, below nought if it was stopped.

    Other programs of the machine do not count, so the figures are fair where many work on it.
    """

    seconds: float
    megabytes: int
    code: int


def run(folder: Path, command: list[str], limit: float = 600) -> Ran:
    """Run a command of the program on the library in a folder."""
    shell = f'ulimit -t {int(limit) + 1}; exec "$0" "$@"'
    called = ["sh", "-c", shell, PROGRAM, "--db", str(folder / "library.db"), *command]
    quiet = subprocess.DEVNULL
    started = subprocess.Popen(called, stdin=quiet, stdout=quiet, stderr=quiet)
    _, status, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    return Ran(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, started.returncode)


def series(measure: Measure, sizes: list[int], limit: float) -> Iterator[tuple[int, Ran]]:
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            run(folder, ["init", "--empty"])
            ran = run(folder, measure.make(folder, size), limit)
        yield size, ran
        if ran.code not in (0, 1):
            return


def worst(times: dict[int, float], idle: float) -> float | None:
    """The largest factor between two sizes, the start of the program taken off."""
    pairs = zip(times.values(), list(times.values())[1:], strict=False)
    factors = [(b - idle) / (a - idle) for a, b in pairs if a - idle >= _LEAST]
    return max(factors, default=None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="first", type=int, default=1000)
    parser.add_argument("--to", dest="last", type=int, default=64000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--only", default="")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    sizes = [asked.first]
    while sizes[-1] * 2 <= asked.last:
        sizes.append(sizes[-1] * 2)
    with tempfile.TemporaryDirectory() as name:
        idle = min(run(Path(name), ["--version"]).seconds for _ in range(3))
    print(f"{'':26}" + "".join(f"{size:>9}" for size in sizes) + "   worst      MB")
    all_times: dict[str, dict[int, float]] = {}
    for measure in MEASURES:
        if asked.only and asked.only not in measure.name:
            continue
        times: dict[int, float] = {}
        print(f"{measure.name:26}", end="", flush=True)
        ran = Ran(0, 0, 0)
        for size, ran in series(measure, sizes, asked.seconds):
            times[size] = ran.seconds
            print(f"{ran.seconds:8.1f}{'' if ran.code in (0, 1) else '!':1}", end="", flush=True)
        factor = worst(times, idle)
        missing = "         " * (len(sizes) - len(times))
        told = f"{factor:8.1f}" if factor else "       –"
        print(f"{missing}{told}{ran.megabytes:8}" + ("  ←" if factor and factor > _AIM else ""))
        all_times[measure.name] = times
    if asked.json:
        asked.json.write_text(json.dumps(all_times, indent=1))


if __name__ == "__main__":
    main()
