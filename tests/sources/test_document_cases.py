"""Every document in `tests/cases/documents` is read as the file beside it tells: works, blocks, notes, marks, people.

A case is two files: the document as a source gives it, and `NAME.told`, what a historian expects to find in it. Add a
case by adding both; `[3]` is paragraph 3, `page 12 |` where a page begins, `^5` where note 5 hangs.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.model.receipts import Received, ReceivedWork
from provenance.model.spans import MilestoneKind
from provenance.model.testimony import AnchorPlace
from provenance.model.versions import Version
from provenance.sources.source_catalogue import read_file

CASES = Path(__file__).parents[1] / "cases/documents"
DOCUMENTS = sorted(path for path in CASES.iterdir() if path.suffix in {".txt", ".xml"})


def tell(received: Received) -> Iterator[str]:
    """What was read, in a form to be read."""
    for work in received.works:
        yield f"WORK {work.work.id}: {work.work.title}"
        yield f"  source: {work.work.source}"
        if work.work.date:
            yield f"  date: {work.work.date}"
        for witness in work.witnesses:
            yield f"  witness {witness.siglum}: {witness.title}"
        for version in work.versions:
            yield f"  VERSION {version.label}, {version.standing.value}"
            yield from (f"    {line}" for line in tell_blocks(work, version))
        for note in work.notes:
            place = "" if note.place is AnchorPlace.TEXT else f" ({note.place.value})"
            yield f"  NOTE {note.number or '-'} {note.kind}{place}: {note.text}"
            for span, name in note.mentions:
                yield f"    “{span.of(note.text)}” is {name}"
        for mark in work.marks:
            yield f"  MARK {mark.act.value} “{mark.text}” by {', '.join(mark.revisers) or 'nobody named'}"
    for warning in received.warnings:
        yield f"WARNING {warning}"


def tell_blocks(work: ReceivedWork, version: Version) -> Iterator[str]:
    """Each block with its kind or number; pages, markers and emendations where they stand."""
    for block in version.blocks:
        words = block.span.of(version.text)
        hung = [
            (note.at, f"^{note.number}") for note in work.notes if note.version == version.id and note.at is not None
        ]
        for milestone in version.milestones:
            if milestone.kind is MilestoneKind.PAGE:
                hung.append((milestone.at, f"[page {milestone.label} |]"))
            elif milestone.kind is MilestoneKind.LINE_END_HYPHEN or milestone.label.startswith("sic: "):
                hung.append((milestone.at, f"[{milestone.label}]"))
        inside = [(at, told) for at, told in hung if block.span.start <= at <= block.span.end]
        for at, told in sorted(inside, key=lambda each: each[0], reverse=True):
            words = words[: at - block.span.start] + told + words[at - block.span.start :]
        yield f"{f'[{block.paragraph}]' if block.paragraph else ''}{block.kind.value}: {words}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_document_is_read_as_its_case_tells(path: Path) -> None:
    told = "\n".join(tell(read_file(path))) + "\n"
    assert told == path.with_suffix(".told").read_text(encoding="utf-8")
