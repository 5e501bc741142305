"""Whether a library is what its log says: every text, row and entry checked against the hashes that were kept.

The log is read from its end to its beginning, and what each entry did is taken back in thought: a row that was added
must have the hash that it was added with, a changed one the values that it was given. At the beginning nothing may be
left. So whoever altered, added or took away anything by another program is found out, and the place is told; whoever
altered the log itself breaks the chain of its hashes.
"""

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, inspect, or_, select
from sqlalchemy.exc import NoResultFound

from provenance.store import tables
from provenance.store.database import SCHEMA, missing_tables
from provenance.store.dialects import dialect_of
from provenance.store.journal import JOURNALLED, Key, Step, hash_of_entry, is_digest_of, key_of, steps_of
from provenance.store.library import Library
from provenance.store.lineages import is_rightly_kept
from provenance.store.packed_texts import Texts, hash_of
from provenance.store.rightly_listed import wrongly_listed
from provenance.store.rows import Row

_SINGULAR = {
    "works": "work",
    "persons": "person",
    "sources": "file",
    "source_works": "a file's list of works",
    "source_people": "a file's list of persons",
    "witnesses": "witness",
    "versions": "version",
    "notes": "note",
    "marks": "recorded change",
    "claims": "claim",
}


@dataclass(frozen=True, slots=True)
class Verified:
    """How much was checked, and what was found altered: `faults` are sentences, each naming its place.

    `last_entry` is the hash of the last entry of the log, None where the log is empty or was taken away.
    """

    texts: int
    rows: int
    entries: int
    faults: tuple[str, ...]
    last_entry: str | None = None


def verify(library: Library, work: str | None = None, had: Sequence[str] = ()) -> Verified:
    """The whole library checked, or what of it belongs to one work (the log is always checked as a whole).

    `had` are hashes of entries, or how these begin, that somebody wrote down: one that the log lacks is a fault, since
    the library was put back to an earlier state, or its log was written anew.
    """
    with library.database.read() as connection:
        if gone := [*_taken_away(connection)]:
            return Verified(0, 0, 0, tuple(f"the {one} was taken away by another program" for one in gone))
        wanted = None if work is None else library.find(work).id
        faults = list(dialect_of(connection).integrity(connection))
        counts = []
        for what, check in (
            ("the texts", partial(_check_texts, connection, wanted)),
            ("the rows", partial(_check_rows, connection, wanted)),
            ("the log", partial(_check_chain, connection)),
            ("the entries that were written down", partial(_check_written_down, connection, had)),
            ("the files that were received", partial(_check_originals, connection)),
            ("the schema", partial(_check_schema, connection)),
            ("the index of words", partial(wrongly_listed, connection, wanted)),
            ("what was concluded", partial(_check_conclusions, connection, wanted)),
        ):
            count, found = _as_far_as_it_can_be_read(what, check)
            counts.append(count)
            faults += found
        texts, rows, entries, *_ = counts
        return Verified(texts, rows, entries, tuple(dict.fromkeys(faults)), _last_entry(connection))


def _taken_away(connection: Connection) -> Iterator[str]:
    """The tables that are not there, and of the others the columns."""
    missing, known = missing_tables(connection), inspect(connection)
    for name in sorted(missing):
        yield f"table {name}"
    for table in tables.metadata.sorted_tables:
        if table.name not in missing:
            there = {column["name"] for column in known.get_columns(table.name)}
            yield from (f"column {column.name} of {table.name}" for column in table.c if column.name not in there)


def _as_far_as_it_can_be_read(what: str, check: Callable[[], tuple[int, list[str]]]) -> tuple[int, list[str]]:
    """What a check finds; if it comes upon what is no value of ours at all, that this was put there by another hand."""
    try:
        return check()
    except (ValueError, TypeError, LookupError, AttributeError, zlib.error, NoResultFound) as trouble:
        return 0, [f"{what} cannot all be read, as something else was put there ({trouble!s:.60})"]


# ---- texts


