"""Texts kept once each, under their hash, as what differs from another text.

A version's text is kept against that of the version before it, so that a thousand revisions take little more room than
their changes. Every 32nd text of such a chain is kept whole, so that any text is read in a few steps.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from provenance.store import tables
from provenance.store.batches import in_batches, numbers_by_hash
from provenance.store.text_pieces import pack, pieces_of, put_together, unpack

_LONGEST_CHAIN = 32


def hash_of(text: str) -> str:
    """The hash of a text in UTF-8, hex, by which it is kept."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class PackedText:
    """A text as it is kept: its pieces, packed, some of which stand in the text with the hash `base`, if it has one."""

    sha256: str
    base: str | None
    pieces: bytes


class Packing:
    """Texts packed one after another, each against the one before.

    `chain` tells how many steps lead from `text`, the last one that is stored, to one that is kept whole.
    """

    def __init__(self, text: str = "", chain: int = _LONGEST_CHAIN) -> None:
        self._text, self._chain = text, chain
        self._sha256 = hash_of(text)

    def pack(self, text: str, digest: str) -> PackedText:
        """The text, whose hash is `digest`, as it is kept against the one that was packed before."""
        if self._chain >= _LONGEST_CHAIN:
            packed = PackedText(digest, None, pack([text]))
            self._chain = 0
        else:
            packed = PackedText(digest, self._sha256, pack(pieces_of(text, self._text)))
            self._chain += 1
        self._text, self._sha256 = text, digest
        return packed


def keep_texts(connection: Connection, packed: Sequence[PackedText]) -> dict[str, int]:
    """Keep those texts that are not there yet; the number of each by its hash."""
    wanted = dict.fromkeys(one.sha256 for one in packed)
    bases = [one.base for one in packed if one.base and one.base not in wanted]
    numbers = numbers_by_hash(connection, tables.texts, [*wanted, *bases])
    last = connection.execute(select(func.max(tables.texts.c.number))).scalar() or 0
    new = []
    for one in packed:
        if one.sha256 not in numbers:
            last += 1
            numbers[one.sha256] = last
            new.append(
                {
                    "number": last,
                    "sha256": one.sha256,
                    "base": numbers[one.base] if one.base else None,
                    "pieces": one.pieces,
                }
            )
    if new:
        connection.execute(insert(tables.texts), new)
    return numbers


def keep_all(connection: Connection, texts: Iterable[str], before: str | None = None) -> dict[str, int]:
    """Keep texts, each against the one before; the first against `before`, a text that is there already."""
    packing = Packing() if before is None else Packing(before, 0)
    return keep_texts(connection, [packing.pack(text, hash_of(text)) for text in texts])


class Texts:
    """The texts of a library, read by their numbers; those read last are `at_hand` for the next one."""

    def __init__(self, connection: Connection, held: int = 64, at_hand: dict[int, str] | None = None) -> None:
        self._connection, self._held = connection, held
        self._read = {} if at_hand is None else at_hand
        self._rows: dict[int, Row[Any]] = {}

    def read(self, number: int) -> str:
        """The text of that number; ValueError if what it is kept against is not there, or is this text itself."""
        chain: list[Row[Any]] = []
        passed: set[int] = set()
        at: int | None = number
        while at is not None and at not in self._read:
            row = self._rows.pop(at, None) or self._row(at)
            if row is None or at in passed:
                raise ValueError(
                    f"text {number} cannot be put together: {at} {'is missing' if row is None else 'loops'}"
                )
            passed.add(at)
            chain.append(row)
            at = row.base
        text = "" if at is None else self._read[at]
        for row in reversed(chain):
            text = put_together(unpack(row.pieces), text)
            self._read[row.number] = text
        while len(self._read) > self._held:
            del self._read[next(iter(self._read))]
        return text

    def _row(self, number: int) -> Row[Any] | None:
        return self._connection.execute(select(tables.texts).where(tables.texts.c.number == number)).first()

    def read_all(self, numbers: Sequence[int]) -> Iterator[str]:
        """The texts of these numbers one after another, with few questions to the database."""
        columns = tables.texts.c
        for some in in_batches(numbers):
            if wanted := set(some) - self._read.keys():
                query = select(tables.texts).where(columns.number.in_(wanted))
                self._rows = {row.number: row for row in self._connection.execute(query)}
            for number in some:
                yield self.read(number)
        self._rows = {}
