"""Damaged files by the thousand: each is read whole, or refused in a sentence; anything else is bad, and kept.

    python -m benchmarks.fuzz [--cases 500] [--seed 1] [--only WORD] [--keep FOLDER]

Sound files of eight kinds (histories in JSON lines, of a wiki, in a table of drafts; TEI, Word, OpenDocument;
libraries; the journals of scans) are cut, doubled, mixed and written over at random places. What is left is read as a
user would: stored, reported on in several formats, and the library verified; a damaged library is asked everything.
Counted are the files that were read, those refused (by an error of ours, in one line), and those that ended in anything
else or took longer than twenty seconds of the processor. The same seed makes the same files.
"""

import argparse
import io
import random
import re
import shutil
import sqlite3
import tempfile
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks import growth
from provenance import curation, pipeline
from provenance.errors import BrokenPromise, NotFound, ProvenanceError, StoreTrouble, UnreadableInput
from provenance.reports.scan_journal import Journal, ScannedVolume

_PATIENCE = 20.0
_SPLICES = (
    b"<", b">", b"&", b"]]>", b"<!--", b"\0", b"\xff", b"\xed\xa0\x80", b"\r", b"\xe2\x80\xae", b"\x1b[31m", b'"', b"'",
    b"{", b"}", b"[" * 3000, b"9" * 5000, b"-1", b"1e999", b"null", b"true", b",", b"\n\n", b"\xc2\x85", b"x" * 70_000,
    b"<p>", b"</p>", b"<w:p>", b"</w:ins>", b'<w:ins w:id="1" w:author="">', b"<text:p>", b"&#0;", b"&a;",
    b'xml:id="a"', b"<p/>", b"<note>x</note>", b"<del>go</del>", b"&amp;", b"<w:r><w:t>x</w:t></w:r>",
    b"../..", b"=cmd|'!A1", b"\xf0\x9f\x98\x80" * 50,
)  # fmt: skip


_VALUE = re.compile(rb'(?<=")[^"<>]*(?=")|(?<=>)[^<>]+(?=<)')
"""The values of attributes and fields, and the words between tags: a file stays well-formed if they are exchanged."""


@dataclass(frozen=True)
class Kind:
    """A kind of file: its name, how a sound one is made in a folder, how it is damaged, and what is done with it."""

    name: str
    sound: Callable[[Path], Path]
    damage: Callable[[Path, random.Random], None]
    use: Callable[[Path], None]


# ---- damage


def damaged(data: bytes, dice: random.Random) -> bytes:
    """The bytes with one to four places cut out, doubled, moved, turned or written over."""
    for _ in range(dice.choice((1, 1, 2, 4))):
        at, size = dice.randrange(len(data) + 1), dice.choice((1, 1, 2, 8, 40, 400))
        piece = data[at : at + size]
        match dice.randrange(10):
            case 0:
                data = data[:at] + data[at + size :]
            case 1:
                data = data[:at] + piece * dice.choice((2, 3, 50)) + data[at + size :]
            case 2:
                to = dice.randrange(len(data) + 1)
                data = data[:to] + piece + data[to:]
            case 3:
                data = data[:at] + bytes(byte ^ dice.randrange(1, 256) for byte in piece[:2]) + data[at + 2 :]
            case 4 if dice.random() < 0.3:
                data = data[:at]
            case 5 | 6 | 7 if values := [value.span() for value in _VALUE.finditer(data)]:
                (start, end), (first, last) = dice.choice(values), dice.choice(values)
                data = data[:start] + dice.choice((data[first:last], b"", b"9" * 5000, b"\xc2\x9b", b"-1")) + data[end:]
            case _:
                data = data[:at] + dice.choice(_SPLICES) + data[at + dice.choice((0, size)) :]
    return data


def damage_bytes(path: Path, dice: random.Random) -> None:
    path.write_bytes(damaged(path.read_bytes(), dice))


