"""`provenance claim`: testimony from elsewhere, added, listed and withdrawn by a historian."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated

import typer

from provenance import pipeline
from provenance.attribution.added_claim import Assertion, find_rivals
from provenance.commands.output import answer, fill, terminal_width
from provenance.commands.parameters import DEFAULT_DATABASE, AsJson, Database, OneWork, Width
from provenance.model.testimony import Act, Certainty, Claim
from provenance.store import contributions
from provenance.store.library import open_library
from provenance.text.visible import one_line

claims = typer.Typer(
    name="claim",
    help="Add, list and withdraw claims of your own: who did what to which words, and how you know.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

ByWhom = Annotated[str, typer.Option("--asserted-by", metavar="NAME", help="Who says so: you, or whom you follow.")]


@claims.command()
def add(
    work: OneWork = None,
    reviser: Annotated[
        list[str] | None, typer.Option("--reviser", metavar="NAME", help="Who did it; repeat for several, jointly.")
    ] = None,
    act: Annotated[Act, typer.Option("--act", help="What was done.")] = Act.INSERT,
    words: Annotated[str | None, typer.Option("--words", help="The words, as they stand in the final text.")] = None,
    sentence: Annotated[
        str | None, typer.Option("--sentence", metavar="8.3", help="The sentence of the words.")
    ] = None,
    earlier: Annotated[str | None, typer.Option("--earlier", help="What stood there before.")] = None,
    later: Annotated[str | None, typer.Option("--later", help="What stood there after.")] = None,
    certainty: Annotated[Certainty, typer.Option("--certainty", help="How sure the person is.")] = Certainty.HIGH,
    source: Annotated[str, typer.Option("--source", help="Where it is said: memoir and page, archive and box.")] = "",
    reason: Annotated[str, typer.Option("--reason", help="The words that say it, or why you conclude it.")] = "",
    date: Annotated[str | None, typer.Option("--date", help="When the change was made, if the source says.")] = None,
    asserted_by: ByWhom = "",
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """Add a claim; it is weighed with the notes by the same rules, and shown with its source."""
    assertion = Assertion(
        tuple(reviser or ()), act, source, asserted_by, words, sentence, earlier, later, certainty, reason, date
    )
    with open_library(db) as library:
        claim = contributions.add_claim(library, work, assertion)
        standing = library.dossier(claim.work).claims
    if as_json:
        from provenance.reports.public_json import claim_json, dump

        answer(dump("claim", {"claim": claim_json(claim, None, {})}))
        return
    answer(f"added claim {claim.id}")
    if claim.places:
        answer(f"its words stand in {len(claim.places)} places, so it stays unresolved; name one with --sentence")
    _show_rivals(claim, standing, terminal_width(None), 0)


@claims.command("list")
def list_claims(
    work: OneWork = None, db: Database = DEFAULT_DATABASE, as_json: AsJson = False, width: Width = None
) -> None:
    """List every claim on a work, from notes and from historians, withdrawn ones too."""
    with open_library(db) as library:
        found = library.find(work)
        known, withdrawals = library.all_claims(found.id), library.withdrawals(found.id)
    [apparatus] = pipeline.evidence(db, found.id)
    texts = {version.id: version.text for version in apparatus.versions}
    stands = {assessment.claim: assessment for assessment in apparatus.assessments}
    gone = {withdrawal.claim: withdrawal for withdrawal in withdrawals}
    if as_json:
        from provenance.reports.public_json import claim_json, dump

        listed = [{**claim_json(claim, stands.get(claim.id), texts), "withdrawn": claim.id in gone} for claim in known]
        answer(dump("claims", {"work": found.id, "claims": listed}))
        return
    columns = terminal_width(width)
    standing = [claim for claim in known if claim.id not in gone]
    for claim in known:
        _show(claim, texts, columns)
        if claim.id in gone:
            fill(f"withdrawn by {gone[claim.id].by} on {gone[claim.id].at}", columns, indent=4)
        else:
            if claim.id in stands:
                fill(f"{stands[claim.id].status.value}: {stands[claim.id].reason}", columns, indent=4)
            _show_rivals(claim, standing, columns, 4)


def _show(claim: Claim, texts: Mapping[str, str], columns: int) -> None:
    """Who did what to which words, then who says so and where."""
    who = " and ".join(claim.revisers) or "nobody named"
    fill(f"{claim.id}  {who}: {claim.act.value}, {claim.scope.value}; certainty {claim.certainty.value}", columns)
    if claim.target and claim.target.version in texts:
        fill(f"words: “{one_line(claim.target.span.of(texts[claim.target.version]))}”", columns, indent=4)
    for name, reading in (("earlier", claim.earlier_reading), ("later", claim.later_reading)):
        if reading:
            fill(f"{name} reading: “{one_line(reading)}”", columns, indent=4)
    said = "" if claim.quote == claim.source else f"“{one_line(claim.quote)}” "
    fill(f"{said}({one_line(claim.source)}; asserted by {one_line(claim.asserted_by)})", columns, indent=4)


def _show_rivals(claim: Claim, claims: Sequence[Claim], columns: int, indent: int) -> None:
    """Every claim that names somebody else for the same words."""
    for rival in find_rivals(claim, claims):
        who = " and ".join(rival.revisers)
        fill(f"at odds with {rival.id}, which names {who} for the same words", columns, indent)


@claims.command()
def withdraw(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The claim, as `claim list` calls it; c2 will do.")],
    work: OneWork = None,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who withdraws it.")] = "its author",
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Withdraw a claim: it stays on record, and is weighed no more."""
    at = datetime.now(UTC).date().isoformat()
    with open_library(db) as library:
        contributions.withdraw_claim(library, work, claim, by, at)
    answer(f"withdrew claim {claim}")
