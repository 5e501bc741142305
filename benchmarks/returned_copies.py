"""Copies that several reviewers returned, made one Word file: Docxodus' own cases, by us and by Docxodus itself.

Its comparison tests (`Docxodus.Tests/WmlComparerTests.cs`) say which files are copies of which; a base of which they
name two or more makes a case, each copy by a reviewer of its own. Of the one Word file is asked whether the changes of
each reviewer alone, all others rejected, give his copy to the letter; how many letters are put in under a name whose
copy has none of them; whether what reads otherwise in two copies is marked. The file is read without the tracker.
"""

import io
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from lxml import etree
from tabulate import tabulate

from benchmarks.peers import OURS
from benchmarks.signed_letters import letters_of, local, parse, read_word, value

_TESTS = "Docxodus.Tests/WmlComparerTests.cs"
_CONFLICT = "RC/RC100-Conflict-{}.docx"
"""The one case that only a test in the browser names: what two reviewers made of one word."""

_IN, _OUT = frozenset({"ins", "moveTo", "cellIns"}), frozenset({"del", "moveFrom", "cellDel"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}

Stands = Callable[[str, bool], bool]
"""Whether words with a tracked change around them stand: its author, and whether it puts them in."""


@dataclass(frozen=True)
class Returned:
    """A base and the copies of it that came back, each by somebody of another name."""

    base: Path
    copies: dict[str, Path]

    @property
    def name(self) -> str:
        """What the case is called."""
        return self.base.stem


@dataclass
class Score:
    """The figures of one program, and the copies that it does not give back."""

    cases: int = 0
    copies: int = 0
    given: int = 0
    near: int = 0
    strange: int = 0
    marked: int = 0
    seconds: float = 0
    refused: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def row(self, name: str) -> list[str]:
        """One row of the table."""
        made = f"{self.cases - len(self.refused)} of {self.cases}"
        given, near = f"{self.given} of {self.copies}", f"{self.given + self.near} of {self.copies}"
        return [name, made, given, near, str(self.strange), str(self.marked), f"{self.seconds / self.cases:.2f}"]


def read_cases(checkout: Path) -> list[Returned]:
    """Every base of which the tests in a checkout of Docxodus name two or more copies."""
    files = checkout / "TestFiles"
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in (checkout / _TESTS).read_text("utf-8-sig").split("[InlineData(")[1:]:
        base, *copies = re.findall(r"[\w-]+/[\w.-]+\.docx", row.partition(")]")[0]) or [""]
        found[base] |= dict.fromkeys(copies)
    found[_CONFLICT.format("Base")] = dict.fromkeys(_CONFLICT.format(name) for name in ("Alice", "Bob"))
    cases = (
        Returned(files / base, {_reviewer(n): files / copy for n, copy in enumerate(copies)})
        for base, copies in found.items()
        if len(copies) > 1
    )
    return sorted(cases, key=lambda case: case.base)


def _reviewer(number: int) -> str:
    """Names of which none is part of another."""
    return f"Reviewer {chr(ord('A') + number)}"


def ours(case: Returned, output: Path) -> int:
    """Our one file of all copies; how many changes it calls contested."""
    by = [part for who in case.copies for part in ("--by", who)]
    command = [OURS, "diff", str(case.base), *map(str, case.copies.values()), *by, "-o", str(output)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode > 1:
        raise RuntimeError(done.stderr)
    with zipfile.ZipFile(output) as package:
        comments = [package.read(name) for name in package.namelist() if "comments" in name]
    return sum(part.count(b"contested: ") for part in comments)


def docxodus(case: Returned, output: Path) -> int:
    """Docxodus' one file, in which all readings are stacked; it marks nothing as contested."""
    from docx_scalpel import (  # type: ignore[import-not-found,unused-ignore]
        ConflictResolution,
        DocxDiffConsolidateSettings,
        DocxDiffReviewer,
        docx_diff_consolidate,
    )

    reviewers = [DocxDiffReviewer(document=path.read_bytes(), author=who) for who, path in case.copies.items()]
    settings = DocxDiffConsolidateSettings(conflict_resolution=ConflictResolution.STACK_ALL)
    output.write_bytes(docx_diff_consolidate(case.base.read_bytes(), reviewers, settings))
    return 0


def table(checkout: Path) -> Iterator[list[str]]:
    """One row a program, over all cases; on standard error each copy that is not given back."""
    cases = read_cases(checkout)
    programs: dict[str, Callable[[Returned, Path], int]] = {"provenance diff BASE COPY…": ours}
    if find_spec("docx_scalpel"):
        programs["docx-scalpel (Docxodus)"] = docxodus
    else:
        yield ["docx-scalpel (Docxodus)", "not installed"]
    for name, program in programs.items():
        score = Score()
        with tempfile.TemporaryDirectory() as folder:
            for case in cases:
                measure(case, program, Path(folder) / "all.docx", score)
        for fault in (*score.refused, *score.faults):
            print(f"{name}: {fault}", file=sys.stderr)
        yield score.row(name)


def measure(case: Returned, program: Callable[[Returned, Path], int], output: Path, score: Score) -> None:
    """What one program makes of one case."""
    score.cases += 1
    score.copies += len(case.copies)
    start = time.perf_counter()
    try:
        score.marked += program(case, output)
    except Exception as error:  # whatever keeps a program from its work is a refusal
        score.refused.append(f"{case.name}: {error}")
        return
    finally:
        score.seconds += time.perf_counter() - start
    made = output.read_bytes()
    signed = read_word(made).signed
    for who, path in case.copies.items():
        copy, alone = read_text(path.read_bytes(), lambda _, came: came), read_text(made, _only(who))
        if copy == alone:
            score.given += 1
        else:
            score.near += copy.split() == alone.split()
            score.faults.append(f"{case.name}: {who} ({path.name}): {_first_difference(copy, alone)}")
        put_in = Counter({letter: n for (author, way, letter), n in signed.items() if way == "in" and author == who})
        score.strange += (put_in - Counter(letters_of(copy))).total()
    score.strange += sum(n for (author, way, _), n in signed.items() if not any(who in author for who in case.copies))


def _only(who: str) -> Stands:
    return lambda author, came: (who in author) is came


def _first_difference(wanted: str, made: str) -> str:
    at = next((n for n, (a, b) in enumerate(zip(wanted, made, strict=False)) if a != b), min(len(wanted), len(made)))
    return f"{wanted[max(at - 20, 0) : at + 30]!r} is {made[max(at - 20, 0) : at + 30]!r}"


def read_text(data: bytes, stands: Stands) -> str:
    """The words of a Word file with some of its changes accepted, all others rejected; each note where it is called."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        held = {name.lower(): name for name in package.namelist()}
        body = parse(package.read(held["word/document.xml"]))
        notes = {
            (local(note), value(note, "id")): note
            for part in ("word/footnotes.xml", "word/endnotes.xml")
            if part in held
            for note in parse(package.read(held[part]))
        }
    return "".join(_words(body, notes, stands)).strip("\n")


def _words(element: etree._Element, notes: dict[tuple[str, str], etree._Element], stands: Stands) -> Iterator[str]:
    """The words that stand, in their order; a paragraph whose mark does not stand runs into the next."""
    for child in element:
        name = local(child)
        if name in _IN | _OUT and not stands(value(child, "author"), name in _IN):
            continue
        if not _is_there(child, stands) or name in {"Fallback", "pPr", "rPr", "trPr", "tcPr"}:
            continue
        if name in {"t", "delText"}:
            yield child.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name in {"footnoteReference", "endnoteReference"}:
            note = notes.get((name.removesuffix("Reference"), value(child, "id")))
            yield from ("[", *([] if note is None else _words(note, notes, stands)), "]")
        else:
            if name in {"drawing", "pict", "object"}:
                yield "\ufffc"
            yield from _words(child, notes, stands)
        if name == "p" and all(stands(*mark) for mark in _marks(child, "pPr/{*}rPr")):
            yield "\n"


def _is_there(element: etree._Element, stands: Stands) -> bool:
    """False of the row or cell of a table that was taken out, or not put in."""
    name = local(element)
    return name not in {"tr", "tc"} or all(stands(*mark) for mark in _marks(element, f"{name}Pr"))


def _marks(element: etree._Element, where: str) -> Iterator[tuple[str, bool]]:
    for mark in element.iterfind(f"{{*}}{where}/*"):
        if local(mark) in _IN | _OUT:
            yield value(mark, "author"), local(mark) in _IN


HEAD = [
    "several reviewers",
    "files made",
    "copies given back to the letter",
    "but for white space",
    "letters under a wrong name",
    "changes marked as contested",
    "s a case",
]

if __name__ == "__main__":
    print(tabulate(list(table(Path(sys.argv[1]))), HEAD, tablefmt="github", disable_numparse=True))
