"""`provenance claim`: testimony from elsewhere, and a historian's judgement of the claims that there are."""

from collections.abc import Mapping
from typing import Annotated

import typer

from provenance import curation, pipeline
from provenance.attribution.added_claim import Assertion, Rivals, rivalry, told_of
from provenance.attribution.listing import Standings
from provenance.attribution.naming import name_of
from provenance.commands.output import answer, fill, notice, terminal_width, warn
from provenance.commands.parameters import DEFAULT_DATABASE, AsJson, Author, Database, OneWork, Width
from provenance.model.testimony import Act, Certainty, Claim, Reading
from provenance.reports.wording import aside_in_words
from provenance.store.whose import system_user
from provenance.text.visible import one_line

claims = typer.Typer(
    name="claim",
    help="Add claims of your own, list all, set claims aside or confirm them: who did what, and how you know.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

OneClaim = Annotated[str, typer.Argument(metavar="CLAIM", help="The claim, as `claim list` calls it; c2 will do.")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who says so; default: the system's user.")]
NO_REASON = "no reason given"
Why = Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why.")]
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
    author: Author = None,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """Add a claim; it is weighed with the notes by the same rules, and shown with its source."""
    assertion = Assertion(
        tuple(reviser or ()), act, source, asserted_by, words, sentence, earlier, later, certainty, reason, date
    )
    new: list[str] = []
    claim, standing = curation.add_claim(db, work, assertion, author, new.append)
    warn(new)
    if as_json:
        _print_json(claim, db)
        return
    answer(f"added claim {claim.id}")
    if not claim.places and (stands := Standings(pipeline.evidence(db, claim.work)[0]).of.get(claim.id)):
        fill(f"{stands.status.value}: {one_line(stands.reason)}", terminal_width(None), 0)
    for told in told_of(claim, standing):
        fill(told, terminal_width(None), 0)


@claims.command("list")
def list_claims(
    work: OneWork = None, db: Database = DEFAULT_DATABASE, as_json: AsJson = False, width: Width = None
) -> None:
    """List every claim on a work, from notes and from historians, and those that were set aside."""
    [apparatus] = pipeline.evidence(db, work)
    stands = Standings(apparatus)
    if as_json:
        from provenance.reports.public_json import claim_json, dump

        listed = [{**claim_json(claim, stands), "withdrawn": claim.set_aside is not None} for claim in apparatus.claims]
        answer(dump("claims", {"work": apparatus.work.id, "claims": listed}))
        return
    if not apparatus.claims:
        notice(f"there is no claim on {one_line(apparatus.work.id)}")
    columns = terminal_width(width)
    rivals = Rivals(apparatus.claims)
    for claim in apparatus.claims:
        _show(claim, stands.texts, columns)
        if claim.set_aside:
            fill(f"{aside_in_words(claim.set_aside)}", columns, indent=4)
            continue
        if claim.reading is Reading.POSSIBLE:
            fill("a possible reading only: `provenance claim confirm` or `reject` decides", columns, indent=4)
        if assessment := stands.of.get(claim.id):
            fill(f"{assessment.status.value}: {assessment.reason}", columns, indent=4)
        for rival in rivals.of(claim):
            fill(rivalry(rival), columns, indent=4)


def _show(claim: Claim, texts: Mapping[str, str], columns: int) -> None:
    """Who did what to which words, then who says so and where."""
    who = claim.named or "nobody named"
    fill(f"{claim.id}  {who}: {claim.act.value}, {claim.scope.value}; certainty {claim.certainty.value}", columns)
    if claim.target and claim.target.version in texts:
        fill(f"words: “{one_line(claim.target.span.of(texts[claim.target.version]))}”", columns, indent=4)
    for name, reading in (("earlier", claim.earlier_reading), ("later", claim.later_reading)):
        if reading:
            fill(f"{name} reading: “{one_line(reading)}”", columns, indent=4)
    said = "" if claim.quote in {"", claim.source} else f"“{one_line(claim.quote)}” "
    fill(f"{said}({one_line(claim.source)}; asserted by {one_line(claim.asserted_by)})", columns, indent=4)


@claims.command()
def withdraw(
    claim: OneClaim,
    work: OneWork = None,
    by: By = None,
    reason: Why = "",
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """Set a claim aside, an editor's too: it is shown as set aside by you, with your reason, and counts no more."""
    _tell(curation.withdraw_claim(db, work, claim, _named(by), reason.strip() or NO_REASON), db, as_json)


@claims.command()
def restore(
    claim: OneClaim, work: OneWork = None, by: By = None, db: Database = DEFAULT_DATABASE, as_json: AsJson = False
) -> None:
    """Bring back a claim that was set aside."""
    _tell(curation.restore_claim(db, work, claim, by), db, as_json)


@claims.command()
def confirm(
    claim: OneClaim, work: OneWork = None, by: By = None, db: Database = DEFAULT_DATABASE, as_json: AsJson = False
) -> None:
    """Confirm a reading that is only possible: from then on it is your testimony."""
    _tell(curation.confirm_claim(db, work, claim, _named(by)), db, as_json)


@claims.command()
def reject(
    claim: OneClaim,
    work: OneWork = None,
    by: By = None,
    reason: Why = "",
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """Reject a reading that is only possible: it is shown as set aside by you, with your reason."""
    _tell(curation.reject_claim(db, work, claim, _named(by), reason.strip() or NO_REASON), db, as_json)


def _named(by: str | None) -> str:
    """Who says so: as given, else the system's user."""
    return system_user() if by is None else name_of(by)


def _print_json(claim: Claim, db: str) -> None:
    """A claim with how it stands now."""
    from provenance.reports.public_json import claim_json, dump

    [apparatus] = pipeline.evidence(db, claim.work)
    answer(dump("claim", {"claim": claim_json(claim, Standings(apparatus))}))


def _tell(claim: Claim, db: str, as_json: bool) -> None:
    """What became of a claim."""
    if as_json:
        _print_json(claim, db)
    elif claim.set_aside:
        answer(f"claim {claim.id} is {aside_in_words(claim.set_aside)}")
    else:
        answer(f"claim {claim.id} counts, asserted by {claim.asserted_by}")
