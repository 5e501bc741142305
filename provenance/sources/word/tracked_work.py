"""A tracked text as a work: all rejected, each author's layer, all accepted; its changes as marks, its notes.

Everything here is as the file records it. An author such as "unknown" or Word's bare "Author" names nobody. The
layers are called reconstructed, as no one may ever have seen one author's changes without the others'.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from provenance.model.receipts import Received, ReceivedWork
from provenance.model.spans import Milestone, MilestoneKind, Span
from provenance.model.testimony import Act, AnchorPlace, Mark, Note, Person
from provenance.model.versions import Standing, Version, Witness, Work
from provenance.sources.plain.text_reader import slug
from provenance.sources.reader import SourceFile
from provenance.sources.settled_blocks import settle_blocks
from provenance.sources.word.docx_memory import Memory, RememberedVersion
from provenance.sources.word.tracked_runs import Run, is_undone, read_remarks, read_runs
from provenance.sources.word.tracked_text import (
    Hook,
    HookKind,
    Piece,
    State,
    Track,
    TrackKind,
    block_pieces,
    resolve,
)

_NOBODY = re.compile(r"(?:unknown|unattributed|anonymous|author|unknown author|unknown \(.*\))?", re.IGNORECASE)
_ACTS = {
    TrackKind.INSERTED: Act.INSERT,
    TrackKind.DELETED: Act.DELETE,
    TrackKind.MOVED_IN: Act.MOVE,
    TrackKind.MOVED_OUT: Act.MOVE,
}


@dataclass(frozen=True, slots=True)
class Aside:
    """A footnote, endnote or comment: its words, its author (a comment), its number, where it hangs outside the text.

    `place` is None where a hook of the tracked text has its key.
    """

    key: str
    text: str
    kind: str
    number: str | None = None
    author: str | None = None
    place: AnchorPlace | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class TrackedDocument:
    """All that a word processor's file holds: text with changes, asides in order, and oddities met on the way."""

    items: "tuple[Piece | Hook, ...]"
    asides: tuple[Aside, ...] = ()
    memory: Memory | None = None
    warnings: tuple[str, ...] = ()


def receive(file: SourceFile, document: TrackedDocument, carrier: str) -> Received:
    """The file as one work; `carrier` says what kind of file it is ("Word file")."""
    return _Receiving(file, document, carrier).received()


@dataclass(frozen=True, slots=True)
class _Layer:
    """All changes in the name of one author, and no others."""

    version: Version
    state: State


