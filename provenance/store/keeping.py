"""What sources give, written into the tables: works, witnesses, versions, notes, marks, claims and persons.

Everything here works on a journal in which a transaction is open. Things that are there already are compared, and
refused if they say something else now.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter
from itertools import chain, count, takewhile

from sqlalchemy import Connection, Table, func, select

from provenance.errors import StoreTrouble
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.testimony import Claim, Mark, Note, Person
from provenance.model.versions import Standing, Version, Witness
from provenance.store import queries, rows, tables, testimony_rows, text_rows
from provenance.store.contents import forget_contents, save_contents
from provenance.store.journal import Journal
from provenance.store.packed_texts import Texts, keep_all
from provenance.text.dates import is_later
from provenance.text.normalize import fold


class IdTaken(StoreTrouble):
    """The library has other words under the id of what is to be stored."""


class Fate(StrEnum):
    """What became of a work that was received: it was new, it got further versions, it was there already."""

    NEW = "new"
    EXTENDED = "extended"
    PRESENT = "present"


def is_kept_whole(connection: Connection, received: Received) -> bool:
    """Whether this very file was received before with all these works; one document of a volume is not the volume."""
    links, sources = tables.source_works.c, tables.sources.c
    query = select(links.work).join(tables.sources, links.source == sources.number)
    kept = set(connection.execute(query.where(sources.sha256 == received.sha256)).scalars())
    return bool(kept) and kept.issuperset(one.work.id for one in received.works)


def told_of_ids(connection: Connection, received: Received, present: Collection[str]) -> Iterator[str]:
    """A sentence on each thing that another file has brought under an id of what was received, and in other words.

    `present` are the works whose texts are in the library already, in the same words.
    """
    links, sources, notes = tables.source_works.c, tables.sources.c, tables.notes.c
    others = select(links.work, sources.name).join(tables.sources, links.source == sources.number)
    others = others.where(sources.sha256 != received.sha256)
    if received.volume:
        of_volume = others.where(links.work.startswith(f"{received.volume}-", autoescape=True))
        if name := connection.execute(of_volume.limit(1)).first():
            of_another = f"has the id {received.volume} of {name[1]}, which is another file"
            yield f"{of_another}; what both hold is kept under that id"
    for one in received.works:
        kept = connection.execute(select(notes.text).where(notes.work == one.work.id)).scalars()
        if one.work.id in present and {note.text for note in one.notes} - set(kept):
            work = one.work.id
            yield (
                f"has other notes to {work} than the library, and they were not stored; "
                f"`provenance remove {work}` first, if these are the better ones"
            )


def free_id(connection: Connection, one: ReceivedWork, sha256: str) -> str:
    """The id of a work, or with a number behind it if another file's work has it."""
    columns, links = tables.versions.c, tables.source_works.c
    texts = {version.sha256 for version in one.versions}
    of_file = select(links.work).join(tables.sources, links.source == tables.sources.c.number)
    ours = set(connection.execute(of_file.where(tables.sources.c.sha256 == sha256)).scalars())
    taken = {fold(id) for id in connection.execute(select(tables.works.c.id)).scalars()}
    for name in chain([one.work.id], (f"{one.work.id}-{number}" for number in count(2))):
        if fold(name) not in taken or name in ours:
            return name
        if texts <= set(connection.execute(select(columns.sha256).where(columns.work == name)).scalars()):
            return name
    raise AssertionError("there is always a number that is free")


def refuse_twin(id: str, taken: Iterable[str]) -> None:
    """StoreTrouble if nobody can tell an id from one of those that are taken: its accents are composed otherwise."""
    if twins := [one for one in taken if one != id and fold(one) == fold(id)]:
        raise StoreTrouble(f"another work is called {twins[0]}, which looks the same as {id}; choose another --id")


