"""The words of a work followed through its versions, kept beside them so that they need not be followed again.

What is kept is never more than that: if the versions are changed, or another engine made it, it is made anew from the
texts.
"""

import sys
from array import array
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import compress, pairwise
from operator import sub
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Table, insert, select

from provenance.attribution.choosing import parents_first
from provenance.lineage.lineage import Lineage, StoredRevision, StoredSegment
from provenance.lineage.subsequence import common_end, common_start
from provenance.store import queries, tables
from provenance.store.forgetting import forget_lineage
from provenance.store.packed_texts import Texts
from provenance.store.rows import Row

ENGINE = "provenance.lineage 9"
"""What follows the words, with its version: another number for every change of what it finds."""


class LineageRows:
    """What a lineage has that is not stored yet; it is `stored` up to these versions."""

    def __init__(self, lineage: Lineage, stored: Sequence[str] = ()) -> None:
        self._lineage = lineage
        self._number = len(stored)
        self._held = lineage.kept(stored[-1]).segments if stored else array("I")
        self._stretches: list[Row] = []
        self._traced: list[Row] = []

    def add(self, version: str) -> None:
        """Make the next version ready to be stored, its segments against those of the version before."""
        kept = self._lineage.kept(version)
        first = common_start(self._held, kept.segments)
        last = common_end(self._held, kept.segments, first)
        self._traced.append(
            {
                "number": self._number,
                "version": version,
                "parents": list(kept.parents),
                "is_gap": kept.gap,
                "first_instance": kept.first,
                "stretches_start": first,
                "stretches_end": last,
                "stretches": _packed(kept.segments[first : len(kept.segments) - last]),
            }
        )
        self._stretches += _stretch_rows(self._lineage)
        self._number += 1
        self._held = kept.segments

    def of(self, work: int) -> Iterator[tuple[Table, list[Row]]]:
        """The rows of each table, for the work of this number."""
        for table, rows in ((tables.stretches, self._stretches), (tables.traced, self._traced)):
            yield table, [{"work": work, **one} for one in rows]

    def write(self, connection: Connection, work: int) -> None:
        """Store it as that of the work of this number."""
        for table, rows in self.of(work):
            if rows:
                connection.execute(insert(table), rows)
        self._stretches, self._traced = [], []


def begin_lineage(connection: Connection, number: int) -> None:
    """Store from now on how the words of the work of this number were followed, of which nothing is stored."""
    connection.execute(insert(tables.lineages), {"work": number, "engine": ENGINE})


def keep_lineage(connection: Connection, work: str) -> None:
    """Follow the words of a work of many versions anew, where a change of its versions made that forgotten."""
    row = connection.execute(select(tables.works).where(tables.works.c.id == work)).first()
    if row is None or row.is_indexed or is_current(connection, row.number):
        return
    rows = _made_ready(connection, work)
    forget_lineage(connection, work)
    begin_lineage(connection, row.number)
    rows.write(connection, row.number)


def load_lineage(connection: Connection, work: str) -> Lineage:
    """The words of a work followed through its versions, as stored or, where they are not (any more), followed now."""
    number = connection.execute(select(tables.works.c.number).where(tables.works.c.id == work)).scalar()
    if number is not None and is_current(connection, number):
        with suppress(*_NOT_OURS):
            return _load(connection, number)
    return _followed(connection, work)


_NOT_OURS = (ValueError, TypeError, LookupError, AttributeError, OverflowError)
"""What comes of values that no program of ours has stored."""


def is_rightly_kept(connection: Connection, work: str) -> bool:
    """Whether the words of a work, followed now, come out as they are stored; True where nothing is stored."""
    row = connection.execute(select(tables.works).where(tables.works.c.id == work)).one()
    engine = connection.execute(select(tables.lineages.c.engine).where(tables.lineages.c.work == row.number)).scalar()
    if engine is None or _is_earlier(engine):
        return True
    return (
        engine == ENGINE
        and not row.is_indexed
        and all(
            made == [dict(one) for one in queries.fetch(connection, _stored_in(table, row.number))]
            for table, made in _made_ready(connection, work).of(row.number)
        )
    )


def _is_earlier(engine: str) -> bool:
    """Whether an earlier version of what follows the words is named: what it found is not used any more."""
    name, now = ENGINE.rsplit(" ", 1)
    return engine in {f"{name} {number}" for number in range(1, int(now))}


def _stored_in(table: Table, work: int) -> Select[Any]:
    return select(table).where(table.c.work == work).order_by(table.c.number)


def _made_ready(connection: Connection, work: str) -> LineageRows:
    """The words of a work followed now, ready to be stored."""
    rows = LineageRows(_followed(connection, work))
    for one in parents_before_children(queries.of_work(connection, tables.versions, work)):
        rows.add(one["id"])
    return rows


def _followed(connection: Connection, work: str) -> Lineage:
    lineage = Lineage()
    rows = parents_before_children(queries.of_work(connection, tables.versions, work))
    texts = Texts(connection).read_all([row["text"] for row in rows if row["text"] is not None])
    for row in rows:
        lineage.add(row["id"], None if row["text"] is None else next(texts), tuple(row["parents"]))
    return lineage


def parents_before_children(rows: Sequence[RowMapping]) -> list[RowMapping]:
    """The versions as they stand, but none before those that it was made from."""
    by_id = {row["id"]: row for row in rows}
    return [by_id[id] for id in parents_first({row["id"]: row["parents"] for row in rows})]


def is_current(connection: Connection, work: int) -> bool:
    """Whether the words were followed by this very engine."""
    columns = tables.lineages.c
    return connection.execute(select(columns.engine).where(columns.work == work)).scalar() == ENGINE


def _load(connection: Connection, work: int) -> Lineage:
    kept: list[StoredRevision] = []
    held = array("I")
    for row in connection.execute(_stored_in(tables.traced, work)):
        held = held[: row.stretches_start] + _unpacked(row.stretches) + held[len(held) - row.stretches_end :]
        kept.append(StoredRevision(row.version, tuple(row.parents), row.first_instance, held, row.is_gap))
    rows = connection.execute(_stored_in(tables.stretches, work))
    stretches = (StoredSegment(row.number, row.text, _instances(row.instances)) for row in rows)
    return Lineage.resume(stretches, kept)


def _stretch_rows(lineage: Lineage) -> list[Row]:
    return [
        {"number": one.number, "text": one.text, "instances": _runs(one.instances)}
        for one in lineage.take_new_segments()
    ]


def _runs(instances: Sequence[int]) -> bytes:
    """Instances as runs of numbers that follow one another."""
    steps = map(sub, instances[1:], instances)
    starts = [0, *compress(range(1, len(instances)), map((1).__ne__, steps)), len(instances)]
    return _packed(
        array("I", [number for start, end in pairwise(starts) for number in (instances[start], end - start)])
    )


def _instances(data: bytes) -> "array[int]":
    runs = _unpacked(data)
    instances = array("I")
    for first, size in zip(runs[::2], runs[1::2], strict=True):
        instances.extend(range(first, first + size))
    return instances


def _packed(numbers: "array[int]") -> bytes:
    if sys.byteorder == "big":
        numbers = array("I", numbers)
        numbers.byteswap()
    return numbers.tobytes()


def _unpacked(data: bytes) -> "array[int]":
    numbers = array("I", data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
