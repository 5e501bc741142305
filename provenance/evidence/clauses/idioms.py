"""What turns of phrase say ("in the original draft this sentence read …")."""

from collections.abc import Iterator, Set
from re import Match

from provenance.evidence.clauses.clause import Clause, Voice
from provenance.evidence.lexicon import Lexicon
from provenance.evidence.looked_for import phrases_for
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span


def read_idioms(sketch: Sketch, sentence: Span, lexicon: Lexicon, words: Set[str]) -> Iterator[Clause]:
    """The turns of phrase in a sentence of these words, in the order of the lexicon; none overlaps another."""
    taken: list[Span] = []
    letters = sentence.of(sketch.lines).lower()
    for wording in phrases_for(words, lexicon):
        if not wording.needs <= words or (wording.keys and not any(key in letters for key in wording.keys)):
            continue
        for match in wording.find(sketch.lines, sentence.start, sentence.end):
            span = Span(*match.span())
            held = not wording.overlaps and any(span.overlaps(other) for other in taken)
            if held or sketch.word_before(span.start, sentence.start) in lexicon.grammar["denials"]:
                continue
            if not wording.overlaps:
                taken.append(span)
            whos = tuple(who for who in sketch.whos if _grouped(match, who.span))
            whos = () if sketch.begins(Span(span.end, sentence.end), "or somebody else") else whos
            yield Clause(
                wording,
                span,
                sentence,
                Voice.PHRASE,
                whos,
                Span(sentence.start, span.start),
                Span(span.end, sentence.end),
                match=match,
            )


def _grouped(match: Match[str], span: Span) -> bool:
    """Whether a person stands in one of the phrase's places for persons."""
    return any(
        name.startswith("who") and match.start(name) <= span.start and span.end <= min(match.end(name), match.end())
        for name in match.re.groupindex
        if match[name] is not None
    )
