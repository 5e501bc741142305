"""Histories made up by a seeded simulator that knows the origin of every word, to measure lineages by.

    python -m benchmarks.history_generator --mix repeated --seed 7 --revisions 150 history.jsonl truth.json

The truth is [[token…], [origin revision…], [kind…]] of the last revision; the kind is how the word lived: "" (plain),
"moved", "restored" or "reverted". The prose is drawn from a small vocabulary with the frequencies of English, so that
sentences that have nothing to do with one another still share their articles, prepositions and commas.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


COMMON = _words("the of and to in a is that for it was as be on by this with not are which or from at an has have but")
ROOTS = _words("""
    treaty envoy border harbour grain letter minister signal river garrison tariff council ledger province bridge
    winter archive copy draft clause paper wording margin reply cable office talks truce guarantee ship frontier
    railway mission visit report meeting delegate committee question answer proposal channel message station island
    market harvest coal timber canal levy customs quota census decree charter statute court verdict appeal witness
""")
ENDINGS = ("", "s", "ed", "ing", "al", "ly", "er", "ment", "less", "ful")
CONTENT = [root + ending for ending in ENDINGS for root in ROOTS]
_WEIGHTS = [1 / (rank + 3) for rank in range(len(CONTENT))]
_CUMULATED = list(accumulate(_WEIGHTS))


@dataclass(slots=True)
class Word:
    """A word with the revision in which it entered, and how it lived."""

    text: str
    origin: int
    kind: str = ""


Sentence = list[Word]
Paragraph = list[Sentence]
Draft = list[Paragraph]


@dataclass(frozen=True, slots=True)
class Mix:
    """How often each kind of edit is made, and how the text is laid out."""

    weights: dict[str, float]
    wrapped: int | None = None
    branches: bool = False


_EDITS = {
    "words": 8.0,
    "rewrite": 4.0,
    "add_sentence": 4.0,
    "delete_sentence": 3.0,
    "move_sentence": 2.0,
    "add_paragraph": 1.0,
    "delete_paragraph": 1.0,
    "move_paragraph": 1.5,
    "restore": 2.0,
    "swap": 1.0,
    "replace_sentence": 2.0,
}
_VANDALISM = {"blank": 1.0, "strike_section": 1.5, "spam": 1.0}
_REPEATS = {"repeat_sentence": 3.0, "repeat_paragraph": 0.5}
_SHAPES = {"split": 3.0, "join": 3.0, "reword_and_move": 1.0, "restore_part": 2.0, "restore_reworded": 1.0}
MIXES = {
    "plain": Mix(_EDITS),
    "vandalised": Mix(_EDITS | _VANDALISM),
    "repeated": Mix(_EDITS | _REPEATS),
    "repeated_vandalised": Mix(_EDITS | _REPEATS | _VANDALISM),
    "shapes": Mix(_EDITS | _SHAPES),
    "wrapped": Mix(_EDITS | _SHAPES | _VANDALISM, wrapped=72),
    "branches": Mix(_EDITS | _SHAPES, branches=True),
    "everything": Mix(_EDITS | _SHAPES | _REPEATS | _VANDALISM, branches=True),
}


@dataclass(slots=True)
class State:
    """A draft and what was struck out of it or its ancestors."""

    draft: Draft
    grave: list[Sentence] = field(default_factory=list)
    undone: Draft | None = None

    def copy(self) -> "State":
        return State([list(paragraph) for paragraph in self.draft], list(self.grave), self.undone)


class Simulator:
    """Writes a history, one revision after another."""

    def __init__(self, seed: int, mix: Mix, paragraphs: int = 12) -> None:
        self.random = random.Random(seed)
        self.mix = mix
        self.number = 0
        self.records: list[dict[str, object]] = []
        self.states: list[State] = []
        self.most: Counter[str] = Counter()
        first = State([self._paragraph() for _ in range(paragraphs)])
        self._record(first, (), "base")

    # Prose

    def _word(self) -> Word:
        pick = self.random
        if pick.random() < 0.45:
            return Word(pick.choice(COMMON[: max(1, int(pick.random() * len(COMMON)) + 1)]), self.number)
        return Word(pick.choices(CONTENT, cum_weights=_CUMULATED)[0], self.number)

    def _sentence(self) -> Sentence:
        words = [self._word() for _ in range(self.random.randint(5, 28))]
        words[0].text = words[0].text.capitalize()
        if len(words) > 10:
            words.insert(self.random.randrange(3, 9), Word(",", self.number))
        return [*words, Word(".", self.number)]

    def _paragraph(self) -> Paragraph:
        return [self._sentence() for _ in range(self.random.randint(2, 7))]

    # Places

    def _place(self, draft: Draft, least: int = 1) -> tuple[int, int] | None:
        """A sentence of at least this length, drawn at random."""
        places = [(p, s) for p, par in enumerate(draft) for s, sentence in enumerate(par) if len(sentence) >= least]
        return self.random.choice(places) if places else None

    def _put(self, draft: Draft, sentences: list[Sentence]) -> None:
        if not draft:
            draft.append([])
        paragraph = self.random.choice(draft)
        at = self.random.randint(0, len(paragraph))
        paragraph[at:at] = sentences

    def _pull(self, draft: Draft, place: tuple[int, int]) -> Sentence:
        sentence = draft[place[0]].pop(place[1])
        if not draft[place[0]]:
            draft.pop(place[0])
        return sentence

    def _bury(self, state: State, sentence: Sentence) -> None:
        if len(sentence) > 6:
            state.grave.append(sentence)

    # Edits: each changes the state it is given

    def words(self, state: State) -> None:
        place = self._place(state.draft, 4)
        if place is None:
            return
        sentence = list(state.draft[place[0]][place[1]])
        for _ in range(self.random.randint(1, 4)):
            at = self.random.randrange(len(sentence) - 1)
            match self.random.randrange(3):
                case 0:
                    sentence[at] = self._word()
                case 1:
                    sentence.insert(at, self._word())
                case _ if len(sentence) > 4:
                    sentence.pop(at)
        state.draft[place[0]][place[1]] = sentence

    def _reworded(self, sentence: Sentence, share: float) -> Sentence:
        return [word if word.text == "." or self.random.random() > share else self._word() for word in sentence]

    def rewrite(self, state: State) -> None:
        place = self._place(state.draft, 8)
        if place is not None:
            p, s = place
            state.draft[p][s] = self._reworded(state.draft[p][s], self.random.uniform(0.2, 0.5))

    def add_sentence(self, state: State) -> None:
        self._put(state.draft, [self._sentence()])

    def replace_sentence(self, state: State) -> None:
        place = self._place(state.draft)
        if place is not None:
            self._bury(state, state.draft[place[0]][place[1]])
            state.draft[place[0]][place[1]] = self._sentence()

    def add_paragraph(self, state: State) -> None:
        state.draft.insert(self.random.randint(0, len(state.draft)), self._paragraph())

    def delete_sentence(self, state: State) -> None:
        place = self._place(state.draft)
        if place is not None and sum(map(len, state.draft)) > 10:
            self._bury(state, self._pull(state.draft, place))

    def delete_paragraph(self, state: State) -> None:
        if len(state.draft) > 4:
            for sentence in state.draft.pop(self.random.randrange(len(state.draft))):
                self._bury(state, sentence)

    def move_sentence(self, state: State) -> None:
        place = self._place(state.draft, 6)
        if place is not None and self._count(state, state.draft[place[0]][place[1]]) == 1:
            self._put(state.draft, [_marked(self._pull(state.draft, place), "moved")])

    def move_paragraph(self, state: State) -> None:
        source = self.random.randrange(len(state.draft))
        if all(self._count(state, sentence) == 1 for sentence in state.draft[source]):
            paragraph = state.draft.pop(source)
            at = self.random.randint(0, len(state.draft))
            state.draft.insert(at, [_marked(sentence, "moved") for sentence in paragraph])

    def swap(self, state: State) -> None:
        paragraph = self.random.choice(state.draft)
        if len(paragraph) > 1:
            at = self.random.randrange(len(paragraph) - 1)
            paragraph[at : at + 2] = [_marked(paragraph[at + 1], "moved"), _marked(paragraph[at], "moved")]

    def _exhume(self, state: State, least: int = 0) -> Sentence | None:
        """A sentence that was struck out, of at least this length; none whose twin was struck out too."""
        spelt = Counter(map(_spelt, state.grave))
        places = [at for at, one in enumerate(state.grave) if len(one) >= least and spelt[_spelt(one)] == 1]
        return _marked(state.grave.pop(self.random.choice(places)), "restored") if places else None

    def restore(self, state: State) -> None:
        sentence = self._exhume(state)
        if sentence:
            self._put(state.draft, [sentence])

    def restore_part(self, state: State) -> None:
        sentence = self._exhume(state, least=17)
        if sentence:
            at = self.random.randrange(7, len(sentence) - 7)
            part = sentence[:at] if self.random.random() < 0.5 else sentence[at:]
            self._put(state.draft, [part if part[-1].text == "." else [*part, Word(".", self.number)]])

    def restore_reworded(self, state: State) -> None:
        sentence = self._exhume(state)
        if sentence:
            self._put(state.draft, [self._reworded(sentence, 0.08)])

    def reword_and_move(self, state: State) -> None:
        place = self._place(state.draft, 12)
        if place is not None:
            self._put(state.draft, [self._reworded(_marked(self._pull(state.draft, place), "moved"), 0.1)])

    def split(self, state: State) -> None:
        place = self._place(state.draft, 12)
        if place is not None:
            p, s = place
            sentence = state.draft[p][s]
            at = self.random.randrange(4, len(sentence) - 4)
            second = [Word(sentence[at].text.capitalize(), sentence[at].origin, sentence[at].kind), *sentence[at + 1 :]]
            state.draft[p][s : s + 1] = [[*sentence[:at], Word(".", self.number)], second]

    def join(self, state: State) -> None:
        places = [(p, s) for p, paragraph in enumerate(state.draft) for s in range(len(paragraph) - 1)]
        if places:
            p, s = self.random.choice(places)
            one, other = state.draft[p][s], state.draft[p][s + 1]
            link = [Word(",", self.number), Word("and", self.number)]
            first = Word(other[0].text.lower(), other[0].origin, other[0].kind)
            state.draft[p][s : s + 2] = [[*one[:-1], *link, first, *other[1:]]]

    # A copy put right before its model could not be told from one put right behind it, nor one of a sentence that was
    # struck out elsewhere from that sentence come back; and which of two like sentences was moved, or came back, nobody
    # can say. So none of these is ever made: what the truth says could be known.

    def _most(self, sentence: Sentence) -> int:
        return self.most[_spelt(sentence)]

    def _count(self, state: State, sentence: Sentence) -> int:
        text = _spelt(sentence)
        return sum(_spelt(other) == text for paragraph in state.draft for other in paragraph)

    def repeat_sentence(self, state: State) -> None:
        place = self._place(state.draft, 5)
        if place is not None:
            p, s = place
            if self._most(state.draft[p][s]) > self._count(state, state.draft[p][s]):
                return
            q = self.random.randrange(len(state.draft))
            at = self.random.randint(0, len(state.draft[q]))
            copy = [Word(word.text, self.number) for word in state.draft[p][s]]
            if _spelt(copy) not in map(_spelt, state.draft[q][max(0, at - 1) : at + 1]):
                state.draft[q].insert(at, copy)

    def repeat_paragraph(self, state: State) -> None:
        source = self.random.randrange(len(state.draft))
        if any(self._most(sentence) > self._count(state, sentence) for sentence in state.draft[source]):
            return
        copy = [[Word(word.text, self.number) for word in sentence] for sentence in state.draft[source]]
        at = self.random.randint(0, len(state.draft))
        beside = [list(map(_spelt, paragraph)) for paragraph in state.draft[max(0, at - 1) : at + 1]]
        if list(map(_spelt, copy)) not in beside:
            state.draft.insert(at, copy)

    # Vandalism: undone by the next revision

    def blank(self, state: State) -> None:
        state.undone = state.draft
        state.draft = [[[Word("Blanked", self.number), Word(".", self.number)]]]

    def strike_section(self, state: State) -> None:
        state.undone = state.draft
        start = self.random.randrange(len(state.draft))
        state.draft = [*state.draft[:start], *state.draft[start + len(state.draft) // 3 + 1 :]]
        if not state.draft:
            state.draft = [[self._sentence()]]

    def spam(self, state: State) -> None:
        state.undone = state.draft
        word = self._word().text
        state.draft = [*state.draft, [[Word(word, self.number) for _ in range(40)]]]

    def revert(self, state: State) -> str:
        """Undo the vandalism, one time in four with an edit of the reverter's own."""
        assert state.undone is not None
        state.draft = [[_marked(sentence, "reverted") for sentence in paragraph] for paragraph in state.undone]
        state.undone = None
        if self.random.random() < 0.25:
            self.words(state)
            return "revert and edit"
        return "revert"

    # Revisions

    def step(self) -> None:
        """Write the next revision, on the last or, with branches, now and then on an earlier one or on two."""
        self.number += 1
        if self.mix.branches and self.number > 10 and self._branch():
            return
        parent = len(self.states) - 1
        state = self.states[parent].copy()
        self._record(state, (parent,), self._edit(state))

    def _edit(self, state: State) -> str:
        if state.undone is not None:
            return self.revert(state)
        name = self.random.choices(list(self.mix.weights), list(self.mix.weights.values()))[0]
        edit: Callable[[State], None] = getattr(self, name)
        edit(state)
        return name

    def _branch(self) -> bool:
        """Two side branches from the last revision and their merge, one time in twelve."""
        fork = len(self.states) - 1
        if self.states[fork].undone is not None or self.random.random() > 1 / 12:
            return False
        tips: list[int] = []
        for _ in range(2):
            tip = fork
            for _ in range(self.random.randint(1, 3)):
                state = self.states[tip].copy()
                edit = self.random.choice([self.words, self.rewrite, self.add_sentence, self.delete_sentence])
                edit(state)
                self._record(state, (tip,), "branch")
                tip = len(self.states) - 1
                self.number += 1
            tips.append(tip)
        self._record(self._merged(fork, *tips), tuple(tips), "merge")
        return True

    def _merged(self, fork: int, one: int, other: int) -> State:
        """The paragraphs that each side changed; where both did, those of the first."""
        base, ours, theirs = (self.states[number].draft for number in (fork, one, other))
        if not len(base) == len(ours) == len(theirs):
            return self.states[one].copy()
        draft = [t if o == b else o for b, o, t in zip(base, ours, theirs, strict=True)]
        return State([list(paragraph) for paragraph in draft], list(self.states[one].grave))

    def _record(self, state: State, parents: Sequence[int], comment: str) -> None:
        number = len(self.states)
        self.states.append(state)
        self.most |= Counter(_spelt(sentence) for paragraph in state.draft for sentence in paragraph)
        self.records.append(
            {
                "rev": str(number),
                "author": f"u{self.random.randrange(10)}",
                "timestamp": f"2020-01-01T{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}Z",
                "comment": comment,
                "text": laid_out(state.draft, self.mix.wrapped),
                "parents": [str(parent) for parent in parents],
            }
        )
        self.number = number

    def truth(self) -> tuple[list[str], list[str], list[str]]:
        """Tokens, origins and kinds of the last revision."""
        words = [word for paragraph in self.states[-1].draft for sentence in paragraph for word in sentence]
        return [word.text for word in words], [str(word.origin) for word in words], [word.kind for word in words]


