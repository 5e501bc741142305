"""How time grows with the work: every command on inputs that double, from 1,000 paragraphs, changes, claims and words.

    python -m benchmarks.growth [--from 1000] [--to 64000] [--seconds 60] [--only PATTERN] [--json FILE]

Of each command and what grows in its input: the largest factor between two neighbouring sizes of which the smaller
took at least half a second (the aim is 3 where the input doubles; – where all sizes took less), then the largest size
and the seconds of the processor and the memory that it took. Revisions, works, entries of the log, drafts and notes
at the foot are a sixteenth of the size, copies of a poem a hundredth, volumes of twenty documents a hundredth. A
measure ends (stopped) where one run takes longer than `--seconds`, or fails.
"""

import argparse
import atexit
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise
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
    """One measure: the command, what grows, and what makes its input in a folder and says what is timed."""

    command: str
    grows: str
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


def stored(folder: Path, size: int, command: Sequence[str]) -> list[str]:
    """A work of two texts."""
    kept("stored", folder, size, _letter_and_draft)
    return list(command)


def _letter_and_draft(folder: Path, size: int) -> None:
    blocks = paragraphs(size)
    run(folder, ["ingest", write(folder / "letter.txt", blocks)])
    run(folder, ["add", "letter", write(folder / "draft.txt", revised(blocks)), "--by", "Roe"])


def ingested(folder: Path, size: int) -> list[str]:
    return ["ingest", write(folder / "letter.txt", paragraphs(size))]


def in_one_paragraph(folder: Path, size: int, command: Sequence[str]) -> list[str]:
    """A text that is one paragraph of as many sentences."""
    kept(
        "one",
        folder,
        size,
        lambda made, n: void(run(made, ["ingest", write(made / "a.txt", [" ".join(paragraphs(n))])])),
    )
    return list(command)


