"""The lexicon that ships is readable; one that is not says which file is wrong."""

import tomllib
from pathlib import Path

import pytest

from provenance import resources
from provenance.errors import UnreadableInput
from provenance.evidence.lexicon import read_lexicon
from provenance.evidence.note_claims import read_claims
from provenance.model.testimony import Act, AnchorPlace, Note, Person
from provenance.model.versions import Standing, Version

ROOT = Path(__file__).parents[2]


def test_a_phrase_added_by_a_historian_is_read_without_touching_code() -> None:
    texts = resources.lexicon_texts()
    texts["verbs.toml"] += (
        '\n[[verb]]\nname = "foist"\nact = "insert"\nforms = ["foisted"]\nobject = "later"\ntextual = true\n'
        'example = "Smith foisted this sentence."\n'
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
    assert len(phrases) > 50
    for wording in phrases:
        assert list(wording.find("Nothing is told here.", 0, 21)) == []


def test_a_phrase_that_is_no_pattern_is_told_when_it_is_looked_for() -> None:
    texts = resources.lexicon_texts()
    texts["phrases.toml"] += '\n[[phrase]]\nname = "broken"\nact = "insert"\npattern = "set in (by"\nexample = "Set."\n'
    *_, broken = read_lexicon(texts).phrases
    with pytest.raises(UnreadableInput, match="set"):
        list(broken.find("It was set in by Smith.", 0, 23))


def test_a_key_that_nothing_reads_is_refused() -> None:
    texts = resources.lexicon_texts()
    texts["verbs.toml"] = texts["verbs.toml"].replace("textual = true", "textaul = true", 1)
    with pytest.raises(UnreadableInput, match="textaul"):
        read_lexicon(texts)


def test_an_entry_without_an_example_is_refused() -> None:
    texts = resources.lexicon_texts()
    texts["nouns.toml"] += '\n[[noun]]\nname = "foisting"\nact = "insert"\nforms = ["foisting"]\n'
    with pytest.raises(UnreadableInput, match="foisting"):
        read_lexicon(texts)


PENCILED = """
[[verb]]
name = "scribble over"
act = "replace"
forms = ["scribbled", "scribbles"]
particles = ["in", "over"]
object = "later"
prep = { over = "earlier" }
textual = true
example = "Smith scribbled in “soon” over the typed “now.”"
counter = "Smith scribbled in his diary."
"""


@pytest.mark.parametrize(
    ("note", "hands"),
    [
        ("Smith scribbled in the word “soon” over the typed “now.”", ["Smith"]),
        ("The word “soon” was scribbled in by Smith over the typed “now.”", ["Smith"]),
        ("Over the typed “now” Smith scribbled in “soon.”", ["Smith"]),
        ("Smith and Ball scribbled in “soon” over “now.”", ["Smith", "Ball"]),
        ("“Soon” was scribbled in over “now.”", []),
    ],
)
def test_a_verb_added_in_one_file_works_in_every_turn_of_the_sentence(note: str, hands: list[str]) -> None:
    texts = resources.lexicon_texts()
    texts["verbs.toml"] += PENCILED
    text = "We shall see it soon."
    version = Version("v", "w", "final", text, Standing.EXTANT)
    one = Note("n", "w", "1", note, AnchorPlace.TEXT, "v", len(text))
    people = [Person("Adam Smith", "Smith"), Person("George W. Ball", "Ball")]
    (claim,) = read_claims([one], version, read_lexicon(texts), people, "a volume", "1965-05-05")
    assert claim.act is Act.REPLACE
    assert [name.split()[-1] for name in claim.revisers] == hands
    assert (claim.earlier_reading or "").strip(".") == "now"
    assert claim.target is not None
    assert claim.target.span.of(text).strip(".") == "soon"


def test_a_turn_that_many_phrases_share_is_written_by_its_name() -> None:
    texts = resources.lexicon_texts()
    texts["phrases.toml"] += (
        '\n[[phrase]]\nname = "foisted words"\nact = "insert"\npattern = "{later},? {be} foisted in{maker}"\n'
        'example = "“Soon” was foisted in by Smith."\n'
    )
    text = "We shall see it soon."
    words = "The typed words “soon” were apparently foisted in, in ink, by Smith."
    note = Note("n", "w", "1", words, AnchorPlace.TEXT, "v", len(text))
    (claim,) = read_claims(
        [note], Version("v", "w", "final", text, Standing.EXTANT), read_lexicon(texts), [], "a volume"
    )
    assert claim.revisers == ("Smith",)


def test_a_turn_that_nobody_has_written_down_is_refused() -> None:
    texts = resources.lexicon_texts()
    texts["phrases.toml"] = texts["phrases.toml"].replace("{writing}", "{wrighting}", 1)
    with pytest.raises(UnreadableInput, match="wrighting"):
        read_lexicon(texts)


@pytest.mark.parametrize("name", ["grammar.toml", "clauses.toml"])
def test_every_list_of_words_is_asked_for_by_the_reader(name: str) -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "provenance" / "evidence").rglob("*.py"))
    assert [group for group in tomllib.loads(resources.lexicon_texts()[name]) if f'"{group}"' not in code] == []


def test_no_list_of_words_has_the_name_of_another() -> None:
    grammar, clauses = (tomllib.loads(resources.lexicon_texts()[name]) for name in ("grammar.toml", "clauses.toml"))
    assert grammar.keys() & clauses.keys() == set()


@pytest.mark.parametrize(
    ("group", "word", "note"),
    [
        ("requests", "prompting", "The word “soon” was added at Smith’s prompting."),
        ("tools", "crayon", "The word “soon” was added in Smith’s crayon."),
        ("hands", "scrawl", "The word “soon” was added in Smith’s scrawl."),
        ("pasts", "overstruck", "Smith had overstruck a line and then added the word “soon.”"),
    ],
)
def test_a_word_added_to_a_list_is_read_without_touching_code(group: str, word: str, note: str) -> None:
    texts = resources.lexicon_texts()
    texts["clauses.toml"] = texts["clauses.toml"].replace(f"\n{group} = [", f'\n{group} = ["{word}",')
    text = "We shall see it soon."
    one = Note("n", "w", "1", note, AnchorPlace.TEXT, "v", len(text))
    version, people = Version("v", "w", "final", text, Standing.EXTANT), [Person("Adam Smith", "Smith")]
    (claim,) = read_claims([one], version, read_lexicon(texts), people, "a volume", "1965-05-05")
    assert (claim.act, claim.revisers) == (Act.INSERT, ("Adam Smith",))
    (without,) = read_claims([one], version, resources.lexicon(), people, "a volume", "1965-05-05")
    assert not without.revisers
