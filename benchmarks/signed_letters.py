"""What a Word, OpenDocument or TEI file says of its letters, read without the tracker: the other opinion of `files`.

These readers know nothing of blocks, versions or marks. They walk the XML once and count letters: who is said to have
put in or taken out how many of which, and which letters stand in the text at all. Only letters and digits count, so
that white space, on which two readers may differ, is left out.
"""

import io
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from posixpath import join

from lxml import etree

Signed = Counter[tuple[str, str, str]]
"""How often somebody ("" if unsigned) put in ("in") or took out ("out") a letter: (who, which way, letter)."""

_NOTES, _EDGES = frozenset({"footnotes", "endnotes"}), frozenset({"header", "footer"})
_IN, _OUT = frozenset({"ins", "moveTo", "cellIns"}), frozenset({"del", "moveFrom", "cellDel"})
_DRAWN, _PICTURE = ("{*}drawing", "{*}pict", "{*}object"), "\ufffc"
_NAMELESS = frozenset({"", "author", "unknown", "unknown author", "unattributed", "anonymous"})


@dataclass
class Letters:
    """`signed` changes, the letters of the text `before` all changes and `after` them; `held` are those of all states
    together. `hands` gives for each signature the names under which it may go. `unread` tells that the text has
    symbols, formulas or (in an odt) pictures, which are not counted here."""

    signed: Signed = field(default_factory=Counter)
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    hands: dict[str, str] = field(default_factory=dict)
    unread: bool = False


def is_nameless(author: str) -> bool:
    """True of what word processors write where they know no author."""
    return author.lower() in _NAMELESS


def letters_of(words: str | None) -> list[str]:
    """The letters and digits, and the sign that stands for a picture.

    >>> letters_of("a 1, b")
    ['a', '1', 'b']
    """
    return [letter for letter in words or "" if letter.isalnum() or letter == _PICTURE]


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; "" for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def value(element: etree._Element, name: str) -> str:
    """The attribute of this local name, on one line; "" if there is none."""
    return next((" ".join(str(v).split()) for k, v in element.attrib.items() if etree.QName(k).localname == name), "")


