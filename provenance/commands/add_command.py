"""`provenance add`: another version of a work, on paper before us, to compare with."""

import sys
from typing import Annotated

import typer

from provenance import pipeline
from provenance.attribution.assess import are_strangers
from provenance.attribution.caveats import strangers_caveat
from provenance.attribution.received_version import Deposit
from provenance.commands.output import answer, fill, notice, terminal_width, warn
from provenance.commands.parameters import DEFAULT_DATABASE, AsJson, Database, SomeFile
from provenance.model.attributions import Apparatus
from provenance.model.versions import Version
from provenance.sources.plain.transcription import read_transcription
from provenance.store.contributions import add_version
from provenance.store.library import open_library
from provenance.text.visible import one_line


def add(
    work: Annotated[str, typer.Argument(metavar="WORK", help="The work by id or words of its title.")],
    file: SomeFile,
    by: Annotated[list[str], typer.Option("--by", metavar="NAME", help="Who wrote this version; repeat for several.")],
    date: Annotated[str | None, typer.Option("--date", help="When, as exact as known: 1971-08-03, 1971-08.")] = None,
    label: Annotated[str | None, typer.Option("--label", help="What to call it; default: the file's name.")] = None,
    after: Annotated[
        str | None,
        typer.Option("--after", metavar="VERSION", help="It was made from this version; default: as told above."),
    ] = None,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """Store an extant version, such as a transcription of the real draft, and check the notes against it.

    Where the draft of a work is only reconstructed, the new version is taken for that draft, made before the
    final text; otherwise it follows the last version.
    """
    received, deposit = read_transcription(file), Deposit(tuple(by), label or file.stem, date, after)
    warn(received.warnings, received.name)
    with open_library(db) as library:
        known = {person.name for person in library.people()}
        version = add_version(library, work, received, deposit)
    for name in version.authors:
        if name not in known:
            notice(
                f"provenance: {one_line(name)} is a new name here; `provenance list --json` has those that are known"
            )
    if as_json:
        from provenance.reports.public_json import dump, version_json

        answer(
            dump(
                "add",
                {"work": version.work, "version": version_json(version.outline), "warnings": list(received.warnings)},
            )
        )
    else:
        answer(f"stored version “{version.label}” of {version.work} ({version.standing.value})")
        _say_how_claims_stand(pipeline.apparatus(db, version.work), version)


def _say_how_claims_stand(apparatus: Apparatus, version: Version) -> None:
    """What the new version shows of the notes, if it is what the final text is compared with from now on."""
    if apparatus.base.id != version.id:
        return
    numbers = {note.id: note.number for note in apparatus.notes}
    claims = {claim.id: claim for claim in apparatus.claims}
    if are_strangers(apparatus.comparison, apparatus.base, apparatus.revised):
        fill(f"provenance: {strangers_caveat(apparatus.base, apparatus.revised)}", terminal_width(), file=sys.stderr)
        return
    for one in apparatus.assessments:
        claim = claims[one.claim]
        where = f"note {numbers[claim.note]}" if claim.note and numbers.get(claim.note) else one_line(claim.source)
        who = " and ".join(claim.revisers) or "nobody named"
        fill(f"{where}, {who}, {claim.act.value}: {one.status.value}, {one_line(one.reason)}", terminal_width(), 2)
