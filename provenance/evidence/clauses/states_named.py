"""Which other states of the text a sentence names: the draft, the text as sent, "in its original form", "before X revised it"."""

from collections.abc import Iterator
from dataclasses import dataclass
from re import Match

from provenance.evidence.clauses.line import Line
from provenance.evidence.people import Who
from provenance.model.spans import Span

_PREPOSITIONS = {"in", "on", "from", "of"}
_ON_PAPER = {"on", "to", "upon"}


@dataclass(frozen=True, slots=True)
class StateNamed:
    """A state named at the chunks `start` to `end`; `is_frame` where it only tells in which state ("in the draft", "originally").

    `whos` are those who changed that state, where it is named by their change ("before X revised it").
    """

    start: int
    end: int
    span: Span
    is_earlier: bool
    is_frame: bool
    whos: tuple[Who, ...] = ()


def find_states(line: Line) -> Iterator[StateNamed]:
    """The states named in a sentence, in order; of two that overlap the longer."""
    lexicon = line.lexicon
    found: list[StateNamed] = []
    for pattern, is_earlier in (
        (lexicon.later_state, False),
        (lexicon.earlier_state, True),
        (lexicon.earlier_ways, True),
        (lexicon.later_ways, False),
    ):
        for match in pattern.finditer(line.sketch.lines, line.sentence.start, line.sentence.end):
            if pattern is lexicon.later_state and _is_of_earlier(line, match):
                continue
            if not _is_no_state(line, match) and not any(
                span.overlaps(Span(*match.span())) for span in (one.span for one in found)
            ):
                found.append(_named(line, match, is_earlier, pattern in {lexicon.earlier_ways, lexicon.later_ways}))
    yield from sorted(found, key=lambda one: one.span)


def _is_of_earlier(line: Line, match: Match[str]) -> bool:
    """Whether a text is called an earlier one, whatever became of it then ("an earlier version, initialed by X")."""
    return (
        line.sketch.word_before(match.start(), line.sentence.start)
        in line.lexicon.papers["earlier_marks"] - line.lexicon.papers["states"]
    )


def _is_no_state(line: Line, match: Match[str]) -> bool:
    """Whether it is this text itself ("this draft"), or only something written on it ("a handwritten note … reads")."""
    named = match.group().lower().split()
    words = set(named)
    after = line.index_at(match.end())
    if named[-1] == "draft" and {line.word(after), line.word(after + 1)} & line.lexicon.papers["policy"]:
        return True
    before = line.sketch.word_before(match.start(), line.sentence.start)
    if named in (["original"], ["the", "original"]) and before in _ON_PAPER:
        return True  # "crossed out on the original" is said of the paper
    return named[0] == "this" or bool(
        words & line.lexicon.papers["remarks"] and words & line.lexicon.grammar["on_paper"]
    )


def _named(line: Line, match: Match[str], is_earlier: bool, is_way: bool) -> StateNamed:
    span = Span(*match.span())
    start, end = line.index_at(span.start), line.index_at(span.end)
    inside = start > 0 and line.end(start - 1) > span.start  # "at this point in the draft" is one chunk
    start = start - 1 if inside else start
    governed = inside or line.word(start - 1) in _PREPOSITIONS
    whos = tuple(who for who in line.sketch.whos if is_way and _holds(match, who))
    return StateNamed(start, end, span, is_earlier, is_way or governed, whos)


def _holds(match: Match[str], who: Who) -> bool:
    """Whether somebody stands where the phrase names who made the change."""
    group = next((name for name in match.re.groupindex if match[name] is not None), None)
    return group is not None and match.start(group) <= who.span.start and who.span.end <= match.end(group)
