"""Two files as two versions of one work, to be compared without storing anything."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from provenance.attribution.listing import listed
from provenance.diff.carry import Carrier, carry_forward
from provenance.diff.compare import compare
from provenance.errors import UnreadableInput
from provenance.model.attributions import Apparatus, Dossier
from provenance.model.receipts import NUMBERS, Received, ReceivedWork
from provenance.model.spans import Span
from provenance.model.testimony import Claim, Mark, Target
from provenance.model.versions import Standing, Version

THE_REST = "The files differ in more than the words of their texts"
NOTES = "notes"
Side = tuple[Received, tuple[Claim, ...]]


def pair_of(base: Side, revised: Side, authors: Sequence[str] = ()) -> Dossier:
    """A dossier with the last extant version of each file, called by the files' names, and the claims of both.

    What the later file records of words that it took out is brought to the earlier file, where they stand. `authors`
    are who is said to have made the later text from the earlier one.
    """
    old, new = _only_work(base[0]), _only_work(revised[0])
    first, last = _last_extant(old), _last_extant(new)
    names = base[0].name, revised[0].name
    marks = _marks_on(first, new, names)
    parents = (names[0],) if marks or authors else ()
    versions = (
        replace(first, id=names[0], work=new.work.id, label=names[0], parents=(), witness=None),
        replace(
            last,
            id=names[1],
            work=new.work.id,
            label=names[1],
            parents=parents,
            witness=None,
            authors=tuple(authors) or last.authors,
        ),
    )
    earlier = (_moved(claim, new.work.id, {first.id: names[0]}) for claim in base[1])
    drafts = _Drafts(new, first)
    brought = (_brought(claim, drafts, names[0]) for claim in revised[1])
    later = (_moved(claim, new.work.id, {last.id: names[1], names[0]: names[0]}) for claim in brought)
    claims = tuple(claim for claim in (*earlier, *later) if claim is not None)
    people = {person.name: person for person in (*base[0].people, *revised[0].people)}
    places = {last.id: names[1], first.id: names[0]}
    notes = tuple(replace(note, version=places.get(note.version or "", note.version)) for note in new.notes)
    return Dossier(new.work, new.witnesses, versions, notes, claims, tuple(people.values()), marks)


def with_the_rest(apparatus: Apparatus, sides: Sequence[Side]) -> Apparatus:
    """The apparatus with what else the files differ in, which is not compared: their notes, and what is no text."""
    base, *others = (None if received.beside is None else set(received.beside()) for received, _ in sides)
    told = [] if base is None else [base ^ one for one in others if one is not None]
    kinds = {kind for unlike in told for kind, _ in unlike} - {NUMBERS}
    if not listed(apparatus) and any([kind for kind, _ in unlike].count(NUMBERS) == 2 for unlike in told):
        kinds.add(NUMBERS)
    if _notes_differ([received for received, _ in sides]):
        kinds.add(NOTES)
    differing = tuple(sorted(kinds))
    if not differing:
        return apparatus
    caveat = f"{THE_REST}: {'; '.join(differing)}. No change in these is told here."
    return replace(apparatus, differs_in=differing, caveats=(*apparatus.caveats, caveat))


def _notes_differ(files: Sequence[Received]) -> bool:
    """Whether a file has a note that another has not, and that is no part of its text, where it would be compared."""
    notes = [{note.text for work in file.works for note in work.notes if note.kind != "comment"} for file in files]
    shared = set.intersection(*notes)
    texts = [[version.text for work in file.works for version in work.versions] for file in files]
    return any(
        not any(note in text for text in its_texts)
        for its_notes, its_texts in zip(notes, texts, strict=True)
        for note in its_notes - shared
    )


def _marks_on(first: Version, new: ReceivedWork, names: tuple[str, str]) -> tuple[Mark, ...]:
    """What the later file records, as a record of the step from the earlier one; nothing if that is another text."""
    last = _last_extant(new)
    own = [version.id for version in new.versions[:-1] if version.text == first.text and version.id in last.parents]
    ids = {last.id: names[1], **dict.fromkeys(own[:1], names[0])}
    return tuple(_mark(mark, ids) for mark in new.marks if own and mark.version in ids)


def _mark(mark: Mark, ids: Mapping[str, str]) -> Mark:
    origin = mark.origin and replace(mark.origin, version=ids.get(mark.origin.version, mark.origin.version))
    return replace(mark, version=ids[mark.version], made_in=ids.get(mark.made_in or "", mark.made_in), origin=origin)


def called(apparatus: Apparatus, name: str) -> Apparatus:
    """The apparatus with both texts called as git calls two states of one file."""
    base, revised = replace(apparatus.base, label=f"a/{name}"), replace(apparatus.revised, label=f"b/{name}")
    work = replace(apparatus.work, title=name, source=name)
    return replace(apparatus, work=work, base=base, revised=revised)


def _only_work(received: Received) -> ReceivedWork:
    if len(received.works) == 1:
        return received.works[0]
    held = f"{len(received.works)} works" if received.works else "no text"
    raise UnreadableInput(f"{received.name} holds {held}; give one text a file")


def _last_extant(one: ReceivedWork) -> Version:
    return [version for version in one.versions if version.standing is Standing.EXTANT][-1]


def name_apart(sides: Sequence[Side]) -> list[Side]:
    """The files under their names; numbered where several have the same."""
    names = [received.name for received, _ in sides]
    numbers = [names[: n + 1].count(name) for n, name in enumerate(names)]
    return [
        (replace(received, name=f"{received.name} ({n})") if names.count(received.name) > 1 else received, claims)
        for (received, claims), n in zip(sides, numbers, strict=True)
    ]


class _Drafts:
    """The drafts that the later file holds, and where their words stand in the earlier file; each is compared once."""

    def __init__(self, new: ReceivedWork, first: Version) -> None:
        self._drafts = {version.id: version for version in new.versions[:-1]}
        self._first = first
        self._ways: dict[str, Carrier] = {}

    def place(self, target: Target) -> Span | None:
        """Where words of a draft stand in the earlier file; None if they do not, or are those of no draft."""
        own = self._drafts.get(target.version)
        if own is None:
            return None
        if own.id not in self._ways:
            self._ways[own.id] = carry_forward(compare(own, self._first), own.text, self._first.text)
        return self._ways[own.id](target.span)


def _brought(claim: Claim, drafts: _Drafts, name: str) -> Claim:
    """A claim on words of the later file's own draft, with the place of these words in the earlier file, `name`."""
    target = claim.target
    span = drafts.place(target) if target else None
    return replace(claim, target=replace(target, version=name, span=span)) if target and span else claim


def _moved(claim: Claim, work: str, places: Mapping[str, str]) -> Claim | None:
    """The claim with its place in the renamed version; None if its words stand in neither of the two texts."""
    target = claim.target
    if target is not None and target.version not in places:
        return None
    if target is not None:
        target = replace(target, version=places[target.version])
    return replace(claim, work=work, target=target, places=())
