"""What reviewers decided of notes, as the rows of a labelled set by which the reading of notes is measured.

The row's shape is that of the labelled volumes that `benchmarks/notes` reads: a note is known by its volume, its
document and its own id, and a claim says who did what (`action`) to which words.
"""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from provenance.attribution.listing import by_note
from provenance.evidence.verdict import is_revision_evidence
from provenance.model.testimony import EDITORS, Claim, Note, Reading
from provenance.model.versions import Work


def labelled_notes(
    work: Work, notes: Sequence[Note], claims: Sequence[Claim], texts: Mapping[str, str]
) -> Iterator[dict[str, object]]:
    """One row for each note of a work on which somebody decided; `texts` are those of its versions, by their ids.

    A note on which a reading still waits is left out: nobody has said yet what it tells.
    """
    volume, document = _address(work)
    said = by_note(claims)
    for note in notes:
        read = said.get(note.id, [])
        kept = [claim for claim in read if claim.set_aside is None]
        is_decided = any(claim.set_aside or claim.asserted_by != EDITORS for claim in read)
        if is_decided and all(claim.reading is Reading.SURE for claim in kept):
            yield {
                "key": f"{volume}/{note.id}",
                "volume": volume,
                "document": document,
                "note_id": note.id,
                "stratum": "reviewed",
                "weight": 1,
                "note": note.text,
                "is_revision_evidence": is_revision_evidence(kept),
                "claims": [_claim(claim, texts) for claim in kept if claim.actual],
                "debatable": None,
            }


def _address(work: Work) -> tuple[str, str]:
    """The volume and the document as their publisher's address ends with them; without one, the work's own id."""
    parts = urlsplit(work.url or "").path.strip("/").split("/")
    return (parts[-2], parts[-1]) if len(parts) > 1 else (work.id, work.id)


def _claim(claim: Claim, texts: Mapping[str, str]) -> dict[str, object]:
    return {
        "revisers": list(claim.revisers),
        "action": claim.act.value,
        "target": claim.target.span.of(texts[claim.target.version]) if claim.target else None,
        "earlier_reading": claim.earlier_reading,
        "later_reading": claim.later_reading,
        "scope": claim.scope.value,
        "certainty": claim.certainty.value,
    }
