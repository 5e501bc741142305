"""A version's text as editors point at it: the sentence and the paragraph at a marker, and those around it.

Nothing is split before it is asked for: most notes of a volume point at nothing.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from provenance.model.spans import Block, BlockKind, Sentence, Span
from provenance.model.versions import Standing, Version
from provenance.text.blocks import split_blocks
from provenance.text.quotes import find_words
from provenance.text.sentences import split_sentences


class Layout:
    """The blocks and sentences of one version, split when first needed."""

    def __init__(self, version: Version) -> None:
        self.version = version

    @property
    def text(self) -> str:
        """The words of the text."""
        return self.version.text

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Every block of the text, as its reader saw them or as its blank lines show them."""
        return self.version.blocks or split_blocks(self.text)

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The numbered blocks, in order."""
        return tuple(block.span for block in self.blocks if block.paragraph is not None)

    @cached_property
    def _sentences(self) -> tuple[Sentence, ...]:
        return split_sentences(self.text, self.blocks)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Every sentence of the numbered blocks, in order."""
        return tuple(sentence.span for sentence in self._sentences)

    @property
    def whole(self) -> Span:
        """The whole text."""
        return Span(0, len(self.text))

    def paragraph_at(self, at: int) -> Span | None:
        """The numbered block in which, or at whose end, a marker stands."""
        return _holding(self.paragraphs, at) or _holding(tuple(block.span for block in self.blocks), at)

    def sentence_at(self, at: int) -> Span | None:
        """The sentence in which, or at whose end, a marker stands."""
        return _holding(self.sentences, at) or self.paragraph_at(at)

    def sentences_in(self, span: Span) -> tuple[Span, ...]:
        """The sentences that lie inside the span; the span itself where it is no numbered block."""
        found = tuple(sentence for sentence in self.sentences if span.contains(sentence))
        return found or ((span,) if len(span) else ())

    def split(self, span: Span) -> tuple[Span, ...]:
        """The sentences of a block that is not numbered, such as a closing."""
        block = Block(BlockKind.PARAGRAPH, span, 1)
        return tuple(sentence.span for sentence in split_sentences(self.text, (block,)))

    def numbered(self, label: str, at: int | None = None) -> Span | None:
        """The section, minute or point that bears this number ("4", "III") at its head, up to the next that bears one.

        Of several that bear it the one at the place `at`, or else the first.
        """
        if label.isalpha() and label.islower() and len(label) == 1:
            return self._lettered(label, at)
        head = re.compile(
            rf"\W*(?:(?:Article|Section|Paragraph|Point|Minute|No\.?)\s+)?{re.escape(label)}\s*(?:[.):—–-]|\Z|\s)",
            re.IGNORECASE,
        )
        any_head = re.compile(r"\W*(?:\d{1,3}|[IVX]{1,5})\s*(?:[.):]|\Z)")
        spans = [block.span for block in self.blocks]
        headed = [index for index, span in enumerate(spans) if head.match(span.of(self.text))]
        here = [index for index in headed if at is not None and spans[index].start <= at <= spans[index].end + 1]
        for index, span in enumerate(spans):
            if index in (here or headed):
                later = spans[index + 1 :]
                own = span if len(span) > len(label) + 3 else None
                body = []
                for other in later:
                    if any_head.match(other.of(self.text)):
                        break
                    body.append(other)
                pieces = [*([own] if own else []), *body]
                return Span(pieces[0].start, pieces[-1].end) if pieces else None
        return self._run_on(label) if label.isdigit() else None

    def _run_on(self, number: str) -> Span | None:
        """The item "3." that follows others in one paragraph, up to the next or the end of the paragraph; None if several bear its number."""
        found = list(re.finditer(rf"(?<=[.;:?!]\s){number}\.\s(?=[A-Z])", self.text))
        block = self.paragraph_at(found[0].start()) if len(found) == 1 else None
        before = f"{int(number) - 1}. "
        if block is None or before not in self.text[block.start : found[0].start()]:
            return None
        following = re.compile(rf"\s{int(number) + 1}\.\s").search(self.text, found[0].start(), block.end)
        return Span(found[0].start(), following.start() if following else block.end)

    def _lettered(self, letter: str, at: int | None) -> Span | None:
        """The item "(c)" of a list, up to the next or the end of its paragraph; of several the last before the place `at`."""
        found = list(re.finditer(rf"(?<!\w)\(?{letter}\)\s|^{letter}\.\s", self.text, re.MULTILINE))
        if len(found) > 1 and at is not None:
            found = [one for one in found if one.start() <= at][-1:] or found
        if len(found) != 1:
            return None
        block = self.paragraph_at(found[0].start())
        following = re.search(rf"[\s,;]+(?:and\s+)?\(?{chr(ord(letter) + 1)}[.)]\s", self.text[found[0].start() :])
        end = block.end if block else len(self.text)
        end = min(end, found[0].start() + following.start()) if following else end
        return Span(found[0].start(), end)

    def nearest(self, words: str, at: int | None, within: Span | None = None) -> tuple[Span, ...]:
        """Where the words stand: the place nearest to the marker alone, or all places where there is no marker."""
        places = [place for place in find_words(words, self.text) if within is None or within.contains(place)]
        if len(words.split()) == 1:
            places = self._same_case(words, places)
        if len(places) < 2 or at is None:
            return tuple(places)
        paragraph, sentence = self.paragraph_at(at), self.sentence_at(at)
        return (min(places, key=lambda place: _distance(place, at, paragraph, sentence)),)

    def _same_case(self, word: str, places: list[Span]) -> list[Span]:
        """Of the places of a single word those with the same capitals, or at the head of a sentence ("may" is not "May")."""
        same = [place for place in places if place.of(self.text) == word]
        heads = {sentence.start for sentence in self.sentences} if places and not same else set()
        return same or [place for place in places if place.start in heads or not place.of(self.text)[:1].isupper()]

    def block_kind(self, kind: BlockKind) -> Span | None:
        """The first block of a kind, such as the salutation."""
        return next((block.span for block in self.blocks if block.kind is kind), None)


class TextAskedFor(Exception):
    """What a note tells cannot be told without its text."""


class NoText(Layout):
    """What stands for a text that has not been put together: whoever looks into it hears so."""

    def __init__(self) -> None:
        super().__init__(Version("", "", "", "", Standing.EXTANT))

    @property
    def text(self) -> str:
        """No words: TextAskedFor."""
        raise TextAskedFor


def _distance(place: Span, at: int, paragraph: Span | None, sentence: Span | None) -> tuple[bool, bool, int]:
    """How far a place lies from the marker: another paragraph is farther than another sentence, that than letters."""
    gap = 0 if place.start <= at <= place.end else min(abs(place.start - at), abs(place.end - at))
    return (
        not (paragraph and paragraph.contains(place)),
        not (sentence and sentence.overlaps(place)),
        gap,
    )


def _holding(spans: Sequence[Span], at: int) -> Span | None:
    """The span that holds the place; at a seam, the one that begins there, or else ends there, or else ended last."""
    index = bisect_right(spans, at, key=lambda span: span.start) - 1
    if index < 0:
        return None
    span = spans[index]
    return span if at <= span.end + 1 else None
