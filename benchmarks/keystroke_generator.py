"""Writing made up keystroke by keystroke: what every letter of the last text was typed by, or carried from.

    python -m benchmarks.keystroke_generator --kind prose --seed 7 history.jsonl truth.json

One or several writers type in one text, correct slips, strike out, rewrite, cut and paste, copy and change, undo. What
they type is prose and code that comes with Python (`pydoc_data.topics`, the standard library), so that common words,
mark-up and names repeat as they do. A revision is taken every so many keystrokes, or whenever the writer changes, in
the middle of words too.

The truth is that of the last text: {"text", "typed", "carried", "also"}. For every letter the revision in which it was
typed (or pasted), the one from which it was carried (cut and put back, or undone), and, where it is a copy, that of its
model. `benchmarks.history_scores.right_words` scores by it, `benchmarks.writing` measures.
"""

import argparse
import inspect
import json
import random
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from itertools import chain
from pathlib import Path
from pydoc_data.topics import topics
from typing import Any, NamedTuple

CODE = (
    "textwrap",
    "heapq",
    "shlex",
    "calendar",
    "csv",
    "argparse",
    "difflib",
    "configparser",
    "pprint",
    "zipfile",
    "ast",
)


class Letter(NamedTuple):
    """A letter with the revisions that it was typed in, and carried and copied from."""

    sign: str
    typed: int
    carried: int
    also: int | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """Who writes what: how many writers, the share of each doing, and when a revision is taken.

    Several writers take turns of so many keystrokes, and a revision is taken at each turn; or, where a turn is none,
    they write at once, and revisions are taken as one writer's are, as by a program that saves by itself.
    """

    material: str
    writers: int = 1
    every: int = 500
    turn: int | None = 40
    doings: dict[str, float] = field(default_factory=dict)


_PROSE = {
    "write": 16.0,
    "insert": 3.0,
    "clause": 4.0,
    "fix": 5.0,
    "shorten": 1.5,
    "strike": 2.0,
    "strike_words": 3.0,
    "rewrite": 3.0,
    "reword": 3.0,
    "move": 1.0,
    "move_words": 0.7,
    "copy": 0.3,
    "retype": 0.6,
    "undo": 0.7,
    "split": 0.4,
    "join": 0.3,
    "strike_block": 0.3,
}
_CODE = _PROSE | {"copy": 1.5, "move": 1.2, "clause": 2.0, "rewrite": 2.0, "reword": 4.0}
KINDS = {
    "prose": Kind("prose", doings=_PROSE),
    "mark-up": Kind("mark-up", doings=_PROSE | {"copy": 1.5}),
    "code": Kind("code", doings=_CODE),
    "two writers": Kind("prose", writers=2, doings=_PROSE),
    "three writers": Kind("prose", writers=3, turn=25, doings=_PROSE),
    "two at once": Kind("prose", writers=2, every=25, turn=None, doings=_PROSE | {"type_over": 4.0, "retype": 1.5}),
    "four at once": Kind("prose", writers=4, every=60, turn=None, doings=_PROSE | {"type_over": 4.0, "undo": 1.5}),
    "five at once": Kind("prose", writers=5, every=1500, turn=None, doings=_PROSE | {"type_over": 4.0, "move": 1.5}),
    "rewriters": Kind("prose", every=200, doings=_PROSE | {"rewrite": 7.0, "strike": 5.0, "strike_block": 1.0}),
}


_PASSED_ON = 0.25
"""How often, where several write at once, the next key is another's."""


