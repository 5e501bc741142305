"""A TEI file as one tree, with the files that it includes (XInclude) where they lie in its own folder.

What lies elsewhere, is missing, or includes itself is named and left out: no file of strangers may have others opened
that its owner did not put beside it.
"""

import re
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from provenance.errors import UnreadableInput
from provenance.sources import guard
from provenance.sources.harmless_xml import attribute
from provenance.sources.reader import SourceFile
from provenance.sources.tei.tei_parsing import parse_elements, repeated_ids

_MOST_FILES = 5000
_MOST_AUTHORITIES = 20
_POINTING = ("hand", "who", "scribeRef", "scribe", "new")
_OTHER = re.compile(r"[^#\s]+\.xml#\S")


def read_whole(file: SourceFile) -> tuple[etree._Element, list[str]]:
    """The root of the file with what it includes, and a sentence on everything that was not included."""
    including = _Including(file)
    root = including.parse(file.data, file.name)
    including.include(root, file.path, (file.path.resolve(),))
    return root, [*repeated_ids(file.data), *including.warnings]


def read_beside(file: SourceFile, root: etree._Element) -> tuple[list[etree._Element], list[str]]:
    """The files of its own folder that a file points into for persons and hands, and a sentence on those left out."""
    including = _Including(file)
    values = (value for element in root.iter(etree.Element) for name in _POINTING if (value := element.get(name)))
    names = dict.fromkeys(key.partition("#")[0] for value in values for key in value.split() if _OTHER.match(key))
    roots = []
    for name in list(names)[:_MOST_AUTHORITIES]:
        found = including.file(name, file.path, (file.path.resolve(),))
        try:
            roots += [including.parse(guard.read_bytes(found), str(found))] if found is not None else []
        except UnreadableInput as trouble:
            including.left_out.setdefault(f"it cannot be read ({trouble})", []).append(name)
    return roots, [warning.replace("not included", "names not looked up") for warning in including.warnings]


class _Including:
    def __init__(self, file: SourceFile) -> None:
        self.folder = file.path.resolve().parent
        self.left_out: dict[str, list[str]] = {}
        self.files = 0

    @property
    def warnings(self) -> list[str]:
        """One sentence for each reason why files were left out."""
        return [
            f"not included, because {why}: {', '.join(names[:5])}{f' and {len(names) - 5} more' if names[5:] else ''}"
            for why, names in self.left_out.items()
        ]

    @staticmethod
    def parse(data: bytes, name: str) -> etree._Element:
        """The root of a file."""
        elements = list(parse_elements(data, name, ("*",)))
        return elements[-1].getroottree().getroot()

    def include(self, root: etree._Element, path: Path, above: tuple[Path, ...]) -> None:
        """Put the included files into the tree; `above` are the files that this one is included by."""
        for element in list(root.iter("{http://www.w3.org/2001/XInclude}include")):
            href = element.get("href") or ""
            found = self.file(href, path, above)
            parent = element.getparent()
            if found is None or parent is None:
                continue
            try:
                part = self.parse(guard.read_bytes(found), str(found))
            except UnreadableInput as trouble:
                self.left_out.setdefault(f"it cannot be read ({trouble})", []).append(href)
                continue
            self.include(part, found, (*above, found))
            part = _part(part, element.get("xpointer"))
            part.tail = element.tail
            parent.replace(element, part)

    def file(self, href: str, path: Path, above: tuple[Path, ...]) -> Path | None:
        """The file that is meant, if it lies where it may."""
        why = ""
        target = (path.resolve().parent / unquote(href.partition("#")[0])).resolve()
        self.files += 1
        if "://" in href or not target.is_relative_to(self.folder):
            why = "it lies outside the folder of the file"
        elif target in above:
            why = "it includes itself"
        elif self.files > _MOST_FILES:
            why = f"more than {_MOST_FILES} files are included"
        elif not target.is_file():
            why = "it is not there"
        if why:
            self.left_out.setdefault(why, []).append(href)
        return None if why else target


def _part(root: etree._Element, pointer: str | None) -> etree._Element:
    """The element that an include points at by its id, else the whole."""
    return next((each for each in root.iter(etree.Element) if pointer and attribute(each, "id") == pointer), root)
