"""Rows and the nouns they stand for: what goes into a table comes out equal.

In the files that end with `_rows`, `…_row` gives the row of one thing, `…_rows` those of its lists; `…_from` builds the
thing from its rows. Plain fields have the names of their columns and are copied by `flat`; only what is nested is
spelt out.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import RowMapping, Table

from provenance.model.spans import Span

Row = dict[str, Any]
"""What goes into a table: column → value."""

Found = RowMapping
"""What comes out of one."""


def flat(thing: object, table: Table) -> Row:
    """The fields of `thing` that have a column of the same name."""
    return {column.name: getattr(thing, column.name) for column in table.columns if hasattr(thing, column.name)}


def listed(key: Row, column: str, values: Iterable[str]) -> list[Row]:
    """One row for each of `values`, numbered, under `key`."""
    return [{**key, "ordinal": ordinal, column: value} for ordinal, value in enumerate(values)]


def span_or_none(start: int | None, end: int | None) -> Span | None:
    """The place from `start` to `end`, or None where one of them is empty."""
    return None if start is None or end is None else Span(start, end)
