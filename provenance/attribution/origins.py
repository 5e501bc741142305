"""Where the words of a work come from: every word of a version with who brought it in, whose words stand, and the life
of certain words.

Words that entered right after versions whose text is hidden may have entered in those: nobody is named for them alone.
"""

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, product
from unicodedata import normalize

from provenance.attribution.caveats import removals
from provenance.attribution.course import Course
from provenance.attribution.makers import Makers
from provenance.attribution.steps import Compare
from provenance.attribution.struck_again import struck_again
from provenance.attribution.tracing import Tracing, Turn, Turning
from provenance.attribution.weigh import Record
from provenance.errors import NotFound
from provenance.model.attributions import Attribution, Basis, Dossier, Evidence
from provenance.model.changes import Change, ChangeKind, Edit, Reading
from provenance.model.spans import Span
from provenance.model.testimony import Claim
from provenance.text.quotes import find_words

UNKNOWN = "unknown"
_TAKEN_OUT = (Turn.VANISHED, Turn.STRUCK)
_ONE = Span(0, 1)
_A_WORD = Change("word", ChangeKind.INSERTION, None, Reading(_ONE, "w"), (Edit(Span(0, 0), _ONE, "w"),))
"""What the maker of a single word is asked for."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand side by side and came in with one version, by the same makers.

    `alike` are the versions of other branches that brought the same words in by themselves, before all were merged.
    """

    record: Record
    words: str
    made: Attribution
    alike: tuple[Record, ...] = ()

    @property
    def where(self) -> str:
        """What the version is called that they came in with, or those of several branches."""
        return " or ".join(record.label for record in (self.record, *self.alike))

    @property
    def by(self) -> str:
        """Who brought them in, in a few words."""
        return party(self.made)


