"""Two revisions of a history compared, each change attributed to who is recorded for the revision that made it.

The comparison is the one that people read; the lineage tells of every word in which revision it came or went. Between
the two revisions there may be many others: each word is followed back, parent by parent, to the revision that put it in
(or back in), or took it out. A change in which several had a hand is cut between their words.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from provenance.attribution.pieces import finest, piece_of
from provenance.attribution.recorded import recorded_author
from provenance.lineage.lineage import Lineage
from provenance.model.attributions import Apparatus, Attribution, Basis, Evidence
from provenance.model.changes import Change, ChangeKind, Comparison, Edit
from provenance.model.histories import Revision
from provenance.model.spans import Span
from provenance.model.testimony import Certainty, Person
from provenance.model.versions import Version, Work
from provenance.text.short_ids import with_short_ids

Instances = frozenset[int]
Fates = Mapping[int, str]
"""Instance → the revision that put it in, or took it out."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A part of an edit that one revision made; None where no revision can be named."""

    edit: Edit
    revision: str | None


def attribute_history(
    work: Work,
    lineage: Lineage,
    revisions: Sequence[Revision],
    pair: tuple[Version, Version],
    compare: Callable[[Version, Version], Comparison],
) -> Apparatus:
    """The apparatus of two revisions; `pair` are base and revised text, with the revisions' ids."""
    base, revised = pair
    comparison = compare(base, revised)
    record = _Record(lineage, {revision.id: revision for revision in revisions}, base, revised)
    attributions = tuple(a for change in comparison.changes for a in record.attribute(change))
    names = dict.fromkeys(name for a in attributions for name in a.revisers)
    return Apparatus(
        work=work,
        witnesses=(),
        versions=pair,
        base=base,
        revised=revised,
        notes=(),
        claims=(),
        assessments=(),
        comparison=comparison,
        attributions=attributions,
        people=tuple(Person(name, name) for name in names),
        caveats=tuple(record.caveats(attributions)),
    )


class _Record:
    """What a history records of the words of two of its revisions."""

    def __init__(self, lineage: Lineage, revisions: Mapping[str, Revision], base: Version, revised: Version) -> None:
        self._lineage, self._revisions = lineage, revisions
        self._base, self._revised = base, revised
        self._old, self._new = _Words(lineage, base), _Words(lineage, revised)
        held = lru_cache(maxsize=64)(lambda revision: frozenset(lineage.spell(revision)[1]))
        before, after = held(base.id), held(revised.id)
        self._entered = _followed(lineage, revised.id, after - before, lambda r, i: i & held(r))
        self._vanished = _followed(lineage, revised.id, before - after, lambda r, i: i - held(r))

    def attribute(self, change: Change) -> Iterator[Attribution]:
        """The change as one attribution, or as several where several had a hand in it."""
        if change.kind is ChangeKind.TRANSPOSITION:
            yield self._attribution(change, [self._mover(change)])
            return
        edits = finest(change, self._base.text, self._revised.text)
        atoms = [atom for edit in edits for atom in self._atoms(edit)]
        by_party = groupby(_settled(atoms), key=lambda atom: self._party(atom.revision))
        runs = [list(run) for _, run in by_party]
        if len(runs) < 2:
            yield self._attribution(change, [atom.revision for atom in atoms])
            return
        for number, run in enumerate(runs, 1):
            parts = [atom.edit for atom in run]
            piece = piece_of(f"{change.id}.{number}", parts, self._base.text, self._revised.text)
            yield self._attribution(piece, [atom.revision for atom in run])

    def caveats(self, attributions: Sequence[Attribution]) -> Iterator[str]:
        """What the record leaves open."""
        yield (
            "An author is whom the history records for a revision; the record does not say whose words he put in, "
            "or who typed them."
        )
        gaps = sum(self._lineage.is_gap(revision) for revision in self._revisions)
        if gaps:
            are = "revision of this history is" if gaps == 1 else "revisions of this history are"
            yield f"{gaps} {are} hidden: what entered there has no certain author."
        nobody = sum(not a.revisers for a in attributions if a.change.kind is not ChangeKind.ORTHOGRAPHIC)
        if nobody:
            are = "change is" if nobody == 1 else "changes are"
            yield f"{nobody} {are} attributed to no one: no author is recorded, or several may have had a hand in it."

    def _party(self, revision: str | None) -> tuple[str, ...]:
        """Who is recorded for a revision; nobody where the record leaves it open."""
        if revision is None:
            return ()
        found = self._revisions[revision]
        return found.authors if recorded_author(self._lineage, found, dict(self._revisions)) else ()

    def _atoms(self, edit: Edit) -> Iterator[Atom]:
        """The edit cut where its words came or went in different revisions; what was taken out comes first."""
        here = Span(edit.revised.start, edit.revised.start)
        for place, revision in self._old.runs(edit.base, self._vanished):
            yield Atom(Edit(place, here, ""), revision)
        there = Span(edit.base.end, edit.base.end)
        for place, revision in self._new.runs(edit.revised, self._entered):
            words = place.moved(-edit.revised.start).of(edit.text)
            yield Atom(Edit(there, place, words), revision)

    def _mover(self, change: Change) -> str | None:
        """The revision in which the words lost both their neighbours, going back by first parents."""
        if change.after is None:
            return None
        instances = self._new.instances_in(change.after.span)
        revision = self._revised.id
        while instances and revision != self._base.id:
            parents = self._lineage.parents(revision)
            if not parents:
                return None
            now, then = (self._neighbours(r, instances[0], instances[-1]) for r in (revision, parents[0]))
            if then is None or (now is not None and now[0] != then[0] and now[1] != then[1]):
                return revision
            revision = parents[0]
        return None

    def _neighbours(self, revision: str, first: int, last: int) -> tuple[int, int] | None:
        spelt = self._lineage.spell(revision)[1]
        if first not in spelt or last not in spelt:
            return None
        start, end = spelt.index(first), spelt.index(last)
        return (spelt[start - 1] if start else 0), (spelt[end + 1] if end + 1 < len(spelt) else 0)

    def _attribution(self, change: Change, made_in: Iterable[str | None]) -> Attribution:
        revisions = list(dict.fromkeys(made_in))
        named = [self._revisions[revision] for revision in revisions if revision is not None]
        parties = {self._party(revision) for revision in revisions} - {()}
        if len(parties) != 1 or not named:
            return _to_nobody(change, named, [gap for one in named for gap in self._lineage.gaps_before(one.id)])
        return Attribution(
            change,
            revisers=parties.pop(),
            candidates=(),
            basis=Basis.RECORDED,
            certainty=Certainty.HIGH,
            reason=f"{_listed(named)} {'record' if len(named) > 1 else 'records'} its author",
            evidence=tuple(_evidence(revision) for revision in named),
            date=named[0].date if len(named) == 1 else None,
            layer=named[-1].id if named[-1].id == self._revised.id else None,
        )


