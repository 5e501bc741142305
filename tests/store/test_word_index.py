"""Words found in every version, whatever a user types."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.errors import StoreTrouble, UnreadableInput
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.versions import Standing, Version, Work
from provenance.store import fts5_words
from provenance.store.contents import split
from provenance.store.library import Library, open_library
from provenance.store.verify import verify
from provenance.store.version_search import find_in_versions
from provenance.store.word_index import match_words

Directly = Callable[..., list[Any]]


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


BRIDGE = "市长答应帮助我们。在Vienna会谈，东京タワーへ。"


@pytest.mark.parametrize("is_indexed", [True, False])
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("市长", ["市长"]),
        ("答应帮", ["答应帮"]),
        ("我们 市", ["市", "我们"]),
        ("vienna", ["Vienna"]),
        ("在Vienna会", ["在Vienna会"]),
        ("タワー", ["タワー"]),
        ("タワ*", ["タワー"]),
        ("长市", []),
        ("Vien", []),
    ],
)
def test_words_that_no_space_parts_are_found(
    library: Library, place: str, directly: Directly, words: str, found: list[str], is_indexed: bool
) -> None:
    text = f"Dear Sir,\n\n\u2063{BRIDGE} ไทย"
    one = ReceivedWork(Work("w", "w", "w"), (), (Version("w@1", "w", "1", text, Standing.EXTANT),))
    library.save_received(Received("w.txt", "11" * 32, (one,)))
    if not is_indexed:
        library.close()
        directly(place, "UPDATE works SET is_indexed = " + ("false" if "://" in place else "0"))
        with open_library(place) as there, there.database.read() as connection:
            hits = [each.text.strip() for each in find_in_versions(connection, "w", words)]
            assert bool(hits) == bool(found)
        return
    hits = library.search(words)
    assert [sorted((span.of(text) for span in hit.found), key=text.index) for hit in hits] == ([found] if found else [])
    assert verify(library).faults == ()


def test_words_that_are_not_utf_8_are_called_that() -> None:
    with pytest.raises(StoreTrouble, match="it has the byte 0xE4"):
        match_words("\udce4")


@settings(max_examples=60, deadline=None)
@given(
    pieces=st.lists(
        st.sampled_from(["word", "Word", "other", "a", "é", "三辆", "车", ". ", " ", "\n", "…", "b"]), max_size=60
    ),
    asked=st.sampled_from(["word", '"a word"', '"word a word"', "wor*", "三", '"三辆车"', "a b", '"b a" word']),
)
def test_in_a_long_passage_the_same_places_are_found_as_in_a_short_one(pieces: list[str], asked: str) -> None:
    passage, query = "".join([*pieces, " word a word a b a 三辆车"]), match_words(asked)
    whole = fts5_words.highlight({1: passage}, query, "\ue000\ue001")[1]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(fts5_words, "_PIECE", 5)
        in_pieces = fts5_words.places(passage, None, query, "\ue000\ue001")
    assert in_pieces == fts5_words.places(passage, whole, query, "\ue000\ue001")


def test_a_long_passage_is_looked_through_in_pieces() -> None:
    assert fts5_words.highlight({1: "word " * 4000, 2: "word " * 4001}, '"word"', "|") == {1: "|word| " * 4000, 2: None}
    assert len(fts5_words.places("word " * 4001, None, '"word"', "|")) == 4001
