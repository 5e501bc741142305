"""The log: who changed what in the library, when and why; and how a change is taken back."""

from provenance import curation
from provenance.reports.wording import set_back_in_words
from provenance.web.page_addresses import address
from provenance.web.visits import Answer, Forward, Page, Visit

_SIZE = 100


def log(visit: Visit) -> Answer:
    """Every change, the last one first; of the whole library, or of one work."""
    work = visit.asked("work")
    entries = curation.log(visit.database, work)
    told = set_back_in_words(entries)

    def as_printed() -> dict[str, object]:
        from provenance.reports.public_json import log_json

        return log_json(entries, told)

    at = visit.asked_number("page", 1) or 1
    some = entries[::-1][(at - 1) * _SIZE : at * _SIZE]
    turning = {
        "before": address("log", work=work, page=str(at - 1)) if at > 1 else None,
        "after": address("log", work=work, page=str(at + 1)) if at * _SIZE < len(entries) else None,
    }
    shown = {"entries": some, "count": len(entries), "work": work, "turning": turning, "told": told}
    return Page("log.html", "Log", shown, ("log", as_printed))


def undo(visit: Visit) -> Answer:
    """Take a change back; that is a change too, and stands in the log."""
    curation.undo(visit.database, visit.needed("entry", "the entry"), visit.visitor.name)
    back = visit.asked("back")
    return Forward("/review" if back == "review" else address("log", work=visit.asked("work")))
