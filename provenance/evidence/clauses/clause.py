"""One thing that a sentence says was done, and how it says so."""

import re
from dataclasses import dataclass
from enum import StrEnum

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
class Clause:
    """One thing that a sentence says was done, with `whos` did it. `before` and `after` are where its subject and object stand.

    `patient` is the noun phrase of what was acted upon, where the grammar tells; `taken` are quoted words that a relative
    clause takes up ("“a,” which X struck out"); `wish` says that it was only suggested, asked for or planned. `match` is
    that of a turn of phrase.
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
    match: re.Match[str] | None = None
