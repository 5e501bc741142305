"""Which of many things a text may hold, seen from its words in one go."""

from collections.abc import Sequence, Set

from provenance.evidence.needed_words import EDGE, Clause

_MOST_WORDS = 50_000


class Sought:
    """Things to be looked for, each by its clauses: in any text that holds it, every one of them is met."""

    def __init__(self, needed: Sequence[Sequence[Clause]]) -> None:
        bits = {clause: 1 << n for n, clause in enumerate(dict.fromkeys(clause for one in needed for clause in one))}
        self._needed = [sum({bits[clause] for clause in one}) for one in needed]
        self._always = [number for number, one in enumerate(needed) if not one]
        self._by_beginning: dict[str, list[tuple[int, list[int]]]] = {}
        rarest = [min(one, key=_weight, default=None) for one in needed]
        for clause, bit in bits.items():
            led = [number for number, one in enumerate(rarest) if one == clause]
            for word in clause:
                self._by_beginning.setdefault(word, []).append((bit, led))
        self._longest = max(map(len, self._by_beginning), default=0)
        self._known: dict[str, tuple[int, tuple[int, ...]]] = {}
        self._idle: set[str] = set()

    def among(self, words: Set[str]) -> list[int]:
        """The numbers of the things that a text of these words may hold, in order."""
        met, found = 0, set(self._always)
        for word in words - self._idle:
            bits, led = self._known.get(word) or self._learn(word)
            met |= bits
            found.update(led)
        return sorted(one for one in found if self._needed[one] & met == self._needed[one])

    def _learn(self, word: str) -> tuple[int, tuple[int, ...]]:
        """Which clauses a word meets, and what is to be looked for because of it; kept for when it comes again."""
        if len(self._idle) > _MOST_WORDS:
            self._idle.clear()
        whole = f"{EDGE}{word}{EDGE}"
        met = [
            one
            for end in range(2, min(len(whole), self._longest) + 1)
            for one in self._by_beginning.get(whole[:end], ())
        ]
        if not met:
            self._idle.add(word)
            return 0, ()
        self._known[word] = sum({bit for bit, _ in met}), tuple({number for _, led in met for number in led})
        return self._known[word]


def _weight(clause: Clause) -> tuple[bool, int, list[str]]:
    """The less, the fewer texts are likely to meet the clause."""
    return any(len(word) < 6 for word in clause), len(clause), sorted(clause)