def save_source(journal: Journal, received: Received) -> None:
    """Keep that a file was received, which works it holds and who is named in it; it may be received in parts."""
    columns = tables.sources.c
    known = select(columns.number).where(columns.sha256 == received.sha256)
    number = journal.connection.execute(known).scalar()
    if number is None:
        number = journal.next_number(tables.sources)
        row = {
            **rows.flat(received, tables.sources),
            "number": number,
            "warnings": list(received.warnings),
            "original": received.sha256 if received.data else None,
        }
        journal.add(tables.sources, [row])
    _keep_original(journal, received)
    _link(journal, tables.source_works, "work", number, [one.work.id for one in received.works])
    _link(journal, tables.source_people, "person", number, [person.name for person in received.people])


def save_warnings(journal: Journal, work: str, name: str, sha256: str, warnings: Sequence[str]) -> None:
    """Keep what was odd in a file that a work was continued from, or not read of it, if anything was."""
    columns = tables.sources.c
    known = select(columns.number).where(columns.sha256 == sha256)
    number = journal.connection.execute(known).scalar()
    if number is None:
        if not warnings:
            return
        number = journal.next_number(tables.sources)
        row = {"number": number, "name": name, "sha256": sha256, "warnings": list(warnings)}
        journal.add(tables.sources, [row])
    _link(journal, tables.source_works, "work", number, [work])
    journal.change(tables.sources, (number,), {"warnings": list(warnings)})


def _keep_original(journal: Journal, received: Received) -> None:
    """Keep the bytes of a Word file, once."""
    table, connection = tables.originals, journal.connection
    known = select(table.c.sha256).where(table.c.sha256 == received.sha256)
    if received.data and connection.execute(known).scalar() is None:
        connection.execute(table.insert().values(sha256=received.sha256, data=received.data))


def _link(journal: Journal, table: Table, column: str, source: int, names: Sequence[str]) -> None:
    """Put names after those that a source is linked to already."""
    linked = list(journal.connection.execute(select(table.c[column]).where(table.c.source == source)).scalars())
    new = [name for name in names if name not in set(linked)]
    journal.add(table, [{"source": source, "ordinal": n, column: name} for n, name in enumerate(new, len(linked))])


# ---- works and versions


def save_work(journal: Journal, received: ReceivedWork, file: str) -> Fate:
    """Keep a work with all that belongs to it; tell what became of it. StoreTrouble if it has other words now."""
    work = received.work
    columns = tables.works.c
    known = journal.connection.execute(select(columns.number).where(columns.id == work.id)).first()
    if known is None:
        refuse_twin(work.id, journal.connection.execute(select(columns.id)).scalars() if not work.id.isascii() else ())
        number = journal.next_number(tables.works)
        journal.add(tables.works, [{**rows.flat(work, tables.works), "number": number, "is_indexed": True}])
    versions = _not_yet_kept(journal.connection, work.id, received.versions, file)
    if known is not None and not versions:
        return Fate.PRESENT
    if known is not None and len(versions) == len(received.versions):
        told = f"the work {work.id} is in the library already, and none of its versions is in {file}"
        raise IdTaken(f"{told}; `provenance add {work.id} FILE` stores a further version")
    save_witnesses(journal, work.id, received.witnesses)
    save_versions(journal, work.id, versions)
    save_notes(journal, work.id, received.notes)
    save_marks(journal, work.id, received.marks)
    return Fate.NEW if known is None else Fate.EXTENDED


def _not_yet_kept(connection: Connection, work: str, versions: Sequence[Version], file: str) -> list[Version]:
    """Those versions that are not in the library; StoreTrouble if one of the others has other words there."""
    columns = tables.versions.c
    query = select(columns.id, columns.sha256).where(columns.work == work)
    kept = {row.id: row.sha256 for row in connection.execute(query)}
    for version in versions:
        if kept.get(version.id, version.sha256) != version.sha256:
            ours = f"than the library{_from(connection, work)}"
            raise IdTaken(
                f"{file} has other words for the version {version.label!r} of {work} {ours}; nothing was changed"
            )
    return [version for version in versions if version.id not in kept]


