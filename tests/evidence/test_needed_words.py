"""The words that a pattern needs stand in whatever it fits."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import resources
from provenance.evidence.looked_for import STATE, needed_by_phrase, words_in_sketch
from provenance.evidence.needed_words import EDGE, follow, needed_words, words_of

PATTERNS = [
    r"(?<!\w)(?:for|in place of) (?:the (?:words?|phrase) )?“[^”]*”,? (?:the|an?) (?:first )?drafts? (?:had|read)s?",
    r"\b(?:made|makes?)\s+(?:\w+ly\s+|minor\s+)*changes?\b(?: by hand)?",
    r"(?<!\w)(?:(?:(?:word|phrase)s?|sentence)(?!\w)|over(?:write|wrote))",
    r"hand(?:written|-written)? (?=note|word)(?:notes?|words?)",
    r"(?:[a-c]|draft\d)+ of(?: the)? text{1,2}",
    r"\bth(?:is|ese) (?:was|(?:is|are) not)\b",
]


def meets(words: set[str], clause: frozenset[str]) -> bool:
    padded = [f"{EDGE}{word}{EDGE}" for word in words]
    return any(one.startswith(asked) for one in padded for asked in clause)


@pytest.mark.parametrize("pattern", PATTERNS)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_a_pattern_fits_holds_a_word_of_each_clause(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(pattern, re.IGNORECASE | re.ASCII)))
    found = re.search(pattern, text, re.IGNORECASE)
    if found and not re.search(r"[^\W\da-z]", text, re.IGNORECASE | re.ASCII):
        assert [clause for clause in needed_words(pattern) if not meets(words_of(text), clause)] == []


def test_every_pattern_here_needs_some_word() -> None:
    assert [pattern for pattern in PATTERNS if not needed_words(pattern)] == []


def test_an_optional_word_is_not_asked_for() -> None:
    assert needed_words(r"\b(?:very )?small\b") == (frozenset({"|small|"}),)


def test_a_word_that_may_go_on_is_asked_for_as_a_beginning() -> None:
    assert needed_words(r"\binsert") == (frozenset({"|insert"}),)


def test_what_follows_open_letters_is_no_whole_word() -> None:
    assert needed_words(r"\b\w+writing\b") == ()


def test_one_stand_in_or_another_needs_a_word_of_either() -> None:
    known = {"\ue101": follow("old(?:er)? draft", at_edge=True), "\ue102": follow("clean copy", at_edge=True)}
    clauses = needed_words(r"\b(?:\ue101|\ue102)\b", known)
    met = [all(meets(words_of(text), one) for one in clauses) for text in ("older draft", "clean copy", "typed text")]
    assert met == [True, True, False]


def test_a_phrase_of_the_lexicon_is_sought_in_its_example() -> None:
    lexicon = resources.lexicon()
    signs = {"\ue000", "\ue001", "\ue002", "\ue003", "\ue004", STATE}
    words = {one: words_in_sketch(one.example) | signs for one in lexicon.phrases}
    lost = [
        one.name
        for one in lexicon.phrases
        if not all(meets(words[one], clause) for clause in needed_by_phrase(one, lexicon))
    ]
    assert lost == []
