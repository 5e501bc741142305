"""The lexicon that ships is readable; one that is not says which file is wrong."""

import pytest

from provenance import resources
from provenance.errors import UnreadableInput
from provenance.evidence.lexicon import read_lexicon


def test_a_phrase_added_by_a_historian_is_read_without_touching_code() -> None:
    texts = resources.lexicon_texts()
    texts["verbs.toml"] += (
        '\n[[verb]]\nname = "foist"\nact = "insert"\nforms = ["foisted"]\nobject = "later"\ntextual = true\n'
    )
    lexicon = read_lexicon(texts)
    assert lexicon.is_triggered("Smith foisted it upon him.")
    assert not lexicon.is_triggered("Smith hoisted it upon him.")


def test_a_file_that_is_no_toml_is_named() -> None:
    with pytest.raises(UnreadableInput, match=r"verbs\.toml"):
        read_lexicon({**resources.lexicon_texts(), "verbs.toml": "[[verb"})


def test_a_missing_file_is_told() -> None:
    texts = resources.lexicon_texts()
    del texts["places.toml"]
    with pytest.raises(UnreadableInput, match=r"places\.toml"):
        read_lexicon(texts)


def test_every_phrase_that_ships_is_a_pattern() -> None:
    phrases = read_lexicon(resources.lexicon_texts()).phrases
    assert len(phrases) > 100
    for wording in phrases:
        assert list(wording.find("Nothing is told here.", 0, 21)) == []


def test_a_phrase_that_is_no_pattern_is_told_when_it_is_looked_for() -> None:
    texts = resources.lexicon_texts()
    texts["phrases.toml"] += '\n[[phrase]]\nname = "broken"\nact = "insert"\npattern = "set in (by"\n'
    *_, broken = read_lexicon(texts).phrases
    with pytest.raises(UnreadableInput, match="set"):
        list(broken.find("It was set in by Smith.", 0, 23))
