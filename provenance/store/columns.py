"""Columns and rules of which the tables are made, each said once.

Places in a text are pairs of columns `…start` and `…end`, in characters of the version's text.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Dialect,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    TypeDecorator,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_ESCAPE = "\U0010fffe"


class _WordsWithoutNul(TypeDecorator[str]):
    """Words for a database whose texts cannot hold the character NUL, ordered by the numbers of their characters."""

    impl = Text(collation="C")
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """NUL written as two characters of which the first is never a letter."""
        if value is None or ("\0" not in value and _ESCAPE not in value):
            return value
        return value.replace(_ESCAPE, f"{_ESCAPE}1").replace("\0", f"{_ESCAPE}0")

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """The words as they were."""
        if value is None or _ESCAPE not in value:
            return value
        return value.replace(f"{_ESCAPE}0", "\0").replace(f"{_ESCAPE}1", _ESCAPE)


Words = Text().with_variant(_WordsWithoutNul(), "postgresql")
"""Words as they are, whatever characters they hold."""

Number = Integer().with_variant(BigInteger(), "postgresql")
"""Whole numbers of 64 bits, as SQLite has them."""


def text(name: str, comment: str = "") -> Column[str]:
    """A column of words that is always filled."""
    return Column(name, Words, nullable=False, comment=comment or None)


def maybe(name: str, comment: str = "") -> Column[str]:
    """A column of words that may be unknown."""
    return Column(name, Words, nullable=True, comment=comment or None)


def number(name: str, comment: str = "") -> Column[int]:
    """A column of whole numbers that is always filled."""
    return Column(name, Number, nullable=False, comment=comment or None)


def maybe_number(name: str, comment: str = "") -> Column[int]:
    """A column of whole numbers that may be empty."""
    return Column(name, Number, nullable=True, comment=comment or None)


def key_text(name: str, comment: str = "") -> Column[str]:
    """A column of words that is part of the key."""
    return Column(name, Words, primary_key=True, comment=comment or None)


def key_number(name: str, comment: str = "") -> Column[int]:
    """A column of whole numbers that is part of the key and given by us."""
    return Column(name, Number, primary_key=True, autoincrement=False, comment=comment or None)


def given_number(name: str, comment: str) -> Column[int]:
    """A column of whole numbers that is the key and given by us, so that what is put back has its number again."""
    return Column(name, Number, primary_key=True, autoincrement=False, comment=comment)


def flag(name: str, comment: str) -> Column[bool]:
    """A column of yes or no that is always filled."""
    return Column(name, Boolean, nullable=False, comment=comment)


def packed(name: str, comment: str) -> Column[bytes]:
    """A column of bytes that only we read, always filled."""
    return Column(name, LargeBinary, nullable=False, comment=comment)


def listing(name: str, comment: str) -> Column[Any]:
    """A column with a list that is never asked for by its members, as JSON."""
    return Column(name, JSON, nullable=False, comment=comment)


def maybe_json(name: str, comment: str) -> Column[Any]:
    """A column with a list or an object as JSON, or nothing."""
    return Column(name, JSON(none_as_null=True), nullable=True, comment=comment)


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """The rule that `column` holds one of the words of an enumeration."""
    words = ", ".join(f"'{value.value}'" for value in values)
    return CheckConstraint(f"{column} IN ({words})", name=column)


def forward(name: str, start: str, end: str) -> CheckConstraint:
    """The rule that a place runs forward from 0 or later."""
    return CheckConstraint(f'"{start}" >= 0 AND "{end}" >= "{start}"', name=name)


def refers(columns: Sequence[str], table: str, targets: Sequence[str] = ("work", "id")) -> ForeignKeyConstraint:
    """The rule that `columns` name a row of `table`, checked when the transaction ends."""
    return ForeignKeyConstraint(
        columns, [f"{table}.{target}" for target in targets], deferrable=True, initially="DEFERRED"
    )
