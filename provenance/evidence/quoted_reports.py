"""What a note quotes of a paper about this text: "the minutes read: “This estimate was approved with changes.”"

Quoted words are nobody's doing in the sentence that quotes them. But a covering note or minutes that say of this text
that it was revised are testimony too: they are read by themselves, for what they say of the whole text, and name nobody,
since who speaks in a quotation is not always told.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from provenance.evidence.lexicon import Lexicon
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span
from provenance.model.testimony import Act, AnchorPlace, Certainty, Claim, Note, Reading, Scope

_SHORTEST, _LONGEST = 25, 4_000
"""How many letters a quotation has that can report something, and how many are read of it."""


def quoted_reports(sketch: Sketch, note: Note, lexicon: Lexicon) -> Iterator[tuple[int, Note]]:
    """The quotations that speak of this paper and hold a word of revision, each as a note with the place where it begins."""
    for quote in sketch.quotes:
        words = sketch.text[quote.start : min(quote.end, quote.start + _LONGEST)]
        here = _NOTED_HERE.search(sketch.lines, max(0, quote.start - _LEAD), quote.start)
        here = here or _TYPED_HERE.match(sketch.lines, quote.end)
        if (here or (len(words) >= _SHORTEST and _of_this(lexicon).search(words))) and lexicon.is_triggered(words):
            told = replace(note, text=_COVERED.sub(_this, words), mentions=())
            yield quote.start, replace(told, place=AnchorPlace.HEADING, at=None) if here else told


def may_report(quoted: str, lines: str, lexicon: Lexicon) -> bool:
    """Whether quoted words may be a report, in a note of these lines in which persons have not been looked for."""
    return "source text" in lines or "printed here" in lines or bool(_of_this(lexicon).search(quoted))


_LEAD = 120
"""How many letters before a quotation are looked through for what it stands on."""

_NOTED_HERE = re.compile(
    r"\b(?:source text|text printed here|printed here)\b[^.;“”]{0,90}\b(?:bears?|reads?|stated?|states|says?|contains?|carries|statement|notation|caption|heading|labeled|marked)\b[^.;“”]{0,60}“\Z"
    r"|\b(?:notation|caption|stamp|statement|words)\b[^.;“”]{0,30}\bsource text\b[^.;“”]{0,30}“\Z"
)
_TYPED_HERE = re.compile(
    r"”\s+(?:(?:is|are|was|were|has been)\s+)?(?:typed|stamped|written|handwritten)\b[^.;“”]{0,40}\bsource text\b"
)
"""What is typed or stamped on the paper itself ("a notation on the source text reads “…”")."""

_COVERED = re.compile(r"\b[Tt]he (?:attached|enclosed|accompanying)\b")


def _this(match: re.Match[str]) -> str:
    """What a covering note calls the attached paper is this text; as many letters, so that places stay."""
    return "this".ljust(len(match.group()))


@lru_cache(maxsize=8)
def _of_this(lexicon: Lexicon) -> re.Pattern[str]:
    """How a covering note names the paper that it covers ("this estimate", "the attached memorandum")."""
    return re.compile(
        rf"\b(?:this|these|the (?:attached|enclosed|accompanying))\s+(?:[\w-]+\s+){{0,2}}?(?:{lexicon.text_nouns.pattern}|estimate|version)"
        r"|\b(?:attached|enclosed)\b[^.;“”]{0,40}?\bis\b",
        re.IGNORECASE,
    )


def of_report(claims: Sequence[Claim], start: int, sketch: Sketch) -> Iterator[Claim]:
    """What of a quotation's claims is testimony: that the whole text was revised, by nobody named."""
    for claim in claims:
        whole = claim.act is Act.REVISE and claim.target is None and claim.scope is Scope.DOCUMENT
        if whole and claim.actual and claim.reading is Reading.SURE and claim.said is not None:
            said = Span(claim.said.start + start, claim.said.end + start)
            yield replace(claim, revisers=(), certainty=Certainty.UNKNOWN, said=said, quote=said.of(sketch.text))
            return
