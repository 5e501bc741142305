"""Hyphens left over from the end of a printed line ("uni-lateral"), told apart from hyphens that belong to the word.

One is taken out only where the document itself shows that it does not belong: the joined form stands elsewhere in the
same document, the hyphenated one nowhere else, its first half is no word of the document and no prefix that forms
words with a hyphen. Every reader uses this one rule, so that web text and TEI give the same words.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from provenance.model.spans import Span

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PAGE = r"\[Page [ivxlcdm\d]+\]"
_SECOND_HALF = re.compile(rf"-(?:{_PAGE})?([^\W\d_]{{2,}})(?![\w-])")
_PAGE_IN_WORD = re.compile(rf"(?<=-){_PAGE.casefold()}(?=[^\W\d_])")
_FIRST_HALF = re.compile(r"(?<![\w-])[^\W\d_]{2,}\Z")
_LONGEST_HALF = 40
_PREFIXES = frozenset(
    re.findall(
        r"\w+",
        """
        ab ad all anti bi by co col com con contra counter cross de dis down em en ex extra far fore
        half high inter intra low macro mega micro mid mini mis multi neo non off on out over pan
        para post pre pro pseudo quasi re self semi sub super trans tri ultra un under up vice well
        """,
    )
)


@dataclass(frozen=True, slots=True)
class LineEndHyphen:
    """The place of a hyphen that only the end of a printed line put there, and the word as printed."""

    span: Span
    printed: str


def find_line_end_hyphens(text: str) -> Iterator[LineEndHyphen]:
    """Each hyphen that only the end of a printed line, or page, put into a word.

    >>> text = "A unilateral step, or uni-lateral policy, in pre-war Anglo-French plans."
    >>> [(hyphen.span.start, hyphen.printed) for hyphen in find_line_end_hyphens(text)]
    [(25, 'uni-lateral')]
    """
    broken = list(_hyphenated(text))
    if not broken:
        return
    folded = _PAGE_IN_WORD.sub("", text.casefold())
    broken = [(hyphen, first) for hyphen, first in broken if hyphen.printed.casefold().replace("-", "") in folded]
    words = Counter(_WORD.findall(folded)) if broken else Counter()
    for hyphen, first in broken:
        whole = hyphen.printed.casefold()
        if words[whole.replace("-", "")] and words[whole] == 1 and not words[first]:
            yield hyphen


def _hyphenated(text: str) -> Iterator[tuple[LineEndHyphen, str]]:
    """Each word of two halves with its first half, but for prefixes that form words with a hyphen."""
    for match in _SECOND_HALF.finditer(text):
        before = text[max(0, match.start() - _LONGEST_HALF) : match.start()]
        half = _FIRST_HALF.search(before)
        if half and half[0].casefold() not in _PREFIXES:
            yield LineEndHyphen(Span(match.start(), match.start() + 1), f"{half[0]}-{match[1]}"), half[0].casefold()
