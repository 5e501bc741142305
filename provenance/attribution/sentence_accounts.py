"""The apparatus asked sentence by sentence: what happened to each, by whom, and what can be said if nothing did."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from provenance.attribution.caveats import edge_caveats, of_the_whole_work, silences, unchanged_caveats
from provenance.attribution.handwriting import Hands
from provenance.attribution.listing import listed
from provenance.errors import NotFound
from provenance.model.attributions import Apparatus, Attribution
from provenance.model.changes import Change, ChangeKind, Edit
from provenance.model.spans import Sentence, Span, blocks_at
from provenance.text.normalize import fold_name
from provenance.text.quotes import find_words
from provenance.text.sentences import split_sentences


class State(StrEnum):
    """What became of a sentence between the two versions; unknown, where one of them has a gap."""

    INSERTED = "inserted"
    REVISED = "revised"
    MOVED = "moved"
    UNCHANGED = "unchanged"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SentenceAccount:
    """A sentence of the revised text, its state, the changes in it, and what must be said with it."""

    sentence: Sentence
    text: str
    state: State
    attributions: tuple[Attribution, ...]
    caveats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Which sentences are asked for; what is None is not asked. `reviser` is any form of a person's name."""

    sentence: str | None = None
    paragraph: int | None = None
    words: str | None = None
    reviser: str | None = None
    unexplained: bool = False


def account_for(apparatus: Apparatus) -> tuple[SentenceAccount, ...]:
    """Every sentence of the revised text in order, orthographic changes left out."""
    text = apparatus.revised.text
    sentences = split_sentences(text, apparatus.revised.blocks)
    found: dict[Sentence, list[Attribution]] = {sentence: [] for sentence in sentences}
    for attribution in listed(apparatus):
        for sentence in sentences_of(attribution.change, sentences):
            found[sentence].append(attribution)
    unknown = {s for edit in apparatus.comparison.unknown for s in _sentences_at(edit, sentences)}
    hands, files = Hands(apparatus), of_the_whole_work(apparatus.caveats)
    unchanged = (*unchanged_caveats(apparatus.caveats, apparatus.base), *files)
    accounts = []
    for sentence in sentences:
        state = _state(sentence.span, text, found[sentence])
        if sentence in unknown:
            state = State.UNKNOWN if state is State.UNCHANGED else state
            caveats = (*silences(apparatus.base, apparatus.revised), *files)
        elif state is State.UNCHANGED:
            told = tuple(hands.caveats(sentence.span))
            caveats = (*told, *unchanged) if told else unchanged
        else:
            caveats = (*edge_caveats(found[sentence]), *files)
        words = sentence.span.of(text)
        accounts.append(SentenceAccount(sentence, words, state, tuple(found[sentence]), caveats))
    return tuple(accounts)


