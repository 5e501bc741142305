"""What a stretch of a note may tell, seen from its words alone: most hold no word without which nothing can be read.

For every verb, noun, turn of phrase and comparison of the lexicon the words are known without which it is not there.
They are read off its forms and patterns, so a new entry is looked for without more ado.
"""

import re
from collections.abc import Iterable, Iterator, Set
from functools import cache
from itertools import count

from provenance.evidence.lexicon import OUTLINE_SIGNS, Lexicon, StateKind, Wording
from provenance.evidence.needed_words import EDGE, NO_LETTER, Clause, Needed, follow, needed_words, words_of
from provenance.evidence.places.expressions import parts_pattern
from provenance.evidence.sketch import AGENT, ORDER, OWNER, QUOTED, TRANSFER
from provenance.evidence.sought import Sought
from provenance.model.testimony import Act

NO_CHANGE = frozenset({Act.UNDERLINE, Act.COMMENT, Act.APPROVE})
"""Acts by which no word is changed."""

ANYBODY = frozenset({AGENT, OWNER})
"""The signs of persons, for a note in which they have not been looked for."""

STATE = "\ue0ff"
"""The sign of another state of the text, which is looked for where nothing else is left to be told."""

_MANY = 200
_QUOTE_MARKS = '“"‘'
_SIGNS = (QUOTED, ORDER, TRANSFER, AGENT, OWNER)
_STATES = ("later_state", "earlier_state", "earlier_ways", "later_ways")
_NOT = frozenset({"|not|", "|never|"})
_QUOTE = frozenset({"|“|"})
_OTHER_STATE = frozenset({f"|{STATE}|"})

BARE_STATES = {"contain": "contained", "include": "included", "have": "had", "carry": "carried", "appear": "appeared"}
"""Verbs of having as they stand after "did not", with the form that the lexicon gives."""


def words_in_sketch(lines: str) -> set[str]:
    """The words of a stretch of a sketch, and a sign for the quotation marks, quoted words, persons and owners in it."""
    words = words_of(lines) | {sign for sign in _SIGNS if sign in lines}
    if TRANSFER in lines:
        words.add(QUOTED)
    if any(mark in lines for mark in _QUOTE_MARKS):
        words.add("“")
    return words


def words_in_note(text: str) -> set[str]:
    """The same for a note as it is written: anybody may be named, what is so marked be quoted, and a paper be this one."""
    words = words_of(text) | ANYBODY | {"this", STATE}
    if any(mark in text for mark in _QUOTE_MARKS):
        words |= {"“", *_SIGNS}
    return words


def phrases_for(words: Set[str], lexicon: Lexicon) -> Iterable[Wording]:
    """The turns of phrase that a sentence of these words may hold, in the order of the lexicon.

    To read off all patterns what words they need takes as long as to look for them all in some two hundred sentences.
    """
    if next(_asked(lexicon)) < _MANY:
        return lexicon.phrases
    return (lexicon.phrases[number] for number in _phrases_sought(lexicon).among(words | {STATE}))


@cache
def _asked(lexicon: Lexicon) -> Iterator[int]:
    """How many sentences have been looked through."""
    return count()


@cache
def _phrases_sought(lexicon: Lexicon) -> Sought:
    return Sought(_needed_by_phrases(lexicon))


@cache
def heads_sought(lexicon: Lexicon) -> Sought:
    """The words with which a verb or noun of revision can begin."""
    return Sought([_all(word) for word in lexicon.first_words])


@cache
def states_sought(lexicon: Lexicon) -> Sought:
    """What is said of other states of the text."""
    return Sought(list(_of_states(lexicon)))


def may_tell_change(lines: str, words: Set[str], lexicon: Lexicon) -> bool:
    """Whether a sentence, as it stands in a sketch and as its words, may tell of changed words: no more than is looked for when it is read.

    What it may tell of another state it tells only where it names one; that is looked for last, unless the words have its sign.
    """
    changes, letters = _changes(lexicon), lines.lower()
    found = (changes[one] for one in changes_sought(lexicon).among(words | {STATE}))
    met = [needed for needed, keys in found if not keys or any(key in letters for key in keys)]
    if not met or STATE in words or any(_OTHER_STATE not in needed for needed in met):
        return bool(met)
    return any(getattr(lexicon, name).search(lines) for name in _STATES)


@cache
def changes_sought(lexicon: Lexicon) -> Sought:
    """Everything in the lexicon that may tell of changed words, or of the writing of a part."""
    return Sought([needed for needed, _ in _changes(lexicon)])


