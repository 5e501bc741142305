"""`provenance evidence`: what the notes of a work or a file say, and how each claim stands."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from provenance import pipeline
from provenance.attribution.listing import Standings, by_note
from provenance.commands.output import answer, fill, notice, terminal_width, warn
from provenance.commands.parameters import DEFAULT_DATABASE, AsJson, Database, Width
from provenance.errors import UnreadableInput
from provenance.evidence.verdict import is_revision_evidence
from provenance.model.testimony import Claim, Note, Reading
from provenance.reports.wording import aside_in_words
from provenance.sources.asked import file_or_work
from provenance.text.visible import one_line


def evidence(
    source: Annotated[
        str | None, typer.Argument(metavar="WORK|FILE", help="A stored work, or a file that need not be stored.")
    ] = None,
    document: Annotated[str | None, typer.Option("--document", metavar="ID", help="One document of a volume.")] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show each claim’s clause, hand, kind of doing, and why it is sure.")
    ] = False,
    possible: Annotated[bool, typer.Option("--possible", help="List only readings that want a look.")] = False,
    all_notes: Annotated[bool, typer.Option("--all", help="List notes that say nothing of revision too.")] = False,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
    width: Width = None,
) -> None:
    """Show what each note says of the making of the text, and whether the texts bear it out."""
    if possible and all_notes:
        raise UnreadableInput("--possible lists fewer notes and --all lists more; leave one of them out")
    told: list[str] = []
    apparatuses = pipeline.evidence(db, file_or_work(source), document, told.append)
    warn(told)
    if as_json:
        from provenance.reports.public_json import dump, evidence_json

        found = evidence_json(apparatuses)
        answer(dump("evidence", {**(_possible_alone(found) if possible else found), "warnings": told}))
        return
    columns, shown = terminal_width(width), 0
    for apparatus in apparatuses:
        said, stands = by_note(apparatus.claims), Standings(apparatus)
        for note in apparatus.notes:
            claims = said.get(note.id, [])
            if possible:
                claims = [claim for claim in claims if claim.reading is Reading.POSSIBLE]
            if all_notes or claims:
                shown += 1
                _show(note, claims, stands, columns, explain)
        for claim in said.get(None, []):
            if not possible:
                shown += 1
                _show_claim(claim, stands, columns, explain, f"{one_line(claim.source)}: ")
    if not shown:
        notice("no reading is only possible" if possible else "no note says anything of revision")


def _possible_alone(found: dict[str, Any]) -> dict[str, Any]:
    """The same notes with their possible readings alone, but for those that have none."""
    notes = [
        {**note, "claims": [claim for claim in note["claims"] if claim["reading"] == Reading.POSSIBLE]}
        for note in found["notes"]
    ]
    return {**found, "notes": [note for note in notes if note["claims"]], "other_claims": []}


def _show(note: Note, claims: list[Claim], stands: Standings, columns: int, explain: bool) -> None:
    told = "evidence of revision" if is_revision_evidence(claims) else "no evidence of revision"
    fill(f"Note {note.number or note.id} ({told}): {one_line(note.text)}", columns, 0)
    for claim in claims:
        _show_claim(claim, stands, columns, explain)
    answer("")


def _show_claim(claim: Claim, stands: Standings, columns: int, explain: bool, lead: str = "") -> None:
    """Who, what, which words, how sure; then how it stands."""
    who = claim.named or "nobody named"
    if claim.reading is Reading.POSSIBLE:
        lead, who = f"{lead}possible: ", "nobody named"
    hedge = f", “{claim.hedge}”" if claim.hedge else ""
    fill(f"- {lead}{who}: {claim.act.value}, {claim.scope.value}; certainty {claim.certainty.value}{hedge}", columns, 2)
    if claim.target and claim.target.version in stands.texts:
        fill(f"words: “{one_line(claim.target.span.of(stands.texts[claim.target.version]))}”", columns, 4)
    for name, reading in (("earlier", claim.earlier_reading), ("later", claim.later_reading)):
        if reading:
            fill(f"{name} reading: “{one_line(reading)}”", columns, 4)
    if claim.set_aside:
        still = "; the note is still evidence of revision, and names nobody" if claim.note else ""
        fill(aside_in_words(claim.set_aside) + still, columns, 4)
    if (assessment := stands.of.get(claim.id)) and not claim.set_aside:
        fill(f"{assessment.status.value}: {one_line(assessment.reason)}", columns, 4)
    if explain:
        for line in _explanation(claim):
            fill(line, columns, 4)


def _explanation(claim: Claim) -> Iterator[str]:
    """The clause that says it, whose hand and what kind of doing it tells of, by which entry, why it is sure or not."""
    place = f" (characters {claim.said.start}–{claim.said.end})" if claim.said else ""
    yield f"clause: “{one_line(claim.quote)}”{place}"
    yield f"hand: {claim.named or 'not told'}" + (f", “{claim.hedge}”" if claim.hedge else "")
    if claim.doing:
        yield f"kind of doing: {claim.doing}"
    yield f"read by: “{one_line(claim.rule)}” of the lexicon"
    if claim.reading is Reading.POSSIBLE:
        yield f"only possible: {one_line(claim.doubt or claim.reason)}"
    elif claim.actual and claim.changes_text:
        yield "sure: it takes words or a part of this text" + (f"; {one_line(claim.reason)}" if claim.reason else "")
    elif claim.reason:
        yield one_line(claim.reason)
