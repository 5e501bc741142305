"""A paragraph as its sentences, ended where a reader would end them.

A full stop, question mark or exclamation mark, with the quotes and brackets that close after it, may end a
sentence where white space follows. Whether it does is asked of the word before it (a title, an initial, "i.e.",
"No." before a number) and of the word after it (a small letter goes on; after "U.S." only a word that likes to begin
a sentence does not). Nothing is lost: the sentences of a block hold all of its letters. One pass, linear time.
"""

import re
from collections.abc import Iterator, Sequence

from provenance.model.spans import Block, Sentence, Span
from provenance.text.abbreviations import BEFORE_NUMBERS, CALENDAR, EITHER, NEVER_LAST, STARTERS, TITLES

_STOP = re.compile(
    r"""(?<![.!?…؟۔।])(?P<stop>\.(?:[ \u00a0]?\.){2,40}+|[.!?…؟۔।]++)(?P<close>["'”’»›)\]]*)(?=\s)"""
    r"""|(?P<wide>[。！？｡]+[」』”’）)\]]*)\s*(?=\S)"""
)
_BEFORE = re.compile(r"[\w.'’\u0300-\u036f&-]*\Z")
_LOOK_AHEAD = 64
_AFTER = re.compile(r"[\s\"'“”‘’«‹(\[¿¡•—–-]*(\w*)(.?)")
_LETTER = re.compile(r"[^\W_]")
_ACRONYM = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}|Ph\.D")


def split_sentences(text: str, blocks: Sequence[Block]) -> tuple[Sentence, ...]:
    """Every sentence of the numbered blocks in order, each without the white space around it.

    >>> from provenance.text.blocks import split_blocks
    >>> text = "I saw Mr. Smith. He agreed."
    >>> [sentence.span.of(text) for sentence in split_sentences(text, split_blocks(text))]
    ['I saw Mr. Smith.', 'He agreed.']
    """
    return tuple(
        Sentence(block.paragraph, number, span)
        for block in blocks
        if block.paragraph is not None
        for number, span in enumerate(_sentences(text, block.span), 1)
    )


def _sentences(text: str, block: Span) -> Iterator[Span]:
    """The sentences of one block; a piece without a letter or digit stays with its neighbour."""
    words = block.of(text)
    start = seen = 0
    has_word = False
    for end in [*_ends(words), len(words)]:
        has_word = has_word or _has_word(words[seen:end])
        seen = end
        if end < len(words) and not (has_word and _has_word(words[end : end + _LOOK_AHEAD])):
            continue
        piece = words[start:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            yield Span(block.start + start + lead, block.start + start + len(piece.rstrip()))
        start, has_word = end, False


def _has_word(piece: str) -> bool:
    return _LETTER.search(piece) is not None


def _ends(words: str) -> Iterator[int]:
    """The places after which a new sentence begins."""
    for match in _STOP.finditer(words):
        if match["wide"] or _is_end(words, match):
            yield match.end()


def _is_end(words: str, match: re.Match[str]) -> bool:
    """Whether a sentence ends at this stop, by the words on both sides of it."""
    stop = match["stop"]
    after = _AFTER.match(words, match.end())
    following = after[1] if after else ""
    if not following:
        return True
    if stop != ".":
        return not following[0].islower()
    before = _BEFORE.search(words, max(0, match.start() - 24), match.start())
    word = before[0].lstrip(".'’-") if before else ""
    if match["close"]:
        return not following[0].islower() and not (match["close"][0] in ")]" and _is_short(word))
    head = match.start() - len(word)
    return _ends_after(words[:head] if head < _LOOK_AHEAD else words[head - _LOOK_AHEAD : head], word, following)


def _is_short(word: str) -> bool:
    """Whether the word is an abbreviation of any sort."""
    return word.casefold() in NEVER_LAST | BEFORE_NUMBERS | EITHER | TITLES or bool(_ACRONYM.fullmatch(word))


def _ends_after(lead: str, word: str, following: str) -> bool:
    """Whether a full stop after `word` ends the sentence, `lead` being what stands before the word."""
    short, starts = word.casefold(), following.casefold() in STARTERS
    if short in NEVER_LAST or (short in TITLES and not word.isupper()):
        return False
    if short in {"a.m", "p.m"}:
        return following[0].isupper() and following.casefold() not in CALENDAR
    if short in BEFORE_NUMBERS and (following[0].isdigit() or following[0].islower() or _is_roman(following)):
        return False
    if _ACRONYM.fullmatch(word) or short in EITHER:
        return starts and not following[0].islower()
    if len(word) == 1 and word.isalpha():
        return _ends_after_letter(lead, word, following)
    if word.isdigit() and not lead.strip("\"'“‘([ "):
        return False
    return not (following[0].islower() and (short in BEFORE_NUMBERS or "." in word))


def _ends_after_letter(lead: str, word: str, following: str) -> bool:
    """A single letter is an initial, a numbering at the head of the block, or the word "I" at a sentence's end."""
    if not word.isupper():
        return following[0].isupper() and bool(lead.strip())
    if not lead.strip():
        return False
    return following.casefold() in STARTERS and following not in {"A", "I"} and not following[0].islower()


def _is_roman(word: str) -> bool:
    return bool(re.fullmatch(r"[IVXLC]+", word)) and word != "I"
