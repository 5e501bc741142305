"""A commit's id in fewer digits: as people write it, and long enough to be told from the others.

Only hashes are shortened (SHA-1 and SHA-256, in hexadecimal digits). A date, a number or a file's name stays as it is.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

_HASH = re.compile(r"(?<![0-9a-z])(?:[0-9a-f]{64}|[0-9a-f]{40})(?![0-9a-z])")
_LEAST = 7
_ENOUGH = 12
"""Digits that tell a commit from all others in the largest histories there are."""


def short_ids(ids: Iterable[str]) -> dict[str, str]:
    """Every id and what to call it: a hash by as many digits as no other begins with (at least seven)."""
    known = tuple(ids)
    hashes = sorted({id for id in known if _HASH.fullmatch(id)})
    alike = [_common(left, right) for left, right in pairwise(hashes)]
    digits = [max(_LEAST, 1 + max(sides)) for sides in zip([0, *alike], [*alike, 0], strict=True)]
    short = {id: id[:count] for id, count in zip(hashes, digits, strict=False)}
    return {id: short.get(id, id) for id in known}


def with_short_ids(words: str) -> str:
    """The words with every hash in them cut to twelve digits, where it is not known which others there are."""
    return _HASH.sub(lambda found: found.group()[:_ENOUGH], words)


def _common(left: str, right: str) -> int:
    """How many digits both begin with."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((n for n, pair in pairs if pair[0] != pair[1]), min(len(left), len(right)))
