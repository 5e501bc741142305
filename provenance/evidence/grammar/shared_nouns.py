"""Hands named after the noun that they share ("two sets of changes: X’s, in pencil, and later ones by Y"; "those of Z have not")."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from provenance.evidence.grammar.saying import PEOPLE, Saying, Voice, persons_in
from provenance.evidence.people import Who
from provenance.evidence.sketch import AGENT, OWNER, Sketch
from provenance.model.spans import Span
from provenance.model.testimony import Act

_SHARE = re.compile(
    rf"\bthose\s+(?:(?:made\s+)?by|of|in\s+the\s+hand(?:writing)?\s+of)\s+(?P<those>{PEOPLE})"
    rf"|\b(?:others|ones|some|the\s+rest|the\s+remainder|one\s+set|another|a\s+second|the\s+(?:other|first|second|later|earlier)(?:\s+set)?)"
    rf"(?:,?\s+(?:later|made|in\s+(?:ink|pencil|red|blue|black|pen|longhand)(?:\s+(?:ink|pencil))?),?)*\s+(?:by|in\s+the\s+hand(?:writing)?\s+of)\s+(?P<ones>{PEOPLE})"
    rf"|(?<![{AGENT}{OWNER}])(?P<whose>[{OWNER}]+)(?=,|;|\.|\)|\s+(?:and|are|were|have|in\s+(?:ink|pencil|red|blue|black|pen|longhand))\b)"
)

_SEVERAL = re.compile(r"[^.;“”]{0,80}?[:—]\s")


def read_shared(sketch: Sketch, sayings: Sequence[Saying]) -> Iterator[Saying]:
    """The sayings of a sentence, and one more for each hand that shares a noun of revision named before it."""
    noun = next((one for one in reversed(sayings) if one.voice is Voice.NOUN and one.wording.act is Act.REVISE), None)
    if noun is None or (not noun.whos and not _SEVERAL.match(sketch.lines, noun.span.end, noun.sentence.end)):
        yield from sayings
        return
    shares = [
        replace(noun, whos=whos, span=Span(*match.span()))
        for match in _SHARE.finditer(sketch.lines, noun.span.end, noun.sentence.end)
        if (whos := _named(sketch, match)) and not any(who in noun.whos for who in whos)
    ]
    yield from (one for one in sayings if one is not noun or noun.whos or not shares)
    yield from shares


def _named(sketch: Sketch, match: re.Match[str]) -> tuple[Who, ...]:
    group = next(name for name in ("those", "ones", "whose") if match[name])
    return tuple(who for who in persons_in(sketch, Span(*match.span(group))) if not who.pronoun)
