"""`provenance log`: who changed what in the library, when and why."""

from provenance import curation
from provenance.commands.output import answer, notice, table, terminal_width, warn
from provenance.commands.parameters import DEFAULT_DATABASE, AsJson, Database, Width, WorkOrAll
from provenance.model.entries import Entry
from provenance.reports.wording import set_back_in_words
from provenance.text.visible import one_line


def log(work: WorkOrAll = None, db: Database = DEFAULT_DATABASE, as_json: AsJson = False, width: Width = None) -> None:
    """Tell every change of the library, or of one work, the latest last."""
    entries = curation.log(db, work)
    told = set_back_in_words(entries)
    warn(told)
    if as_json:
        from provenance.reports.public_json import dump, log_json

        answer(dump("log", log_json(entries, told)))
    elif not entries:
        notice("nothing has been changed yet")
    else:
        answer(table(map(_row, entries), ("entry", "when (UTC)", "by", "what"), terminal_width(width), flexible=3))


def _row(entry: Entry) -> tuple[str, str, str, str]:
    what = one_line(entry.what) + (_of_work(entry.what, entry.work) if entry.work else "")
    why = f": {one_line(entry.reason)}" if entry.reason else ""
    return (
        entry.id,
        entry.at[:16].replace("T", " "),
        one_line(entry.by),
        what + why + (" (undone)" if entry.undone else ""),
    )


def _of_work(what: str, work: str) -> str:
    """Of which work an entry is; the id of a claim tells it already."""
    if f" {work}/" in what:
        return ""
    link = "as" if what.startswith("ingested") else "on" if what.endswith("claim") else "of"
    return f" {link} {one_line(work)}"
