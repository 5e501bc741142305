"""The result of a corpus run: Parquet parts in four tables, each with one schema, in folders of their names.

    FOLDER/units/      what was read: one row a unit, with its key, how much it held, the processor's seconds that it
                       took, and what was wrong with it
    FOLDER/claims/     what notes tell of changed words: one row a claim (`scan`)
    FOLDER/words/      the last text of each history in runs of words with one origin (`annotate`)
    FOLDER/revisions/  every revision, with the words that it put down and how many of them stand in the last text

A bundle's `units` part is written last: what has none is read again, so that a killed worker leaves nothing half-done.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from provenance.errors import UnreadableInput
from provenance.reports.found import COLUMNS, LISTS
from provenance.reports.result_file import check_folder

Row = Mapping[str, Any]
_TEXT, _COUNT, _TEXTS = pa.string(), pa.int64(), pa.list_(pa.string())
_OF_UNIT = [("unit", _TEXT), ("position", _COUNT)]

SCHEMAS: dict[str, pa.Schema] = {
    "units": pa.schema(
        [
            ("unit", _TEXT),
            ("kind", _TEXT),
            ("source", _TEXT),
            ("name", _TEXT),
            ("bytes", _COUNT),
            ("read", _COUNT),
            ("notes", _COUNT),
            ("rows", _COUNT),
            ("seconds", pa.float64()),
            ("troubles", _TEXTS),
            ("set_aside", pa.bool_()),
        ]
    ),
    "claims": pa.schema([*_OF_UNIT, *((name, _TEXTS if name in LISTS else _TEXT) for name in COLUMNS)]),
    "words": pa.schema(
        [
            *_OF_UNIT,
            ("history", _TEXT),
            ("text", _TEXT),
            ("words", _COUNT),
            ("revision", _TEXT),
            ("authors", _TEXTS),
            ("date", _TEXT),
        ]
    ),
    "revisions": pa.schema(
        [
            *_OF_UNIT,
            ("history", _TEXT),
            ("revision", _TEXT),
            ("authors", _TEXTS),
            ("date", _TEXT),
            ("added", _COUNT),
            ("alive", _COUNT),
            ("is_gap", pa.bool_()),
        ]
    ),
}
"""Table → schema. `position` is the place of a row in its unit."""

LEDGER = "units"


def take_folder(folder: Path) -> None:
    """Make the folder of a run; UnreadableInput if it is none, or holds what no run has put there."""
    check_folder(folder, "the result of a run")
    try:
        if folder.is_dir() and any(folder.iterdir()) and not (folder / LEDGER).is_dir():
            raise UnreadableInput(
                f"{folder}: the folder holds something already; name one that is new, empty or of an earlier run"
            )
        (folder / LEDGER).mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise UnreadableInput(f"{folder}: a run is written into a folder, and this is a file") from None


def write_part(folder: Path, name: str, tables: Mapping[str, Sequence[Row]]) -> None:
    """Put down what was found in a bundle called `name`, each table in one step, the units last."""
    for table in sorted(tables, key=lambda each: each == LEDGER):
        if tables[table]:
            _write(folder / table / f"{name}.parquet", pa.Table.from_pylist(list(tables[table]), SCHEMAS[table]))


def _write(path: Path, table: pa.Table) -> None:
    half = path.with_suffix(f".{os.getpid()}.writing")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(table, half, compression="zstd")
        os.replace(half, path)
    except OSError as trouble:
        raise UnreadableInput(
            f"{path}: cannot be written ({trouble.strerror or trouble}); make room, and the same command goes on"
        ) from None
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)


def units_done(folder: Path) -> frozenset[str]:
    """The keys of all units that were read, or set aside."""
    return frozenset(row["unit"] for row in read_rows(folder, LEDGER, ["unit"]))


def read_rows(folder: Path, table: str, columns: list[str] | None = None) -> Iterator[dict[str, Any]]:
    """The rows of a table, part by part, a batch in memory at a time."""
    for path in sorted((folder / table).glob("*.parquet")):
        for batch in pq.ParquetFile(path).iter_batches(columns=columns):
            yield from batch.to_pylist()


def called_alike(folder: Path) -> Iterator[str]:
    """A sentence on each name under which the rows of several units stand, as of volumes that have one id.

    They are other files, or one that was read again after it, or the rules by which it is read, had changed.
    """
    sources = {row["unit"]: row["source"] for row in read_rows(folder, LEDGER, ["unit", "source"])}
    for table, column, what in (("claims", "volume", "the id"), ("revisions", "history", "the name")):
        units: dict[str, dict[str, None]] = {}
        for row in read_rows(folder, table, ["unit", column]):
            units.setdefault(row[column], {})[row["unit"]] = None
        for name, several in units.items():
            if len(several) > 1:
                places = sorted({sources.get(unit, "a file that is not told") for unit in several})
                shown = " and ".join(places[:2]) + (f" and {len(places) - 2} more" if len(places) > 2 else "")
                read = f"{shown} have" if len(places) > 1 else f"{shown} was read {len(several)} times, and has"
                yield f"{read} {what} {name or '(none)'}; the column `unit` tells their rows in {folder}/{table} apart"


def counted(rows: Iterable[Row], field: str) -> int:
    """The sum of a column."""
    return sum(row[field] for row in rows)