def _check_texts(connection: Connection, work: str | None) -> tuple[int, list[str]]:
    """Every text unpacked and its hash computed anew; of a work, those of its versions."""
    names = _where_texts_stand(connection, work)
    texts, faults = Texts(connection), []
    columns = tables.texts.c
    stored = connection.execute(select(columns.number, columns.sha256).order_by(columns.number)).all()
    chosen = [row for row in stored if work is None or row.number in names]
    for row in chosen:
        where = names.get(row.number, f"text {row.number}, which no version has now")
        try:
            if hash_of(texts.read(row.number)) != row.sha256:
                faults.append(f"{where}: the text was altered")
        except (zlib.error, ValueError, RecursionError):
            faults.append(f"{where}: the text cannot be unpacked")
    columns_of = tables.versions.c
    missing = select(
        columns_of.work, columns_of.label, columns_of.sha256, tables.texts.c.sha256.label("kept")
    ).outerjoin(tables.texts, tables.texts.c.number == columns_of.text)
    missing = missing.order_by(columns_of.work, columns_of.position)
    faults += [
        f"version “{one.label}” of {one.work}: it has another text than the one it was stored with"
        for one in connection.execute(missing)
        if one.sha256 != one.kept and work in (None, one.work)
    ]
    return len(chosen), faults


def _where_texts_stand(connection: Connection, work: str | None) -> dict[int, str]:
    columns = tables.versions.c
    query = select(columns.text, columns.label, columns.work).where(columns.text.is_not(None))
    query = query.order_by(columns.work, columns.position)
    found: dict[int, str] = {}
    for number, label, of in connection.execute(query if work is None else query.where(columns.work == work)):
        found.setdefault(number, f"version “{label}” of {of}")
    return found


def _check_originals(connection: Connection) -> tuple[int, list[str]]:
    """The hash of every file that was kept as it was received computed anew, and every file that is missing."""
    kept = connection.execute(select(tables.originals.c.sha256, tables.originals.c.data)).all()
    columns = tables.sources.c
    promised = connection.execute(select(columns.name, columns.original).where(columns.original.is_not(None))).all()
    there = {digest for digest, _ in kept}
    return len(kept), [
        *(f"the file {digest[:12]} that was received: altered" for digest, data in kept if _hash(data) != digest),
        *(f"the file {name} that was received: taken away" for name, digest in promised if digest not in there),
    ]


def _check_schema(connection: Connection) -> tuple[int, list[str]]:
    """That the database says once, and rightly, which migration it stands at."""
    said = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
    is_right = list(said) == [SCHEMA]
    return len(said), [] if is_right else ["what the database says of its schema was altered"]


def _check_conclusions(connection: Connection, work: str | None) -> tuple[int, list[str]]:
    """What is kept and could be computed, the words of works of many versions followed through them, computed anew."""
    columns = tables.works.c
    is_traced = or_(columns.is_indexed.is_(False), columns.number.in_(select(tables.lineages.c.work)))
    chosen = [one for one in connection.execute(select(columns.id).where(is_traced)).scalars() if work in (None, one)]
    wrong = [one for one in chosen if not is_rightly_kept(connection, one)]
    return len(chosen), [f"the words of {one}, as they were followed through its versions: altered" for one in wrong]


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()


# ---- the log


def _check_chain(connection: Connection) -> tuple[int, list[str]]:
    """The hash of every entry computed anew, and each held against the next one's word for it."""
    faults: list[str] = []
    previous, number = "", 0
    rows = connection.execute(select(tables.entries).order_by(tables.entries.c.number)).mappings().all()
    for row in rows:
        number += 1
        try:
            changes = zlib.decompress(row["changes"]).decode()
        except (zlib.error, UnicodeDecodeError):
            changes = ""
        if row["number"] != number or row["previous"] != previous:
            faults.append(f"entry {row['number']} of the log: the one before it was altered or taken away")
            number = row["number"]
        if hash_of_entry(dict(row), changes) != row["hash"]:
            faults.append(f"entry {row['number']} of the log was altered")
        previous = row["hash"]
    return len(rows), faults


