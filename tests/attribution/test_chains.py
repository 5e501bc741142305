"""Works of several versions, as a historian would tell them (tests/cases/chains), step by step and all at once."""

import re
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import cycle, pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.attribution.attribute import attribute
from provenance.attribution.copies import lay_on_base
from provenance.attribution.course import Course, course_of_history, course_of_versions
from provenance.attribution.listing import listed
from provenance.attribution.origins import Origins
from provenance.attribution.pieces import finest
from provenance.diff.compare import compare
from provenance.diff.replay import apply_edits
from provenance.lineage.lineage import Lineage
from provenance.lineage.token_codes import find_tokens, split_tokens
from provenance.model.attributions import Apparatus, Attribution, Dossier
from provenance.model.changes import ChangeKind, Comparison
from provenance.model.histories import Revision
from provenance.model.spans import Span
from provenance.model.testimony import Act, Certainty, Claim, Scope, Target
from provenance.model.versions import Standing, Version, Work
from provenance.text.blocks import split_blocks

CASES = sorted((Path(__file__).parent.parent / "cases" / "chains").glob("*.txt"))


@dataclass
class Case:
    """A work, and how its changes are told."""

    versions: list[Version] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    asked: list[tuple[str, list[str]]] = field(default_factory=list)

    @property
    def dossier(self) -> Dossier:
        return Dossier(Work("w", "Work", "S"), (), tuple(self.versions), (), tuple(self.claims), ())


