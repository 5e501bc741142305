"""How reports put what is known into words: each quotation once, how sure, what a claim says, how much was changed."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from provenance.model.attributions import Attribution, Evidence
from provenance.model.entries import Entry
from provenance.model.testimony import Act, Claim, Scope, SetAside
from provenance.reports.redline import LegendEntry
from provenance.text.numbers import number_of

_ACTS = {
    Act.INSERT: "inserted",
    Act.DELETE: "took out",
    Act.REPLACE: "replaced",
    Act.MOVE: "moved",
    Act.DRAFT: "drafted",
    Act.REVISE: "revised",
    Act.UNDERLINE: "underlined",
    Act.COMMENT: "commented on",
    Act.APPROVE: "approved",
}
_SCOPES = {
    Scope.PHRASE: "a phrase",
    Scope.CLAUSE: "a clause",
    Scope.SENTENCE: "a sentence",
    Scope.SENTENCES: "several sentences",
    Scope.PART_OF_PARAGRAPH: "part of a paragraph",
    Scope.PARAGRAPH: "a paragraph",
    Scope.PARAGRAPHS: "several paragraphs",
    Scope.DOCUMENT: "the document",
    Scope.UNKNOWN: "words that are not told",
}


def aside_in_words(set_aside: SetAside) -> str:
    """That a claim was set aside, by whom and why.

    >>> aside_in_words(SetAside("D. Editor", "a slip of memory", "2026-01-01"))
    'set aside by D. Editor: a slip of memory'
    """
    return f"set aside by {set_aside.by}: {set_aside.reason}"


_MOST_SET_BACK = 5


def set_back_in_words(entries: Sequence[Entry]) -> list[str]:
    """Where an entry says an earlier minute than the one before it: some clock was wrong, the order is not."""
    odd = [(one, after) for one, after in pairwise(entries) if after.at[:16] < one.at[:16]]
    told = [
        f"entry {after.id} says {_minute(after)}, which is before entry {one.id} ({_minute(one)}) that was made first: "
        "a clock was wrong; the order of the entries is right, their times may not be"
        for one, after in odd[:_MOST_SET_BACK]
    ]
    more = len(odd) - _MOST_SET_BACK
    return [*told, f"so it is with {number_of(more, 'more entry', 'more entries')}"] if more > 0 else told


def _minute(entry: Entry) -> str:
    return entry.at[:16].replace("T", " ")


def quotations(evidence: Iterable[Evidence]) -> list[list[Evidence]]:
    """The evidence with each quotation once: both ends of a tracked move say the same words at the same place.

    A group holds what was said in the same words; its first stands for all.
    """
    groups: dict[tuple[str, str | None, str], list[Evidence]] = {}
    for piece in dict.fromkeys(evidence):
        groups.setdefault((piece.quote.strip(), piece.note, piece.source), []).append(piece)
    return list(groups.values())


def certainty_in_words(attribution: Attribution) -> str:
    """How sure the person is, and where the passage begins and ends."""
    person, start, end = attribution.certainty, attribution.start, attribution.end
    if not attribution.revisers:
        return person.value
    if person is start is end:
        return f"{person} (of the person and of both edges)"
    return f"of the person {person}, of where it begins {start}, of where it ends {end}"


def claim_in_words(claim: Claim) -> str:
    """Who did what to how much of the text: "Smith took out a phrase"."""
    who = claim.named or "somebody who is not named"
    return f"{who} {_ACTS[claim.act]} {_SCOPES[claim.scope]}"


def extent_in_words(entry: LegendEntry) -> list[str]:
    """How much one hand changed: "2 changes", "14 words in", "3 out", "11 moved"."""
    counts = [(entry.words_in, "in"), (entry.words_out, "out"), (entry.words_moved, "moved")]
    told = [f"{_number(count, 'word')} {how}" for count, how in counts if count][:1]
    told += [f"{count} {how}" for count, how in counts if count][1:]
    return [_number(entry.changes, "change"), *told]


def _number(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count} {noun}s"
