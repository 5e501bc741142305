"""The redline, block by block: what each passage is marked with, and whom the legend counts for what."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from provenance.model.attributions import Apparatus
from provenance.model.changes import ChangeKind
from provenance.model.spans import BlockKind, Span
from provenance.model.testimony import Certainty
from provenance.reports.passages import PassageKind
from provenance.reports.redline import Pages, RedlineBlock, Run, draw_redline, read_legend, with_context

Build = Callable[[str], Apparatus]


def drawn(apparatus: Apparatus) -> list[str]:
    """The blocks with their marks, as plain text."""
    return [
        "".join(f"{run.opening}{run.text.strip() if run.opening else run.text}{run.closing}" for run in block.runs)
        for block in draw_redline(apparatus)
    ]


@pytest.mark.parametrize(
    ("marked", "blocks"),
    [
        ("We{+K: never+} agree.", ["We[+K never K+] agree."]),
        ("We {-H:never -}agree.", ["We [-H never H-]agree."]),
        ("We {~KH:may|must~} agree.", ["We [-K&H may K&H-][+K&H must K&H+] agree."]),
        ("We {+?:must +}agree.", ["We [+ must +]agree."]),
        ("We{>:, then,>} agree{<:, then,<}.", ["We[< , then, <] agree[> , then, >]."]),
        ("One.{+K:\n\nTwo.\n\nThree.+}\n\nFour.", ["One.", "[+K Two. K+]", "[+K Three. K+]", "Four."]),
        ("One.{-K:\n\nTwo.\n\nThree.-}\n\nFour.", ["One.", "[-K Two. K-]", "[-K Three. K-]", "Four."]),
        ("One.{+K: It.\n\nTwo.+} Three.", ["One.[+K It. K+]", "[+K Two. K+] Three."]),
        ("{>:One is.\n\n>}Two.{<:\n\nOne is.<}", ["[< One is. <]", "Two.", "[> One is. >]"]),
        ("{+K:All of it.+}", ["[+K All of it. K+]"]),
        ("{-K:All of it.-}", ["[-K All of it. K-]"]),
    ],
)
def test_every_passage_stands_between_its_marks_in_its_block(
    marked: str, blocks: list[str], build_apparatus: Build
) -> None:
    assert drawn(build_apparatus(marked)) == blocks


def test_an_unsure_edge_of_new_words_is_marked(build_apparatus: Build) -> None:
    apparatus = build_apparatus("We{+H: never+} agree{-H: on it-}.")
    assert drawn(apparatus) == ["We[+H? never H+] agree[-H on it H-]."]
    ends = replace(apparatus.attributions[0], start=Certainty.HIGH, end=Certainty.LOW)
    assert drawn(replace(apparatus, attributions=(ends,)))[0].startswith("We[+H never ?H+]")


def test_blocks_carry_the_kind_and_number_of_the_revised_text(build_apparatus: Build) -> None:
    found = draw_redline(build_apparatus("Dear Sir:\n\nOne.{-K:\n\nGone.-}{+K:\n\nTwo.+}\n\nRichard Roe"))
    assert [(b.kind, b.paragraph, b.changed) for b in found] == [
        (BlockKind.SALUTATION, None, False),
        (BlockKind.PARAGRAPH, 1, False),
        (BlockKind.PARAGRAPH, None, True),
        (BlockKind.PARAGRAPH, 2, True),
        (BlockKind.SIGNATURE, None, False),
    ]


def test_words_in_the_revised_text_stand_at_their_places(edited_letter: Apparatus) -> None:
    for block in draw_redline(edited_letter):
        for run in block.runs:
            if run.kind.in_revised:
                assert run.place.of(edited_letter.revised.text) == run.text


def test_a_change_of_spelling_alone_is_shown_as_the_revised_text_has_it(build_apparatus: Build) -> None:
    apparatus = build_apparatus("We {~0:can’t|can't~} agree.")
    [one] = apparatus.attributions
    spelt = replace(one, change=replace(one.change, kind=ChangeKind.ORTHOGRAPHIC))
    assert drawn(replace(apparatus, attributions=(spelt,))) == ["We can't agree."]
    assert read_legend(replace(apparatus, attributions=(spelt,))) == ()


def test_the_legend_counts_changes_and_words_of_each_hand_and_nobodys_last(build_apparatus: Build) -> None:
    apparatus = build_apparatus(
        "A{+?: maybe so+} b{+H: one two+} c{-K: three-} d{~H:four|five six~} e{>:, f g,>} h{<:, f g,<}"
    )
    told = [(e.siglum.letters if e.siglum else "", e.changes, e.words_in, e.words_out) for e in read_legend(apparatus)]
    assert told == [("H", 2, 4, 1), ("K", 1, 0, 1), ("", 2, 2, 0)]
    hand, _, nobody = read_legend(apparatus)
    assert (hand.who, hand.notes, hand.certainty) == ("Alexander M. Haig, Jr.", ("6",), Certainty.HIGH)
    assert nobody.who == "attributed to no one (candidates: Henry A. Kissinger, Alexander M. Haig, Jr.)"
    assert nobody.notes == ()


def test_the_legend_tells_the_lowest_certainty_of_a_hand(build_apparatus: Build) -> None:
    apparatus = build_apparatus("A{+H: one+} b{+H: two+} c")
    low = replace(apparatus.attributions[0], certainty=Certainty.LOW)
    [entry] = read_legend(replace(apparatus, attributions=(low, apparatus.attributions[1])))
    assert entry.certainty is Certainty.LOW


def block(changed: bool) -> RedlineBlock:

    return RedlineBlock(
        BlockKind.PARAGRAPH, 1, (Run("x", PassageKind.INSERTED if changed else PassageKind.KEPT, Span(0, 1)),)
    )


@pytest.mark.parametrize(
    ("changed", "around", "groups"),
    [
        ("..x....x..", 0, [[2], [7]]),
        ("..x....x..", 1, [[1, 2, 3], [6, 7, 8]]),
        ("..x....x..", 2, [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]]),
        ("x...", 1, [[0, 1]]),
        ("....", 3, []),
        ("xx.", 0, [[0, 1]]),
    ],
)
def test_context_groups_the_changed_blocks_with_their_neighbours(
    changed: str, around: int, groups: list[list[int]]
) -> None:
    blocks = [block(sign == "x") for sign in changed]
    numbers = {id(b): n for n, b in enumerate(blocks)}
    assert [[numbers[id(b)] for b in group] for group in with_context(blocks, around)] == groups


def test_as_much_around_the_changes_as_there_are_numbers_is_the_whole_at_once() -> None:
    blocks = [block(n % 2 == 0) for n in range(5000)]
    assert with_context(blocks, 10**30) == [blocks]


def test_a_passage_is_on_the_page_that_was_last_turned_and_on_those_turned_in_it(letter_apparatus: Apparatus) -> None:
    first, second = (a.change.after.span for a in letter_apparatus.attributions if a.change.after)
    pages = Pages(letter_apparatus.revised)
    assert pages.of(first) == "915"
    assert pages.of(second) == "916–917"
    assert Pages(replace(letter_apparatus.revised, milestones=())).of(first) == ""
