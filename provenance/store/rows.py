"""Rows and the nouns they stand for: what goes into a table comes out equal.

In the files that end with `_rows`, `…_row` gives the row of one thing, `…_from` builds the thing from its row. Plain
fields have the names of their columns and are copied by `flat`; only what is nested is spelt out.
"""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from sqlalchemy import RowMapping, Table

from provenance.model.spans import Span

Row = dict[str, Any]
"""What goes into a table: column → value."""

Found = RowMapping
"""What comes out of one."""


class Names:
    """What persons are called now, by every name under which somebody was stored."""

    def __init__(self, now: Mapping[str, str]) -> None:
        self._now = now

    def one(self, name: str) -> str:
        """The name under which a person is told now."""
        return self._now.get(name, name)

    def of(self, names: Iterable[str]) -> tuple[str, ...]:
        """The same for several, each once."""
        if not self._now:
            return tuple(names)
        return tuple(dict.fromkeys(map(self.one, names)))


def flat(thing: object, table: Table) -> Row:
    """The fields of `thing` that have a column of the same name."""
    found = {column.name: getattr(thing, column.name) for column in table.columns if hasattr(thing, column.name)}
    return {name: value.value if isinstance(value, Enum) else value for name, value in found.items()}


def span_or_none(start: int | None, end: int | None) -> Span | None:
    """The place from `start` to `end`, or None where one of them is empty."""
    return None if start is None or end is None else Span(start, end)