def _from(connection: Connection, work: str) -> str:
    """From which file the library has a work, as a part of a sentence."""
    links, sources = tables.source_works.c, tables.sources.c
    query = select(sources.name).join(tables.source_works, links.source == sources.number).where(links.work == work)
    name = connection.execute(query.order_by(sources.number).limit(1)).scalar()
    return f" has from {name}" if name else ""


def save_further_version(journal: Journal, version: Version) -> None:
    """Keep one more version, before the final one unless it was made from it or, as far as is known, after it."""
    if not _not_yet_kept(journal.connection, version.work, [version], "this text"):
        return
    columns = tables.versions.c
    last = select(columns.id).where(columns.work == version.work).order_by(columns.position.desc()).limit(1)
    final = journal.connection.execute(last).scalar()
    save_versions(journal, version.work, [version])
    if final is not None and not (final in version.parents or _follows(journal.connection, version, final)):
        position = _next_position(journal.connection, tables.versions, version.work)
        journal.change(tables.versions, (version.work, final), {"position": position})


def _follows(connection: Connection, version: Version, final: str) -> bool:
    """True if the version was made from another one, and the final one from nothing or surely earlier."""
    columns = tables.versions.c
    of_final = select(columns.parents, columns.date).where(columns.work == version.work, columns.id == final)
    row = connection.execute(of_final).one()
    return bool(version.parents) and (not row.parents or is_later(version.date, row.date))


def save_versions(journal: Journal, work: str, versions: Sequence[Version]) -> None:
    """Keep versions after those that are there; StoreTrouble if they descend from themselves."""
    _refuse_cycles(versions)
    connection = journal.connection
    refuse_strangers(connection, work, versions)
    numbers = keep_all(connection, [version.text for version in versions], _last_text(connection, work))
    first = _next_position(connection, tables.versions, work)
    for n, version in enumerate(versions, first):  # one at a time: the rows of a long text are long
        row = {**text_rows.version_row(version), "position": n, "text": numbers[version.sha256]}
        journal.add(tables.versions, [row])
    index_versions(connection, work, versions)
    from provenance.store.forgetting import forget_lineage

    forget_lineage(connection, work)


def index_versions(connection: Connection, work: str, versions: Sequence[Version]) -> None:
    """List the passages of versions in the index of words, if the work is one that is indexed."""
    columns = tables.works.c
    if connection.execute(select(columns.is_indexed).where(columns.id == work)).scalar():
        save_contents(connection, work, versions)


def _last_text(connection: Connection, work: str) -> str | None:
    columns = tables.versions.c
    query = select(columns.text).where(columns.work == work, columns.text.is_not(None))
    number = connection.execute(query.order_by(columns.position.desc()).limit(1)).scalar()
    return None if number is None else Texts(connection).read(number)


def refuse_strangers(connection: Connection, work: str, versions: Sequence[Version]) -> None:
    """StoreTrouble if a version is said to be made from one that is not there."""
    known = _known(connection, tables.versions, work) | {version.id for version in versions}
    for version in versions:
        for parent in version.parents:
            if parent not in known:
                raise StoreTrouble(f"“{version.label}” would be made from {parent!r}, which {work} does not have")


def replace_reconstructions(journal: Journal, work: str, versions: Sequence[Version]) -> None:
    """Put newly reconstructed versions in the place of the earlier ones.

    `versions` are all of the work in their order; the extant ones are there already, and only their parents may differ.
    """
    stored = {one.id: one for one in queries.outlines(journal.connection, work).get(work, ())}
    earlier = [one.id for one in stored.values() if one.standing is Standing.RECONSTRUCTED]
    kept = {version.id: version for version in queries.versions(journal.connection, work, earlier)}
    made = {version.id: version for version in versions if version.standing is Standing.RECONSTRUCTED}
    gone = [id for id in kept if kept[id] != made.get(id)]
    forget_contents(journal.connection, work, gone)
    for id in gone:
        journal.drop(tables.versions, (work, id))
    for version in versions:
        if version.standing is Standing.EXTANT and version.parents != stored[version.id].parents:
            journal.change(tables.versions, (work, version.id), {"parents": list(version.parents)})
    save_versions(journal, work, [version for id, version in made.items() if kept.get(id) != version])
    _put_in_order(journal, work, [version.id for version in versions])


