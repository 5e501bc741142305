"""Many values in parts: a statement takes only so many at once."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from sqlalchemy import Connection, Table, select

_AT_ONCE = 500
_Item = TypeVar("_Item")


def in_batches(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    """The items in their order, no more than a statement takes at a time."""
    return (items[first : first + _AT_ONCE] for first in range(0, len(items), _AT_ONCE))


def numbers_by_hash(connection: Connection, table: Table, digests: Sequence[str]) -> dict[str, int]:
    """The numbers under which a table keeps what has these hashes, as far as it does."""
    numbers: dict[str, int] = {}
    for some in in_batches(digests):
        query = select(table.c.sha256, table.c.number).where(table.c.sha256.in_(some))
        numbers.update((digest, number) for digest, number in connection.execute(query))
    return numbers
