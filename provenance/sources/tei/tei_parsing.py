"""XML from strangers, parsed without entities, network, files or excess, one element at a time.

A broken file ends in one sentence with line and column.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree

from provenance.errors import UnreadableInput
from provenance.sources.harmless_xml import HARMLESS

_ENCODING = re.compile(rb"\A(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)[\"']")
_ID = re.compile(rb"""\sxml:id\s*=\s*["']([^"']*)["']""")
_CHUNK = 1 << 16
_READABLE = {"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "latin-1", "windows-1252"}


def parse_elements(data: bytes, name: str, tags: Sequence[str]) -> Iterator[etree._Element]:
    """Each element of `tags` (local names) as soon as it is complete, in document order of their ends.

    Whoever takes an element may clear it afterwards, so that memory does not grow with the file.
    """
    _refuse_entities(data, name)
    etree.clear_error_log()
    parser: etree.XMLPullParser = etree.XMLPullParser(
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        attribute_defaults=False,
        dtd_validation=False,
        huge_tree=False,
        **HARMLESS,
    )
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
            for _, element in parser.read_events():
                yield element  # type: ignore[misc]
        parser.close()
    except etree.XMLSyntaxError as trouble:
        raise UnreadableInput(_sentence(trouble, name)) from None


def repeated_ids(data: bytes) -> tuple[str, ...]:
    """A warning if elements share an id, which well-formed files may and valid ones may not."""
    seen = Counter(_ID.findall(data))
    twice = [key.decode("utf-8", "replace") for key, number in seen.items() if number > 1]
    if not twice:
        return ()
    more = f" and {len(twice) - 1} more" if len(twice) > 1 else ""
    return (f"the id {twice[0]!r}{more} is given to several elements; what points to it is taken for the first",)


def _refuse_entities(data: bytes, name: str) -> None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")):
        raise UnreadableInput(f"{name}: the XML is in UTF-16; save it as UTF-8")
    declared = _ENCODING.match(data)
    if declared and declared[1].decode("ascii").lower() not in _READABLE:
        raise UnreadableInput(f"{name}: line 1: encoding {declared[1].decode('ascii')}; save it as UTF-8")
    at = data.find(b"<!ENTITY") if b"<!DOCTYPE" in data else -1
    if at >= 0:
        line = data.count(b"\n", 0, at) + 1
        column = at - data.rfind(b"\n", 0, at)
        raise UnreadableInput(
            f"{name}: line {line}, column {column}: the file declares entities, which are never expanded; take them out"
        )


def _sentence(trouble: etree.XMLSyntaxError, name: str) -> str:
    """Where the file is broken and why; the parser's first complaint, for those that follow come of it."""
    (line, column), reason = trouble.position, str(trouble.msg or "it is no XML")
    if not line:
        complaints: list[etree._LogEntry] = list(trouble.error_log)  # type: ignore[call-overload]
        line, column, reason = next(((c.line, c.column, c.message) for c in complaints), (line, column, reason))
    reason = re.sub(r", line \d+, column \d+$", "", " ".join(reason.split()))
    reason = re.sub(r",? (?:try|use) XML_PARSE_HUGE(?: option)?", "", reason).strip()
    return f"{name}: line {line}, column {column}: the XML is broken ({reason}); mend it there or fetch it again"
