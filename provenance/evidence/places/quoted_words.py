"""The places that quoted words mark: where they stand, what begins with them, what follows them."""

import re
from collections import Counter

from provenance.evidence.places.counted_parts import drop_number
from provenance.evidence.places.place import SCOPES, Place, count_blanks, trim_end
from provenance.evidence.places.viewpoint import Viewpoint
from provenance.model.spans import Span
from provenance.model.testimony import Certainty, Scope

_JOINING = re.compile(r"\A(?:and|or|but)\s+(?=\w+\s+\w)")


def find_quoted(view: Viewpoint, words: str, scope: Scope = Scope.PHRASE, within: Span | None = None) -> Place:
    """Where quoted words stand: nearest to the marker, or the only place, or several between which nothing chooses."""
    places = _ranges(view, words, within) or _ranges(view, _JOINING.sub("", words), within)
    if not places and len(words.split()) >= _LONG:
        places = _nearly(view, words, within)
    if len(places) == 1:
        return Place(scope, places[0])
    return Place(scope, candidates=places if len(places) > 1 else ())


_LONG = 6
"""From how many words a quotation with a slip in it is known again."""

_ALIKE = 0.85
"""What share of its words must stand there."""


def _nearly(view: Viewpoint, words: str, within: Span | None) -> tuple[Span, ...]:
    """Where the words stand but for a slip of the pen or a sign, in the paragraph at the marker: the best place, if it is good."""
    holder = within or (view.layout.paragraph_at(view.at) if view.at is not None else None)
    told = [word.lower() for word in _WORD.findall(words)]
    if holder is None or len(holder) > _MOST:
        return ()
    tokens = list(_WORD.finditer(view.layout.text, holder.start, holder.end))
    printed = [token.group().lower() for token in tokens]
    starts = [at for at in range(len(tokens)) if printed[at] == told[0]]
    rated = []
    for at in starts:
        for size in (len(told), len(told) + 1, len(told) - 1):
            run = printed[at : at + size]
            share = (Counter(run) & Counter(told)).total() / max(len(run), len(told))
            if len(run) == size and share >= _ALIKE and run[-1] == told[-1]:
                rated.append((share, -at, Span(tokens[at].start(), tokens[at + size - 1].end())))
    return (max(rated)[2],) if rated else ()


_WORD = re.compile(r"\w+")
_MOST = 8000


def _ranges(view: Viewpoint, words: str, within: Span | None) -> tuple[Span, ...]:
    pieces = [
        piece.strip() for piece in re.split(r"\s*(?:…|\.\s?\.\s?\.(?:\s?\.)?|\* \* \*)\s*", words) if piece.strip(" .,")
    ]
    if not pieces:
        return ()
    firsts = view.layout.nearest(pieces[0], view.at, within) or view.layout.nearest(
        pieces[0].rstrip(" .?!"), view.at, within
    )
    if len(pieces) == 1 or len(firsts) != 1:
        return firsts
    start = firsts[0].start
    ends = [place.end for place in view.layout.nearest(pieces[-1].rstrip(" .?!"), None) if place.end > start]
    return (Span(start, min(ends)),) if ends else ()


def find_sentence_with(view: Viewpoint, cue: str, within: Span | None = None) -> Span | None:
    """The one sentence in which the quoted words stand."""
    place = find_quoted(view, cue, within=within).span
    return view.layout.sentence_at(place.start) if place else None


def find_beginning(view: Viewpoint, unit: str, words: str) -> Place:
    """The sentence or paragraph that begins with (or holds) the quoted words."""
    place = find_quoted(view, words)
    if place.span is None:
        return Place(SCOPES.get(unit, Scope.PHRASE), candidates=place.candidates)
    if unit in {"phrase", "word", "passage", "clause", "portion", "part"}:
        sentence = view.layout.sentence_at(place.span.start)
        end = trim_end(view.layout.text, place.span.start, sentence.end) if sentence else place.span.end
        return Place(Scope.PHRASE, Span(place.span.start, end), end=Certainty.MEDIUM)
    holder = (
        view.layout.paragraph_at(place.span.start) if unit == "paragraph" else view.layout.sentence_at(place.span.start)
    )
    return Place(SCOPES.get(unit, Scope.SENTENCE), holder)


