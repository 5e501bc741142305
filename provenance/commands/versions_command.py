"""`provenance versions`: the versions of a work, extant and reconstructed, and the witnesses nobody has seen."""

from provenance import pipeline
from provenance.commands.output import answer, fill, table, terminal_width
from provenance.commands.parameters import DEFAULT_DATABASE, AsJson, Database, OneWork, Width
from provenance.model.versions import Standing
from provenance.text.dates import date_in_words
from provenance.text.visible import one_line

_OF_A_HISTORY = (0, 2, 3, 4)
"""The columns that tell versions from one another where all are extant and nothing is said of what carries them."""


def versions(
    work: OneWork = None, db: Database = DEFAULT_DATABASE, as_json: AsJson = False, width: Width = None
) -> None:
    """List the versions of a work, parents first, with their standing."""
    held = pipeline.holding(db, work)
    found, outlines, witnesses = held.work, held.versions, held.witnesses
    if as_json:
        from provenance.reports.public_json import dump, work_json

        answer(dump("versions", {"work": work_json(found, outlines, witnesses)}))
        return
    labels = {outline.id: outline.label for outline in outlines}
    is_recorded = not witnesses and all(outline.standing is Standing.EXTANT for outline in outlines)
    rows = [
        (
            one_line(outline.label),
            outline.standing.value,
            one_line(" and ".join(outline.authors)) or "not known",
            date_in_words(outline.date) if outline.date else "not known",
            one_line(", ".join(labels.get(parent, f"{parent} (hidden)") for parent in outline.parents)) or "–",
            outline.sha256[:12],
        )
        for outline in outlines
    ]
    headers = ("version", "standing", "author", "date", "made from", "sha256")
    told = range(len(headers)) if not is_recorded else _OF_A_HISTORY
    columns = terminal_width(width)
    fill(found.title, columns)
    fill(found.source, columns)
    answer("")
    cells = [[row[n] for n in told] for row in rows]
    answer(table(cells, [headers[n] for n in told], columns, flexible=4 if not is_recorded else 1))
    for outline in outlines:
        if outline.method:
            answer("")
            fill(f"“{outline.label}” is reconstructed: {outline.method}", columns)
    for witness in witnesses:
        if not witness.seen:
            date = f", {date_in_words(witness.date)}" if witness.date else ""
            answer("")
            fill(
                f"Witness {witness.siglum}, {witness.title}{date}: it existed, but we do not have it; "
                f"attested by “{witness.attested_by or ''}”",
                columns,
            )
