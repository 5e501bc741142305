import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from provenance.errors import NotFound, StoreTrouble, UnreadableInput
from provenance.lineage.lineage import Lineage
from provenance.model.histories import Revision
from provenance.store.entering import History
from provenance.store.history_shelf import create_shelf
from provenance.store.library import open_library
from provenance.store.undoing import undo
from provenance.store.verify import verify

Directly = Callable[..., list[Any]]
HISTORY = History("letter", "letter", "letter.jsonl")
LINE = "The envoy will arrive in Paris on Monday and leave on Friday."
REVISIONS = [
    Revision("a", f"{LINE}\r\n\r\nNo reply is needed. 👩\u200d👧\n", (), ("Ann",), "1971-08-03", "first"),
    Revision("b", "", None, (), None, "blanked"),
    Revision("c", None, None, ("Bob", "Ann")),
    Revision("d", f"{LINE}\r\n\r\nA reply is needed. 👩\u200d👧\n", None, ("Bob",)),
    Revision("e", f"{LINE}\n", ("a",), ("Eve",)),
    Revision("f", f"{LINE}\nMerged.\n", ("d", "e"), ("Eve",)),
]
NEW = Revision("new", "Quite another text.")


def test_a_record_that_does_not_go_on_from_what_is_stored_leaves_it_and_tells(tmp_path: Path) -> None:
    with create_shelf(str(tmp_path / "library.db")) as shelf:
        list(shelf.enter(HISTORY, [Revision("a", LINE, ()), Revision("b", LINE + "!", ("a",))]))
        list(shelf.enter(HISTORY, [Revision("c", LINE + "?", ("b",))]))
        assert shelf.left == []
        list(shelf.enter(HISTORY, [Revision("a", LINE, ()), Revision("d", LINE + "…", ("a",))]))
        assert shelf.left == ["c"]


def _straight(revisions: list[Revision]) -> Lineage:
    lineage = Lineage()
    for revision in revisions:
        lineage.add(revision.id, revision.text, revision.parents)
    return lineage


@pytest.mark.parametrize("step", [1, 2, 6])
def test_a_history_entered_bit_by_bit_is_the_same_as_at_once(place: str, step: int) -> None:
    for end in range(step, len(REVISIONS) + 1, step):
        with create_shelf(place) as shelf:
            assert [one.id for one in shelf.enter(HISTORY, REVISIONS[:end])] == [
                one.id for one in REVISIONS[end - step : end]
            ]
    whole = _straight(REVISIONS)
    with create_shelf(place) as shelf:
        lineage, signed = shelf.load(shelf.find("letter"))
        for revision in REVISIONS:
            assert lineage.origins(revision.id) == whole.origins(revision.id)
            assert lineage.parents(revision.id) == whole.parents(revision.id)
            assert shelf.text(HISTORY, revision.id) == revision.text
    assert [(one.authors, one.date, one.comment) for one in signed] == [
        (one.authors, one.date, one.comment) for one in REVISIONS
    ]


def test_the_same_revision_with_another_text_is_refused_and_what_was_stored_stays(place: str) -> None:
    with create_shelf(place) as shelf:
        with pytest.raises(UnreadableInput, match="revision a comes twice"):
            list(shelf.enter(HISTORY, [*REVISIONS[:2], Revision("a", "other"), REVISIONS[3]]))
        _, signed = shelf.load(HISTORY)
        assert [one.id for one in signed] == ["a", "b"]


def test_an_unknown_parent_is_refused_and_the_revisions_before_it_are_kept(place: str) -> None:
    with create_shelf(place) as shelf:
        with pytest.raises(UnreadableInput, match="does not come before it"):
            list(shelf.enter(HISTORY, [REVISIONS[0], Revision("x", "text", ("y",))]))
        assert [one.id for one in shelf.load(HISTORY)[1]] == ["a"]


def test_what_is_not_there_is_not_found(place: str) -> None:
    with create_shelf(place) as shelf:
        with pytest.raises(NotFound, match="no history is called 'letter'"):
            shelf.find("letter")
        list(shelf.enter(HISTORY, REVISIONS))
        with pytest.raises(NotFound, match="no revision z"):
            shelf.text(HISTORY, "z")


def test_two_histories_of_one_name_do_not_mix(place: str) -> None:
    with create_shelf(place) as shelf:
        list(shelf.enter(HISTORY, REVISIONS))
        assert shelf.place_for("letter", "letter.jsonl", NEW) == HISTORY
        assert shelf.place_for("letter", "copied.jsonl", REVISIONS[0]) == HISTORY
        assert shelf.place_for("letter", "other.jsonl", NEW).id == "letter-2"


def test_two_histories_that_number_their_revisions_alike_do_not_mix(place: str) -> None:
    with create_shelf(place) as shelf:
        list(shelf.enter(HISTORY, REVISIONS))
        assert shelf.place_for("letter", "other.jsonl", replace(NEW, id="a")).id == "letter-2"
        assert shelf.place_for("letter", "other.jsonl", replace(NEW, id="a", text=None)) == HISTORY
        with pytest.raises(UnreadableInput, match="revision a is stored in letter with another text; another --id"):
            list(shelf.enter(HISTORY, [replace(NEW, id="a")]))