def sentences_of(change: Change, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences in which the change stands; for words taken out, the one in which (or behind which) they stood.

    What a paragraph began with stood before its first sentence.
    """
    if change.after is not None:
        return _overlapped(change.after.span, sentences)
    edit = change.edits[0]
    return _around(edit.revised.start, sentences, opens=not _took_a_paragraph(change, edit))


def _took_a_paragraph(change: Change, edit: Edit) -> bool:
    """True if a whole paragraph went, and with it what parts it from the next."""
    return change.before is not None and edit.base.end - change.before.span.end > 1


def _sentences_at(edit: Edit, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences that an edit touches."""
    if edit.text.strip():
        return _overlapped(edit.revised, sentences)
    return _around(edit.revised.start, sentences)


def _around(point: int, sentences: Sequence[Sentence], *, opens: bool = False) -> tuple[Sentence, ...]:
    """The sentence in which, or behind which, a point lies; if what stood there opens a paragraph, its first one."""
    first = bisect_right(sentences, point, key=lambda sentence: sentence.span.end)
    before, ahead = sentences[max(first - 1, 0) : max(first, 1)], sentences[first : first + 1]
    within = ahead and ahead[0].span.start < point
    heads = opens and ahead and ahead[0].span.start == point and before[0].paragraph != ahead[0].paragraph
    return tuple(ahead if within or heads else before)


def _overlapped(place: Span, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences that share a character with the place; they follow each other, so they are looked up by halving."""
    first = bisect_right(sentences, place.start, key=lambda sentence: sentence.span.end)
    return tuple(sentences[first : bisect_left(sentences, place.end, key=lambda sentence: sentence.span.start)])


def ask(apparatus: Apparatus, question: Question) -> tuple[SentenceAccount, ...]:
    """The sentences that fit the question; NotFound if it asks for a place, words or a person that are not there."""
    accounts = account_for(apparatus)
    if question.sentence is not None:
        accounts = _found((a for a in accounts if a.sentence.ref == question.sentence), f"sentence {question.sentence}")
    if question.paragraph is not None:
        in_paragraph = (a for a in accounts if a.sentence.paragraph == question.paragraph)
        accounts = _found(in_paragraph, f"paragraph {question.paragraph}")
    if question.words is not None:
        sentences = tuple(a.sentence for a in accounts)
        places = find_words(question.words, apparatus.revised.text)
        holding = {sentence for place in places for sentence in _overlapped(place, sentences)}
        accounts = tuple(a for a in accounts if a.sentence in holding)
        if places and not accounts and not outside(apparatus, question):
            raise NotFound(f"“{question.words}” stands in no numbered sentence, and no change is known there")
        accounts = accounts if places else _found(iter(()), f"“{question.words}”")
    if question.reviser is not None:
        name = person_named(question.reviser, apparatus)
        accounts = tuple(a for a in accounts if any(name in x.revisers for x in a.attributions))
    if question.unexplained:
        accounts = tuple(a for a in accounts if any(not x.revisers for x in a.attributions))
    return accounts


def unanswered(question: Question) -> str:
    """That there is no change of the kind that is asked for, in the places that are asked for."""
    places = (question.sentence, question.paragraph, question.words)
    there = " there" if any(place is not None for place in places) else ""
    if question.reviser is not None and question.unexplained:
        return f"no sentence{there} has a change by {question.reviser} and one that nobody is named for"
    if question.reviser is not None:
        return f"no change{there} is attributed to {question.reviser}"
    return f"no change{there} lacks a name" if there else "every change is attributed to somebody"


def outside(apparatus: Apparatus, question: Question) -> tuple[Attribution, ...]:
    """The changes that fit the question and stand in no numbered sentence: of a dateline, a signature, a footnote."""
    if question.sentence is not None or question.paragraph is not None:
        return ()
    sentences = split_sentences(apparatus.revised.text, apparatus.revised.blocks)
    found = [a for a in listed(apparatus) if not sentences_of(a.change, sentences)]
    if question.words is not None:
        places = find_words(question.words, apparatus.revised.text)
        holding = [b.span for b in apparatus.revised.blocks if any(b.span.overlaps(place) for place in places)]
        found = [a for a in found if a.change.after and any(a.change.after.span.overlaps(block) for block in holding)]
    if question.reviser is not None:
        name = person_named(question.reviser, apparatus)
        found = [a for a in found if name in a.revisers]
    return tuple(a for a in found if not (question.unexplained and a.revisers))


def frame_of(apparatus: Apparatus, change: Change) -> str:
    """What a change outside the sentences stands in: the kind of its block, or the part of the document."""
    reading, blocks = (
        (change.after, apparatus.revised.blocks) if change.after else (change.before, apparatus.base.blocks)
    )
    place = reading.span if reading else Span(0, 0)
    block = next(iter(blocks_at(blocks, place)), None)
    return "text" if block is None else block.part or block.kind.value


def person_named(name: str, apparatus: Apparatus) -> str:
    """The canonical name of the one person whom `name` fits; NotFound if nobody or several fit."""
    known = tuple(dict.fromkeys(n for claim in apparatus.claims for n in claim.persons))
    known += tuple(n for a in apparatus.attributions for n in (*a.revisers, *a.candidates) if n not in known)
    forms = {person.name: {person.name, person.short, *person.aliases} for person in apparatus.people}
    wanted = fold_name(name)
    fits = [n for n in dict.fromkeys(known) if any(wanted == fold_name(form) for form in {n, *forms.get(n, ())})]
    fits = fits or [n for n in dict.fromkeys(known) if wanted in fold_name(n).replace(",", "").split()]
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise NotFound(f"{name!r} fits several persons: {'; '.join(fits)}; give the full name")
    said = f"; there are {', '.join(dict.fromkeys(known))}" if known else ""
    raise NotFound(f"no source on {apparatus.work.id} names {name!r} as a reviser{said}")


def _found(accounts: Iterator[SentenceAccount], what: str) -> tuple[SentenceAccount, ...]:
    found = tuple(accounts)
    if not found:
        raise NotFound(f"{what} is not in this version; `provenance who` without options lists every sentence")
    return found


def _state(place: Span, text: str, attributions: Sequence[Attribution]) -> State:
    inside = [a.change for a in attributions if a.change.after or _within(place, a.change)]
    if not inside:
        return State.UNCHANGED
    moved = [c for c in inside if c.kind is ChangeKind.TRANSPOSITION and c.after and c.after.span.contains(place)]
    if moved:
        return State.MOVED
    new = [c.after.span for c in inside if c.kind is ChangeKind.INSERTION and c.after]
    return State.INSERTED if _covered(place, text, new) else State.REVISED


def _within(place: Span, change: Change) -> bool:
    return place.start < change.edits[0].revised.start < place.end


def _covered(place: Span, text: str, spans: Sequence[Span]) -> bool:
    """True if every word of the place lies in one of the spans."""
    at = place.start
    for span in sorted(spans):
        if span.start > at and text[at : span.start].strip():
            return False
        at = max(at, span.end)
    return at >= place.end
