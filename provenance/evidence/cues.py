"""Turns of speech that decide how a clause is taken ("for insertion", "in its place", "at this point").

Each has a name in the lexicon (`cues.toml`), by which the code asks for it: whether a stretch of a note begins with it,
ends with it, has it somewhere, or is nothing else. White space at the edges of a stretch does not count.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from provenance.errors import UnreadableInput
from provenance.model.spans import Span

_BACK = 200
"""How many letters before the end of a stretch are looked through for what it ends with."""


@dataclass(frozen=True, eq=False)
class Cue:
    """A turn of speech, its stand-ins filled in; `decides` says what hangs on it."""

    name: str
    pattern: str
    decides: str
    example: str
    counter: str = ""

    def begins(self, lines: str, span: Span) -> re.Match[str] | None:
        """Where it stands at the beginning of a stretch."""
        return self._beginning.match(lines, span.start, span.end)

    def ends(self, lines: str, span: Span) -> re.Match[str] | None:
        """Where it stands at the end of a stretch."""
        return self._ending.search(lines, max(span.start, span.end - _BACK), span.end)

    def fills(self, lines: str, span: Span) -> re.Match[str] | None:
        """Where a stretch is nothing else."""
        return self._whole.fullmatch(lines, span.start, span.end)

    def find(self, lines: str, span: Span) -> re.Match[str] | None:
        """Where it stands first in a stretch."""
        return self._anywhere.search(lines, span.start, span.end)

    def all_in(self, lines: str, span: Span) -> Iterator[re.Match[str]]:
        """Wherever it stands in a stretch, in order."""
        return self._anywhere.finditer(lines, span.start, span.end)

    @cached_property
    def _beginning(self) -> re.Pattern[str]:
        return compiled(rf"\s*(?:{self.pattern})")

    @cached_property
    def _ending(self) -> re.Pattern[str]:
        return compiled(rf"(?:{self.pattern})\s*\Z")

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return compiled(rf"\s*(?:{self.pattern})\s*")

    @cached_property
    def _anywhere(self) -> re.Pattern[str]:
        return compiled(self.pattern)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the lexicon, made when it is first looked for: a note or two need few of all there are."""
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as trouble:
        raise UnreadableInput(f"a phrase or cue of the lexicon is not a pattern: {trouble} in {pattern!r}") from trouble
