"""The review queue: doubtful readings of notes, one by one, to be confirmed, corrected or rejected.

What is confirmed is testimony in the name of the one who confirms it. Several may review at once: each decision is
one change of the library, and a reading that somebody else has decided meanwhile is said to be decided.
"""

import json

from provenance import curation
from provenance.attribution.added_claim import Assertion, told_of
from provenance.errors import NotFound, ProvenanceError, UnreadableInput
from provenance.model.testimony import Act, Certainty, Claim, Note
from provenance.model.versions import Version
from provenance.reports.labelled_notes import labelled_notes
from provenance.reports.wording import claim_in_words
from provenance.store.browsing import doubtful
from provenance.store.library import open_library
from provenance.web.page_addresses import address, with_query
from provenance.web.visits import Answer, Download, Forward, Page, Visit

_CONTEXT = 320
_DONE = {
    "confirm": "Confirmed, in your name.",
    "reject": "Rejected; it is shown with your reason and counts no more.",
    "correct": "Corrected: your reading is kept as a claim, the doubtful one is set aside.",
}


def review(visit: Visit) -> Answer:
    """The reading that comes next, or the one at a place of the queue."""
    work = visit.asked("work")
    with open_library(visit.database) as library:
        queue = doubtful(library.database, work and library.work(work).id)
        at = min(visit.asked_number("at", 0) or 0, len(queue) - 1)
        shown: dict[str, object] = {
            "queue": queue, "at": at, "work": work, "done": _DONE.get(visit.asked("done") or ""),
            "entry": visit.asked("entry"), "acts": list(Act), "turning": _turning(at, len(queue), work),
        }  # fmt: skip
        if queue:
            of, name = queue[at]
            claim = next(one for one in library.claims(of) if one.id == name)
            notes = {note.id: note for note in library.notes(of)}
            versions = {version.id: version for version in library.versions(of)}
            people = [person.name for person in library.people()]
            found = {
                "title": library.work(of).title,
                "people": people,
                **_shown(claim, notes.get(claim.note or ""), versions),
            }
            shown |= found
    return Page("review.html", "Review", shown)


def _turning(at: int, count: int, work: str | None) -> dict[str, str | None]:
    """The readings before and after, to look at without deciding."""
    return {
        name: address("review", work=work, at=str(to)) if 0 <= to < count else None
        for name, to in (("before", at - 1), ("after", at + 1))
    }


def _shown(claim: Claim, note: Note | None, versions: dict[str, Version]) -> dict[str, object]:
    """The claim with the note's words, and the words of the text that it would speak of in their surroundings."""
    target = claim.target or next(iter(claim.places), None)
    version = versions.get(target.version if target else (note.version if note else None) or "")
    version = version or list(versions.values())[-1]
    at = note.at if note and note.at is not None else 0
    start, end = (target.span.start, target.span.end) if target else (at, at)
    first, last = max(0, start - _CONTEXT), min(len(version.text), end + _CONTEXT)
    said = claim.said
    words = note.text if note else claim.quote
    cut = (said.start, said.end) if said else (0, 0)
    return {
        "claim": claim,
        "note": note,
        "in_words": claim_in_words(claim),
        "note_words": (words[: cut[0]], words[cut[0] : cut[1]], words[cut[1] :]),
        "context": (
            version.text[first:start].split(" ", 1)[-1] if first else version.text[:start],
            version.text[start:end],
            version.text[end:last].rsplit(" ", 1)[0] if last < len(version.text) else version.text[end:],
        ),
        "cut": (first > 0, last < len(version.text)),
        "version": version,
        "is_placed": target is not None,
    }


def decide(visit: Visit) -> Answer:
    """The decision on one reading; then the next one."""
    work, name = visit.needed("of", "the work"), visit.needed("claim", "the reading")
    decision, by = visit.needed("decision", "the decision"), visit.visitor.name
    if decision not in _DONE:
        raise UnreadableInput("a reading can be confirmed, corrected or rejected; choose one of these")
    told: list[str] = []
    if decision == "confirm":
        curation.confirm_claim(visit.database, work, name, by)
    elif decision == "reject":
        curation.reject_claim(visit.database, work, name, by, visit.needed("reason", "the reason"))
    else:
        told = _correct(visit, work, name)
    asked = {"work": visit.asked("work"), "at": visit.asked("at"), "done": decision, "entry": last_entry(visit, work)}
    return Forward(with_query("/review", asked), told)


def _correct(visit: Visit, work: str, name: str) -> list[str]:
    """The reviewer's own reading of the note kept, and the doubtful one set aside; what he must hear of his own."""
    with open_library(visit.database) as library:
        claim = next((one for one in library.claims(work) if one.id == name), None)
    if claim is None:
        raise NotFound(f"no claim on {work} is called {name!r}")
    act = visit.asked("act") or claim.act.value
    if act not in set(Act):
        raise UnreadableInput("choose what was done from the list")
    revisers = tuple(one.strip() for one in (visit.asked("revisers") or "").split(";") if one.strip())
    assertion = Assertion(
        revisers,
        Act(act),
        claim.source,
        visit.visitor.name,
        visit.asked("words"),
        visit.asked("sentence"),
        visit.asked("earlier"),
        visit.asked("later"),
        certainty=Certainty.HIGH,
        reason=claim.quote,
    )
    reason = visit.asked("reason") or "read otherwise"
    _, own = curation.correct_claim(visit.database, work, name, assertion, visit.visitor.name, reason)
    with open_library(visit.database) as library:
        return list(told_of(own, library.claims(work)))


def last_entry(visit: Visit, work: str) -> str | None:
    """The entry of the log that was made last on a work, so that it can be undone at once."""
    try:
        with open_library(visit.database) as library:
            entries = library.log(work)
    except ProvenanceError:
        return None
    return entries[-1].id if entries else None


def labels(visit: Visit) -> Answer:
    """What has been decided, as lines of JSON: the note, and who did what to which words: a set of labelled notes."""
    rows: list[dict[str, object]] = []
    with open_library(visit.database) as library:
        for work in library.works():
            claims = library.claims(work.id)
            texts = {version.id: version.text for version in library.versions(work.id)}
            rows += labelled_notes(work, library.notes(work.id), claims, texts)
    lines = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
    return Download("labels.jsonl", "application/jsonl", lines.encode("utf-8", "replace"))
