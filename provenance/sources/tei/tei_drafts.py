"""A TEI transcription of a draft or of several witnesses: one version a state, and the changes that it records.

Additions and deletions give two versions, the text before them and the text after. An apparatus gives one version a
witness; in which order the witnesses stand is not known and not invented. Anything else is one version.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from provenance.model.receipts import ReceivedWork
from provenance.model.testimony import Act, AnchorPlace, Mark, Note, Person
from provenance.model.versions import Standing, Version, Witness, Work
from provenance.sources.collapsing import collapse
from provenance.sources.plain.text_reader import slug
from provenance.sources.reader import SourceFile
from provenance.sources.settled_blocks import settle_blocks
from provenance.sources.tei.tei_findings import FoundMark, View
from provenance.sources.tei.tei_memory import Memory, read_as_revision, read_memory
from provenance.sources.tei.tei_notes import read_note
from provenance.sources.tei.tei_parsing import attribute, local
from provenance.sources.tei.tei_pointers import keys_of, note_number, witnesses_of
from provenance.sources.tei.tei_walk import Walk, heading_words

_LONGEST_TITLE = 200
_DRAFT, _FINAL = View(adds=False, dels=True), View(adds=True, dels=False)


@dataclass(frozen=True, slots=True)
class _Stage:
    """A stage of revision that the header lists (`change`): who was at work, and when."""

    who: tuple[str, ...]
    when: str | None


@dataclass(frozen=True, slots=True)
class _Carrier:
    """A witness of the header: its siglum, what it is, its date, and how it was made if it is reconstructed."""

    siglum: str
    title: str
    date: str | None
    method: str | None


def read_transcription(
    root: etree._Element, file: SourceFile, persons: Mapping[str, Person]
) -> tuple[ReceivedWork, list[str]]:
    """The work that the file transcribes, and a sentence on everything that was odd."""
    text = next(root.iter("{*}text"), root)
    work = _work(root, text, file)
    transcription = _Transcription(work, text, file.sha256, persons, _stages(root, persons))
    memory = read_memory(root, text, file.name)
    if memory is not None:
        read_as_revision(root, text)
        return transcription.as_remembered(memory), transcription.warnings
    if carriers := _carriers(root, text):
        return transcription.by_witness(carriers), transcription.warnings
    if next(text.iter("{*}add", "{*}del"), None) is not None:
        return transcription.by_revision(), transcription.warnings
    return transcription.as_it_stands(), transcription.warnings


class _Transcription:
    def __init__(
        self,
        work: Work,
        text: etree._Element,
        sha256: str,
        persons: Mapping[str, Person],
        stages: Mapping[str, _Stage],
    ) -> None:
        self.work = work
        self.text = text
        self.sha256 = sha256
        self.persons = persons
        self.stages = stages
        self.warnings: list[str] = []

    def as_it_stands(self) -> ReceivedWork:
        """One version of everything."""
        witness = self._witness(_Carrier("T", "the transcription", None, None))
        version, walk = self._version("final", View(), witness)
        return ReceivedWork(self.work, (witness,), (version,), tuple(self._notes(walk, version)))

    def by_revision(self) -> ReceivedWork:
        """The text before the additions and deletions, and the text after them."""
        witness = self._witness(_Carrier("T", "the revised draft as transcribed", None, None))
        draft, before = self._version("draft", _DRAFT, witness)
        final, after = self._version("final", _FINAL, witness, parents=(draft.id,))
        marks = [*self._marks(before, draft, Act.DELETE), *self._marks(after, final, Act.INSERT)]
        return ReceivedWork(self.work, (witness,), (draft, final), tuple(self._notes(after, final)), tuple(marks))

    def as_remembered(self, memory: Memory) -> ReceivedWork:
        """The two texts of a report of our own, reconstructed or extant as they were."""
        found = self.by_revision()
        draft, final = (
            replace(version, standing=Standing.RECONSTRUCTED, method=method, witness=None) if method else version
            for version, method in zip(found.versions, (memory.base, memory.revised), strict=True)
        )
        others = tuple(self._note(note, f"back{n}", final, None) for n, note in enumerate(memory.notes, 1))
        return replace(found, versions=(draft, final), notes=(*others, *found.notes))

    def by_witness(self, carriers: list[_Carrier]) -> ReceivedWork:
        """One version a witness."""
        witnesses, versions, walk = [], [], None
        for carrier in carriers:
            witnesses.append(self._witness(carrier))
            view = View(adds=True, dels=False, witness=carrier.siglum)
            version, walk = self._version(carrier.siglum, view, witnesses[-1], method=carrier.method)
            versions.append(version)
            if walk.silent:
                self.warnings.append(
                    f"the apparatus does not say what witness {carrier.siglum} reads at {len(walk.silent)} places, "
                    f"such as {walk.silent[0]!r}; nothing is shown there"
                )
        notes = tuple(self._notes(walk, versions[-1])) if walk else ()
        return ReceivedWork(self.work, tuple(witnesses), tuple(versions), notes)

    def _witness(self, carrier: _Carrier) -> Witness:
        return Witness(
            f"{self.work.id}/{carrier.siglum}",
            self.work.id,
            carrier.siglum,
            carrier.title,
            self.work.source,
            seen=carrier.method is None,
            sha256=self.sha256 if carrier.method is None else None,
            date=carrier.date,
        )

    def _version(
        self, label: str, view: View, witness: Witness, parents: tuple[str, ...] = (), method: str | None = None
    ) -> tuple[Version, Walk]:
        walk = Walk(view)
        milestones = walk.through(self.text)
        text = walk.writer.text
        version = Version(
            f"{self.work.id}@{label}",
            self.work.id,
            label,
            text,
            Standing.RECONSTRUCTED if method else Standing.EXTANT,
            blocks=settle_blocks(text, walk.writer.blocks),
            milestones=milestones,
            date=witness.date,
            parents=parents,
            witness=witness.id,
            method=method,
        )
        return version, walk

    def _marks(self, walk: Walk, version: Version, act: Act) -> Iterator[Mark]:
        """The marks of one act, in the version in which their words stand."""
        for number, found in enumerate(walk.marks, 1):
            if found.act is act:
                revisers, date = self._by_whom(found)
                span = found.span(version.text)
                words = span.of(version.text) or found.hidden
                key = attribute(found.element, "id") or f"m{number}"
                yield Mark(f"{self.work.id}/{key}", self.work.id, version.id, act, span, words, revisers, date)

    def _by_whom(self, found: FoundMark) -> tuple[tuple[str, ...], str | None]:
        """Whom the transcription names for a mark, on it or on the substitution around it, and the date it gives."""
        around = [found.element, *found.element.iterancestors("{*}subst")]
        keys = [key for element in around for key in keys_of(element)]
        stages = [self.stages[key] for element in around for key in _changes(element) if key in self.stages]
        names = [self.persons[key].name for key in keys if key in self.persons]
        names += [name for stage in stages for name in stage.who] if not names else []
        dates = [element.get("when") for element in around] + [stage.when for stage in stages]
        return tuple(dict.fromkeys(names)), next((date for date in dates if date), None)

    def _notes(self, walk: Walk, version: Version) -> Iterator[Note]:
        for number, found in enumerate(walk.notes, 1):
            yield self._note(found.element, f"n{number}", version, None if found.in_heading else found.at)

    def _note(self, element: etree._Element, otherwise: str, version: Version, at: int | None) -> Note:
        """The note at a place in the text, or in the heading; called `otherwise` if it has no id."""
        key = attribute(element, "id") or otherwise
        text, mentions = read_note(element, {key: person.name for key, person in self.persons.items()})
        place = AnchorPlace.HEADING if at is None else AnchorPlace.TEXT
        kind = element.get("type") or "footnote"
        return Note(key, version.work, note_number(element), text, place, version.id, at, kind, mentions)


def _work(root: etree._Element, text: etree._Element, file: SourceFile) -> Work:
    statement = next(root.iter("{*}titleStmt"), None)
    titles = [
        heading_words(each) for each in (statement if statement is not None else ()) if local(each.tag) == "title"
    ]
    head = next(text.iter("{*}head"), None)
    title = next((each for each in titles if each), heading_words(head) if head is not None else "") or file.stem
    created = next(
        (each for part in root.iter("{*}creation") for each in part.iter("{*}date") if each.get("when")), None
    )
    date = created.get("when") if created is not None else None
    bibl = next((heading_words(each) for part in root.iter("{*}sourceDesc") for each in part.iter("{*}bibl")), "")
    work_id = attribute(root, "id") or slug(file.stem)
    return Work(work_id, title[:_LONGEST_TITLE], bibl or title[:_LONGEST_TITLE], date)


def _stages(root: etree._Element, persons: Mapping[str, Person]) -> dict[str, _Stage]:
    """The stages of revision that the header lists, by their `@xml:id`."""
    stages = {}
    for listing in root.iter("{*}listChange"):
        for change in listing.iter("{*}change"):
            key = attribute(change, "id")
            who = tuple(persons[name].name for name in keys_of(change) if name in persons)
            if key:
                stages[key] = _Stage(who, change.get("when"))
    return stages


def _changes(element: etree._Element) -> list[str]:
    return [key.rpartition("#")[2] for key in (element.get("change") or "").split()]


def _carriers(root: etree._Element, text: etree._Element) -> list[_Carrier]:
    """The witnesses in the order of the header's list, then those that only the apparatus names."""
    carriers: dict[str, _Carrier] = {}
    used = dict.fromkeys(siglum for reading in text.iter("{*}lem", "{*}rdg") for siglum in witnesses_of(reading))
    for witness in root.iter("{*}witness"):
        key = attribute(witness, "id")
        if key in used:
            dated = next((date for date in witness.iter("{*}date") if date.get("when")), None)
            words = collapse("".join(str(part) for part in witness.itertext()))
            method = words or "reconstructed" if witness.get("n") == "reconstructed" else None
            carriers[key] = _Carrier(key, words or key, dated.get("when") if dated is not None else None, method)
    for siglum in used:
        carriers.setdefault(siglum, _Carrier(siglum, siglum, None, None))
    return list(carriers.values())
