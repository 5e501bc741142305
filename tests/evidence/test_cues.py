"""Every cue of the lexicon stands in its example, not in its counter-example, and is asked for somewhere."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance import resources
from provenance.errors import UnreadableInput
from provenance.evidence.cues import Cue
from provenance.evidence.lexicon import read_lexicon
from provenance.evidence.note_claims import sketch_note
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span
from provenance.model.testimony import AnchorPlace, Note, Person

LEXICON = resources.lexicon()
EVIDENCE = Path(__file__).parents[2] / "provenance" / "evidence"
QUESTIONS = {"begins", "ends", "is_all", "has", "each"}


def sketch_of(words: str) -> Sketch:
    note = Note("n", "w", "1", words, AnchorPlace.NONE)
    return sketch_note(note, (Person("Dean Rusk", "Rusk"),), LEXICON, "1965-05-05")


def stands_in(cue: Cue, words: str) -> bool:
    return sketch_of(words).has(Span(0, len(words)), cue.name) is not None


def words_of_code() -> Iterator[tuple[str, bool]]:
    """Every string in the code, and whether a sketch is asked for it."""
    for path in EVIDENCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value, False
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in QUESTIONS:
                named = [one for part in node.args[1:] for one in ast.walk(part) if isinstance(one, ast.Constant)]
                yield from ((str(one.value), True) for one in named)


@pytest.mark.parametrize("cue", LEXICON.cues.values(), ids=lambda cue: cue.name)
def test_a_cue_stands_in_its_example(cue: Cue) -> None:
    assert stands_in(cue, cue.example)


@pytest.mark.parametrize("cue", [one for one in LEXICON.cues.values() if one.counter], ids=lambda cue: cue.name)
def test_a_cue_does_not_stand_in_its_counter_example(cue: Cue) -> None:
    assert not stands_in(cue, cue.counter)


def test_a_cue_has_a_counter_example_unless_it_stands_in_every_stretch() -> None:
    bare = [cue for cue in LEXICON.cues.values() if not cue.counter]
    assert [cue.name for cue in bare if cue.find("", Span(0, 0)) is None] == []


def test_the_code_asks_for_every_cue_and_for_no_other() -> None:
    words = set(words_of_code())
    assert sorted(LEXICON.cues.keys() - {word for word, _ in words}) == [], "no code asks for these"
    assert sorted({word for word, asked in words if asked} - LEXICON.cues.keys()) == [], "the lexicon has no such cues"


def test_a_cue_is_asked_for_where_it_stands() -> None:
    words = "In its place Rusk wrote “soon.”"
    sketch, verb = sketch_of(words), words.index("wrote")
    assert sketch.begins(Span(0, verb), "in its place")
    assert not sketch.ends(Span(0, verb), "in its place")
    assert sketch.ends(Span(0, 12), "in its place")
    assert sketch.is_all(Span(0, 13), "in its place")
    assert not sketch.has(Span(verb, len(words)), "in its place")
    assert sketch.begins(Span(verb + len("wrote"), len(words)), "quoted words")


ENTRY = '\n[[cue]]\nname = "thus"\npattern = "thus"\ndecides = "nothing"\nexample = "Thus it was."\n'


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (ENTRY + 'exmple = "So."\n', "exmple"),
        (ENTRY.replace('example = "Thus it was."\n', ""), "thus.*example"),
        (ENTRY.replace('"thus"\ndecides', '"{thus}"\ndecides'), "thus"),
        (ENTRY + ENTRY, "thus"),
    ],
)
def test_a_cue_that_is_not_as_it_should_be_is_refused(entry: str, told: str) -> None:
    texts = resources.lexicon_texts()
    texts["cues.toml"] += entry
    with pytest.raises(UnreadableInput, match=told):
        read_lexicon(texts)


def test_a_cue_that_is_no_pattern_is_told_when_it_is_asked_for() -> None:
    texts = resources.lexicon_texts()
    texts["cues.toml"] += ENTRY.replace('pattern = "thus"', 'pattern = "thus ("')
    cue = read_lexicon(texts).cues["thus"]
    with pytest.raises(UnreadableInput, match="thus"):
        cue.begins("Thus it was.", Span(0, 12))