class _Receiving:
    """One file on its way to a work."""

    def __init__(self, file: SourceFile, document: TrackedDocument, carrier: str) -> None:
        self.file, self.document, self.carrier = file, document, carrier
        self.items, self.memory = document.items, document.memory
        self.warnings = list(document.warnings)
        self.work = self._work()
        self.witness = Witness(
            f"{self.work.id}/W", self.work.id, "W", f"the {carrier} as given", file.path.name, True, file.sha256
        )
        self.authors = list(dict.fromkeys(t.author for item in self.items for t in item.tracks))
        self.states = {"base": resolve(self.items, lambda _: False), "final": resolve(self.items, lambda _: True)}
        self.runs, self.remarks = read_runs(self.items), read_remarks(self.items)
        self.layers = [*self._layers()]
        base = self._end("base", ())
        self.ends = {"base": base, "final": self._end("final", (base.id,) if self.authors else ())}

    def received(self) -> Received:
        """The work with its versions, notes, marks and persons."""
        before = (self.ends["base"], *(layer.version for layer in self.layers)) if self.authors else ()
        versions = (*before, self.ends["final"])
        work = ReceivedWork(self.work, (self.witness,), versions, tuple(self._notes()), tuple(self._marks()))
        if any(isinstance(item, Piece) and is_undone(item) for item in self.items):
            self.warnings.append("words that an author both put in and took out again are in no version")
        return Received(self.file.name, self.file.sha256, (work,), self._people(), tuple(self.warnings))

    def _work(self) -> Work:
        id = slug(self.file.stem)
        if self.memory is None:
            return Work(id, title=self.file.stem, source=self.file.path.name)
        told = self.memory.work
        return Work(
            id, told.get("title", id), told.get("source", self.file.path.name), told.get("date"), told.get("url")
        )

    def _revisers(self, author: str) -> tuple[str, ...]:
        """Whom an author's name names: nobody, one, or those who revised together where the file says so."""
        if self.memory and author in self.memory.revisers:
            return self.memory.revisers[author]
        return () if _NOBODY.fullmatch(author.strip()) else (author.strip(),)

    def _people(self) -> tuple[Person, ...]:
        known = {person.name: person for person in (self.memory.people if self.memory else ())}
        named = dict.fromkeys(name for author in self.authors for name in self._revisers(author))
        return (*known.values(), *(Person(name, name) for name in named if name not in known))

    def _layers(self) -> Iterator[_Layer]:
        labels = {self._label("base"), self._label("final")}
        short = {person.name: person.short for person in (self.memory.people if self.memory else ())}
        for author in self.authors:
            state = resolve(self.items, _only(author))
            revisers = self._revisers(author)
            who = " and ".join(short.get(name, name) for name in revisers) or author.partition("(")[0] or "unknown"
            label = f"{slug(who)}-layer"
            while label in labels:
                label += "-2"
            labels.add(label)
            version = Version(
                f"{self.work.id}@{label}",
                self.work.id,
                label,
                state.text,
                Standing.RECONSTRUCTED,
                settle_blocks(state.text, block_pieces(self.items, state)),
                authors=revisers,
                parents=(f"{self.work.id}@{self._label('base')}",),
                method=f"the {self.carrier} with the tracked changes of “{author}” accepted and all others rejected",
            )
            yield _Layer(version, state)

    def _label(self, role: str) -> str:
        told = self.memory.versions if self.memory else None
        return told[role].label if told and told["base"].label != told["final"].label else role

    def _end(self, role: str, parents: tuple[str, ...]) -> Version:
        """The text with everything rejected or accepted; of our own file, as it remembers it."""
        state = self.states[role]
        told = self._told(role, state)
        is_seen = told is None or told.standing is Standing.EXTANT
        tracking = "what was changed while no changes were tracked cannot be told from it"
        label = self._label(role)
        return Version(
            f"{self.work.id}@{label}",
            self.work.id,
            label,
            state.text,
            told.standing if told else Standing.EXTANT,
            settle_blocks(state.text, block_pieces(self.items, state)),
            tuple(self._pages(state)) if role == "final" else (),
            authors=told.authors if told else (),
            date=told.date if told else None,
            parents=parents,
            witness=self.witness.id if is_seen else None,
            method=told.method if told else None,
            comment=told.comment
            if told
            else f"all tracked changes {_FATES[role]}; {tracking}"
            if self.authors
            else None,
        )

    def _told(self, role: str, state: State) -> RememberedVersion | None:
        told = self.memory.versions[role] if self.memory else None
        if told and told.sha256 != sha256(state.text.encode()).hexdigest():
            self.warnings.append(
                f"the text with all changes {_FATES[role]} is no longer the one that this report was written with"
            )
        return told

    def _pages(self, state: State) -> Iterator[Milestone]:
        for item, place in zip(self.items, state.places, strict=True):
            if isinstance(item, Hook) and item.kind is HookKind.PAGE and place:
                yield Milestone(place.start, MilestoneKind.PAGE, item.key, f"[Page {item.key}]")

    def _notes(self) -> Iterator[Note]:
        """The footnotes and endnotes, and the comments that speak of no change."""
        hooks = {
            item.key: index
            for index, item in reversed(list(enumerate(self.items)))
            if isinstance(item, Hook) and item.kind in {HookKind.NOTE, HookKind.COMMENT_START}
        }
        beside = {key for run in self.runs for key in self._comments_on(run)}
        for aside in self.document.asides:
            if aside.key in beside:
                continue
            text = f"{aside.author}: {aside.text}" if aside.author else aside.text
            id = aside.id or aside.key
            if aside.place is not None or aside.key not in hooks:
                place = aside.place or AnchorPlace.NONE
                yield Note(id, self.work.id, aside.number, text, place, kind=aside.kind)
                continue
            index = hooks[aside.key]
            version, span = self._where(index, index + 1, ("final", "base"))
            yield Note(id, self.work.id, aside.number, text, AnchorPlace.TEXT, version.id, span.start, kind=aside.kind)

    def _marks(self) -> Iterator[Mark]:
        asides = {aside.key: aside for aside in self.document.asides}
        for number, run in enumerate(self.runs, 1):
            first = ("final", "base") if run.track.adds else ("base", "final")
            version, span = self._where(run.first, run.end, first)
            comments = [asides[key] for key in self._comments_on(run) if key in asides]
            yield Mark(
                f"{self.work.id}/m{number}",
                self.work.id,
                version.id,
                _ACTS[run.track.kind],
                span,
                span.of(version.text),
                self._revisers(run.track.author),
                self._date(run.track, comments),
                "\n".join(f"{c.author}: {c.text}" if c.author else c.text for c in comments) or None,
            )

    def _date(self, track: Track, comments: Sequence[Aside]) -> str | None:
        """The date as recorded. Our own file writes a day as its midnight, and less than a day in the comment."""
        if self.memory is None:
            return track.date
        if track.date is not None:
            return track.date.removesuffix("T00:00:00")
        told = [m[1] for c in comments for m in [re.search(r"^Date: (.+)$", c.text, re.MULTILINE)] if m]
        return told[0] if len(set(told)) == 1 and told[0] != "not known" else None

    def _comments_on(self, run: Run) -> list[str]:
        """The keys of the comments that speak of some of the run's words."""
        return list(dict.fromkeys(key for item in self.remarks[run.first : run.end] for key in item))

    def _where(self, first: int, end: int, roles: Sequence[str]) -> tuple[Version, Span]:
        """The first version in which all of these items stand side by side, and their place there."""
        states = [(self.ends[role], self.states[role]) for role in roles]
        states += [(layer.version, layer.state) for layer in self.layers]
        for version, state in states:
            places = [
                state.places[index]
                for index in range(first, end)
                if isinstance(self.items[index], Piece) or end - first == 1
            ]
            found = [place for place in places if place is not None]
            if len(found) == len(places):
                return version, Span(found[0].start, found[-1].end)
        version, state = states[0]
        behind = [place for place in state.places[:first] if place is not None]
        at = behind[-1].end if behind else 0
        return version, Span(at, at)


_FATES = {"base": "rejected", "final": "accepted"}


def _only(author: str) -> Callable[[Track], bool]:
    return lambda track: track.author == author