def read_material(name: str, pick: random.Random) -> Iterator[str]:
    """Paragraphs of prose, prose with mark-up, or code, some in a row; nothing comes twice, for who types it twice?"""
    if name == "code":
        sources = [inspect.getsource(import_module(module)) for module in CODE]
        parts = [part for source in sources for part in re.split(r"\n\n+(?=\S)", source) if 40 < len(part) < 2500]
    else:
        paragraphs = [p for text in topics.values() for p in re.split(r"\n\s*\n", text)]
        parts = list(dict.fromkeys(" ".join(p.split()) for p in paragraphs if len(p) > 160 and p[:1].isalpha()))
        if name == "mark-up":
            parts = [_marked_up(part, number) for number, part in enumerate(parts)]
    said: set[str] = set()
    groups = [parts[at : at + 4] for at in range(0, len(parts), 4)]
    pick.shuffle(groups)
    for part in chain.from_iterable(groups):
        sentences = {one for one in re.split(r"(?<=[.;:!?])\s+|\n", part) if len(one) > 40}
        if said.isdisjoint(sentences):
            yield part
        said |= sentences


def _marked_up(text: str, number: int) -> str:
    text = re.sub(r"“([^”]+)”", r"\\texttt{\1}", text)
    text = re.sub(r"\*([a-z_]+)\*", r"$\\mathit{\1}$", text)
    if number % 5 == 0:
        return f"\\begin{{definition}}\\label{{def:{number}}}\n{text}\n\\end{{definition}}"
    if number % 5 == 1:
        items = "\n".join(f"\\item {part}" for part in re.split(r"(?<=[.;]) ", text))
        return f"\\begin{{enumerate}}\n{items}\n\\end{{enumerate}}"
    return "\n".join(textwrap.wrap(text, 90)) if number % 2 else text


