"""What a worker does with a bundle of units: read each, write one part, and send back nothing but counts.

A unit that cannot be read is reported in the ledger and stops nobody. One that takes longer than it may is given up at
its next revision or document.
"""

import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from provenance.corpus.addresses import Address
from provenance.corpus.parquet_parts import write_part
from provenance.corpus.scanning import Share, scan_share
from provenance.corpus.units import Task, Unit, UnitKind
from provenance.errors import ProvenanceError
from provenance.lineage.lineage import Lineage
from provenance.model.histories import Revision

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Bundle:
    """Units that one task reads one after the other, and how many seconds each may take."""

    task: Task
    units: tuple[Unit, ...]
    folder: str
    seconds: float

    @property
    def name(self) -> str:
        """What its part is called: the hash of the keys of its units."""
        return sha256("\n".join(unit.key for unit in self.units).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a bundle: how many units, bytes and rows, and the first troubles."""

    units: int
    bytes: int
    rows: int
    troubles: tuple[str, ...] = ()


@dataclass(slots=True)
class _Result:
    """What one unit gave."""

    read: int = 0
    notes: int = 0
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)


def run_bundle(bundle: Bundle) -> Done:
    """Read every unit of the bundle and write its part."""
    tables: dict[str, list[dict[str, Any]]] = {}
    ledger = []
    for unit in bundle.units:
        started = time.thread_time()
        result = _read(bundle.task, unit, time.monotonic() + bundle.seconds)
        for table, rows in result.tables.items():
            marked = ({"unit": unit.key, "position": number, **row} for number, row in enumerate(rows))
            tables.setdefault(table, []).extend(marked)
        ledger.append(ledger_row(unit, result.read, result.notes, result.tables, result.troubles, started))
    write_part(Path(bundle.folder), bundle.name, tables | {"units": ledger})
    troubles = tuple(trouble for row in ledger for trouble in row["troubles"])
    return Done(len(ledger), sum(u.size for u in bundle.units), sum(row["rows"] for row in ledger), troubles)


def ledger_row(
    unit: Unit,
    read: int,
    notes: int,
    tables: dict[str, list[dict[str, Any]]],
    troubles: Sequence[str],
    started: float,
    set_aside: bool = False,
) -> dict[str, Any]:
    """The row of a unit in the ledger; `started` is the processor's time before it, by the clock of this thread."""
    return {
        "unit": unit.key,
        "kind": unit.kind.value,
        "source": unit.address,
        "name": unit.name,
        "bytes": unit.size,
        "read": read,
        "notes": notes,
        "rows": sum(map(len, tables.values())),
        "seconds": time.thread_time() - started,
        "troubles": list(troubles),
        "set_aside": set_aside,
    }


def _read(task: Task, unit: Unit, deadline: float) -> _Result:
    try:
        return _scan(unit) if task is Task.SCAN else _annotate(unit, deadline)
    except ProvenanceError as trouble:
        return _Result(troubles=[str(trouble)])
    except Exception as error:  # one bad unit must not stop the rest
        return _Result(troubles=[f"{unit.name}: could not be read ({type(error).__name__}: {error})"])


def _scan(unit: Unit) -> _Result:
    found = scan_share(Share(_local(unit), 0, 1))
    rows = [row.as_json() for _, rows in sorted(found.rows, key=lambda each: each[0]) for row in rows]
    return _Result(found.documents, found.notes, {"claims": rows}, [told for _, told in sorted(found.troubles)])


def _annotate(unit: Unit, deadline: float) -> _Result:
    lineage, revisions = Lineage(), list[Revision]()
    for one in _revisions(unit):
        lineage.add(one.id, one.text, one.parents)
        revisions.append(Revision(one.id, None, one.parents, one.authors, one.date))
        if time.monotonic() > deadline:
            after = f"given up after {len(revisions)} revisions; allow more --seconds"
            told = f"{unit.name}: took too long, and was {after}"
            return _Result(troubles=[told])
    seen = [one for one in revisions if not lineage.is_gap(one.id)]
    if not seen:
        return _Result(len(revisions), troubles=[f"{unit.name}: no revision of it can be seen"])
    by_id = {one.id: one for one in revisions}
    words, alive = _words(unit, lineage, seen[-1].id, by_id)
    rows = [
        {
            "history": unit.name,
            "revision": one.id,
            "authors": list(one.authors),
            "date": one.date,
            "added": added,
            "alive": alive[one.id],
            "is_gap": lineage.is_gap(one.id),
        }
        for one, added in zip(revisions, lineage.words_put_down(), strict=True)
    ]
    return _Result(len(revisions), tables={"words": words, "revisions": rows})


def _words(
    unit: Unit, lineage: Lineage, last: str, by_id: dict[str, Revision]
) -> tuple[list[dict[str, Any]], Counter[str]]:
    """The last text in runs of words with one origin, and how many words of each revision stand in it.

    A word whose origin is right after hidden revisions may have entered in those: nobody is named for it.
    """
    rows, alive = list[dict[str, Any]](), Counter[str]()
    for token, origin in lineage.origins(last):
        alive[origin] += token[0].isalnum()
    for origin, said in lineage.words(last):
        authors = () if lineage.gaps_before(origin) else by_id[origin].authors
        rows.append(
            {
                "history": unit.name,
                "text": said,
                "words": len(_WORD.findall(said)),
                "revision": origin,
                "authors": list(authors),
                "date": by_id[origin].date,
            }
        )
    return rows, alive


def _revisions(unit: Unit) -> Iterator[Revision]:
    match unit.kind:
        case UnitKind.PAGE:
            from provenance.sources.histories import mediawiki_reader

            return mediawiki_reader.read_revisions(Path(unit.spooled or ""))
        case UnitKind.GIT_FILE:
            from provenance.sources.histories import git_reader

            return git_reader.read_revisions(Path(unit.address) / (unit.within or ""))
        case _:
            from provenance.sources.histories import jsonl_reader

            return jsonl_reader.read_revisions(_local(unit))


def _local(unit: Unit) -> Path:
    """The file on this machine: itself, or a copy of what lies elsewhere."""
    if not Address(unit.address).is_remote:
        return Path(unit.address)
    import fsspec

    return Path(fsspec.open_local(f"filecache::{unit.address}", filecache={"same_names": True}))