def find_brackets(view: Viewpoint) -> Place:
    """The passage in square brackets nearest to the marker."""
    spans = [Span(*match.span()) for match in re.finditer(r"\[[^\[\]]{3,6000}\]", view.layout.text)]
    if view.at is not None:
        at = view.at
        spans = [span for span in spans if span.start - 3 <= at <= span.end + 3] or spans
        spans = sorted(spans, key=lambda span: min(abs(span.start - at), abs(span.end - at)))[:1]
    return Place(Scope.PHRASE, spans[0] if len(spans) == 1 else None, tuple(spans) if len(spans) > 1 else ())


_ENCLOSURES = {
    "comma": re.compile(r",[^,;:()—]*,"),
    "parenthes": re.compile(r"\([^()]*\)"),
    "dash": re.compile(r"—[^—]*—|–[^–]*–"),
}


def find_enclosed(view: Viewpoint, marks: str, with_marks: bool) -> Place:
    """The words between two commas, dashes or parentheses of the sentence at the marker, with these or without."""
    sentence = view.layout.sentence_at(view.at) if view.at is not None else None
    pattern = next((pattern for name, pattern in _ENCLOSURES.items() if marks.lower().startswith(name)), None)
    if sentence is None or pattern is None:
        return Place(Scope.PHRASE)
    edge = 0 if with_marks else 1
    spans, at = [], sentence.start
    while found := pattern.search(view.layout.text, at, sentence.end):
        at = found.end() - 1
        words = found.group()[edge : len(found.group()) - edge].strip()
        start = view.layout.text.index(words, found.start())
        spans.append(Span(start, start + len(words)))
    return Place(Scope.PHRASE, spans[0] if len(spans) == 1 else None, tuple(spans) if len(spans) > 1 else ())


def find_between(view: Viewpoint, first: str, last: str) -> Place:
    """Everything from the first quoted words to the end of the last."""
    start, ends = find_quoted(view, first).span, view.layout.nearest(last.rstrip(" .?!"), None)
    later = [end for end in ends if start and end.start >= start.start]
    return Place(Scope.PART_OF_PARAGRAPH, Span(start.start, later[0].end) if start and later else None)


def find_at_marker(view: Viewpoint) -> Place:
    """The sentence or item at the marker, where a note says only "this"."""
    span = view.layout.sentence_at(view.at) if view.at is not None else None
    return Place(Scope.SENTENCE, drop_number(view, span), start=Certainty.MEDIUM)


def find_behind(view: Viewpoint, mark: str) -> Place:
    """Everything behind a mark of the sentence at the marker, where it has one such mark."""
    sentence = view.layout.sentence_at(view.at) if view.at is not None else None
    if sentence is None:
        return Place(Scope.CLAUSE)
    found = list(_MARKS[mark].finditer(view.layout.text, sentence.start, sentence.end))
    return Place(Scope.CLAUSE, Span(found[0].end(), sentence.end) if len(found) == 1 else None)


_MARKS = {
    "semicolon": re.compile(r";\s+"),
    "colon": re.compile(r":\s+"),
    "comma": re.compile(r",\s+"),
    "dash": re.compile(r"\s*[—–]\s*"),
}


def find_after(view: Viewpoint, words: str, unit: str) -> Place:
    """Everything after the quoted words, to the end of their sentence or paragraph."""
    place = find_quoted(view, words)
    hold = view.layout.sentence_at if unit == "sentence" else view.layout.paragraph_at
    holder = hold(place.span.start) if place.span else None
    if place.span is None or holder is None:
        return Place(Scope.PART_OF_PARAGRAPH)
    start = place.span.end + count_blanks(view.layout.text[place.span.end : holder.end])
    return Place(Scope.PART_OF_PARAGRAPH, Span(min(start, holder.end), holder.end), end=Certainty.MEDIUM)
