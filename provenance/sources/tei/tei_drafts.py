"""A TEI transcription of a draft or of several witnesses: one version a state, and the changes that it records.

Alterations give the text before them and the text after, and where the transcription orders them in layers, one version
a layer. An apparatus gives the versions of each witness; in which order the witnesses stand is not known and not
invented. Anything else is one version.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from lxml import etree

from provenance.model.receipts import ReceivedWork
from provenance.model.testimony import COMMENT, AnchorPlace, Mark, Note, Person
from provenance.model.versions import Gap, Standing, Version, Witness, Work
from provenance.sources.harmless_xml import attribute, local
from provenance.sources.plain.text_reader import slug
from provenance.sources.reader import SourceFile
from provenance.sources.tei.tei_alterations import settle_layers
from provenance.sources.tei.tei_draft_walk import SILENCE, DraftWalk
from provenance.sources.tei.tei_hands import Hands, Stage, read_stages
from provenance.sources.tei.tei_locations import in_words, tie_to_places
from provenance.sources.tei.tei_marks import Marker, Step
from provenance.sources.tei.tei_memory import Memory, read_as_revision, read_memory
from provenance.sources.tei.tei_notes import changes_beside, read_note
from provenance.sources.tei.tei_pointers import note_number
from provenance.sources.tei.tei_recording import Found
from provenance.sources.tei.tei_states import State, States
from provenance.sources.tei.tei_walk import final_words, heading_words
from provenance.sources.tei.tei_witnesses import Carrier, Choices, read_carriers
from provenance.sources.tei.tei_writer import VerbatimWriter, Writer
from provenance.text.telling_apart import tell_apart

_LONGEST_TITLE = 200
_MOST_NAMED = 3
_MOST_LAYERS = 60
_BEARERS = ("{*}app", "{*}note", "{*}annotation", "{*}listPerson", "{*}listPlace", "{*}listBibl", "{*}listOrg")
"""What notes of a `standOff` speak of that is not the text."""
_THE_TRANSCRIPTION = Carrier("T", "the transcription")


@dataclass(frozen=True, slots=True)
class Transcribed:
    """A work read from a transcription, the persons whose hands it shows, and what was odd."""

    work: ReceivedWork
    people: tuple[Person, ...]
    warnings: tuple[str, ...]


def read_transcription(
    root: etree._Element, text: etree._Element, file: SourceFile, persons: Mapping[str, Person], key: str | None = None
) -> Transcribed:
    """The work whose words stand in `text`, with the header of `root`; `key` is its id where the file has several."""
    memory = read_memory(root, text, file.name)
    if memory is not None:
        read_as_revision(root, text)
        for back in list(text.iterchildren("{*}back")):
            text.remove(back)
    carriers = [] if memory is not None else read_carriers(root)
    paper = Writer if memory is None else VerbatimWriter
    transcription = _Transcription(_work(root, text, file, key), file.sha256, root, text, persons, carriers, paper)
    received = transcription.received()
    if memory is not None:
        received = transcription.as_remembered(received, memory)
    return Transcribed(received, transcription.hands.people, tuple(dict.fromkeys(transcription.warnings)))


class _Transcription:
    def __init__(
        self,
        work: Work,
        sha256: str,
        root: etree._Element,
        text: etree._Element,
        persons: Mapping[str, Person],
        carriers: Sequence[Carrier],
        paper: Callable[[], Writer],
    ) -> None:
        """Walk through the text once, and settle in which layer each alteration took effect."""
        self.work = work
        self.sha256 = sha256
        self.persons = persons
        self.carriers = carriers
        self._ids = frozenset(filter(None, (attribute(each, "id") for each in root.iter(etree.Element))))
        stages = read_stages(root)
        self.hands = Hands([root], persons, stages, self._ids)
        unplaced = tie_to_places(root, text)
        walk = DraftWalk({stage.id: stage.order for stage in stages}, bool(carriers), paper)
        found = walk.take_down(text, list(_apart(root)))
        self.warnings = found.warnings
        self.warnings += [*unplaced, *changes_beside(text)]
        self.warnings += _not_listed([one.siglum for one in carriers if not one.is_listed])
        self.states = States(walk.score, found)
        self.labels = self._layers(found, stages)
        self.choices = Choices(found.entries)
        self.marker = Marker(work.id, self.states.strokes, found.entries, self.hands, paper)

    def _layers(self, found: Found, stages: Sequence[Stage]) -> list[str]:
        """The name of each layer: its stage, where the header lists it, and the number in it."""
        nested = [stroke.alterations for stroke in self.states.strokes if stroke.words]
        altering = [one for one in found.alterations if self.states.alters(one)]
        reached = settle_layers(altering, nested) if altering else []
        if len(reached) > _MOST_LAYERS:
            self.warnings.append(f"more than {_MOST_LAYERS} layers are told apart; their changes are read as one layer")
            for one in altering:
                one.stage = None
            reached = settle_layers(altering, nested)
        names = {stage.order: stage.id for stage in reversed(stages)}
        return [
            " ".join(filter(None, (names.get(stage), f"layer {number}" if number else ""))) for stage, number in reached
        ]

    def received(self) -> ReceivedWork:
        """One version a layer of each witness, the marks of every step, and the notes."""
        witnesses: list[Witness] = []
        versions: list[Version] = []
        marks: list[Mark] = []
        notes: dict[str, Note] = {}
        of_gone_words: dict[str, Note] = {}
        for carrier in self.carriers or [_THE_TRANSCRIPTION]:
            witness = self._witness(carrier)
            states = self.states.of(carrier, self.choices, len(self.labels), apart=bool(self.carriers))
            made = self._versions(carrier, witness, states)
            if not self.carriers:
                marks += self.marker.of_writing(made[0], states[0])
            for n in range(1, len(states)):
                step = Step(made[n - 1], made[n], states[n - 1], states[n])
                marks += self.marker.of_step(step, self.states.moved(step.before, step.after))
            notes |= {note.id: note for note in self._notes(states[-1], made[-1])}
            for state, version in zip(states[-2::-1], made[-2::-1], strict=True):
                known = notes.keys() | of_gone_words.keys()
                of_gone_words |= {note.id: note for note in self._notes(state, version, known)}
            witnesses.append(witness)
            versions += made
            self._report_gaps(carrier, made[-1])
        self.warnings += self.hands.unlisted()
        keys = tell_apart([mark.id for mark in marks])
        told = tuple(replace(mark, id=key) for mark, key in zip(marks, keys, strict=True))
        notes |= {key: note for key, note in of_gone_words.items() if key not in notes}
        return ReceivedWork(self.work, tuple(witnesses), tuple(versions), tuple(notes.values()), told)

    def as_remembered(self, found: ReceivedWork, memory: Memory) -> ReceivedWork:
        """The two texts of a report of our own, reconstructed or extant as they were."""
        draft, final = (
            replace(version, standing=Standing.RECONSTRUCTED, method=method, witness=None) if method else version
            for version, method in zip(_two(found.versions), (memory.base, memory.revised), strict=True)
        )
        others = tuple(self._note(note, f"back{n}", final, None) for n, note in enumerate(memory.notes, 1))
        return replace(found, versions=(draft, final), notes=(*others, *found.notes))

    def _versions(self, carrier: Carrier, witness: Witness, states: Sequence[State]) -> list[Version]:
        """The versions of a witness, each made from the one before."""
        versions: list[Version] = []
        labels = tell_apart([self._label(carrier, state, states) for state in states])
        for state, label in zip(states, labels, strict=True):
            versions.append(
                Version(
                    f"{self.work.id}@{label.replace(' ', '_')}",
                    self.work.id,
                    label,
                    state.written.text,
                    Standing.RECONSTRUCTED if carrier.method else Standing.EXTANT,
                    blocks=state.blocks,
                    milestones=state.written.milestones,
                    date=witness.date,
                    parents=(versions[-1].id,) if versions else (),
                    witness=witness.id,
                    method=carrier.method,
                    gaps=tuple(_named(gap, carrier) for gap in state.written.gaps),
                )
            )
        return versions

    def _label(self, carrier: Carrier, state: State, states: Sequence[State]) -> str:
        """The draft, the layers by their names, the final text; where there are witnesses, after whose they are."""
        if state is states[-1]:
            return carrier.siglum if self.carriers else "final"
        own = self.labels[state.layer - 1] if 0 < state.layer <= len(self.labels) else ""
        own = (own or f"layer {state.layer}") if state.layer else "draft"
        return f"{carrier.siglum}, {own}" if self.carriers else own

    def _witness(self, carrier: Carrier) -> Witness:
        is_revised = not self.carriers and self.labels
        return Witness(
            f"{self.work.id}/{carrier.siglum}",
            self.work.id,
            carrier.siglum,
            "the revised draft as transcribed" if is_revised else carrier.title,
            self.work.source,
            seen=carrier.method is None,
            sha256=self.sha256 if carrier.method is None else None,
            date=carrier.date,
        )

    def _report_gaps(self, carrier: Carrier, version: Version) -> None:
        silent = [gap for gap in version.gaps if SILENCE in gap.reason]
        if silent:
            places = "1 place" if len(silent) == 1 else f"{len(silent)} places"
            self.warnings.append(
                f"the apparatus does not say what witness {carrier.siglum} reads at {places}; "
                "what stood there is kept as unknown"
            )

    def _notes(self, state: State, version: Version, known: Container[str] = ()) -> Iterator[Note]:
        """The notes that hang in a version, but those whose ids are known already."""
        own = list(state.written.notes.items())
        keys = self._keys(tuple(found.element for found, _ in own))
        for found, at in own:
            if keys[found.element] not in known:
                yield self._note(found.element, keys[found.element], version, at)

    def _keys(self, notes: Sequence[etree._Element]) -> dict[etree._Element, str]:
        """An id for each note of the text, its own where no other note has it."""
        if not hasattr(self, "_note_keys"):
            every = [stroke.note.element for stroke in self.states.strokes if stroke.note is not None]
            given = [attribute(each, "id") for each in every]
            taken = {key for key in given if key}
            free = (key for n in count(1) if (key := f"n{n}") not in taken)
            keys = tell_apart([key or next(free) for key in given])
            self._note_keys = dict(zip(every, keys, strict=True))
        return self._note_keys

    def _note(self, element: etree._Element, key: str, version: Version, at: int | None) -> Note:
        """The note at a place in the text, or in the heading.

        A reading that no witness has, and what speaks of another text, is an editor's remark; what one of the hands of
        the text wrote is that hand's. Neither is testimony of this text.
        """
        text, mentions = read_note(element, self.persons)
        place = AnchorPlace.HEADING if at is None else AnchorPlace.TEXT
        if local(element.tag) == "app":
            return Note(key, version.work, None, in_words(element), place, version.id, at, COMMENT)
        if local(element.tag) == "rdg":
            by = self.hands.editors(element)
            return Note(key, version.work, None, f"reads: {text}", place, version.id, at, COMMENT, mentions, by)
        is_remark, by = self.hands.remark(element, self._ids)
        kind = COMMENT if is_remark else element.get("type") or "footnote"
        return Note(key, version.work, note_number(element), text, place, version.id, at, kind, mentions, by)


def _apart(root: etree._Element) -> Iterator[etree._Element]:
    """What stands apart from the text and speaks of it: entries of an apparatus, notes, and transpositions, which may
    stand in the header too."""
    for apart in root.iter("{*}standOff"):
        yield from apart.iter("{*}app")
        yield from (note for note in apart.iter("{*}note") if next(note.iterancestors(*_BEARERS), None) is None)
    recorded = {f"#{attribute(one, 'id')}" for one in root.iter("{*}add", "{*}del")}
    for apart in root.iter("{*}standOff", "{*}profileDesc"):
        for transpose in apart.iter("{*}transpose"):
            if not recorded.issuperset(ptr.get("target") for ptr in transpose.iter("{*}ptr")):
                yield transpose  # else it only tells that a deletion and an addition are one move


def _two(versions: Sequence[Version]) -> tuple[Version, Version]:
    """The earlier and the later text of a report of ours; the same twice, where nothing was changed."""
    first, last = versions[0], versions[-1]
    if first is last:
        first = replace(last, id=f"{last.work}@draft", label="draft")
        last = replace(last, parents=(first.id,))
    return first, last


def _named(gap: Gap, carrier: Carrier) -> Gap:
    """A gap with its witness by name."""
    return gap if carrier is _THE_TRANSCRIPTION else replace(gap, reason=f"{carrier.siglum} is {gap.reason}")


def _work(root: etree._Element, text: etree._Element, file: SourceFile, key: str | None) -> Work:
    statement = next(root.iter("{*}titleStmt"), None)
    titles = [
        heading_words(each) for each in (statement if statement is not None else ()) if local(each.tag) == "title"
    ]
    head = next(text.iter("{*}head"), None)
    title = next((each for each in titles if each), final_words(head) if head is not None else "") or file.stem
    created = next(
        (each for part in root.iter("{*}creation") for each in part.iter("{*}date") if each.get("when")), None
    )
    date = created.get("when") if created is not None else None
    bibl = next((heading_words(each) for part in root.iter("{*}sourceDesc") for each in part.iter("{*}bibl")), "")
    work_id = key or attribute(root, "id") or slug(file.stem)
    return Work(work_id, title[:_LONGEST_TITLE], bibl or title[:_LONGEST_TITLE], date)


def _not_listed(sigla: Sequence[str]) -> Iterator[str]:
    """A sentence on the witnesses that an apparatus cites and no list has, the first of many by name."""
    more = len(sigla) - _MOST_NAMED
    named = [*sigla[:_MOST_NAMED], *([f"{more} more"] if more > 0 else [])]
    if len(sigla) == 1:
        yield f"the apparatus cites {sigla[0]}, which is not in the list of witnesses; it is read as one more"
    elif sigla:
        cited = f"{', '.join(named[:-1])} and {named[-1]}"
        yield f"the apparatus cites {cited}, which are not in the list of witnesses; each is read as one more"
