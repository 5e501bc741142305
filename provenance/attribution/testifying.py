"""What a file holds, taken as testimony: its notes and marks read as claims, its lost versions reconstructed."""

from collections.abc import Sequence
from dataclasses import replace

from provenance.attribution.naming import surname
from provenance.attribution.reconstruct import reconstruct
from provenance.evidence.lexicon import Lexicon
from provenance.evidence.mark_claims import read_mark_claims
from provenance.evidence.note_claims import read_claims
from provenance.evidence.people import named_in_full
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.testimony import COMMENT, Claim, Person
from provenance.model.versions import Version, Work


def testify(received: Received, lexicon: Lexicon) -> tuple[Received, tuple[Claim, ...]]:
    """What was received with its lost versions among the others, and every claim that its notes and marks make."""
    works: list[ReceivedWork] = []
    claims: list[Claim] = []
    headed: list[Person] = []
    for one in received.works:
        here = people_of_heading(one.work, received.people, lexicon)
        headed += here
        said = with_full_names(_claims_of(one, received.people, lexicon), [*received.people, *here])
        works.append(_with_lost_versions(one, said, lexicon.people.persons))
        claims += said
    people = _people(received.people, claims, [*headed, *lexicon.people.persons])
    return replace(received, works=tuple(works), people=people), tuple(claims)


def _claims_of(one: ReceivedWork, people: tuple[Person, ...], lexicon: Lexicon) -> tuple[Claim, ...]:
    """What the editors' notes say of the body, and what marks record. A comment is no testimony: it asks, or wishes."""
    source, date = one.work.source, one.work.date
    notes = [note for note in one.notes if note.kind != COMMENT]
    return (
        *read_claims(notes, _body_of(one.versions[-1]), lexicon, people, source, date, title=one.work.title),
        *read_mark_claims(one.marks, source),
    )


def people_of_heading(work: Work, people: Sequence[Person], lexicon: Lexicon) -> list[Person]:
    """The persons whom a document's heading names in full."""
    names = named_in_full(work.title, people, lexicon.people, work.date)
    return [Person(name, surname(name)) for name in names]


def with_full_names(claims: Sequence[Claim], people: Sequence[Person]) -> tuple[Claim, ...]:
    """The claims with a bare surname read as the one person of that surname whom the source names in full.

    It does so in another claim, or among `people`: its list of persons and those of the document's heading.
    """
    said = dict.fromkeys([name for claim in claims for name in claim.revisers] + [person.name for person in people])
    full: dict[str, list[str]] = {}
    for name in said:
        if len(name.split()) > 1:
            full.setdefault(surname(name).casefold(), []).append(name)
    meant = {name: full[name.casefold()][0] for name in said if len(full.get(name.casefold(), ())) == 1}
    return tuple(
        replace(claim, revisers=tuple(dict.fromkeys(meant.get(name, name) for name in claim.revisers)))
        for claim in claims
    )


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
    named = dict.fromkeys([p.name for p in received] + [name for claim in claims for name in claim.revisers])
    return tuple(people.get(name) or Person(name, name) for name in named)
