"""A text laid out for comparison: its tokens without the white space, and the sentences that they make up.

The white space between two blocks is a token too, the break; all breaks are alike. Tokens are compared by their
keys (folded, capitals kept), sentences by keys that also forget quotes, dashes and spaces.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from provenance.model.spans import Block, Span, Token, TokenKind
from provenance.model.versions import Version
from provenance.text.blocks import split_blocks
from provenance.text.normalize import fold
from provenance.text.sentences import split_sentences
from provenance.text.tokens import tokenize

BREAK = "\n"
_NOT_CONTENT = re.compile(r"['\"\-\s]+")
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
    """A text with its tokens, side by side: where each starts and ends, its key, whether it is a word, its unit."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    keys: tuple[str, ...]
    is_word: tuple[bool, ...]
    unit_of: tuple[int, ...]
    units: tuple[Unit, ...]

    def content(self, first: int, last: int) -> str:
        """The letters of these tokens without quotes, dashes and spaces: what is left is not orthography."""
        return content("".join(self.keys[first:last]))

    def count_words(self, first: int, last: int) -> int:
        """How many of these tokens are words."""
        return sum(self.is_word[first:last])


def content(letters: str) -> str:
    """Folded letters without quotes, dashes and spaces."""
    return _NOT_CONTENT.sub("", letters)


def weigh(bag: Counter[str]) -> float:
    """The weight of a bag of words: a long word tells more of a sentence than a short one."""
    return sum(count if len(word) > 3 else count * _LIGHT for word, count in bag.items())


def lay_out(version: Version) -> Sheet:
    """The text of a version laid out for comparison."""
    blocks = version.blocks or split_blocks(version.text)
    tokens, breaks = _tokens(version.text, blocks)
    keys = tuple(BREAK if token.span.start in breaks else fold(token.text) or token.text for token in tokens)
    heads = _heads(version.text, blocks)
    units, unit_of = _units(tokens, keys, heads)
    return Sheet(
        text=version.text,
        starts=tuple(token.span.start for token in tokens),
        ends=tuple(token.span.end for token in tokens),
        keys=keys,
        is_word=tuple(token.kind is TokenKind.WORD for token in tokens),
        unit_of=unit_of,
        units=units,
    )


def _tokens(text: str, blocks: Sequence[Block]) -> tuple[list[Token], set[int]]:
    """The tokens that are compared, and where the breaks among them start."""
    ends = {block.span.end for block in blocks[:-1]}
    tokens = [token for token in tokenize(text) if token.kind is not TokenKind.SPACE or token.span.start in ends]
    return tokens, {token.span.start for token in tokens if token.kind is TokenKind.SPACE}


def _heads(text: str, blocks: Sequence[Block]) -> list[int]:
    """Where the units start, in order: the sentences, and the blocks that have none."""
    sentences = split_sentences(text, blocks)
    others = [block.span.start for block in blocks if block.paragraph is None]
    return sorted({*others, *(sentence.span.start for sentence in sentences)})


def _units(
    tokens: Sequence[Token], keys: Sequence[str], heads: Sequence[int]
) -> tuple[tuple[Unit, ...], tuple[int, ...]]:
    """The units in order, and for each token the number of its unit."""

    def place(index: int) -> tuple[int, bool]:
        return bisect_right(heads, tokens[index].span.start), keys[index] == BREAK

    units: list[Unit] = []
    unit_of: list[int] = []
    for (_, is_break), indexes in groupby(range(len(tokens)), key=place):
        members = list(indexes)
        first, last = members[0], members[-1] + 1
        letters = "".join(keys[first:last])
        words = tuple(keys[index] for index in members if tokens[index].kind is TokenKind.WORD)
        unit_of.extend([len(units)] * len(members))
        units.append(Unit(first, last, BREAK if is_break else content(letters) or letters, words))
    return tuple(units), tuple(unit_of)


def strip_space(text: str, place: Span) -> Span:
    """The place without the white space around it; empty where there is nothing else."""
    words = place.of(text)
    lead = len(words) - len(words.lstrip())
    return Span(place.start + lead, place.start + lead + len(words.strip()))
