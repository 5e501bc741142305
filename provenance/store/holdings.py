"""What a library holds, looked up by the names that people use: works, histories as works, and words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from provenance.attribution.choosing import find_seen, find_work, in_order
from provenance.errors import NotFound
from provenance.model.histories import Revision
from provenance.model.versions import Holding, Occurrence, Standing, Version, Work
from provenance.store.history_tables import histories
from provenance.store.library import Library
from provenance.text.short_ids import short_ids

if TYPE_CHECKING:
    from provenance.lineage.lineage import Lineage
    from provenance.store.lineages import History, HistoryShelf


def find_holding(library: Library, name: str | None) -> Holding:
    """The work or history called `name` (its id, or words of its title); without a name, the one with revisions.

    Works with revisions go before histories, and these before works of one version. NotFound tells what there is.
    """
    outlines = library.outlines()
    if name is None and not any(len(versions) > 1 for versions in outlines.values()) and _has_histories(library):
        return _history_called(library, None)
    try:
        work = find_work(library.works(), outlines, name)
    except NotFound as missing:
        if name is None or not _has_histories(library):
            raise
        try:
            return _history_called(library, name)
        except NotFound:
            raise missing from None
    return Holding(work, in_order(outlines.get(work.id, ())), library.witnesses(work.id))


def _history_called(library: Library, name: str | None) -> Holding:
    shelf = _shelf(library)
    return _as_holding(shelf, shelf.find(name))


def all_holdings(library: Library) -> list[Holding]:
    """Every work in the order of their documents, then every history."""
    outlines = library.outlines()
    works = [Holding(w, in_order(outlines.get(w.id, ())), library.witnesses(w.id)) for w in library.works()]
    if not _has_histories(library):
        return works
    shelf = _shelf(library)
    return works + [_as_holding(shelf, history) for history in shelf.histories()]


def load_revisions(
    library: Library, held: Holding, base: str | None, revised: str | None
) -> "tuple[Lineage, Sequence[Revision], tuple[Version, Version]]":
    """The lineage of a history, its revisions, and the two that are meant, by default the first and the last."""
    shelf = _shelf(library)
    history = shelf.find(held.work.id)
    lineage, revisions = shelf.load(history)
    last = find_seen(lineage, revisions, revised)
    first = find_seen(lineage, revisions, base or next(one.id for one in revisions if not lineage.is_gap(one.id)))
    short = short_ids(revision.id for revision in revisions)
    before, after = (_as_version(shelf, history, one, short[one.id]) for one in (first, last))
    return lineage, revisions, (before, after)


def find_words(library: Library, words: str) -> list[Occurrence]:
    """Where the words stand, sentence by sentence, in any version of any work or history."""
    from provenance.attribution.occurrences import read_occurrences

    labels = {outline.id: outline.label for found in library.outlines().values() for outline in found}
    hits = library.search(words)
    versions = {key: library.version(*key) for key in dict.fromkeys((hit.work, hit.version) for hit in hits)}
    in_works = [
        occurrence
        for hit in hits
        for occurrence in read_occurrences(
            versions[hit.work, hit.version], hit.span, hit.found, tuple(labels[name] for name in hit.versions)
        )
    ]
    if not _has_histories(library):
        return in_works
    from provenance.store.history_search import find_in_history

    shelf = _shelf(library)
    return in_works + [one for history in shelf.histories() for one in find_in_history(shelf, history, words)]


def _has_histories(library: Library) -> bool:
    """True if there is one; asked first, since the engine of histories is large and a letter needs none of it."""
    with library.database.read() as connection:
        return connection.execute(select(histories.c.number).limit(1)).first() is not None


def _shelf(library: Library) -> "HistoryShelf":
    from provenance.store.lineages import HistoryShelf

    return HistoryShelf(library.database)


def _as_holding(shelf: "HistoryShelf", history: "History") -> Holding:
    work = Work(history.id, history.title, history.source)
    return Holding(work, shelf.outlines(history), is_history=True)


def _as_version(shelf: "HistoryShelf", history: "History", revision: Revision, label: str) -> Version:
    from provenance.text.blocks import split_blocks

    text = shelf.text(history, revision.id) or ""
    return Version(
        revision.id,
        history.id,
        label,
        text,
        Standing.EXTANT,
        split_blocks(text),
        authors=revision.authors,
        date=revision.date,
    )
