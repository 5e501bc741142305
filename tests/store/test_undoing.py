"""Every change can be taken back, to the byte; what somebody else has changed since is not trodden on."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance.attribution.added_claim import Assertion
from provenance.errors import NotFound, ProvenanceError, StoreTrouble
from provenance.model.histories import Revision
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.testimony import Act, Claim, SetAside
from provenance.model.versions import Standing, Version, Work
from provenance.store import contributions, mending
from provenance.store.entering import History
from provenance.store.history_shelf import HistoryShelf
from provenance.store.journal import JOURNALLED
from provenance.store.library import Library, open_library
from provenance.store.mending import PersonEdit, VersionEdit, WorkEdit
from provenance.store.undoing import undo
from provenance.store.verify import verify

SAID = Assertion(("Dora Dunn",), Act.INSERT, "Memoirs, p. 5", "a reader", words="We shall meet in Vienna.")
REAL = Version("letter@real", "letter", "real", "Dear Sir,\n\nWe meet.", Standing.EXTANT, authors=("Ann Brown",))


def enter_history(library: Library) -> None:
    revisions = [Revision(str(n), f"word{n} " * 4, authors=("Ann",)) for n in range(70)]
    list(HistoryShelf(library.database).enter(History("page", "page", "page.jsonl"), revisions))


CHANGES: dict[str, Callable[[Library], object]] = {
    "a version added": lambda one: one.save_version(REAL),
    "a claim added": lambda one: contributions.add_claim(one, "letter", SAID),
    "a claim set aside": lambda one: contributions.withdraw_claim(
        one, "letter", "letter:1", SetAside("E", "why", "2026")
    ),
    "a work edited": lambda one: mending.edit_work(one, "letter", WorkEdit("Another title", "1948")),
    "a person renamed": lambda one: mending.edit_person(one, "Clark", PersonEdit("Joseph Clark")),
    "persons merged": lambda one: mending.edit_person(one, "Clark", PersonEdit(same_as="Ann Brown")),
    "a role": lambda one: mending.edit_person(one, "Brown", PersonEdit(role="secretary")),
    "a work removed": lambda one: mending.remove_work(one, "letter"),
    "a history ingested": enter_history,
    "a version edited": lambda one: mending.edit_version(
        one, "letter", "printed", VersionEdit("print", ("Dora Dunn",))
    ),
    "a version removed": lambda one: mending.remove_version(one, "letter", "real"),
}


def state(library: Library) -> dict[str, Any]:
    """All that the library tells, and the rows as they stand."""
    with library.database.read() as connection:
        rows = {
            name: [list(row) for row in connection.execute(table.select().order_by(*table.primary_key.columns))]
            for name, table in JOURNALLED.items()
        }
    told = {work.id: (library.dossier(work.id), library.outlines()[work.id]) for work in library.works()}
    return {
        "rows": json.dumps(rows, sort_keys=True),
        "told": told,
        "people": library.people(),
        "found": library.search("Dear"),
    }


@pytest.mark.parametrize("change", [name for name in CHANGES if name != "a version removed"])
def test_undone_everything_is_as_it_was(filled: Library, change: str) -> None:
    before = state(filled)
    CHANGES[change](filled)
    assert state(filled) != before
    undo(filled, None, "a mistake")
    assert state(filled) == before
    entries = filled.log()
    assert [entry.undone for entry in entries] == [False, True, False]
    assert (entries[-1].undoes, entries[-1].reason) == (entries[-2].id, "a mistake")
    assert verify(filled).faults == ()


def test_an_ingest_undone_leaves_an_empty_library_and_undone_again_brings_all_back(filled: Library) -> None:
    whole = state(filled)
    undo(filled, None)
    assert (filled.works(), filled.people()) == ((), ())
    undo(filled, "2")
    assert state(filled) == whole
    with pytest.raises(StoreTrouble, match="entry 2 is undone already"):
        undo(filled, "2")


def test_what_another_has_changed_since_is_not_undone(filled: Library) -> None:
    mending.edit_work(filled, "letter", WorkEdit("One title"))
    filled.by = "Ann"
    mending.edit_work(filled, "letter", WorkEdit("Another title"))
    before = state(filled)
    with pytest.raises(StoreTrouble, match=r"entry 2 cannot be undone: Ann changed the same since \(entry 3, edited"):
        undo(filled, "2")
    with pytest.raises(StoreTrouble, match="entry 1 cannot be undone"):
        undo(filled, "1")
    assert state(filled) == before
    undo(filled, "3")
    undo(filled, "2")
    assert filled.work("letter").title == "A letter"


def test_a_version_that_a_later_claim_or_version_stands_on_is_not_undone(filled: Library) -> None:
    filled.save_version(REAL)
    filled.save_version(replace(REAL, id="letter@next", label="next", parents=("letter@real",)))
    with pytest.raises(StoreTrouble, match=r"entry 2 cannot be undone: .* undo that first"):
        undo(filled, "2")


def test_a_person_who_is_named_elsewhere_now_stays(filled: Library) -> None:
    contributions.add_claim(filled, "letter", SAID)
    revisions = [Revision("1", "Words.", authors=("Dora Dunn",))]
    list(HistoryShelf(filled.database).enter(History("page", "page", "page.jsonl"), revisions))
    undo(filled, "2")
    assert "Dora Dunn" in {person.name for person in filled.people()}


def test_what_is_not_in_the_log_cannot_be_undone(library: Library) -> None:
    with pytest.raises(NotFound, match="nothing to undo"):
        undo(library, None)
    with pytest.raises(NotFound, match="no entry '7'"):
        undo(library, "7")


def test_the_log_of_a_work_tells_of_that_work(filled: Library, letter: Received) -> None:
    enter_history(filled)
    assert [entry.work for entry in filled.log("letter")] == ["letter"]
    assert [entry.what for entry in filled.log("page")] == ["ingested page.jsonl"], "its parts are one entry"


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.sampled_from(sorted(CHANGES)), min_size=1, max_size=5))
def test_whatever_was_done_is_undone_step_by_step(
    engine: str, changes: list[str], letter: Received, claims: tuple[Claim, ...], lend: Callable[[str], str]
) -> None:
    with open_library(lend(engine)) as library:
        library.save_received(letter, claims)
        states = [state(library)]
        for name in changes:
            try:
                CHANGES[name](library)
            except ProvenanceError:
                continue
            if (now := state(library)) != states[-1]:
                states.append(now)
        assert verify(library).faults == ()
        while len(states) > 1:
            undo(library, None)
            states.pop()
            assert state(library) == states[-1]
        assert verify(library).faults == ()


def test_what_was_done_once_more_is_named_where_it_stands_in_the_way(library: Library) -> None:
    work = Work("n", "A note", "Box 3")
    text = Version("n@t", "n", "t", "Dear Sir,\n\nWe meet.", Standing.EXTANT)
    library.save_received(Received("t.txt", "aa" * 32, (ReceivedWork(work, (), (text,)),)))
    library.save_version(Version("n@carbon", "n", "carbon", "We meet.", Standing.EXTANT, parents=("n@t",)))
    undo(library, None)
    contributions.add_claim(library, "n", replace(SAID, words="We meet."))
    claimed, again = library.log()[-1].id, library.log()[-2].id
    undo(library, again)
    with pytest.raises(StoreTrouble, match=r"changed the same since \(entry 5, undid entry 3: .*\); undo that first"):
        undo(library, claimed)
    undo(library, library.log()[-1].id)
    undo(library, claimed)
    assert library.versions("n") == (text,)
