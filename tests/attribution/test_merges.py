"""Histories that part and join, in which it is known on each branch who put words in, struck, or changed them."""

from dataclasses import dataclass, field, replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.attribution.attribute import attribute
from provenance.attribution.course import course_of_versions
from provenance.attribution.origins import Origins
from provenance.diff.compare import compare
from provenance.model.attributions import Attribution, Dossier
from provenance.model.changes import ChangeKind
from provenance.model.versions import Standing, Version, Work
from provenance.text.blocks import split_blocks

FIRST = [3 * letter for letter in "abcdefghijkl"]
BEHIND = {word: word[0] * 2 + "zy" + word[0] for word in FIRST}
"""What whoever adds something behind a word of the first version writes there: two may write the same."""

KNOWN = {*FIRST, *BEHIND.values()}
PASSAGE = "Ships of the northern harbour shall be counted before noon."
"""What stands at the head of the first version: some move it to the end."""

Hands = dict[str, frozenset[str]]


@dataclass
class Made:
    """A version: its parents, its words, who put each in, struck it or gave it a capital, and who moved the passage."""

    parents: tuple[str, ...]
    words: list[str]
    put_in: Hands = field(default_factory=dict)
    struck: Hands = field(default_factory=dict)
    capitals: Hands = field(default_factory=dict)
    moved: frozenset[str] = frozenset()


def edit(name: str, before: Made, parent: str, chance: Random) -> Made:
    made = replace(before, parents=(parent,), words=list(before.words), put_in=dict(before.put_in))
    made.struck, made.capitals = dict(before.struck), dict(before.capitals)
    if chance.random() < 0.3 and not made.moved:
        made.moved = frozenset({name})
    for _ in range(chance.randint(1, 3)):
        word = chance.choice(made.words)
        new = BEHIND.get(word)
        if chance.random() < 0.6 and new and new not in made.words:
            made.words.insert(made.words.index(word) + 1, new)
            made.put_in[new] = frozenset({name})
        elif word in FIRST and chance.random() < 0.4:
            made.capitals.setdefault(word, frozenset({name}))
        elif word in FIRST and len(made.words) > 6:
            made.words.remove(word)
            made.struck[word] = frozenset({name})
            del made.put_in[word]
    return made


def merge(names: tuple[str, str], one: Made, other: Made) -> Made:
    """All that either branch put in, without what either struck."""
    struck, capitals = _either(one.struck, other.struck), _either(one.capitals, other.capitals)
    there = {*one.words, *other.words} - struck.keys()
    words = [word for first in FIRST for word in (first, BEHIND[first]) if word in there]
    put_in = {word: hands for word, hands in _either(one.put_in, other.put_in).items() if word in words}
    return Made(names, words, put_in, struck, capitals, one.moved | other.moved)


def _either(one: Hands, other: Hands) -> Hands:
    return {word: one.get(word, frozenset()) | other.get(word, frozenset()) for word in one | other}


def write(chance: Random) -> dict[str, Made]:
    history = {"A": Made((), FIRST, {word: frozenset({"A"}) for word in FIRST})}
    lines: dict[str, set[str]] = {"A": {"A"}}
    for name in "BCDEFG"[: chance.randint(3, 6)]:
        one, other = chance.choice(list(history)), chance.choice(list(history))
        if one not in lines[other] and other not in lines[one]:
            history[name] = merge((one, other), history[one], history[other])
        else:
            history[name] = edit(name, history[one], one, chance)
        lines[name] = {name}.union(*(lines[parent] for parent in history[name].parents))
    return history


def version(name: str, made: Made) -> Version:
    words = f"{' '.join(word.capitalize() if word in made.capitals else word for word in made.words)}."
    text = f"{words} {PASSAGE}" if made.moved else f"{PASSAGE} {words}"
    return Version(
        name, "w", name, text, Standing.EXTANT, split_blocks(text), authors=(f"by {name}",), parents=made.parents
    )


def words_of(text: str) -> list[str]:
    """The words of a text, but for those of the passage."""
    return [word for word in text.replace(".", " ").split() if word.lower() in KNOWN]


@given(st.integers(0, 10**9))
@settings(max_examples=60, deadline=None)
def test_every_word_is_of_all_branches_that_put_it_in_and_none_of_the_merger(seed: int) -> None:
    history = write(Random(seed))
    versions = [version(name, made) for name, made in history.items()]
    dossier, course = Dossier(Work("w", "Work", "S"), (), tuple(versions), (), (), ()), course_of_versions(versions)
    origins = Origins(dossier, course, compare)
    for one in versions:
        made = history[one.id]
        for run in origins.runs(one.id):
            several = frozenset(record.version for record in (run.record, *run.alike))
            assert all(made.put_in[word.lower()] == several for word in words_of(run.words))
            assert {name[3:] for name in (*run.made.revisers, *run.made.candidates)} == several
        if one is not versions[0]:
            for change in attribute(dossier, versions[0], one, compare, course).attributions:
                _is_told_rightly(change, made)


def _is_told_rightly(found: Attribution, made: Made) -> None:
    hands = {name[3:] for name in (*found.revisers, *found.candidates)}
    if found.change.kind is ChangeKind.TRANSPOSITION:
        assert hands == made.moved
        return
    capitals = words_of(found.change.after.text) if found.change.after else []
    assert all(made.capitals[word.lower()] == hands for word in capitals if word[0].isupper())
    for reading, known in ((found.change.before, made.struck), (found.change.after, made.put_in)):
        for word in words_of(reading.text) if reading else ():
            assert known.get(word) in (hands, None) or (word in FIRST and word in made.words), (word, hands, known)


def test_a_paragraph_that_two_branches_cut_or_joined_alike_is_cut_or_joined_by_both() -> None:
    head, tail = "The congress binds both parties. The envoy returns.", "Prisoners are exchanged at noon."
    for was, now in ((" ", "\n\n"), ("\n\n", " ")):
        texts = {
            "a": head + was + tail,
            "b": head + now + tail,
            "c": head + now + tail,
            "m": f"{head}{now}{tail} Done.",
        }
        parents = {"a": (), "b": ("a",), "c": ("a",), "m": ("b", "c")}
        versions = [
            Version(
                one, "w", one, text, Standing.EXTANT, split_blocks(text), authors=(f"by {one}",), parents=parents[one]
            )
            for one, text in texts.items()
        ]
        dossier = Dossier(Work("w", "Work", "S"), (), tuple(versions), (), (), ())
        found = attribute(dossier, versions[0], versions[-1], compare, course_of_versions(versions)).attributions
        spaced = [one for one in found if one.change.kind is ChangeKind.ORTHOGRAPHIC]
        assert [(one.revisers, one.candidates) for one in spaced] == [((), ("by b", "by c"))]
