"""A number of thousands of digits, wherever a file may have one, is read past: Python refuses to count so far."""

import io
import zipfile
from pathlib import Path

import pytest

from provenance import pipeline

LONG = "9" * 5000
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{}</body></text></TEI>'
NOTED = "1. Letter From A to B\n\nWe agree.{}\n\nIt is so.\n\n  1. Source: X.\n\n  {}. Roe deleted paragraph {}.\n"


def tracked(first: str = "1", id: str = "1") -> bytes:
    """A Word file with a tracked change and a footnote."""
    body = (
        f'<w:p><w:r><w:t>We agree</w:t></w:r><w:ins w:id="{id}" w:author="Roe"><w:r><w:t> now</w:t></w:r></w:ins>'
        f'<w:r><w:footnoteReference w:id="2"/></w:r></w:p><w:sectPr><w:footnotePr><w:numStart w:val="{first}"/>'
        "</w:footnotePr></w:sectPr>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/>'
            f'<Override PartName="/word/footnotes.xml" ContentType="{MAIN}.footnotes+xml"/></Types>',
        )
        for part, kind, target in (
            ("_rels/.rels", "officeDocument", "word/document.xml"),
            ("word/_rels/document.xml.rels", "footnotes", "footnotes.xml"),
        ):
            link = f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"/>'
            package.writestr(part, f'<Relationships xmlns="{PACKAGE}/relationships">{link}</Relationships>')
        package.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        note = f'<w:footnote w:id="2"><w:p><w:r><w:t>A note {LONG}.</w:t></w:r></w:p></w:footnote>'
        package.writestr("word/footnotes.xml", f'<w:footnotes xmlns:w="{W}">{note}</w:footnotes>')
    return made.getvalue()


FILES: dict[str, bytes | str] = {
    "ids.docx": tracked(id=LONG),
    "first.docx": tracked(first=LONG),
    "seq.xml": TEI.format(f'<p>We <del seq="{LONG}">go</del><add seq="{LONG}">come</add> now.</p>'),
    "readings.xml": TEI.format(
        f'<p>We <app><rdg varSeq="{LONG}">go</rdg><rdg varSeq="1">come</rdg></app> now.<note n="{LONG}">x</note></p>'
    ),
    "paragraph.txt": NOTED.format(2, 2, LONG),
    "marker.txt": NOTED.format(LONG, 2, 1),
    "number.txt": NOTED.format(2, LONG, 1),
    "superscript.txt": NOTED.format("²", "²", "²"),
}


@pytest.mark.parametrize("name", FILES)
def test_it_is_read_past(tmp_path: Path, name: str) -> None:
    data = FILES[name]
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    database = str(tmp_path / "library.db")
    pipeline.initialise(database, [])
    (work,) = pipeline.ingest(database, path).new
    for format in ("docx", "tei", "html", "csv", "csl-json"):
        assert pipeline.report(database, work, None, None, format)
