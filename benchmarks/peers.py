"""The nearest programs that compare two texts: how each is called, and what changes it shows, in one form.

A tool that is not installed is told as that. Text tools get two text files. Word tools get two Word files, and the
later one of the harder pair carries the tracked changes of its two revisers, so that whoever keeps authors can.
"""

import json
import re
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BIN = Path(sys.executable).parent
_BRACKETS = re.compile(r"\[-(?P<out>.*?)-\]|\{\+(?P<in>.*?)\+\}", re.DOTALL)


@dataclass(frozen=True)
class Shown:
    """One change as a tool shows it; `moved` if it says that the words were moved; no author where it names none."""

    before: str
    after: str
    author: str = ""
    moved: bool = False


@dataclass(frozen=True)
class Tool:
    """A program: what it needs, the kind of files it is given, its command line, and how its output is read.

    `command(base, revised, output)`; what it prints is kept in `output` unless it writes that file itself.
    """

    name: str
    needs: str
    suffix: str
    command: Callable[[str, str, str], list[str]]
    read: Callable[[Path], list[Shown]]
    output: str = ".txt"

    @property
    def installed(self) -> bool:
        """True if its package or program is there."""
        return bool(shutil.which(self.needs, path=f"{BIN}:/usr/local/bin:/usr/bin") or find_spec(self.needs))


def read_ours(output: Path) -> list[Shown]:
    """The public JSON of `provenance`."""
    changes = json.loads(output.read_text("utf-8"))["changes"]
    return [
        Shown(c["before"] or "", c["after"] or "", " and ".join(c["revisers"]), c["kind"] == "transposition")
        for c in changes
        if c["kind"] != "orthographic"
    ]


def read_pairs(output: Path) -> list[Shown]:
    """A JSON list of pairs (words out, words in)."""
    return [Shown(before, after) for before, after in json.loads(output.read_text("utf-8"))]


def read_brackets(output: Path) -> list[Shown]:
    """Words out in `[- -]`, words in in `{+ +}`; both side by side are one change."""
    text = output.read_text("utf-8")
    marks = list(_BRACKETS.finditer(text))
    pieces = [(mark["out"] or "", mark["in"] or "", mark.start(), mark.end()) for mark in marks]
    found: list[Shown] = []
    end = -1
    for out, into, start, stop in pieces:
        beside = found and not text[max(end, 0) : start].strip() and "\n\n" not in text[max(end, 0) : start]
        if beside and into and found[-1].before and not found[-1].after:
            found[-1] = Shown(found[-1].before, into)
        else:
            found.append(Shown(out, into))
        end = stop
    return found


def read_word(output: Path) -> list[Shown]:
    """The tracked changes of a Word file; what stands side by side by one author, or is tied as a move, is one."""
    with zipfile.ZipFile(output) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    found: list[Shown] = []
    moves: dict[str, int] = {}
    name, last = "", None
    for run in body.iter(f"{W}r", f"{W}p", f"{W}moveFromRangeStart", f"{W}moveToRangeStart"):
        if run.tag == f"{W}p":
            last = None
        elif run.tag != f"{W}r":
            name = run.get(f"{W}name") or ""
        elif words := "".join(str(part) for part in run.itertext(f"{W}t", f"{W}delText")):
            mark = run.getparent()
            kind = etree.QName(mark).localname if mark is not None else ""
            if kind not in {"ins", "del", "moveFrom", "moveTo"} or mark is None:
                last = None
                continue
            author, is_out = mark.get(f"{W}author") or "", kind in {"del", "moveFrom"}
            here = (kind.startswith("move"), author, name if kind.startswith("move") else "")
            tied = moves.get(name) if here[0] else None
            if tied is None and last == here:
                tied = len(found) - 1
            if tied is None:
                found.append(Shown("", "", author, here[0]))
                tied = len(found) - 1
                moves |= {name: tied} if here[0] else {}
            old = found[tied]
            found[tied] = Shown(old.before + words * is_out, old.after + words * (not is_out), author, here[0])
            last = here
    return found


