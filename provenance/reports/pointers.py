"""The names by which the parts of an export point at each other (in TEI `@xml:id`, and `#…` to reach it)."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from provenance.attribution.struck_again import struck_again
from provenance.model.attributions import Apparatus, Attribution
from provenance.model.testimony import EDITORS, Claim
from provenance.model.versions import Standing, Version, Witness

PROGRAM = "program"


@dataclass(frozen=True)
class Pointers:
    """Every `@xml:id` of one apparatus: valid XML names, no two alike, the same in each run."""

    apparatus: Apparatus
    _ids: dict[tuple[str, str], str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Name everything in one order, so that equal apparatuses get equal names."""
        for kind, keys in _keys(self.apparatus):
            for key in keys:
                self._name(kind, key)

    def witness(self, witness: Witness) -> str:
        """The name of a witness in `listWit`."""
        return self._ids["wit", witness.id]

    def text(self, version: Version) -> str:
        """The name of the witness in `listWit` that has this version's text.

        The seen witness that carries it, if it carries no other version; else the version as a witness of its own:
        a reconstruction is never the witness that it stands for.
        """
        carrier = self.carrier(version)
        return self.witness(carrier) if carrier else self._ids["text", version.id]

    def carrier(self, version: Version) -> Witness | None:
        """The seen witness that carries this version and no other, if there is one."""
        if version.standing is Standing.RECONSTRUCTED:
            return None
        return self._carriers.get(version.witness or "")

    def version(self, version_id: str) -> str | None:
        """The name of a version's making in `listChange`, or None if the work has no such version."""
        return self._ids.get(("version", version_id))

    def layer(self, attribution: Attribution) -> str | None:
        """The name of the version in which a change entered, as far as that is known.

        Where the attribution does not tell, it is the version between the two that stands for the work of just these
        revisers, if there is one and no other; or the later text, if nothing lies between.
        """
        revised, base = self.apparatus.revised, self.apparatus.base
        if attribution.layer or revised.parents in {(), (base.id,)}:
            return self.version(attribution.layer or revised.id)
        between = [version for version in self.apparatus.versions if version.id in revised.parents]
        theirs = [version for version in between if attribution.revisers and version.authors == attribution.revisers]
        return self.version(theirs[0].id) if len(theirs) == 1 else None

    def person(self, name: str) -> str:
        """The name of a person, office or hand."""
        return self._ids["agent", name]

    def hand(self, names: tuple[str, ...]) -> str:
        """The name of the hand of one reviser, or of several who worked jointly."""
        return self._ids["hand", "\n".join(names)]

    def note(self, note_id: str) -> str:
        """The name of a note."""
        return self._ids["note", note_id]

    def claim(self, claim_id: str) -> str:
        """The name of a claim."""
        return self._ids["claim", claim_id]

    def asserter(self, name: str) -> str:
        """The name of who speaks in a claim: the editors, or a historian."""
        return self._ids["asserter", name]

    def change(self, attribution: Attribution) -> str:
        """The name of a change (of a piece of one, where it was split at the edge of a claim)."""
        return self._ids["change", str(self._places[attribution])]

    def sources(self, attribution: Attribution) -> str:
        """Pointers to the notes that an attribution rests on, with `#`, as `@source` wants them."""
        found = (
            (self.claims[evidence.claim].note if evidence.claim in self.claims else None)
            or self._notes.get(evidence.note or "")
            for evidence in attribution.evidence
        )
        return point(*dict.fromkeys(self.note(note) for note in found if note and ("note", note) in self._ids))

    @cached_property
    def _carriers(self) -> dict[str, Witness]:
        """The seen witnesses that carry one version and no other."""
        carried = Counter(version.witness for version in self.apparatus.versions)
        return {w.id: w for w in reversed(self.apparatus.witnesses) if w.seen and carried[w.id] == 1}

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """The claims by their ids."""
        return {claim.id: claim for claim in self.apparatus.claims}

    @cached_property
    def _notes(self) -> dict[str, str]:
        """The ids of the notes by their numbers and by themselves."""
        notes = {note.number: note.id for note in self.apparatus.notes if note.number}
        return notes | {note.id: note.id for note in self.apparatus.notes}

    @cached_property
    def _places(self) -> dict[Attribution, int]:
        """The place of each attribution in the apparatus; of equal ones the first."""
        return {one: n for n, one in reversed(list(enumerate(self.apparatus.attributions)))}

    def _name(self, kind: str, key: str) -> None:
        """Keep a readable, valid and unused name for `key`."""
        own = key.removeprefix(self.apparatus.work.id)
        stem = f"{kind}-{re.sub(r'[^A-Za-z0-9_-]+', '-', own).strip('-') or 'x'}"
        if kind in {"agent", "hand", "asserter", "change"}:
            stem = f"{kind}-{1 + self._counts[kind]}"
        name, count = stem, 1
        while name in self._taken:
            count += 1
            name = f"{stem}_{count}"
        if (kind, key) not in self._ids:
            self._ids[kind, key] = name
            self._taken.add(name)
            self._counts[kind] += 1


def point(*names: str) -> str:
    """Names as pointers: `#a #b`.

    >>> point("agent-1", "agent-2")
    '#agent-1 #agent-2'
    """
    return " ".join(f"#{name}" for name in names)


def names_of(apparatus: Apparatus) -> list[str]:
    """Everybody who is named as reviser, candidate or author, and all the people of the apparatus, once each."""
    named = [name for a in apparatus.attributions for name in a.revisers + a.candidates]
    authors = [name for version in apparatus.versions for name in version.authors]
    claimed = [name for claim in apparatus.claims for name in claim.persons]
    return list(dict.fromkeys([person.name for person in apparatus.people] + named + authors + claimed))


def asserters_of(apparatus: Apparatus) -> list[str]:
    """Everybody who asserts a claim; the editors first, who wrote the notes."""
    editors = [EDITORS] if apparatus.notes else []
    return list(dict.fromkeys(editors + [claim.asserted_by for claim in apparatus.claims]))


def hands_of(apparatus: Apparatus) -> list[tuple[str, ...]]:
    """Each reviser, or group of joint revisers, to whom a change is attributed, or words that were struck again."""
    passing = (claim.revisers for pair in struck_again(apparatus.claims) for claim in pair)
    return list(dict.fromkeys(names for names in (*(a.revisers for a in apparatus.attributions), *passing) if names))


def _keys(apparatus: Apparatus) -> list[tuple[str, list[str]]]:
    versions = [version.id for version in apparatus.versions]
    return [
        ("wit", [witness.id for witness in apparatus.witnesses]),
        ("text", versions),
        ("version", versions),
        ("agent", names_of(apparatus)),
        ("hand", ["\n".join(names) for names in hands_of(apparatus)]),
        ("asserter", asserters_of(apparatus)),
        ("note", [note.id for note in apparatus.notes]),
        ("claim", [claim.id for claim in apparatus.claims]),
        ("change", [str(number) for number in range(len(apparatus.attributions))]),
    ]
