"""`provenance search`: words looked up in every version of every work."""

from typing import Annotated

import typer

from provenance import pipeline
from provenance.commands.output import answer, table, terminal_width
from provenance.commands.parameters import DEFAULT_DATABASE, AsJson, Database, Width
from provenance.errors import NotFound
from provenance.model.versions import Occurrence
from provenance.text.short_ids import with_short_ids
from provenance.text.visible import one_line


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help='Words; "several words" for a phrase.')],
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
    width: Width = None,
) -> None:
    """Find the passages that hold all of the words, in every version."""
    sought = " ".join(f'"{word}"' if " " in word else word for word in words)
    occurrences = pipeline.search(db, sought)
    if not occurrences:
        raise NotFound(f"no version holds {sought}")
    if as_json:
        from provenance.reports.public_json import dump, occurrence_json

        answer(dump("search", {"words": sought, "occurrences": [occurrence_json(o) for o in occurrences]}))
        return
    rows = [(o.work, _versions(o), o.ref or "–", one_line(o.text)) for o in occurrences]
    answer(table(rows, ("work", "versions", "sentence", "text"), terminal_width(width), flexible=3))


def _versions(occurrence: Occurrence) -> str:
    """The labels of the versions that have the sentence, the middle of many left out."""
    labels = [with_short_ids(one_line(label)) for label in occurrence.labels]
    return ",\n".join(labels if len(labels) <= 5 else [*labels[:2], f"… {len(labels) - 4} more", *labels[-2:]])
