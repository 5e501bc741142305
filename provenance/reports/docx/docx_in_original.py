"""The report written into the Word file that a text came from: its look, its parts, and the changes tracked in it.

What the file itself records stays as it stands. Changes that it does not record are marked in it: words of the file as
put in (or, in a base with the changes of several copies, as struck), words of the other text beside them. Accepting all
gives the later text and rejecting all the earlier one; whatever is not changed is not touched.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count, pairwise
from typing import TypeGuard

from lxml import etree

from provenance.formats.word.original import Original
from provenance.formats.word.strict_names import as_strict
from provenance.formats.word.tracked_text import PARAGRAPH_BREAK, Item, Piece, State, in_base, in_final, resolve
from provenance.model.attributions import Apparatus
from provenance.model.spans import BlockKind, Span, blocks_at
from provenance.model.versions import Version
from provenance.reports.docx.docx_accepting import accept
from provenance.reports.docx.docx_added_parts import written
from provenance.reports.docx.docx_authors import name_author, read_signed_passages, signed, word_date
from provenance.reports.docx.docx_evidence import comments_of_copies, hang_comments, highest_id
from provenance.reports.docx.docx_groups import Group, NotInOriginal, fit, joined, read_groups, trimmed
from provenance.reports.docx.docx_marking import Marking
from provenance.reports.docx.docx_new_notes import (
    Added,
    Call,
    NewNote,
    new_notes,
    roots_of_notes,
    with_calls,
    with_room,
)
from provenance.reports.docx.docx_notes import Hooks
from provenance.reports.docx.docx_parts import write_package
from provenance.reports.docx.docx_runs import TAGS, Mark
from provenance.reports.docx.docx_wanted import Wanted
from provenance.reports.docx.docx_xml import W
from provenance.reports.passages import Passage, PassageKind


def write_in_original(apparatus: Apparatus, original: Original, wanted: Wanted) -> bytes:
    """The file with the changes tracked in it; NotInOriginal where that cannot give both texts to the letter."""
    if etree.QName(original.trees[original.main]).namespace != W:
        raise NotInOriginal("it mixes two forms of Open XML; save it as an ordinary Word document first")
    passages = read_signed_passages(apparatus)
    items, _ = original.read()
    base, final = resolve(items, in_base), resolve(items, in_final)
    if (base.text, final.text) != (apparatus.base.text, apparatus.revised.text):
        notes = new_notes(apparatus) if final.text == apparatus.base.text else ()
        original = with_room(original, notes)
        for tree in original.trees.values():
            accept(tree, lambda author: True)
        _mark_all(apparatus, original, passages, notes)
    if wanted.reviewers:
        others = wanted.others(signed(apparatus, passages))
        for tree in original.trees.values():
            accept(tree, others)
    more = hang_comments(apparatus, original, wanted.reviewers) if wanted.comments else {}
    return _pack(original, original.trees, more)


def _mark_all(apparatus: Apparatus, original: Original, passages: Sequence[Passage], notes: Sequence[NewNote]) -> None:
    """Mark every change of the passages in the tree, with the `notes` that it has not."""
    items, endings = original.read()
    text = "".join(item.text for item in items if isinstance(item, Piece))
    carries_revised = text == apparatus.revised.text
    if not carries_revised and text != apparatus.base.text:
        raise NotInOriginal("it carries neither of the two texts")
    if any(passage.is_open for passage in passages):
        raise NotInOriginal("one of the texts has a gap, which is no change")
    marking = Marking(items, endings, count(highest_id(original.trees.values()) + 1))
    groups = list(read_groups(passages))
    swaps = [group for group in groups if _is_swap(group, apparatus)]
    others = list(joined((trimmed(group) for group in groups if group not in swaps), apparatus.base.text))
    begun = _begun(apparatus.base if carries_revised else apparatus.revised)
    fitted = list(fit(others, marking.grain(), begun, apparatus.base.text, carries_revised))
    carried = [(p, _held(p, carries_revised)) for group in (*fitted, *swaps) for p in group.of_side(carries_revised)]
    beside: list[Added] = [
        (_place_of(p, group, carries_revised), p) for group in fitted for p in _not_in(group, carries_revised)
    ]
    if notes:
        beside = with_calls(beside, notes, Hooks(apparatus, passages), apparatus.revised.id)
    roots = roots_of_notes(original)
    edges = [edge for _, place in carried for edge in (place.start, place.end)]
    marking.cut([*edges, *(at for at, _ in beside), *_remarked(apparatus, passages)])
    side = apparatus.base if carries_revised else apparatus.revised
    for at, passage in beside:
        if isinstance(passage, Call):
            note = passage.note
            marking.add_note(at, note.kind, note.text, roots[note.kind], _mark_of(passage.passage))
            continue
        own = _held(passage, carries_revised).start
        begins = not own or text.endswith(PARAGRAPH_BREAK, 0, own)
        if begins and _kinds([passage], side, not carries_revised) == {True}:
            marking.add_blocks(own, [(passage.text, _mark_of(passage))], is_table=True)
        else:
            marking.add(at, passage.text, _mark_of(passage))
    for group in swaps:
        came = _not_in(group, carries_revised)
        is_table = True in _kinds(came, side, not carries_revised)
        marks = [(p.text, _mark_of(p)) for p in came]
        marking.add_blocks(_beside(group, carries_revised), marks, is_table=is_table)
    for passage, place in carried:
        marking.wrap(place, _mark_of(passage))
    _check(apparatus, original)


def _remarked(apparatus: Apparatus, passages: Sequence[Passage]) -> Iterator[int]:
    """Where in words of the base that stay the comments of returned copies begin."""
    hooks = Hooks(apparatus, passages)
    for note in comments_of_copies(apparatus):
        number, offset = hooks.of(apparatus.revised.id, note.at or 0)
        if passages[number].kind is PassageKind.KEPT:
            yield passages[number].base.start + offset


def _check(apparatus: Apparatus, original: Original) -> None:
    """NotInOriginal unless the marked file, read again, gives both texts, all parts of them in their places."""
    items, _ = original.read()
    for version, stands in ((apparatus.base, in_base), (apparatus.revised, in_final)):
        if (fault := _fault(items, resolve(items, stands), version)) is not None:
            if _pages(apparatus.base) != _pages(apparatus.revised):
                fault = "a header or footer came or went, and Word does not track that"
            raise NotInOriginal(fault)


def _fault(items: Sequence[Item], made: State, version: Version) -> str | None:
    """In what a text that was made differs from the one that is wanted, or None."""
    if made.text != version.text:
        at = next((n for n, (a, b) in enumerate(zip(made.text, version.text, strict=False)) if a != b), 0)
        near = " ".join(version.text[max(0, at - 20) : at + 20].split())
        return f"the change near “{near}” could not be tracked in it"
    parts = {at.start: item.part for item, at in zip(items, made.places, strict=True) if _is_words(item) and at}
    for block in version.blocks if any(block.part for block in version.blocks) else ():
        if _kind_of(parts.get(block.span.start, block.part)) != _kind_of(block.part):
            return f"it has no {block.part or 'place in the body'} for words of the other text"
    return None


def _begun(version: Version) -> frozenset[int]:
    """Where the parts of a text begin that follow its body."""
    return frozenset(b.span.start for a, b in pairwise(version.blocks) if b.part != a.part)


def _is_words(item: Item) -> TypeGuard[Piece]:
    return isinstance(item, Piece) and bool(item.text)


def _pages(version: Version) -> list[str]:
    """The headers and footers of a text."""
    parts = dict.fromkeys(block.part for block in version.blocks)
    return [part for part in parts if part and _kind_of(part).endswith(("header", "footer"))]


def _kind_of(part: str | None) -> str:
    """The kind of part, without its number and the copy that it is of, by which another text may call it otherwise."""
    return (part or "").partition(" of “")[0].rstrip("0123456789 ")


def _is_swap(group: Group, apparatus: Apparatus) -> bool:
    """True of whole paragraphs that gave way to a table, or a table that gave way to paragraphs."""
    old, new = group.of_side(False), group.of_side(True)
    if not old or not new:
        return False
    before, after = _kinds(old, apparatus.base, False), _kinds(new, apparatus.revised, True)
    return len(before) == len(after) == 1 and before != after


def _kinds(passages: Sequence[Passage], version: Version, is_revised: bool) -> set[bool]:
    """Of what kind the blocks are that some passages make up: tables (True) or others (False); none of part of one."""
    place = Span(_held(passages[0], is_revised).start, _held(passages[-1], is_revised).end)
    text = version.text
    begins = not place.start or text.endswith(PARAGRAPH_BREAK, 0, place.start)
    if not begins or not place.of(text).endswith(PARAGRAPH_BREAK):
        return set()
    return {block.kind is BlockKind.TABLE for block in blocks_at(version.blocks, place)}


def _held(passage: Passage, in_revised: bool) -> Span:
    return passage.revised if in_revised else passage.base


def _not_in(group: Group, carries_revised: bool) -> list[Passage]:
    """The passages of a group that the file has not."""
    return group.of_side(not carries_revised)


def _beside(group: Group, carries_revised: bool) -> int:
    """Where words that the file has not are put: before those that it has, or behind them in a base."""
    place = group.held(carries_revised)
    return place.start if carries_revised else place.end


def _place_of(passage: Passage, group: Group, carries_revised: bool) -> int:
    """Where a passage that the file has not is put: by what it belongs to, where others changed words beside it."""
    return _held(passage, carries_revised).start if group.is_of_several else _beside(group, carries_revised)


def _mark_of(passage: Passage) -> Mark:
    attribution = passage.attribution
    if attribution is None:
        raise ValueError("what is not kept is a change")
    return Mark(TAGS[passage.kind], name_author(attribution), word_date(attribution.date), attribution.change.id)


def _pack(original: Original, trees: Mapping[str, etree._Element], more: Mapping[str, bytes]) -> bytes:
    """The file again: altered trees written anew, all other parts as they were, the same for the same input."""
    anew = {part: written(tree) for part, tree in trees.items() if part in original.parts and part not in more}
    taken = {part.lower(): part for part in original.parts}
    named = {taken.get(part.lower(), part): data for part, data in more.items()}
    parts = {**original.parts, **anew, **named}
    own = original.strict | (parts.keys() - original.parts.keys() if original.strict else frozenset())
    parts |= {part: as_strict(parts[part]) for part in own}
    return write_package({part: parts[part] for part in _first_types(parts)})


def _first_types(parts: Mapping[str, bytes]) -> Iterator[str]:
    """The names of the parts, that which lists their kinds first."""
    yield from sorted(parts, key=lambda part: part.lower() != "[content_types].xml")
