"""Who made a word come or go on a step, as far as anything speaks of that step.

Where claims speak of the work, the step is attributed as any two versions are, and the word has the attribution of the
change that holds it. Else, and for a word that the step's comparison sees unchanged, it is what the version records.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from provenance.attribution.claimed_words import ClaimedWords
from provenance.attribution.course import Course
from provenance.attribution.following import words_of
from provenance.attribution.steps import Compare, attribute_step
from provenance.attribution.weigh import Record, attribute_to_record
from provenance.model.attributions import Attribution, Basis, Dossier
from provenance.model.changes import Change
from provenance.model.testimony import Certainty
from provenance.model.versions import Standing, Step
from provenance.text.short_ids import with_short_ids


class Makers:
    """The steps of a work, asked who made one of their words come or go."""

    def __init__(self, dossier: Dossier, course: Course, compare: Compare) -> None:
        self._dossier, self._course, self._compare = dossier, course, compare
        self.are_told_of = any(claim.is_weighed and claim.changes_text for claim in dossier.claims)
        self._words = words_of(course)
        self._claimed = cache(lambda: ClaimedWords(course, self._words, dossier.claims))
        self._step = cache(self._attribute_step)

    def who_brought(self, instance: int, version: str, change: Change) -> Attribution:
        """Who brought a word in with this version, said of `change`."""
        return self._told(instance, version, came=True) or self.recorded(version, change)

    def who_took(self, instance: int, version: str, change: Change) -> Attribution:
        """Who took a word out with this version, said of `change`."""
        return self._told(instance, version, came=False) or self.recorded(version, change)

    def recorded(self, version: str, change: Change) -> Attribution:
        """What a version records of its making, said of `change`."""
        record = self._course.record(version)
        if record and record.authors:
            made = attribute_to_record(change, record)
        else:
            made = _to_nobody(change, self._course.records[version], self._course.hidden_before(version))
        parents = self._course.parents(version)
        return replace(made, step=Step(parents[0], version) if parents else None, layer=version)

    def made_by(self, instances: Sequence[int], versions: Sequence[str], change: Change, *, came: bool) -> Attribution:
        """Who made what one version or another, or each on a branch of its own, did to a word; or to none."""
        if len(versions) > 1:
            is_alike = self.are_branches(versions)
            return self.alike(instances, versions, change, came=came) if is_alike else self.one_of(versions, change)
        told = self._told(instances[0], versions[0], came=came) if instances else None
        return told or self.recorded(versions[0], change)

    def one_of(self, versions: Sequence[str], change: Change) -> Attribution:
        """What was made in one of several versions, or little by little: their authors are its candidates."""
        made = [self.recorded(version, change) for version in versions]
        names = called([self._course.records[one] for one in versions])
        return _any_of(made, f"it was made in one of {names}, or little by little")

    def are_branches(self, versions: Sequence[str]) -> bool:
        """True if of several versions none goes back to another."""
        return len(versions) > 1 and not any(
            one in self._course.ancestors(other) for one in versions for other in versions if one != other
        )

    def alike(self, instances: Sequence[int], versions: Sequence[str], change: Change, *, came: bool) -> Attribution:
        """Who did the same to a word on several branches that were merged since: the authors of all are candidates.

        `instances` are those of the word, on whichever of the branches.
        """
        made = []
        for version in versions:
            told = filter(None, (self._told(one, version, came=came) for one in instances))
            made.append(replace(next(told, None) or self.recorded(version, change), change=change))
        names, of_two = called([self._course.records[one] for one in versions]), len(versions) == 2
        neither = "both made this change, and neither" if of_two else "all made this change, and none"
        return _any_of(made, f"{names} {neither} was made from {'the other' if of_two else 'another'}")

    def _told(self, instance: int, version: str, *, came: bool) -> Attribution | None:
        """The attribution of a step at one of its words; None if nothing speaks of it, or it is not seen to change."""
        parent = next(iter(self._course.parents(version)), None)
        if parent is None or not self.are_told_of:
            return None
        place = self._words(version if came else parent).place_of(instance)
        if place is None:
            return None
        changed = ((a, e.revised if came else e.base) for a in self._step(parent, version) for e in a.change.edits)
        meeting = [(attribution, part) for attribution, part in changed if part.overlaps(place)]
        whole = (attribution for attribution, part in meeting if part.contains(place))
        return next(whole, meeting[0][0] if meeting else None)

    def _attribute_step(self, parent: str, version: str) -> Sequence[Attribution]:
        base, revised = self._course.version(parent), self._course.version(version)
        record = self._course.record(version) if base.standing is Standing.EXTANT else None
        dossier = replace(self._dossier, claims=self._claimed().on(parent, version))
        return attribute_step(dossier, base, revised, self._compare, record).attributions


def _any_of(made: Sequence[Attribution], reason: str) -> Attribution:
    """What may be any one of these: the persons of all are its candidates, if each is of somebody who is known."""
    known = all(one.revisers or one.candidates for one in made)
    persons = dict.fromkeys(name for one in made for name in (*one.revisers, *one.candidates)) if known else ()
    if persons and all(one.revisers == tuple(persons) for one in made):
        return replace(made[-1], reason=reason, layer=None)
    evidence = tuple(dict.fromkeys(piece for one in made for piece in one.evidence))
    return Attribution(made[0].change, (), tuple(persons), Basis.NONE, Certainty.UNKNOWN, reason, evidence)


def _to_nobody(change: Change, own: Record, hidden: Sequence[Record]) -> Attribution:
    """Nobody is recorded, or it may have been made out of sight."""
    if hidden:
        are = "versions" if len(hidden) > 1 else "version"
        reason = f"it may have been made in {are} {called(hidden)}, hidden before {own.where}"
    else:
        reason = f"no author is recorded for {own.where}"
    return Attribution(change, (), (), Basis.NONE, Certainty.UNKNOWN, reason, (own.evidence,))


def called(records: Sequence[Record]) -> str:
    """The labels of versions in a sentence, the middle of many left out."""
    labels = [f"“{with_short_ids(record.label)}”" for record in records]
    shown = labels if len(labels) <= 3 else [*labels[:2], f"{len(labels) - 2} more"]
    return ", ".join(shown[:-1]) + f" and {shown[-1]}" if len(shown) > 1 else shown[0]
