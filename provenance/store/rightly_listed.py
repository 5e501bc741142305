"""Whether the index of words is what the texts say: what each version is listed to contain, held against its text.

Contents are told against other contents, so they are held against a text by a sum: that of the hashes of the passages.
"""

from sqlalchemy import Connection, select

from provenance.store import queries, tables
from provenance.store.contents import parting, passages_of
from provenance.store.packed_texts import hash_of

_Listed = dict[tuple[str, str], int]
"""Work and version, and the number of its contents."""


def wrongly_listed(connection: Connection, work: str | None) -> tuple[int, list[str]]:
    """How many versions the index of words has, and what is wrong with it: of one work, or of the whole library."""
    hashes, faults = _passages(connection)
    sums = _sums(connection, hashes)
    rows = connection.execute(select(tables.version_contents)).all()
    listed: _Listed = {(row.work, row.version): row.contents for row in rows}
    columns = tables.works.c
    indexed = connection.execute(select(columns.id).where(columns.is_indexed).order_by(columns.number)).scalars().all()
    for one in indexed if work is None else {work} & {*indexed}:
        for version in queries.versions(connection, one):
            wanted = sum(int(each, 16) for each in {hash_of(span.of(version.text)) for span in passages_of(version)})
            if sums.get(listed.pop((one, version.id), 0), 0) != wanted:
                faults.append(f"version “{version.label}” of {one}: what the index of words has of it was altered")
    if work is not None:
        return len(rows) - len(listed), [fault for fault in faults if fault.startswith("version")]
    used = {row.contents for row in rows} | set(connection.execute(select(tables.contents.c.base)).scalars())
    faults += [f"version {id} of {of}: another program put it into the index of words" for of, id in listed]
    faults += [f"contents {one} were put into the index of words by another program" for one in sums.keys() - used]
    return len(rows), faults


def _passages(connection: Connection) -> tuple[dict[int, int], list[str]]:
    """The hash of each passage, as a number, and those that have another one than they were kept with."""
    columns = tables.passages.c
    hashes, faults = {}, []
    for row in connection.execute(select(columns.number, columns.sha256, columns.text, columns.parted)):
        found = hash_of(row.text)
        hashes[row.number] = int(found, 16)
        if found != row.sha256 or row.parted != parting(row.text):
            faults.append(f"passage {row.number} of the index of words was altered")
    return hashes, faults


def _sums(connection: Connection, hashes: dict[int, int]) -> dict[int, int]:
    """The sum of the hashes of the passages of all contents; contents that are told against none are not among them."""
    told: dict[int, int] = {}
    for row in connection.execute(select(tables.content_passages)):
        told[row.contents] = told.get(row.contents, 0) + (-1 if row.gone else 1) * hashes.get(row.passage, 1)
    sums: dict[int, int] = {}
    for row in connection.execute(select(tables.contents).order_by(tables.contents.c.number)):
        sums[row.number] = told.get(row.number, 0) + (0 if row.base is None else sums.get(row.base, 1))
    return sums