def test_the_id_that_is_asked_for_is_the_one_that_a_history_gets(place: str) -> None:
    with create_shelf(place) as shelf:
        list(shelf.enter(HISTORY, REVISIONS))
        assert shelf.place_for("letter", "letter.jsonl", REVISIONS[0], "letter") == HISTORY
        assert shelf.place_for("letter", "letter.jsonl", REVISIONS[0], "mine") == replace(HISTORY, id="mine")
        with pytest.raises(StoreTrouble, match="another work is called letter"):
            shelf.place_for("cows", "cows.jsonl", NEW, "letter")


def test_words_followed_by_another_version_of_the_program_are_followed_anew(place: str, directly: Directly) -> None:
    with create_shelf(place) as shelf:
        list(shelf.enter(HISTORY, REVISIONS[:4]))
    directly(place, "UPDATE lineages SET engine = 'provenance.lineage 0'", "UPDATE traced SET first_instance = 0")
    whole = _straight(REVISIONS)
    with create_shelf(place) as shelf:
        assert shelf.load(HISTORY)[0].origins("d") == _straight(REVISIONS[:4]).origins("d")
        assert len(list(shelf.enter(HISTORY, REVISIONS))) == 2
        assert shelf.load(HISTORY)[0].origins("f") == whole.origins("f")
    assert directly(place, "SELECT count(*) FROM traced") == [(len(REVISIONS),)]


def test_the_same_text_is_kept_once_whatever_has_it(place: str, directly: Directly) -> None:
    with create_shelf(place) as shelf:
        list(shelf.enter(HISTORY, [Revision("a", LINE), Revision("b", ""), Revision("c", LINE)]))
        list(shelf.enter(History("other", "other", "other"), [Revision("a", LINE)]))
        assert [text for _, text in shelf.texts(HISTORY)] == [LINE, "", LINE]
    assert directly(place, "SELECT count(*) FROM texts") == [(2,)]


def test_a_long_history_is_read_in_a_few_steps(place: str, directly: Directly) -> None:
    revisions = [Revision(str(n), " ".join(map(str, range(n)))) for n in range(150)]
    with create_shelf(place) as shelf:
        list(shelf.enter(HISTORY, revisions))
        assert list(shelf.texts(HISTORY)) == [(one.id, one.text) for one in revisions]
        assert shelf.text(HISTORY, "149") == revisions[-1].text
    assert directly(place, "SELECT count(*) FROM texts WHERE base IS NULL")[0][0] >= 4


def test_two_programs_that_enter_one_history_at_once_end_with_one(place: str) -> None:
    revisions = [Revision(str(n), f"word{n} " * 3) for n in range(200)]
    with create_shelf(place) as one, create_shelf(place) as other:
        first, second = one.enter(HISTORY, iter(revisions)), other.enter(HISTORY, iter(revisions))
        for _ in range(150):
            next(first)
            next(second, None)
        list(second)
        list(first)
    with create_shelf(place) as shelf:
        lineage, signed = shelf.load(HISTORY)
        assert [revision.id for revision in signed] == [revision.id for revision in revisions]
        assert lineage.origins("199") == _straight(revisions).origins("199")
        assert list(shelf.texts(HISTORY)) == [(one.id, one.text) for one in revisions]


def test_one_history_that_two_read_from_different_places_at_once_is_one(place: str) -> None:
    with create_shelf(place) as one, create_shelf(place) as other:
        histories = [
            shelf.place_for("letter", f"{name}/letter.jsonl", REVISIONS[0])
            for shelf, name in ((one, "x"), (other, "y"))
        ]
        first, second = one.enter(histories[0], iter(REVISIONS)), other.enter(histories[1], iter(REVISIONS))
        next(first), next(second)
        list(first), list(second)
        assert [history.source for history in one.histories()] == ["x/letter.jsonl"]
        assert [revision.id for revision in one.load(HISTORY)[1]] == [revision.id for revision in REVISIONS]


def test_another_history_under_one_name_is_never_mixed_in(place: str) -> None:
    with create_shelf(place) as one, create_shelf(place) as other:
        stranger = other.place_for("letter", "y/letter.jsonl", NEW)
        list(one.enter(HISTORY, REVISIONS))
        with pytest.raises(StoreTrouble, match="stored another work as letter; do it again"):
            list(other.enter(stranger, [NEW]))
        assert other.place_for("letter", "y/letter.jsonl", NEW).id == "letter-2"


WHOLE = [
    Revision("1", "One.\n", (), ("Ann",), "1971-08-01"),
    Revision("2", "One.\nTwo.\n", ("1",), ("Bob",), "1971-08-02"),
    Revision("3", "One.\nTwo.\nThree.\n", ("2",), ("Eve",), "1971-08-03"),
    Revision("4", "One.\nThree.\nFour.\n", ("3",), ("Joe",), "1971-08-04"),
    Revision("5", "Three.\nFour.\n", ("4",), ("Ann",), "1971-08-05"),
]
CUT = [Revision("2", None, (), comment="not in this repository"), *WHOLE[2:4]]


