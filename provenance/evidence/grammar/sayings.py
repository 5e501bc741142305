"""What a note says was done: each verb, noun or phrase of revision in it, with who did it and what was done to what.

A sentence is read as editors build it: subject, verb, object; or object, verb, "by" somebody or "in X's hand"; or
a noun with an owner ("X's revisions"). Several verbs share one subject ("X crossed out … and wrote …").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from provenance.evidence.grammar.clauses import find_stops
from provenance.evidence.grammar.noun_sayings import read_noun
from provenance.evidence.grammar.phrase_sayings import read_phrases
from provenance.evidence.grammar.relative_clauses import GOES_ON
from provenance.evidence.grammar.revision_words import find_words
from provenance.evidence.grammar.saying import Saying, Voice
from provenance.evidence.grammar.shared_nouns import read_shared
from provenance.evidence.grammar.verb_sayings import read_verb
from provenance.evidence.grammar.wishes import is_wished
from provenance.evidence.lexicon import Lexicon, Wording
from provenance.evidence.people import Who
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span


def read_sayings(sketch: Sketch, sentence: Span, lexicon: Lexicon) -> tuple[Saying, ...]:
    """Everything that a sentence says was done to a text, in order, negated and merely mentioned things left out."""
    phrases = list(read_phrases(sketch, sentence, lexicon))
    taken = [saying.span for saying in phrases if not saying.wording.overlaps]
    hits = sorted(find_words(sketch.lines, sentence, lexicon), key=lambda hit: hit[1])
    free = [hit for hit in hits if not any(span.overlaps(hit[1]) for span in taken)]
    built = _without_means(sketch, list(_built(sketch, sentence, free, taken, lexicon)))
    sayings = [*phrases, *read_shared(sketch, built)]
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


_BY_MEANS = re.compile(r"[^.;“”]{0,80}?\s(?:by|in)\s+(?:[a-z]+ly\s+)?\Z")


def _without_means(sketch: Sketch, sayings: list[Saying]) -> list[Saying]:
    """The sayings without a general one whose particulars follow ("amended this paragraph by deleting “a”")."""
    found: list[Saying] = []
    maker: tuple[Who, ...] = ()
    for number, saying in enumerate(sayings):
        lead = sketch.lines[sayings[number - 1].span.end : saying.span.start] if number else ""
        gerund = saying.span.of(sketch.lines).split()[0].lower().endswith("ing")
        if gerund and number and sayings[number - 1].wording.whole and _BY_MEANS.match(lead):
            general = found.pop() if found and found[-1] is sayings[number - 1] else sayings[number - 1]
            maker = general.whos
            saying = replace(saying, whos=saying.whos or maker, voice=Voice.ACTIVE, wish=general.wish)
        elif gerund and maker and not saying.whos and re.search(r"\band\s+(?:by\s+)?\Z", lead):
            saying = replace(saying, whos=maker, voice=Voice.ACTIVE)
        else:
            maker = ()
        found.append(saying)
    return found