def damage_package(path: Path, dice: random.Random) -> None:
    """A part of a packed file damaged; now and then the packed file itself."""
    if dice.random() < 0.15:
        damage_bytes(path, dice)
        return
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    largest = max(parts, key=lambda name: len(parts[name]))
    chosen = largest if dice.random() < 0.7 else dice.choice([*parts])
    if dice.random() < 0.05:
        del parts[chosen]
    else:
        parts[chosen] = damaged(parts[chosen], dice)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    path.write_bytes(made.getvalue())


def damage_folder(path: Path, dice: random.Random) -> None:
    """The table of drafts damaged; now and then a draft."""
    chosen = path / "drafts.csv" if dice.random() < 0.8 else path / "a.txt"
    damage_bytes(chosen, dice)


def damage_library(path: Path, dice: random.Random) -> None:
    """Cells written over by another program, rows taken away; now and then the file's bytes damaged."""
    if dice.random() < 0.3:
        data = bytearray(path.read_bytes())
        for _ in range(dice.randint(1, 30)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        path.write_bytes(data if dice.random() < 0.8 else data[: dice.randrange(len(data))])
        return
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for _ in range(dice.randint(1, 3)):
            table = dice.choice(tables)
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
            values: list[object] = [None, "", -1, 2**62, "null", "[]", '{"a":', b"\xff\0", "Eve", 0.5, "9" * 5000]
            column, value = dice.choice(columns), dice.choice(values)
            some = f"{dice.randrange(1, 4)} = abs(random() % 4)"
            statement = f'DELETE FROM "{table}" WHERE {some}'
            try:
                if dice.random() < 0.2:
                    connection.execute(statement)
                else:
                    connection.execute(f'UPDATE OR IGNORE "{table}" SET "{column}" = ? WHERE {some}', (value,))
            except sqlite3.Error:
                continue


# ---- use


def use_source(path: Path) -> None:
    """A file stored in a new library, reported on, and the library verified."""
    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "library.db")
        shutil.copy(_empty(), place)
        told = pipeline.ingest(place, path)
        for work in told.new[:2]:
            for format in ("txt", "html", "tei", "csv", "docx"):
                pipeline.report(place, work, None, None, format)
            pipeline.evidence(place, work)
        _verified(place)


def _verified(place: str) -> None:
    faults = curation.verify(place).faults
    if faults:
        raise AssertionError(f"verify found what nobody altered: {faults}")


def use_library(path: Path) -> None:
    """A library asked everything, written into, and verified."""
    place = str(path)
    trouble: ProvenanceError | None = None
    works: list[str] = []
    questions: list[Callable[[], object]] = [
        lambda: works.extend(one.work.id for one in pipeline.held(place)[0]),
        lambda: pipeline.search(place, "agree"),
        lambda: curation.log(place),
        lambda: pipeline.ingest(place, path.with_name("letter.txt")),
        lambda: curation.undo(place, None),
        lambda: curation.verify(place),
    ]
    for question in questions:
        trouble = _asked(question) or trouble
    for work in works:
        for format in ("txt", "html", "docx"):
            trouble = _asked(partial(pipeline.report, place, work, None, None, format)) or trouble
        trouble = _asked(partial(pipeline.origins, place, work)) or trouble
    if trouble:
        raise trouble


def _asked(question: Callable[[], object]) -> ProvenanceError | None:
    """Our own error; what comes of an altered library is told as such by the command line, where `verify` finds it."""
    try:
        question()
    except ProvenanceError as refused:
        return refused
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError) as trouble:
        return StoreTrouble(f"altered: {trouble!s:.80}".replace("\n", " "))
    return None


def use_journal(path: Path) -> None:
    """A scan gone on with: every volume that is on record must be whole."""
    with Journal(path.with_name("found.csv"), "rules") as journal:
        order = [key for key in (("one.xml", "1"), ("two.xml", "2"), ("three.xml", "3")) if key in journal.done]
        journal.finish(order)


# ---- sound files


def _json_lines(folder: Path) -> Path:
    return Path(growth.history(folder, 160)[1])


def _wiki(folder: Path) -> Path:
    return Path(growth.wiki(folder, 160)[1])


