"""The parts of a FRUS document as it looks on the web: headings, page breaks, lists, attachments, notes."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from provenance.model.spans import Span

PAGE = re.compile(r"\[Page ([ivxlcdm\d]+)\]", re.IGNORECASE)
BULLET = re.compile(r"^[^\S\n]*[•◦▪‣·][^\S\n]*", re.MULTILINE)
_NUMBERED = re.compile(r"^[^\S\n]*(\d{1,4})\.[^\S\n]+(?=\S)", re.MULTILINE)
_SIGNED = re.compile(r"^[^\S\n]*([*†‡§]{1,3})[^\S\n]+(?=\S)", re.MULTILINE)
_SOURCE_NOTE = re.compile(r"^[^\S\n]*1\.[^\S\n]+\[?Source:", re.MULTILINE)
_LARGEST_GAP = 3

_KIND = (
    r"(?:(?:Draft|Revised|Proposed|Oral|Personal|Private|Secret|Handwritten|Backchannel|Briefing|Action|Information"
    r"|Covering|Cover|Circular|Undated)\s+)*"
    r"(?:Letter|Memorandum|Memoranda|Telegram|Airgram|Message|Paper|Note|Report|Minutes|Statement|Talking Points|Draft"
    r"|Aide[- ]M[ée]moire|Record|Summary|Study|Instructions?|Cable|Outline|Text|Treaty|Agreement|Communiqu[ée]"
    r"|Speech|Transcript|Notes)\b"
)
_TITLE = re.compile(rf"{_KIND}[^.;]*\b(?:From|from|to|To|by|By|of|Of|for|Prepared|Between)\b[^;]*")
_LABEL = re.compile(
    r"\[?(?:Attachment|Enclosure|Tab|Annex|Appendix|Subenclosure|Attached Paper|Addendum)"
    r"(?:\s+(?:[A-Z]|[IVX]+|\d+))?\]?"
)
_ADDRESS = re.compile(r"(?:My |Dear |Sir\b|Mr\. |Excellency|Gentlemen|Your )[^\n]*[:,]$")
_DATELINE = re.compile(r"[^\n]*\b(?:1[789]\d\d|20\d\d|undated)\b[^\n]{0,40}")
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class NotePlace:
    """A note in the list below a document: its number (or its sign, such as "*") and the place of its words."""

    number: str
    span: Span


@dataclass(frozen=True, slots=True)
class Part:
    """The document itself or one of its attachments: its stretch of the source, and the lines that head it.

    `title` is the heading line that names it (without marker), None where a label such as "Tab A" is all there is.
    """

    region: Span
    headings: tuple[Span, ...]
    title: Span | None


def has_source_note(source: str) -> bool:
    """True if a note 1 says where the document comes from, as the first note of a FRUS document does."""
    return _SOURCE_NOTE.search(source) is not None


def find_notes(source: str) -> tuple[int, tuple[NotePlace, ...]]:
    """Where the list of notes begins (the source's end if there is none), and the notes in it."""
    lines = list(_NUMBERED.finditer(source))
    start = _first_note(source, lines)
    if start is None:
        return len(source), ()
    heads = [lines[start]]
    for line in lines[start + 1 :]:
        step = int(line[1]) - int(heads[-1][1])
        if 0 < step <= _LARGEST_GAP or (step == 0 and _indent(line) == _indent(heads[-1])):
            heads.append(line)
    heads = sorted([*heads, *_SIGNED.finditer(source, heads[0].start())], key=lambda head: head.start())
    ends = [head.start() for head in heads[1:]] + [len(source)]
    notes = [NotePlace(head[1], _trimmed(source, head.end(), end)) for head, end in zip(heads, ends, strict=True)]
    return heads[0].start(), tuple(notes)


def find_parts(source: str, end: int, marked: Sequence[Span]) -> tuple[Part, ...]:
    """The document up to `end`, parted where an attachment's own heading begins. `marked` are the notes' markers."""
    lines = [line for line in _lines(source, end) if not PAGE.fullmatch(line.of(source))]
    heads = [_Head(lines[:1], lines[0] if lines else None)]
    index = 1
    while index < len(lines):
        head = _attachment_head(source, lines, index, marked)
        if head is not None:
            heads.append(head)
        index += len(head.lines) if head else 1
    starts = [0, *(_with_pages_before(source, head.lines[0].start) for head in heads[1:]), end]
    return tuple(
        Part(Span(start, stop), tuple(head.lines), head.title)
        for head, start, stop in zip(heads, starts, starts[1:], strict=False)
    )


@dataclass(frozen=True, slots=True)
class _Head:
    lines: Sequence[Span]
    title: Span | None


def _first_note(source: str, lines: Sequence[re.Match[str]]) -> int | None:
    """The line at which the last run of rising numbers begins; a source note always begins it."""
    marked = _SOURCE_NOTE.search(source)
    if marked:
        return next(index for index, line in enumerate(lines) if line.start() == marked.start())
    at = len(lines) - 1
    while at > 0 and 0 < int(lines[at][1]) - int(lines[at - 1][1]) <= _LARGEST_GAP and int(lines[at][1]) > 1:
        at -= 1
    return at if at > 0 else None


def _attachment_head(source: str, lines: Sequence[Span], index: int, marked: Sequence[Span]) -> _Head | None:
    """The lines that head an attachment and begin at `index`, if they do."""
    if index + 1 >= len(lines) or not _stands_alone(source, lines[index]):
        return None
    line, following = lines[index], lines[index + 1]
    if _LABEL.fullmatch(_unmarked(source, line, marked)):
        titled = _TITLE.fullmatch(_unmarked(source, following, marked)) and _stands_alone(source, following)
        return _Head([line, following], following) if titled else _Head([line], None)
    words = _unmarked(source, line, marked)
    if len(words) > _LONGEST_TITLE or not _TITLE.fullmatch(words) or words[-1] in ".:,!?":
        return None
    signs = [
        _has_gap_before(source, line),
        bool(_in_line(line, marked)),
        bool(_ADDRESS.fullmatch(following.of(source)) or _DATELINE.fullmatch(following.of(source))),
    ]
    return _Head([line], line) if sum(signs) >= 2 else None


def _unmarked(source: str, line: Span, marked: Sequence[Span]) -> str:
    """The words of a line without the note marker at its end."""
    ends = [marker.start for marker in _in_line(line, marked) if line.start < marker.start and marker.end == line.end]
    return source[line.start : min(ends, default=line.end)].strip()


def _in_line(line: Span, marked: Sequence[Span]) -> Sequence[Span]:
    """Those of the markers, which stand in order, that begin in a line."""
    first, last = (bisect_left(marked, at, key=lambda marker: marker.start) for at in (line.start, line.end))
    return marked[first:last]


def _lines(source: str, end: int) -> Iterator[Span]:
    for match in re.finditer(r"\S[^\n]*", source[:end]):
        yield _trimmed(source, match.start(), match.end())


def _stands_alone(source: str, line: Span) -> bool:
    """True if there is a blank line on both sides."""
    before = source[max(0, line.start - 60) : line.start].rstrip(" \t")
    after = source[line.end : line.end + 60].lstrip(" \t")
    return before.endswith("\n\n") and after.startswith("\n\n")


def _has_gap_before(source: str, line: Span) -> bool:
    """True if a page break or more than one blank line stands before the line."""
    before = source[max(0, line.start - 60) : line.start]
    return before.endswith("\n\n\n") or bool(re.search(rf"{PAGE.pattern}\s*\Z", before, re.IGNORECASE))


def _with_pages_before(source: str, start: int) -> int:
    """The place before the page breaks that stand between `start` and the words before it."""
    while found := re.search(rf"{PAGE.pattern}\s*\Z", source[max(0, start - 80) : start], re.IGNORECASE):
        start = max(0, start - 80) + found.start()
    return start


def _indent(line: re.Match[str]) -> int:
    """How far a numbered line stands in: the notes of a list stand alike, the points of a list within a note do not."""
    return line.start(1) - line.start()


def _trimmed(source: str, start: int, end: int) -> Span:
    words = source[start:end]
    left = start + len(words) - len(words.lstrip())
    return Span(left, left + len(words.strip()))
