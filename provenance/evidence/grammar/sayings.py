"""What a note says was done: each verb, noun or phrase of revision in it, with who did it and what was done to what.

A sentence is read as editors build it: subject, verb, object; or object, verb, "by" somebody or "in X's hand"; or
a noun with an owner ("X's revisions"). Several verbs share one subject ("X crossed out … and wrote …").
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from provenance.evidence.grammar.clauses import find_stops
from provenance.evidence.grammar.noun_sayings import read_noun
from provenance.evidence.grammar.phrase_sayings import read_phrases
from provenance.evidence.grammar.relative_clauses import GOES_ON
from provenance.evidence.grammar.revision_words import find_words
from provenance.evidence.grammar.saying import Saying
from provenance.evidence.grammar.verb_sayings import read_verb
from provenance.evidence.grammar.wishes import is_wished
from provenance.evidence.lexicon import Lexicon, Wording
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span


def read_sayings(sketch: Sketch, sentence: Span, lexicon: Lexicon) -> tuple[Saying, ...]:
    """Everything that a sentence says was done to a text, in order, negated and merely mentioned things left out."""
    phrases = list(read_phrases(sketch, sentence, lexicon))
    taken = [saying.span for saying in phrases]
    hits = sorted(find_words(sketch.lines, sentence, lexicon), key=lambda hit: hit[1])
    free = [hit for hit in hits if not any(span.overlaps(hit[1]) for span in taken)]
    sayings = [*phrases, *_built(sketch, sentence, free, taken, lexicon)]
    return tuple(sorted(sayings, key=lambda saying: saying.span))


def _built(
    sketch: Sketch, sentence: Span, hits: list[tuple[Wording, Span, bool]], taken: Sequence[Span], lexicon: Lexicon
) -> Iterator[Saying]:
    """The sayings of verbs and nouns, each with its subject and the stretch of the sentence that it governs."""
    lines, last = sketch.lines, None
    previous_end = sentence.start
    for number, (wording, span, is_verb) in enumerate(hits):
        if span.start < previous_end:
            continue
        previous_end = max([previous_end, *find_stops(lines, taken, span.start)])
        following = hits[number + 1][1].start if number + 1 < len(hits) else sentence.end
        saying = (read_verb if is_verb else read_noun)(sketch, sentence, wording, span, previous_end, following, last)
        if saying is None:
            continue
        previous_end = previous_end if saying.relative and GOES_ON.match(lines, span.end) else span.end
        if is_verb or saying.whos or last is None:
            last = saying
        yield replace(saying, wish=saying.wish or is_wished(lines, sentence, span, lexicon))
