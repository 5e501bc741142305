"""Both kinds of database find the same passages, in the same order, at the same places."""

import itertools
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance.errors import UnreadableInput
from provenance.model.receipts import Received
from provenance.model.versions import Standing, Version
from provenance.store import fts5_words
from provenance.store.library import Library, open_library
from provenance.store.word_index import Hit

ODD = (
    "aAäÄa\u0308éÉßẞıİσςΣøłŁªº½²Ⅷⅷ٣漢字カﾶけが한글नमस्ते\u0301\u0327_"
    "-'’“.,/@1‿\u200b\u200d\u00ad\ue000\U0001f600ǅﬁœΆά\U00010400\U0001e900ⱯꙀ"
)
PASSAGES = st.text(st.sampled_from(ODD + " " * 12) | st.characters(exclude_categories=["Cs"]), max_size=60)
serial = itertools.count()


@pytest.fixture
def both(lend: Callable[[str], str], letter: Received) -> Iterator[tuple[Library, Library]]:
    """A library of each kind, with the same letter."""
    with open_library(lend("sqlite")) as first, open_library(lend("postgresql")) as second:
        for library in (first, second):
            library.save_received(letter)
        yield first, second


def answers(library: Library, words: str) -> tuple[Hit, ...] | str:
    try:
        return library.search(words)
    except UnreadableInput as trouble:
        return str(trouble)


def add(libraries: tuple[Library, Library], passages: list[str]) -> None:
    name = f"v{next(serial)}"
    for library in libraries:
        library.save_version(Version(name, "letter", name, "\n\n".join(passages), Standing.EXTANT))


@st.composite
def questions(draw: st.DrawFn, passages: list[str]) -> str:
    """Words of the passages, whole, cut off, or several that follow each other."""
    words = [word for passage in passages for word in passage.split()] or ["Dear"]
    first = draw(st.integers(0, len(words) - 1))
    some = words[first : first + draw(st.integers(1, 3))]
    cut = draw(st.integers(1, len(some[-1])))
    asked = [
        " ".join(some),
        f'"{" ".join(some)}"',
        f"{some[-1][:cut]}*",
        f'"{" ".join([*some[:-1], some[-1][:cut]])}*"',
    ]
    return draw(st.sampled_from([*asked, draw(PASSAGES), f"{some[0]} sir"]))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_the_letters_the_hits_are_the_same(both: tuple[Library, Library], data: st.DataObject) -> None:
    passages = data.draw(st.lists(PASSAGES, min_size=1, max_size=4))
    add(both, passages)
    for _ in range(6):
        asked = data.draw(questions(passages))
        first, second = (answers(library, asked) for library in both)
        assert first == second


LONG = {
    "more words than are counted": "word " * 17_000 + "end of it",
    "one word more often than is counted": "the Vienna " * 300 + "the end of it",
    "a word longer than is kept": "字" * 900 + " end of it",
    "more letters than are kept": " ".join(f"number{n}" for n in range(40_000)) + " end of it",
}


@pytest.mark.parametrize("text", LONG)
def test_what_the_index_cannot_hold_is_found_all_the_same(both: tuple[Library, Library], text: str) -> None:
    add(both, [LONG[text], "The end of it."])
    for asked in (
        "end of it",
        '"end of it"',
        '"of end"',
        "字*",
        "字" * 900,
        "number39999",
        "Vienna the",
        '"vienna the end"',
    ):
        first, second = (answers(library, asked) for library in both)
        assert first == second
    assert len(answers(both[1], '"end of it"')) == 2


def test_passages_are_ranked_by_the_same_sum(both: tuple[Library, Library]) -> None:
    add(both, [f"{'alpha ' * (n % 5)}{'beta ' * (n % 3)}gamma {n}" for n in range(40)])
    for asked in ("alpha", "alpha beta", '"alpha beta" g*', "gamma", "alp* 7"):
        first, second = (answers(library, asked) for library in both)
        assert first == second != ()


def test_words_are_folded_as_they_stand() -> None:
    assert fts5_words.fold({1: "Élan, ÉLAN\u0301 1½ — “Zoë’s”", 2: "…"}) == {
        1: ["elan", "elan", "1½", "zoe", "s"],
        2: [],
    }
