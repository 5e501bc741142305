"""The public JSON that other programs rely on: fields may be added within a schema number, never renamed or removed."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from provenance.attribution.listing import Standings, by_note
from provenance.attribution.sentence_accounts import SentenceAccount, sentences_of
from provenance.evidence.verdict import is_revision_evidence
from provenance.model import changes
from provenance.model.attributions import Apparatus, Attribution
from provenance.model.entries import Entry
from provenance.model.receipts import Ingested
from provenance.model.testimony import AnchorPlace, Claim, Note, Person, Reading, Target
from provenance.model.versions import Occurrence, Outline, Witness, Work
from provenance.reports.comments import read_comments
from provenance.reports.redline import part_of_change
from provenance.text.sentences import split_sentences
from provenance.text.visible import in_json

if TYPE_CHECKING:
    from provenance.attribution.origins import Event

Json = dict[str, Any]


def dump(command: str, answer: Mapping[str, Any]) -> str:
    """One JSON object with its schema key, in UTF-8 letters, ready to print."""
    return in_json(json.dumps({"schema": f"provenance.{command}/1", **answer}, ensure_ascii=False, indent=2))


def work_json(work: Work, versions: Iterable[Outline], witnesses: Iterable[Witness]) -> Json:
    """A work with its versions, and with the witnesses, those not seen among them."""
    return {
        "id": work.id,
        "title": work.title,
        "source": work.source,
        "date": work.date,
        "url": work.url,
        "versions": [version_json(version) for version in versions],
        "witnesses": [witness_json(witness) for witness in witnesses],
    }


def version_json(version: Outline) -> Json:
    """A version without its text, its authors joined to one line."""
    return {
        "id": version.id,
        "label": version.label,
        "standing": version.standing.value,
        "author": " and ".join(version.authors) or None,
        "date": version.date,
        "parents": list(version.parents),
        "sha256": version.sha256,
        "method": version.method,
        "witness": version.witness,
    }


def witness_json(witness: Witness) -> Json:
    """A witness, seen or only attested."""
    return {
        "id": witness.id,
        "siglum": witness.siglum,
        "title": witness.title,
        "source": witness.source,
        "seen": witness.seen,
        "sha256": witness.sha256,
        "attested_by": witness.attested_by,
        "date": witness.date,
    }


def person_json(person: Person) -> Json:
    """A person by full and short name."""
    return {"name": person.name, "short": person.short, "role": person.role}


class Changes:
    """The changes of an apparatus on their way to JSON."""

    def __init__(self, apparatus: Apparatus) -> None:
        self._apparatus = apparatus
        self._sentences = split_sentences(apparatus.revised.text, apparatus.revised.blocks)
        self._copied: dict[object, changes.Reading | None] = {}
        for own in (own for copy in apparatus.copies for own in copy.attributions):
            self._copied.setdefault(_told_apart(own), own.change.after)

    def json(self, attribution: Attribution) -> Json:
        """A change with who made it; where it comes from one of several copies, its place is that in the copy."""
        change, step = attribution.change, attribution.step
        return {
            "id": change.id,
            "kind": change.kind.value,
            "before": change.before.text if change.before else None,
            "after": change.after.text if change.after else None,
            "before_span": _span(change.before),
            "after_span": _span(self._copied.get(_told_apart(attribution), change.after)),
            "sentences": [sentence.ref for sentence in sentences_of(change, self._sentences)],
            "revisers": list(attribution.revisers),
            "candidates": list(attribution.candidates),
            "basis": attribution.basis.value,
            "certainty": attribution.certainty.value,
            "start_certainty": attribution.start.value,
            "end_certainty": attribution.end.value,
            "date": attribution.date,
            "evidence": [{"note": e.note, "quote": e.quote, "source": e.source} for e in attribution.evidence],
            "reason": attribution.reason,
            "part": part_of_change(self._apparatus, change),
            "step": {"from": step.base, "to": step.revised} if step else None,
            "contested": attribution.contested,
        }


def _span(reading: changes.Reading | None) -> list[int] | None:
    return [reading.span.start, reading.span.end] if reading else None


def _told_apart(attribution: Attribution) -> object:
    """The step of a change, the words taken out with their place in the base, and the words put in."""
    change = attribution.change
    return attribution.step, change.before, change.after.text if change.after else None


def changes_json(apparatus: Apparatus, attributions: Iterable[Attribution]) -> Json:
    """The changes of one comparison in text order."""
    made = Changes(apparatus)
    return {
        "work": apparatus.work.id,
        "base": apparatus.base.id,
        "revised": apparatus.revised.id,
        "base_standing": apparatus.base.standing.value,
        "revised_standing": apparatus.revised.standing.value,
        "backwards": apparatus.is_backwards,
        "changes": [made.json(attribution) for attribution in attributions],
        "caveats": list(apparatus.caveats),
        "comments": [asdict(comment) for comment in read_comments(apparatus)],
        "copies": [copy.revised.id for copy in apparatus.copies],
    }


def who_json(apparatus: Apparatus, accounts: Iterable[SentenceAccount], beyond: Iterable[Attribution] = ()) -> Json:
    """The sentences asked for, with their changes and caveats, and the changes `beyond` them all."""
    made = Changes(apparatus)
    return {
        "work": apparatus.work.id,
        "version": apparatus.revised.id,
        "base": apparatus.base.id,
        "base_standing": apparatus.base.standing.value,
        "backwards": apparatus.is_backwards,
        "sentences": [
            {
                "ref": account.sentence.ref,
                "paragraph": account.sentence.paragraph,
                "sentence": account.sentence.number,
                "text": account.text,
                "state": account.state.value,
                "changes": [made.json(attribution) for attribution in account.attributions],
                "caveats": list(account.caveats),
            }
            for account in accounts
        ],
        "outside": [made.json(attribution) for attribution in beyond],
    }


def note_json(note: Note, claims: Iterable[Claim], stands: Standings, is_evidence: bool) -> Json:
    """A note with the claims read from it, and how they stand."""
    return {
        "id": note.id,
        "number": note.number,
        "text": note.text,
        "work": note.work,
        "is_revision_evidence": is_evidence,
        "place": note.place.value,
        "at": note.at if note.place is AnchorPlace.TEXT else None,
        "claims": [claim_json(claim, stands) for claim in claims],
    }


def claim_json(claim: Claim, stands: Standings) -> Json:
    """A claim and how it stands; what was not done to this text, or is only possible, names nobody."""
    names = claim.actual and claim.reading is Reading.SURE
    assessment = stands.of.get(claim.id)
    return {
        "id": claim.id,
        "revisers": list(claim.revisers) if names else [],
        "candidates": list(claim.candidates) if names else [],
        "possible_revisers": [] if names else list(claim.persons),
        "reading": claim.reading.value,
        "doing": claim.doing,
        "act": claim.act.value,
        "target": _words(claim.target, stands.texts),
        "earlier_reading": claim.earlier_reading,
        "later_reading": claim.later_reading,
        "scope": claim.scope.value,
        "certainty": claim.certainty.value,
        "start_certainty": claim.target.start.value if claim.target else None,
        "end_certainty": claim.target.end.value if claim.target else None,
        "hedge": claim.hedge,
        "hand": claim.hand,
        "actual": claim.actual,
        "places": [_words(place, stands.texts) for place in claim.places],
        "caveats": list(claim.caveats),
        "quote": claim.quote,
        "said": [claim.said.start, claim.said.end] if claim.said else None,
        "rule": claim.rule,
        "asserted_by": claim.asserted_by,
        "source": claim.source,
        "status": assessment.status.value if assessment else "unverified",
        "reason": assessment.reason if assessment else claim.reason,
        "set_aside": _set_aside(claim),
    }


def _set_aside(claim: Claim) -> Json | None:
    """Who set a claim aside, why and when; None if nobody has."""
    aside = claim.set_aside
    return None if aside is None else {"by": aside.by, "reason": aside.reason, "at": aside.at}


def trace_json(words: str, events: "Iterable[Event]") -> Json:
    """The life of certain words."""
    told = [
        {
            "revision": event.record.version,
            "date": event.record.date,
            "authors": list(event.record.authors),
            "comment": event.record.comment,
            "event": event.turn.value,
            "words": event.words,
            "in_passing": event.in_passing,
            "origins": list(event.origins),
            "gaps": [hidden.version for hidden in event.hidden],
            "revisers": list(event.made.revisers),
            "candidates": list(event.made.candidates),
            "reason": event.made.reason,
        }
        for event in events
    ]
    return {"words": words, "events": told}


def log_json(entries: Iterable[Entry], told: Sequence[str]) -> Json:
    """The log, and what is odd in its times."""
    return {"entries": [entry_json(entry) for entry in entries], "warnings": list(told)}


def entry_json(entry: Entry) -> Json:
    """A change of the library."""
    return {
        "id": entry.id,
        "what": entry.what,
        "work": entry.work,
        "by": entry.by,
        "at": entry.at,
        "reason": entry.reason,
        "undone": entry.undone,
        "undoes": entry.undoes,
        "hash": entry.hash,
    }


def _words(target: Target | None, texts: Mapping[str, str]) -> str | None:
    """The words of a target on one line, as a reader would quote them."""
    return " ".join(target.span.of(texts[target.version]).split()) if target and target.version in texts else None


def occurrence_json(occurrence: Occurrence) -> Json:
    """A sentence with words that were sought."""
    return {
        "work": occurrence.work,
        "version": occurrence.version,
        "label": occurrence.label,
        "ref": occurrence.ref,
        "text": occurrence.text,
        "versions": list(occurrence.labels),
    }


def ingested_json(done: Ingested) -> Json:
    """What became of a file that was stored."""
    found: Json = {"new": list(done.new), "extended": list(done.extended), "known": list(done.present)}
    if done.revisions is not None:
        [found["history"]] = (*done.new, *done.extended, *done.present)
        found["new_revisions"] = done.revisions
    return {**found, "warnings": list(done.warnings)}


def evidence_json(apparatuses: Iterable[Apparatus]) -> Json:
    """The notes of one or more works with their claims, each claim with how it stands."""
    notes, others = [], []
    for apparatus in apparatuses:
        stands = Standings(apparatus)
        said = by_note(apparatus.claims)
        for note in apparatus.notes:
            claims = said.get(note.id, [])
            notes.append(note_json(note, claims, stands, is_revision_evidence(claims)))
        others += [claim_json(claim, stands) for claim in said.get(None, [])]
    return {"notes": notes, "other_claims": others}
