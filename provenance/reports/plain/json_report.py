"""The whole apparatus as one JSON object: versions, changes, notes with their claims, and what is not known."""

from provenance.attribution.listing import listed
from provenance.model.attributions import Apparatus
from provenance.reports.public_json import changes_json, dump, evidence_json, person_json, work_json
from provenance.reports.summary import result_in_words, verification


def write(apparatus: Apparatus) -> str:
    """JSON under the schema key provenance.report/1."""
    outlines = [version.outline for version in apparatus.versions]
    answer = {
        **changes_json(apparatus, listed(apparatus)),
        "document": work_json(apparatus.work, outlines, apparatus.witnesses),
        "base_text": apparatus.base.text,
        "final_text": apparatus.revised.text,
        "result": result_in_words(apparatus),
        "people": [person_json(person) for person in apparatus.people],
        **evidence_json([apparatus]),
        "not_known": list(apparatus.caveats),
        "verification": verification(apparatus),
    }
    return dump("report", answer) + "\n"
