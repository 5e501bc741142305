"""`provenance copy`: a library moved to another database."""

from typing import Annotated

import typer

from provenance import curation
from provenance.commands.output import answer, notice
from provenance.commands.parameters import AsJson
from provenance.text.numbers import number_of
from provenance.text.visible import one_line

Source = Annotated[str, typer.Argument(metavar="FROM", help="The library to copy: a path or an SQLAlchemy URL.")]
Target = Annotated[str, typer.Argument(metavar="TO", help="A database that is new or empty, of either kind.")]


def copy(source: Source, target: Target, as_json: AsJson = False) -> None:
    """Copy a whole library, with its log, to another database; it is compared row by row and verified there."""
    copied, checked = curation.copy(source, target)
    if as_json:
        from provenance.reports.public_json import dump

        told = {"from": copied.source, "to": copied.target, "rows": copied.rows, "sha256": copied.sha256}
        answer(dump("copy", {**told, "last_entry": copied.last_entry, "faults": list(checked.faults)}))
    else:
        held = f"{number_of(copied.rows['works'], 'work')}, {number_of(copied.rows['versions'], 'version')}"
        entries = number_of(copied.rows["entries"], "entry", "entries")
        answer(f"copied {held} and {entries} of the log to {copied.target}; every row has the same hash")
    for fault in checked.faults:
        notice(f"provenance: {one_line(fault)}, in {copied.source} as in the copy")
    if checked.faults:
        raise typer.Exit(1)
