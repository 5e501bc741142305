"""What the notes of one work are read with."""

from dataclasses import dataclass

from provenance.evidence.layout import Layout
from provenance.evidence.lexicon import Lexicon
from provenance.model.testimony import Mark, Person


@dataclass(frozen=True, slots=True)
class WorkRead:
    """The text, the lexicon, the people known from the source, its citation, its date, and the changes that it records itself.

    `own` are the words by which the text is called in its title, `authors` those of them that stand before the addressee,
    `numbers` those that it has in the series of a body ("6004/1").
    """

    layout: Layout
    lexicon: Lexicon
    people: tuple[Person, ...]
    source: str
    date: str | None
    marks: tuple[Mark, ...]
    own: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