def parse(data: bytes) -> etree._Element:
    """The root of an XML file; entities and other files are left alone."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=True,
        collect_ids=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(data, parser)


def read_word(data: bytes) -> Letters:
    """The letters of a docx, part by part."""
    found = Letters()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        roots = list(_parts_of_word(package))
    called = {_key(e): e for root in roots for e in root.iter("{*}footnoteReference", "{*}endnoteReference")}
    found.unread = any(True for root in roots for _ in root.iter("{*}sym"))
    for root in roots:
        for words in root.iter("{*}t", "{*}delText", *_DRAWN):
            if not _is_passed_over(words, called):
                givers, takers = _around(words, called)
                _count(found, _words_of(words), givers, takers)
    return found


def _words_of(element: etree._Element) -> str:
    """The words of an element; a drawing that holds no text is a picture, unless it is a part of another."""
    if local(element) in {"t", "delText"}:
        return element.text or ""
    outer = next(element.iterancestors("{*}txbxContent", "{*}txBody", *_DRAWN), None)
    is_part = outer is not None and local(outer) not in {"txbxContent", "txBody"}
    return "" if is_part or any(True for _ in element.iter("{*}txbxContent", "{*}txBody")) else _PICTURE


def _parts_of_word(package: zipfile.ZipFile) -> Iterator[etree._Element]:
    """The body, the notes, and the headers and footers that a section of the body has."""
    held = {name.lower(): name for name in package.namelist()}
    body = parse(package.read(held["word/document.xml"]))
    yield body
    relations = held.get("word/_rels/document.xml.rels")
    wanted = {value(e, "id") for e in body.iter("{*}headerReference", "{*}footerReference")}
    for relation in parse(package.read(relations)) if relations else ():
        kind = value(relation, "Type").rpartition("/")[2]
        part = join("/word", value(relation, "Target")).lstrip("/").lower()
        if part in held and (kind in _NOTES or (value(relation, "Id") in wanted and kind in _EDGES)):
            yield parse(package.read(held[part]))


def _is_passed_over(words: etree._Element, called: dict[str, etree._Element]) -> bool:
    """True of what no reader of the text reads: a second drawing, a small reading, a note that nothing calls."""
    for around in words.iterancestors():
        name = local(around)
        if name in {"Fallback", "rt"} or (name in {"footnote", "endnote"} and _key(around) not in called):
            return True
    return False


def _key(note: etree._Element) -> str:
    return f"{local(note)[:7]}{value(note, 'id')}"


def _around(words: etree._Element, called: dict[str, etree._Element]) -> tuple[list[str], list[str]]:
    """Who put these words in and who took them out, the inmost first; a note goes with its call in the text."""
    givers: list[str] = []
    takers: list[str] = []
    note = next(words.iterancestors("{*}footnote", "{*}endnote"), None)
    call = called[_key(note)] if note is not None else None
    for around in chain(words.iterancestors(), call.iterancestors() if call is not None else ()):
        name = local(around)
        told = [around] if name in _IN | _OUT else []
        if name in {"tr", "tc"}:
            told = [e for pr in around if local(pr) == f"{name}Pr" for e in pr if local(e) in _IN | _OUT]
        for one in told:
            (givers if local(one) in _IN else takers).append(value(one, "author"))
    return givers, takers


def _count(found: Letters, words: str | None, givers: list[str], takers: list[str]) -> None:
    for letter in letters_of(words):
        found.held[letter] += 1
        found.before[letter] += not givers
        found.after[letter] += not takers
        if givers:
            found.signed[givers[0], "in", letter] += 1
        if takers:
            found.signed[takers[0], "out", letter] += 1


def read_odt(data: bytes) -> Letters:
    """The letters of an odt or fodt with its headers and footers; a deletion stands apart and counts where it hangs."""
    found, parts = Letters(), [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [package.read(name) for name in ("content.xml", "styles.xml") if name in package.namelist()]
    found.unread = any(b"draw:" in part for part in parts)
    for part in parts:
        for container in parse(part).iter("{*}body", "{*}master-page"):
            _read_open_document(container, found)
    return found


def _read_open_document(body: etree._Element, found: Letters) -> None:
    regions = {
        value(r, "id") or value(r, "change-id"): r
        for r in body.iter("{*}changed-region")
        if next(r.iter("{*}insertion", "{*}deletion"), None) is not None
    }
    authors = {key: "".join(str(w) for c in r.iter("{*}creator") for w in c.itertext()) for key, r in regions.items()}
    open_now: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        name, key = local(element), value(element, "change-id")
        if any(local(around) in _APART for around in (element, *element.iterancestors())):
            words = element.tail if event == "end" and name in _APART else None
        else:
            words = element.text if event == "start" else element.tail
        if event == "start" and name == "change-start" and key in regions:
            open_now.insert(0, authors[key])
        elif event == "start" and name == "change-end" and key in regions and authors[key] in open_now:
            open_now.remove(authors[key])
        elif event == "start" and name == "change" and key in regions:
            gone = next(regions[key].iter("{*}deletion"), None)
            for part in () if gone is None else (p for p in gone if local(p) != "change-info"):
                _count(found, "".join(map(str, part.itertext())), list(open_now), [authors[key]])
        _count(found, words, list(open_now), [])


_APART = frozenset(
    {"binary-data", "tracked-changes", "annotation", "desc", "title", "note-citation", "index-title-template"}
)
_SKIPPED = frozenset(
    {"teiHeader", "note", "fw", "metamark", "figDesc", "graphic", "index", "listPerson", "listWit", "handNotes"}
    | {"listChange", "standOff", "facsimile", "witDetail", "certainty", "respons", "listApp", "listTranspose", "egXML"}
)
_ADDED, _STRUCK = frozenset({"add", "ins", "over"}), frozenset({"del", "st", "under", "mdel"})
_POINTERS = ("scribeRef", "scribe", "corresp", "ref", "key", "resp")
_EITHER = frozenset({"sic", "corr", "orig", "reg", "abbr", "expan"})
_SPEAKING = frozenset({"subst", "mod", "app", "rdg", "overw"})
_ACTED = (
    _ADDED | _STRUCK | {"choice", "damage", "lem", "metamark", "mod", "rdg", "restore", "retrace", "subst", "unclear"}
)
"""What has a hand because somebody did something; any other element has that in which its words stand."""
_TOPS = frozenset({"TEI", "TEI.2", "text", "sourceDoc", "teiCorpus", "body", "surface"})


def read_tei(data: bytes) -> Letters | None:
    """The letters of a transcription of one text; None where several texts or witnesses share the file, or where
    its markup was flattened."""
    if b"sID=" in data:
        return None
    root = parse(data)
    if local(root) not in _TOPS:
        return Letters()
    tops = [t for t in root.iter("{*}text") if not any(local(a) == "text" for a in t.iterancestors())]
    wholes = [top for top in (*tops, *root.iter("{*}sourceDoc")) if "".join(map(str, top.itertext())).strip()]
    if len(tops) > 1 or any(each.get("wit") for each in root.iter("{*}lem", "{*}rdg")):
        return None
    found = Letters(hands=_hands(root))
    for words, hands in _Transcription(root).walk(wholes[0] if wholes else root, ()):
        found.held.update(letters_of(words))
        for hand, way in hands:
            found.signed.update((hand, way, letter) for letter in letters_of(words))
    return found


def _is_said_of_a_place(element: etree._Element) -> bool:
    """True of what an editor says of a lost or damaged place."""
    around = element.getparent()
    places = {"gap", "space", "supplied", "unclear", "damage", "surplus"}
    return local(element) == "desc" and around is not None and local(around) in places


_Around = tuple[tuple[str, str | None], ...]


class _Transcription:
    """A walk through a transcription: the spans that are open, and the hand in which is written."""

    def __init__(self, root: etree._Element) -> None:
        self._ids = {value(e, "id") for e in root.iter(etree.Element)} - {""}
        self._spans: dict[str, _Around] = {}
        self._hand = ""

    def walk(self, element: etree._Element, around: _Around) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """The words of an element, each with the hands of the innermost addition and deletion around it."""
        name, before = local(element), self._hand
        self._spans.pop(value(element, "id"), None)
        if (
            not name
            or name in _SKIPPED
            or _is_said_of_a_place(element)
            or (name == "span" and any(element.get(key) for key in ("from", "to", "target", "spanTo")))
            or (name == "c" and element.get("type") == "shy")
        ):
            return
        if name == "handShift":
            self._hand = next((k for a in ("new", "scribeRef", "scribe") if (k := _keys(element.get(a)))), before)
            return
        acts = _acts(element)
        if name in {"addSpan", "delSpan"} or (acts and element.get("spanTo")):
            end = _keys(element.get("spanTo"))
            self._spans |= {end: (*self._spans.get(end, ()), *acts)} if end in self._ids else {}
            return
        if name == "restore":
            around = tuple(one for one in around if one[0] == "in")
        if name not in _ACTED and element.get("hand"):
            self._hand = _keys(element.get("hand"))
        elif any(way == "in" and hand for way, hand in acts):
            self._hand = ""
        yield from self._inside(element, (*around, *acts))
        self._hand = before if acts or name == "rdg" or (name not in _ACTED and element.get("hand")) else self._hand

    def _inside(self, element: etree._Element, around: _Around) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        if local(element) == "choice":
            yield from (part for shown in _one_of(element) for part in self.walk(shown, around))
            return
        yield element.text or "", self._hands_of(around)
        for child in element:
            if local(element) != "app" or child in _shown(element) or not local(child):
                yield from self.walk(child, around)
            yield child.tail or "", self._hands_of(around)

    def _hands_of(self, around: _Around) -> list[tuple[str, str]]:
        every = (*(one for span in self._spans.values() for one in span), *around)
        inmost = {way: self._hand if hand is None else hand for way, hand in every}
        return [(hand, way) for way, hand in inmost.items() if hand]


def _keys(pointers: str | None) -> str:
    return " ".join(key.rpartition("#")[2] for key in (pointers or "").split())


def _acts(element: etree._Element) -> _Around:
    """Whether an element puts words in or takes them out, and in which hand; None is the hand in which is written."""
    name = local(element)
    if name in _ADDED | {"addSpan"}:
        return (("in", _hand_of(element) or None),)
    return (("out", _hand_of(element)),) if name in _STRUCK | {"delSpan"} or _is_struck(element) else ()


def _is_struck(element: etree._Element) -> bool:
    """True of a modification that strikes words itself, and not by a deletion within it."""
    rend = (element.get("rend") or "").lower()
    inside = {local(each) for each in element.iter()}
    return local(element) == "mod" and rend.startswith(("strike", "eras")) and not inside & {"add", "del", "rdg"}


def _one_of(choice: etree._Element) -> Iterator[etree._Element]:
    """What stands on the paper, of an error and its correction or an abbreviation and its expansion."""
    options = {local(child): child for child in reversed(choice) if local(child)}
    shown = next((options[name] for name in ("corr", "abbr", "orig") if name in options), None)
    first = next((child for child in choice if local(child)), None)
    if (chosen := shown if shown is not None else first) is not None:
        beside = (chosen.text or "") + "".join(child.tail or "" for child in chosen)
        is_again = len(chosen) > 1 and all(local(child) in _EITHER for child in chosen) and not beside.strip()
        yield from _one_of(chosen) if is_again or local(chosen) == "choice" else (chosen,)
        others = (child for child in choice if local(child) == local(chosen) and child is not chosen)
        yield from (child for child in others if _is_all_added(child))


def _is_all_added(option: etree._Element) -> bool:
    """True of an alternative all of whose words were added, which stands on the paper beside the first."""
    if local(option) == "add":
        return True
    beside = (option.text or "") + "".join(child.tail or "" for child in option)
    wordy = [child for child in option if "".join(map(str, child.itertext())).strip()]
    return not beside.strip() and bool(wordy) and all(map(_is_all_added, wordy))


def _shown(app: etree._Element) -> list[etree._Element]:
    """The readings that stand on the paper: all that followed each other there, else the lemma, else the first."""
    readings = [c for c in app if local(c) in {"lem", "rdg"}]
    if any(each.get("varSeq") for each in readings):
        return readings
    return [next((c for c in readings if local(c) == "lem"), readings[0])] if readings else list(app)


def _hand_of(element: etree._Element) -> str:
    """The hand that a change names, or what it is part of."""
    for each in (element, *element.iterancestors()):
        if each is not element and (local(each) not in _SPEAKING or _is_struck(each)):
            return ""
        if each.get("hand"):
            return _keys(each.get("hand"))
    return ""


def _hands(root: etree._Element) -> dict[str, str]:
    """For each hand that the file names, all words by which it or its writer may go: ids, names, descriptions."""
    by_id = {value(e, "id"): e for e in root.iter(etree.Element) if value(e, "id")}
    used = [
        (e.get(name) or "") for e in root.iter(etree.Element) for name in ("hand", "new", "who", "scribeRef", "scribe")
    ]
    keys = {key.rpartition("#")[2] for one in used for key in one.split()}
    keys |= {value(e, "id") for e in root.iter("{*}handNote", "{*}hand") if value(e, "id")}
    named = [e for e in root.iterfind(".//{*}teiHeader//*") if local(e) in {"author", "persName"}]
    beside: defaultdict[str, list[str]] = defaultdict(list)
    for each in named:
        for pointer in " ".join(each.get(name) or "" for name in ("ref", "corresp", "key")).split():
            beside[pointer.rpartition("#")[2]] += map(str, each.itertext())
    return {key: " ".join([*_names(key, by_id, frozenset()), *beside[key]]) for key in keys}


def _names(key: str, by_id: dict[str, etree._Element], seen: frozenset[str]) -> Iterator[str]:
    yield key
    note = by_id.get(key)
    if note is None or key in seen:
        return
    yield from map(str, note.itertext())
    yield note.get("scribe") or ""
    for each in note.iter(etree.Element):
        for name in _POINTERS:
            for pointer in (each.get(name) or "").split():
                yield from _names(pointer.rpartition("#")[2], by_id, seen | {key})
