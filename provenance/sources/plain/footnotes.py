"""The notes at the foot of a plain text or a Markdown file, and where their markers stand.

A marker is a number or a short word in brackets, `[1]` or `[^1]`. Its note begins a line with the same (`[1] …`,
`[^1]: …`), or with the number alone (`1. …`) below a heading such as “Notes”. Brackets in a text that has no notes are
words of the text; so is a list of numbered points that nothing calls notes. A text may have notes of Markdown and
others beside them; where both have a number 1, that of Markdown is called ^1.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from provenance.model.spans import Span
from provenance.text.nearby import Nearby

_OTHER_BLOCK = r"[ ]{0,3}(?:\[\^[^\]\s]{1,20}\]:|#{1,6}\s|>|[-*+]\s|1[.)]\s|```|~~~|(?:[-*_][^\S\n]*){3,}$)"
"""What begins a block of its own in the line behind a paragraph of Markdown."""
_MARKDOWN = re.compile(
    r"^[ ]{0,3}\[\^(?P<number>[^\]\s]{1,20})\]:[^\S\n]*"
    rf"(?P<words>.*(?:\n(?!{_OTHER_BLOCK})[^\S\n]*+\S.*|(?:\n[^\S\n]*+(?=\n))++\n(?:[ ]{{4}}|\t)[^\S\n]*+\S.*)*+)\n?",
    re.MULTILINE,
)
"""A note of Markdown goes on in the lines behind it, and in paragraphs that are indented."""
_HEADING = re.compile(
    r"^[^\S\n]*(?:(?:#{1,6}[^\S\n]*)?(?:(?:foot|end)?notes?|anmerkungen|fußnoten|notes de bas de page|note)[^\S\n]*:?"
    r"|[-_*]{3,})[^\S\n]*\n",
    re.IGNORECASE | re.MULTILINE,
)
_BRACKETED = re.compile(r"[^\S\n]*\[\^?(?P<number>\d{1,4}|[*†‡§]{1,3})\]:?[^\S\n]+(?=\S)")
_NUMBERED = re.compile(r"[^\S\n]*(?P<number>\d{1,4})[.)]?[^\S\n]+(?=\S)")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_MARKER = re.compile(r"(?<=[^\s\[])[^\S\n]?\[(?P<caret>\^?)(?P<number>[^\]\s\[]{1,20})\](?![(\[:])")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of a text: its number, its words, and the place of all of it in the file."""

    number: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Marked:
    """The notes of a text, the places of their markers by number, and what belongs to neither text nor notes.

    `lost` are the numbers of markers whose notes are not there.
    """

    notes: tuple[Footnote, ...]
    markers: tuple[tuple[str, Span], ...]
    headings: tuple[Span, ...] = ()
    lost: tuple[str, ...] = ()


def find_footnotes(text: str) -> Marked | None:
    """The notes of a text; None where it has none."""
    markdown = [_note(match["number"], match["words"], Span(*match.span())) for match in _MARKDOWN.finditer(text)]
    others, headings = _at_the_end(_without(text, markdown))
    if markdown and others:
        others = _beside(others, markdown, text)
        headings = headings if others else ()
        twice = {note.number for note in others}
        markdown = [replace(note, number=f"^{note.number}") if note.number in twice else note for note in markdown]
    notes = sorted((*markdown, *others), key=lambda note: note.span)
    if not notes:
        return None
    numbers = {note.number for note in notes}
    last = max((int(number) for number in numbers if re.fullmatch("[0-9]{1,4}", number)), default=-_NEAR)
    inside = Nearby((note.span, note.span) for note in notes)
    markers: list[tuple[str, Span]] = []
    lost: dict[str, None] = {}
    for match in _MARKER.finditer(text):
        number, place = match["number"], Span(*match.span())
        number = f"^{number}" if match["caret"] and f"^{number}" in numbers else number
        if any(span.contains(place) for span in inside.touching(place)):
            continue
        if number in numbers:
            markers.append((number, place))
        elif re.fullmatch("[1-9][0-9]{0,3}", number) and int(number) <= last + _NEAR:
            lost[number] = None
    return Marked(tuple(notes), tuple(markers), headings, tuple(lost)) if markers else None


_NEAR = 9
"""A number in brackets that goes on with those of the notes by no more than this is a marker, and no year."""


def _without(text: str, notes: Sequence[Footnote]) -> str:
    """The text with blanks in the place of these notes."""
    for note in notes:
        blank = re.sub(r"\S", " ", note.span.of(text))
        text = text[: note.span.start] + blank + text[note.span.end :]
    return text


def _beside(notes: Sequence[Footnote], markdown: Sequence[Footnote], text: str) -> list[Footnote]:
    """The notes that end where one of Markdown begins; none if the text has no marker of theirs."""
    called = {match["number"] for match in _MARKER.finditer(text) if not match["caret"]}
    if called.isdisjoint(note.number for note in notes):
        return []
    starts = sorted(note.span.start for note in markdown)
    ends = [next((at for at in starts if note.span.contains(Span(at, at))), note.span.end) for note in notes]
    return [replace(note, span=Span(note.span.start, end)) for note, end in zip(notes, ends, strict=True)]


def _at_the_end(text: str) -> tuple[list[Footnote], tuple[Span, ...]]:
    """The notes that stand after all else: below a heading, or each with its number in brackets."""
    for heading in reversed(list(_HEADING.finditer(text))):
        if notes := _all_notes(text, heading.end(), (_BRACKETED, _NUMBERED)):
            return notes, (Span(*heading.span()),)
    for match in re.finditer(r"^(?=[^\S\n]*\[)", text, re.MULTILINE):
        notes = _all_notes(text, match.start(), (_BRACKETED,))
        if notes and not any(_BLANK_LINE.search(note.span.of(text).rstrip()) for note in notes):
            return notes, ()
    return [], ()


def _all_notes(text: str, start: int, forms: Sequence[re.Pattern[str]]) -> list[Footnote]:
    """The notes from `start` to the end, if nothing else stands there."""
    for form in forms:
        notes = list(_notes(text, start, form))
        if notes and not text[start : notes[0].span.start].strip():
            return notes
    return []


def _notes(text: str, start: int, form: re.Pattern[str]) -> Iterator[Footnote]:
    """Each note of a form that begins a line, with the lines that follow until the next one."""
    heads = [
        head
        for line in re.finditer(r"^", text[start:], re.MULTILINE)
        if (head := form.match(text, start + line.start()))
    ]
    ends = [head.start() for head in heads[1:]] + [len(text)][: len(heads)]
    for head, end in zip(heads, ends, strict=True):
        yield _note(head["number"], text[head.end() : end], Span(head.start(), end))


def _note(number: str, words: str, span: Span) -> Footnote:
    return Footnote(number, " ".join(words.split()), span)
