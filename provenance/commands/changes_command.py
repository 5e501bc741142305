"""`provenance changes`: every change between two versions, with who made it."""

from typing import Annotated

import typer

from provenance import pipeline
from provenance.attribution.caveats import of_the_whole_work, silences
from provenance.attribution.listing import listed
from provenance.commands.output import answer, fill, tell, terminal_width
from provenance.commands.parameters import DEFAULT_DATABASE, AsJson, Database, From, To, Width, WorkOrWordFile
from provenance.model.changes import Change
from provenance.model.versions import Version
from provenance.reports.change_rows import Row, change_rows
from provenance.reports.comments import by_change, elsewhere, read_comments
from provenance.reports.summary import with_itself
from provenance.sources.asked import word_file_or_work
from provenance.text.numbers import number_of
from provenance.text.short_ids import with_short_ids
from provenance.text.visible import one_line


def changes(
    work: WorkOrWordFile = None,
    base: From = None,
    revised: To = None,
    orthographic: Annotated[
        bool, typer.Option("--orthographic", help="List changes of quotes, dashes, spaces and hyphens too.")
    ] = False,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
    width: Width = None,
) -> None:
    """List the changes from one version to another in the order of the text."""
    apparatus = pipeline.apparatus(db, word_file_or_work(work), base, revised, tell=tell)
    attributions = apparatus.attributions if orthographic else listed(apparatus)
    if as_json:
        from provenance.reports.public_json import changes_json, dump

        answer(dump("changes", changes_json(apparatus, attributions)))
        return
    versions = (apparatus.base, apparatus.revised)
    columns = terminal_width(width)
    shown = dict.fromkeys(f"{version.label} ({version.standing.value})" for version in versions)
    fill(" → ".join(shown), columns)
    rows = change_rows(apparatus, attributions)
    comments = read_comments(apparatus)
    hung = by_change(comments)
    for row in rows:
        answer("")
        _show(row, columns)
        for comment in hung.get(row["change"], ()):
            fill(comment.in_words, columns, indent=4)
    unknown = silences(apparatus.base, apparatus.revised)
    if not rows:
        told = with_itself(apparatus) or "no change of words"
        fill(told + (" that is known" if unknown else ""), columns)
    listed_ids = {a.change.id for a in attributions}
    others = (a.change for a in apparatus.attributions if a.change.id not in listed_ids)
    left_out = sum(not _is_at_the_end(change, *versions) for change in others)
    if left_out:
        what = "of quotes, dashes, hyphens or spaces"
        are = number_of(left_out, f"change {what} is", f"changes {what} are")
        answer("")
        fill(f"{are} not listed; `--orthographic` lists {'it' if left_out == 1 else 'them'} too", columns)
    for line in elsewhere(comments):
        answer("")
        fill(line, columns)
    for caveat in (*unknown, *of_the_whole_work(apparatus.caveats)):
        answer("")
        fill(caveat, columns)


def _is_at_the_end(change: Change, base: Version, revised: Version) -> bool:
    """True of line feeds and blanks at the end of a text, which nobody misses."""
    behind = [base.text[e.base.start :] + revised.text[e.revised.start :] for e in change.edits]
    return not "".join(behind).strip()


def _show(row: Row, columns: int) -> None:
    """One change: what and where, the words taken out and put in, who and on what evidence."""
    place = f" in {row['sentences']}" if row["sentences"] else ""
    page = (f", p. {row['page']}" if row["page"] else "") + (f", {one_line(row['part'])}" if row["part"] else "")
    fill(f"{row['change']}  {row['kind']}{place}{page}", columns)
    for sign, words in (("-", row["before"]), ("+", row["after"])):
        if words:
            fill(f"{sign} {one_line(words)}", columns, indent=4)
    fill(
        f"by {_by(row)}; basis {row['basis']}, certainty {row['certainty of person']}; {row['reason']}",
        columns,
        indent=4,
    )
    if row["evidence"]:
        fill(with_short_ids(row["evidence"]), columns, indent=4)


def _by(row: Row) -> str:
    if row["revisers"]:
        return one_line(row["revisers"])
    return one_line(f"no one (candidates: {row['candidates']})") if row["candidates"] else "no one"
