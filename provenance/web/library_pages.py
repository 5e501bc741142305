"""The library: its works, and words looked up in all of them."""

from provenance.errors import UnreadableInput
from provenance.model.versions import Occurrence, Standing
from provenance.store.browsing import Order, Wanted, browse
from provenance.store.holdings import find_words
from provenance.store.library import open_library
from provenance.web.page_addresses import address, with_query
from provenance.web.visits import Answer, Forward, Page, Visit

_SIZE = 50
_MOST_HITS = 200


def library(visit: Visit) -> Answer:
    """The works that fit what is asked, fifty a page."""
    wanted, number = _wanted(visit), visit.asked_number("page", 1) or 1
    if visit.wants_json:
        return _as_json(visit)
    with open_library(visit.database) as held:
        page = browse(held.database, wanted, (number - 1) * _SIZE, _SIZE)
    asked = {key: visit.asked(key) for key in ("q", "person", "standing", "source", "doubtful", "order")}
    pages = max(1, -(-page.total // _SIZE))
    turning = {
        name: with_query("/", {**asked, "page": str(to)}) if 1 <= to <= pages and to != number else None
        for name, to in (("before", number - 1), ("after", number + 1))
    }
    shown = {"page": page, "asked": asked, "number": number, "pages": pages, "turning": turning, "orders": list(Order)}
    return Page("library.html", "Library", {**shown, "is_asked": any(asked.values())})


def _as_json(visit: Visit) -> Answer:
    """What `provenance list --json` prints."""
    from provenance.reports.public_json import person_json, work_json

    with open_library(visit.database) as held:
        holdings, people = held.holdings(), held.people()
    works = [work_json(one.work, one.versions, one.witnesses) for one in holdings]
    listed = {"works": works, "people": [person_json(person) for person in people]}
    return Page("library.html", "Library", json=("list", lambda: listed))


def _wanted(visit: Visit) -> Wanted:
    standing, order = visit.asked("standing"), visit.asked("order") or Order.RECEIVED
    if standing and standing not in set(Standing):
        raise UnreadableInput(f"no version can be {standing!r}; it is extant or reconstructed")
    if order not in set(Order):
        raise UnreadableInput(f"works cannot be put in the order {order!r}; there are {', '.join(Order)}")
    return Wanted(
        visit.asked("q"),
        visit.asked("person"),
        Standing(standing) if standing else None,
        visit.asked("source"),
        bool(visit.asked("doubtful")),
        Order(order),
    )


def works(visit: Visit) -> Answer:
    """The same under the address of works."""
    return library(visit) if visit.wants_json else Forward("/")


def search(visit: Visit) -> Answer:
    """The sentences, in every version, that hold all of the words."""
    words = visit.asked("q")
    if words is None:
        return Page("search.html", "Search", {"words": "", "found": [], "more": 0})
    with open_library(visit.database) as held:
        found = find_words(held, words)

    def told() -> dict[str, object]:
        from provenance.reports.public_json import occurrence_json

        return {"words": words, "occurrences": [occurrence_json(one) for one in found]}

    rows = [(one, _place(one)) for one in found[:_MOST_HITS]]
    shown = {"words": words, "found": rows, "more": max(0, len(found) - _MOST_HITS)}
    return Page("search.html", f"“{words}”", shown, json=("search", told))


def _place(found: Occurrence) -> str:
    """Where the sentence is read in its version."""
    return address("works", found.work, "text", found.version) + (f"#s{found.ref}" if found.ref else "")