def _spelt(sentence: Sentence) -> str:
    return " ".join(word.text for word in sentence)


def _marked(sentence: Sentence, kind: str) -> Sentence:
    return [Word(word.text, word.origin, kind) for word in sentence]


def laid_out(draft: Draft, wrapped: int | None) -> str:
    """The text of a draft: one line a paragraph, or wrapped at so many columns."""
    paragraphs = []
    for paragraph in draft:
        text = " ".join(word.text for sentence in paragraph for word in sentence)
        text = text.replace(" ,", ",").replace(" .", ".")
        paragraphs.append(_wrap(text, wrapped) if wrapped else text)
    return "\n\n".join(paragraphs) + "\n"


def _wrap(text: str, columns: int) -> str:
    lines: list[str] = []
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > columns:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return "\n".join([*lines, line])


def simulate(mix: str, seed: int, revisions: int, paragraphs: int = 12) -> Simulator:
    """A history of at least so many revisions."""
    simulator = Simulator(seed, MIXES[mix], paragraphs)
    while len(simulator.states) < revisions or simulator.states[-1].undone is not None:
        simulator.step()
    return simulator


def main() -> None:
    parser = argparse.ArgumentParser(description="Make up a history whose truth is known.")
    parser.add_argument("--mix", choices=MIXES, default="everything")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--revisions", type=int, default=150)
    parser.add_argument("--paragraphs", type=int, default=12)
    parser.add_argument("history", type=Path)
    parser.add_argument("truth", type=Path)
    wish = parser.parse_args()
    simulator = simulate(wish.mix, wish.seed, wish.revisions, wish.paragraphs)
    wish.history.write_text("".join(json.dumps(record) + "\n" for record in simulator.records), encoding="utf-8")
    wish.truth.write_text(json.dumps(simulator.truth()), encoding="utf-8")


if __name__ == "__main__":
    main()
