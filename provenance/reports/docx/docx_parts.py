"""The parts of a docx that are the same for every report, or nearly so, and the zip that holds them all.

No part carries a date or a person's name that no source gives; the zip's own dates are all 1980, the earliest that
zip knows, so that the same apparatus gives the same bytes.
"""

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from provenance.reports.docx.docx_xml import W, element, serialize, visible

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DC = "http://purl.org/dc/elements/1.1/"
_CORE = f"{_PACKAGE}/metadata/core-properties"

_TYPES = {
    "/word/document.xml": f"{_WORD}.document.main+xml",
    "/word/styles.xml": f"{_WORD}.styles+xml",
    "/word/settings.xml": f"{_WORD}.settings+xml",
    "/word/footnotes.xml": f"{_WORD}.footnotes+xml",
    "/word/comments.xml": f"{_WORD}.comments+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "/customXml/itemProps1.xml": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
}

TYPE_OF = f"{_WORD}.{{}}+xml"
RELATIONS_OF = _OFFICE
CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in _TYPES.items())
    + "</Types>"
).encode()


def _relations(*targets: tuple[str, str]) -> bytes:
    """A part of relations: (type, target), numbered rId1, rId2 and so on."""
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'.encode()


PACKAGE_RELATIONS = _relations(
    (f"{_OFFICE}/officeDocument", "word/document.xml"),
    (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    (f"{_OFFICE}/extended-properties", "docProps/app.xml"),
)
DOCUMENT_RELATIONS = _relations(
    *((f"{_OFFICE}/{name}", f"{name}.xml") for name in ("styles", "settings", "footnotes", "comments")),
    (f"{_OFFICE}/customXml", "../customXml/item1.xml"),
)
RECORD_RELATIONS = _relations((f"{_OFFICE}/customXmlProps", "itemProps1.xml"))
APP = (
    f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>provenance</Application></Properties>"
).encode()


def write_core(title: str) -> bytes:
    """The part `docProps/core.xml`: the title, and neither a maker nor a day, as no source gives them."""
    core = etree.Element(f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DC})
    etree.SubElement(core, f"{{{_DC}}}title").text = visible(title)
    return etree.tostring(core, xml_declaration=True, encoding="UTF-8", standalone=True)


def write_settings(first_footnote: int) -> bytes:
    """The part `word/settings.xml`: where the footnotes begin to count; a file of Word 2013 or later."""
    separators = (element("footnote", id=id) for id in ("-1", "0"))
    start = element("numStart", val=str(first_footnote)) if first_footnote != 1 else None
    compatibility = element(
        "compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val="15"
    )
    return serialize(
        element(
            "settings",
            element("zoom", percent="100"),
            element("defaultTabStop", val="720"),
            element("footnotePr", start, *separators),
            element("compat", compatibility),
        )
    )


def write_section(first_footnote: int) -> etree._Element:
    """The page: A4, with margins of an inch, and where the footnotes begin to count."""
    start = element("footnotePr", element("numStart", val=str(first_footnote))) if first_footnote != 1 else None
    margins = dict.fromkeys(("top", "right", "bottom", "left"), "1440")
    page = element("pgMar", **margins, header="708", footer="708", gutter="0")
    return element("sectPr", start, element("pgSz", w="11906", h="16838"), page)


def write_package(parts: Mapping[str, bytes]) -> bytes:
    """The zip of the parts, in their order; the same parts give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            package.writestr(entry, data)
    return buffer.getvalue()


def _style(
    id: str,
    name: str,
    properties: str = "",
    letters: str = "",
    *,
    on: str = "Normal",
    kind: str = "paragraph",
) -> str:
    """A style as XML: its paragraph properties and its letter properties."""
    based = f'<w:basedOn w:val="{on}"/>' if on else ""
    custom = ' w:customStyle="1"' if name.startswith("Provenance") else ""
    default = ' w:default="1"' if id in {"Normal", "DefaultParagraphFont", "TableNormal"} else ""
    return (
        f'<w:style w:type="{kind}"{default}{custom} w:styleId="{id}">'
        f'<w:name w:val="{name}"/>{based}<w:qFormat/>'
        + (f"<w:pPr>{properties}</w:pPr>" if properties else "")
        + (f"<w:rPr>{letters}</w:rPr>" if letters else "")
        + "</w:style>"
    )


def _spacing(before: int, after: int, line: int = 259) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


_GREY = '<w:color w:val="404040"/>'
_SANS = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>'
_KEEP = "<w:keepNext/>"
_TABLE_NORMAL = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/>'
    '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
    '<w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)

STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Cambria" w:hAnsi="Cambria" w:eastAsia="Cambria" w:cs="Times New Roman"/>'
    f"{_size(22)}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    + _style("Normal", "Normal", on="")
    + _style("BodyText", "Body Text", _spacing(0, 160))
    + _style("Heading2", "heading 2", _KEEP + _spacing(160, 120) + '<w:outlineLvl w:val="1"/>', "<w:b/>" + _size(24))
    + _style("Date", "Date", _spacing(0, 160) + '<w:jc w:val="right"/>')
    + _style("Salutation", "Salutation", _spacing(0, 160))
    + _style("ListParagraph", "List Paragraph", _spacing(0, 120) + '<w:ind w:left="567"/>')
    + _style("Closing", "Closing", _spacing(160, 80) + '<w:ind w:left="4536"/>')
    + _style("Signature", "Signature", _spacing(160, 160) + '<w:ind w:left="4536"/>')
    + _style("FootnoteText", "footnote text", _spacing(0, 40, 240), _size(18))
    + _style("CommentText", "annotation text", _spacing(0, 60, 240), _size(20))
    + _style("ProvenanceTitle", "Provenance Title", _KEEP + _spacing(0, 160, 240), _SANS + "<w:b/>" + _size(32))
    + _style(
        "ProvenanceHeading",
        "Provenance Heading",
        _KEEP + _spacing(280, 120, 240) + '<w:outlineLvl w:val="0"/>',
        _SANS + "<w:b/>" + _size(24),
    )
    + _style("ProvenanceNote", "Provenance Note", _spacing(60, 80, 252), _SANS + _GREY + _size(19))
    + _style("ProvenanceCaveat", "Provenance Caveat", _spacing(0, 80, 252) + '<w:ind w:left="284"/>', _SANS + _size(20))
    + _style("ProvenanceTable", "Provenance Table", _spacing(20, 20, 240), _SANS + _size(19))
    + _style(
        "ProvenanceTableHead", "Provenance Table Head", _KEEP + _spacing(20, 20, 240), _SANS + "<w:b/>" + _size(19)
    )
    + '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/>'
    '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    + _style(
        "FootnoteReference",
        "footnote reference",
        "",
        '<w:vertAlign w:val="superscript"/>',
        on="DefaultParagraphFont",
        kind="character",
    )
    + _style("CommentReference", "annotation reference", "", _size(16), on="DefaultParagraphFont", kind="character")
    + _TABLE_NORMAL
    + "</w:styles>"
).encode()
