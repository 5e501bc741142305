"""What a note quotes of a paper about this text: "the minutes read: “This estimate was approved with changes.”"

Quoted words are nobody's doing in the sentence that quotes them. But a covering note or minutes that say of this text
that it was revised are testimony too: they are read by themselves, for what they say of the whole text, and name nobody,
since who speaks in a quotation is not always told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

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
        lead, after = sketch.before_quote(quote, Span(0, quote.end)), Span(quote.end, len(sketch.lines))
        here = sketch.ends(lead, "the source text reads") or sketch.begins(after, "typed on the source text")
        if (here or (len(words) >= _SHORTEST and _is_of_this(words, lexicon))) and lexicon.is_triggered(words):
            told = replace(note, text=_as_this(words, lexicon), mentions=())
            yield quote.start, replace(told, place=AnchorPlace.HEADING, at=None) if here else told


def may_report(quoted: str, lines: str, lexicon: Lexicon) -> bool:
    """Whether quoted words may be a report, in a note of these lines in which persons have not been looked for."""
    return "source text" in lines or "printed here" in lines or _is_of_this(quoted, lexicon)


def _is_of_this(words: str, lexicon: Lexicon) -> bool:
    """Whether quoted words speak of the paper that they cover ("this estimate", "the attached memorandum")."""
    return lexicon.cues["this paper"].find(words, Span(0, len(words))) is not None


def _as_this(words: str, lexicon: Lexicon) -> str:
    """The words with what a covering note calls the attached paper called "this"; as many letters, so that places stay."""
    for match in lexicon.cues["the attached"].all_in(words, Span(0, len(words))):
        words = words[: match.start()] + "this".ljust(len(match.group())) + words[match.end() :]
    return words


def of_report(claims: Sequence[Claim], start: int, sketch: Sketch) -> Iterator[Claim]:
    """What of a quotation's claims is testimony: that the whole text was revised, by nobody named."""
    for claim in claims:
        whole = claim.act is Act.REVISE and claim.target is None and claim.scope is Scope.DOCUMENT
        if whole and claim.actual and claim.reading is Reading.SURE and claim.said is not None:
            said = Span(claim.said.start + start, claim.said.end + start)
            yield replace(
                claim, revisers=(), candidates=(), certainty=Certainty.UNKNOWN, said=said, quote=said.of(sketch.text)
            )
            return
