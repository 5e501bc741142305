"""What the notes of a work say, how each was read, and whether the texts bear it out."""

import itertools

from provenance import pipeline
from provenance.attribution.listing import by_note
from provenance.evidence.verdict import is_revision_evidence
from provenance.model.attributions import Apparatus
from provenance.model.testimony import Claim, Note
from provenance.reports.html.html_text import note_key
from provenance.reports.wording import claim_in_words
from provenance.web.asking import held, is_traced, remembered
from provenance.web.visits import Answer, Page, Visit


def evidence(visit: Visit) -> Answer:
    """Each note with its words, what was read from them, and how it stands."""
    from provenance.reports.public_json import evidence_json

    holding = held(visit)
    if is_traced(visit, holding):
        nothing: dict[str, object] = {
            "holding": holding,
            "tab": "evidence",
            "told": [],
            "others": [],
            "is_traced": True,
        }
        return Page("evidence.html", holding.work.title, nothing)
    work = holding.work.id
    apparatuses = remembered(visit, ("evidence", work), lambda: pipeline.evidence(visit.database, work))
    all_notes = bool(visit.asked("all"))
    told = [one for apparatus in apparatuses for one in _notes(apparatus, all_notes)]
    others = [
        shown.claim(claim)
        for shown, apparatus in zip(map(_Shown, apparatuses), apparatuses, strict=True)
        for claim in apparatus.claims
        if claim.note is None
    ]
    silent = sum(len(apparatus.notes) for apparatus in apparatuses) - len(told)
    shown = {"holding": holding, "tab": "evidence", "told": told, "others": others, "silent": silent, "all": all_notes}
    shown |= {"is_traced": False}
    return Page(
        "evidence.html",
        f"{holding.work.title}: evidence",
        shown,
        ("evidence", lambda: {**evidence_json(apparatuses), "warnings": []}),
    )


def _notes(apparatus: Apparatus, all_notes: bool) -> list[dict[str, object]]:
    found = []
    said, shown = by_note(apparatus.claims), _Shown(apparatus)
    for note in apparatus.notes:
        claims = said.get(note.id, [])
        if claims or all_notes:
            found.append(
                {
                    "note": note,
                    "key": note_key(note),
                    "is_evidence": is_revision_evidence(claims),
                    "words": _marked(note, claims),
                    "claims": [shown.claim(claim) for claim in claims],
                }
            )
    return found


def _marked(note: Note, claims: list[Claim]) -> list[tuple[str, bool]]:
    """The words of the note in pieces, with whether a claim was read from them."""
    said = [claim.said for claim in claims if claim.said]
    edges = {0, len(note.text), *(at for span in said for at in (span.start, span.end) if at <= len(note.text))}
    cuts = sorted(edges)
    return [
        (note.text[start:end], any(span.start <= start and end <= span.end for span in said))
        for start, end in itertools.pairwise(cuts)
    ]


class _Shown:
    """Claims of one apparatus as the page shows them."""

    def __init__(self, apparatus: Apparatus) -> None:
        self._texts = {version.id: version.text for version in apparatus.versions}
        self._stands = {one.claim: one for one in apparatus.assessments}

    def claim(self, claim: Claim) -> dict[str, object]:
        """A claim with its words, and how it stands."""
        places = [claim.target] if claim.target else list(claim.places)
        return {
            "claim": claim,
            "in_words": claim_in_words(claim),
            "stands": self._stands.get(claim.id),
            "places": [place.span.of(self._texts[place.version]) for place in places if place.version in self._texts],
        }