def _drafts(folder: Path) -> Path:
    place = folder / "drafts"
    place.mkdir()
    for name in "abc":
        (place / f"{name}.txt").write_text(f"We agree {name}.\n")
    (place / "drafts.csv").write_text(
        "file,by,date,label,after\na.txt,Ann,1971-08-01,A,\nb.txt,Bob,1971-08-02,B,a.txt\nc.txt,Cy,1971-08-03,C,b.txt\n"
    )
    return place


def _tei(folder: Path) -> Path:
    return Path(growth.transcription(folder, 6)[1])


def _word(folder: Path) -> Path:
    return growth.tracked_word_file(folder, 6)


def _open_document(folder: Path) -> Path:
    return Path(growth.open_document(folder, 6)[1])


def _library(folder: Path) -> Path:
    place = folder / "library.db"
    shutil.copy(_empty(), place)
    growth.write(folder / "letter.txt", growth.paragraphs(3))
    for make in (_json_lines, _tei, _word):
        pipeline.ingest(str(place), make(folder))
    return place


def _journal(folder: Path) -> Path:
    volumes = (ScannedVolume(name, sha, 2, 3, (), ("a trouble",)) for name, sha in (("one.xml", "1"), ("two.xml", "2")))
    with Journal(folder / "found.csv", "rules") as journal:
        for each in volumes:
            journal.append(each)
        return journal.path


KINDS = (
    Kind("JSON lines", _json_lines, damage_bytes, use_source),
    Kind("MediaWiki", _wiki, damage_bytes, use_source),
    Kind("drafts.csv", _drafts, damage_folder, use_source),
    Kind("TEI", _tei, damage_bytes, use_source),
    Kind("Word", _word, damage_package, use_source),
    Kind("OpenDocument", _open_document, damage_package, use_source),
    Kind("libraries", _library, damage_library, use_library),
    Kind("journals of scans", _journal, damage_bytes, use_journal),
)


# ---- running

_made: list[Path] = []


def _empty() -> Path:
    """An empty library, made once."""
    if not _made:
        place = Path(tempfile.mkdtemp(prefix="fuzz-")) / "empty.db"
        pipeline.initialise(str(place), [])
        _made.append(place)
    return _made[0]


def outcome(kind: Kind, sound: Path, seed: str, keep: Path | None) -> str:
    """What comes of one damaged file: read, refused, or bad."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "case"
        shutil.copytree(sound.parent, folder)
        path = folder / sound.name
        kind.damage(path, random.Random(seed))
        if keep is not None:
            shutil.copytree(folder, Path(name) / "before")
        started = time.process_time()
        try:
            kind.use(path)
            found = "read"
        except BrokenPromise as trouble:
            found = f"bad: {trouble!s:.200}"
        except (UnreadableInput, NotFound, StoreTrouble) as refused:
            found = "refused" if "\n" not in str(refused).strip() and str(refused).strip() else "bad: no sentence"
        except Exception as trouble:
            found = f"bad: {type(trouble).__name__}: {trouble!s:.200}"
        if (took := time.process_time() - started) > _PATIENCE:
            found = f"bad: {took:.0f} seconds"
        if keep is not None and found.startswith("bad"):
            shutil.copytree(Path(name) / "before", keep / f"{kind.name} {seed}".replace(" ", "-"), dirs_exist_ok=True)
    return found


def main() -> None:
    """Count, and print a line for each kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=500)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    warnings.simplefilter("ignore")
    print(f"{'':20}{'cases':>7}{'read':>7}{'refused':>9}{'bad':>6}", flush=True)
    for kind in KINDS:
        if asked.only not in kind.name:
            continue
        counted: Counter[str] = Counter()
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "sound"
            folder.mkdir()
            sound = kind.sound(folder)
            for number in range(asked.cases):
                found = outcome(kind, sound, f"{asked.seed} {number}", asked.keep)
                counted[found.split(":")[0]] += 1
                if found.startswith("bad"):
                    print(f"  {kind.name}, case {number}: {found}", flush=True)
        print(
            f"{kind.name:20}{asked.cases:>7}{counted['read']:>7}{counted['refused']:>9}{counted['bad']:>6}", flush=True
        )


if __name__ == "__main__":
    main()
