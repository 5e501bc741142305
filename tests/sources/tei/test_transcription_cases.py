"""Transcriptions that a textual scholar can read, each beside what it tells: its versions, and who changed what."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.model.receipts import Received, ReceivedWork
from provenance.model.testimony import Act, Certainty, Mark
from provenance.model.versions import Version
from provenance.sources.source_catalogue import read_file

CASES = sorted((Path(__file__).parents[2] / "cases/transcriptions").glob("*.xml"))


def tell(received: Received) -> Iterator[str]:
    """What was read, in a form to be read."""
    for work in received.works:
        yield f"WORK {work.work.id}: {work.work.title}"
        for version in work.versions:
            made = f", made from {version.parents[0].partition('@')[2]}" if version.parents else ""
            yield f"VERSION {version.label}{made}"
            yield from (f"  {line}" for line in tell_text(work, version))
        yield from (tell_mark(work, mark) for mark in work.marks)
        for note in work.notes:
            yield f"NOTE {note.id}, {note.kind}{f' by {note.author}' if note.author else ''}: {note.text}"
    for person in received.people:
        yield f"{person.kind.value.upper()} {person.name}{f' ({person.role})' if person.role else ''}"
    for warning in received.warnings:
        yield f"WARNING {warning}"


def tell_text(work: ReceivedWork, version: Version) -> Iterator[str]:
    """The text line by line, with its notes and gaps where they stand."""
    hung = [(note.at, f"^{note.id}") for note in work.notes if note.version == version.id and note.at is not None]
    hung += [(gap.at, f"⟨{gap.reason}⟩") for gap in version.gaps]
    text = version.text
    for at, sign in sorted(hung, reverse=True):
        text = text[:at] + sign + text[at:]
    return (line for line in text.split("\n") if line)


def tell_mark(work: ReceivedWork, mark: Mark) -> str:
    """One recorded change: what, where, by whom, when, how sure, and who says so."""
    text = next(version.text for version in work.versions if version.id == mark.version)
    place = mark.version.partition("@")[2]
    words = f"“{mark.span.of(text)}”" if len(mark.span) else f"“{mark.text}” in passing"
    said = [" and ".join(mark.revisers) or "nobody named"]
    said += [mark.date] if mark.date else []
    said += [f"certainty {mark.certainty.value}"] if mark.certainty is not Certainty.HIGH else []
    said += [f"so {mark.interpreter}"] if mark.interpreter else []
    return f"{mark.act.value.upper()} in {place}: {words} by {', '.join(said)}"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_transcription_is_read_as_its_case_tells(path: Path) -> None:
    told = "\n".join(tell(read_file(path))) + "\n"
    assert told == path.with_suffix(".told").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_parent_without_what_was_taken_out_is_the_child_without_what_was_put_in(path: Path) -> None:
    for work in read_file(path).works:
        texts = {version.id: version for version in work.versions}
        for version in work.versions:
            for parent in version.parents:
                marks = [mark for mark in work.marks if mark.made_in == version.id and mark.act is not Act.DRAFT]
                out = [mark.span for mark in marks if mark.act is Act.DELETE]
                out += [mark.origin.span for mark in marks if mark.origin is not None]
                into = [mark.span for mark in marks if mark.act in {Act.INSERT, Act.MOVE}]
                assert without(texts[parent].text, out) == without(version.text, into)


def without(text: str, spans: list) -> str:  # type: ignore[type-arg]
    """What is left of a text, no letter being taken twice."""
    for span in sorted(spans, key=lambda span: (span.start, span.end), reverse=True):
        text = text[: span.start] + text[span.end :]
    return text


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_id_is_given_once(path: Path) -> None:
    for work in read_file(path).works:
        for ids in (
            [version.id for version in work.versions],
            [mark.id for mark in work.marks],
            [note.id for note in work.notes],
        ):
            assert len(ids) == len(set(ids))
