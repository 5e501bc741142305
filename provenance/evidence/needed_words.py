r"""The words without which a pattern fits nowhere, read off the pattern itself: a quick look before a slow search.

A pattern is followed from left to right as the set of all strings that it can be, in which `|` stands for whatever is
no letter and `*` for letters that it leaves open. Wherever all of them have come to the end of a word, one of these
words must stand in any text that the pattern fits. What cannot be followed (a back reference, too many possibilities)
is taken to be anything, so that no word is asked for in vain.

Words are runs of the letters A to Z in small letters ("aide-mémoire" holds "aide", "m" and "moire"), and the signs for
private use, by which a sketch shows persons and quoted words.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple
from unicodedata import category

EDGE = "|"
"""What is no letter. Of the words asked for, `|draft|` is the word itself, `|draft` any word that begins so."""

_OPEN = "*"
_MOST = 300
"""How many strings are followed at a time."""

_WORTH_LITTLE = {
    "the", "is", "are", "was", "were", "be", "been", "has", "have", "had", "in", "on", "out", "of", "to", "a", "an", "as",
    "at", "by", "and", "or", "for", "that", "this", "it", "with", "from", "its",
}  # fmt: skip
"""Words that nearly every text holds."""

_ONLY_LETTERS = bytes(code | 32 if chr(code).isalpha() else 32 for code in range(128)) + b" " * 128

Clause = frozenset[str]
"""Words of which one must be there."""


def words_of(text: str) -> set[str]:
    """Every word of a text, in small letters.

    >>> sorted(words_of("The President’s draft; a 2d draft."))
    ['a', 'd', 'draft', 'president', 's', 'the']
    """
    return set(text.encode("utf-8", "replace").translate(_ONLY_LETTERS).decode("ascii").split())


class Needed(NamedTuple):
    """The strings that a part of a pattern can be, and the clauses that are settled already."""

    strings: frozenset[str]
    clauses: tuple[Clause, ...] = ()

    def all_clauses(self) -> tuple[Clause, ...]:
        """The clauses, those too that the strings hold."""
        return tuple(dict.fromkeys((*self.clauses, *_clauses_in(self.strings))))


_ANYTHING = Needed(frozenset({_OPEN}))
_NOTHING = Needed(frozenset({""}))
NO_LETTER = Needed(frozenset({EDGE}))


def needed_words(pattern: str, known: Mapping[str, Needed] | None = None) -> tuple[Clause, ...]:
    r"""The clauses that a text meets wherever the pattern fits it; `known` are signs that stand for whole patterns.

    >>> first, draft = needed_words(r"\b(?:the )?(?:first|earlier) drafts?(?!\w)")
    >>> sorted(first), sorted(draft)
    (['|earlier|', '|first|'], ['|drafts|', '|draft|'])
    >>> needed_words(r"\bchange")
    (frozenset({'|change'}),)
    """
    return follow(pattern, known).all_clauses()


def follow(pattern: str, known: Mapping[str, Needed] | None = None, at_edge: bool = False) -> Needed:
    """The same for a pattern that stands inside another, where a word begins or where none is known to."""
    return _sequence(parser.parse(pattern, re.IGNORECASE), known or {}, at_edge)


def _sequence(items: Iterable[tuple[Any, Any]], known: Mapping[str, Needed], at_edge: bool) -> Needed:
    """What one item after the other can be, where they begin at an edge or at no known one."""
    so_far, letters = NO_LETTER if at_edge else _NOTHING, ""
    for code, value in items:
        if code is codes.LITERAL and chr(value) not in known:
            letters += _letter(chr(value))
            if letters.endswith(EDGE):  # a word has come to its end, and is settled before the next
                so_far, letters = _joined(_with_letters(so_far, letters[:-1]), NO_LETTER), ""
            continue
        so_far, letters = _with_letters(so_far, letters), ""
        so_far = _joined(so_far, _item(code, value, known, _ends(so_far)))
    return _with_letters(so_far, letters)


def _with_letters(so_far: Needed, letters: str) -> Needed:
    return _joined(so_far, Needed(frozenset({letters}))) if letters else so_far


def _item(code: Any, value: Any, known: Mapping[str, Needed], at_edge: bool) -> Needed:
    """What one item of a parsed pattern can be."""
    match code:
        case codes.LITERAL:
            if chr(value) not in known:
                return Needed(frozenset({_letter(chr(value))}))
            return known[chr(value)] if at_edge else _ANYTHING
        case codes.IN if any(chr(sign) in known for one, sign in value if one is codes.LITERAL):
            return _any_of([_item(one, sign, known, at_edge) for one, sign in value])
        case codes.IN:
            return _of_class(value)
        case codes.AT:
            return _NOTHING if value is codes.AT_NON_BOUNDARY else NO_LETTER
        case codes.SUBPATTERN:
            return _sequence(value[3], known, at_edge)
        case codes.BRANCH:
            return _any_of([_sequence(branch, known, at_edge) for branch in value[1]])
        case codes.MAX_REPEAT | codes.MIN_REPEAT | codes.POSSESSIVE_REPEAT:
            return _repeated(value[0], value[1], _sequence(value[2], known, at_edge))
        case codes.ASSERT:
            inside = _sequence(value[1], known, at_edge=False).strings
            met = [string.startswith(EDGE) if value[0] > 0 else string.endswith(EDGE) for string in inside]
            return NO_LETTER if all(met) else _NOTHING
        case codes.ASSERT_NOT:
            return NO_LETTER if _is_any_letter(value[1]) else _NOTHING
    return _ANYTHING


def _letter(sign: str) -> str:
    """A letter in small, a sign of ours as a word of its own, an edge for everything else."""
    if category(sign) == "Co":
        return f"{EDGE}{sign}{EDGE}"
    return sign.lower() if sign.isascii() and sign.isalpha() else EDGE


def _of_class(items: Sequence[tuple[Any, Any]]) -> Needed:
    """Any one sign of a class."""
    signs: set[str] = set()
    for code, value in items:
        if code is codes.LITERAL:
            signs.add(_letter(chr(value)))
        elif (code is codes.CATEGORY and value in _LETTERLESS) or (code is codes.RANGE and not _holds_letter(*value)):
            signs.add(EDGE)
        else:
            return _ANYTHING
    return Needed(frozenset(signs))


_LETTERLESS = (codes.CATEGORY_SPACE, codes.CATEGORY_DIGIT, codes.CATEGORY_NOT_WORD)


def _holds_letter(first: int, last: int) -> bool:
    return any(chr(sign).isalpha() for sign in range(first, min(last, 127) + 1))


def _is_any_letter(items: Sequence[tuple[Any, Any]]) -> bool:
    r"""Whether what must not be there is a letter, whichever it is ("(?!\w)")."""
    return len(items) == 1 and items[0][0] is codes.IN and (codes.CATEGORY, codes.CATEGORY_WORD) in items[0][1]


def _joined(first: Needed, then: Needed) -> Needed:
    """One after the other; the words that are complete where all strings have come to an edge are settled."""
    clauses = (*first.clauses, *then.clauses)
    if then is NO_LETTER and _ends(first):
        return first
    strings = frozenset(one + other for one in first.strings for other in then.strings)
    if len(strings) > _MOST:
        strings = frozenset(map(_shortened, strings))
    if len(strings) > _MOST:
        return Needed(_ANYTHING.strings, (*clauses, *_clauses_in(first.strings), *_clauses_in(then.strings)))
    if not _ends(Needed(strings)):
        return Needed(strings, clauses)
    heads = frozenset(string.split(EDGE, 1)[0] + EDGE for string in strings)
    return Needed(heads, (*clauses, *_clauses_in(strings)))


def _any_of(branches: Sequence[Needed]) -> Needed:
    """One or another; where some have clauses of their own, one of each is asked for."""
    strings = frozenset[str]().union(*(branch.strings for branch in branches))
    if not any(branch.clauses for branch in branches) and len(strings) <= _MOST:
        return Needed(strings)
    edges = frozenset(map(_edges, strings))
    clauses = reduce(_either, [branch.all_clauses() for branch in branches])
    return Needed(edges if len(edges) <= _MOST else _ANYTHING.strings, tuple(clauses))


def _either(one: Sequence[Clause], other: Sequence[Clause]) -> tuple[Clause, ...]:
    """What is met where the clauses of one side are, or those of the other: the few that say most, none twice."""
    kept: list[Clause] = []
    for clause in sorted({first | second for first in one for second in other}, key=_weight):
        if not any(len(clause & before) > _ALIKE * len(before) for before in kept):
            kept.append(clause)
    return tuple(kept[:_FEW])


_FEW = 5
_ALIKE = 0.8
"""From what share of common words a clause is thought to say little more than another."""


def _weight(clause: Clause) -> tuple[int, int, list[str]]:
    """The less, the fewer texts meet the clause."""
    return sum(not _worth(word)[0] for word in clause), len(clause), sorted(clause)


def _repeated(least: int, most: int, inside: Needed) -> Needed:
    """The same so many times."""
    if all(not string.strip(EDGE) for string in inside.strings):
        again = {EDGE} if most > 1 else {""}
    else:
        again = {""} if most == 1 else {"", _OPEN + EDGE if _ends(inside) else _OPEN}
    strings = frozenset(string + more for string in inside.strings for more in again)
    return Needed(strings, inside.clauses) if least else Needed(strings | {""})


def _ends(part: Needed) -> bool:
    """Whether it always comes to an edge."""
    return all(string.endswith(EDGE) for string in part.strings)


def _edges(string: str) -> str:
    """How the string begins and ends, up to its first edge and from its last."""
    return string[: string.index(EDGE)] + string[string.rindex(EDGE) :] if EDGE in string else string


def _shortened(string: str) -> str:
    """The string with no more of the words inside it than the one that says most."""
    if EDGE not in string:
        return string
    head, *inside, tail = string.split(EDGE)
    whole = sorted((word for word in inside if word and _OPEN not in word), key=_worth)
    return EDGE.join([head, *whole[-1:], tail])


def _clauses_in(strings: Iterable[str]) -> list[Clause]:
    """Words of which one must be there, one of each string; all of them, one by one, where there is but one string."""
    choices = [sorted(_words_in(string), key=_worth, reverse=True) for string in strings]
    if not all(choices):
        return []
    if len(choices) == 1:
        return [frozenset({word}) for word in choices[0]]
    return list(dict.fromkeys(frozenset(words[min(nth, len(words) - 1)] for words in choices) for nth in range(2)))


def _words_in(string: str) -> list[str]:
    """The words of a string that begin at an edge, each with the edges that it has."""
    _, *words = string.split(EDGE)
    whole = [f"{EDGE}{word}{EDGE}" for word in words[:-1] if word and _OPEN not in word]
    begun = words[-1].split(_OPEN)[0] if words else ""
    begun_inside = [word.split(_OPEN)[0] for word in words[:-1] if _OPEN in word]
    return whole + [EDGE + word for word in (begun, *begun_inside) if word]


def _worth(word: str) -> tuple[bool, int]:
    """The more, the fewer texts hold the word."""
    bare = word.strip(EDGE)
    return bare not in _WORTH_LITTLE, len(bare)
