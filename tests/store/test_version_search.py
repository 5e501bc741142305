from collections.abc import Iterator

import pytest

from provenance.model.histories import Revision
from provenance.store.entering import History
from provenance.store.history_shelf import HistoryShelf, create_shelf
from provenance.store.version_search import find_in_versions

HISTORY = History("letter", "letter", "letter.jsonl")
REVISIONS = [
    Revision("a", "The envoy leaves.\n\nNo reply is needed. He waits in Paris.\n"),
    Revision("b", "The envoy leaves.\n\nNo reply is needed. He waits in Paris."),
    Revision("c", None),
    Revision("d", "The Envoys leave. No reply\nis needed.\n"),
]


def _told(shelf: HistoryShelf, words: str) -> list[tuple[str, str | None, tuple[str, ...]]]:
    with shelf._database.read() as connection:
        return [(one.text, one.ref, one.labels) for one in find_in_versions(connection, "letter", words)]


@pytest.fixture
def shelf(place: str) -> Iterator[HistoryShelf]:
    with create_shelf(place) as shelf:
        list(shelf.enter(HISTORY, REVISIONS))
        yield shelf


def test_a_sentence_is_told_with_every_revision_that_has_its_paragraph(shelf: HistoryShelf) -> None:
    assert _told(shelf, "needed") == [
        ("No reply is needed.", "2.1", ("a", "b")),
        ("No reply\nis needed.", "1.2", ("d",)),
    ]


def test_words_are_whole_unless_they_end_in_a_star(shelf: HistoryShelf) -> None:
    assert [labels for _, _, labels in _told(shelf, "envoy")] == [("a", "b")]
    assert [labels for _, _, labels in _told(shelf, "envoy*")] == [("a", "b"), ("d",)]


def test_a_phrase_may_run_over_the_end_of_a_line(shelf: HistoryShelf) -> None:
    assert [labels for _, _, labels in _told(shelf, '"reply is needed"')] == [("a", "b"), ("d",)]


def test_all_of_the_words_must_stand_in_one_paragraph(shelf: HistoryShelf) -> None:
    assert [labels for _, _, labels in _told(shelf, "envoys reply")] == [("d",), ("d",)]
    assert _told(shelf, "envoy Paris") == []
