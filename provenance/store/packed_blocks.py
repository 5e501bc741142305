"""The blocks of a version as they are kept: packed, since a long text has thousands, and many versions have the same.

Column by column: the kinds, how far each block begins behind the end of the one before, how long it is, by how much its
paragraph is not the next one (nothing where it is none), and the parts; as JSON, packed by zlib.
"""

import json
import zlib
from typing import Any

from sqlalchemy import Dialect, LargeBinary, TypeDecorator

Row = list[Any]
"""Kind, start, end, paragraph and part of a block."""


class PackedBlocks(TypeDecorator[list[Row]]):
    """A column of blocks, [kind, start, end, paragraph, part] each."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: list[Row] | None, dialect: Dialect) -> bytes | None:
        """The blocks packed."""
        return None if value is None else pack_blocks(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> list[Row] | None:
        """The blocks as they were."""
        return None if value is None else unpack_blocks(value)


def pack_blocks(blocks: list[Row]) -> bytes:
    """Blocks as they are kept."""
    behind: list[int] = []
    numbers: list[int | None] = []
    at, due = 0, 1
    for _, start, end, paragraph, _ in blocks:
        behind.append(start - at)
        numbers.append(None if paragraph is None else paragraph - due)
        at, due = end, due if paragraph is None else paragraph + 1
    lengths = [end - start for _, start, end, _, _ in blocks]
    columns = [[block[0] for block in blocks], behind, lengths, numbers, [block[4] for block in blocks]]
    return zlib.compress(json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode())


def unpack_blocks(packed: bytes) -> list[Row]:
    """Blocks that were kept; ValueError or zlib.error if they were altered.

    >>> unpack_blocks(pack_blocks([["salutation", 0, 9, None, None], ["paragraph", 11, 40, 1, "note 2"]]))
    [['salutation', 0, 9, None, None], ['paragraph', 11, 40, 1, 'note 2']]
    """
    blocks: list[Row] = []
    at, due = 0, 1
    try:
        for kind, behind, length, number, part in zip(*json.loads(zlib.decompress(packed)), strict=True):
            start, paragraph = at + behind, None if number is None else due + number
            blocks.append([kind, start, start + length, paragraph, part])
            at, due = start + length, due if paragraph is None else paragraph + 1
    except TypeError as error:
        raise ValueError(f"not the blocks of a text: {error}") from error
    return blocks
