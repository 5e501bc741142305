"""Word files for the comparison with other programs, made of plain words."""

import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_TYPES = "application/vnd.openxmlformats-"
_TRACKED = re.compile(r"\{([-+<>])([^:{}]*):([^{}]*)[-+<>]\}")
_TAGS = {"+": "ins", "-": "del", "<": "moveFrom", ">": "moveTo"}


def write_word_file(path: Path, text: str) -> Path:
    """A Word file of the text; `{+Who:words+}` is tracked (`tests/cases/pairs/README` tells how)."""
    body = "".join(_paragraph(words, number) for number, words in enumerate(text.strip().split("\n\n")))
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="{_TYPES}package.relationships+xml"/><Override PartName="/word/document.xml" '
            f'ContentType="{_TYPES}officedocument.wordprocessingml.document.main+xml"/></Types>',
        )
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>',
        )
        package.writestr("word/document.xml", f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>')
    return path


def _paragraph(words: str, number: int) -> str:
    """A paragraph; its mark is tracked too where one tracked passage is all that it holds."""
    whole = _TRACKED.fullmatch(words)
    mark = f'<w:{_TAGS[whole[1]]} w:id="{9000 + number}" w:author={quoteattr(whole[2])}/>' if whole else ""
    parts: list[str] = []
    at = 0
    for found in _TRACKED.finditer(words):
        parts += [_run(words[at : found.start()]), _tracked(found, 100 * number + 3 * len(parts))]
        at = found.end()
    return f"<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{''.join(parts)}{_run(words[at:])}</w:p>"


def _tracked(found: re.Match[str], number: int) -> str:
    tag, author = _TAGS[found[1]], f"w:author={quoteattr(found[2])}"
    run = _run(found[3], "delText" if tag == "del" else "t")
    inside = f'<w:{tag} w:id="{number}" {author}>{run}</w:{tag}>'
    if not tag.startswith("move"):
        return inside
    name = f"w:name={quoteattr(found[3].strip()[:20])}"
    start = f'<w:{tag}RangeStart w:id="{number + 1}" {name} {author}/>'
    return f'{start}{inside}<w:{tag}RangeEnd w:id="{number + 1}"/>'


def _run(words: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{escape(words)}</w:{tag}></w:r>' if words else ""
