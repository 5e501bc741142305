"""The TEI header: title, witnesses, what is not known, how the body is encoded, and the characters that XML lacks."""

import re
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import quote

from lxml import etree

from provenance.formats.tei_vocabulary import NAMESPACE, PROGRAM_NAME
from provenance.model.attributions import Apparatus
from provenance.model.versions import Standing, Version, Witness
from provenance.reports.pointers import PROGRAM, Pointers, asserters_of, point
from provenance.reports.summary import result_in_words, standing_in_words, verification
from provenance.reports.tei.tei_elements import add, make
from provenance.reports.tei.tei_profile import add_profile
from provenance.text.visible import visible

_WHITE_SPACE = (
    "The div “text” holds both texts, the earlier and the later one of @corresp, to the letter, white space and line "
    "ends included; whoever leaves out the notes and each del of type struck-again, and takes corr, not sic, gets them "
    "back. What stands as add in such a del was put in and struck again; neither text has it. Characters that XML "
    "cannot hold stand as g and are listed in charDecl."
)


def start_document(apparatus: Apparatus, view: str, method: str) -> tuple[etree._Element, etree._Element]:
    """The `TEI` element with its header, and its empty `text`.

    `view` completes the title; `method` says how the body is to be read.
    """
    pointers = Pointers(apparatus)
    root = make("TEI")
    header = add(root, "teiHeader")
    _add_file(header, apparatus, pointers, view)
    _add_encoding(header, apparatus, method)
    add_profile(header, apparatus, pointers)
    return root, add(root, "text")


def finish_document(root: etree._Element) -> str:
    """The document as text; the header is indented, and `charDecl` lists the characters replaced."""
    _add_characters(root)
    etree.indent(root[0])
    back = [element for part in root.iter(f"{{{NAMESPACE}}}back") for element in part.iter(f"{{{NAMESPACE}}}list")]
    for element in root, root[1], *root.iter(f"{{{NAMESPACE}}}back"), *back:
        element.text = "\n"
        for child in element:
            child.tail = "\n"
    declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return declaration + str(etree.tostring(root, encoding="unicode")) + "\n"


def _add_file(header: etree._Element, apparatus: Apparatus, pointers: Pointers, view: str) -> None:
    """The `fileDesc`: title, who is responsible for what, the source and its witnesses, what is not known."""
    file = add(header, "fileDesc")
    title = add(file, "titleStmt")
    add(title, "title", apparatus.work.title, type="main")
    add(title, "title", view, type="sub")
    for asserter in asserters_of(apparatus):
        _add_responsibility(title, pointers.asserter(asserter), asserter, "says who revised the text")
    _add_responsibility(title, None, PROGRAM_NAME, "compared the texts and weighed what is said of them")
    add(add(file, "publicationStmt"), "p", "Made by a program from the source named below.")
    notes = add(file, "notesStmt")
    add(notes, "note", result_in_words(apparatus), type="result")
    for caveat in apparatus.caveats:
        add(notes, "note", caveat, type="not-known")
    add(notes, "note", verification(apparatus), type="verification")
    source = add(file, "sourceDesc")
    bibl = add(source, "bibl", apparatus.work.source or apparatus.work.title)
    if apparatus.work.url:
        add(bibl, "ptr", target=quote(apparatus.work.url, safe=":/?#@!$&'()*+,;=%~-._"))
    _add_witnesses(source, apparatus, pointers)


def _add_responsibility(title: etree._Element, name: str | None, who: str, what: str) -> None:
    statement = add(title, "respStmt", xml_id=name)
    add(statement, "resp", what)
    add(statement, "name", who)


def _add_witnesses(source: etree._Element, apparatus: Apparatus, pointers: Pointers) -> None:
    """The `listWit`: what was seen, what is only attested, and what this program reconstructed, each by itself."""
    listing = add(source, "listWit")
    carriers = {wit.id: ver for ver in apparatus.versions if (wit := pointers.carrier(ver))}
    for witness in apparatus.witnesses:
        _add_witness(listing, witness, carriers.get(witness.id), pointers)
    for version_ in apparatus.versions:
        if pointers.carrier(version_) is None:
            entry = add(listing, "witness", standing_in_words(version_), xml_id=pointers.text(version_))
            entry.set("n", version_.standing.value)
            _point_at_witness(entry, version_, apparatus, pointers)


def _add_witness(listing: etree._Element, witness: Witness, carried: Version | None, pointers: Pointers) -> None:
    standing = "seen" if witness.seen else "lost or not seen"
    entry = add(listing, "witness", xml_id=pointers.witness(witness), n=standing)
    if witness.siglum:
        add(entry, "abbr", witness.siglum, type="siglum").tail = " "
    add(entry, "title", witness.title).tail = f", {standing}. "
    add(entry, "bibl", witness.source)
    if witness.attested_by:
        add(entry, "note", f"Attested: {witness.attested_by}", type="attested")
    if witness.date:
        add(entry, "note", f"Date as given: {witness.date}", type="date")
    if witness.sha256:
        add(entry, "note", f"SHA-256 of the file: {witness.sha256}", type="sha256")
    if carried:
        add(entry, "note", f"Carries the version: {standing_in_words(carried)}", type="version")


def _point_at_witness(entry: etree._Element, version_: Version, apparatus: Apparatus, pointers: Pointers) -> None:
    """Say which witness a version is from, or, reconstructed, which lost one it stands for and is not."""
    witness = next((one for one in apparatus.witnesses if one.id == version_.witness), None)
    if witness is None:
        return
    entry.set("corresp", point(pointers.witness(witness)))
    if version_.standing is Standing.RECONSTRUCTED:
        add(entry, "note", f"Stands for “{witness.title}” and is not it.", type="reconstruction")


def _add_encoding(header: etree._Element, apparatus: Apparatus, method: str) -> None:
    encoding = add(header, "encodingDesc")
    application = add(add(encoding, "appInfo"), "application", xml_id=PROGRAM, ident=PROGRAM_NAME)
    application.set("version", _version())
    add(application, "label", PROGRAM_NAME)
    editorial = add(encoding, "editorialDecl")
    for words in method, _WHITE_SPACE, f"The texts were compared by {apparatus.comparison.engine}.":
        add(editorial, "p", words)
    add(encoding, "variantEncoding", method="parallel-segmentation", location="internal")


def _add_characters(root: etree._Element) -> None:
    """List in `charDecl` each character that a `g` stands for."""
    used = sorted({g.get("ref", "") for g in root.iter(f"{{{NAMESPACE}}}g")})
    encoding = root.find(f".//{{{NAMESPACE}}}encodingDesc")
    if not used or encoding is None:
        return
    declaration = make("charDecl")
    for reference in used:
        code = int(reference.rpartition("-")[2], 16)
        char = add(declaration, "char", xml_id=reference.removeprefix("#"))
        add(char, "localProp", name="codepoint", value=f"U+{code:04X}")
        add(char, "mapping", visible(chr(code)))
    encoding.append(declaration)


def _version() -> str:
    """This program's version, in the form that TEI allows."""
    try:
        found = re.match(r"\d+(\.\d+){0,3}", version(PROGRAM_NAME))
    except PackageNotFoundError:
        found = None
    return found.group() if found else "0"
