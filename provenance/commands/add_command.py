"""`provenance add`: another version of a work, on paper before us, to compare with."""

import sys
from typing import Annotated

import typer

from provenance import pipeline
from provenance.attribution.assess import are_strangers
from provenance.attribution.caveats import strangers_caveat
from provenance.attribution.received_version import Deposit
from provenance.commands.completion import complete_versions, complete_works
from provenance.commands.output import answer, fill, terminal_width, warn
from provenance.commands.parameters import (
    DEFAULT_DATABASE,
    AsJson,
    Author,
    Called,
    Database,
    Found,
    SomeFile,
    Writers,
    Written,
)
from provenance.model.attributions import Apparatus
from provenance.model.versions import Holding, Version
from provenance.text.visible import in_letters, one_line


def add(
    work: Annotated[
        str,
        typer.Argument(metavar="WORK", autocompletion=complete_works, help="The work by id or words of its title."),
    ],
    file: SomeFile,
    by: Writers = None,
    date: Written = None,
    label: Called = None,
    after: Annotated[
        list[str] | None,
        typer.Option(
            "--after",
            metavar="VERSION",
            autocompletion=complete_versions,
            help="It was made from this version; repeat for several; default: as told above.",
        ),
    ] = None,
    source: Found = None,
    author: Author = None,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """Store an extant version, such as a transcription of the real draft, and check the notes against it.

    Where the draft of a work is only reconstructed, the new version is taken for that draft, made before the
    final text, unless its date is later; otherwise it follows the last version.
    """
    deposit = Deposit(tuple(by or ()), label or in_letters(file.stem), date, tuple(after or ()), source)
    told: list[str] = []
    added = pipeline.add_version(db, work, file, deposit, author, told.append)
    version, holding = added.version, pipeline.holding(db, added.version.work)
    warn(told)
    if as_json:
        from provenance.reports.public_json import dump, version_json

        answer(
            dump(
                "add",
                {"work": version.work, "version": version_json(version.outline), "warnings": told},
            )
        )
    else:
        stored = f"stored version “{version.label}” of {version.work} ({version.standing.value})"
        fill(f"{stored}, {_made_from(holding, version)}", terminal_width())
        _say_how_claims_stand(pipeline.apparatus(db, version.work), version)


def _made_from(holding: Holding, version: Version) -> str:
    """Which versions it is taken to be made from or, where there are none, what is taken to be made from it."""
    labels = [f"“{one.label}”" for one in holding.versions if one.id in version.parents]
    return f"made from {' and '.join(labels)}" if labels else f"taken for a draft of “{holding.versions[-1].label}”"


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
        who = claim.named or "nobody named"
        fill(f"{where}, {who}, {claim.act.value}: {one.status.value}, {one_line(one.reason)}", terminal_width(), 2)