@dataclass(frozen=True, slots=True)
class Share:
    """An author's part in a work: words that stand in a version, words ever put down, and when."""

    author: str
    alive: int
    added: int
    share: float
    first: Record
    last: Record


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to the words looked for, in which version and by whom, and the versions that they came from.

    `words` are those of which it is told: all of them, or a run of them with a maker of its own. Of words `in_passing`
    the source records that they were put in and struck again on the way to this version, and no version has them.
    """

    record: Record
    turn: Turn
    origins: tuple[str, ...]
    made: Attribution
    hidden: tuple[Record, ...] = ()
    words: str = ""
    in_passing: bool = False

    @property
    def by(self) -> str:
        """Who did it, in a few words; of hidden versions right before it, who may have."""
        if self.made.revisers or not self.hidden:
            return party(self.made)
        names = dict.fromkeys(" and ".join(one.authors) for one in (*self.hidden, self.record))
        known = " or ".join(name for name in names if name)
        return f"{UNKNOWN} ({known}?)" if known else UNKNOWN


def party(made: Attribution) -> str:
    """Who is named in an attribution, in a few words; candidates are said to be no more than that."""
    if made.candidates:
        return f"{UNKNOWN} ({' or '.join(made.candidates)}?)"
    return " and ".join(made.revisers) or UNKNOWN


class Origins:
    """A work's words, asked where they come from."""

    def __init__(self, dossier: Dossier, course: Course, compare: Compare) -> None:
        self.course = course
        self._lineage = course.lineage
        self._makers = Makers(dossier, course, compare)
        self._recorded: dict[str, Attribution] = {}
        self._caveats = tuple(removals(dossier))
        self._in_passing = tuple(struck_again(dossier.claims))
        self._made_in = {mark.id: mark.made_in for mark in dossier.marks}

    @property
    def caveats(self) -> tuple[str, ...]:
        """What must be known with every answer: that versions were removed, whose words are given to others now."""
        return self._caveats

    @property
    def records(self) -> Sequence[Record]:
        """Every version's record, in order; hidden ones too."""
        return tuple(self.course.records.values())

    def is_hidden(self, version: str) -> bool:
        """True if nobody can see the version's words."""
        return self._lineage.is_gap(version)

    def hidden_before(self, version: str) -> tuple[Record, ...]:
        """The records of the hidden versions right before this one."""
        return self.course.hidden_before(version)

    def tokens(self, version: str) -> list[tuple[str, str]]:
        """Every word and mark of a version, in order, with the id of the version that it came in with."""
        return self._lineage.origins(version)

    def runs(self, version: str) -> list[Run]:
        """The words of a version as they stand, cut where origin or maker changes."""
        if not self._makers.are_told_of and not self._lineage.alike(version):
            return [Run(self.course.records[one], words, self._by(one)) for one, words in self._lineage.words(version)]
        made = self._put_in(version)
        found = []
        for number, words in self._lineage.runs(version, [(versions, party(one)) for versions, one in made]):
            first, *others = (self.course.records[one] for one in made[number][0])
            found.append(Run(first, " ".join(words.split()), made[number][1], tuple(others)))
        return found

    def authors(self) -> dict[str, str | None]:
        """For each version who brought in its new words; None where that is not known, or they are of several."""
        if not self._makers.are_told_of:
            return {
                name: None if party(self._by(name)) == UNKNOWN else party(self._by(name))
                for name in self.course.records
            }
        found: dict[str, set[tuple[str, ...]]] = {}
        for version, made, _ in self._put_down():
            found.setdefault(version, set()).add(made.revisers)
        own = {name: found.get(name, {self._by(name).revisers}) for name in self.course.records}
        return {name: " and ".join(next(iter(by))) or None if len(by) == 1 else None for name, by in own.items()}

    def shares(self, version: str) -> tuple[Share, ...]:
        """The part of every author in the text of a version, the largest first."""
        added, first, last = Counter[str](), dict[str, Record](), dict[str, Record]()
        if self._makers.are_told_of:
            for name, made, count in self._put_down():
                self._count(party(made), name, count, added, first, last)
        else:
            for name, count in zip(self.course.records, self._lineage.words_put_down(), strict=True):
                self._count(party(self._by(name)), name, count, added, first, last)
        alive = Counter[str]()
        for token, (versions, one) in zip(self._lineage.tokens(version), self._put_in(version), strict=True):
            alive[party(one)] += _is_word(token)
            first.setdefault(party(one), self.course.records[versions[0]])
            last.setdefault(party(one), self.course.records[versions[-1]])
        total = sum(alive.values()) or 1
        found = (Share(n, alive[n], added[n], alive[n] / total, first[n], last[n]) for n in first)
        return tuple(sorted(found, key=lambda one: (-one.alive, -one.added, one.author)))

    def trace(self, words: str) -> tuple[Event, ...]:
        """The life of certain words: when they entered, were moved, vanished and came back, and by whom.

        Accents may be composed in either way. Each place where they stand is followed by itself, and so is each where
        the source records that they were put in and struck again. NotFound if there is none.
        """
        passing = [event for came, gone in self._in_passing for event in self._events_in_passing(words, came, gone)]
        for written in dict.fromkeys((words, normalize("NFC", words), normalize("NFD", words))):
            wanted = self._lineage.encode(written)
            if not wanted:
                raise NotFound("name at least one word to be traced")
            tracing = Tracing(self._lineage, written, wanted)
            steps = ((name, turning) for name in self.course.records for turning in tracing.step(name))
            if events := [event for name, turning in steps for event in self._events(name, turning)]:
                order = {version: number for number, version in enumerate(self.course.records)}
                return tuple(sorted([*events, *passing], key=lambda event: order[event.record.version]))
        if passing:
            return tuple(passing)
        raise NotFound(f"the words {words!r} occur in no version; check the spelling, or give fewer")

    def _events_in_passing(self, words: str, came: Claim, gone: Claim) -> Iterator[Event]:
        """That words which no version has were put in and struck again, by whom, on the way to which version."""
        record = self.course.records.get(self._made_in.get(came.mark or "") or "", self.records[-1])
        there = find_words(words, came.quote)
        for place, (turn, claim) in product(there, ((Turn.ENTERED, came), (Turn.VANISHED, gone))):
            basis = Basis.RECORDED if claim.persons else Basis.NONE
            reason = f"recorded in {claim.source}; the words were put in and struck again, and no version has them"
            evidence = (Evidence(claim.id, claim.quote, claim.source),)
            made = Attribution(_A_WORD, claim.revisers, claim.candidates, basis, claim.certainty, reason, evidence)
            yield Event(record, turn, (), made, (), place.of(came.quote), in_passing=True)

    def _events(self, version: str, turning: Turning) -> Iterator[Event]:
        """What happened to words in a version, told apart where several had a hand in it."""
        ask = self._makers.who_took if turning.turn in _TAKEN_OUT else self._makers.who_brought
        there = turning.instances
        made = [ask(instance, version, _A_WORD) for instance in there]
        record, hidden = self.course.records[version], self.hidden_before(version)
        for _, run in groupby(range(len(there)), key=lambda n: (made[n].revisers, made[n].candidates)):
            numbers = list(run)
            which = range(numbers[0], numbers[-1] + 1)
            origins = self._lineage.origins_of(array("I", there[which.start : which.stop]))
            yield Event(record, turning.turn, origins, made[which.start], hidden, turning.words(which))

    def _count(
        self,
        author: str,
        version: str,
        count: int,
        added: Counter[str],
        first: dict[str, Record],
        last: dict[str, Record],
    ) -> None:
        added[author] += count
        first.setdefault(author, self.course.records[version])
        last[author] = self.course.records[version]

    def _put_in(self, version: str) -> list[tuple[tuple[str, ...], Attribution]]:
        """Every word of a version: the versions that brought it in, each by itself if several, and who did so."""
        alike, lineage = self._lineage.alike(version), self._lineage
        found = []
        for instance in lineage.spell(version)[1]:
            instances = alike.get(instance, (instance,))
            versions = lineage.origins_of(array("I", instances))
            if len(versions) > 1:
                made = self._makers.alike(instances, versions, _A_WORD, came=True)
            else:
                made = self._brought(instances[0], versions[0]) if self._makers.are_told_of else self._by(versions[0])
            found.append((versions, made))
        return found

    def _put_down(self) -> Iterator[tuple[str, Attribution, int]]:
        """For every word ever put down: the version that it came in with, who brought it in, and 1."""
        for version in self.course.records:
            if self.is_hidden(version):
                continue
            instances = self._lineage.spell(version)[1]
            for (token, origin), instance in zip(self.tokens(version), instances, strict=True):
                if origin == version and _is_word(token):
                    yield version, self._brought(instance, version), 1

    def _brought(self, instance: int, version: str) -> Attribution:
        return self._makers.who_brought(instance, version, _A_WORD)

    def _by(self, version: str) -> Attribution:
        """What a version records of its making."""
        if version not in self._recorded:
            self._recorded[version] = self._makers.recorded(version, _A_WORD)
        return self._recorded[version]


def _is_word(token: str) -> bool:
    return token[0].isalnum()
