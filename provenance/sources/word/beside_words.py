"""What a word processor's file holds beside its words, each kind as a hash: enough to say that two files differ in it.

Nothing of it is read as text. Pictures count by their bytes, charts and diagrams by their letters, wherever they stand;
what is tracked as taken out counts for nothing, as it is not in the text either.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256

from lxml import etree

from provenance.formats.attributes import attributes
from provenance.sources.harmless_xml import attribute, local
from provenance.sources.word.tracked_work import OURS, Aside

Print = Callable[[etree._Element, str], str]
"""Gives the fingerprint of what an element points at by an id or address."""

_TAKEN_OUT = frozenset({"del", "moveFrom", "tracked-changes"})
_DRAWN = frozenset({"drawing", "pict", "object", "frame"})
_POINTING = ("embed", "link", "id", "dm", "href")
_TARGETS = re.compile(r"_(Toc|Ref|Hlk|PAGEREF)\d+")
_LETTERS = re.compile(rb"<(?:\w+:)?(?:t|v)(?: [^>]*)?>([^<]+)<")


def beside_words(
    roots: Iterable[etree._Element], print_of: Print, asides: Sequence[Aside]
) -> tuple[tuple[str, str], ...]:
    """The kinds of things in these parts of a file that are no words of it, each with the hash of all of its kind."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for root in roots:
        for kind, what in _things(root, print_of):
            found[kind].append(what)
    for aside in asides:
        if aside.kind == "comment" and aside.author != OURS:
            found["comments"].append(f"{aside.author}: {aside.text}")
    return tuple((kind, sha256("\n".join(sorted(all)).encode()).hexdigest()) for kind, all in sorted(found.items()))


def in_order(kind: str, all: Iterable[str]) -> tuple[str, str]:
    """A kind of things whose order counts, with the hash of all, be there some or none."""
    return kind, sha256("\n".join(all).encode()).hexdigest()


def letters_in(data: bytes) -> str:
    """The fingerprint of a chart or diagram: its letters, whatever else a program writes anew each time."""
    return sha256(b"\n".join(_LETTERS.findall(data))).hexdigest()


def _things(root: etree._Element, print_of: Print) -> Iterator[tuple[str, str]]:
    steps = etree.iterwalk(root, events=("start",))
    for _, element in steps:
        name = local(element.tag)
        if name in _TAKEN_OUT or (name == "Fallback" and element.getprevious() is not None):
            steps.skip_subtree()
        elif name in _DRAWN:
            yield from (("pictures, charts and drawings", what) for what in _drawn(element, print_of))
        elif name == "p":
            codes = (e.text or attribute(e, "instr") or "" for e in element.iter("{*}instrText", "{*}fldSimple"))
            if code := _TARGETS.sub(r"_\1", "".join("".join(codes).split())):
                yield "codes of fields", code
        elif name in {"hyperlink", "a"} and (address := attribute(element, "id") or attribute(element, "href")):
            yield "addresses of links", print_of(element, address)
        elif name in {"rt", "ruby-text"}:
            yield "small readings beside East Asian words", "".join(map(str, element.itertext()))


def _drawn(drawing: etree._Element, print_of: Print) -> Iterator[str]:
    """What a drawing shows; a drawing inside another is told with the outer one."""
    if any(local(around.tag) in _DRAWN for around in drawing.iterancestors()):
        return
    is_bare = True
    for each in drawing.iter(etree.Element):
        if any(local(around.tag) == "Fallback" for around in each.iterancestors()):
            continue
        for key, value in attributes(each).items():
            if local(key) in _POINTING and ("relationships" in key or "xlink" in key):
                is_bare = False
                yield print_of(each, value)
    if is_bare:
        yield "a drawing"
