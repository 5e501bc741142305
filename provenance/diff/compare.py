"""What changed between two versions, as a reader sees it: the one way in.

    lay out → align sentences → compare words → slide → gather → hold together → find moved clauses → write edits
        → name changes → set unknown apart

Each step is a file of this folder. The result depends on the two texts and their blocks alone, and is replayed
by `replay.check`: base + changes = revised, to the letter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from provenance.diff.collate import collate
from provenance.diff.edges import slide
from provenance.diff.edits import Operation, write_edits
from provenance.diff.fellows import hold_together
from provenance.diff.gaps import set_unknown_apart
from provenance.diff.gather import gather, is_orthographic
from provenance.diff.moves import pair_clauses
from provenance.diff.parts import pair_parts, part_of, shifted
from provenance.diff.rewording import reword, write_inner
from provenance.diff.sheet import Sheet, lay_out, strip_space
from provenance.diff.stretches import Fate, Stretch
from provenance.diff.words import library
from provenance.model.changes import Change, ChangeKind, Comparison, Edit, Reading
from provenance.model.spans import Span
from provenance.model.versions import Version

VERSION = "2"


def compare(base: Version, revised: Version) -> Comparison:
    """Every change from the one version to the other, in the order of the revised text.

    Body, footnotes, headers and the other parts are each compared with their like: no change reaches over their edges.
    """
    changes: list[Change] = []
    for old, new in pair_parts(base, revised):
        found = _compare_part(part_of(base, old), part_of(revised, new))
        changes += (shifted(change, old.start, new.start) for change in found)
    numbered = (replace(change, id=f"c{number}") for number, change in enumerate(sorted(changes, key=_place), 1))
    engine = f"{library()} on words, provenance comparison {VERSION}"
    return set_unknown_apart(Comparison(base.id, revised.id, tuple(numbered), engine), base, revised)


def _compare_part(base: Version, revised: Version) -> list[Change]:
    """The changes from the one text to the other, not yet numbered."""
    old, new = lay_out(base), lay_out(revised)
    stretches = collate(old, new)
    stretches = hold_together(old, new, gather(old, new, slide(old, new, stretches)))
    stretches = pair_clauses(old, new, stretches)
    operations = list(write_edits(old, new, stretches, Span(0, len(base.text)), Span(0, len(revised.text))))
    return list(_changes(old, new, operations))


def _place(change: Change) -> tuple[int, int]:
    """Where a change stands in the revised text; what moved, at its new place."""
    last = change.edits[-1]
    return last.revised.start, last.base.start


def _changes(base: Sheet, revised: Sheet, operations: Sequence[Operation]) -> Iterator[Change]:
    """The operations as changes, not yet in order: the two ends of a move are one, touching spellings are one."""
    ends: dict[int, dict[Fate, Operation]] = {}
    spelling: list[Edit] = []
    for operation in operations:
        stretch = operation.stretch
        if stretch is None or (stretch.fate is Fate.CHANGED and is_orthographic(base, revised, stretch)):
            spelling.append(operation.edit)
        elif stretch.fate is Fate.CHANGED:
            yield _change_of_words(base, revised, operation.edit, stretch)
        else:
            ends.setdefault(stretch.move, {})[stretch.fate] = operation
    for move in ends.values():
        yield _transposition(base, revised, move[Fate.MOVED_OUT], move[Fate.MOVED_IN])
    yield from (_change_of_spelling(base, revised, edit) for edit in _joined(spelling))


def _change_of_words(base: Sheet, revised: Sheet, edit: Edit, stretch: Stretch) -> Change:
    """An insertion, deletion or substitution."""
    before, after = _reading(base, edit.base), _reading(revised, edit.revised)
    kind = ChangeKind.SUBSTITUTION if before and after else ChangeKind.INSERTION if after else ChangeKind.DELETION
    inner = write_inner(base, revised, stretch) if before and after else ()
    return Change("c", kind, before, after, (edit,), inner)


def _transposition(base: Sheet, revised: Sheet, out: Operation, into: Operation) -> Change:
    """A passage that moved, and how it was reworded on the way."""
    before, after = _reading(base, out.edit.base), _reading(revised, into.edit.revised)
    inner: tuple[Edit, ...] = ()
    if out.stretch and into.stretch:
        inner = reword(base, revised, (out.stretch.b1, out.stretch.b2), (into.stretch.r1, into.stretch.r2))
    return Change("c", ChangeKind.TRANSPOSITION, before, after, (out.edit, into.edit), inner)


def _change_of_spelling(base: Sheet, revised: Sheet, edit: Edit) -> Change:
    """A change of quotes, dashes, hyphens or spaces; where it is of white space alone, that is its reading."""
    before, after = _reading(base, edit.base), _reading(revised, edit.revised)
    if not before and not after:
        before = Reading(edit.base, edit.base.of(base.text)) if len(edit.base) else None
        after = Reading(edit.revised, edit.text) if len(edit.revised) else None
    return Change("c", ChangeKind.ORTHOGRAPHIC, before, after, (edit,))


def _reading(sheet: Sheet, place: Span) -> Reading | None:
    """The words at a place without the white space around them, or None where there are no words."""
    words = strip_space(sheet.text, place)
    return Reading(words, words.of(sheet.text)) if len(words) else None


def _joined(edits: Sequence[Edit]) -> Iterator[Edit]:
    """The edits with those made one that touch in both texts."""
    last: Edit | None = None
    for edit in edits:
        if last and (last.base.end, last.revised.end) == (edit.base.start, edit.revised.start):
            last = Edit(
                Span(last.base.start, edit.base.end), Span(last.revised.start, edit.revised.end), last.text + edit.text
            )
            continue
        if last:
            yield last
        last = edit
    if last:
        yield last
