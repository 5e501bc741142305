"""A text laid out for comparison: its tokens without the white space, and the sentences that they make up.

The white space between two blocks is a token too, the break; all breaks are alike. Tokens are compared by their
keys (folded, capitals kept), sentences by keys that also forget quotes, dashes and spaces.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, compress, pairwise

from provenance.model.spans import Block, Span
from provenance.model.versions import Version
from provenance.text.blocks import split_blocks
from provenance.text.normalize import fold
from provenance.text.sentences import split_sentences
from provenance.text.tokens import find_tokens

BREAK = "\n"
_NOT_CONTENT = re.compile(r"['\"\-\s]+")
_APOSTROPHE, _MINUS = "ʼ", "−"
_LIGHT = 0.3


@dataclass(frozen=True, eq=False)
class Unit:
    """A sentence, or a block that is no paragraph, or a break: the tokens from `first` up to, not including, `last`.

    `key` is its content; `bag` counts its words, `weight` says how much they weigh together.
    """

    first: int
    last: int
    key: str
    words: tuple[str, ...]

    @property
    def is_break(self) -> bool:
        """True for the white space between two blocks."""
        return self.key == BREAK

    @cached_property
    def bag(self) -> Counter[str]:
        """How often each word occurs, capitals forgotten."""
        return Counter(word.casefold() for word in self.words)

    @cached_property
    def weight(self) -> float:
        """The weight of all its words."""
        return weigh(self.bag)


@dataclass(frozen=True, eq=False)
class Sheet:
    """A text with its tokens, side by side: where each starts and ends, its key, its unit, how many words stand
    before it (and, last, how many there are).
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    keys: tuple[str, ...]
    words_before: tuple[int, ...]
    unit_of: tuple[int, ...]
    units: tuple[Unit, ...]

    def content(self, first: int, last: int) -> str:
        """The letters of these tokens without quotes, dashes and spaces: what is left is not orthography.

        The apostrophe inside a word is a letter of it: "its" and "it's", "kings" and "king's" are different words. A
        dash right before a figure may be its sign, or part two numbers.
        """
        return content("".join(self._letters(number) for number in range(first, last)))

    def _letters(self, number: int) -> str:
        """What a token is compared by, with signs that are no orthography of their own where it has any."""
        key = self.keys[number]
        if len(key) > 1:
            return key.replace("'", _APOSTROPHE)
        ahead = number + 1
        is_sign = key == "-" and ahead < len(self.keys) and self.keys[ahead][0].isdigit()
        return _MINUS if is_sign and self.ends[number] == self.starts[ahead] else key

    def count_words(self, first: int, last: int) -> int:
        """How many of these tokens are words."""
        return self.words_before[last] - self.words_before[first]


def content(letters: str) -> str:
    """Folded letters without quotes, dashes and spaces."""
    return _NOT_CONTENT.sub("", letters)


def weigh(bag: Counter[str]) -> float:
    """The weight of a bag of words: a long word tells more of a sentence than a short one."""
    return sum(count if len(word) > 3 else count * _LIGHT for word, count in bag.items())


def lay_out(version: Version) -> Sheet:
    """The text of a version laid out for comparison."""
    text, blocks = version.text, version.blocks or split_blocks(version.text)
    breaks = {block.span.end for block in blocks[:-1]}
    starts, ends, keys, is_word = [], [], [], []
    for match in find_tokens(text):
        kind, (start, end) = match.lastgroup, match.span()
        if kind == "space" and start not in breaks:
            continue
        starts.append(start)
        ends.append(end)
        keys.append(BREAK if kind == "space" else _key(match.group()))
        is_word.append(kind == "word")
    units, unit_of = _units(starts, keys, is_word, _heads(text, blocks))
    return Sheet(text, tuple(starts), tuple(ends), tuple(keys), (0, *accumulate(is_word)), unit_of, units)


def _key(letters: str) -> str:
    """What a token is compared by: folded, or as it is where nothing would be left."""
    return letters if letters.isascii() and letters.isalnum() else fold(letters) or letters


def _heads(text: str, blocks: Sequence[Block]) -> list[int]:
    """Where the units start, in order: the sentences, and the blocks that have none."""
    sentences = split_sentences(text, blocks)
    others = [block.span.start for block in blocks if block.paragraph is None]
    return sorted({*others, *(sentence.span.start for sentence in sentences)})


def _units(
    starts: Sequence[int], keys: Sequence[str], is_word: Sequence[bool], heads: Sequence[int]
) -> tuple[tuple[Unit, ...], tuple[int, ...]]:
    """The units in order, and for each token the number of its unit."""
    units: list[Unit] = []
    unit_of: list[int] = []
    for first, last in pairwise(_edges(starts, keys, heads)):
        letters = "".join(keys[first:last])
        words = tuple(compress(keys[first:last], is_word[first:last]))
        unit_of.extend([len(units)] * (last - first))
        units.append(Unit(first, last, BREAK if letters == BREAK else content(letters) or letters, words))
    return tuple(units), tuple(unit_of)


def _edges(starts: Sequence[int], keys: Sequence[str], heads: Sequence[int]) -> list[int]:
    """The tokens at which a unit begins, and the number of tokens: breaks are units of their own."""
    edges = {0, len(starts), *(bisect_left(starts, head) for head in heads)}
    for index, key in enumerate(keys):
        if key == BREAK:
            edges |= {index, index + 1}
    return sorted(edges)


def strip_space(text: str, place: Span) -> Span:
    """The place without the white space around it; empty where there is nothing else."""
    words = place.of(text)
    lead = len(words) - len(words.lstrip())
    return Span(place.start + lead, place.start + lead + len(words.strip()))
