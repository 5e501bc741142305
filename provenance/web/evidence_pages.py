"""What the notes of a work say, how each was read, and whether the texts bear it out."""

import itertools

from provenance import pipeline
from provenance.attribution.added_claim import Rivals, rivalry
from provenance.attribution.listing import Standings, by_note
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
    pages = [_Claims(apparatus) for apparatus in apparatuses]
    told = [one for page in pages for one in page.notes(all_notes)]
    others = [one for page in pages for one in page.of_note(None)]
    silent = sum(len(apparatus.notes) for apparatus in apparatuses) - len(told)
    shown = {"holding": holding, "tab": "evidence", "told": told, "others": others, "silent": silent, "all": all_notes}
    shown |= {"is_traced": False}
    return Page(
        "evidence.html",
        f"{holding.work.title}: evidence",
        shown,
        ("evidence", lambda: {**evidence_json(apparatuses), "warnings": []}),
    )


class _Claims:
    """The claims of one apparatus as the page shows them, by their notes."""

    def __init__(self, apparatus: Apparatus) -> None:
        self._apparatus, self._said, self._stands = apparatus, by_note(apparatus.claims), Standings(apparatus)
        self._rivals = Rivals(apparatus.claims)

    def notes(self, all_notes: bool) -> list[dict[str, object]]:
        """Every note that makes a claim, or every one at all."""
        return [
            {
                "note": note,
                "key": note_key(note),
                "is_evidence": is_revision_evidence(self._said.get(note.id, [])),
                "words": _marked(note, self._said.get(note.id, [])),
                "claims": self.of_note(note.id),
            }
            for note in self._apparatus.notes
            if all_notes or note.id in self._said
        ]

    def of_note(self, note: str | None) -> list[dict[str, object]]:
        """The claims of a note, or those that no note makes: each with its words, and how it stands."""
        return [self._shown(claim) for claim in self._said.get(note, [])]

    def _shown(self, claim: Claim) -> dict[str, object]:
        texts = self._stands.texts
        places = [claim.target] if claim.target else list(claim.places)
        return {
            "claim": claim,
            "in_words": claim_in_words(claim),
            "stands": self._stands.of.get(claim.id),
            "rivals": [rivalry(rival) for rival in self._rivals.of(claim)],
            "places": [place.span.of(texts[place.version]) for place in places if place.version in texts],
        }


def _marked(note: Note, claims: list[Claim]) -> list[tuple[str, bool]]:
    """The words of the note in pieces, with whether a claim was read from them."""
    said = [claim.said for claim in claims if claim.said]
    edges = {0, len(note.text), *(at for span in said for at in (span.start, span.end) if at <= len(note.text))}
    cuts = sorted(edges)
    return [
        (note.text[start:end], any(span.start <= start and end <= span.end for span in said))
        for start, end in itertools.pairwise(cuts)
    ]
