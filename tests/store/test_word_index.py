"""Words found in every version, whatever a user types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import UnreadableInput
from provenance.model.versions import Standing, Version
from provenance.store.contents import split
from provenance.store.library import Library
from provenance.store.word_index import match_words


def test_words_are_found_in_every_version_that_has_them(filled: Library) -> None:
    (hit,) = filled.search(["salutation", "Dear"][1])
    assert (hit.work, hit.version, hit.versions) == ("letter", "letter@draft", ("letter@draft", "letter@printed"))
    assert hit.text == "Dear Sir,"


def test_the_places_of_the_words_are_places_in_the_stored_text(filled: Library) -> None:
    text = filled.version("letter", "printed").text
    (hit,) = filled.search("vienna CAFE")
    assert [span.of(text) for span in hit.found] == ["Vienna", "café"]
    assert hit.span.of(text) == hit.text


def test_words_in_quotes_follow_each_other(filled: Library) -> None:
    (hit,) = filled.search('"will be open"')
    assert [span.of(filled.version("letter", "printed").text) for span in hit.found] == ["will be open"]
    assert filled.search('"open be will"') == ()
    assert len(filled.search("“meet in Vienna”")) == 2


def test_a_star_stands_for_the_rest_of_a_word(filled: Library) -> None:
    assert len(filled.search("Vien*")) == 2
    assert filled.search("Vien") == ()


@pytest.mark.parametrize(
    "words",
    [
        "NEAR(",
        "a AND",
        "text:Dear",
        "-Dear",
        "^Dear",
        '"Dear',
        "Dear OR (",
        "' or 1=1 --",
        "{text} : Dear",
        "*a",
        "\0a",
        "a\0b",
    ],
)
def test_nothing_that_is_typed_is_taken_for_a_command(filled: Library, words: str) -> None:
    filled.search(words)


@pytest.mark.parametrize("words", ["", "  ", '""', "* — …"])
def test_at_least_one_word_is_needed(filled: Library, words: str) -> None:
    with pytest.raises(UnreadableInput, match="at least one word"):
        filled.search(words)


def test_a_passage_with_strange_characters_is_found_in_its_place(filled: Library) -> None:
    text = "First.\n\n\ue000 odd\x1b[0m \ue001 mark \U0001f600 word"
    filled.save_version(Version("letter@odd", "letter", "odd", text, Standing.EXTANT))
    (hit,) = filled.search("odd word")
    assert [span.of(text) for span in hit.found] == ["odd", "word"]


@given(st.text(alphabet="ab \n\t", max_size=60), st.lists(st.integers(0, 60), max_size=4))
def test_every_letter_of_a_text_stands_in_one_passage(text: str, starts: list[int]) -> None:
    spans = list(split(text, [start for start in starts if start <= len(text)]))
    assert "".join(span.of(text) for span in spans).split() == [] or spans
    assert sum(len("".join(span.of(text).split())) for span in spans) == len("".join(text.split()))
    assert spans == sorted(spans)
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)


@given(st.text(min_size=1))
def test_whatever_is_typed_makes_a_question(words: str) -> None:
    if any(character.isalnum() for character in words):
        assert match_words(words).count('"') % 2 == 0
