"""Words before marks of punctuation: where the longest common sequence kept a comma and lost a word, the word is kept.

"brown, noisy" became "new, brown": a comma and a word are equally long sequences, but a reader keeps the word.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from provenance.diff.sheet import Sheet
from provenance.diff.stretches import Fate, Stretch
from provenance.diff.words import common_runs, compare_words


def prefer_words(base: Sheet, revised: Sheet, stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches with every region of changes in which no word was kept compared anew by its words alone."""
    found: list[Stretch] = []
    for keeps_words, group in groupby(stretches, key=lambda stretch: _keeps_words(base, stretch)):
        region = list(group)
        is_mixed = not keeps_words and any(s.fate is Fate.KEPT for s in region) and len(region) > 1
        found += _by_words(base, revised, region) if is_mixed else region
    return found


def _keeps_words(base: Sheet, stretch: Stretch) -> bool:
    return stretch.fate is Fate.KEPT and base.count_words(stretch.b1, stretch.b2) > 0


def _by_words(base: Sheet, revised: Sheet, region: Sequence[Stretch]) -> Sequence[Stretch]:
    """The region with the words that both sides have in order kept; as it is where they have none."""
    (b1, b2), (r1, r2) = (region[0].b1, region[-1].b2), (region[0].r1, region[-1].r2)
    olds, news = _words(base, b1, b2), _words(revised, r1, r2)
    runs = common_runs([base.keys[b] for b in olds], [revised.keys[r] for r in news])
    pairs = [(olds[x + n], news[y + n]) for x, y, length in runs for n in range(length)]
    return list(_around(base, revised, pairs, (b1, b2), (r1, r2))) if pairs else region


def _words(sheet: Sheet, first: int, last: int) -> list[int]:
    return [token for token in range(first, last) if sheet.count_words(token, token + 1)]


def _around(
    base: Sheet, revised: Sheet, pairs: Sequence[tuple[int, int]], old: tuple[int, int], new: tuple[int, int]
) -> Iterator[Stretch]:
    """The kept words, and what stands between them compared by itself."""
    b, r = old[0], new[0]
    for x, y in [*pairs, (old[1], new[1])]:
        yield from compare_words(base.keys[b:x], revised.keys[r:y], b, r)
        if x < old[1]:
            yield from compare_words(base.keys[x : x + 1], revised.keys[y : y + 1], x, y)
        b, r = x + 1, y + 1
