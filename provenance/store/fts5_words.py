"""Words as SQLite's FTS5 takes them, so that every database finds the same.

What counts as a letter, which capitals and accents are let go, and how good a passage fits are FTS5's own decisions
(its tokenizer `unicode61`, https://sqlite.org/fts5.html): it is asked itself, on a table in memory, and nothing is
imitated but the sum by which it ranks. Words that no space parts are parted before it sees them.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import groupby
from math import log
from typing import Any

from provenance.model.spans import Span
from provenance.text.tokens import PART, behind, parted

TOKENIZER = "unicode61 remove_diacritics 2"
_K1, _B, _LEAST = 1.2, 0.75, 1e-6
"""The constants of FTS5's `bm25`."""

Term = tuple[str, str, bool]
"""What FTS5 is asked, the words in it that follow each other, and whether the last is only the beginning of one."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Folded words that follow each other; the last one may be a beginning. `typed` is what FTS5 is asked for them."""

    typed: str
    tokens: tuple[str, ...]
    is_start: bool

    def count_in(self, tokens: Sequence[str]) -> int:
        """How often they stand in a passage."""
        size, last = len(self.tokens), self.tokens[-1]
        return sum(
            tuple(tokens[n : n + size - 1]) == self.tokens[:-1]
            and (tokens[n + size - 1].startswith(last) if self.is_start else tokens[n + size - 1] == last)
            for n in range(len(tokens) - size + 1)
        )


def fold(texts: Mapping[int, str]) -> dict[int, list[str]]:
    """The words of each text, folded, in their order."""
    with _table(texts) as connection:
        connection.execute("CREATE VIRTUAL TABLE folded USING fts5vocab(passage_index, instance)")
        rows = connection.execute("SELECT doc, term FROM folded ORDER BY doc, offset")
        found = {number: [term for _, term in some] for number, some in groupby(rows, key=lambda row: row[0])}
    return {number: found.get(number, []) for number in texts}


def fold_terms(terms: Sequence[Term]) -> tuple[Sought, ...]:
    """What is sought, folded; a term without a letter is none."""
    folded = fold(dict(enumerate(words for _, words, _ in terms)))
    return tuple(Sought(typed, tuple(folded[n]), is_start) for n, (typed, _, is_start) in enumerate(terms) if folded[n])


_ALWAYS = "highlight(passage_index, 0, :mark, :mark)"
HIGHLIGHTED = f"CASE WHEN length(passage_index.text) <= 20000 THEN {_ALWAYS} END"
"""A passage with marks around the words found, or NULL if it is long: for each word FTS5 copies all it has written."""


def highlight(texts: Mapping[int, str], query: str, mark: str) -> dict[int, str | None]:
    """Those of the texts that hold all that is sought, with the words found between marks; None for a long one."""
    return _marked(texts, HIGHLIGHTED, query, mark)


def _marked(texts: Mapping[int, str], shown: str, query: str, mark: str) -> dict[int, Any]:
    """What `shown` gives of those of the texts that hold all that is sought, in their order."""
    asked = f"SELECT rowid, {shown} FROM passage_index WHERE passage_index MATCH :words ORDER BY rowid"
    with _table(texts) as connection:
        return dict(connection.execute(asked, {"mark": mark, "words": query}))


_PIECE = 4000
_BETWEEN_WORDS = re.compile(rf"[\s{PART}]")


def places(passage: str, marked: str | None, query: str, mark: str) -> list[Span]:
    """Where what is sought stands in a passage, which is `marked` unless it is long."""
    shown = parted(passage)
    found = _in_pieces(shown, query, mark) if marked is None else _between(marked, mark)
    return _in_the_passage(passage, shown, found)


