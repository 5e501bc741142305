"""What all that speaks of a change amounts to: a name, candidates, or nobody.

The rules of honesty, in order:
1. Claims that name the same persons add up. The narrowest claim is believed for its words.
2. Two claims on the same words that name different persons make candidates, never a name. So does one that says that
   one of several did it; another claim or record that names one of these decides it.
3. The author whom the version records is testimony too: with a claim that names him, both are evidence; against a claim
   that names others, all of them are candidates. A mark in the source itself tells more than the version's author, and
   is weighed with the claims that speak as exactly of its words, letters counted as the words that they are in.
4. A claim that names nobody names nobody. If it tells of a hand that nobody has named, the author whom the version
   records is not named for these words either.
5. A claim that the texts contradict names nobody; those whom it names are candidates like others.
6. Where nothing else speaks of a change, those who are said to have revised the whole text are its candidates; but not
   of a heading, dateline, salutation or signature.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from provenance.attribution.placing import Placed
from provenance.model.attributions import Attribution, Basis, Evidence
from provenance.model.changes import Change
from provenance.model.spans import Span
from provenance.model.testimony import EDITORS, Certainty, Claim
from provenance.model.versions import Standing, Version

_ORDER = (Certainty.UNKNOWN, Certainty.LOW, Certainty.MEDIUM, Certainty.HIGH)


@dataclass(frozen=True, slots=True)
class Record:
    """What a version records of its own making: by whom, when, and with what comment (such as a commit's)."""

    version: str
    label: str
    authors: tuple[str, ...]
    date: str | None = None
    comment: str | None = None

    @property
    def where(self) -> str:
        """How the version is called in a sentence."""
        return f"version “{self.label}”"

    @property
    def evidence(self) -> Evidence:
        """The record as evidence; the words are those of its comment, if it has one."""
        return Evidence(claim="", quote=(self.comment or "").strip(), source=self.where)


def record_of(version: Version) -> Record:
    """The record that a version carries; a reconstruction is nobody's work, and records nothing."""
    authors = version.authors if version.standing is Standing.EXTANT else ()
    return Record(version.id, version.label, authors, version.date, version.comment)


@dataclass(frozen=True, slots=True)
class Case:
    """All that speaks of one change: claims (narrowest first), general statements, and the version's own record.

    `outside` names the kind of block, no part of the running text, that the change stands in; None if there is none.
    """

    speaking: Sequence[Placed] = ()
    general: Sequence[Placed] = ()
    record: Record | None = None
    outside: str | None = None


def weigh(change: Change, told: Case, base: Version) -> Attribution:
    """Who made `change`, given all that speaks of it."""
    record = told.record if told.record and told.record.authors else None
    named = [placed for placed in told.speaking if placed.claim.persons]
    if not named:
        unnamed = [placed for placed in told.speaking if placed.claim.hand]
        if record and unnamed:
            return _to_unnamed(change, unnamed, record)
        return attribute_to_record(change, record, told.speaking) if record else _to_nobody(change, told)
    narrowest = _most_exact(named)
    parties = {frozenset(placed.claim.revisers) for placed in narrowest if placed.claim.revisers}
    marked = any(placed.claim.mark for placed in narrowest)
    choices = [set(placed.claim.persons) for placed in narrowest]
    if not parties and record and not any(one.isdisjoint(record.authors) for one in choices):
        return attribute_to_record(change, record, told.speaking)
    if len(parties) != 1 or any(one.isdisjoint(*parties) for one in choices):
        return _to_candidates(change, narrowest, record)
    if record and not marked and parties.isdisjoint(_agreeing(record, parties)):
        return _to_candidates(change, narrowest, record)
    agreed = [placed for placed in named if frozenset(placed.claim.revisers) in parties]
    return _to_revisers(change, agreed, base, record)


def _most_exact(named: Sequence[Placed]) -> list[Placed]:
    """The narrowest claims; beside a mark of the source, all that speak as exactly of its words."""
    size, marked = named[0].size, bool(named[0].claim.mark)
    return [p for p in named if p.size == size or (marked and not p.claim.mark and p.size < size)]


def _agreeing(record: Record, parties: set[frozenset[str]]) -> set[frozenset[str]]:
    """The parties of which the record names somebody."""
    return {party for party in parties if party & set(record.authors)}


def _to_revisers(change: Change, speaking: Sequence[Placed], base: Version, record: Record | None) -> Attribution:
    first = speaking[0]
    certainty = max((placed.claim.certainty for placed in speaking), key=_ORDER.index)
    start, end = _edges(change, first, base)
    reason = f"recorded in {first.where}" if first.claim.mark else f"{first.where} says so{_as_read(first.claim)}"
    evidence = evidence_of(speaking)
    if record:
        agrees = bool(set(record.authors) & set(first.claim.revisers))
        by = " and ".join(record.authors)
        reason += f", and {record.where} is by {by}" if agrees else f"; {record.where} as a whole is given as by {by}"
        evidence = (*evidence, record.evidence)
    return Attribution(
        change,
        revisers=first.claim.revisers,
        candidates=(),
        basis=Basis.RECORDED if first.claim.mark else Basis.STATED,
        certainty=certainty,
        reason=reason,
        evidence=evidence,
        start=start,
        end=end,
        date=next((placed.claim.date for placed in speaking if placed.claim.date), record.date if record else None),
    )


def _as_read(claim: Claim) -> str:
    """Whose reading of a note it is, where it is not read with certainty but as somebody has decided."""
    return f", as {claim.asserted_by} reads it" if claim.note and claim.asserted_by != EDITORS else ""


def attribute_to_record(change: Change, record: Record, speaking: Sequence[Placed] = ()) -> Attribution:
    """The change as that of the authors whom the version records; claims that name nobody are evidence beside it."""
    return Attribution(
        change,
        revisers=record.authors,
        candidates=(),
        basis=Basis.RECORDED,
        certainty=Certainty.HIGH,
        reason=f"{record.where} records its author{'s' if len(record.authors) > 1 else ''}",
        evidence=(record.evidence, *evidence_of(speaking)),
        date=record.date,
    )


def _to_candidates(change: Change, speaking: Sequence[Placed], record: Record | None) -> Attribution:
    said = [f"{placed.where}: {placed.claim.named}" for placed in speaking]
    evidence, persons = evidence_of(speaking), _persons(speaking)
    if record:
        said.append(f"{record.where}: {' and '.join(record.authors)}")
        evidence = (*evidence, record.evidence)
        persons = tuple(dict.fromkeys((*persons, *record.authors)))
    return Attribution(
        change,
        revisers=(),
        candidates=persons,
        basis=Basis.NONE,
        certainty=Certainty.UNKNOWN,
        reason=f"the sources name different persons for these words ({'; '.join(said)})"
        if len(said) > 1
        else f"{speaking[0].where} says that one of several did it, and not which",
        evidence=evidence,
        contested=len(said) > 1,
    )


def _to_unnamed(change: Change, speaking: Sequence[Placed], record: Record) -> Attribution:
    first = speaking[0]
    return Attribution(
        change,
        revisers=(),
        candidates=(),
        basis=Basis.NONE,
        certainty=Certainty.UNKNOWN,
        reason=f"{first.where} tells of “{first.claim.hand}”, which nobody has named; {record.where} as a whole "
        f"is given as by {' and '.join(record.authors)}",
        evidence=(*evidence_of(speaking), record.evidence),
    )


def _to_nobody(change: Change, told: Case) -> Attribution:
    general = () if told.outside else told.general
    if told.speaking:
        reason = f"{told.speaking[0].where} records this change and names nobody"
    elif general:
        reason = f"no note speaks of this change; {general[0].where} says who revised the text, not who changed what"
    elif told.general:
        reason = f"it stands in the {told.outside}, and no source says who made this change"
    elif told.record:
        reason = f"no author is recorded for {told.record.where}"
    else:
        reason = "no source says who made this change"
    return Attribution(
        change,
        revisers=(),
        candidates=_persons(general),
        basis=Basis.NONE,
        certainty=Certainty.UNKNOWN,
        reason=reason,
        evidence=evidence_of(told.speaking or general),
    )


def doubt(attribution: Attribution, refuted: Sequence[Placed]) -> Attribution:
    """The attribution with the contradicted claims that speak of its words told, where it names nobody."""
    after = attribution.change.after
    said = [p for p in refuted if after and p.revised and p.revised.span.overlaps(after.span)]
    if attribution.revisers or not said:
        return attribution
    where = " and ".join(dict.fromkeys(placed.where for placed in said))
    return replace(
        attribution,
        candidates=tuple(dict.fromkeys((*attribution.candidates, *_persons(said)))),
        reason=f"{where} speaks of these words, but the draft contradicts what it says of them",
        evidence=(*evidence_of(said), *attribution.evidence),
    )


def tell_aside(attribution: Attribution, aside: Sequence[Placed]) -> Attribution:
    """The attribution with the claims on its words that somebody has set aside told, where it names nobody."""
    change = attribution.change
    said = [] if attribution.revisers else [p for p in aside if _speaks_of(p, change)]
    told = [
        f"{p.where} speaks of these words, and is set aside by {p.claim.set_aside.by}: {p.claim.set_aside.reason}"
        for p in said
        if p.claim.set_aside
    ]
    return replace(attribution, reason="; ".join((attribution.reason, *told))) if told else attribution


def _speaks_of(placed: Placed, change: Change) -> bool:
    new = placed.revised and change.after and placed.revised.span.overlaps(change.after.span)
    old = placed.base and change.before and placed.base.span.overlaps(change.before.span)
    return bool(new or old)


def _edges(change: Change, placed: Placed, base: Version) -> tuple[Certainty, Certainty]:
    """How sure the change's first and last word are.

    Two texts on paper fix the edges by themselves. Where the base was reconstructed from the claim, or the
    change was cut at the claim's edge, the edge is as sure as the claim's.
    """
    target = placed.revised
    if target is None or change.after is None:
        return Certainty.HIGH, Certainty.HIGH
    given = base.standing is Standing.RECONSTRUCTED or "." in change.id
    place: Span = change.after.span
    start = target.start if given and place.start == target.span.start else Certainty.HIGH
    end = target.end if given and place.end == target.span.end else Certainty.HIGH
    return start, end


def evidence_of(speaking: Sequence[Placed]) -> tuple[Evidence, ...]:
    """The words of the claims, and where they stand."""
    return tuple(Evidence(p.claim.id, p.claim.quote, p.claim.source, p.number or p.claim.note) for p in speaking)


def _persons(speaking: Sequence[Placed]) -> tuple[str, ...]:
    """Everybody whom the claims name, each once, in their order."""
    return tuple(dict.fromkeys(name for placed in speaking for name in placed.claim.persons))
