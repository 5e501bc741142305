"""The bytes and letters of a file that nobody has vouched for, or one sentence on why it cannot be read."""

from pathlib import Path

from provenance.errors import UnreadableInput
from provenance.sources.packed import open_packed, told_of
from provenance.text.visible import is_seen

LARGEST = 64 * 1024 * 1024
"""No file is read that is larger than this many bytes, packed or unpacked."""

_CHUNK = 8 * 1024 * 1024


def read_bytes(path: Path) -> bytes:
    """The bytes of the file at `path`; `.gz`, `.bz2` and `.xz` are unpacked, never to more than `LARGEST`."""
    try:
        data = _read_no_more_than_allowed(path)
    except ValueError as trouble:
        raise UnreadableInput(f"{path}: cannot be read ({trouble}); check the name") from None
    if not data:
        raise UnreadableInput(f"{path}: the file is empty; there is nothing to read")
    return data


def decode_text(data: bytes, name: str) -> str:
    r"""The letters of a text file in UTF-8: a byte-order mark is passed over, line ends become one line feed.

    >>> decode_text(b"\xef\xbb\xbfDear Sir:\r\n", "letter.txt")
    'Dear Sir:\n'
    """
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        raise UnreadableInput(f"{name}: the text is in UTF-32; save it as UTF-8")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableInput(f"{name}: the text is in UTF-16; save it as UTF-8")
    at = data.find(0)
    if at >= 0:
        raise UnreadableInput(f"{name}: byte {at + 1} is NUL, so this is no text; give a text file in UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise UnreadableInput(f"{name}: {_where(data, trouble.start)} is not UTF-8; save the text as UTF-8") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadableInput(f"{name}: the file holds nothing but white space; there is nothing to read")
    if not is_seen(text):
        raise UnreadableInput(f"{name}: the file holds nothing that can be seen; there is nothing to read")
    return text


def _read_no_more_than_allowed(path: Path) -> bytes:
    with told_of(path):
        if path.is_dir():
            raise IsADirectoryError
        if path.stat().st_size > LARGEST:
            raise _too_large(path)
    if not path.is_file():
        raise UnreadableInput(f"{path}: this is no ordinary file; save it to a file first")
    parts, size = [], 0
    with open_packed(path) as file:
        while part := file.read(_CHUNK):
            size += len(part)
            if size > LARGEST:
                raise _too_large(path)
            parts.append(part)
    return b"".join(parts)


def _too_large(path: Path) -> UnreadableInput:
    return UnreadableInput(f"{path}: larger than {LARGEST // 1024**2} MB, the most that is read; split the file")


def _where(data: bytes, at: int) -> str:
    line = data.count(b"\n", 0, at) + 1
    column = at - (data.rfind(b"\n", 0, at) + 1) + 1
    return f"line {line}, byte {column} (0x{data[at]:02x})"
