"""Footnotes and endnotes that returned copies have and their base has not, on their way into the base's Word file.

In the text with all changes such a note is a part of its own, which came in with its copy; in the file it is an element
beside the body, and a call where the note hangs.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from lxml import etree

from provenance.formats.word.original import Original
from provenance.formats.word.tracked_text import PARAGRAPH_BREAK
from provenance.model.attributions import Apparatus
from provenance.model.spans import Span
from provenance.reports.docx.docx_accepting import name
from provenance.reports.docx.docx_added_parts import added_part
from provenance.reports.docx.docx_groups import NotInOriginal, within
from provenance.reports.docx.docx_notes import Hooks, separators
from provenance.reports.docx.docx_xml import element, serialize
from provenance.reports.passages import Passage

_KINDS = ("footnote", "endnote")


@dataclass(frozen=True, slots=True)
class NewNote:
    """A note that the file has not: its kind, its words, the place of these and of the break before them in the text
    with all changes, and where in that text it hangs."""

    part: str
    kind: str
    text: str
    place: Span
    at: int


@dataclass(frozen=True, slots=True)
class Call:
    """A note to be called, and the passage that puts it in."""

    note: NewNote
    passage: Passage


Added = tuple[int, Passage | Call]
"""A place of the file, and what is put there."""


def new_notes(apparatus: Apparatus) -> tuple[NewNote, ...]:
    """The notes of the later text that the base has not, in its order."""
    revised, there = apparatus.revised, {block.part for block in apparatus.base.blocks}
    hung = ((note.kind, note.number, note.at) for note in apparatus.notes if note.version == revised.id)
    calls = {f"{kind} {number}": (kind, at) for kind, number, at in hung if kind in _KINDS and at is not None}
    found = []
    for part, blocks in groupby(revised.blocks, key=lambda block: block.part):
        first, *others = blocks
        if part is not None and part not in there and part in calls:
            words = Span(first.span.start, [first, *others][-1].span.end)
            place = Span(words.start - len(PARAGRAPH_BREAK), words.end)
            kind, at = calls[part]
            found.append(NewNote(part, kind, words.of(revised.text), place, at))
    return tuple(found)


def with_room(original: Original, notes: Iterable[NewNote]) -> Original:
    """The file with parts in which such notes can stand."""
    for kind in sorted({note.kind for note in notes} - roots_of_notes(original).keys()):
        parts = added_part(original, f"{kind}s", serialize(element(f"{kind}s", *separators(kind))))
        strict = original.strict | (parts.keys() if original.strict else frozenset())
        original = replace(original.with_parts(parts), strict=strict)
    return original


def roots_of_notes(original: Original) -> Mapping[str, etree._Element]:
    """What holds the notes of each kind that the file has."""
    return {name(tree).removesuffix("s"): tree for tree in original.trees.values() if name(tree).endswith("notes")}


def with_calls(added: Sequence[Added], notes: Sequence[NewNote], hooks: Hooks, whole: str) -> list[Added]:
    """What is put into the file, without the words of the new notes, and with their calls; NotInOriginal where such a
    note did not come in by one change. `whole` is the id of the text with all changes."""
    laid: list[Added] = [
        (at, part)
        for at, passage in added
        if isinstance(passage, Passage)
        for part in _parts(passage, [note.place for note in notes], [note.at for note in notes])
    ]
    for note in notes:
        owners = (p for _, p in added if isinstance(p, Passage) and _holds(p.revised, note.place))
        owner = next(owners, None)
        if owner is None:
            raise NotInOriginal(f"it has no {note.part} for words of the other text")
        around = (at for at, one in laid if isinstance(one, Passage) and one.revised.end == note.at)
        place = next(around, None)
        if place is None:
            passage, offset = hooks.of(whole, note.at)
            place = hooks.passages[passage].base.start + offset
        behind = (n for n, (at, one) in enumerate(laid) if at <= place and _begins(one) < note.at)
        laid.insert(max(behind, default=-1) + 1, (place, Call(note, owner)))
    return laid


def _begins(one: Passage | Call) -> int:
    return one.revised.start if isinstance(one, Passage) else one.note.at - 1


def _parts(passage: Passage, notes: Sequence[Span], calls: Sequence[int]) -> Iterator[Passage]:
    """A passage without the words of notes, cut where notes hang in it."""
    place = passage.revised
    inner = [span for span in notes if _holds(place, span)]
    edges = sorted({place.start, place.end, *(e for span in inner for e in (span.start, span.end)), *calls})
    edges = [edge for edge in edges if place.start <= edge <= place.end]
    for start, end in pairwise(edges):
        part = within(passage, Span(start, end))
        if part is not None and not any(_holds(span, part.revised) for span in inner):
            yield part


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
