"""Adding to the library: a document, another version of a work, a claim of one's own."""

from pathlib import Path

from provenance import curation
from provenance.attribution.added_claim import Assertion, told_of
from provenance.attribution.listing import Standings
from provenance.errors import UnreadableInput
from provenance.model.testimony import Act, Certainty
from provenance.reports.wording import claim_in_words
from provenance.store.library import open_library
from provenance.web.asking import apparatus_of, held, is_traced
from provenance.web.page_addresses import address
from provenance.web.visits import Answer, Forward, Page, Visit

_PATIENCE = 0.8
"""Seconds that a page waits for a file to be read before it says that it is being read."""


def add_form(visit: Visit) -> Answer:
    """The form for a document: a file, or words that are pasted."""
    return Page("add.html", "Add a document")


def add_file(visit: Visit) -> Answer:
    """The form sent: the file is looked at."""
    name, content = _sent(visit)
    asked = {"what": "document", "document": visit.asked("document")}
    return Forward(address("add", visit.room.intake.receive([(name, content)], visit.visitor.name, asked)))


def look(visit: Visit) -> Answer:
    """What a file holds, or that it is still being read."""
    number = visit.name("number")
    task = visit.room.intake.task(number, visit.visitor.name)
    task.done.wait(_PATIENCE)
    work = task.asked.get("work")
    shown = {"task": task, "number": number, "work": work}
    if not task.done.is_set():
        return Page("being_read.html", "Being read", shown, refresh=2)
    if task.trouble is not None:
        raise UnreadableInput(task.trouble)
    return Page("look.html", f"What {task.name} holds", shown)


def keep(visit: Visit) -> Answer:
    """Keep what the file holds, and go to it."""
    number = visit.name("number")
    seen = (visit.room.intake.task(number, visit.visitor.name).found or {}).get("warnings", [])
    kept = visit.room.intake.keep(number, visit.visitor.name, _for(visit))
    told = [one for one in kept["warnings"] if not any(one.endswith(before) for before in seen)]
    if "version" in kept:
        return Forward(address("works", kept["work"]), told, ("add", kept))
    works = [*kept["new"], *kept["extended"], *kept["known"]]
    if len(works) == 1:
        return Forward(address("works", works[0]), told, ("ingest", kept))
    return Page("kept.html", "Kept", {"kept": kept, "told": told}, ("ingest", lambda: kept))


def _for(visit: Visit) -> dict[str, str]:
    """Where the file is kept, and in whose name; the process that keeps it stands elsewhere."""
    location = visit.database
    at = location if "://" in location else str(Path(location).absolute())
    return {"database": at, "visitor": visit.visitor.name}


def drop(visit: Visit) -> Answer:
    """Let go of a file that is not wanted."""
    visit.room.intake.drop(visit.name("number"))
    return Forward("/")


def know_form(visit: Visit) -> Answer:
    """The forms for what a visitor knows of a work: a claim, another version; and the claims there are."""
    holding = held(visit)
    shown: dict[str, object] = {"holding": holding, "tab": "add", "acts": list(Act), "sure": list(Certainty)}
    if is_traced(visit, holding):
        return Page("know_history.html", f"{holding.work.title}: add", shown)
    with open_library(visit.database) as library:
        claims = library.claims(holding.work.id)
        people = [person.name for person in library.people()]
    apparatus = apparatus_of(visit, holding)
    stands = Standings(apparatus).of
    own = [
        (claim, claim_in_words(claim), claim.set_aside, stands.get(claim.id), tuple(told_of(claim, claims)))
        for claim in claims
        if claim.note is None and claim.mark is None
    ]
    filled = {key: visit.asked(key) or "" for key in ("words", "sentence")}
    shown |= {"own": own, "people": people, "filled": filled, "final": apparatus.revised.label}
    return Page("know.html", f"{holding.work.title}: add", shown)


def add_claim(visit: Visit) -> Answer:
    """Keep a claim; it is weighed with the notes from then on."""
    act, certainty = visit.asked("act") or Act.INSERT, visit.asked("certainty") or Certainty.HIGH
    if act not in set(Act) or certainty not in set(Certainty):
        raise UnreadableInput("choose what was done, and how sure it is, from the lists")
    revisers = tuple(name.strip() for name in (visit.asked("revisers") or "").split(";") if name.strip())
    assertion = Assertion(
        revisers,
        Act(act),
        visit.needed("source", "where it is said"),
        visit.asked("asserted_by") or visit.visitor.name,
        visit.asked("words"),
        visit.asked("sentence"),
        visit.asked("earlier"),
        visit.asked("later"),
        Certainty(certainty),
        visit.asked("reason") or "",
        visit.asked("date"),
    )
    claim, _ = curation.add_claim(visit.database, visit.name("work"), assertion, visit.visitor.name)
    return Forward(address("works", claim.work, "add") + f"#{claim.id.rsplit('/', 1)[-1]}")


def withdraw(visit: Visit) -> Answer:
    """Set a claim aside; it stays on record."""
    claim = visit.needed("claim", "the claim")
    reason = visit.asked("reason") or "withdrawn"
    curation.withdraw_claim(visit.database, visit.name("work"), claim, visit.visitor.name, reason)
    return Forward(address("works", visit.name("work"), "add") + f"#{claim.rsplit('/', 1)[-1]}")


def add_version(visit: Visit) -> Answer:
    """The form for a version sent: what it reads is looked at before it is kept."""
    name, content = _sent(visit)
    authors = [one.strip() for one in (visit.asked("by") or "").split(";") if one.strip()]
    asked = {
        "what": "version",
        "work": visit.name("work"),
        "by": authors,
        "label": visit.needed("label", "what the version is called"),
        "date": visit.asked("date"),
        "after": visit.asked_all("after"),
    }
    return Forward(address("add", visit.room.intake.receive([(name, content)], visit.visitor.name, asked)))


def _sent(visit: Visit) -> tuple[str, bytes]:
    """The file that was sent, or the words that were pasted, as a file."""
    upload = visit.upload("file")
    if upload is not None:
        return upload.filename or "file", upload.file.read()
    pasted = visit.form.get("pasted") if visit.form is not None else None
    if not isinstance(pasted, str) or not pasted.strip():
        raise UnreadableInput("nothing was sent; choose a file, or paste a text")
    name = visit.asked("name") or visit.asked("label") or "pasted text"
    return f"{name}.txt", pasted.replace("\r\n", "\n").encode("utf-8", "replace")
