"""A tracked text as a work: all rejected, each author's layer, all accepted; its changes as marks, its notes.

Everything here is as the file records it. An author such as "unknown" or Word's bare "Author" names nobody. The last
text was made from the first by all of the changes. The layers stand beside it and are called reconstructed, as no one
may ever have seen one author's changes without the others'.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from provenance.formats.word.tracked_text import (
    GAP,
    Hook,
    HookKind,
    Item,
    State,
    in_base,
    in_final,
    in_layer_of,
    resolve,
)
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.spans import Milestone, MilestoneKind
from provenance.model.testimony import Act, AnchorPlace, Mark, Note, Person, Target
from provenance.model.versions import NOT_READ, Gap, Standing, Version, Witness, Work
from provenance.sources.plain.text_reader import slug
from provenance.sources.reader import SourceFile
from provenance.sources.word.docx_memory import Memory, RememberedVersion
from provenance.sources.word.recorded_marks import Recorded, ends_of, read_remarks, record
from provenance.sources.word.tracked_blocks import read_blocks
from provenance.text.telling_apart import tell_apart
from provenance.text.visible import is_seen

OURS = "provenance"
"""The author of the comments in a report of ours, which tell what is known of each change."""

_NOBODY = re.compile(r"(?:unknown|unattributed|anonymous|author|unknown author|unknown \(.*\))?", re.IGNORECASE)
_MOST_LAYERS = 32
_STRUCK_DATES = {Act.INSERT: "Date put in", Act.DELETE: "Date struck"}
_REASON = re.compile(r"has a gap here \((.*)\), and")


@dataclass(frozen=True, slots=True)
class Aside:
    """A footnote, endnote or comment: its words, its author and date (a comment), its number, where it hangs outside
    the text.

    `place` is None where a hook of the tracked text has its key.
    """

    key: str
    text: str
    kind: str
    number: str | None = None
    author: str | None = None
    place: AnchorPlace | None = None
    id: str | None = None
    date: str | None = None

    @property
    def signed(self) -> str:
        """The words with the author before them, where one is named."""
        return f"{self.author}: {self.text}" if self.author else self.text


@dataclass(frozen=True, slots=True)
class TrackedDocument:
    """All that a word processor's file holds: text with changes, asides in order, oddities met on the way, and what
    is not read ("pictures")."""

    items: tuple[Item, ...]
    asides: tuple[Aside, ...] = ()
    memory: Memory | None = None
    warnings: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def receive(file: SourceFile, document: TrackedDocument, carrier: str) -> Received:
    """The file as one work; `carrier` says what kind of file it is ("Word file")."""
    return _Receiving(file, document, carrier).received()


class _Receiving:
    """One file on its way to a work."""

    def __init__(self, file: SourceFile, document: TrackedDocument, carrier: str) -> None:
        self.file, self.document, self.carrier = file, document, carrier
        self.items, self.memory = document.items, document.memory
        self.warnings = list(document.warnings)
        self.work = self._work()
        self.witness = Witness(
            f"{self.work.id}/W", self.work.id, "W", f"the {carrier} as given", file.bare_name, True, file.sha256
        )
        tracked = list(dict.fromkeys(t.author for item in self.items for t in item.marking.tracks))
        self.is_tracked = bool(tracked)
        self.authors = [author for author in tracked if not self._is_gap(author)]
        self.states = {"base": resolve(self.items, in_base), "final": resolve(self.items, in_final)}
        self.recorded, self.remarks = record(self.items, *self.states.values()), read_remarks(self.items)
        self.gaps = self._gaps()
        base = self._end("base", ())
        self.ends = {"base": base, "final": self._end("final", (base.id,) if self.is_tracked else ())}

    def received(self) -> Received:
        """The work with its versions, notes, marks and persons."""
        before = (self.ends["base"], *self._layers()) if self.is_tracked else ()
        versions = (*before, self.ends["final"])
        work = ReceivedWork(self.work, (self.witness,), versions, tuple(self._notes()), tuple(self._marks()))
        return Received(self.file.name, self.file.sha256, (work,), self._people(), tuple(self.warnings))

    def _work(self) -> Work:
        id = slug(self.file.stem)
        if self.memory is None:
            return Work(id, title=self.file.stem, source=self.file.bare_name)
        told = self.memory.work
        return Work(
            id, told.get("title", id), told.get("source", self.file.bare_name), told.get("date"), told.get("url")
        )

    def _is_gap(self, author: str) -> bool:
        """True for what a report of ours tracks as no change, because the other text has a gap there."""
        return self.memory is not None and author == GAP

    def _gaps(self) -> dict[str, tuple[Gap, ...]]:
        """The gaps of each end, of which a report of ours tells, and of the marks only those that are changes."""
        beside = [one for one in self.recorded if self._is_gap(one.track.author)]
        self.recorded = [one for one in self.recorded if not self._is_gap(one.track.author)]
        ends = {role: ends_of(state) for role, state in self.states.items()} if beside else {}
        said = {aside.key: aside.text for aside in self.document.asides}
        found: dict[str, list[Gap]] = {"base": [], "final": []}
        for one in beside:
            role = "final" if one.act is Act.DELETE else "base"
            told = next((m[1] for key in self._comments_on(one) if (m := _REASON.search(said.get(key, "")))), "unknown")
            found[role].append(Gap(ends[role][one.items[0]], told))
        return {role: tuple(gaps) for role, gaps in found.items()}

    def _revisers(self, author: str) -> tuple[str, ...]:
        """Whom an author's name names: nobody, one, or those who revised together where the file says so."""
        if self.memory and author in self.memory.revisers:
            return self.memory.revisers[author]
        return (author.strip(),) if is_seen(author) and not _NOBODY.fullmatch(author.strip()) else ()

    def _people(self) -> tuple[Person, ...]:
        known = {person.name: person for person in (self.memory.people if self.memory else ())}
        named = dict.fromkeys(name for author in self.authors for name in self._revisers(author))
        return (*known.values(), *(Person(name, name) for name in named if name not in known))

    def _layers(self) -> Iterator[Version]:
        """The text with the changes of one author alone; none where there are too many."""
        if len(self.authors) > _MOST_LAYERS:
            return
        labels = {self._label("base"), self._label("final")}
        short = {person.name: person.short for person in (self.memory.people if self.memory else ())}
        for author in self.authors:
            state = resolve(self.items, in_layer_of(author))
            revisers = self._revisers(author)
            who = " and ".join(short.get(name, name) for name in revisers) or author.partition("(")[0] or "unknown"
            label = f"{slug(who)}-layer"
            while label in labels:
                label += "-2"
            labels.add(label)
            whose = f"of “{author}”" if author else "that name nobody"
            yield Version(
                f"{self.work.id}@{label}",
                self.work.id,
                label,
                state.text,
                Standing.RECONSTRUCTED,
                read_blocks(self.items, state),
                authors=revisers,
                parents=(self.ends["base"].id,),
                method=f"the {self.carrier} with the tracked changes {whose} accepted and all others rejected",
            )

    def _label(self, role: str) -> str:
        told = self.memory.versions if self.memory else None
        return told[role].label if told and told["base"].label != told["final"].label else role

    def _end(self, role: str, parents: tuple[str, ...]) -> Version:
        """The text with everything rejected or accepted; of our own file, as it remembers it."""
        state = self.states[role]
        told = self._told(role, state)
        is_seen = told is None or told.standing is Standing.EXTANT
        label = self._label(role)
        return Version(
            f"{self.work.id}@{label}",
            self.work.id,
            label,
            state.text,
            told.standing if told else Standing.EXTANT,
            read_blocks(self.items, state),
            tuple(self._pages(state)) if role == "final" else (),
            authors=told.authors if told else (),
            date=told.date if told else None,
            parents=parents,
            witness=self.witness.id if is_seen else None,
            method=told.method if told else None,
            comment=told.comment if told else self._comment(role),
            gaps=self.gaps[role],
        )

    def _comment(self, role: str) -> str | None:
        """What is to be known of a version: how it was taken from the file, and what of the file is not in it."""
        tracking = "what was changed while no changes were tracked cannot be told from it"
        parts = [f"all tracked changes {_FATES[role]}", tracking] if self.authors else []
        if self.document.left_out:
            parts.append(f"{NOT_READ}{', '.join(self.document.left_out)}")
        return "; ".join(parts) or None

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
        """The footnotes and endnotes, and every comment where it hangs."""
        hooks = self._hooks()
        asides = [aside for aside in self.document.asides if aside.author != OURS]
        ids = tell_apart([aside.id or aside.key for aside in asides])
        for aside, id in zip(asides, ids, strict=True):
            place = aside.place
            version, at = None, None
            if place is None and aside.key in hooks:
                place = AnchorPlace.TEXT
                version, at = self._hung(hooks[aside.key])
            yield Note(
                id,
                self.work.id,
                aside.number,
                aside.text,
                place or AnchorPlace.NONE,
                version,
                at,
                aside.kind,
                author=aside.author,
                date=aside.date,
            )

    def _hooks(self) -> dict[str, int]:
        """Where each note and comment hangs; of several places, the first that is left in the last text."""
        there = self.states["final"].places
        hanging = [
            (there[index] is not None, -index, item.key)
            for index, item in enumerate(self.items)
            if isinstance(item, Hook) and item.kind in {HookKind.NOTE, HookKind.COMMENT_START}
        ]
        return {key: -back for _, back, key in sorted(hanging)}

    def _hung(self, index: int) -> tuple[str, int]:
        """The version and place at which a hook hangs: in the last text, if it stands there."""
        for role in ("final", "base"):
            place = self.states[role].places[index]
            if place is not None:
                return self.ends[role].id, place.start
        return self.ends["final"].id, self._end_before(index)

    def _end_before(self, index: int) -> int:
        """Where, in the last text, stands what comes before an item that does not."""
        return next((place.end for place in reversed(self.states["final"].places[:index]) if place), 0)

    def _marks(self) -> Iterator[Mark]:
        asides = {aside.key: aside for aside in self.document.asides}
        base, final = self.ends["base"].id, self.ends["final"].id
        for number, found in enumerate(self.recorded, 1):
            comments = [asides[key] for key in self._comments_on(found) if key in asides]
            others = [comment for comment in comments if comment.author != OURS]
            yield Mark(
                f"{self.work.id}/m{number}",
                self.work.id,
                base if found.act is Act.DELETE else final,
                found.act,
                found.span,
                found.text,
                self._revisers(found.track.author),
                self._date(found, comments),
                "\n".join(comment.signed for comment in others) or None,
                made_in=final,
                origin=Target(base, found.origin) if found.origin else None,
            )

    def _date(self, found: Recorded, comments: Sequence[Aside]) -> str | None:
        """The date as recorded. Our own file writes a day as its midnight, and the date as it was given in the comment:
        of words struck again one for each act."""
        date, is_day = found.track.date, (found.track.date or "T00:00:00").endswith("T00:00:00")
        if self.memory is None or not is_day:
            return date
        label = "Date" if len(found.span) else _STRUCK_DATES.get(found.act, "Date")
        told = {m[1] for c in comments for m in [re.search(rf"^{label}: (.+)$", c.text, re.MULTILINE)] if m}
        given = told.pop() if len(told) == 1 else "not known"
        if date is None:
            return given if given != "not known" else None
        return date if given == date else date.removesuffix("T00:00:00")

    def _comments_on(self, found: Recorded) -> list[str]:
        """The keys of the comments that speak of some of these words."""
        return list(dict.fromkeys(key for index in found.items for key in self.remarks[index]))


_FATES = {"base": "rejected", "final": "accepted"}