def read_case(path: Path) -> Case:
    case = Case()
    parts = re.split(r"^(==|--) (.*)\n", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    for kind, head, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        if kind == "==":
            case.versions.append(read_version(head, body.strip("\n"), case.versions))
        elif head == "claims":
            case.claims = [read_claim(n, line, case.versions[-1]) for n, line in enumerate(body.splitlines())]
        else:
            case.asked.append((head, body.splitlines()))
    return case


def read_version(head: str, text: str, before: list[Version]) -> Version:
    label, *told = head.split("; ")
    facts = dict(fact.partition(" ")[::2] for fact in told)
    after = facts["after"].split(", ") if "after" in facts else [version.id for version in before[-1:]]
    made = "reconstructed" in facts
    return Version(
        label, "w", label, text, Standing.RECONSTRUCTED if made else Standing.EXTANT, split_blocks(text),
        authors=tuple(facts["by"].split(" and ")) if "by" in facts else (), parents=tuple(after),
        method="made from a claim." if made else None,
    )  # fmt: skip


def read_claim(number: int, line: str, last: Version) -> Claim:
    by, act, words, earlier = ([cell.strip() for cell in line.split("|")] + ["", ""])[:4]
    at = last.text.index(words)
    target = Target(last.id, Span(at, at + len(words))) if words else None
    return Claim(
        f"k{number}", "w", tuple(by.split(" and ")), Act(act), Scope.PHRASE if words else Scope.DOCUMENT,
        Certainty.HIGH, "said", f"source {number}", target=target,
        earlier_reading=earlier or None,
    )  # fmt: skip


def apparatus(case: Case, asked: str, course: Course | None = None) -> Apparatus:
    base, revised = asked.split()
    known = {version.id: version for version in case.versions}
    if revised != "*":
        return attribute(case.dossier, known[base], known[revised], compare, course)
    used = {parent for version in case.versions for parent in version.parents}
    copies = [version for version in case.versions if version.id not in used]
    return lay_on_base([attribute(case.dossier, known[base], copy, compare, course) for copy in copies])


def told(found: Apparatus) -> list[str]:
    return [tell(a) for a in listed(found)]


def tell(a: Attribution) -> str:
    before, after = (" ".join(r.text.split()) if r else "" for r in (a.change.before, a.change.after))
    moved = a.change.kind is ChangeKind.TRANSPOSITION
    words = f"> {after}" if moved else f"- {before} " * bool(before) + f"+ {after}" * bool(after)
    who = ", ".join(a.revisers) or ("? " + ", ".join(a.candidates) if a.candidates else "nobody")
    return f"{words.strip()} | {who}" + " | contested" * a.contested


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_changes_are_told_as_a_historian_would(path: Path) -> None:
    case = read_case(path)
    assert case.asked
    for asked, lines in case.asked:
        command, *rest = asked.split(" ", 1)
        if command == "changes":
            found = apparatus(case, rest[0])
            assert told(found) == lines
            edits = [edit for a in found.attributions for edit in a.change.edits]
            assert apply_edits(found.base.text, edits) == found.revised.text
        else:
            assert annotated(case, rest[0], lines) == lines


def annotated(case: Case, version: str, lines: list[str]) -> list[str]:
    runs = Origins(case.dossier, course_of_versions(case.versions), compare).runs(version)
    tokens = [(token, run.where) for run in runs for token in split_tokens(run.words)]
    wanted = [line.partition(": ")[0] for line in lines]
    return [f"{name}: {' '.join(token for token, where in tokens if where == name)}" for name in wanted]


HISTORIES = [path for path in CASES if not any(version.method for version in read_case(path).versions)]
"""The chains without a reconstruction, which a history cannot have."""


@pytest.mark.parametrize("path", HISTORIES, ids=lambda path: path.stem)
def test_the_same_is_told_of_revisions_whose_words_were_traced_before(path: Path) -> None:
    case = read_case(path)
    lineage, revisions = Lineage(), []
    for v in case.versions:
        lineage.add(v.id, v.text, v.parents)
        revisions.append(Revision(v.id, None, v.parents, v.authors, v.date))
    course = course_of_history(lineage, revisions, {v.id: v for v in case.versions}.__getitem__)
    for asked, lines in case.asked:
        command, *rest = asked.split(" ", 1)
        if command == "changes":
            assert told(apparatus(case, rest[0], course)) == lines


WORDS = [4 * letter for letter in "abcdefghijklmnopqrstuvwxyzαβγδεζηθικ"]
"""Words of which none begins or ends like another: else a word may have grown out of one that shares its letters."""


@st.composite
def histories(draw: st.DrawFn) -> list[Version]:
    """Versions whose words all differ, each made from the one before by putting words in and taking words out."""
    fresh = iter(draw(st.permutations(WORDS)))
    words = [next(fresh) for _ in range(8)]
    versions = [made("v0", words, ("Author 0",), ())]
    for number in range(1, draw(st.integers(2, 4))):
        for _ in range(draw(st.integers(1, 2))):
            at = draw(st.integers(0, len(words)))
            words = [*words[:at], next(fresh), *words[at:]]
        if draw(st.booleans()) and len(words) > 4:
            at = draw(st.integers(0, len(words) - 1))
            words = [*words[:at], *words[at + 1 :]]
        authors = draw(st.sampled_from([(f"Author {number}",), ("Author 0",), ()]))
        versions.append(made(f"v{number}", words, authors, (f"v{number - 1}",)))
    return versions


def made(name: str, words: list[str], authors: tuple[str, ...], parents: tuple[str, ...]) -> Version:
    text = " ".join(words)
    return Version(name, "w", name, text, Standing.EXTANT, split_blocks(text), authors=authors, parents=parents)


@st.composite
def retyped_histories(draw: st.DrawFn) -> list[Version]:
    """Versions in which words are put in, struck out, and typed again somewhere by a later hand."""
    fresh, struck = iter(draw(st.permutations(WORDS))), list[str]()
    words = [next(fresh) for _ in range(10)]
    versions = [made("v0", words, ("Author 0",), ())]
    for number in range(1, draw(st.integers(3, 5))):
        at = draw(st.integers(0, len(words)))
        match draw(st.sampled_from(["put in", "strike", "strike", "type again"])):
            case "strike" if len(words) > 5:
                struck += words[at : at + 3]
                words = [*words[:at], *words[at + 3 :]]
            case "type again" if struck:
                word = struck.pop(draw(st.integers(0, len(struck) - 1)))
                words = [*words[:at], word, *draw(st.sampled_from([[], [next(fresh)]])), *words[at:]]
            case _:
                words = [*words[:at], next(fresh), *words[at:]]
        versions.append(made(f"v{number}", words, (f"Author {number}",), (f"v{number - 1}",)))
    return versions


@given(retyped_histories())
@settings(max_examples=200, deadline=None)
def test_a_word_that_stands_unchanged_since_a_version_came_in_no_later(versions: list[Version]) -> None:
    dossier = Dossier(Work("w", "Work", "S"), (), tuple(versions), (), (), ())
    course, order = course_of_versions(versions), [version.id for version in versions]
    for number, revised in enumerate(versions):
        brought_in = {word: origin for word, origin in course.lineage.origins(revised.id) if word.isalnum()}
        for base in versions[: max(0, number - 1)]:
            found = attribute(dossier, base, revised, compare, course)
            changed = " ".join(a.change.after.text for a in found.attributions if a.change.after).split()
            for word in set(revised.text.split()) - set(changed):
                assert order.index(brought_in[word]) <= order.index(base.id), (word, base.id, revised.id)


@given(histories())
@settings(max_examples=60, deadline=None)
def test_from_the_first_to_the_last_each_word_has_the_attribution_of_its_step(versions: list[Version]) -> None:
    dossier = Dossier(Work("w", "Work", "S"), (), tuple(versions), (), (), ())
    go = partial(attribute, dossier, compare=compare)
    came: dict[str, tuple[str, ...]] = {}
    went: dict[str, tuple[str, ...]] = {}
    for before, after in pairwise(versions):
        came |= dict(words_of(go(before, after), came_in=True))
        went |= dict(words_of(go(before, after), came_in=False))
    whole = go(versions[0], versions[-1])
    for word, by in words_of(whole, came_in=True):
        assert by == came[word], word
    for word, by in words_of(whole, came_in=False):
        assert by == went[word], word


def test_no_two_versions_are_compared_twice_however_many_look_at_a_step() -> None:
    words = WORDS[:8]
    versions = [made(f"v{n}", [*words, *WORDS[8 : 8 + n]], (), (f"v{n - 1}",) if n else ()) for n in range(5)]
    untrue = read_claim(0, f"Cy Cook | insert | {words[2]}", versions[-1])
    dossier = Dossier(Work("w", "Work", "S"), (), tuple(versions), (), (untrue,), ())
    asked: list[tuple[str, str]] = []

    def counted(base: Version, revised: Version) -> Comparison:
        asked.append((base.id, revised.id))
        return compare(base, revised)

    attribute(dossier, versions[0], versions[-1], counted)
    assert len(asked) == len(set(asked)) > 4


def test_each_version_with_a_claim_of_its_own_is_work_that_grows_with_them_and_not_with_their_square() -> None:
    counts = [_comparisons(many) for many in (6, 12, 24)]
    assert counts[1] - counts[0] <= 6 * 5, counts
    assert counts[2] - counts[1] <= 12 * 5, counts


def _comparisons(many: int) -> int:
    """How many are made for a work of so many versions, each with a line and a claim of its own, which is true."""
    lines = [f"{word} number {n} was kept." for n, word in zip(range(many), cycle(WORDS))]
    texts = ["\n\n".join([*(f"New {line}" for line in lines[:n]), *lines[n:]]) for n in range(many)]
    versions = [
        Version(f"v{n}", "w", f"v{n}", text, Standing.EXTANT, split_blocks(text), parents=(f"v{n - 1}",) if n else ())
        for n, text in enumerate(texts)
    ]
    claims = [read_claim(n, f"Cy Cook | revise | New {lines[n - 1]}", versions[n]) for n in range(1, many - 1)]
    asked: list[tuple[str, str]] = []

    def counted(base: Version, revised: Version) -> Comparison:
        asked.append((base.id, revised.id))
        return compare(base, revised)

    dossier = Dossier(Work("w", "Work", "S"), (), tuple(versions), (), tuple(claims), ())
    found = attribute(dossier, versions[-2], versions[-1], counted)
    assert all("on the step from" in one.reason for one in found.assessments)
    return len(asked)


def words_of(found: Apparatus, *, came_in: bool) -> list[tuple[str, tuple[str, ...]]]:
    texts = found.base.text, found.revised.text
    pairs = [(edit, a.revisers) for a in found.attributions for edit in finest(a.change, *texts)]
    return [
        (word, by) for edit, by in pairs for word in (edit.text if came_in else edit.base.of(found.base.text)).split()
    ]


SENTENCES = [
    "The council met on Tuesday in the old hall by the river.", "It voted to mend the bridge before the frost.",
    "The mayor was absent.", "Nobody spoke for the ferrymen.", "The wardens kept the gate shut all winter.",
    "A letter came from the capital, and was not read.", "The price of grain is not to be spoken of.",
]  # fmt: skip


@st.composite
def rearranged(draw: st.DrawFn) -> list[Version]:
    """Versions of known authors, each made from the one before by moving, splitting, striking or copying."""
    parts = [[sentence] for sentence in SENTENCES]
    versions = [laid_out(0, parts)]
    for number in range(1, draw(st.integers(3, 5))):
        parts = [list(part) for part in parts]
        for _ in range(draw(st.integers(1, 2))):
            at, to = draw(st.integers(0, len(parts) - 1)), draw(st.integers(0, len(parts) - 1))
            kind = draw(st.sampled_from(["move", "join", "strike", "copy", "cut", "word"]))
            if kind == "move":
                parts.insert(to, parts.pop(at))
            elif kind == "join" and at:
                parts[at - 1 : at + 1] = [parts[at - 1] + parts[at]]
            elif kind == "strike" and len(parts) > 3:
                del parts[at]
            elif kind == "copy":
                parts.insert(to, list(parts[at]))
            elif kind == "cut" and len(parts[at]) > 1:
                parts[at : at + 1] = [parts[at][:1], parts[at][1:]]
            elif kind == "word":
                parts[at][0] = parts[at][0].replace("the ", f"the {'very ' * number}", 1)
        versions.append(laid_out(number, parts))
    return versions


def laid_out(number: int, parts: list[list[str]]) -> Version:
    text = "\n\n".join(" ".join(part) for part in parts)
    above = (f"v{number - 1}",) if number else ()
    name, by = f"v{number}", (f"Author {number}",)
    return Version(name, "w", name, text, Standing.EXTANT, split_blocks(text), authors=by, parents=above)


@given(rearranged())
@settings(max_examples=60, deadline=None)
def test_where_all_authors_are_recorded_and_no_sentence_stands_twice_no_change_is_without_one(
    versions: list[Version],
) -> None:
    dossier = Dossier(Work("w", "Work", "S"), (), tuple(versions), (), (), ())
    found = attribute(dossier, versions[0], versions[-1], compare)
    later = {name for version in versions[1:] for name in version.authors}
    edits = [edit for a in found.attributions for edit in a.change.edits]
    assert apply_edits(found.base.text, edits) == found.revised.text
    repeated = any(version.text.count(sentence[-12:]) > 1 for version in versions for sentence in SENTENCES)
    for a in found.attributions:
        assert repeated or a.revisers or a.candidates, a.change
        assert later.issuperset(a.revisers + a.candidates)


COMMON = ["the", "of", "and", "to", "a", "in", "that", "he"]
RARE = ["king", "note", "seal", "gate", "river", "winter", "ships", "court", "ledger"]


def repetitive(chance: Random) -> list[Version]:
    """Versions in which words come again and again; each puts some in at one place, or strikes some."""

    def some(least: int, most: int) -> list[str]:
        return [chance.choice(chance.choice([COMMON, RARE])) for _ in range(chance.randint(least, most))]

    words = some(12, 24)
    versions = [made("v0", [*words[:-1], f"{words[-1]}."], (), ())]
    for number in range(1, chance.randint(3, 5)):
        at = chance.randint(0, len(words))
        strikes = chance.random() < 0.5 and len(words) > 8
        words = [*words[:at], *([] if strikes else some(1, 4)), *words[at + strikes * chance.randint(1, 4) :]]
        versions.append(made(f"v{number}", [*words[:-1], f"{words[-1]}."], (), (f"v{number - 1}",)))
    return versions


@given(st.integers(0, 10**9))
@settings(max_examples=60, deadline=None)
def test_of_equal_words_annotate_and_changes_call_the_same_ones_new(seed: int) -> None:
    versions = repetitive(Random(seed))
    dossier, lineage = (
        Dossier(Work("w", "Work", "S"), (), tuple(versions), (), (), ()),
        course_of_versions(versions).lineage,
    )
    for before, after in pairwise(versions):
        edits = [e.revised for a in attribute(dossier, before, after, compare).attributions for e in a.change.edits]
        if any(one.text == after.text for one in versions[: versions.index(after)]):
            break  # a text that was there before has the words that it had then
        stood, stand = (lineage.spell(version.id)[1] for version in (before, after))
        for instance, place in zip(stand, find_tokens(after.text), strict=True):
            assert (instance not in stood) is any(edit.contains(Span(*place)) for edit in edits), place


def test_between_distant_versions_of_equal_words_those_are_new_that_the_steps_call_new() -> None:
    for seed in range(300):
        versions = [replace(one, authors=(f"by {one.id}",)) for one in repetitive(Random(seed))]
        dossier = Dossier(Work("w", "Work", "S"), (), tuple(versions), (), (), ())
        course = course_of_versions(versions)
        stood = {one.id: list(course.lineage.spell(one.id)[1]) for one in versions}
        for number, base in enumerate(versions):
            for revised in versions[number + 2 :]:
                found = attribute(dossier, base, revised, compare, course)
                way = versions[number : versions.index(revised) + 1]
                for came_in, version, other in ((True, revised, base), (False, base, revised)):
                    told = words_told(found, version, came_in=came_in)
                    for instance, by in zip(stood[version.id], told, strict=True):
                        steps = [b for a, b in pairwise(way) if (instance in stood[b.id]) is came_in]
                        steps = [b for b in steps if (instance in stood[before(way, b).id]) is not came_in]
                        is_told = None if instance in stood[other.id] else steps[-1].authors
                        assert by == is_told, (seed, base.id, revised.id, came_in, instance)


def before(way: list[Version], version: Version) -> Version:
    return way[way.index(version) - 1]


def words_told(found: Apparatus, version: Version, *, came_in: bool) -> list[tuple[str, ...] | None]:
    """For each word of one of the two versions who put it in, or took it out; None if it is told as kept."""
    texts = found.base.text, found.revised.text
    edits = [(edit, a.revisers) for a in found.attributions for edit in finest(a.change, *texts)]
    places = [(edit.revised if came_in else edit.base, by) for edit, by in edits]
    return [
        next((by for place, by in places if place.contains(Span(*token))), None) for token in find_tokens(version.text)
    ]


def test_white_space_is_left_to_no_change_whose_words_became_another_s() -> None:
    council, bridge, mayor, *others = (
        "The council met on Tuesday.", "It voted to mend the bridge.", "The mayor was absent.",
        "Nobody spoke for the ferrymen.", "The wardens kept the gate shut.", "A letter came from the capital.",
    )  # fmt: skip
    first, *rest = others
    orders = (
        (council, bridge, mayor, *others),
        (mayor, council, mayor, first, rest[0], bridge, *rest[1:]),
        (mayor, council, mayor, mayor, mayor, first, rest[0], bridge, *rest[1:]),
    )
    versions = tuple(laid_out(number, [[sentence] for sentence in order]) for number, order in enumerate(orders))
    found = attribute(Dossier(Work("w", "Work", "S"), (), versions, (), (), ()), versions[0], versions[-1], compare)
    assert apply_edits(found.base.text, [e for a in found.attributions for e in a.change.edits]) == found.revised.text
