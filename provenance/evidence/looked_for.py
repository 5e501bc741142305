"""What a stretch of a note may tell, seen from its words alone: most hold no word without which nothing can be read.

For every verb, noun, turn of phrase and comparison of the lexicon the words are known without which it is not there.
They are read off its forms and patterns, so a new entry is looked for without more ado.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from provenance.evidence.lexicon import OUTLINE_SIGNS, Lexicon, StateKind, Wording
from provenance.evidence.needed_words import EDGE, NO_LETTER, Clause, Needed, follow, needed_words, words_of
from provenance.evidence.places.expressions import parts_pattern
from provenance.evidence.sketch import AGENT, OWNER, QUOTED, TRANSFER
from provenance.model.testimony import Act

NO_CHANGE = frozenset({Act.UNDERLINE, Act.COMMENT, Act.APPROVE})
"""Acts by which no word is changed."""

_MOST_WORDS = 50_000
_QUOTE_MARKS = '“"‘'
_STATES = ("later_state", "earlier_state", "earlier_ways", "later_ways")
_NOT = frozenset({"|not|", "|never|"})
_QUOTE = frozenset({"|“|"})

BARE_STATES = {"contain": "contained", "include": "included", "have": "had", "carry": "carried", "appear": "appeared"}
"""Verbs of having as they stand after "did not", with the form that the lexicon gives."""


class Sought:
    """Things to be looked for, each by its clauses: in any text that holds it, every one of them is met."""

    def __init__(self, needed: Sequence[Sequence[Clause]]) -> None:
        clauses = list(dict.fromkeys(clause for one in needed for clause in one))
        numbers = {clause: number for number, clause in enumerate(clauses)}
        self._needed = [frozenset(numbers[clause] for clause in one) for one in needed]
        self._always = [number for number, one in enumerate(needed) if not one]
        self._by_clause: dict[int, list[int]] = {}
        for number, one in enumerate(needed):
            if one:
                self._by_clause.setdefault(numbers[min(one, key=_weight)], []).append(number)
        self._by_word: dict[str, list[int]] = {}
        for clause, number in numbers.items():
            for word in clause:
                self._by_word.setdefault(word, []).append(number)
        self._met: dict[str, frozenset[int]] = {}

    def among(self, words: Iterable[str]) -> list[int]:
        """The numbers of the things that a text of these words may hold, in order."""
        met: set[int] = set()
        for word in words:
            met |= self._met[word] if word in self._met else self._meets(word)
        found = [one for clause in met & self._by_clause.keys() for one in self._by_clause[clause]]
        return sorted([*self._always, *(one for one in found if self._needed[one] <= met)])

    def _meets(self, word: str) -> frozenset[int]:
        """The clauses that a word meets, kept for when it comes again."""
        if len(self._met) > _MOST_WORDS:
            self._met.clear()
        whole = f"{EDGE}{word}{EDGE}"
        found = frozenset(number for end in range(2, len(whole) + 1) for number in self._by_word.get(whole[:end], ()))
        self._met[word] = found
        return found


def _weight(clause: Clause) -> tuple[bool, int, list[str]]:
    """The less, the fewer texts are likely to meet the clause."""
    return any(len(word) < 6 for word in clause), len(clause), sorted(clause)


def words_in_sketch(lines: str) -> set[str]:
    """The words of a stretch of a sketch, and a sign for the quotation marks, quoted words, persons and owners in it."""
    words = words_of(lines) | {sign for sign in (QUOTED, AGENT, OWNER) if sign in lines}
    if TRANSFER in lines:
        words.add(QUOTED)
    if any(mark in lines for mark in _QUOTE_MARKS):
        words.add("“")
    return words


def words_in_note(text: str) -> set[str]:
    """The same for a note as it is written, in which anybody may be named, and all may be quoted that is so marked."""
    words = words_of(text) | {AGENT, OWNER}
    if any(mark in text for mark in _QUOTE_MARKS):
        words |= {"“", QUOTED}
    return words


@cache
def phrases_sought(lexicon: Lexicon) -> Sought:
    """The lexicon's turns of phrase, in its order, among the words of a sketch."""
    return Sought([_of_phrase(wording, lexicon) for wording in lexicon.phrases])


