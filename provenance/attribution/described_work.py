"""A file that is stored as a work of its own, with what its giver says of it: title, source, author, date, label."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath

from provenance.attribution.naming import names_in, person_among, person_called
from provenance.errors import UnreadableInput
from provenance.model.attributions import Dossier
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.testimony import Person
from provenance.model.versions import Outline, Standing, Version, Work
from provenance.text.dates import check_date
from provenance.text.normalize import fold_name

_LAST = "final"


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of a file that holds a work: of the work its title, source and id, of its text the rest."""

    title: str | None = None
    source: str | None = None
    id: str | None = None
    by: tuple[str, ...] = ()
    date: str | None = None
    label: str | None = None

    @property
    def speaks_of_the_text(self) -> bool:
        """True if it says who wrote the text, when, or what it is called."""
        return bool(self.by or self.date or self.label)


def on_one_line(said: Description) -> Description:
    """What is said of a file, each name and title on one line; UnreadableInput, naming the option, if one is blank."""

    def written(value: str | None, option: str) -> str | None:
        return None if value is None else filled(value, option)

    return replace(
        said,
        title=written(said.title, "--title"),
        source=written(said.source, "--source"),
        id=written(said.id, "--id"),
        label=written(said.label, "--label"),
    )


def told_otherwise(
    said: Description, work: Work, text: Outline | None = None, known: tuple[Person, ...] = ()
) -> Iterator[str]:
    """That a work that is stored already stays as it was described, if what is said of it or its text is another."""
    pairs: list[tuple[str, object, object]] = [("title", said.title, work.title), ("source", said.source, work.source)]
    if text is not None:
        authors = tuple(dict.fromkeys(person_among(name, known).name for name in names_in(said.by, known)))
        date = check_date(said.date) if said.date else None
        pairs += [("author", authors, text.authors), ("date", date, text.date), ("label", said.label, text.label)]
    differ = [noun for noun, now, stored in pairs if now and now != stored]
    if differ:
        what = f"{' and '.join(differ)} given now {'is not that' if len(differ) == 1 else 'are not those'} of {work.id}"
        yield f"the {what}; what is stored stays, and `provenance edit` changes it"


def describe(received: Received, said: Description, stem: str, known: tuple[Person, ...]) -> Received:
    """What was received, as its giver describes it; the first draft of a work is called by its file if by nothing else.

    UnreadableInput if the file holds several works, or several texts, and it is not clear which is described.
    """
    if len(received.works) != 1:
        if said != Description():
            raise UnreadableInput(
                f"{received.name} holds {len(received.works)} works, which describe themselves; "
                "leave --title, --source, --id, --by, --date and --label out"
            )
        return received
    one = _renamed(received.works[0], said)
    extant = [version for version in one.versions if version.standing is Standing.EXTANT]
    if len(extant) != 1:
        if said.speaks_of_the_text:
            raise UnreadableInput(
                f"{received.name} holds {len(extant)} versions of its text, which describe themselves; "
                "leave --by, --date and --label out"
            )
        return replace(received, works=(one,))
    dossier = Dossier(one.work, (), (), (), (), (*known, *received.people))
    authors = tuple(dict.fromkeys(person_called(name, dossier) for name in names_in(said.by, known)))
    stem = stem if extant[0].label == _LAST and _is_only_a_file(received) else ""
    one = _with_version(one, extant[0], _described(extant[0], one, said, stem, authors))
    people = tuple(dict.fromkeys((*received.people, *authors)))
    return replace(received, works=(one,), people=people)


def _described(
    version: Version, one: ReceivedWork, said: Description, stem: str, authors: tuple[Person, ...]
) -> Version:
    label = " ".join((said.label or stem or version.label).split())
    if fold_name(label) == _LAST and said.label:
        raise UnreadableInput(f"“{label}” means the last version of a work; choose another --label")
    if not label.strip():
        raise UnreadableInput("the file has a blank for a name, which is no label; say with --label what to call it")
    return replace(
        version,
        id=f"{one.work.id}@{label}",
        label=label,
        authors=tuple(person.name for person in authors) or version.authors,
        date=check_date(said.date) if said.date else version.date,
    )


def _is_only_a_file(received: Received) -> bool:
    """True if nothing but the name of its file says what the text is: a draft, and no edition of a final text."""
    work = received.works[0].work
    return work.url is None and work.source == PurePath(received.name).name


def filled(value: str, option: str) -> str:
    """What somebody typed as a name or title, on one line; UnreadableInput, naming the option, if it is blank."""
    if not value.strip():
        raise UnreadableInput(f"{option} is blank; leave it out or fill it")
    return " ".join(value.split())


def _renamed(one: ReceivedWork, said: Description) -> ReceivedWork:
    """The work with its title, source and id as they are given."""
    one = with_id(one, said.id or one.work.id)
    work = replace(one.work, title=said.title or one.work.title, source=said.source or one.work.source)
    return replace(one, work=work)


def with_id(one: ReceivedWork, id: str) -> ReceivedWork:
    """The same work under another id, all that belongs to it with it."""
    if id == one.work.id:
        return one
    names = {version.id: _moved(version.id, one.work.id, id) for version in one.versions}
    carriers = {witness.id: _moved(witness.id, one.work.id, id) for witness in one.witnesses}
    return ReceivedWork(
        replace(one.work, id=id),
        tuple(replace(witness, id=carriers[witness.id], work=id) for witness in one.witnesses),
        tuple(
            replace(
                version,
                id=names[version.id],
                work=id,
                parents=tuple(names.get(parent, parent) for parent in version.parents),
                witness=carriers.get(version.witness or "", version.witness),
            )
            for version in one.versions
        ),
        tuple(replace(note, work=id, version=names.get(note.version or "", note.version)) for note in one.notes),
        tuple(
            replace(
                mark,
                work=id,
                version=names.get(mark.version, mark.version),
                made_in=names.get(mark.made_in or "", mark.made_in),
                origin=mark.origin
                and replace(mark.origin, version=names.get(mark.origin.version, mark.origin.version)),
            )
            for mark in one.marks
        ),
    )


def _moved(name: str, before: str, after: str) -> str:
    """A name that is made from the id of its work, made from another one."""
    return after + name.removeprefix(before) if name.startswith(before) else name


def _with_version(one: ReceivedWork, old: Version, new: Version) -> ReceivedWork:
    """The work with one of its versions described, and under the id that goes with its label."""
    return replace(
        one,
        versions=tuple(
            new
            if version is old
            else replace(version, parents=tuple(new.id if parent == old.id else parent for parent in version.parents))
            for version in one.versions
        ),
        notes=tuple(replace(note, version=new.id) if note.version == old.id else note for note in one.notes),
        marks=tuple(
            replace(
                mark,
                version=new.id if mark.version == old.id else mark.version,
                made_in=new.id if mark.made_in == old.id else mark.made_in,
                origin=mark.origin
                and replace(mark.origin, version=new.id if mark.origin.version == old.id else mark.origin.version),
            )
            for mark in one.marks
        ),
    )
