"""Files whose letters are no running text: pages, mails, pictures, data and histories, each refused by its name.

Their words could be counted, but with tags, headers and keys among them, and nobody would be told.
"""

import json
import re
from dataclasses import dataclass

from provenance.errors import UnreadableInput
from provenance.sources.reader import SourceFile

_HEAD = 4096


@dataclass(frozen=True, slots=True)
class OtherKind:
    """A kind of file that is not read: how it begins or is called, what it is, and what to do."""

    opening: re.Pattern[bytes]
    endings: frozenset[str]
    name: str
    advice: str


def _kind(opening: str, endings: str, name: str, advice: str) -> OtherKind:
    return OtherKind(re.compile(opening.encode("ascii"), re.IGNORECASE), frozenset(endings.split()), name, advice)


_XML = r"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
_AS_TEXT = "save its words as plain text or as a Word file (.docx)"
_PACKED = "a packed file (a spreadsheet, a book)"
_AS_HISTORY = "call it {} and use `provenance ingest`, `annotate` or `trace`"
_MAILBOX = r"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d"
_MAIL = r"(?:mime-version|message-id|received|return-path|delivered-to|dkim-signature):"

KINDS = (
    _kind(rf"(?s){_XML}<(?:!doctype\s+)?html\b", ".html .htm .xhtml", "a web page (HTML)", _AS_TEXT),
    _kind(rf"(?s){_XML}(?:<!doctype\s+svg[^>]*>\s*)?<svg\b", ".svg", "a picture (SVG)", "give the text that it shows"),
    _kind(
        rf"(?s){_XML}(?:<!doctype\s+article[^>]*>\s*)?<article\b(?![^>]*tei-c\.org)",
        ".nxml",
        "an article in another XML than TEI (JATS)",
        _AS_TEXT,
    ),
    _kind(r"\A\s*\{\\rtf", ".rtf", "rich text (RTF)", _AS_TEXT),
    _kind(r"\A(?:7z\xbc\xaf|Rar!)", ".zip .xlsx .ods .pptx .odp .epub", _PACKED, _AS_TEXT),
    _kind(r"\ASQLite format 3\x00", "", "a database (SQLite)", "give the text that it holds in a file of its own"),
    _kind(r"\A(?:\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*)", "", "a picture", "give the text that it shows"),
    _kind(r"\A\s*%PDF-", ".pdf", "a PDF file", "take its text out first, for instance with `pdftotext`"),
    _kind(r"\A\s*%!PS", ".ps .eps", "a PostScript file", _AS_TEXT),
    _kind(
        rf"(?m)\A{_MAILBOX}|\A(?:From [^\n]*\n)?(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\n)*)*?{_MAIL}",
        ".eml .mbox .mht .mhtml",
        "an e-mail with its headers",
        "save the message alone as plain text",
    ),
    _kind(rf"(?s){_XML}<mediawiki\b", "", "a wiki's export, a history", _AS_HISTORY.format(".xml")),
    _kind(r"\Aversion https://git-lfs\.", "", "a pointer of Git LFS", "fetch the file itself with `git lfs pull`"),
    _kind(r"\A(?:blob\n|commit refs/|reset refs/)", "", "a stream of git", "use the file in its repository instead"),
    _kind(r"\ABEGIN:V(?:CALENDAR|CARD)\b", ".ics .vcf", "a calendar or a card of addresses", _AS_TEXT),
    _kind(
        r"\A(?:\xef\xbb\xbf)?(?:WEBVTT\b|\s*\d+\r?\n\d\d:\d\d:\d\d[,.]\d{3} --> \d\d:)",
        ".srt .vtt",
        "subtitles with their times",
        _AS_TEXT,
    ),
    _kind(r"\A-----BEGIN PGP MESSAGE-----", "", "an encrypted message (PGP)", "decrypt it first"),
    _kind(
        r"\A-----BEGIN (?:[A-Z0-9 ]+ )?(?:CERTIFICATE|KEY|PRIVATE KEY|PUBLIC KEY|PUBLIC KEY BLOCK|SIGNATURE)-----",
        ".pem",
        "a key, a certificate or a signature",
        "give the text that goes with it",
    ),
    _kind(
        r"(?m)\A(?:#[^\n]*\n|[^\S\n]*\n)*(?:msgctxt \"[^\n]*\n)?msgid \"",
        ".po .pot",
        "a list of translations (gettext)",
        "give the text of one language in a file of its own",
    ),
    _kind(r"\A\s*0\r?\nSECTION\r?\n", ".dxf", "a drawing (DXF)", "give the text that it shows"),
    _kind(r"\A(?:\xef\xbb\xbf)?0 HEAD\r?\n1 ", ".ged", "a family tree (GEDCOM)", _AS_TEXT),
    _kind(r"\A(?:\xef\xbb\xbf)?TY  - [A-Z]+\r?\n", ".ris", "a list of references (RIS)", _AS_TEXT),
    _kind(
        r"\Abegin(?:-base64)? [0-7]{3} [^\n]+\n(?-i:[ -`]{1,62}|[A-Za-z0-9+/=]+)\r?\n",
        "",
        "a coded file (uuencode)",
        "decode it first",
    ),
    _kind(r"\AWARC/\d", ".warc", "an archive of web pages (WARC)", _AS_TEXT),
    _kind(
        r"(?m)\A(?:(?:diff --git [^\n]*\n(?:[^\n]*\n){0,6})?--- [^\n]*\n\+\+\+ [^\n]*\n@@ -\d"
        r"|\d+(?:,\d+)?[acd]\d+(?:,\d+)?\n[<>] |\*\*\* [^\n]*\n--- [^\n]*\n\*{15}\n)",
        ".patch",
        "a list of changes (a patch)",
        "give the texts that it was made from",
    ),
    _kind(
        r"\Acommit [0-9a-f]{40}[^\n]*\n(?:Merge: [^\n]*\n)?Author: "
        r"|\A\^?[0-9a-f]{7,40} (?:\S+ +)?\([^\n]*\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4} +\d+\)",
        "",
        "what git tells of a history (log or blame)",
        "use the file in its repository instead",
    ),
    _kind(r"(?!)", ".csv .tsv", "a table", "give the text of a cell in a file of its own"),
    _kind(
        r"\Ahead\s+[\d.]+;\s*\n\s*access", "", "an RCS file, a history", "give its revisions as files by their dates"
    ),
)
_JSON = frozenset({".json", ".jsonl", ".ndjson"})


