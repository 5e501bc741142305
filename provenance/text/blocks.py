"""A plain text as its blocks: salutation, paragraphs, list items, closing formula and signature.

Blocks are parted by blank lines (or U+2029). A line that starts with a bullet, dash or number is an item of its
own where the block is a list. Paragraphs and items are numbered from 1 after the salutation; what stands before a
salutation is a heading or a dateline. Readers of marked-up sources know their blocks better and do not ask here.
"""

import itertools
import re
from collections.abc import Iterator, Sequence

from provenance.model.spans import FIGURE, Block, BlockKind, Span

_LINE = re.compile(r"(?P<words>[^\r\n\u2029]*)(?P<end>\r\n|\r|\n|\u2029|\Z)")
_BULLET = re.compile(r"\s*(?:[•◦▪‣·*—–-]\s|[•—]\S|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s)")
_SALUTATION = re.compile(
    r"(?:My\s+)?(?:Dear|Dearest|Sirs?|Gentlemen|Madam|Mr|Mrs|Ms|Dr|To\s+the|Your|His|Her|Excellenc(?:y|ies)|Honou?rable)\b.*[:,]",
    re.DOTALL,
)
_CLOSER = re.compile(
    r"(?:I\s+(?:am|remain)\b.*|with\s+(?:best|kind|warm|high|great|every)\w*\s.*"
    r"|(?:(?:very|most|yours?|ever|as\s+ever)\s+)*(?:sincerely|truly|respectfully|faithfully|cordially|affectionately)(?:\s+yours)?"
    r"|yours?(?:\s.*)?|(?:best|kind|warm)\s+(?:regards|wishes)|your\s+(?:most\s+)?obedient\b.*)[,.]?",
    re.IGNORECASE | re.DOTALL,
)
_SENTENCE_END = re.compile(r"[.!?…:;。！？؟][\"'”’»)\]]*\Z")
_YEAR_OR_DAY = re.compile(r"\b(?:1[4-9]|20)\d\d\b|\bundated\b", re.IGNORECASE)
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s")
_PARTICLES = frozenset(
    {"de", "der", "den", "di", "da", "du", "la", "le", "van", "von", "of", "the", "and", "for", "al"}
)
_SHORT = 120
_LAST_BLOCKS = 6


def split_blocks(text: str) -> tuple[Block, ...]:
    """Every block of the text in order, each without the white space around it.

    >>> text = "Dear Mr. Secretary:\\n\\nI agree.\\n\\nSincerely,"
    >>> [(block.kind.value, block.paragraph) for block in split_blocks(text)]
    [('salutation', None), ('paragraph', 1), ('closer', None)]
    """
    spans = [(span, item) for group in _groups(text) for span, item in _items(text, group)]
    words = [span.of(text) for span, _ in spans]
    opening = _opening(words)
    closing = _closing(words, opening)
    blocks, count = [], 0
    for index, (span, item) in enumerate(spans):
        kind = opening.get(index) or closing.get(index) or _body_kind(words[index], item)
        numbered = kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}
        count += numbered
        blocks.append(Block(kind, span, count if numbered else None))
    return tuple(blocks)


def _groups(text: str) -> Iterator[list[Span]]:
    """The lines that stand together without a blank line between them."""
    group: list[Span] = []
    for match in _LINE.finditer(text):
        words = match["words"]
        if words.strip():
            start = match.start() + len(words) - len(words.lstrip())
            group.append(Span(start, start + len(words.strip())))
        if (not words.strip() or match["end"] == "\u2029") and group:
            yield group
            group = []
    if group:
        yield group


def _items(text: str, lines: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    """The group as one block, or as what stands before a list and the list's items; True for an item."""
    bullets = [index for index, line in enumerate(lines) if _BULLET.match(line.of(text) + " ")]
    is_list = bullets and (bullets[0] == 0 or len(bullets) > 1 or lines[bullets[0] - 1].of(text).endswith(":"))
    starts = bullets if is_list else []
    edges = [*([] if 0 in starts else [0]), *starts, len(lines)]
    items = frozenset(starts)
    for start, end in itertools.pairwise(edges):
        yield Span(lines[start].start, lines[end - 1].end), start in items


def _opening(words: Sequence[str]) -> dict[int, BlockKind]:
    """The salutation and what stands before it; nothing where no salutation stands before the first paragraph."""
    for index, block in enumerate(words[: 2 * _LAST_BLOCKS]):
        if len(block) <= _SHORT and _SALUTATION.fullmatch(block):
            before = {at: _heading_kind(words[at]) for at in range(index)}
            return {**before, index: BlockKind.SALUTATION}
        if len(block) > 2 * _SHORT or (_SENTENCE_END.search(block) and not _YEAR_OR_DAY.search(block)):
            break
    return {}


def _heading_kind(block: str) -> BlockKind:
    return BlockKind.DATELINE if _YEAR_OR_DAY.search(block) and len(block) <= _SHORT else BlockKind.HEADING


def _closing(words: Sequence[str], opening: dict[int, BlockKind]) -> dict[int, BlockKind]:
    """The closing formula and the names after it, told from the last block backwards."""
    found: dict[int, BlockKind] = {}
    first = max(opening, default=-1) + 2
    for index in range(len(words) - 1, max(first, len(words) - _LAST_BLOCKS) - 1, -1):
        kind = _closing_kind(words[index])
        if kind is None:
            break
        found[index] = kind
    return found


def _closing_kind(block: str) -> BlockKind | None:
    """Whether a block is a closing formula, a name or title, or neither."""
    if len(block) > _SHORT:
        return None
    if _CLOSER.fullmatch(block):
        return BlockKind.CLOSER
    names = [word for word in block.split() if word.casefold() not in _PARTICLES]
    is_name = 0 < len(names) <= 8 and all(word.lstrip('(/["“').istitle() or word.isupper() for word in names)
    ends = re.search(r"[!?:;,]\Z|\d", block) or (block.endswith(".") and not re.search(r"\b[A-Z]\w?\.\Z", block))
    return BlockKind.SIGNATURE if is_name and len(names) > 1 and not ends else None


def _body_kind(block: str, item: bool) -> BlockKind:
    if item:
        return BlockKind.ITEM
    return BlockKind.HEADING if _MARKDOWN_HEADING.match(block) and "\n" not in block else BlockKind.PARAGRAPH


def words_in(text: str) -> str:
    """The words of a block, without the pictures that stand among them and the white space around them.

    >>> words_in("\ufffc  Dear Sir:")
    'Dear Sir:'
    """
    return text.replace(FIGURE, " ").strip()