@cache
def heads_sought(lexicon: Lexicon) -> Sought:
    """The words with which a verb or noun of revision can begin."""
    return Sought([_all(word) for word in lexicon.first_words])


@cache
def states_sought(lexicon: Lexicon) -> Sought:
    """Comparisons with another state of the text."""
    return Sought(list(_of_states(lexicon)))


@cache
def changes_sought(lexicon: Lexicon) -> Sought:
    """Everything in the lexicon that may tell of changed words, or of the writing of a part."""
    heads = (
        _of_head(form, one, lexicon)
        for table in (lexicon.verbs, lexicon.nouns)
        for form in table
        for one in table[form]
        if one.act not in NO_CHANGE
    )
    gerunds = ((*_all(word), frozenset({f"|{OWNER}|"})) for word in lexicon.first_words if word.endswith("ing"))
    phrases = (_of_phrase(one, lexicon) for one in lexicon.phrases if one.act not in NO_CHANGE)
    return Sought([*heads, *gerunds, *phrases, *_of_states(lexicon)])


def _all(words: str) -> tuple[Clause, ...]:
    """Every one of the words."""
    return tuple(frozenset({f"{EDGE}{word}{EDGE}"}) for word in sorted(words_of(words)))


def _any(forms: Iterable[str]) -> Clause:
    """One of the words with which the forms begin."""
    return frozenset(f"{EDGE}{word}{EDGE}" for form in forms for word in words_of(form.split()[0]))


def _of_head(form: str, wording: Wording, lexicon: Lexicon) -> tuple[Clause, ...]:
    """A verb or noun, with what must follow it; of a text drafted something must be quoted or pointed at."""
    after = [needed_words(one.pattern) for one in (wording.particles, wording.needs_after) if one is not None]
    part = [clause | _QUOTE for clause in _of_parts(lexicon)] if wording.act is Act.DRAFT else []
    return (*_all(form), *(clause for one in after for clause in one), *part)


@cache
def _of_parts(lexicon: Lexicon) -> tuple[Clause, ...]:
    """An expression for a part of the text."""
    return needed_words(parts_pattern(lexicon).pattern)


def _of_phrase(wording: Wording, lexicon: Lexicon) -> tuple[Clause, ...]:
    """A turn of phrase; one that is no pattern is always looked for, so that its fault is told."""
    try:
        return needed_words(wording.outline, _stand_ins(lexicon))
    except re.error:
        return ()


@cache
def _stand_ins(lexicon: Lexicon) -> dict[str, Needed]:
    """What the stand-ins of a phrase need: those for persons and quoted words their sign, the others their words."""
    signs = {"who": AGENT, "whose": OWNER, "author": AGENT + OWNER, "later": QUOTED, "earlier": QUOTED, "words": QUOTED}
    return {
        sign: Needed(NO_LETTER.strings, (frozenset(f"|{one}|" for one in signs[name]),))
        if name in signs
        else follow(meaning)
        for (name, meaning), sign in zip(lexicon.stand_ins.items(), OUTLINE_SIGNS, strict=False)
    }


def _of_states(lexicon: Lexicon) -> Iterator[tuple[Clause, ...]]:
    """A state and a verb of having, with quoted words, or with a part of the text that the state is said to lack."""
    having = [form for form, kind in lexicon.states.items() if kind in {StateKind.HOLD, StateKind.APPEAR}]
    verbs = _any([*lexicon.states, *BARE_STATES])
    denied = _any([*having, *(form.removesuffix("s") for form in having), *BARE_STATES])
    lacks = _any(form for form, kind in lexicon.states.items() if kind is StateKind.LACK)
    for name in _STATES:
        state = needed_words(getattr(lexicon, name).pattern)
        yield (verbs, _QUOTE, *state)
        yield (lacks, *_of_parts(lexicon), *state)
        yield (denied, _NOT, *_of_parts(lexicon), *state)
