"""Volumes scanned one after the other or on several cores; the results do not depend on how many.

A volume is one piece of work; where there are fewer volumes than cores, its documents are dealt out in turn.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from multiprocessing import active_children, get_context, parent_process
from pathlib import Path
from threading import Thread

from provenance import resources
from provenance.attribution.testifying import people_of_document, with_full_names
from provenance.errors import ProvenanceError, WorkerLost
from provenance.evidence.first_reading import may_hold_change, may_say_change, may_tell_of_change
from provenance.evidence.lexicon import Lexicon
from provenance.evidence.note_claims import read_claims
from provenance.model.receipts import Received
from provenance.model.testimony import Reading
from provenance.reports.found import FoundClaim, found_claims
from provenance.reports.scan_journal import ScannedVolume
from provenance.sources.tei.tei_documents import TeiDocument
from provenance.sources.tei.tei_reader import stream_documents

_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Share:
    """The documents number `part`, `part + parts` and so on of a volume.

    Where `keeps_doubtful`, what a document holds is kept if a reading of its notes is only possible.
    """

    path: Path
    part: int
    parts: int
    readings: tuple[Reading, ...] = (Reading.SURE,)
    keeps_doubtful: bool = False


@dataclass(slots=True)
class ScannedShare:
    """What was found in a share of a volume: rows by the number of the document, and what was wrong.

    `id` is the volume's own, `twins` are the ids that a second document has too, `doubtful` what was kept.
    """

    documents: int = 0
    notes: int = 0
    rows: list[tuple[int, list[FoundClaim]]] = field(default_factory=list)
    troubles: list[tuple[int, str]] = field(default_factory=list)
    id: str | None = None
    twins: list[str] = field(default_factory=list)
    doubtful: list[tuple[int, Received]] = field(default_factory=list)


def scan_volumes(
    paths: Sequence[Path],
    keys: Sequence[str],
    jobs: int,
    readings: tuple[Reading, ...] = (Reading.SURE,),
    keeps_doubtful: bool = False,
) -> Iterator[ScannedVolume]:
    """What is found in each volume, in the order of the paths; `keys` are the hashes of the files."""
    parts = max(1, jobs // max(1, len(paths)))
    shares = [Share(path, part, parts, readings, keeps_doubtful) for path in paths for part in range(parts)]
    results = map(scan_share, shares) if jobs < 2 else _on_several_cores(scan_share, shares, jobs)
    for path, key in zip(paths, keys, strict=True):
        yield _joined(path, key, list(islice(results, parts)))


def scan_share(share: Share) -> ScannedShare:
    """What is found in a share of a volume; a volume that breaks off gives no rows, and says where it breaks."""
    found = ScannedShare()
    try:
        for document in stream_documents(share.path):
            found.id = document.volume.id
            if document.is_twin:
                found.twins.append(document.key)
            if document.index % share.parts == share.part:
                _scan_document(document, found, share)
    except ProvenanceError as trouble:
        return ScannedShare(troubles=[(0, str(trouble))])
    return found


def _scan_document(document: TeiDocument, found: ScannedShare, share: Share) -> None:
    """Add what the notes of one document tell; one that cannot be read is reported and stops nothing."""
    found.documents += 1
    found.notes += len(document.notes)
    try:
        rows, is_doubtful = _rows(document, share.readings)
    except Exception as error:  # one bad document must not stop the rest
        what = str(error) if isinstance(error, ProvenanceError) else f"{type(error).__name__}: {error}"
        found.troubles.append((document.index, f"{document.id}: this document could not be read ({what})"))
    else:
        if rows:
            found.rows.append((document.index, rows))
        if is_doubtful and share.keeps_doubtful:
            found.doubtful.append((document.index, document.received(str(share.path))))


def _rows(document: TeiDocument, readings: tuple[Reading, ...]) -> tuple[list[FoundClaim], bool]:
    """The rows of a document, whose text is put together only if one of its notes may tell of a change.

    The second is true if a reading of its notes is only possible.
    """
    rows, is_doubtful = list[FoundClaim](), False
    lexicon = resources.lexicon()
    telling = set(_telling_notes(document, lexicon))
    if not telling:
        return rows, is_doubtful
    works = document.works()
    people = document.people_meant(note for one in works for note in one.notes)
    for one in works:
        work, notes = one.work, [note for note in one.notes if note.text in telling]
        claims = read_claims(notes, one.versions[-1], lexicon, people, work.source, work.date, one.marks, work.title)
        named = with_full_names(claims, [*people, *people_of_document(one, people, lexicon, claims)])
        is_doubtful = is_doubtful or any(claim.reading is Reading.POSSIBLE for claim in named)
        rows += found_claims(document.volume.id or "", one, named, readings, document.pictures())
    return rows, is_doubtful


def _telling_notes(document: TeiDocument, lexicon: Lexicon) -> Iterator[str]:
    """The words of the notes that may tell of a change."""
    held, said = (partial(test, lexicon=lexicon) for test in (may_hold_change, may_say_change))
    for bare in document.bare_notes(held, said):
        if may_tell_of_change(bare.note, lexicon, bare.date, bare.title):
            yield bare.words


def _joined(path: Path, key: str, shares: Sequence[ScannedShare]) -> ScannedVolume:
    """The shares of a volume put together again in the order of its documents."""
    rows = sorted((each for share in shares for each in share.rows), key=lambda each: each[0])
    troubles = sorted({each for share in shares for each in share.troubles})
    return ScannedVolume(
        str(path),
        key,
        sum(share.documents for share in shares),
        sum(share.notes for share in shares),
        tuple(row for _, each in rows for row in each),
        tuple(sentence for _, sentence in troubles),
        next((share.id for share in shares if share.documents), None),
        tuple(shares[0].twins),
        _as_one(sorted((each for share in shares for each in share.doubtful), key=lambda each: each[0])),
    )


def _as_one(documents: Sequence[tuple[int, Received]]) -> Received | None:
    """Several documents of one volume as one file that holds them."""
    if not documents:
        return None
    received = [one for _, one in documents]
    works = tuple(work for one in received for work in one.works)
    return replace(received[0], works=works, people=tuple(dict.fromkeys(p for one in received for p in one.people)))


def _on_several_cores(
    scan: Callable[[Share], ScannedShare], shares: Iterable[Share], jobs: int
) -> Iterator[ScannedShare]:
    """The results in the order of the shares, never more than a few ahead of what was taken."""
    with ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_end_with_parent) as workers:
        submitted = (workers.submit(scan, share) for share in shares)
        with _undisturbed():
            waiting = deque(islice(submitted, jobs * _AHEAD))
        try:
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(islice(submitted, 1))
        except BrokenProcessPool:
            raise WorkerLost(
                "a process of this scan was ended from outside, perhaps for want of memory; use fewer cores with -j"
            ) from None
        except BaseException:
            workers.shutdown(wait=False, cancel_futures=True)
            for worker in active_children():
                worker.terminate()
            raise


@contextmanager
def _undisturbed() -> Iterator[None]:
    """What is started in here never hears Ctrl-C: the scan itself does, as soon as this is over, and ends them all."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with_parent() -> None:
    """Let a worker end when the scan that started it does, however that ends."""
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
