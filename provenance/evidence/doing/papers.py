"""Which paper a noun phrase means: this text, another state of it, another paper."""

from enum import StrEnum
from functools import lru_cache

from provenance.evidence.chunks.chunk import Chunk
from provenance.evidence.chunks.chunker import read_chunks
from provenance.evidence.chunks.noun_phrase import NounPhrase
from provenance.evidence.doing.clause_view import ClauseView, all_words
from provenance.evidence.lexicon import Lexicon
from provenance.evidence.sketch import Sketch
from provenance.model.spans import Span


class Paper(StrEnum):
    """What paper is meant."""

    THIS = "this text"
    THE = "the text just spoken of"
    EARLIER = "an earlier state"
    LATER = "a later state"
    OTHER = "another paper"
    NONE = "no paper"


_POINTED_IN_TWO = {("under", "reference"), ("in", "question"), ("to", "which")}
"""What stands after the name of a paper that the note speaks of elsewhere."""


def paper_meant(view: ClauseView, phrase: NounPhrase, own: frozenset[str]) -> Paper:
    """Which paper a noun phrase means; `own` are the words by which this text is called in its title."""
    return _meant(view.sketch, view.clause.sentence, view.lexicon, phrase, own)


@lru_cache(maxsize=256)
def _meant(sketch: Sketch, sentence: Span, lexicon: Lexicon, phrase: NounPhrase, own: frozenset[str]) -> Paper:
    """The same, kept: each clause of a sentence asks again."""
    chunks = read_chunks(sketch, sentence, lexicon)
    marks, words = lexicon.papers, all_words(sketch, chunks, phrase)
    states = marks["states"]
    if words & {"draft"} and words & marks["correspondence"]:
        return Paper.EARLIER
    foreign = marks["foreign"] | (marks["unlike"] - own if own else frozenset())
    numbered = any(any(letter.isdigit() for letter in word) for word in phrase.words)
    named = [word for word in phrase.words if word.isalpha() and len(word) > 1] or [""]
    is_issued = named[-1] in marks["ways"] and len(named) > 1  # "the statement issued"
    head = named[-2] if is_issued else named[-1]
    if head in marks["series"] and numbered:
        return Paper.THIS if any(word in own for word in phrase.words if word[0].isdigit()) else Paper.OTHER
    if (head not in marks["nouns"] and head not in foreign) or lexicon.units.get(head) == "page":
        return Paper.NONE
    if head in marks["remarks"] and words & lexicon.grammar["on_paper"]:
        return Paper.NONE
    after, second = (chunks[at].word if at < len(chunks) else "" for at in (phrase.last + 1, phrase.last + 2))
    if after == "as" and second in marks["ways"]:
        return Paper.LATER
    if head not in states and (after in marks["accompanying"] or (after, second) in _POINTED_IN_TWO):
        return Paper.OTHER
    if head.startswith("instruction") and phrase.preposition in {"on", "upon", "under", "at", "by", "following"}:
        return Paper.NONE  # "deleted on X’s instructions"
    if any(one.word in lexicon.grammar["occasions"] for one in chunks[max(0, phrase.first - 2) : phrase.first]):
        return Paper.NONE  # "deleted in response to X’s memorandum"
    if words & {"this", "source", "present"} and head in marks["nouns"]:
        return Paper.THIS
    if words & {"a", "an"} and head not in states and not words & (marks["earlier_marks"] | marks["later_marks"]):
        return Paper.OTHER
    if (
        numbered
        and head in marks["unlike"] | marks["foreign"]
        and not any(word in own for word in phrase.words if word[0].isdigit())
    ):
        return Paper.OTHER
    if head in marks["unlike"] and words & {"second", "third", "latter", "former"} and not words & states:
        return Paper.OTHER
    is_next = words & _BESIDE_THIS and not words & states
    if is_next and (head in marks["correspondence"] or head in {"document", "paper"}):
        return Paper.OTHER
    if words & marks["other_marks"] or words >= {"own", "copy"} or _goes_to_another(chunks, phrase, head, own, lexicon):
        return Paper.OTHER
    if head in foreign and head not in own:
        return Paper.OTHER
    if words & marks["earlier_marks"]:
        return Paper.EARLIER
    if is_issued or words & marks["later_marks"]:
        return Paper.LATER
    return Paper.THE


_BESIDE_THIS = {"preceding", "previous", "foregoing", "following", "next", "succeeding"}
"""What makes a letter or paper that which is printed before or after this one ("the preceding letter"); a draft is still its own."""


def _goes_to_another(
    chunks: tuple[Chunk, ...], phrase: NounPhrase, head: str, own: frozenset[str], lexicon: Lexicon
) -> bool:
    """Whether it is a paper to somebody whom the title of this text does not name ("his letter to X")."""
    to, whom = chunks[phrase.last + 1 : phrase.last + 2], chunks[phrase.last + 2 : phrase.last + 3]
    if not own or head not in lexicon.papers["unlike"] or not (to and whom) or to[0].word != "to":
        return False
    return whom[0].who is not None and any(name.lower().split()[-1] not in own for name in whom[0].who.names)
