"""One thing that a sentence says was done, and how it says so."""

from dataclasses import dataclass
from enum import StrEnum
from re import Match

from provenance.evidence.chunks.noun_phrase import NounPhrase
from provenance.evidence.lexicon import Wording
from provenance.evidence.people import Who
from provenance.model.spans import Span


class Voice(StrEnum):
    """How the clause is built."""

    ACTIVE = "active"
    PASSIVE = "passive"
    NOUN = "noun"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Stated:
    """What is said to stand in another state: the words before and after the change, and the part of the text that differs."""

    earlier: tuple[Span, ...] = ()
    later: tuple[Span, ...] = ()
    unit: Span | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that a sentence says was done, with `whos` did it. `before` and `after` are where its subject and object stand.

    `patient` is the noun phrase of what was acted upon, where the grammar tells; `taken` are quoted words that a relative
    clause takes up ("“a,” which X struck out"); `wish` says that it was only suggested, asked for or planned. `match` is
    that of a turn of phrase, `stated` what a comparison with another state tells. `asked` are the words that say that it was
    done at the request of `whos`, where nobody is said to have done it.
    """

    wording: Wording
    span: Span
    sentence: Span
    voice: Voice
    whos: tuple[Who, ...]
    before: Span
    after: Span
    patient: NounPhrase | None = None
    wish: bool = False
    of_noun: bool = False
    taken: Span | None = None
    relative: bool = False
    match: Match[str] | None = None
    stated: Stated | None = None
    asked: Span | None = None

    @property
    def lead(self) -> Span:
        """Where its sentence stands up to the verb, noun or phrase of revision."""
        return Span(self.sentence.start, max(self.sentence.start, self.span.start))

    @property
    def rest(self) -> Span:
        """Where its sentence goes on after the verb, noun or phrase of revision."""
        return Span(self.span.end, max(self.span.end, self.sentence.end))

    @property
    def own(self) -> Span:
        """Where all of it stands, from its subject to its object."""
        return Span(self.before.start, max(self.before.start, self.span.end, self.after.end))

    def is_participle(self, lines: str) -> bool:
        """Whether it goes on with what the clause before it tells ("revised their draft, deleting two words")."""
        return self.voice is Voice.ACTIVE and self.span.of(lines).split()[0].endswith("ing")

    @property
    def is_phrase(self) -> bool:
        """Whether it is no verb or noun of revision with its own subject and object."""
        return self.voice is Voice.PHRASE
