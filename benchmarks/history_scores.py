"""How right the origins of a revision's words are, against a truth or against another program's answer.

Texts are compared letter by letter, white space left out and capitals made small, so that any way of cutting a text
into tokens will do. A token counts as right if every letter of it has the right origin.
"""

from collections.abc import Iterable, Sequence

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
