"""A Word file opened to be written in: its parts, the trees of those that hold words, and their text piece by piece."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

from provenance.formats.word.tracked_text import Item


@dataclass(frozen=True, slots=True)
class Ending:
    """What ends the last paragraph of a part: `at` is the number of the item that begins what follows it."""

    at: int
    source: object


@dataclass(frozen=True, slots=True)
class Original:
    """A docx as it was received, to be given back with changes marked in it.

    `parts` are the bytes of all parts by name; `trees` the parsed ones, which may be altered; `main` names the one with
    the body, `comments` that with the comments, if there is one. `read` walks the trees as they now are: the items of
    the text, and where the last paragraph of each part ends. `with_parts` opens the file as it was received with parts
    added or in the place of others. The `strict` parts came under the names of the Strict form of Open XML, and are
    given back under them.
    """

    name: str
    parts: Mapping[str, bytes]
    trees: Mapping[str, etree._Element]
    main: str
    comments: str | None
    read: Callable[[], tuple[list[Item], list[Ending]]]
    with_parts: Callable[[Mapping[str, bytes]], "Original"]
    strict: frozenset[str] = frozenset()
