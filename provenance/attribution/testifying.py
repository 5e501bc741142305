"""What a file holds, taken as testimony: its notes and marks read as claims, its lost versions reconstructed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from provenance.attribution.naming import is_short_for, surname
from provenance.attribution.reconstruct import reconstruct
from provenance.evidence.lexicon import Lexicon
from provenance.evidence.mark_claims import read_mark_claims
from provenance.evidence.note_claims import read_claims
from provenance.evidence.people import named_in_full
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.spans import BlockKind
from provenance.model.testimony import COMMENT, Claim, Person
from provenance.model.versions import Version

_WHO_TO_WHOM = re.compile(r"\W*(?:from|to|by|through|via|memorandum (?:from|for|to|by))\b", re.IGNORECASE)


def testify(received: Received, lexicon: Lexicon) -> tuple[Received, tuple[Claim, ...]]:
    """What was received with its lost versions among the others, and every claim that its notes and marks make."""
    works: list[ReceivedWork] = []
    claims: list[Claim] = []
    named: list[Person] = []
    for one in received.works:
        read = _claims_of(one, received.people, lexicon)
        here = people_of_document(one, received.people, lexicon, read)
        named += here
        said = with_full_names(read, [*received.people, *here])
        works.append(_with_lost_versions(one, said, lexicon.people.persons))
        claims += said
    people = _people(received.people, claims, [*named, *lexicon.people.persons])
    return replace(received, works=tuple(works), people=people), tuple(claims)


def _claims_of(one: ReceivedWork, people: tuple[Person, ...], lexicon: Lexicon) -> tuple[Claim, ...]:
    """What the editors' notes say of the body, and what marks record. A comment is no testimony: it asks, or wishes."""
    source, date = one.work.source, one.work.date
    notes = [note for note in one.notes if note.kind != COMMENT]
    return (
        *read_claims(notes, _body_of(one.versions[-1]), lexicon, people, source, date, title=one.work.title),
        *read_mark_claims(one.marks, source),
    )


def people_of_document(
    one: ReceivedWork, people: Sequence[Person], lexicon: Lexicon, claims: Iterable[Claim]
) -> list[Person]:
    """The persons whom a document names in full in its heading, its lines of sender and recipient, or a signature.

    They are looked for where a note's claim has a name that may be a bare surname.
    """
    if all(" " in name for claim in claims if claim.note for name in claim.persons):
        return []
    told = [one.work.title, *_lines_that_name(one.versions[-1])]
    found = (name for line in told for name in named_in_full(line, people, lexicon.people, one.work.date))
    return [Person(name, surname(name)) for name in dict.fromkeys(found)]


def _lines_that_name(version: Version) -> Iterator[str]:
    """The lines of signatures, and those of headings that tell who writes to whom."""
    for block in version.blocks:
        if block.kind in {BlockKind.SIGNATURE, BlockKind.HEADING} and block.part is None:
            for line in block.span.of(version.text).split("\n"):
                if block.kind is BlockKind.SIGNATURE or _WHO_TO_WHOM.match(line):
                    yield line


def with_full_names(claims: Sequence[Claim], people: Sequence[Person]) -> tuple[Claim, ...]:
    """The claims of notes with every short name read as the one person whom the source names more fully.

    It does so in another claim, or among `people`: its list of persons and those whom the document names. What a mark
    records stays as it is recorded.
    """
    said = dict.fromkeys([name for claim in claims for name in claim.persons] + [person.name for person in people])
    meant = full_names(said)

    def in_full(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(meant.get(name, name) for name in names))

    return tuple(
        replace(claim, revisers=in_full(claim.revisers), candidates=in_full(claim.candidates)) if claim.note else claim
        for claim in claims
    )


def full_names(said: Iterable[str]) -> dict[str, str]:
    """For every name that can only be a shorter form of one of the others, the fullest form of it.

    >>> full_names(["Roe", "Ann Roe", "Ann B. Roe", "Marsh", "Cy Marsh", "Eve Marsh"])
    {'Roe': 'Ann B. Roe', 'Ann Roe': 'Ann B. Roe'}
    """
    families: dict[str, list[str]] = {}
    for name in said:
        families.setdefault(surname(name).casefold(), []).append(name)
    found: dict[str, str] = {}
    for family in families.values():
        words = {name: len(name.replace(",", " ").split()) for name in family}
        longest = max(words.values())
        for name in (name for name in family if words[name] < longest):
            fuller = [other for other in family if is_short_for(name, other)]
            fullest = [other for other in fuller if not any(is_short_for(other, more) for more in fuller)]
            if len(fullest) == 1:
                found[name] = fullest[0]
    return found


def _body_of(version: Version) -> Version:
    """The version without the parts that follow its body: an editor's note is no part of the text that it speaks of."""
    first = next((number for number, block in enumerate(version.blocks) if block.part), None)
    if first is None:
        return version
    text = version.text[: version.blocks[first].span.start].rstrip()
    return replace(version, text=text, blocks=version.blocks[:first])


def _with_lost_versions(one: ReceivedWork, claims: Sequence[Claim], people: Sequence[Person]) -> ReceivedWork:
    """The work with the versions that its claims tell of; a file that brings several versions tells of them itself."""
    if len(one.versions) > 1:
        return one
    made = reconstruct(one.work, one.versions[-1], claims, one.notes, people)
    return replace(one, versions=made.versions, witnesses=(*one.witnesses, *made.witnesses))


def _people(received: Sequence[Person], claims: Sequence[Claim], known: Sequence[Person]) -> tuple[Person, ...]:
    """Everybody whom the source lists or a claim names, each once."""
    people = {person.name: person for person in [*known, *received]}
    named = dict.fromkeys([p.name for p in received] + [name for claim in claims for name in claim.persons])
    return tuple(people.get(name) or Person(name, name) for name in named)
