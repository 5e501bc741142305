"""White space followed back through versions: since which of them a word is parted from the next one as it is now.

What a step did not touch has the white space that it had. So the letters of the two texts are laid side by side, as
fast as the machine can; only between what they share at their start and their end are segments looked for, and words.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from itertools import chain, pairwise

from provenance.lineage.instances import TracedSegment
from provenance.lineage.lineage import Lineage
from provenance.lineage.subsequence import common_end, common_start
from provenance.lineage.token_codes import find_tokens

Space = tuple[str, int]
"""The white space after a word, and the word that it parts from it."""


class Spacing:
    """A text with the segments that its words are traced in, and where each of them begins."""

    def __init__(self, text: str, segments: Sequence[TracedSegment], starts: list[int] | None = None) -> None:
        self._text, self._segments = text, segments
        self._starts = _find(text, segments, 0) if starts is None else starts

    def spaces(self, numbers: Iterable[int] | None = None) -> dict[int, Space]:
        """The words (of segments with these numbers), each with what follows it; the last of the text has nothing."""
        found: dict[int, Space] = {}
        for number in range(len(self._segments)) if numbers is None else numbers:
            text, words = self._segments[number].segment.text, self._segments[number].instances
            for ((_, end), (start, _)), (one, other) in zip(pairwise(find_tokens(text)), pairwise(words), strict=True):
                found[one] = text[end:start], other
            if number + 1 < len(self._segments):
                found[words[-1]] = self._behind(number), self._segments[number + 1].instances[0]
        return found

    def before(self, text: str, segments: Sequence[TracedSegment]) -> "tuple[Spacing, set[int], dict[int, Space]]":
        """The text as it was before, the words of this one that may have been spaced otherwise, and how they were."""
        same = common_start(self._text, text)
        start = bisect_right(self._starts, same)
        if start and self._end(start - 1) > same:
            start -= 1
        start = common_start(self._segments[:start], segments[:start])
        behind = len(self._text) - common_end(self._text, text, same)
        size = min(len(self._segments) - max(start, bisect_left(self._starts, behind)), len(segments) - start)
        end = common_end(self._segments[len(self._segments) - size :], segments[len(segments) - size :])
        here, there = len(self._segments) - end, len(segments) - end
        middle = _find(text, segments[start:there], self._end(start - 1) if start else 0)
        shift = len(text) - len(self._text)
        was = Spacing(text, segments, [*self._starts[:start], *middle, *[at + shift for at in self._starts[here:]]])
        first = max(0, start - 1)
        now, then = self._joints(first, here), was._joints(first, there)
        words = (self._segments[now[joint]].instances for joint in now.keys() - then.keys())
        return was, set(chain.from_iterable(words)), was.spaces(then[joint] for joint in then.keys() - now.keys())

    def _end(self, number: int) -> int:
        return self._starts[number] + len(self._segments[number].segment.text)

    def _joints(self, first: int, last: int) -> dict[tuple[int, str, int], int]:
        """Segments with these numbers, each named by what it is, what is behind it, and what the next one is."""
        return {
            (self._segments[number].number, self._behind(number), self._segments[number + 1].number)
            if number + 1 < len(self._segments)
            else (self._segments[number].number, "", -1): number
            for number in range(first, last)
        }

    def _behind(self, number: int) -> str:
        """The white space between a segment and the next."""
        return self._text[self._end(number) : self._starts[number + 1]]


def _find(text: str, segments: Iterable[TracedSegment], at: int) -> list[int]:
    """Where each segment begins in a text, from a place on."""
    starts: list[int] = []
    for one in segments:
        starts.append(text.index(one.segment.text, at))
        at = starts[-1] + len(one.segment.text)
    return starts


class Respacing:
    """The white space after words of a version, looked for in what it goes back to, each version after its children.

    `text` gives that of a version; `spaces` is what follows the words now.
    """

    def __init__(self, lineage: Lineage, text: Callable[[str], str], version: str, spaces: Mapping[int, Space]) -> None:
        self._lineage, self._text, self._spaces = lineage, text, spaces
        self._spacing = {version: Spacing(text(version), lineage.segments(version))}
        self._seen: dict[str, str] = {}

    def lacks(self, version: str, parent: str, words: Set[int]) -> Set[int]:
        """Which of these words, which in a version are followed by what follows them now, are not so in a parent."""
        if self._lineage.is_gap(parent):
            self._spacing.setdefault(parent, self._spacing[version])
            self._seen.setdefault(parent, self.seen(version))
            return frozenset()
        was, touched, then = self._spacing[version].before(self._text(parent), self._lineage.segments(parent))
        self._spacing.setdefault(parent, was)
        return {one for one in touched.intersection(words) if then.get(one) != self._spaces[one]}

    def seen(self, version: str) -> str:
        """The version; of one whose text is not known the first after it that is: what it did is found in that."""
        return self._seen.get(version, version)
