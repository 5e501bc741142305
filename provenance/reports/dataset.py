"""What a scan found as a data set that can be cited: tables, what their columns hold, who made them, how good they are.

FOLDER/claims.csv               one row a claim (`reports/found.py`)
FOLDER/notes.csv                one row a note that makes one, with the sentences that say so
FOLDER/datapackage.json         the columns and their types (Frictionless Table Schema)
FOLDER/ro-crate-metadata.json   the whole, described for archives (RO-Crate, through `rocrate`)
"""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from provenance.errors import UnreadableInput
from provenance.reports import result_file
from provenance.reports.found import COLUMNS, FoundClaim, write_csv
from provenance.reports.scan_journal import ScannedVolume

_MEANINGS = {
    "volume": "the volume’s id",
    "document": "the document’s id in its volume",
    "title": "the document’s heading",
    "date": "the day of the document (ISO 8601), where the volume gives it",
    "note": "the note’s id",
    "act": "what was done",
    "revisers": "who did it, as the note says; several are joined by “; ”, none is empty",
    "certainty": "how sure the note is of the person (TEI @cert)",
    "words": "the exact words as printed, where they are printed and can be told",
    "earlier_reading": "the words before the change, where the note quotes them",
    "later_reading": "the words after the change, where the note quotes them",
    "page": "the printed page",
    "link": "where the document can be read",
    "scope": "how much of the text is meant",
    "hedge": "the word that weakens what the note says",
    "quote": "what the note says",
    "reading": "whether the note is surely read so, or only possibly",
    "doubt": "what is to be looked at in a possible reading",
    "candidates": "those of whom the note says that one of them did it, and not which; joined by “; ”",
    "picture": "where the picture of the page can be seen, where the volume tells (TEI pb/@facs)",
}
_NOTES = ("volume", "document", "note", "link", "quotes")


def write_dataset(
    folder: Path, volumes: Sequence[ScannedVolume], program: str, rates: Mapping[str, Any], made: str
) -> None:
    """Write the data set into an empty or new folder; `program` is its name and version, `made` the day (ISO 8601)."""
    check_folder(folder)
    is_new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder, volumes, program, rates, made)
    except OSError as trouble:
        with suppress(OSError):  # where the folder itself could not be made, nothing lies in it
            for name in _FILES:
                (folder / name).unlink(missing_ok=True)
            if is_new:
                folder.rmdir()
        reason = trouble.strerror or trouble
        raise UnreadableInput(f"{folder}: cannot be written ({reason}); make room, or choose another place") from None


_FILES = ("claims.csv", "notes.csv", "datapackage.json", "ro-crate-metadata.json")


def check_folder(folder: Path) -> None:
    """Refuse what is no place for a data set: a file, or a folder that holds something."""
    result_file.check_folder(folder, "a data set")
    if folder.exists() and any(folder.iterdir()):
        raise UnreadableInput(f"{folder}: the folder holds something already; name one that is new or empty")


def _write(folder: Path, volumes: Sequence[ScannedVolume], program: str, rates: Mapping[str, Any], made: str) -> None:
    crate = _crate()
    rows = [row for volume in volumes for row in volume.rows]
    write_csv(rows, folder / "claims.csv")
    _write_notes(rows, folder / "notes.csv")
    told = _description(volumes, program, rates)
    package = {"name": "draft-revisions", "created": made, "description": told, "resources": list(_resources())}
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", "utf-8")
    crate.name, crate.description = "Who changed which words, as editors’ notes tell", told
    crate.datePublished = made
    for name in _FILES[:-1]:
        crate.add_file(
            folder / name, properties={"encodingFormat": "text/csv" if name.endswith("csv") else "application/json"}
        )
    crate.metadata.write(folder)


def _crate() -> Any:
    """An empty crate; a sentence says what is missing where `rocrate` is not installed."""
    try:
        from rocrate.rocrate import ROCrate
    except ImportError:
        raise UnreadableInput(
            "a data set is described through rocrate, which is not installed; pip install 'draft-provenance[dataset]'"
        ) from None
    return ROCrate()


def _write_notes(rows: Iterable[FoundClaim], path: Path) -> None:
    notes: dict[tuple[str, str, str, str], dict[str, None]] = {}
    for row in rows:
        notes.setdefault((row.volume, row.document, row.note, row.link or ""), {})[row.quote] = None
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_NOTES)
        writer.writerows([*key, " ".join(quotes)] for key, quotes in notes.items())


def _description(volumes: Sequence[ScannedVolume], program: str, rates: Mapping[str, Any]) -> str:
    """What was read by what, and how often it is right: the measured rates with their intervals."""
    count = "one volume" if len(volumes) == 1 else f"{len(volumes)} volumes"
    read = f"{sum(one.notes for one in volumes)} notes of {count}, read by {program}."
    measured = "; ".join(f"{name}: {value}" for name, value in rates.items() if name != "measured")
    return f"{read} Measured {rates['measured']}: {measured}."


def _resources() -> Iterable[dict[str, Any]]:
    """The two tables with their columns."""
    claims = [_field(name, _MEANINGS[name]) for name in COLUMNS]
    notes = [_field(name, _MEANINGS.get(name, "what the note says, sentence by sentence")) for name in _NOTES]
    for name, fields in (("claims", claims), ("notes", notes)):
        yield {
            "name": name,
            "path": f"{name}.csv",
            "encoding": "utf-8",
            "schema": {"fields": fields, "missingValues": [""]},
        }


def _field(name: str, meaning: str) -> dict[str, Any]:
    constraints = {"reading": ["sure", "possible"]}.get(name)
    field: dict[str, Any] = {"name": name, "type": "string", "description": meaning}
    if name in {"link", "picture"}:
        field["format"] = "uri"
    if constraints:
        field["constraints"] = {"enum": constraints}
    return field
