"""A MediaWiki dump cut into its pages as it is read, without being unpacked or parsed as a whole.

In an export every "<" of a text is written "&lt;", so that the letters "<page>" begin a page and nothing else. The
format: https://www.mediawiki.org/wiki/Help:Export
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from provenance.corpus.addresses import Address
from provenance.errors import UnreadableInput

_CHUNK = 1024 * 1024
_OPENS, _CLOSES = b"<page>", b"</page>"
_TITLE = re.compile(rb"<title>([^<]*)</title>")
_BEFORE, _AFTER = b"<mediawiki>", b"</mediawiki>"


@dataclass(frozen=True, slots=True)
class CutPage:
    """A page of a dump, put down as an export of its own at `path`; `sha256` is that of the page as the dump has it."""

    title: str
    path: Path
    sha256: str
    size: int


def pages_of(address: Address, spool: Path) -> Iterator[CutPage]:
    """The pages of the dump at `address`, in its order; whoever takes one takes its file away in the end."""
    spool.mkdir(parents=True, exist_ok=True)
    with address.opened() as file:
        for number, parts in enumerate(_cut(file, address.name)):
            yield _put_down(parts, spool / f"{address.stem}-{number}.xml")


def _put_down(parts: Iterator[bytes], path: Path) -> CutPage:
    digest, size, head = sha256(), 0, b""
    with path.open("wb") as file:
        file.write(_BEFORE)
        for part in parts:
            file.write(part)
            digest.update(part)
            size += len(part)
            head = head if len(head) > _CHUNK else head + part
        file.write(_AFTER)
    found = _TITLE.search(head)
    title = html.unescape(found[1].decode(errors="replace")) if found else path.stem
    return CutPage(title, path, digest.hexdigest(), size)


def _cut(file: BinaryIO, name: str) -> Iterator[Iterator[bytes]]:
    """Each page as a stream of bytes, which must be read to its end before the next is asked for."""
    held = file.read(_CHUNK)
    if b"<mediawiki" not in held:
        raise UnreadableInput(f"{name}: is no MediaWiki export; its first element must be <mediawiki>")
    rest = [held]
    while True:
        at = rest[0].find(_OPENS)
        while at < 0:
            more = file.read(_CHUNK)
            if not more:
                return
            rest[0] = rest[0][-len(_OPENS) :] + more
            at = rest[0].find(_OPENS)
        rest[0] = rest[0][at:]
        yield _one(file, rest, name)


def _one(file: BinaryIO, rest: list[bytes], name: str) -> Iterator[bytes]:
    """The bytes of the page at the start of `rest`; what follows it is left there."""
    while (at := rest[0].find(_CLOSES)) < 0:
        safe = len(rest[0]) - len(_CLOSES)
        if safe > 0:
            yield rest[0][:safe]
            rest[0] = rest[0][safe:]
        more = file.read(_CHUNK)
        if not more:
            raise UnreadableInput(f"{name}: breaks off inside a page; fetch the dump again")
        rest[0] += more
    end = at + len(_CLOSES)
    page, rest[0] = rest[0][:end], rest[0][end:]
    yield page