def read_pandoc(output: Path) -> list[Shown]:
    """The tracked changes in a document of pandoc's; what stands side by side by one author is one."""
    found: list[Shown] = []
    last = ""
    for kind, author, words in _spans(json.loads(output.read_text("utf-8"))["blocks"]):
        if kind and not (found and last == author):
            found.append(Shown("", "", author))
        if kind:
            old, is_out = found[-1], kind == "deletion"
            found[-1] = Shown(old.before + words * is_out, old.after + words * (not is_out), author)
        last = author if kind else last * words.isspace()
    return found


def _spans(node: object) -> Iterator[tuple[str, str, str]]:
    """Words of pandoc's, one piece after another: what became of them ("insertion", "deletion", ""), and by whom."""
    if isinstance(node, list):
        for each in node:
            yield from _spans(each)
    elif isinstance(node, dict) and node["t"] == "Span" and {"insertion", "deletion"} & set(node["c"][0][1]):
        (_, classes, keys), inner = node["c"]
        yield classes[0], dict(keys).get("author", ""), "".join(words for _, _, words in _spans(inner))
    elif isinstance(node, dict):
        told = {"Str": str(node.get("c")), "Space": " ", "SoftBreak": " ", "Para": "", "Plain": "", "Header": ""}
        if node["t"] in told:
            yield "", "", told[node["t"]]
        yield from _spans(node.get("c"))


REDLINES = """
import json, sys
from redlines import Redlines
texts = [open(name, encoding="utf-8").read() for name in sys.argv[1:]]
print(json.dumps([[change.source_text or "", change.test_text or ""] for change in Redlines(*texts).changes]))
"""
COLLATEX = """
import json, sys
from collatex import Collation, collate
collation = Collation()
for siglum, name in zip("AB", sys.argv[1:]):
    collation.add_plain_witness(siglum, open(name, encoding="utf-8").read())
columns = [column for column in collate(collation).columns if column.variant]
words = lambda column, siglum: "".join(t.token_data["t"] for t in column.tokens_per_witness.get(siglum, []))
print(json.dumps([[words(column, "A"), words(column, "B")] for column in columns]))
"""
PYTHON_REDLINES = """
import sys
from python_redlines import DocxodusEngine
base, revised, output = sys.argv[1:]
made = DocxodusEngine().run_redline("A. Reviser", open(base, "rb").read(), open(revised, "rb").read())
open(output, "wb").write(made[0])
"""


def _python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


OURS = str(BIN / "provenance")
TOOLS = (
    Tool("provenance diff, two texts", "provenance", ".txt", lambda a, b, _: [OURS, "diff", a, b, "--json"], read_ours),
    Tool(
        "provenance diff, two Word files",
        "provenance",
        ".docx",
        lambda a, b, out: [OURS, "diff", a, b, "-o", out],
        read_word,
        ".docx",
    ),
    Tool("redlines", "redlines", ".txt", lambda a, b, _: [*_python(REDLINES), a, b], read_pairs),
    Tool("CollateX", "collatex", ".txt", lambda a, b, _: [*_python(COLLATEX), a, b], read_pairs),
    Tool(
        "python-redlines",
        "python_redlines",
        ".docx",
        lambda a, b, out: [*_python(PYTHON_REDLINES), a, b, out],
        read_word,
        ".docx",
    ),
    Tool(
        "prosediff",
        "prosediff",
        ".docx",
        lambda a, b, out: [str(BIN / "prosediff"), "--files", a, b, "--format", "docx", "-o", out],
        read_word,
        ".docx",
    ),
    Tool(
        "pandoc, the later Word file",
        "pandoc",
        ".docx",
        lambda _, b, out: ["pandoc", "--track-changes=all", b, "-t", "json", "-o", out],
        read_pandoc,
        ".json",
    ),
    Tool("wdiff", "wdiff", ".txt", lambda a, b, _: ["wdiff", a, b], read_brackets),
    Tool(
        "git diff --word-diff",
        "git",
        ".txt",
        lambda a, b, _: ["git", "diff", "--no-index", "--word-diff", a, b],
        read_brackets,
    ),
)
