"""A sentence of a note is cut into typed chunks; quotes hide what stands in them, asides what tells no doer."""

from provenance import resources
from provenance.evidence.chunks.chunk import ChunkKind
from provenance.evidence.chunks.chunker import read_chunks
from provenance.evidence.chunks.noun_phrase import noun_phrases
from provenance.evidence.note_claims import sketch_note
from provenance.model.testimony import AnchorPlace, Note, Person

LEXICON = resources.lexicon()
PEOPLE = (Person("Dean Rusk", "Rusk"), Person("George W. Ball", "Ball"))


def row(words: str) -> list[str]:
    """The chunks of a note of one sentence: words as they are, other kinds by their names."""
    sketch = sketch_note(Note("n", "w", "1", words, AnchorPlace.HEADING), PEOPLE, LEXICON, None)
    chunks = read_chunks(sketch, sketch.sentences[0], LEXICON)
    return [chunk.word or chunk.kind.name for chunk in chunks]


def phrases(words: str) -> list[tuple[str, str]]:
    """The noun phrases of a note of one sentence: preposition and last word."""
    sketch = sketch_note(Note("n", "w", "1", words, AnchorPlace.HEADING), PEOPLE, LEXICON, None)
    chunks = read_chunks(sketch, sketch.sentences[0], LEXICON)
    return [
        (each.preposition, each.head or chunks[each.last].kind.name)
        for each in noun_phrases(chunks, 0, len(chunks), LEXICON)
    ]


def test_persons_quotes_and_parts_of_the_text_are_chunks_of_their_own() -> None:
    assert row("Rusk struck the words “and soon” from this sentence.") == [
        "PERSON", "struck", "UNIT", "QUOTE", "from", "UNIT", ".",
    ]  # fmt: skip


def test_an_owner_is_no_doer() -> None:
    assert row("Rusk’s additions are in ink.")[0] == ChunkKind.OWNER.name


def test_an_aside_is_one_chunk_unless_it_names_the_doer() -> None:
    assert row("It was cut (see Document 9) later.") == ["it", "was", "cut", "ASIDE", "later", "."]
    assert row("It was cut (presumably by Ball) later.") == [
        "it",
        "was",
        "cut",
        "presumably",
        "by",
        "PERSON",
        "later",
        ".",
    ]


def test_words_inside_a_quotation_are_not_seen() -> None:
    assert "deleted" not in row("Rusk wrote “this was deleted by Ball” in the margin.")


def test_a_mixed_pair_of_quotation_marks_is_a_quotation() -> None:
    assert row('The word “weekend" was crossed out.') == ["UNIT", "QUOTE", "was", "crossed", "out", "."]


def test_a_noun_phrase_is_free_or_governed() -> None:
    assert phrases("In the draft of May 3 the last sentence was cut.") == [
        ("in", "draft"), ("of", "3"), ("", "UNIT"), ("", "cut"),
    ]  # fmt: skip


def test_pronouns_and_particles_end_a_noun_phrase() -> None:
    assert phrases("Rusk crossed it out.") == [("", "PERSON"), ("", "crossed"), ("", "it")]
