"""How right the origins of a revision's words are, against a truth or against another program's answer.

Texts are compared letter by letter, white space left out and capitals made small, so that any way of cutting a text
into tokens will do. A token counts as right if every letter of it has the right origin.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Origins = Sequence[tuple[str, str]]
"""Tokens in order, each with the revision that it came from."""


def spread(origins: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Every letter with the revision that it came from."""
    return [(letter.lower(), revision) for token, revision in origins for letter in token if not letter.isspace()]


def right_tokens(truth: Origins, found: Origins) -> tuple[int, int]:
    """How many of the tokens of the truth are right, of how many."""
    letters = spread(found)
    if [letter for letter, _ in letters] != [letter for letter, _ in spread(truth)]:
        raise ValueError("the two do not make up the same text")
    at = right = total = 0
    for token, origin in truth:
        end = at + sum(not letter.isspace() for letter in token)
        if end > at:
            total += 1
            right += all(revision == origin for _, revision in letters[at:end])
        at = end
    return right, total


def right_words(truth: Mapping[str, Any], found: Origins) -> tuple[int, int, int]:
    """How many words and signs of a text are there, how many have the right origin as carried, and how many as typed.

    The truth gives for every letter the revision in which it was typed, the one from which it was carried and, of a
    copy, that of its model (see `keystroke_generator`). The answer for a word is that of most of its letters; it is
    right if one letter of the word has that origin. Capitals do not count: WikiWho makes them small.
    """
    text = truth["text"].lower()
    if len(text) != len(truth["text"]):
        text = truth["text"]
    given: list[int | None] = [None] * len(text)
    at = 0
    for token, origin in found:
        start = text.find(token.lower(), at)
        if start >= 0:
            at = start + len(token)
            given[start:at] = [int(origin)] * len(token)
    words = carried = typed = 0
    for match in re.finditer(r"\w+|[^\w\s]", text):
        letters = range(*match.span())
        answer = Counter(given[letter] for letter in letters).most_common(1)[0][0]
        as_typed = {truth["typed"][letter] for letter in letters}
        as_carried = {truth["carried"][letter] for letter in letters}
        for letter in letters:
            if truth["also"][letter] is not None:
                as_carried |= {truth["also"][letter], truth["typed"][letter]}
        words, carried, typed = words + 1, carried + (answer in as_carried), typed + (answer in as_typed)
    return words, carried, typed