class _Words:
    """Where the words of one revision stand in its text, and which instance each of them is."""

    def __init__(self, lineage: Lineage, version: Version) -> None:
        self._places: list[Span] = []
        at = 0
        for token in lineage.tokens(version.id):
            start = version.text.index(token, at)
            at = start + len(token)
            self._places.append(Span(start, at))
        self._instances = lineage.spell(version.id)[1]

    def _numbers(self, place: Span) -> range:
        first = bisect_left(self._places, place.start, key=lambda token: token.start)
        last = bisect_left(self._places, place.end, key=lambda token: token.start)
        return range(first, last)

    def instances_in(self, place: Span) -> list[int]:
        """The instances of the words in a place."""
        return [self._instances[number] for number in self._numbers(place)]

    def runs(self, place: Span, fates: Fates) -> list[tuple[Span, str | None]]:
        """The place cut into runs of words with one fate, white space with the run before it."""
        runs: list[tuple[int, str | None]] = []
        for number in self._numbers(place):
            fate = fates.get(self._instances[number])
            if not runs or runs[-1][1] != fate:
                runs.append((self._places[number].start if runs else place.start, fate))
        if not runs:
            return [(place, None)] if len(place) else []
        ends = [start for start, _ in runs[1:]] + [place.end]
        return [(Span(start, end), fate) for (start, fate), end in zip(runs, ends, strict=True)]


def _followed(
    lineage: Lineage, revision: str, instances: Instances, same: Callable[[str, Instances], Instances]
) -> Fates:
    """For each instance the revision back to which its state lasts; `same` picks those with that state in a parent."""
    fates: dict[int, str] = {}
    open_ = [(revision, instances)]
    while open_:
        at, wanted = open_.pop()
        for parent in lineage.parents(at):
            kept = same(parent, wanted)
            if kept:
                open_.append((parent, kept))
                wanted -= kept
        fates.update(dict.fromkeys(wanted, at))
    return fates


def _settled(atoms: Sequence[Atom]) -> list[Atom]:
    """Words that merely moved stay nobody's; white space and marks alone go with the words before them."""
    settled: list[Atom] = []
    last = next((atom.revision for atom in atoms if atom.revision is not None), None)
    for atom in atoms:
        blank = atom.revision is None and not any(map(str.isalnum, atom.edit.text))
        last = last if blank else atom.revision
        settled.append(Atom(atom.edit, last))
    return settled


def _to_nobody(change: Change, named: Sequence[Revision], hidden: Sequence[str]) -> Attribution:
    """The change as nobody's, and why: nobody is recorded, several are, or it may have been made out of sight."""
    if not named:
        reason = "no revision can be named that made it"
    elif hidden:
        reason = f"it may have been made in {_called(hidden)}, hidden before {_listed(named)}"
    elif all(revision.authors for revision in named):
        reason = f"several are recorded for {_listed(named)}"
    else:
        reason = f"no author is recorded for {_listed([one for one in named if not one.authors])}"
    return Attribution(change, (), (), Basis.NONE, Certainty.UNKNOWN, reason, tuple(_evidence(r) for r in named))


def _evidence(revision: Revision) -> Evidence:
    return Evidence(claim="", quote=revision.comment or "", source=f"revision {revision.id}")


def _listed(named: Sequence[Revision]) -> str:
    return _called([revision.id for revision in named])


def _called(revisions: Sequence[str]) -> str:
    ids = [with_short_ids(revision) for revision in revisions]
    shown = ids if len(ids) <= 3 else [*ids[:2], f"{len(ids) - 2} more"]
    return f"revision{'s' if len(ids) > 1 else ''} {', '.join(shown)}"
