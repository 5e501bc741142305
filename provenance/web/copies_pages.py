"""Copies that came back: a text and what several people made of it, compared at once, and one Word file of all.

Nothing of it goes into the library.
"""

from provenance.errors import NotFound, UnreadableInput
from provenance.web.page_addresses import address
from provenance.web.reading_process import COPIES
from provenance.web.visits import Answer, Download, Forward, Page, Visit

_PATIENCE = 0.8
_KINDS = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "html": "text/html"}


def copies_form(visit: Visit) -> Answer:
    """The form: the text that went out, the copies that came back, and whose they are."""
    return Page("copies_form.html", "Returned copies")


def send_copies(visit: Visit) -> Answer:
    """The files sent: they are compared by a process of their own."""
    base, copies = visit.uploads("base"), visit.uploads("copies")
    if len(base) != 1 or not copies:
        raise UnreadableInput("choose the text that went out, and at least one copy that came back")
    by = [name.strip() for name in (visit.asked("by") or "").split(";") if name.strip()]
    if len(by) > len(copies):
        raise UnreadableInput(
            f"{len(by)} persons are named for {len(copies)} copies; name one for each, in their order"
        )
    files = [(one.filename or "copy", one.file.read()) for one in (*base, *copies)]
    number = visit.room.intake.receive(files, visit.visitor.name, {"what": "copies", "by": by})
    return Forward(address("copies", number))


def copies(visit: Visit) -> Answer:
    """Every change with whose it is, and the files to take away; or that they are still being read."""
    number = visit.name("number")
    task = visit.room.intake.task(number, visit.visitor.name)
    task.done.wait(_PATIENCE)
    if not task.done.is_set():
        return Page("being_read.html", "Being compared", {"task": task, "number": number}, refresh=2)
    if task.trouble is not None:
        raise UnreadableInput(task.trouble)
    found = task.found or {}
    shown = {"task": task, "number": number, "found": found, "names": task.asked["files"]}
    return Page("copies.html", "Returned copies", shown, ("diff", lambda: found))


def copies_file(visit: Visit) -> Answer:
    """One of the files."""
    task = visit.room.intake.task(visit.name("number"), visit.visitor.name)
    format = visit.name("format")
    if format not in COPIES or not task.done.is_set() or task.trouble is not None:
        raise NotFound("there is no such file")
    stem = task.name.rsplit(".", 1)[0]
    return Download(
        f"{stem}, all copies.{format}", _KINDS[format], (task.file.parent / f"report.{format}").read_bytes()
    )
