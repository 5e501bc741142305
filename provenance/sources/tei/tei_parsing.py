"""XML from strangers, parsed without entities, network, files or excess, one element at a time.

A broken file ends in one sentence with line and column.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree

from provenance.errors import UnreadableInput
from provenance.sources.harmless_xml import HARMLESS, wide_encoding
from provenance.sources.tei.tei_entities import put_in_entities

_ENCODING = re.compile(rb"\A(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)[\"']")
_ID = re.compile(rb"""\sxml:id\s*=\s*["']([^"']*)["']""")
_CHUNK = 1 << 16
_DECLARATION = re.compile(r"\A\ufeff?<\?xml[^>]*\?>")
_AS_THEY_ARE = {"utf-8", "utf8", "us-ascii", "ascii"}
_READABLE = re.compile(r"utf-?(8|16|32)|(us-)?ascii|iso-8859-\d+|latin-?\d|windows-12\d\d|koi8-[ru]|gb\w+|big5|euc-\w+")
"""Encodings that are read: those of one alphabet or script, and none in which letters can hide markup."""


def parse_elements(data: bytes, name: str, tags: Sequence[str]) -> Iterator[etree._Element]:
    """Each element of `tags` (local names) as soon as it is complete, in document order of their ends.

    Whoever takes an element may clear it afterwards, so that memory does not grow with the file.
    """
    data = _in_utf8(data, name)
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
    told = f" and {len(twice) - 1} more are" if len(twice) > 1 else " is"
    return (f"the id {twice[0]!r}{told} given to several elements; what points to it is taken for the first",)


def ids_in(data: bytes, name: str) -> frozenset[str]:
    """Every `@xml:id` of the file, without parsing it."""
    return frozenset(key.decode("utf-8", "replace") for key in _ID.findall(_in_utf8(data, name)))


def _in_utf8(data: bytes, name: str) -> bytes:
    """The file in UTF-8 or a part of it, with its entities put in."""
    encoding = wide_encoding(data) or "utf-8"
    if declared := _ENCODING.match(data):
        encoding = declared[1].decode("ascii")
    if _READABLE.fullmatch(encoding.lower()) is None:
        raise UnreadableInput(f"{name}: line 1: encoding {encoding}; save it as UTF-8")
    if encoding.lower() not in _AS_THEY_ARE:
        try:
            letters = data.decode(encoding)
        except (LookupError, UnicodeError):
            raise UnreadableInput(f"{name}: is not in {encoding}, as it says; save it as UTF-8") from None
        data, encoding = _DECLARATION.sub("", letters, count=1).encode(), "utf-8"
    return put_in_entities(data, name, encoding)


def _sentence(trouble: etree.XMLSyntaxError, name: str) -> str:
    """Where the file is broken and why; the parser's first complaint, for those that follow come of it."""
    (line, column), reason = trouble.position, str(trouble.msg or "it is no XML")
    if not line:
        complaints: list[etree._LogEntry] = list(trouble.error_log)  # type: ignore[call-overload]
        line, column, reason = next(((c.line, c.column, c.message) for c in complaints), (line, column, reason))
    reason = re.sub(r", line \d+, column \d+$", "", " ".join(reason.split()))
    if "Excessive depth" in reason:
        return f"{name}: line {line}, column {column}: more than 255 elements lie one in another; mend it there"
    if "Resource limit" in reason or "Huge input" in reason:
        return f"{name}: line {line}, column {column}: a single value is longer than 10 MB, the most that is read"
    reason = re.sub(r",? (?:try|use) XML_PARSE_HUGE(?: option)?", "", reason).strip()
    return f"{name}: line {line}, column {column}: the XML is broken ({reason}); mend it there or fetch it again"
