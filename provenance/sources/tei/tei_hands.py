"""Whose hand: from what a transcription writes at a change to the person, or to a hand that nobody has named.

A hand is named by `@hand`, by `handShift`, or by the stage of revision that the change belongs to (`change/@who`). The
header's `handNote` says by a pointer or a name whose hand it is; its prose describes the hand and names nobody. `@resp`
at a change is the editor who reads the hand, never the hand.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from provenance.model.testimony import Act, Certainty, Person, PersonKind
from provenance.sources.harmless_xml import attribute
from provenance.sources.tei.tei_alterations import Alteration
from provenance.sources.tei.tei_names import natural_order
from provenance.sources.tei.tei_pointers import is_by_writer, pointed, points_elsewhere
from provenance.sources.tei.tei_walk import heading_words

_POINTERS = ("scribeRef", "scribe", "corresp", "ref", "key")
_LONGEST_NAME = 80
_MOST_NAMED = 3
_LONGEST_DESCRIPTION = 200
_NOBODY = frozenset({"unknown", "unidentified", "anonymous", "anon", "unbekannt"})


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of revision that the header lists (`change`): its place in the order, who was at work, and when."""

    id: str
    order: int
    who: tuple[str, ...]
    when: str | None


@dataclass(frozen=True, slots=True)
class Testimony:
    """What the source says of one change: by whom, when, how sure, and which editor says so."""

    revisers: tuple[str, ...]
    date: str | None
    certainty: Certainty
    interpreter: str | None


