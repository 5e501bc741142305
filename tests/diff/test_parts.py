"""Each part of a document is compared with its like, and told under its name."""

from provenance.diff.compare import compare
from provenance.diff.replay import check
from provenance.model.spans import Block, BlockKind, Span
from provenance.model.versions import Standing, Version


def version(name: str, *parts: tuple[str | None, str]) -> Version:
    """A text of one paragraph a part."""
    text, blocks = "", []
    for number, (part, words) in enumerate(parts, 1):
        text += "\n\n" if text else ""
        blocks.append(Block(BlockKind.PARAGRAPH, Span(len(text), len(text) + len(words)), number, part))
        text += words
    return Version(name, "w", name, text, Standing.EXTANT, tuple(blocks))


def told(base: Version, revised: Version) -> list[tuple[str, str]]:
    found = compare(base, revised)
    check(base, revised, found)
    return [(c.before.text if c.before else "", c.after.text if c.after else "") for c in found.changes]


def test_what_left_the_body_did_not_move_into_a_footnote() -> None:
    words = "The lamp was lit every night until the war came to the coast."
    old = version("a", (None, "He wrote."), (None, words), ("footnote 1", "See the log."))
    new = version("b", (None, "He wrote."), ("footnote 1", "See the log."), ("footnote 2", words))
    assert sorted(told(old, new)) == [("", words), (words, "")]


def test_a_footnote_put_in_before_another_does_not_make_that_one_new() -> None:
    old = version("a", (None, "He wrote."), ("footnote 1", "See the log of the ship."))
    new = version("b", (None, "He wrote."), ("footnote 1", "A new note."), ("footnote 2", "See the log of the ship."))
    assert told(old, new) == [("", "A new note.")]


def test_a_part_that_only_one_text_has_is_put_in_or_taken_out_whole() -> None:
    old = version("a", (None, "He wrote."), ("header", "Secret"), ("text box 1", "Map"))
    new = version("b", (None, "He wrote."), ("footer", "Page"), ("text box 1", "Maps"))
    assert told(old, new) == [("Secret", ""), ("", "Page"), ("Map", "Maps")]