WRITTEN_MARKUP = {
    ".rst": "reStructuredText",
    ".adoc": "AsciiDoc",
    ".asciidoc": "AsciiDoc",
    ".org": "Org",
    ".textile": "Textile",
    ".wiki": "a wiki",
    ".mediawiki": "a wiki",
    ".tex": "TeX",
    ".ltx": "TeX",
    ".latex": "TeX",
    ".texi": "Texinfo",
    ".typ": "Typst",
    ".roff": "troff",
    ".troff": "troff",
    ".bib": "BibTeX",
}
"""How a file’s name ends that authors write themselves and that is read as it stands: which markup it holds."""


def refuse_other_kinds(file: SourceFile) -> None:
    """UnreadableInput if the file, which is to be read as running text, is one of a kind that is not."""
    head, ending = file.data[:_HEAD], file.path.suffix.lower()
    for kind in KINDS:
        if ending in kind.endings or kind.opening.search(head):
            raise UnreadableInput(f"{file.name}: is {kind.name} and not a running text; {kind.advice}")
    begins_as_json = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")
    if (begins_as_json or ending in _JSON) and (told := _json_kind(file.data, ending)):
        raise UnreadableInput(f"{file.name}: is {told}")


_WHOLE_ELEMENT = re.compile(rf"(?s){_XML}<([A-Za-z_][\w:.-]*)(?:\s[^<>]*)?>.*</\1\s*>\s*\Z".encode("ascii"))


def refuse_unread(file: SourceFile) -> None:
    """UnreadableInput if the file, which no reader knows, is a package, or one element from first sign to last."""
    if file.data.startswith(b"PK\x03\x04"):
        raise UnreadableInput(f"{file.name}: is {_PACKED} and not a running text; {_AS_TEXT}")
    if file.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" and (found := _WHOLE_ELEMENT.match(file.data)):
        element = found[1].decode("utf-8", "replace")
        raise UnreadableInput(f"{file.name}: is marked up as <{element}> and is neither TEI nor a page; {_AS_TEXT}")


def _json_kind(data: bytes, ending: str) -> str | None:
    """What a file of JSON is; None if it is none."""
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)
    first = _parsed(lines[0])
    if isinstance(first, dict) and {"rev", "text"} <= first.keys():
        return f"a history in JSON lines and not a running text; {_AS_HISTORY.format('.jsonl')}"
    if ending in _JSON or isinstance(first, dict) or _parsed(data) is not None:
        return "data (JSON) and not a running text; give the text that it holds in a file of its own"
    return None


def _parsed(data: bytes) -> object:
    try:
        return json.loads(data)
    except RecursionError:
        return {}  # data, and nested as no text is
    except ValueError:
        return None
