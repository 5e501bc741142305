"""JSON lines: one revision a line, `{"rev", "author", "timestamp", "text"}`, with `parents` and `comment` if known.

`author` is a name, a list of names (jointly) or null; `text` null is a revision whose words are not to be had.
The file may be packed (`.gz`, `.xz`, `.bz2`); it is read line by line, so its length does not matter.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from provenance.attribution.naming import names_in
from provenance.errors import UnreadableInput
from provenance.model.histories import Revision
from provenance.sources.packed import LARGEST_REVISION, open_packed
from provenance.sources.telling import Tell, unheard


def read_revisions(path: Path, tell: Tell = unheard) -> Iterator[Revision]:
    """Every revision in the order of the lines; UnreadableInput names the line that cannot be read.

    What lines hold beside what is read is told at the end.
    """
    others: dict[str, None] = {}
    with open_packed(path) as file:
        number, is_empty = 0, True
        while line := file.readline(2 * LARGEST_REVISION):
            number += 1
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if line.strip():
                is_empty = False
                record = _record(line, f"{path}, line {number}")
                others |= dict.fromkeys(key for key in record if key not in _READ)
                yield _revision(record, f"{path}, line {number}")
        if is_empty:
            raise UnreadableInput(f"{path}: the file is empty; there is no history to read")
    if others:
        named = ", ".join(f"“{key[:40]}”" for key in list(others)[:3])
        more = f" and {len(others) - 3} more" if len(others) > 3 else ""
        tell(f"{path}: what its lines say under {named}{more} is not read; a line is {{{_KEYS}, {_MORE_KEYS}}}")


def _record(line: bytes, where: str) -> dict[str, object]:
    """The object of a line, which has all that a revision needs."""
    if not line.endswith(b"\n") and len(line) >= 2 * LARGEST_REVISION:
        raise UnreadableInput(
            f"{where}: longer than {LARGEST_REVISION // 1024**2} MB, the most that one revision may be"
        )
    try:
        record = json.loads(line, object_pairs_hook=_each_once)
    except UnicodeDecodeError:
        raise UnreadableInput(f"{where}: is not UTF-8; save the file as UTF-8") from None
    except (json.JSONDecodeError, RecursionError):
        state = "is not JSON" if line.endswith(b"\n") else "is cut off or not JSON"
        raise UnreadableInput(f"{where}: {state}; give one JSON object a line") from None
    except _Twice as twice:
        raise UnreadableInput(f"{where}: gives “{twice}” twice; which of them is meant?") from None
    except ValueError:
        raise UnreadableInput(f"{where}: has a number of thousands of digits; write it as a text") from None
    if not isinstance(record, dict):
        raise UnreadableInput(f"{where}: holds no JSON object; give one a line")
    if missing := next((key for key in ("rev", "text") if key not in record), None):
        raise UnreadableInput(f"{where}: has no “{missing}”; a line is {{{_KEYS}}}")
    return record


def _revision(record: Mapping[str, object], where: str) -> Revision:
    identity = _identity(record["rev"], where)
    parents = record.get("parents")
    if not (parents is None or isinstance(parents, list)):
        raise UnreadableInput(f"{where}: parents must be a list of revisions, not {parents!r:.60}")
    above = None if parents is None else tuple(_identity(parent, where) for parent in parents)
    if above and identity in above:
        raise UnreadableInput(f"{where}: revision {identity} names itself as its parent")
    return Revision(
        identity,
        _words(record.get("text"), "text", where),
        above,
        _authors(record.get("author"), where),
        _words(record.get("timestamp"), "timestamp", where),
        _words(record.get("comment"), "comment", where) or None,
    )


_KEYS = '"rev", "author", "timestamp", "text"'
_MORE_KEYS = '"parents", "comment"'
_READ = frozenset({"rev", "author", "timestamp", "text", "parents", "comment"})


class _Twice(Exception):
    """A key that an object has twice."""


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise _Twice(key)
        found[key] = value
    return found


def _identity(value: object, where: str) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int)) or not str(value).strip():
        raise UnreadableInput(f"{where}: a revision is named by a number or a text, not by {value!r:.60}")
    return _sound(str(value), "rev", where)


def _words(value: object, key: str, where: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise UnreadableInput(f"{where}: {key} must be text or null, not {value!r:.60}")
    return _sound(value, key, where)


def _sound(text: str, key: str, where: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as trouble:
        raise UnreadableInput(
            f"{where}: {key} has half a character (U+{ord(text[trouble.start]):04X}); write the file again"
        ) from None
    return text


def _authors(value: object, where: str) -> tuple[str, ...]:
    names = value if isinstance(value, list) else [value]
    found = (_words(name, "author", where) for name in names)
    return names_in(name for name in found if name)
