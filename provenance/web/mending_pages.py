"""What was entered wrongly put right: works, versions, persons edited; versions, works removed; claims brought back.

Each is one change of the library in the visitor's name; the log shows it, and takes it back.
"""

from provenance import curation
from provenance.errors import UnreadableInput
from provenance.store.library import open_library
from provenance.store.mending import PersonEdit, VersionEdit, WorkEdit
from provenance.text.normalize import fold_name
from provenance.web.asking import held, version_called
from provenance.web.page_addresses import address
from provenance.web.visits import Answer, Forward, Page, Visit

_SIZE = 100


def mend_form(visit: Visit) -> Answer:
    """The forms for a work and its versions."""
    holding = held(visit)
    shown = {"holding": holding, "tab": "add"}
    return Page("mend.html", f"{holding.work.title}: put right", shown)


def edit_work(visit: Visit) -> Answer:
    """Another title, date or source."""
    work = held(visit).work
    edit = WorkEdit(
        _changed(visit, "title", work.title), _changed(visit, "date", work.date), _changed(visit, "source", work.source)
    )
    curation.edit_work(visit.database, work.id, edit, visit.visitor.name, visit.asked("reason"))
    return Forward(address("works", work.id))


def edit_version(visit: Visit) -> Answer:
    """Another label, author, date or parent."""
    from provenance.reports.public_json import version_json

    holding = held(visit)
    version = version_called(holding, visit.name("version"))
    by, after = visit.asked("by"), visit.asked_all("after")
    authors = tuple(one.strip() for one in (by or "").split(";") if one.strip())
    edit = VersionEdit(
        _changed(visit, "label", version.label),
        authors if authors and authors != version.authors else None,
        _changed(visit, "date", version.date),
        after if after and set(after) != set(version.parents) else None,
    )
    told: list[str] = []
    work, why = holding.work.id, visit.asked("reason")
    outline = curation.edit_version(visit.database, work, version.id, edit, visit.visitor.name, why, told.append)
    edited = {"work": work, "version": version_json(outline), "warnings": told}
    return Forward(address("works", work, "mend"), told, ("edit", edited))


def remove_version(visit: Visit) -> Answer:
    """Take a version away."""
    version = version_called(held(visit), visit.name("version"))
    curation.remove(visit.database, version.work, version.id, visit.visitor.name, visit.asked("reason"))
    return Forward(address("works", version.work, "mend"))


def remove_work(visit: Visit) -> Answer:
    """Take a work away, if its visitor says so in so many words."""
    work = held(visit).work
    if visit.asked("sure") != "yes":
        raise UnreadableInput("tick the box to say that the whole work is to be removed")
    curation.remove(visit.database, work.id, None, visit.visitor.name, visit.asked("reason"))
    return Forward(address("log"))


def restore_claim(visit: Visit) -> Answer:
    """Bring back a claim that was set aside."""
    claim = visit.needed("claim", "the claim")
    curation.restore_claim(visit.database, visit.name("work"), claim, visit.visitor.name)
    return Forward(address("works", visit.name("work"), "add") + f"#{claim.rsplit('/', 1)[-1]}")


def people(visit: Visit) -> Answer:
    """Everybody whom the library knows, a hundred a page."""
    asked = visit.asked("q")
    with open_library(visit.database) as library:
        everybody = library.people()
    wanted = fold_name(asked or "")
    found = [one for one in everybody if wanted in fold_name(" ".join((one.name, *one.aliases)))]
    shown = {"found": found[:_SIZE], "count": len(found), "asked": asked, "names": [one.name for one in everybody]}
    return Page("people.html", "Persons", shown)


def edit_person(visit: Visit) -> Answer:
    """Another name or role, or that two persons are one."""
    name = visit.needed("person", "the person")
    same_as = visit.asked("same_as")
    edit = PersonEdit(None if same_as else _changed(visit, "name", name), visit.asked("role"), same_as)
    person = curation.edit_person(visit.database, name, edit, visit.visitor.name, visit.asked("reason"))
    return Forward(address("people", q=person.name))


def _changed(visit: Visit, key: str, now: str | None) -> str | None:
    """What was filled in, if it is something else than what stands there now."""
    value = visit.asked(key)
    return None if value == now else value
