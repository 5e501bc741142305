"""`provenance verify`: whether the library is what was stored, word for word."""

from typing import Annotated

import typer

from provenance import curation
from provenance.commands.output import answer, notice
from provenance.commands.parameters import DEFAULT_DATABASE, AsJson, Database, WorkOrAll
from provenance.text.numbers import number_of
from provenance.text.visible import one_line


def verify(
    work: WorkOrAll = None,
    entry: Annotated[
        list[str] | None,
        typer.Option(
            "--entry", metavar="HASH", help="The hash of an entry, written down before: the log must have it; repeat."
        ),
    ] = None,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """Check every text, note, claim and entry of the log against the hashes kept; end with 1 if one was altered."""
    found = curation.verify(db, work, entry or ())
    if as_json:
        from provenance.reports.public_json import dump

        checked = {"texts": found.texts, "rows": found.rows, "entries": found.entries, "last_entry": found.last_entry}
        answer(dump("verify", {**checked, "faults": list(found.faults), "is_sound": not found.faults}))
    else:
        entries = number_of(found.entries, "entry", "entries")
        counts = f"{number_of(found.texts, 'text')}, {number_of(found.rows, 'row')} and {entries} of the log"
        answer(f"checked {counts}: " + ("nothing was altered" if not found.faults else f"{len(found.faults)} altered"))
        for fault in found.faults:
            notice(f"provenance: {one_line(fault)}")
        if found.last_entry:
            answer(f"the log ends with the entry {one_line(found.last_entry)}")
    if found.faults:
        raise typer.Exit(1)