class Page:
    """The text being written, its writers' cursors, and the revisions taken of it."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.cursors: dict[int, int] = {}
        self.records: list[dict[str, Any]] = []

    @property
    def now(self) -> int:
        """The number of the revision being written."""
        return len(self.records)

    @property
    def text(self) -> str:
        return "".join(letter.sign for letter in self.letters)

    def put(self, at: int, letters: list[Letter]) -> None:
        self.letters[at:at] = letters
        for writer, cursor in self.cursors.items():
            if cursor >= at:
                self.cursors[writer] = cursor + len(letters)

    def take(self, start: int, end: int) -> list[Letter]:
        taken = self.letters[start:end]
        del self.letters[start:end]
        for writer, cursor in self.cursors.items():
            self.cursors[writer] = start if start <= cursor <= end else cursor - (end - start) * (cursor > end)
        return taken

    def record(self, writer: int) -> None:
        number = self.now
        stamp = f"2023-01-{1 + number // 1440:02}T{number // 60 % 24:02}:{number % 60:02}:00Z"
        self.records.append(
            {"rev": str(number), "author": f"writer {writer}", "timestamp": stamp, "comment": "", "text": self.text}
        )

    def truth(self) -> dict[str, object]:
        """The last text, and for every letter where it comes from."""
        return {
            "text": self.text,
            "typed": [letter.typed for letter in self.letters],
            "carried": [letter.carried for letter in self.letters],
            "also": [letter.also for letter in self.letters],
        }


class Writer:
    """Somebody who writes: each keystroke is one step of `keys`."""

    def __init__(self, number: int, page: Page, kind: Kind, material: Iterator[str], pick: random.Random) -> None:
        self.number, self.page, self.kind, self.material, self.pick = number, page, kind, material, pick
        self.code = kind.material == "code"
        self.buffer = ""
        page.cursors[number] = 0

    @property
    def at(self) -> int:
        return self.page.cursors[self.number]

    @at.setter
    def at(self, place: int) -> None:
        self.page.cursors[self.number] = max(0, min(place, len(self.page.letters)))

    def keys(self) -> Iterator[None]:
        """Write for ever, one keystroke a step."""
        names, weights = list(self.kind.doings), list(self.kind.doings.values())
        while True:
            name = "write" if len(self.page.letters) < 600 else self.pick.choices(names, weights)[0]
            doing: Callable[[], Iterator[None]] = getattr(self, name)
            yield from doing()

    def hold(self, place: int) -> int:
        """Keep an eye on a place while others write; the key under which it is found."""
        key = 100 + self.number
        self.page.cursors[key] = place
        return key

    # Keys

    def type(self, words: str, slips: float = 0.012) -> Iterator[None]:
        """Type these letters, with a slip now and then that is taken back at once or a word later."""
        for sign in words:
            if self.pick.random() < slips and sign.isalpha():
                yield from self.strokes(self.pick.choice("etaoinshr"))
                if self.pick.random() < 0.3:
                    yield from self.strokes(sign)
                    yield from self.backspace(2)
                else:
                    yield from self.backspace(1)
            yield from self.strokes(sign)

    def strokes(self, signs: str) -> Iterator[None]:
        for sign in signs:
            self.page.put(self.at, [Letter(sign, self.page.now, self.page.now)])
            yield

    def backspace(self, count: int) -> Iterator[None]:
        for _ in range(count):
            if self.at:
                self.page.take(self.at - 1, self.at)
                yield

    def strike_out(self, start: int, end: int) -> Iterator[None]:
        """Strike out a stretch: marked and struck with one key, or letter by letter from its end."""
        if end - start > 25 or self.pick.random() < 0.5:
            self.at = start
            self.page.take(start, end)
            yield
        else:
            self.at = end
            yield from self.backspace(end - start)

    def next_words(self, least: int, most: int) -> str:
        """Words in a row out of the material, not a whole sentence."""
        words = self.sentence().split()
        start = self.pick.randrange(max(1, len(words) - least))
        return " ".join(words[start : start + self.pick.randint(least, most)]).strip(".,;:")

    def sentence(self) -> str:
        """The next sentence (in code: the next line) of the material, with the break that leads up to it."""
        if not self.buffer:
            self.buffer = next(self.material) + "\n\n"
        pattern = r"\s*\S[^\n]*" if self.code else r"\s*\S.*?(?:[.;:!?](?=\s)|\n|$)"
        match = re.match(pattern, self.buffer, re.DOTALL)
        found = match.group() if match else self.buffer
        self.buffer = self.buffer[len(found) :]
        if not self.buffer.strip():
            self.buffer = ""
            found += "\n\n"
        return found

    # Places

    def spans(self, pattern: str) -> list[tuple[int, int]]:
        return [match.span() for match in re.finditer(pattern, self.page.text, re.DOTALL)]

    def a_span(self, pattern: str, most: int = 600) -> tuple[int, int] | None:
        found = [(a, b) for a, b in self.spans(pattern) if b - a <= most]
        if not found:
            return None
        if self.pick.random() < 0.5:  # near where the writer is
            here = self.at
            found = sorted(found, key=lambda one: abs(one[0] - here))[:12]
        return self.pick.choice(found)

    def a_sentence(self) -> tuple[int, int] | None:
        return self.a_span(r"[^\n]*\S[^\n]*\n" if self.code else r"[A-Z\\][^.!?\n]*(?:[.!?](?=\s)|\n)\s?")

    def some_words(self, least: int, most: int) -> tuple[int, int] | None:
        count = self.pick.randint(least, most)
        return self.a_span(rf"\b\w+(?:[^\w\n]+\w+){{{count - 1}}}\b")

    # Doings

    def write(self) -> Iterator[None]:
        """Go on where one wrote last (everybody has a part of the text), or where one is, for some sentences."""
        part = -1 - self.number
        if part not in self.page.cursors:
            self.at = len(self.page.letters)
            yield from self.strokes("\n\n")
            self.page.cursors[part] = self.at
        if self.pick.random() < 0.6:
            self.at = self.page.cursors[part]
            for _ in range(self.pick.randint(1, 4)):
                yield from self.type(self.sentence())
            self.page.cursors[part] = self.at
        else:
            yield from self.type(self.sentence())

    def insert(self) -> Iterator[None]:
        """A new sentence between two others."""
        place = self.a_sentence()
        if place:
            self.at = place[1]
            new = self.sentence().strip()
            yield from self.type(new + ("\n" if self.code else " "))

    def clause(self) -> Iterator[None]:
        """Some words into a sentence."""
        place = self.some_words(1, 1)
        if place:
            self.at = place[1]
            yield from self.type(" " + self.next_words(1, 8))

    def fix(self) -> Iterator[None]:
        """Another word or two in the place of one or two, which may share their first letters."""
        place = self.some_words(1, 2)
        if place:
            yield from self.strike_out(*place)
            yield from self.type(self.next_words(1, 2))

    def shorten(self) -> Iterator[None]:
        """The last letters of a word struck out."""
        place = self.a_span(r"\b\w{6,}\b")
        if place:
            self.at = place[1]
            yield from self.backspace(self.pick.randint(1, 3))
            if self.pick.random() < 0.5:
                yield from self.strokes(self.pick.choice(["s", "ed", "ing"]))

    def strike(self) -> Iterator[None]:
        place = self.a_sentence()
        if place:
            yield from self.strike_out(*place)

    def strike_words(self) -> Iterator[None]:
        place = self.some_words(1, 9)
        if place:
            start, end = place
            yield from self.strike_out(start, min(end + 1, len(self.page.letters)))

    def strike_block(self) -> Iterator[None]:
        place = self.a_span(r"(?<=\n\n)\S.*?\n\n", 3000)
        if place and len(self.page.letters) > 3000:
            yield from self.strike_out(*place)

    def rewrite(self) -> Iterator[None]:
        """A sentence struck out and another written in its place, some of the old words typed again."""
        place = self.a_sentence()
        if place:
            old = self.page.text[slice(*place)]
            yield from self.strike_out(*place)
            new = self.sentence().strip()
            if self.pick.random() < 0.4:
                words = old.split()
                cut = self.pick.randint(1, max(1, min(6, len(words) - 1)))
                new = " ".join([*words[:cut], *new.split()[cut:]])
            yield from self.type(new + ("\n" if old.endswith("\n") else " "))

    def reword(self) -> Iterator[None]:
        """Some words of one sentence changed, one after another."""
        place = self.a_sentence()
        if place:
            found = [one.span() for one in re.finditer(r"\w+", self.page.text[slice(*place)])]
            chosen = self.pick.sample(found, min(len(found), self.pick.randint(1, 3)))
            key = self.hold(place[0])
            for start, end in sorted(chosen, reverse=True):
                first = self.page.cursors[key]
                if first + end <= len(self.page.letters):
                    yield from self.strike_out(first + start, first + end)
                    yield from self.type(self.next_words(1, 2))

    def move(self) -> Iterator[None]:
        """A sentence or a paragraph cut and pasted elsewhere, and perhaps a word of it changed."""
        whole = self.pick.random() < 0.4
        place = self.a_span(r"(?<=\n\n)\S.*?\n\n", 3000) if whole else self.a_sentence()
        if place:
            yield from self._carry(*place, r"\n\n(?=\S)" if whole else r"\n" if self.code else r"[.!?] ")

    def move_words(self) -> Iterator[None]:
        place = self.some_words(3, 10)
        if place:
            yield from self._carry(*place, r"\w (?=\w)")

    def _carry(self, start: int, end: int, gap: str) -> Iterator[None]:
        self.at = start
        cut = self.page.take(start, end)
        yield
        target = self.a_span(gap)
        self.at = target[1] if target else start
        start = self.at
        now = self.page.now
        self.page.put(start, [Letter(one.sign, now, one.carried, one.also) for one in cut])
        key = self.hold(start)
        yield
        start = self.page.cursors[key]
        if self.pick.random() < 0.35:
            words = [m.span() for m in re.finditer(r"\w+", "".join(one.sign for one in cut))]
            if words:
                a, b = self.pick.choice(words)
                yield from self.strike_out(start + a, start + b)
                yield from self.type(self.next_words(1, 2))

    def copy(self) -> Iterator[None]:
        """A sentence or some lines copied right behind themselves or elsewhere, and a word of the copy changed."""
        place = self.a_sentence()
        if place:
            start, end = place
            model = self.page.letters[start:end]
            if self.pick.random() < 0.4:
                target = self.a_sentence()
                end = target[1] if target else end
            now = self.page.now
            self.at = end
            self.page.put(end, [Letter(one.sign, now, now, one.carried) for one in model])
            key = self.hold(end)
            yield
            for _ in range(self.pick.randint(1, 3)):
                words = [m.span() for m in re.finditer(r"\w+", "".join(one.sign for one in model))]
                if words:
                    a, b = self.pick.choice(words)
                    end = self.page.cursors[key]
                    if end + b <= len(self.page.letters):
                        yield from self.strike_out(end + a, end + b)
                        yield from self.type(self.next_words(1, 1))

    def type_over(self) -> Iterator[None]:
        """Some words marked, and others typed over them; the short ones among them are mostly typed again."""
        place = self.some_words(3, 8)
        if place:
            old = self.page.text[slice(*place)].split()
            new = (self.sentence().split() * len(old))[: len(old)]
            self.at = place[0]
            self.page.take(*place)
            yield
            pairs = zip(old, new, strict=False)
            kept = [one if len(one) < 4 and self.pick.random() < 0.7 else other for one, other in pairs]
            yield from self.type(" ".join(kept))

    def retype(self) -> Iterator[None]:
        """Some words struck out and, elsewhere or later, typed anew."""
        place = self.some_words(2, 5)
        if place:
            words = self.page.text[slice(*place)]
            yield from self.strike_out(*place)
            if self.pick.random() < 0.5:
                yield from self.insert()
            target = self.a_sentence()
            if target:
                self.at = target[1]
                yield from self.type(words + " ")

    def undo(self) -> Iterator[None]:
        """A sentence struck out and, after something else was done, put back by the undo key."""
        place = self.a_sentence()
        if place:
            start, end = place
            self.at = start
            gone = self.page.take(start, end)
            key = self.hold(start)
            yield
            yield from self.fix()
            start = self.page.cursors[key]
            now = self.page.now
            self.page.put(start, [Letter(one.sign, now, one.carried, one.also) for one in gone])
            yield

    def split(self) -> Iterator[None]:
        place = self.a_span(r"[.!?] (?=[A-Z])")
        if place:
            self.at = place[1]
            yield from self.strokes("\n\n")

    def join(self) -> Iterator[None]:
        place = self.a_span(r"\n\n(?=\S)")
        if place:
            yield from self.strike_out(*place)
            yield from self.strokes(" ")


def write(kind: str, seed: int, keystrokes: int = 60_000) -> Page:
    """A page written with so many keystrokes."""
    made = KINDS[kind]
    pick = random.Random(f"{kind} {seed}")
    page = Page()
    material = read_material(made.material, pick)
    hands = [Writer(number, page, made, material, pick).keys() for number in range(made.writers)]
    writer, left = 0, 0
    for stroke in range(1, keystrokes + 1):
        if made.turn is None:
            writer = pick.randrange(made.writers) if pick.random() < _PASSED_ON else writer
        elif made.writers > 1 and not left:
            before, writer = writer, pick.randrange(made.writers)
            if writer != before and page.letters:
                page.record(before)
            left = 1 + int(pick.expovariate(1 / made.turn))
        left -= 1
        next(hands[writer])
        if (made.writers == 1 or made.turn is None) and stroke % made.every == 0:
            page.record(writer)
    page.record(writer)
    return page


def main() -> None:
    parser = argparse.ArgumentParser(description="Make up writing whose every keystroke is known.")
    parser.add_argument("--kind", choices=KINDS, default="prose")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keystrokes", type=int, default=60_000)
    parser.add_argument("history", type=Path)
    parser.add_argument("truth", type=Path)
    wish = parser.parse_args()
    page = write(wish.kind, wish.seed, wish.keystrokes)
    wish.history.write_text("".join(json.dumps(record) + "\n" for record in page.records), encoding="utf-8")
    wish.truth.write_text(json.dumps(page.truth()), encoding="utf-8")


if __name__ == "__main__":
    main()
