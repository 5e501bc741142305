"""Who made each change, on what basis and how sure; and the apparatus that holds it all together."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from provenance.model.changes import Change, ChangeKind, Comparison
from provenance.model.receipts import ReceivedWork
from provenance.model.testimony import Certainty, Claim, Mark, Note, Person
from provenance.model.versions import Removed, Step, Version, Witness, Work


class Basis(StrEnum):
    """Why a change is attributed as it is.

    stated: a note says so; recorded: the version or mark carries its author; inferred: it follows from the
    texts; none: nothing says who.
    """

    STATED = "stated"
    RECORDED = "recorded"
    INFERRED = "inferred"
    NONE = "none"


class Status(StrEnum):
    """How a claim stands after it has been checked against the texts.

    confirmed or contradicted by an extant version; unverified where only a reconstruction exists; unresolved
    where its target cannot be found or fits several places.
    """

    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    UNVERIFIED = "unverified"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, slots=True)
class Assessment:
    """How claim `claim` (its id) stands, and why, in a sentence."""

    claim: str
    status: Status
    reason: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that support an attribution, and where they stand: a note's printed number, or the source."""

    claim: str
    quote: str
    source: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """A change and who made it (PROV qualifiedAttribution).

    `revisers` made it (several = jointly); `candidates` are those among whom the evidence does not choose. Never
    both. `certainty` is of the person, `start` and `end` of the edges of the passage. `layer` is the id of
    the version in which the change entered, where there are several between base and revised. `step` is the one on
    which the change was made; of one made on several, from the first to the last. A change is `contested` where others
    are named for it too, or others changed the same words differently.
    """

    change: Change
    revisers: tuple[str, ...]
    candidates: tuple[str, ...]
    basis: Basis
    certainty: Certainty
    reason: str
    evidence: tuple[Evidence, ...] = ()
    start: Certainty = Certainty.HIGH
    end: Certainty = Certainty.HIGH
    date: str | None = None
    layer: str | None = None
    step: Step | None = None
    contested: bool = False

    def __post_init__(self) -> None:
        if self.revisers and self.candidates:
            raise ValueError("an attribution names revisers or candidates, not both")
        if self.revisers and not self.evidence:
            raise ValueError(f"{', '.join(self.revisers)} cannot be named without evidence")


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that is held on one work: its witnesses, versions, notes and claims, and the persons they name.

    `versions` stand with parents before children; the last one is the final one. `warnings` say what was odd in the
    files that the work came from, or not read of them: the name of a file, and a sentence. `removed` are versions that
    were taken out from before others.
    """

    work: Work
    witnesses: tuple[Witness, ...]
    versions: tuple[Version, ...]
    notes: tuple[Note, ...]
    claims: tuple[Claim, ...]
    people: tuple[Person, ...]
    marks: tuple[Mark, ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()
    removed: tuple[Removed, ...] = ()


def dossier_of(one: ReceivedWork, claims: Sequence[Claim], people: tuple[Person, ...]) -> Dossier:
    """The dossier of a work as it was read, before anything is stored."""
    mine = tuple(claim for claim in claims if claim.work == one.work.id)
    return Dossier(one.work, one.witnesses, one.versions, one.notes, mine, people, one.marks)


def empty_dossier(name: str) -> Dossier:
    """The dossier of a work that is called so, of which nothing is said."""
    return Dossier(Work(name, name, name), (), (), (), (), ())


@dataclass(frozen=True, slots=True)
class Apparatus:
    """The critical apparatus of one comparison: the texts, every change with who made it, and what is not known.

    All that a report shows is in here. `versions` and `witnesses` are all of the work; `attributions` follow
    the order of the revised text and cover every change of `comparison` (pieces of a change that was split at
    the edge of a claim stand side by side; orthographic changes are included and listed only on request).
    `caveats` are sentences on what is not known, always shown. `claims` are all claims on the work, `assessments`
    one for each claim that could be checked against the texts. Where the changes of several copies are laid on one
    base, `copies` are the apparatuses of the single copies. Where `base` was made from `revised`, the comparison
    `is_backwards`: each change is that of the way forward, told the other way round. `differs_in` names what
    two files hold that is no text, in which they differ too ("pictures, charts and drawings").
    """

    work: Work
    witnesses: tuple[Witness, ...]
    versions: tuple[Version, ...]
    base: Version
    revised: Version
    notes: tuple[Note, ...]
    claims: tuple[Claim, ...]
    assessments: tuple[Assessment, ...]
    comparison: Comparison
    attributions: tuple[Attribution, ...]
    people: tuple[Person, ...]
    caveats: tuple[str, ...]
    copies: "tuple[Apparatus, ...]" = ()
    is_backwards: bool = False
    differs_in: tuple[str, ...] = ()

    @property
    def short_names(self) -> dict[str, str]:
        """What each person is called in tables, by full name: the short form, or the full one where two share it."""
        shared = Counter(person.short for person in self.people)
        return {person.name: person.short if shared[person.short] < 2 else person.name for person in self.people}

    def to_rows(self) -> list[dict[str, object]]:
        """One row a change of words, in text order, as a table wants them (`pandas.DataFrame(found.to_rows())`)."""
        return [_row(a) for a in self.attributions if a.change.kind is not ChangeKind.ORTHOGRAPHIC]

    def _repr_html_(self) -> str:
        """The redline, as a notebook shows it: what came is underlined, what went is struck, who did it on hovering."""
        return _as_html(self)


def _row(attribution: Attribution) -> dict[str, object]:
    change, step = attribution.change, attribution.step
    before, after = change.before, change.after
    return {
        "change": change.id,
        "kind": change.kind.value,
        "before": before.text if before else None,
        "after": after.text if after else None,
        "before_start": before.span.start if before else None,
        "before_end": before.span.end if before else None,
        "after_start": after.span.start if after else None,
        "after_end": after.span.end if after else None,
        "revisers": " and ".join(attribution.revisers) or None,
        "candidates": "; ".join(attribution.candidates) or None,
        "basis": attribution.basis.value,
        "certainty": attribution.certainty.value,
        "date": attribution.date,
        "from": step.base if step else None,
        "to": step.revised if step else None,
        "contested": attribution.contested,
        "reason": attribution.reason,
    }


def _as_html(apparatus: Apparatus) -> str:
    """The base with every edit in it, as HTML."""
    text, at, parts = apparatus.base.text, 0, []
    edits = [(edit, a) for a in apparatus.attributions for edit in a.change.edits]
    for edit, a in sorted(edits, key=lambda pair: (pair[0].base.start, pair[0].revised.start, pair[0].base.end)):
        who = " and ".join(a.revisers) or "no one known"
        parts.append(escape(text[at : edit.base.start]))
        for tag, words in (("del", edit.base.of(text)), ("ins", edit.text)):
            if words:
                parts.append(f'<{tag} title="{escape(f"{who}: {a.reason}")}">{escape(words)}</{tag}>')
        at = edit.base.end
    parts.append(escape(text[at:]))
    return f'<div style="white-space:pre-wrap">{"".join(parts)}</div>'
