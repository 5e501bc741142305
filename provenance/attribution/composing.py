"""The changes between two versions, attributed by the steps between them.

The comparison is the one that people read. Each of its words is followed to the step on which it came in or went out
(`following`), and has the attribution of that step there: what the child records or, where claims speak of the work,
the step's own attribution at that word. A change in which several had a hand is cut between their words.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from provenance.attribution.course import Course
from provenance.attribution.following import Following, words_of
from provenance.attribution.makers import Makers, called
from provenance.attribution.pieces import cut_move, finest, loosen, piece_of
from provenance.attribution.retyped import find_retyped
from provenance.attribution.steps import Compare
from provenance.attribution.ties import settle_ties
from provenance.attribution.weigh import Record
from provenance.diff.sheet import content
from provenance.model.attributions import Attribution, Basis, Dossier
from provenance.model.changes import Change, ChangeKind, Comparison, Edit
from provenance.model.spans import Span
from provenance.model.testimony import Certainty
from provenance.model.versions import Step, Version
from provenance.text.normalize import fold
from provenance.text.tokens import whole_words

_MOST_STEPS = 24
"""So many steps are compared one by one for a word of which the lineage tells nothing."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A part of an edit that was made on one step: the version that made it, and who is said to have.

    Without a version, it was one of several steps; without a maker, nothing can be told.
    """

    edit: Edit
    version: str | None
    maker: Attribution | None = None

    @property
    def party(self) -> object:
        """What must be the same for two parts to stay one change."""
        return (self.maker.revisers, self.maker.candidates) if self.maker else ((), ())


class Composing:
    """The attributions of two versions between which there are others."""

    def __init__(
        self,
        dossier: Dossier,
        course: Course,
        base: Version,
        revised: Version,
        comparison: Comparison,
        compare: Compare,
    ) -> None:
        self._course, self._base, self._revised, self._comparison = course, base, revised, comparison
        moved = [c.after.span for c in comparison.changes if c.kind is ChangeKind.TRANSPOSITION and c.after]
        self._following = Following(course, base, revised, moved)
        self._alike = course.lineage.alike(revised.id)
        self._makers, self._compare, self._words = Makers(dossier, course, compare), compare, words_of(course)

    def attribute(self) -> Iterator[Attribution]:
        """Every change as one attribution, or as several where several had a hand in it."""
        retyped = defaultdict[str, list[Edit]](list)
        texts = self._base.text, self._revised.text
        changes = list(settle_ties(self._comparison.changes, *texts, self._following, self._is_typed_anew))
        for name, edit in find_retyped(changes, *texts, self._typed_anew):
            retyped[name].append(edit)
        for change in changes:
            if change.id in retyped:
                yield from self._attribute(self._with(change, retyped[change.id]))
                continue
            for part in loosen(change, self._base.text, self._revised.text):
                yield from self._attribute(part)

    def _typed_anew(self, place: Span, shift: int) -> list[tuple[Span, bool]]:
        """The words in a place of the revised text, each with whether it was struck out on the way and typed anew."""
        words = self._following.typed_anew(place, shift)
        return [(here, any(self._was_struck(old, version) for version in versions)) for here, old, versions in words]

    def _is_typed_anew(self, pair: tuple[Span, Span]) -> bool:
        """True if a word that both texts have was struck out on the way, and typed anew."""
        new, old = pair
        return any(anew for _, anew in self._typed_anew(new, old.start - new.start))

    def _was_struck(self, instance: int, version: str) -> bool:
        """True if the comparison of the step to a version takes a word out; the lineage may have lost it."""
        parent = self._course.parents(version)[0]
        stood = self._words(parent).place_of(instance)
        return stood is not None and self._takes(parent, version, stood)

    def _takes(self, parent: str, version: str, place: Span) -> bool:
        changes = self._compare(self._course.version(parent), self._course.version(version)).changes
        taken = (e.base for c in changes if c.kind is not ChangeKind.ORTHOGRAPHIC for e in c.edits)
        return any(part.contains(place) for part in taken)

    def _with(self, change: Change, more: Sequence[Edit]) -> Change:
        """The change with further edits beside its own; those that stand side by side are one."""
        edits = sorted(
            (*finest(change, self._base.text, self._revised.text), *more), key=lambda edit: (edit.revised, edit.base)
        )
        joined: list[Edit] = []
        for edit in edits:
            last = joined.pop() if joined and self._are_neighbours(joined[-1], edit) else edit
            place = Span(last.revised.start, edit.revised.end)
            joined.append(Edit(Span(last.base.start, edit.base.end), place, place.of(self._revised.text)))
        return piece_of(change.id, joined, self._base.text, self._revised.text)

    def _are_neighbours(self, one: Edit, other: Edit) -> bool:
        """True if nothing but white space stands between two edits, in either text."""
        between = Span(one.base.end, other.base.start), Span(one.revised.end, other.revised.start)
        return not (between[0].of(self._base.text).strip() or between[1].of(self._revised.text).strip())

    def _attribute(self, change: Change) -> Iterator[Attribution]:
        if change.kind is ChangeKind.TRANSPOSITION:
            yield from self._moved(change)
            return
        edits = finest(change, self._base.text, self._revised.text)
        if not any(edit.text.strip() or edit.base.of(self._base.text).strip() for edit in edits):
            yield self._joined(change, [self._blank(edit, change) for edit in edits])
            return
        atoms = [atom for edit in edits for atom in self._atoms(edit, change)]
        settled = _settled(_words_whole(atoms, self._base.text, self._revised.text), self._base.text)
        runs = [list(run) for _, run in groupby(settled, key=lambda atom: atom.party)]
        if len(runs) < 2:
            yield self._joined(change, settled)
            return
        for number, run in enumerate(runs, 1):
            parts = [atom.edit for atom in run]
            piece = piece_of(f"{change.id}.{number}", parts, self._base.text, self._revised.text)
            yield self._joined(_told_as_spelling(piece, self._revised.text), run)

    def _moved(self, change: Change) -> Iterator[Attribution]:
        """A passage that moved, cut where its parts were moved on different steps."""
        old, place = (one.span if one else Span(0, 0) for one in (change.before, change.after))
        runs = self._following.moving(old, place)
        edges = [(was, now) for was, now, _ in runs[1:]]
        pieces = cut_move(change, edges, self._base.text, self._revised.text) if edges else (change,)
        for piece, (_, now, movers) in zip(pieces, runs, strict=True):
            if piece is None:
                continue
            numbers = self._following.new.numbers(Span(now, place.end)) if movers else range(0)
            first = [self._following.new.instances[number] for number in numbers[:1]]
            makers = [self._makers.made_by(first, versions, piece, came=True) for versions in movers]
            layers = [versions[0] if len(versions) == 1 else None for versions in movers]
            atoms = [Atom(piece.edits[0], *made) for made in zip(layers, makers, strict=True)]
            joined = self._joined(piece, atoms)
            revisers = dict.fromkeys(name for maker in makers for name in maker.revisers)
            if len(makers) > 1 and not all(maker.revisers for maker in makers):
                joined = self._unknown(piece)
            elif len(makers) > 1:
                joined = replace(joined, revisers=tuple(revisers))
            yield joined

    def _blank(self, edit: Edit, change: Change) -> Atom:
        """White space alone, with the step that put it there."""
        versions = self._following.spacing(edit)
        made = self._makers.made_by((), versions, change, came=True) if versions else None
        return Atom(edit, versions[0] if len(versions) == 1 else None, made)

    def _atoms(self, edit: Edit, change: Change) -> Iterator[Atom]:
        """The edit cut where its words came or went on different steps; what was taken out comes first."""
        here = Span(edit.revised.start, edit.revised.start)
        for place, versions in self._following.going(edit.base):
            versions = versions or self._taken_from_here(place)
            for part, version, maker in self._cut(place, versions, change, came=False):
                yield Atom(Edit(part, here, ""), version, maker)
        there = Span(edit.base.end, edit.base.end)
        for place, versions in self._following.coming(edit.revised):
            for part, version, maker in self._cut(place, versions, change, came=True):
                yield Atom(Edit(there, part, part.moved(-edit.revised.start).of(edit.text)), version, maker)

    def _taken_from_here(self, place: Span) -> tuple[str, ...]:
        """The step whose own comparison takes a word from its place, though the like of it stands elsewhere since."""
        numbers = self._following.old.numbers(place)
        steps = self._steps if numbers else ()
        instance = self._following.old.instances[numbers[0]] if numbers else 0
        for parent, version in steps:
            stood = self._words(parent).place_of(instance)
            if stood is None:
                break
            if self._takes(parent, version, stood):
                return (version,)
        return ()

    @cached_property
    def _steps(self) -> tuple[tuple[str, str], ...]:
        """The steps from the base to the revised version by first parents; none where they are many."""
        steps = list[tuple[str, str]]()
        version = self._revised.id
        while version != self._base.id and len(steps) < _MOST_STEPS and (parents := self._course.parents(version)):
            steps.append((parents[0], version))
            version = parents[0]
        return tuple(reversed(steps)) if version == self._base.id else ()

    def _cut(
        self, place: Span, versions: tuple[str, ...], change: Change, *, came: bool
    ) -> Iterator[tuple[Span, str | None, Attribution | None]]:
        """A place whose words belong to one step, cut where that step has different makers for them."""
        version = versions[0] if len(versions) == 1 else None
        is_alike = self._makers.are_branches(versions)
        if not versions or (version is None and not is_alike):
            yield place, None, self._makers.one_of(versions, change) if versions else None
            return
        if version and not self._makers.are_told_of:
            yield place, version, self._makers.recorded(version, change)
            return
        words = self._following.new if came else self._following.old
        made = [(n, self._made(words.instances[n], versions, change, came=came)) for n in words.numbers(place)]
        runs = [list(run) for _, run in groupby(made, key=lambda pair: (pair[1].revisers, pair[1].candidates))]
        starts = [place.start, *(words.places[run[0][0]].start for run in runs[1:])]
        for run, start, end in zip(runs, starts, [*starts[1:], place.end], strict=True):
            yield Span(start, end), version, run[0][1]

    def _made(self, instance: int, versions: tuple[str, ...], change: Change, *, came: bool) -> Attribution:
        """Who brought a word in with a version, or took it out; with several, alike on the branches of all."""
        instances = self._alike.get(instance, (instance,)) if len(versions) > 1 else (instance,)
        return self._makers.made_by(instances, versions, change, came=came)

    def _joined(self, change: Change, atoms: Sequence[Atom]) -> Attribution:
        """One attribution for a change whose parts have the same makers, though maybe on several steps."""
        makers = list(dict.fromkeys(replace(atom.maker, change=change) for atom in atoms if atom.maker))
        if not makers:
            return self._unknown(change)
        first, last = makers[0], makers[-1]
        reason = first.reason if len(makers) == 1 else _reason(makers, self._records(atoms))
        return replace(
            first,
            end=last.end,
            certainty=min((maker.certainty for maker in makers), key=_ORDER.index),
            reason=reason,
            evidence=tuple(dict.fromkeys(piece for maker in makers for piece in maker.evidence)),
            date=first.date if len(makers) == 1 else None,
            step=Step(first.step.base, last.step.revised) if first.step and last.step else None,
            layer=last.layer,
            contested=any(maker.contested for maker in makers),
        )

    def _unknown(self, change: Change) -> Attribution:
        """A change that no step explains; what only one of two copies has may never have come or gone on the way."""
        reason = "no version can be named that made it"
        beside = self._base.id not in self._course.ancestors(self._revised.id)
        if beside and self._revised.id not in self._course.ancestors(self._base.id):
            told = f"“{self._revised.label}” was not made from “{self._base.label}”"
            if change.after is None:
                reason = f"{told}, and may never have had these words"
            elif change.before is None:
                reason = f"{told}, and may have kept these words from an earlier version"
        return Attribution(change, (), (), Basis.NONE, Certainty.UNKNOWN, reason)

    def _records(self, atoms: Iterable[Atom]) -> list[Record]:
        return [self._course.records[one] for one in dict.fromkeys(atom.version for atom in atoms) if one]


_ORDER = (Certainty.UNKNOWN, Certainty.LOW, Certainty.MEDIUM, Certainty.HIGH)


def _told_as_spelling(piece: Change, revised: str) -> Change:
    """A piece of a change that is quotes, dashes and spaces alone as what it would be by itself: a change of spelling.

    A dash right before a figure may be its sign.
    """
    was, now = (content(fold(reading.text)) if reading else "" for reading in (piece.before, piece.after))
    is_sign = piece.after and revised[piece.after.span.end : piece.after.span.end + 1].isdigit()
    return piece if was != now or is_sign else replace(piece, kind=ChangeKind.ORTHOGRAPHIC)


def _words_whole(atoms: Sequence[Atom], base: str, revised: str) -> list[Atom]:
    """A part of a word that no step explains goes with the part of that word that one does."""
    whole: list[Atom] = []
    for number, atom in enumerate(atoms):
        came = bool(atom.edit.text)
        place, text = (atom.edit.revised, revised) if came else (atom.edit.base, base)
        word = place if atom.maker else whole_words(place, text)
        beside = [*atoms[number + 1 : number + 2], *whole[-1:]] if word != place else []
        parts = (one for one in beside if one.maker and bool(one.edit.text) is came)
        found = next((o for o in parts if word.overlaps(o.edit.revised if came else o.edit.base)), None)
        whole.append(replace(found, edit=atom.edit) if found else atom)
    return whole


def _settled(atoms: Sequence[Atom], base: str) -> list[Atom]:
    """White space and marks alone that no step explains go with the words before them, else with those after them."""
    settled: list[Atom] = []

    def is_blank(atom: Atom) -> bool:
        words = atom.edit.base.of(base) + atom.edit.text
        return not words.strip() or (atom.maker is None and not any(map(str.isalnum, words)))

    last = next((atom for atom in atoms if not is_blank(atom)), None)
    for atom in atoms:
        last = last if is_blank(atom) else atom
        settled.append(replace(last, edit=atom.edit) if last else atom)
    return settled


def _reason(makers: Sequence[Attribution], records: Sequence[Record]) -> str:
    """Why several steps have the same makers."""
    if records and all(maker.basis is Basis.RECORDED and maker.layer for maker in makers):
        return f"versions {called(records)} record their author{'s' if len(makers[0].revisers) > 1 else ''}"
    return "; ".join(dict.fromkeys(maker.reason for maker in makers))
