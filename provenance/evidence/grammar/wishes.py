"""Whether a thing was only suggested, asked for or planned."""

import re

from provenance.evidence.grammar.saying import LONG
from provenance.evidence.lexicon import Lexicon
from provenance.model.spans import Span

_WISH_FRAME = re.compile(
    r"(?:\b(?:should|could|would|might|must|ought\sto|to|will|shall|can|may)\s+(?:not\s+)?(?:also\s+)?(?:be\s+|\Z)|\bbe\s+)(?:[a-z]+ly\s+)?\Z",
    re.IGNORECASE,
)

_PURPOSE = re.compile(r"\b(?:was|is|were|are|as|so as|in order|change|changes|addition)\s+to\s+\Z", re.IGNORECASE)

_MEANT = re.compile(
    r"\b(?:presumably|apparently|evidently|probably|clearly|obviously|seemingly)\s+(?:was\s+|were\s+)?(?:intended|meant)\s+to\s+(?:be\s+)?\Z"
)
"""What the editors conclude from a careless stroke of the pen ("presumably intended to be crossed out")."""

_THAT = re.compile(r"\s*that\s(?!of\b)[^.;]{1,80}\Z")
_PAST = re.compile(r"\A\w+ed\b|\A(?:wrote|struck|rewrote|drew|took|left|made|was|were|had)\b")


def is_wished(lines: str, sentence: Span, span: Span, lexicon: Lexicon) -> bool:
    """Whether the thing was only suggested, asked for or planned."""
    left = lines[max(sentence.start, span.start - LONG) : span.start]
    wish = list(lexicon.wishes.finditer(left))
    verb_form = lines[span.start : span.end].lower()
    if re.search(r"\bto\s+have\s+(?:[^.;]{0,60}?\s)?\Z", left) and wish:
        return True
    if re.search(r"\b(?:wanted|wished|preferred|desired|requested|liked|asked|sought)\s+(?:to\s+have\s+)?\Z", left):
        return True
    if re.search(r"\bwhether\s+(?:or\s+not\s+)?to\s+\Z", left):
        return True
    if _MEANT.search(left):
        return False
    if re.search(r"\bonly\s+to\s+be\s+(?:[a-z]+ly\s+)?\Z", left):
        return False
    if _WISH_FRAME.search(left) and not _PURPOSE.search(left):
        return bool(wish) or not re.search(r"\bto\s+(?:be\s+)?\Z", left)
    if wish and _THAT.match(left, wish[-1].end()) and not _PAST.search(verb_form):
        return True
    return bool(wish) and verb_form.split()[0].endswith("ing") and not left[wish[-1].end() :].strip()