def test_a_past_that_was_cut_off_comes_before_the_rest_when_it_is_known(place: str) -> None:
    with create_shelf(place) as shelf:
        list(shelf.enter(HISTORY, CUT))
        cut = shelf.load(HISTORY)
        assert [one.id for one in shelf.enter(HISTORY, WHOLE)] == ["1", "2", "5"]
        lineage, signed = shelf.load(HISTORY)
        assert [replace(one, text=None) for one in WHOLE] == list(signed)
        assert list(shelf.texts(HISTORY)) == [(one.id, one.text) for one in WHOLE]
        assert lineage.origins("5") == _straight(WHOLE).origins("5")
        assert list(shelf.enter(HISTORY, WHOLE)) == []
    with open_library(place) as library:
        assert verify(library).faults == ()
        assert len(library.log()) == 2
        undo(library, None)
        assert verify(library).faults == ()
    with create_shelf(place) as shelf:
        assert shelf.load(HISTORY)[1] == cut[1]
        assert shelf.load(HISTORY)[0].origins("4") == cut[0].origins("4")


def test_a_past_with_other_words_than_the_end_that_is_stored_is_refused(place: str) -> None:
    with create_shelf(place) as shelf:
        list(shelf.enter(HISTORY, CUT))
        with pytest.raises(UnreadableInput, match="revision 3 is stored in letter with another text"):
            list(shelf.enter(HISTORY, [*WHOLE[:2], Revision("3", "Forged.", ("2",))]))
        assert [one.id for one in shelf.load(HISTORY)[1]] == ["2", "3", "4"]


KILLED = """
import sys
from provenance.model.histories import Revision
from provenance.store.entering import History
from provenance.store.history_shelf import create_shelf

def revisions():
    words = []
    for number in range(10**6):
        words.append(f"word{number}")
        yield Revision(f"r{number}", " ".join(words[-300:]))

with create_shelf(sys.argv[1]) as shelf:
    for number, _ in enumerate(shelf.enter(History("h", "h", "h"), revisions())):
        print(number, flush=True)
"""


@pytest.mark.parametrize("after", [260, 513, 600])
def test_a_kill_leaves_whole_revisions_to_go_on_from(place: str, after: int) -> None:
    with create_shelf(place):
        pass
    process = subprocess.Popen([sys.executable, "-c", KILLED, place], stdout=subprocess.PIPE, env=os.environ)
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) >= after:
            break
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    history = History("h", "h", "h")
    with create_shelf(place) as shelf:
        _, signed = shelf.load(history)
        stored = len(signed)
        assert stored >= 256
        words = [f"word{number}" for number in range(stored + 5)]
        revisions = [Revision(f"r{n}", " ".join(words[max(0, n - 299) : n + 1])) for n in range(stored + 5)]
        assert len(list(shelf.enter(history, revisions))) == 5
        lineage, _ = shelf.load(history)
        assert lineage.origins(revisions[-1].id) == _straight(revisions).origins(revisions[-1].id)


def test_a_history_none_of_whose_revisions_can_be_stored_leaves_nothing(place: str) -> None:
    with create_shelf(place) as shelf:
        with pytest.raises(UnreadableInput):
            list(shelf.enter(HISTORY, [Revision("1", "a b", parents=("2",))]))
        assert shelf.histories() == ()


@contextmanager
def questions() -> Iterator[list[str]]:
    """What is asked of databases meanwhile."""
    asked: list[str] = []

    def note(*told: object) -> None:
        asked.append(str(told[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_a_batch_of_revisions_is_stored_with_a_dozen_questions_to_the_database(tmp_path: Path) -> None:
    counts = []
    for number in (256, 512):
        with create_shelf(str(tmp_path / f"{number}.db")) as shelf, questions() as asked:
            list(shelf.enter(HISTORY, [Revision(f"v{n}", f"Text {n}.") for n in range(number)]))
            counts.append(len(asked))
    assert counts[1] - counts[0] <= 12


def test_texts_asked_for_from_the_last_to_the_first_are_fetched_once_each(place: str) -> None:
    ids = [f"v{n}" for n in range(96)]
    with create_shelf(place) as shelf:
        list(shelf.enter(HISTORY, [Revision(id, f"Text of {id}.") for id in ids]))
    with open_library(place) as library, questions() as asked:
        read = library.each_version(HISTORY.id)
        assert [read(id).text for id in reversed(ids)] == [f"Text of {id}." for id in reversed(ids)]
    assert sum("FROM texts" in question for question in asked) == len(ids)


def test_a_history_goes_on_from_a_revision_whose_words_are_hidden_this_time(place: str) -> None:
    with create_shelf(place) as shelf:
        history = History("page", "page", "page.xml")
        list(shelf.enter(history, [Revision("1", "one", (), ("Ann",)), Revision("2", "one two", None, ("Bob",))]))
        later = [Revision("2", None), Revision("3", "one two three", None, ("Cat",))]
        assert [one.id for one in shelf.enter(history, later)] == ["3"]
        assert shelf.text(history, "2") == "one two"
        assert [one.parents for one in shelf.load(history)[1]] == [(), ("1",), ("2",)]
