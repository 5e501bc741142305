"""What a text has in common with another one, and the words that are its own; the two give it back to the letter.

The sentences of both are laid side by side; of a sentence that is new, its beginning and end are taken over where the
one in its place has the same. So a copy of a long text that differs in forty places takes the room of forty words.
"""

import json
import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import accumulate

from provenance.lineage.subsequence import Gap, align_sequences, common_end, common_start, gaps

Piece = str | Sequence[int]
"""Words that are new, or where the same words begin and end in the other text."""

_PART = re.compile(r"[^\n.;]+[\n.;\s]*|[\n.;\s]+")
_SHORT = 200
"""Where so few characters differ, they are kept as they are."""
_TOO_SHORT = 120
"""Bytes that packing makes hardly shorter."""
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def pieces_of(text: str, other: str) -> list[Piece]:
    """Of what the text is put together.

    >>> pieces_of("We shall meet in Vienna soon, we think.", "We shall meet in Geneva soon, we think.")
    [[0, 17], 'Vienn', [22, 39]]
    """
    pieces: list[Piece] = []
    at = 0
    for other_start, other_end, start, end in _differing(text, other):
        own, theirs = text[start:end], other[other_start:other_end]
        same_start = common_start(theirs, own)
        same_end = common_end(theirs, own, same_start)
        pieces += [[at, other_start + same_start], own[same_start : len(own) - same_end]]
        at = other_end - same_end
    pieces.append([at, len(other)])
    return [piece for piece in pieces if (piece if isinstance(piece, str) else piece[0] < piece[1])]


def put_together(pieces: Sequence[Piece], other: str) -> str:
    """The text of the pieces; ValueError if they are none."""
    try:
        return "".join([piece if isinstance(piece, str) else other[slice(*piece)] for piece in pieces])
    except TypeError as error:
        raise ValueError(f"not the pieces of a text: {error}") from error


def pack(pieces: Sequence[Piece]) -> bytes:
    """Pieces as they are kept; what is short is not made shorter, which would take longer than all else."""
    told = _encode(pieces).encode()
    return zlib.compress(told, 0 if len(told) < _TOO_SHORT else 1)


def unpack(packed: bytes) -> list[Piece]:
    """Pieces that were kept; ValueError or zlib.error if they were altered."""
    pieces: list[Piece] = json.loads(zlib.decompress(packed))
    return pieces


def _differing(text: str, other: str) -> Iterator[Gap]:
    """Where the texts differ, in whole sentences: start and end in the other, start and end in the text."""
    start = common_start(other, text)
    end = common_end(other, text, start)
    own, theirs = text[start : len(text) - end], other[start : len(other) - end]
    if min(len(own), len(theirs)) <= _SHORT:
        yield start, start + len(theirs), start, start + len(own)
        return
    parts, their_parts = _PART.findall(own), _PART.findall(theirs)
    place, their_place = (list(accumulate(map(len, each), initial=start)) for each in (parts, their_parts))
    for at, to, here, there in gaps(align_sequences(their_parts, parts), len(their_parts), len(parts)):
        yield their_place[at], their_place[to], place[here], place[there]
