"""A history of which only the end was known, and now the beginning is too: its earlier revisions put before the others.

A shallow clone says that there were revisions before, and does not have them. When the same history is read whole, what
was hidden gets its words, what was before it comes first, and the rest keeps its place after it. It is one entry of the
log, and can be undone.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from sqlalchemy import Connection, select

from provenance.errors import UnreadableInput
from provenance.model.histories import Revision
from provenance.model.versions import Standing
from provenance.store import queries, tables
from provenance.store.forgetting import forget_lineage
from provenance.store.journal import Journal
from provenance.store.packed_texts import hash_of, keep_all
from provenance.store.rows import Row


def is_lifted(connection: Connection, work: str, first: Revision) -> bool:
    """Whether a history begins before the place where the stored one was cut off."""
    columns = tables.versions.c
    query = select(columns.id, columns.text).where(columns.work == work).order_by(columns.position)
    kept = connection.execute(query).all()
    return bool(kept) and kept[0].text is None and first.id not in {row.id for row in kept}


def put_before(journal: Journal, work: str, revisions: Sequence[Revision]) -> tuple[Revision, ...]:
    """Store the whole history in its order; the revisions that are new, or whose words were not known."""
    connection = journal.connection
    kept = {row["id"]: row for row in queries.of_work(connection, tables.versions, work)}
    new = [one for one in revisions if one.id not in kept or (kept[one.id]["text"] is None and one.text is not None)]
    numbers = keep_all(connection, [one.text for one in new if one.text is not None])
    rows = dict(_rows(work, revisions, numbers))
    for one in revisions:
        if one.id in kept and kept[one.id]["text"] is not None and rows[one.id]["sha256"] != kept[one.id]["sha256"]:
            raise UnreadableInput(
                f"revision {one.id} is stored in {work} with another text; another --id makes this another work"
            )
    order = list(dict.fromkeys(chain((one.id for one in revisions), kept)))
    first = 1 + max(int(row["position"]) for row in kept.values())
    for position, id in enumerate(order, first):
        if id not in kept:
            journal.add(tables.versions, [{**rows[id], "position": position}])
            continue
        lifted = rows[id] if id in rows and kept[id]["text"] is None else {}
        parents = {"parents": rows[id]["parents"]} if id in rows else {}
        journal.change(tables.versions, (work, id), {**parents, **lifted, "position": position})
    forget_lineage(connection, work)
    return tuple(new)


def _rows(work: str, revisions: Sequence[Revision], numbers: dict[str, int]) -> Iterator[tuple[str, Row]]:
    """The rows of the revisions by their ids; of what is not new, the number of the text is not told."""
    before: tuple[str, ...] = ()
    for one in revisions:
        digest = None if one.text is None else hash_of(one.text)
        yield (
            one.id,
            {
                "work": work,
                "id": one.id,
                "label": one.id,
                "text": None if digest is None else numbers.get(digest),
                "sha256": digest,
                "standing": Standing.EXTANT.value,
                "date": one.date,
                "comment": one.comment,
                "parents": list(before if one.parents is None else one.parents),
                "authors": list(one.authors),
                "milestones": [],
                "gaps": [],
            },
        )
        before = (one.id,)