def _check_written_down(connection: Connection, had: Sequence[str]) -> tuple[int, list[str]]:
    """Every hash that was written down looked up among those of the log."""
    if not had:
        return 0, []
    kept = connection.execute(select(tables.entries.c.hash)).scalars().all()
    lacking = [one for one in had if not any(str(digest).startswith(one) for digest in kept)]
    return len(had), [
        f"no entry of the log has the hash {one:.12}…: the library is an earlier copy, or its log was written anew"
        for one in lacking
    ]


def _last_entry(connection: Connection) -> str | None:
    columns = tables.entries.c
    last = connection.execute(select(columns.hash).order_by(columns.number.desc()).limit(1)).scalar()
    return None if last is None else str(last)


# ---- rows


class _State:
    """The rows of the library as they stood before the entries that have been taken back in thought."""

    def __init__(self, connection: Connection) -> None:
        columns = tables.texts.c
        texts = connection.execute(select(columns.number, columns.sha256))
        self._texts = {row.number: row.sha256 for row in texts}
        self.rows: dict[tuple[str, Key], Row] = {}
        for table in JOURNALLED.values():
            for row in connection.execute(select(table)).mappings():
                self.rows[table.name, key_of(table, dict(row))] = dict(row)
        self.places = {at: _place(at, row) for at, row in self.rows.items()}
        self.works = {at: _work_of(at[0], row) for at, row in self.rows.items()}

    def take_back(self, step: Step) -> str | None:
        """Undo a step in thought; what is wrong with the row, if it is not as the step left it."""
        row = self.rows.get(step.touches)
        if step.digest is not None:
            self.rows.pop(step.touches, None)
            if row is None:
                return "was taken away"
            return None if is_digest_of(step.digest, row) else "was altered"
        if step.after is not None:
            if row is None:
                return "was taken away"
            is_right = all(row[name] == value for name, value in step.after.items())
            self.rows[step.touches] = {**row, **(step.before or {})}
            return None if is_right else "was altered"
        self.rows[step.touches] = before = step.before or {}
        self.places.setdefault(step.touches, _place(step.touches, before))
        self.works.setdefault(step.touches, _work_of(step.table, before))
        if row is not None:
            return "was put in by another program"
        if step.table == tables.versions.name and self._texts.get(before.get("text")) != before.get("sha256"):
            return "was removed, and its text was taken away by another program: it cannot be brought back"
        return None


def _check_rows(connection: Connection, work: str | None) -> tuple[int, list[str]]:
    """Every row held against the log, from its end to its beginning."""
    state = _State(connection)
    faults = []
    count = sum(work in (None, of) for of in state.works.values())
    columns = tables.entries.c
    for changes in connection.execute(select(columns.changes).order_by(columns.number.desc())).scalars():
        try:
            steps = steps_of(changes)
        except (zlib.error, ValueError):
            continue
        faults += [
            f"{state.places.get(step.touches, _named(step))} {wrong}"
            for step in reversed(steps)
            if (wrong := state.take_back(step)) and work in (None, state.works.get(step.touches, _of_key(step)))
        ]
    faults += [
        f"{state.places[at]} was put in by another program" for at in state.rows if work in (None, state.works[at])
    ]
    return count, faults


def _place(at: tuple[str, Key], row: Mapping[str, Any]) -> str:
    """What a row is called."""
    table, key = at
    kind = _SINGULAR.get(table, table)
    if table in {"source_works", "source_people"}:
        return f"{kind} (file {key[0]})"
    name = row.get("label") or row.get("id") or row.get("name") or key[-1]
    return f"{kind} {name}" + (f" of {row['work']}" if row.get("work") else "")


def _named(step: Step) -> str:
    return f"{_SINGULAR.get(step.table, step.table)} {', '.join(map(str, step.key))}"


def _work_of(table: str, row: Mapping[str, Any]) -> str | None:
    return row.get("id") if table == "works" else row.get("work")


def _of_key(step: Step) -> str | None:
    return str(step.key[0]) if len(step.key) == 2 and isinstance(step.key[0], str) else None