def _put_in_order(journal: Journal, work: str, order: Sequence[str]) -> None:
    """Put the versions of a work into an order; those before the first that stands elsewhere stay where they are."""
    columns = tables.versions.c
    query = select(columns.id).where(columns.work == work).order_by(columns.position)
    stands = journal.connection.execute(query).scalars().all()
    right = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(stands, order, strict=False)))
    first = _next_position(journal.connection, tables.versions, work)
    for position, id in enumerate(order[right:], first):
        journal.change(tables.versions, (work, id), {"position": position})


def _refuse_cycles(versions: Iterable[Version]) -> None:
    try:
        TopologicalSorter({version.id: version.parents for version in versions}).prepare()
    except CycleError as error:
        raise StoreTrouble(f"versions cannot descend from themselves: {' → '.join(error.args[1])}") from error


def _next_position(connection: Connection, table: Table, work: str) -> int:
    last = connection.execute(select(func.max(table.c.position)).where(table.c.work == work)).scalar()
    return 0 if last is None else int(last) + 1


def _known(connection: Connection, table: Table, work: str) -> set[str]:
    """The ids of what `table` holds of a work."""
    return set(connection.execute(select(table.c.id).where(table.c.work == work)).scalars())


def _add_new(journal: Journal, table: Table, work: str, new: Sequence[rows.Row]) -> None:
    """Put in those rows whose ids are not there yet, after what the work has already."""
    known = _known(journal.connection, table, work)
    new = [row for row in new if row["id"] not in known]
    first = _next_position(journal.connection, table, work) if new else 0
    journal.add(table, [{**row, "position": first + n} for n, row in enumerate(new)])


def save_witnesses(journal: Journal, work: str, witnesses: Sequence[Witness]) -> None:
    """Keep the witnesses that are not there yet."""
    _add_new(journal, tables.witnesses, work, [rows.flat(witness, tables.witnesses) for witness in witnesses])


# ---- testimony


def save_notes(journal: Journal, work: str, notes: Sequence[Note]) -> None:
    """Keep the notes that are not there yet."""
    _add_new(journal, tables.notes, work, [testimony_rows.note_row(note) for note in notes])


def save_marks(journal: Journal, work: str, marks: Sequence[Mark]) -> None:
    """Keep the recorded changes that are not there yet."""
    _add_new(journal, tables.marks, work, [testimony_rows.mark_row(mark) for mark in marks])


def save_claims(journal: Journal, claims: Sequence[Claim]) -> None:
    """Keep claims; one that is there already with other words is refused."""
    for work in dict.fromkeys(claim.work for claim in claims):
        queries.work(journal.connection, work)
        kept = {claim.id: claim for claim in queries.claims(journal.connection, work)}
        given = [claim for claim in claims if claim.work == work]
        for claim in given:
            if kept.get(claim.id, claim) != claim:
                raise StoreTrouble(f"claim {claim.id} on {work} says something else in the library; withdraw it first")
        _add_new(journal, tables.claims, work, [testimony_rows.claim_row(claim) for claim in given])


# ---- persons


def save_people(journal: Journal, people: Sequence[Person]) -> None:
    """Keep persons; of those who are there already, further names and a role not yet known."""
    for person in dict.fromkeys(people):
        found = journal.connection.execute(select(tables.persons).where(tables.persons.c.name == person.name))
        known = found.mappings().first()
        if known is None:
            number = journal.next_number(tables.persons)
            journal.add(tables.persons, [{**text_rows.person_row(person), "number": number}])
            continue
        new: rows.Row = {"aliases": list(dict.fromkeys((*known["aliases"], *person.aliases)))}
        if known["role"] is None and person.role is not None:
            new["role"] = person.role
        journal.change(tables.persons, (known["number"],), new)
