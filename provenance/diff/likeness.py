"""How alike two sentences are, by the words that they share; and which pairs are worth asking about."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from provenance.diff.sheet import Unit, weigh

_ALIKE = 0.5
_HELD = 0.7
_HELD_WEIGHT = 2.5
_ALL_PAIRS = 400
_COMMON = 8


def likeness(one: Unit, other: Unit) -> float:
    """From 0 (no word shared) to 1 (the same words): Dice's coefficient of the weighted bags of words."""
    weight = one.weight + other.weight
    return 2 * shared_weight(one, other) / weight if weight else 0.0


def shared_weight(one: Unit, other: Unit) -> float:
    """The weight of the words that both hold."""
    return weigh(one.bag & other.bag)


def are_alike(one: Unit, other: Unit) -> bool:
    """True if one reads as a revision of the other: half its words are the same, or most of the shorter one's."""
    shared = shared_weight(one, other)
    least = min(one.weight, other.weight)
    return shared > 0 and (
        2 * shared >= _ALIKE * (one.weight + other.weight) or shared >= max(_HELD * least, _HELD_WEIGHT)
    )


def possible_pairs(base: Sequence[tuple[int, Unit]], revised: Sequence[tuple[int, Unit]]) -> Iterator[tuple[int, int]]:
    """The (numbers of) units that may be alike: all pairs where they are few, else those that share a rare word."""
    if len(base) * len(revised) <= _ALL_PAIRS:
        yield from ((b, r) for b, _ in base for r, _ in revised)
        return
    places: dict[str, list[int]] = defaultdict(list)
    for number, unit in revised:
        for word in unit.bag:
            places[word].append(number)
    counts = Counter(word for _, unit in base for word in unit.bag)
    for number, unit in base:
        rare = (word for word in unit.bag if word in places and counts[word] + len(places[word]) <= _COMMON)
        yield from ((number, r) for r in sorted({place for word in rare for place in places[word]}))