class Hands:
    """The hands of a file, and those that its changes name though the file does not list them."""

    def __init__(
        self,
        lists: Sequence[etree._Element],
        persons: Mapping[str, Person],
        stages: Iterable[Stage] = (),
        ids: Container[str] | None = None,
    ) -> None:
        """Begin with what lists the hands, a header or its `handNotes`, and the persons by their `@xml:id`.

        `ids` are those of the whole file, None where they are not known: what has none is not listed here.
        """
        self._persons = persons
        self._ids = ids
        self._notes = dict[str, etree._Element]()
        self._twice = set[str]()
        editors = (attribute(one, "id") for each in lists for one in each.iter("{*}respStmt", "{*}editor"))
        self._editors = frozenset(key for key in editors if key)
        for note in (note for each in lists for note in each.iter("{*}handNote", "{*}hand")):
            if (key := attribute(note, "id")) and self._notes.setdefault(key, note) is not note:
                self._twice.add(key)
        self._stages = {stage.id: stage for stage in stages}
        self._known: dict[str, tuple[Person, ...]] = {}
        self._meant: dict[str, tuple[Person, ...]] = {}
        self._in_circles: set[str] = set()
        self._lost: dict[str, str] = {}
        self._by_name = {person.name: person for person in reversed(list(persons.values()))}

    nothing = Testimony((), None, Certainty.HIGH, None)

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody whose hand was asked for, each once."""
        return tuple({person.name: person for found in self._known.values() for person in found}.values())

    def names(self, pointers: str | None) -> tuple[str, ...]:
        """The names behind one or several pointers to hands or persons."""
        keys = (key.rpartition("#")[2] for key in (pointers or "").split())
        return tuple(dict.fromkeys(person.name for key in keys if key for person in self._person(key)))

    def testimony(self, change: Alteration) -> Testimony:
        """Who made a change, by the change itself, else by the substitution around it, its stage, its handwriting.

        The handwriting of words in an addition that says whose it is can only have begun in it, and says more exactly.
        """
        around = (change.element, *change.around)
        hand = next((given for each in around if (given := each.get("hand"))), None)
        stages = [self._stages[key] for each in around for key in pointed(each, "change") if key in self._stages]
        of_stage = " ".join(key for stage in stages[:1] for key in stage.who)
        written = change.hand if change.act is Act.INSERT else None
        told = (written, hand) if change.is_signed and written else (hand, of_stage, written)
        pointers = next((each for each in told if self.names(each)), None)
        sure = max(_certainty(around), self._certainty_of_hand(pointers), key=list(Certainty).index)
        dates = [each.get("when") for each in around] + [stage.when for stage in stages]
        return Testimony(
            self.names(pointers), next((date for date in dates if date), None), sure, self.editors(*around)
        )

    def _certainty_of_hand(self, pointers: str | None) -> Certainty:
        """How sure it is that the hands are those of the persons whom their notes name (`handNote/@cert`)."""
        keys = (key.rpartition("#")[2] for key in (pointers or "").split())
        notes = (self._notes[key] for key in keys if key in self._notes and self._meaning(key))
        return max((_certainty([note]) for note in notes), key=list(Certainty).index, default=Certainty.HIGH)

    def unlisted(self) -> Iterator[str]:
        """A sentence on the hands that stay without a name because their notes point to what is neither in the file nor
        in the lists of its folder, or in a circle."""
        told = [f"hand {key} points {where}" for key in self._meant if (where := self._nowhere(key))]
        if told:
            more = f"; and {len(told) - _MOST_NAMED} more" if len(told) > _MOST_NAMED else ""
            whom = "it" if len(told) == 1 else "them"
            yield f"{'; '.join(told[:_MOST_NAMED])}{more}: nobody is named for {whom}"

    def _nowhere(self, key: str) -> str | None:
        """Where the note of a hand points in vain; None of a note that names somebody, or that points nowhere."""
        if key in self._lost:
            return f"to {self._lost[key]}, which is not listed here"
        note = self._notes.get(key)
        if note is None or key in self._twice or self._meant[key]:
            return None
        is_own = any(key in pointed(note, name) for name in _POINTERS)
        return "to itself" if is_own else "in a circle" if key in self._in_circles else None

    def remark(self, note: etree._Element, ids: Container[str]) -> tuple[bool, str | None]:
        """Whether a note is a remark, no testimony of this text, and whose, as far as it is told.

        What one of the hands of the text wrote is that hand's (`@hand`, or a `@resp` that means a hand of the header);
        what is attached to something outside the file, whose `ids` these are, speaks of another text.
        """
        hands = " ".join(key for key in pointed(note, "resp") if key in self._notes)
        by = " and ".join(self.names(note.get("hand") or hands)) or None
        if by or is_by_writer(note):
            return True, by
        return (True, self.editors(note)) if points_elsewhere(note, ids) else (False, None)

    def editors(self, *around: etree._Element) -> str | None:
        """The editors who answer for a change or a reading, by the first of the elements that says so."""
        keys = next((found for each in around for name in ("resp", "source") if (found := pointed(each, name))), [])
        names = [self._persons[key].name if key in self._persons else key for key in keys]
        return " and ".join(dict.fromkeys(names)) or None

    def _person(self, key: str) -> tuple[Person, ...]:
        if key not in self._known:
            self._known[key] = self._meaning(key) or (self._unnamed(key),)
        return self._known[key]

    def _meaning(self, key: str) -> tuple[Person, ...]:
        """The persons whom a pointer means, followed from note to note; nobody, if it leads nowhere or in a circle."""
        path = {} if key in self._meant else {key: iter(self._pointed(key))}
        while path:
            last = next(reversed(path))
            following = next((one for one in path[last] if one not in self._meant), None)
            if following is None:
                del path[last]
                self._meant[last] = self._settled(last)
            elif following in path:
                self._in_circles.update(islice(path, list(path).index(following), None))
            else:
                path[following] = iter(self._pointed(following))
        return self._meant[key]

    def _pointed(self, key: str) -> list[str]:
        """Where the note of a hand points to, by whatever it says of it."""
        note = self._notes.get(key)
        if note is None or key in self._twice:
            return []
        named = _named_in(note)
        told = [pointed(each, name) for each in (note, named) if each is not None for name in _POINTERS]
        return [one for keys in (*told, pointed(note, "resp")) for one in keys if one != key]

    def _settled(self, key: str) -> tuple[Person, ...]:
        """The persons whom a pointer means, once it is known whom those mean to which its note points."""
        note = self._notes.get(key)
        if key in self._twice:
            return ()
        if note is None:
            person = self._persons.get(key)
            return (person,) if person is not None and person.name.casefold() not in _NOBODY else ()
        named = _named_in(note)
        ways = [self._behind(key, pointed(note, name)) for name in _POINTERS]
        if named is not None:
            ways += [self._behind(key, [one]) for name in _POINTERS for one in pointed(named, name)]
        elif not any(note.get(name) for name in _POINTERS):
            ways.append(self._behind(key, [one for one in pointed(note, "resp") if one not in self._editors]))
        if (found := next(filter(None, ways), None)) is not None:
            return found
        scribe = note.get("scribe") or ""
        words = heading_words(named) if named is not None else scribe if "#" not in scribe else ""
        return self._named(words, key) or self._not_listed(note, key)

    def _not_listed(self, note: etree._Element, key: str) -> tuple[Person, ...]:
        """Whoever the note of a hand points to and nothing lists: all hands that point to one are of one."""
        if self._ids is None:
            return ()
        for name in _POINTERS:
            told = pointed(note, name) if name != "scribe" or "#" in note.get(name, "") else []
            known = (self._ids, self._persons, _NOBODY)
            if lost := [one for one in dict.fromkeys(told) if one and not any(one in each for each in known)]:
                self._lost[key] = lost[0]
                return tuple(self._unnamed(one) for one in lost)
        return ()

    def _behind(self, key: str, keys: Sequence[str]) -> tuple[Person, ...]:
        """The persons behind those to which the note of a hand points, and that do not point back to it."""
        circle = self._in_circles if key in self._in_circles else {key}
        found = (person for one in keys if one not in circle for person in self._meant.get(one, ()))
        return tuple(dict.fromkeys(found))

    def _named(self, words: str, key: str) -> tuple[Person, ...]:
        full = natural_order(words)
        if not full or full.casefold() in _NOBODY or len(full) > _LONGEST_NAME:
            return ()
        known = self._by_name.get(full)
        return (known or Person(full, full.split()[-1], aliases=(f"#{key}",)),)

    def _unnamed(self, key: str) -> Person:
        """A hand that the file describes and does not name, or does not list at all."""
        note = self._notes.get(key)
        if key in self._twice:
            return Person(f"hand {key}", f"hand {key}", "listed twice", PersonKind.HAND, (f"#{key}",))
        if note is None:
            name = f"hand {key}, not listed here"
            return Person(name, name, kind=PersonKind.HAND, aliases=(f"#{key}",))
        described = heading_words(note).strip(" .") or ", ".join(filter(None, (note.get("medium"), note.get("style"))))
        role = described[:_LONGEST_DESCRIPTION] or None
        return Person(f"hand {key}", f"hand {key}", role, PersonKind.HAND, (f"#{key}",))


def _named_in(note: etree._Element) -> etree._Element | None:
    """The first name in the note of a hand."""
    return next(note.iter("{*}persName", "{*}name", "{*}author"), None)


def read_stages(root: etree._Element) -> tuple[Stage, ...]:
    """The stages of revision of the text, in order; all of one rank where the list says that their order is open.

    The list of what was done to the file (`revisionDesc`) is another one.
    """
    stages: list[Stage] = []
    order = 1
    for change in root.iter("{*}change"):
        listing = next(change.iterancestors("{*}listChange"), None)
        key = attribute(change, "id")
        if listing is None or key is None or next(change.iterancestors("{*}revisionDesc"), None) is not None:
            continue
        is_open = listing.get("ordered") in {"false", "0"}
        if stages and not (is_open and change.getprevious() is not None):
            order += 1
        stages.append(Stage(key, order, tuple(pointed(change, "who")), change.get("when")))
    return tuple(stages)


def _certainty(around: Iterable[etree._Element]) -> Certainty:
    """How sure the editor is (`@cert`); nothing said is sure."""
    given = next((cert for each in around if (cert := each.get("cert"))), "high")
    return Certainty(given) if given in {one.value for one in Certainty} else Certainty.UNKNOWN
