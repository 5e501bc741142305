"""The Parquet parts of a corpus run loaded into a library, so that an office can ask them of its database.

A part is one transaction; what was loaded stays, and the same command goes on from there. Nothing is loaded twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from provenance.corpus.parquet_parts import LEDGER, SCHEMAS
from provenance.errors import NotFound, UnreadableInput
from provenance.store.corpus_shelf import called_alike, load_part, new_units
from provenance.store.database import open_database


@dataclass(slots=True)
class Loaded:
    """How far a loading has come: parts read, of how many; units and rows that are new, units that were there.

    `alike` has a sentence on each name that several units share in the library.
    """

    parts: int = 0
    of: int = 0
    units: int = 0
    rows: int = 0
    known: int = 0
    alike: tuple[str, ...] = ()


def load(folder: Path, location: str, shown: Callable[[Loaded], None] = lambda loaded: None) -> Loaded:
    """Load what is new in `folder` into the library at `location`; `shown` is told after every part."""
    parts = sorted((folder / LEDGER).glob("*.parquet"))
    if not parts:
        raise NotFound(f"{folder}: holds no parts of a corpus run; `provenance corpus scan` or `annotate` makes them")
    loaded = Loaded(of=len(parts))
    database = open_database(location)
    try:
        for ledger in parts:
            units = [str(row["unit"]) for row in _rows(ledger, LEDGER)]
            new = new_units(database, units)
            if new:
                others = {table: folder / table / ledger.name for table in SCHEMAS}
                part = {table: _rows(path, table) for table, path in others.items() if path.exists()}
                loaded.rows += load_part(database, part)
            loaded.parts += 1
            loaded.units += len(new)
            loaded.known += len(units) - len(new)
            shown(loaded)
        loaded.alike = tuple(called_alike(database))
    finally:
        database.close()
    return loaded


def _rows(path: Path, table: str) -> list[dict[str, object]]:
    """The rows of one part, of a few megabytes at most."""
    try:
        read = pq.ParquetFile(path).read()
    except (OSError, ValueError) as trouble:
        raise UnreadableInput(f"{path}: is no part of a corpus run ({trouble!s:.80}); run the corpus again") from None
    if read.schema.names != SCHEMAS[table].names:
        raise UnreadableInput(f"{path}: was made by another version of this program; run the corpus again")
    return list(read.to_pylist())