def _in_pieces(shown: str, query: str, mark: str) -> list[Span]:
    """The places in a long parted text, found in pieces that overlap by as many words as the longest term has."""
    terms = re.findall(r'"[^"]*"\*?', query)
    most = max(len(re.findall(r"\w+", term)) for term in terms)
    beyond = re.compile(rf"(?:\W*\w+){{0,{most}}}")
    pieces: dict[int, str] = {}
    at = 0
    while at < len(shown):
        cut = _BETWEEN_WORDS.search(shown, at + _PIECE)
        end = cut.start() if cut else len(shown)
        overlap = beyond.match(shown, end)
        pieces[at] = shown[at : overlap.end() if overlap else end]
        at = end
    marked = _marked(pieces, _ALWAYS, " OR ".join(terms), mark)
    return [one.moved(start) for start, text in marked.items() for one in _between(text, mark)]


def _between(marked: str, mark: str) -> Iterator[Span]:
    """The places, in the text without its marks, that stand between two of them."""
    at = 0
    for n, piece in enumerate(marked.split(mark)):
        start, at = at, at + len(piece)
        if n % 2:
            yield Span(start, at)


def _in_the_passage(passage: str, shown: str, places: Iterable[Span]) -> list[Span]:
    """Places in the parted text as places in the text itself, those that overlap as one."""
    joined: list[Span] = []
    for one in places:
        if joined and one.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(one.end, joined[-1].end))
        else:
            joined.append(one)
    found, seen, at = [], 0, 0
    for one in joined:
        start = behind(shown[seen : one.start], passage, at)
        seen, at = one.end, behind(one.of(shown), passage, start)
        found.append(Span(start, at))
    return found


@contextmanager
def _table(texts: Mapping[int, str]) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE VIRTUAL TABLE passage_index USING fts5(text, tokenize = '{TOKENIZER}')")
        rows = ((number, parted(text)) for number, text in texts.items())
        connection.executemany("INSERT INTO passage_index (rowid, text) VALUES (?, ?)", rows)
        yield connection


@dataclass(frozen=True, slots=True)
class Collection:
    """What ranking needs to know of all passages: how many there are, their words, and how many hold each term."""

    passages: int
    words: int
    holding: tuple[int, ...]

    def rank(self, tokens: Sequence[str], sought: Sequence[Sought]) -> float:
        """How well a passage fits, by `bm25`; the least number is the best."""
        average, score = self.words / self.passages, 0.0
        for one, holding in zip(sought, self.holding, strict=True):
            rarity = log((self.passages - holding + 0.5) / (holding + 0.5))
            times = float(one.count_in(tokens))
            weight = times * (_K1 + 1.0) / (times + _K1 * (1 - _B + _B * len(tokens) / average))
            score += (rarity if rarity > 0 else _LEAST) * weight
        return -1.0 * score


# ---- as PostgreSQL keeps them

_MOST_WORDS, _MOST_TIMES, _LONGEST_WORD, _MOST_LETTERS = 16_000, 250, 500, 300_000
"""What PostgreSQL's `tsvector` can hold exactly: words, times that one comes, letters of one, letters of all."""


def as_vector(tokens: Sequence[str]) -> str | None:
    """The words with their places as a `tsvector`; None where that could not hold all of them."""
    if len(tokens) > _MOST_WORDS or sum(map(len, tokens)) > _MOST_LETTERS:
        return None
    counted = Counter(tokens)
    if any(times > _MOST_TIMES or len(token) > _LONGEST_WORD for token, times in counted.items()):
        return None
    places: dict[str, list[str]] = {}
    for place, token in enumerate(tokens, 1):
        places.setdefault(token, []).append(str(place))
    return " ".join(f"{_quoted(token)}:{','.join(found)}" for token, found in places.items())


def as_query(sought: Sequence[Sought]) -> str | None:
    """What is sought as a `tsquery`; None where nothing that a `tsvector` holds can fit."""
    if not sought or any(len(token) > _LONGEST_WORD for one in sought for token in one.tokens):
        return None
    return " & ".join(
        "(" + " <-> ".join(map(_quoted, one.tokens)) + (":*" if one.is_start else "") + ")" for one in sought
    )


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"