def footnoted(folder: Path, size: int) -> list[str]:
    """A plain text that calls a note in every paragraph, and has these at its foot."""
    blocks = paragraphs(size // 16, sentences=1)
    called = [f"{block}[{n}]" for n, block in enumerate(blocks, 1)]
    notes = [f"[{n}] {block}" for n, block in enumerate(blocks, 1)]
    return ["ingest", write(folder / "letter.txt", [*called, "Notes", *notes])]


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


def claimed(folder: Path, size: int, command: Sequence[str]) -> list[str]:
    """A work that has as many claims of its notes."""
    kept("claimed", folder, size, lambda made, count: void(run(made, many_claims(made, count))))
    return list(command)


def one_claim_more(folder: Path, size: int) -> list[str]:
    said = ["--reviser", "Poe", "--sentence", "3.1", "--source", "Memoir", "--asserted-by", "A. Scholar"]
    return claimed(folder, size, ["claim", "add", "noted", *said])


def in_the_original(folder: Path, size: int, command: Sequence[str]) -> list[str]:
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


def in_copies(folder: Path, size: int, command: Sequence[str]) -> list[str]:
    kept("copies", folder, size, lambda made, count: void(run(made, ["ingest", apparatus(made, count)])))
    return list(command)


def many_entries(folder: Path, size: int, command: Sequence[str]) -> list[str]:
    """A log of as many entries as a sixteenth of the size, each a revision that came in alone."""
    kept("entries", folder, size, _edited)
    return list(command)


def _edited(folder: Path, size: int) -> None:
    from provenance.store.library import open_library
    from provenance.store.mending import WorkEdit, edit_work

    run(folder, ["ingest", write(folder / "letter.txt", paragraphs(3))])
    with open_library(str(folder / "library.db")) as library:
        for number in range(max(2, size // 16)):
            edit_work(library, "letter", WorkEdit(f"Title {number}"))


def many_works(folder: Path, size: int, command: Sequence[str]) -> list[str]:
    """A library of as many works as a sixteenth of the size, each a file of its own."""
    kept("works", folder, size, _ingested)
    return list(command)


def _ingested(folder: Path, size: int) -> None:
    from provenance import pipeline

    for number in range(max(2, size // 16)):
        pipeline.ingest(str(folder / "library.db"), Path(write(folder / f"w{number}.txt", paragraphs(3, seed=number))))


def history_asked(folder: Path, size: int, *command: str) -> list[str]:
    return [*command, history(folder, size)[1]]


def history_stored(folder: Path, size: int) -> list[str]:
    return ["ingest", history(folder, size)[1]]


def long_note(folder: Path, size: int) -> list[str]:
    return ["evidence", noted(folder, 3, 2, size)]


def note_of(piece: str) -> Callable[[Path, int], list[str]]:
    """A note of as many letters as sixteen times the size that repeats a few without end."""

    def make(folder: Path, size: int) -> list[str]:
        told = piece * (16 * size // len(piece))
        lines = ["1. Letter From Roe to Doe", "We agree.1", f"  1. Roe added {told}"]
        return ["evidence", write(folder / "noted.txt", lines)]

    return make


_HOSTILE = {
    "dots": ". ", "commas": ", ", "names": "Roe, ", "ands": "Roe and ", "brackets": "[a] ", "open brackets": "[",
    "capitals": "A. ", "one long word": "A", "digits": "7 ", "dashes": "- ", "quotes": "“a” ", "open quotes": "“a “",
    "insertions": "inserted “a” ", "the word": "inserted the word the word ", "pronouns": "he ", "owners": "Roe’s ",
}  # fmt: skip


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


def long_passage(folder: Path, size: int) -> list[str]:
    """A passage of a quarter as many words that stands in each of ten revisions."""
    words = " ".join(f"w{number}" for number in range(size // 4))
    with (folder / "history.jsonl").open("w") as file:
        for number in range(10):
            file.write(json.dumps({"rev": str(number), "author": "A", "text": f"{words} End {number}."}) + "\n")
    return ["trace", words, str(folder / "history.jsonl")]


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
    return ["scan", str(path), "-j", "1"]


def copies_of_one_base(folder: Path, size: int) -> list[str]:
    """A text and four copies that came back, each with changes of its own."""
    blocks = paragraphs(size)
    copies = [
        write(folder / f"copy{n}.txt", [f"{block} So {n}." if k % 20 == n else block for k, block in enumerate(blocks)])
        for n in range(4)
    ]
    return ["diff", write(folder / "a.txt", blocks), *copies, "--brief"]


def transcription(folder: Path, size: int) -> list[str]:
    """A TEI transcription of as many paragraphs, each with a word struck and one put in."""
    body = "".join(f'<p>{b} <del hand="#h">no</del><add hand="#h">yes</add></p>' for b in paragraphs(size, sentences=1))
    path = folder / "poem.xml"
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Poem</title></titleStmt>'
        "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc><profileDesc><handNotes>"
        f'<handNote xml:id="h" scribe="Roe">ink</handNote></handNotes></profileDesc></teiHeader><text><body>{body}'
        "</body></text></TEI>"
    )
    return ["ingest", str(path)]


def open_document(folder: Path, size: int) -> list[str]:
    """An OpenDocument text of as many paragraphs, each with a word that was put in."""
    oasis = "urn:oasis:names:tc:opendocument:xmlns"
    info = "<office:change-info><dc:creator>Roe</dc:creator><dc:date>1971-08-01T00:00:00</dc:date></office:change-info>"
    blocks = paragraphs(size, sentences=1)
    regions = "".join(
        f'<text:changed-region text:id="c{n}"><text:insertion>{info}</text:insertion></text:changed-region>'
        for n in range(size)
    )
    body = "".join(
        f'<text:p>{block} <text:change-start text:change-id="c{n}"/>yes<text:change-end text:change-id="c{n}"/>'
        "</text:p>"
        for n, block in enumerate(blocks)
    )
    with zipfile.ZipFile(folder / "letter.odt", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("META-INF/manifest.xml", "<m/>")
        package.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{oasis}:office:1.0" xmlns:text="{oasis}:text:1.0" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><office:body><office:text>'
            f"<text:tracked-changes>{regions}</text:tracked-changes>{body}"
            "</office:text></office:body></office:document-content>",
        )
    return ["ingest", str(folder / "letter.odt")]


def wiki(folder: Path, size: int) -> list[str]:
    """A page of a wiki in as many revisions as a sixteenth of the size."""
    words = [sentence(random.Random(3), 0)] * 20
    with (folder / "page.xml").open("w") as file:
        file.write('<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.10/"><page><title>Page</title><ns>0</ns>')
        for number in range(max(2, size // 16)):
            words[number % 20] = sentence(random.Random(number), number)
            file.write(
                f"<revision><id>{number + 1}</id><timestamp>2001-01-01T00:00:00Z</timestamp><contributor>"
                f"<username>U{number % 7}</username></contributor><text>{' '.join(words)}</text></revision>"
            )
        file.write("</page></mediawiki>")
    return ["authors", str(folder / "page.xml")]


def drafts(folder: Path, size: int) -> list[str]:
    """A folder of drafts, as many as a sixteenth of the size, with the table that says who wrote them."""
    place = folder / "drafts"
    place.mkdir()
    blocks = paragraphs(20)
    rows = ["file,by,date"]
    for number in range(max(2, size // 16)):
        blocks[number % 20] = sentence(random.Random(number), number)
        write(place / f"d{number}.txt", blocks)
        rows.append(f"d{number}.txt,Author {number % 3},{1000 + number}")
    (place / "drafts.csv").write_text("\n".join(rows) + "\n")
    return ["ingest", str(place)]


def repository(folder: Path, size: int) -> list[str]:
    """A file in git of as many revisions as a sixteenth of the size."""
    blocks = paragraphs(20)
    stream = []
    for number in range(max(2, size // 16)):
        blocks[number % 20] = sentence(random.Random(number), number)
        text = "\n\n".join(blocks) + "\n"
        stream.append(
            f"commit refs/heads/main\nauthor A{number % 5} <a@x> {number} +0000\ncommitter C <c@x> {number} +0000\n"
            f"data 1\nc\nM 100644 inline t.txt\ndata {len(text)}\n{text}\n"
        )
    place = folder / "repository"
    subprocess.run(["git", "init", "-q", "-b", "main", str(place)], check=True)
    subprocess.run(["git", "-C", str(place), "fast-import", "--quiet"], input="".join(stream), text=True, check=True)
    subprocess.run(["git", "-C", str(place), "reset", "-q", "--hard"], check=True)
    return ["annotate", str(place / "t.txt")]


def in_history(folder: Path, size: int, command: Sequence[str]) -> list[str]:
    """A stored history of as many revisions as a sixteenth of the size."""
    kept("history", folder, size, lambda made, count: void(run(made, history_stored(made, count))))
    return list(command)


def in_volumes(folder: Path, size: int, *options: str) -> list[str]:
    """As many volumes as a hundredth of the size, each of twenty documents."""
    places = []
    for number in range(max(2, size // 100)):
        place = folder / f"v{number}"
        place.mkdir()
        places.append(volume(place, 20)[1])
    return ["scan", *places, "-j", "1", *options]


def loaded(folder: Path, size: int) -> list[str]:
    """What a run over a volume of as many documents found, to be put into a library."""
    out = folder / "parts"
    run(folder, ["corpus", "scan", volume(folder, size)[1], "-o", str(out), "-j", "1"])
    return ["corpus", "load", str(out)]


_WITHDRAW = ["claim", "withdraw", "fn1-c1", "--by", "A. Scholar", "--reason", "misread"]
_FORMATS = tuple(
    "md txt html docx tei tei-genetic prov prov-json prov-o annotations cite bibtex csl-json json csv".split()  # noqa: SIM905
)
_OF_TWO_TEXTS: tuple[tuple[str, ...], ...] = (
    ("list",),
    ("versions",),
    ("who",),
    ("who", "--sentence", "3.1"),
    ("who", "--match", "Indeed so"),
    ("who", "--reviser", "Roe"),
    ("who", "--unexplained"),
    ("changes",),
    ("changes", "--json"),
    ("redline",),
    ("search", "agree"),
    ("search", "agree", "--json"),
    ("search", "zyzzyva"),
    ("log",),
    ("undo",),
    ("edit", "person", "Roe", "--name", "Richard Roe"),
    ("edit", "version", "letter", "draft", "--label", "A"),
    ("edit", "work", "letter", "--title", "A letter"),
    ("remove", "letter"),
    ("remove", "letter", "draft"),
    ("copy", "library.db", "copy.db"),
    ("verify",),
)
_OF_CLAIMS: tuple[tuple[str, ...], ...] = (
    ("evidence",),
    ("evidence", "--json"),
    ("evidence", "--explain"),
    ("redline",),
    ("who",),
    ("changes",),
    ("claim", "list"),
    ("claim", "withdraw", *_WITHDRAW[2:]),
    ("remove", "noted"),
    ("undo",),
    ("log",),
    ("copy", "library.db", "copy.db"),
    ("verify",),
)
_OF_COPIES: tuple[tuple[str, ...], ...] = (
    ("versions",),
    ("changes",),
    ("who",),
    ("search", "agree"),
    ("annotate",),
    ("trace", "agree"),
    ("undo",),
    ("verify",),
)
_OF_A_HISTORY: tuple[tuple[str, ...], ...] = (
    ("versions", "history"),
    ("annotate", "history"),
    ("authors", "history"),
    ("trace", "word7", "history"),
    ("search", "word7"),
    ("changes", "history"),
    ("who", "history"),
    ("edit", "version", "history", "3", "--by", "Roe"),
    ("remove", "history", "3"),
    ("remove", "history"),
    ("undo",),
    ("log",),
    ("copy", "library.db", "copy.db"),
    ("verify",),
)
_OF_ENTRIES: tuple[tuple[str, ...], ...] = (("undo",), ("log",), ("verify",), ("copy", "library.db", "copy.db"))
_OF_WORKS: tuple[tuple[str, ...], ...] = (
    ("list",),
    ("versions", "w1"),
    ("who", "w1"),
    ("search", "agree"),
    ("search", "zyzzyva"),
    ("log",),
    ("remove", "w1"),
    ("undo",),
    ("copy", "library.db", "copy.db"),
    ("verify",),
)


def _each(grows: str, make: Callable[..., list[str]], commands: tuple[tuple[str, ...], ...]) -> Iterator[Measure]:
    """A measure for each of the commands on a library that `make` fills."""
    for command in commands:
        named = [word for word in command if word not in {"library.db", "copy.db", *_WITHDRAW[2:]}]
        yield Measure(" ".join(named), grows, partial(make, command=command))


def _in_every_format(grows: str, make: Callable[..., list[str]], formats: tuple[str, ...]) -> Iterator[Measure]:
    for each in formats:
        yield Measure(f"report, {each}", grows, partial(make, command=("report", "-f", each, "-o", f"out.{each}")))


MEASURES = (
    Measure("diff", "paragraphs", two_texts),
    Measure("diff, coloured", "paragraphs", lambda folder, size: two_texts(folder, size, "--color", "always")),
    Measure("diff, json", "paragraphs", lambda folder, size: two_texts(folder, size, "--json")),
    Measure("diff, docx", "paragraphs", lambda folder, size: two_texts(folder, size, "-f", "docx", "-o", "out.docx")),
    Measure("diff", "moved paragraphs", moved_texts),
    Measure("diff", "unlike paragraphs", unlike_texts),
    Measure("diff", "one paragraph's words", one_long_paragraph),
    Measure("diff", "one word's letters", one_long_word),
    Measure("diff", "equal lines", same_lines),
    Measure("diff", "paragraphs, of 4 copies", copies_of_one_base),
    Measure("diff", "tracked changes", tracked_diff),
    Measure("ingest", "tracked changes, docx", tracked),
    Measure("ingest", "tracked changes, odt", open_document),
    Measure("ingest", "changes, TEI", transcription),
    Measure("ingest", "paragraphs", ingested),
    Measure("ingest", "notes at the foot", footnoted),
    Measure("ingest", "claims", many_claims),
    Measure("ingest", "copies", lambda folder, size: ["ingest", apparatus(folder, size)]),
    Measure("ingest", "revisions", history_stored),
    Measure("ingest", "drafts in a folder", drafts),
    Measure("add", "paragraphs", added),
    *_each("one paragraph's sentences", in_one_paragraph, (("search", "agree"), ("search", "the talks"))),
    Measure("evidence", "words of a note", long_note),
    *(Measure("evidence", f"letters of a note of {name}", note_of(piece)) for name, piece in _HOSTILE.items()),
    Measure("claim add", "claims", one_claim_more),
    *_each("paragraphs", stored, _OF_TWO_TEXTS),
    *_each("claims", claimed, _OF_CLAIMS),
    *_each("tracked changes", in_the_original, (("changes",), ("who",), ("evidence",), ("verify",))),
    *_each("copies", in_copies, _OF_COPIES),
    *_each("revisions", in_history, _OF_A_HISTORY),
    *_each("entries", many_entries, _OF_ENTRIES),
    *_each("works", many_works, _OF_WORKS),
    *_in_every_format("paragraphs", stored, _FORMATS),
    *_in_every_format("claims", claimed, _FORMATS),
    *_in_every_format("tracked changes", in_the_original, _FORMATS),
    Measure("annotate", "revisions, JSON lines", history),
    Measure("authors", "revisions, MediaWiki", wiki),
    Measure("annotate", "revisions, git", repository),
    Measure("authors", "paragraphs of 20 revisions", long_history),
    Measure("trace", "revisions, JSON lines", lambda folder, size: history_asked(folder, size, "trace", "word7")),
    Measure("trace", "words of a passage", long_passage),
    Measure("scan, csv", "documents", lambda folder, size: [*volume(folder, size), "-o", "found.csv"]),
    Measure("scan, jsonl", "documents", lambda folder, size: [*volume(folder, size), "-o", "found.jsonl"]),
    Measure("scan, db", "documents", lambda folder, size: [*volume(folder, size), "-o", "found.db"]),
    Measure("scan, printed", "documents", volume),
    Measure("scan, csv", "volumes", lambda folder, size: in_volumes(folder, size, "-o", "found.csv")),
    Measure("corpus load", "documents", loaded),
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


def run(folder: Path, command: Sequence[str], limit: float = 600) -> Ran:
    """Run a command of the program in a folder, on the library there."""
    shell = f'ulimit -t {int(limit) + 1}; exec "$0" "$@"'
    called = ["sh", "-c", shell, PROGRAM, *command]
    quiet = subprocess.DEVNULL
    library = {**os.environ, "PROVENANCE_DB": "library.db"}
    started = subprocess.Popen(called, cwd=folder, env=library, stdin=quiet, stdout=quiet, stderr=quiet)
    _, status, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    return Ran(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, started.returncode)


def series(measure: Measure, sizes: Sequence[int], limit: float) -> Iterator[tuple[int, Ran]]:
    """What the command took at each size, until it fails, or takes longer than the limit."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            run(folder, ["init", "--empty"])
            ran = run(folder, measure.make(folder, size), limit)
        yield size, ran
        if ran.code not in (0, 1):
            return


def worst(times: Sequence[float], idle: float) -> float | None:
    """The largest factor between two sizes, the start of the program taken off."""
    factors = [(b - idle) / (a - idle) for a, b in pairwise(times) if a - idle >= _LEAST]
    return max(factors, default=None)


def main() -> None:
    """Measure, and print a line as soon as a measure is done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
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
    print(f"{'command':40}{'what grows':28}{'worst':>6}{'largest':>9}{'seconds':>9}{'MB':>7}", flush=True)
    kept_figures = []
    for measure in MEASURES:
        if not re.search(asked.only, f"{measure.command}: {measure.grows}"):
            continue
        ran = dict(series(measure, sizes, asked.seconds))
        size, last = list(ran.items())[-1]
        factor = worst([each.seconds for each in ran.values()], idle)
        told = f"{factor:.1f}" if factor else "–"
        stopped = "" if last.code in (0, 1) else "  stopped"
        slow = "  ←" if factor and factor > _AIM else ""
        print(
            f"{measure.command:40}{measure.grows:28}{told:>6}{size:>9}{last.seconds:9.1f}{last.megabytes:7}{slow}{stopped}",
            flush=True,
        )
        seconds = {size: round(each.seconds, 2) for size, each in ran.items()}
        kept_figures.append({"command": measure.command, "grows": measure.grows, "seconds": seconds})
        if asked.json:
            asked.json.write_text(json.dumps(kept_figures, indent=1))


if __name__ == "__main__":
    main()
