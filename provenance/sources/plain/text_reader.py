"""Any plain text as one work with one extant version; what stands in it as footnotes is its notes."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from provenance.errors import UnreadableInput
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.spans import MilestoneKind, Span
from provenance.model.testimony import AnchorPlace, Note
from provenance.model.versions import Standing, Version, Witness, Work
from provenance.sources.other_kinds import WRITTEN_MARKUP
from provenance.sources.plain.footnotes import Marked, find_footnotes
from provenance.sources.plain.seeming import seems_to_be
from provenance.sources.plain.signs import notes_of_another_form, other_signs, signs_of_markup
from provenance.sources.reader import SourceFile
from provenance.sources.stand_off import Cut, Cutting, cut_out
from provenance.text.blocks import split_blocks
from provenance.text.numbers import number_of


def recognises(file: SourceFile) -> bool:
    """True for any text in UTF-8."""
    try:
        file.letters()
    except UnreadableInput:
        return False
    return True


def read(file: SourceFile, document: str | None = None) -> Received:
    """One work named after the file, with its text as it stands (line ends apart) and its footnotes."""
    if document is not None:
        raise UnreadableInput(f"{file.name}: a plain text holds no documents to choose {document!r} from; leave it out")
    text = file.letters()
    work = Work(slug(file.stem), title=file.stem, source=file.bare_name)
    witness = Witness(f"{work.id}/T", work.id, "T", "the file as given", file.bare_name, seen=True, sha256=file.sha256)
    found = find_footnotes(text)
    cutting = _cut(text, found) if found else None
    kept = cutting.text if cutting else text
    version = Version(
        f"{work.id}@final",
        work.id,
        "final",
        kept,
        Standing.EXTANT,
        blocks=split_blocks(kept),
        milestones=cutting.milestones if cutting else (),
        witness=witness.id,
    )
    notes = tuple(_notes(found, cutting, version)) if found and cutting else ()
    warnings = (
        *_signs_among_words(file, text),
        *notes_of_another_form(kept),
        *(_warnings(found) if found else _stray_notes(text)),
    )
    return Received(file.name, file.sha256, (ReceivedWork(work, (witness,), (version,), notes),), (), warnings)


def _cut(text: str, found: Marked) -> Cutting:
    """The text without its notes and their markers, which are kept beside it."""
    cuts = [Cut(span, MilestoneKind.NOTE_MARKER, number) for number, span in found.markers]
    cuts += [Cut(note.span, MilestoneKind.LAYOUT, note.number) for note in found.notes]
    cuts += [Cut(span, MilestoneKind.HEADING, span.of(text).strip()) for span in found.headings]
    return cut_out(text, Span(0, len(text)), cuts)


def _notes(found: Marked, cutting: Cutting, version: Version) -> Iterator[Note]:
    """Each note, hung where its first marker stood; one without a marker hangs nowhere."""
    places: dict[str, int] = {}
    for number, span in found.markers:
        places.setdefault(number, cutting.place(span.start))
    seen: Counter[str] = Counter()
    for note in found.notes:
        seen[note.number] += 1
        id = note.number if seen[note.number] == 1 else f"{note.number}-{seen[note.number]}"
        at = places.get(note.number)
        place = AnchorPlace.NONE if at is None else AnchorPlace.TEXT
        yield Note(id, version.work, note.number, note.words, place, version.id, at)


_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(?:\w[\w -]*:.*\n|[ \t#-].*\n){1,60}(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
    r"|\+\+\+[ \t]*\n(?:.*\n){1,60}?\+\+\+[ \t]*(?:\n|\Z)"
)
_CHANGE_MARK = re.compile(
    r"\{(?:\+\+|--|~~|>>)[^{}]*(?:\+\+|--|~~|<<)\}|<(ins|del|add)>[^<]*</\1>"
    r"|\[-[^\[\]\n]+-\]|\{\+[^{}\n]+\+\}|~~[^~\n]+~~"
)
_STRAY_NOTE = re.compile(r"\[\^(?P<number>[^\]\s\[]{1,20})\](?P<is_note>:?)")
_MARKDOWN = frozenset({".md", ".markdown", ".mkd"})
"""Texts that may have tags and the like of their own right."""
_LOST_LETTER = "\N{REPLACEMENT CHARACTER}"


def _signs_among_words(file: SourceFile, text: str) -> Iterator[str]:
    """What is read as words, and may be meant otherwise: marks of changes above all."""
    if markup := WRITTEN_MARKUP.get(file.path.suffix.lower()):
        yield f"the signs of its markup ({markup}) are read as words"
    elif kind := seems_to_be(file.path, text):
        yield f"seems to be {kind} and not a running text; it is read as one, with all its signs"
    elif told := file.path.suffix.lower() not in _MARKDOWN and signs_of_markup(text):
        yield told
    if _FRONT_MATTER.match(text):
        yield "the lines between --- (or +++) at its beginning (title, author and the like) are read as words"
    if mark := _CHANGE_MARK.search(text):
        shown = mark[0] if len(mark[0]) <= 40 else f"{mark[0][:40]}…"
        yield f"marks of changes such as “{shown}” are read as words, and nothing is taken for changed by them"
    if "<!--" in text:
        yield "the remarks between <!-- and --> are read as words"
    if lost := text.count(_LOST_LETTER):
        yield f"{number_of(lost, 'letter')} had been lost before the file came here; U+FFFD stands in the place of each"
    yield from other_signs(text)


def _stray_notes(text: str) -> Iterator[str]:
    """Markers of Markdown without notes, or notes without markers, in a text that has none that belong together."""
    for match in {match[0]: match for match in _STRAY_NOTE.finditer(text)}.values():
        number = match["number"]
        if match["is_note"]:
            yield f"the marker of note {number} is not in the text, and the note is read as words"
        else:
            yield f"the text calls a note {number}, which is not there"


def _warnings(found: Marked) -> Iterator[str]:
    marked = {number for number, _ in found.markers}
    for number in found.lost:
        yield f"the text calls a note {number}, which is not there"
    for number, times in Counter(note.number for note in found.notes).items():
        if times > 1:
            yield f"note {number} is there {times} times; each is a note of its own"
        if number not in marked:
            yield f"the marker of note {number} is not in the text, so the note hangs nowhere"


def slug(name: str) -> str:
    """A name that can stand in a command line: letters, digits, dots and hyphens.

    >>> slug("Letter to the Secretary (draft 2)")
    'letter-to-the-secretary-draft-2'
    """
    return re.sub(r"[^\w.]+", "-", name.lower()).strip("-.") or "text"


def file_id(path: Path) -> tuple[str, str]:
    """The bare name of a file, and the id of a work that has no other name.

    >>> file_id(Path("drafts/Letter, 2nd draft.txt"))
    ('Letter, 2nd draft', 'letter-2nd-draft')
    """
    stem = SourceFile(path, b"").stem
    return stem, slug(stem)
