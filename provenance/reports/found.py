"""What a scan of volumes found: one row a claim, as a table for spreadsheets, lines of JSON, or an SQLite file.

The rows are written as they come, so that memory does not grow with the number of volumes.
"""

import csv
import json
import sqlite3
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from provenance.errors import UnreadableInput
from provenance.evidence.verdict import tells_change
from provenance.model.receipts import ReceivedWork
from provenance.model.spans import MilestoneKind
from provenance.model.testimony import Claim, Note, Reading
from provenance.model.versions import Version
from provenance.reports.plain.csv_report import harmless
from provenance.reports.result_file import Kind
from provenance.text.visible import in_json

_JOINED = "; "


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """One claim in one note of one document: who did what to which words, and where to read it.

    `words` are the exact words as printed, None where they are not printed or cannot be told; `page` is that of the
    words, or of the note's marker, `picture` the link to that page's picture; `quote` is what the note says.
    `candidates` are those of whom it says that one of them did it, and not which; then there are no `revisers`. A
    `reading` that is only possible names nobody in `revisers`; `doubt` says what is to be looked at, and whom it would
    name.
    """

    volume: str
    document: str
    title: str
    date: str | None
    note: str
    act: str
    revisers: tuple[str, ...]
    certainty: str
    words: str | None
    earlier_reading: str | None
    later_reading: str | None
    page: str | None
    link: str | None
    scope: str
    hedge: str | None
    quote: str
    reading: str = Reading.SURE.value
    doubt: str | None = None
    candidates: tuple[str, ...] = ()
    picture: str | None = None

    @property
    def named(self) -> str:
        """Who did it, in a sentence: "X and Y" together, "X or Y": one of them; "" for nobody."""
        return " and ".join(self.revisers) or " or ".join(self.candidates)

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "FoundClaim":
        """The row that `as_json` wrote."""
        return cls(**{**row, **{name: tuple(row[name]) for name in LISTS}})

    def as_json(self) -> dict[str, Any]:
        """The row for programs; revisers and candidates are lists."""
        row = {field.name: getattr(self, field.name) for field in fields(self)}
        return row | {name: list(row[name]) for name in LISTS}

    def as_cells(self) -> list[str]:
        """The row for people; several revisers or candidates are joined, what is not known is empty."""
        return [cell or "" for cell in self.as_texts()]

    def as_texts(self) -> list[str | None]:
        """The same, with None for what is not known."""
        cells = self.as_json()
        return [_JOINED.join(cells[name]) if name in LISTS else cells[name] for name in COLUMNS]


LISTS = ("revisers", "candidates")
"""The columns that hold several names."""

COLUMNS = tuple(field.name for field in fields(FoundClaim))


def found_claims(
    volume: str,
    work: ReceivedWork,
    claims: Iterable[Claim],
    readings: Container[Reading] = (Reading.SURE,),
    pictures: Mapping[str, str] | None = None,
) -> list[FoundClaim]:
    """The rows of those claims that say that the work's text was changed, in the order of its notes.

    Only the sure ones, unless more `readings` are asked for; `pictures` are the links to those of the pages, by number.
    """
    notes = {note.id: note for note in work.notes}
    versions = {version.id: version for version in work.versions}
    printed = work.versions[-1]
    return [
        _with_picture(_row(volume, work, versions, printed, claim, notes[claim.note]), pictures or {})
        for claim in claims
        if claim.note in notes and claim.reading in readings and tells_change(claim)
    ]


def _with_picture(row: FoundClaim, pictures: Mapping[str, str]) -> FoundClaim:
    """The row with the link to the picture of its page, where the volume has one."""
    return replace(row, picture=pictures.get(row.page or ""))


def _row(
    volume: str,
    work: ReceivedWork,
    versions: dict[str, Version],
    printed: Version,
    claim: Claim,
    note: Note,
) -> FoundClaim:
    version = versions.get(claim.target.version, printed) if claim.target else printed
    at = claim.target.span.start if claim.target else note.at or 0
    return FoundClaim(
        volume=volume,
        document=work.work.id.removeprefix(f"{volume}-"),
        title=work.work.title,
        date=work.work.date,
        note=note.id,
        act=claim.act.value,
        revisers=claim.revisers if claim.is_weighed else (),
        certainty=claim.certainty.value,
        words=claim.target.span.of(version.text) if claim.target else None,
        earlier_reading=claim.earlier_reading,
        later_reading=claim.later_reading,
        page=page_of(version, at),
        link=_link(work.work.url, note),
        scope=claim.scope.value,
        hedge=claim.hedge,
        quote=claim.quote,
        reading=claim.reading.value,
        doubt=_doubt(claim),
        candidates=claim.candidates if claim.is_weighed else (),
    )


def _doubt(claim: Claim) -> str | None:
    """What is to be looked at in a possible reading, and whom it would name."""
    if claim.reading is Reading.SURE:
        return None
    names = claim.named
    return f"{claim.doubt or claim.reason}" + (f" (it would name {names})" if names else "")


def _link(url: str | None, note: Note) -> str | None:
    """The published document, at the note where it has a number, by which it is found there."""
    return f"{url}#{note.id}" if url and note.number else url


def page_of(version: Version, at: int) -> str | None:
    """The printed page on which the place `at` stands, if page breaks tell it."""
    pages = [m.label for m in version.milestones if m.kind is MilestoneKind.PAGE and m.at <= at and m.label]
    return pages[-1] if pages else None


def write_csv(rows: Iterable[FoundClaim], path: Path) -> None:
    """A heading line and one line a claim (RFC 4180), with a byte-order mark, as spreadsheets want it."""
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows([harmless(cell) for cell in row.as_cells()] for row in rows)


def write_jsonl(rows: Iterable[FoundClaim], path: Path) -> None:
    """One JSON object a line."""
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        file.writelines(f"{in_json(json.dumps(row.as_json(), ensure_ascii=False))}\n" for row in rows)


def write_db(rows: Iterable[FoundClaim], path: Path) -> None:
    """An SQLite file with one table, `found`."""
    path.unlink(missing_ok=True)
    marks = ", ".join("?" for _ in COLUMNS)
    connection = sqlite3.connect(path)
    try:
        with connection:
            connection.execute(f"CREATE TABLE found ({', '.join(f'{name} TEXT' for name in COLUMNS)})")
            connection.executemany(f"INSERT INTO found VALUES ({marks})", (row.as_texts() for row in rows))
    finally:
        connection.close()


Writer = Callable[[Iterable[FoundClaim], Path], None]
WRITERS: dict[str, Writer] = {".csv": write_csv, ".jsonl": write_jsonl, ".db": write_db}
"""What a file is written as, by the end of its name."""


def writer_for(path: Path) -> Writer:
    """The writer that a file's name asks for."""
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise UnreadableInput(f"{path}: the name says no format; end it in {' or '.join(WRITERS)}")
    return writer


def kind_for(path: Path) -> Kind:
    """What a file of that name is, once it is written."""
    return Kind.DATABASE if writer_for(path) is write_db else Kind.TEXT


def holds_nothing_else(path: Path) -> bool:
    """True if an SQLite file holds what `write_db` wrote and nothing that somebody else did."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        names = connection.execute("SELECT name FROM sqlite_master").fetchall()
        return names == [("found",)]
    except sqlite3.Error:
        return False
    finally:
        connection.close()