@cache
def _changes(lexicon: Lexicon) -> list[tuple[tuple[Clause, ...], tuple[str, ...]]]:
    """What each of these needs, and the keys of which a turn of phrase has one; none where a key is the sign of a person, who may be unknown yet."""
    heads = (
        _of_head(form, one, lexicon)
        for table in (lexicon.verbs, lexicon.nouns)
        for form in table
        for one in table[form]
        if one.act not in NO_CHANGE
    )
    gerunds = ((*_all(word), frozenset({f"|{OWNER}|"})) for word in lexicon.first_words if word.endswith("ing"))
    each = zip(lexicon.phrases, _needed_by_phrases(lexicon), strict=True)
    phrases = (
        (needed, () if any(set(key) & ANYBODY for key in one.keys) else one.keys)
        for one, needed in each
        if one.act not in NO_CHANGE
    )
    return [
        *((needed, ()) for needed in (*heads, *gerunds)),
        *phrases,
        *(((*one, _OTHER_STATE), ()) for one in _of_states(lexicon)),
    ]


def _all(words: str) -> tuple[Clause, ...]:
    """Every one of the words."""
    return tuple(frozenset({f"{EDGE}{word}{EDGE}"}) for word in sorted(words_of(words)))


def _any(forms: Iterable[str]) -> Clause:
    """One of the words with which the forms begin."""
    return frozenset(f"{EDGE}{word}{EDGE}" for form in forms for word in words_of(form.split()[0]))


def _of_head(form: str, wording: Wording, lexicon: Lexicon) -> tuple[Clause, ...]:
    """A verb or noun, with what must follow it; of a text drafted something must be quoted or pointed at."""
    after = [_needed(one.pattern) for one in (wording.particles, wording.needs_after) if one is not None]
    part = [clause | _QUOTE for clause in _of_parts(lexicon)] if wording.act is Act.DRAFT else []
    return (*_all(form), *(clause for one in after for clause in one), *part)


@cache
def _needed(pattern: str) -> tuple[Clause, ...]:
    """What a pattern needs, which all forms of a verb share."""
    return needed_words(pattern)


@cache
def _of_parts(lexicon: Lexicon) -> tuple[Clause, ...]:
    """An expression for a part of the text."""
    return needed_words(parts_pattern(lexicon).pattern)


def needed_by_phrase(wording: Wording, lexicon: Lexicon) -> tuple[Clause, ...]:
    """A turn of phrase; one that is no pattern is always looked for, so that its fault is told."""
    try:
        return needed_words(wording.outline, _stand_ins(lexicon))
    except re.error:
        return ()


@cache
def _needed_by_phrases(lexicon: Lexicon) -> list[tuple[Clause, ...]]:
    """What each turn of phrase needs, in the order of the lexicon."""
    return [needed_by_phrase(wording, lexicon) for wording in lexicon.phrases]


@cache
def _stand_ins(lexicon: Lexicon) -> dict[str, Needed]:
    """What the stand-ins of a phrase need; quoted words are looked for where there are any."""
    quoted = Needed(NO_LETTER.strings, (frozenset({f"|{QUOTED}|"}),))
    known = {}
    for (name, meaning), sign in zip(lexicon.stand_ins.items(), OUTLINE_SIGNS, strict=False):
        known[sign] = quoted if name in {"later", "earlier", "words"} else follow(meaning, at_edge=True)
        if name in {"old", "new"}:
            known[sign] = Needed(known[sign].strings, (*known[sign].clauses, _OTHER_STATE))
    return known


def _having(lexicon: Lexicon) -> tuple[Clause, Clause, Clause]:
    """The verbs of having and lacking; those of lacking; those that may be denied."""
    having = [form for form, kind in lexicon.states.items() if kind in {StateKind.HOLD, StateKind.APPEAR}]
    lacking = [form for form, kind in lexicon.states.items() if kind is StateKind.LACK]
    bare = [*(form.removesuffix("s") for form in having), *BARE_STATES]
    return _any([*lexicon.states, *BARE_STATES]), _any(lacking), _any([*having, *bare])


def _of_states(lexicon: Lexicon) -> Iterator[tuple[Clause, ...]]:
    """A state and a verb of having, with quoted words, or with a part of the text that the state is said to lack."""
    verbs, lacks, denied = _having(lexicon)
    for name in _STATES:
        state = needed_words(getattr(lexicon, name).pattern)
        yield (verbs, _QUOTE, *state)
        yield (lacks, *_of_parts(lexicon), *state)
        yield (denied, _NOT, *_of_parts(lexicon), *state)
