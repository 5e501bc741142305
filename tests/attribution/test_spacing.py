"""White space is followed to the version that put it there, and only what a step touched is read for it."""

from collections.abc import Mapping
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from provenance.attribution.course import Course, course_of_history, course_of_versions
from provenance.attribution.following import Following
from provenance.attribution.spacing import Respacing, Space, Spacing
from provenance.lineage.lineage import Lineage
from provenance.lineage.token_codes import find_tokens
from provenance.model.changes import Edit
from provenance.model.histories import Revision
from provenance.model.spans import Span
from provenance.model.versions import Standing, Version

_PARTS = ("We shall", " ", "  ", "\n", "\n\n", "\r\n", "yield. ", "the treaty", ", ", "Sir,", "条约", "-- ", "no ")


def course_of(texts: list[str]) -> Course:
    """Versions one after the other."""
    return course_of_versions(
        [
            Version(f"v{n}", "w", f"v{n}", text, Standing.EXTANT, (), parents=(f"v{n - 1}",) if n else ())
            for n, text in enumerate(texts)
        ]
    )


def spaces_of(course: Course, version: str) -> Mapping[int, Space]:
    """Every word of a version with what follows it, read from the whole text."""
    text, words = course.version(version).text, course.lineage.spell(version)[1]
    places = pairwise(find_tokens(text))
    gaps = [text[end:start] for (_, end), (start, _) in places]
    return dict(zip(words, zip(gaps, words[1:], strict=False), strict=False))


@given(st.lists(st.lists(st.sampled_from(_PARTS), max_size=14).map("".join), min_size=2, max_size=5))
def test_what_is_found_is_what_reading_every_text_finds(texts: list[str]) -> None:
    course = course_of(texts)
    steps = [(f"v{n}", f"v{n - 1}") for n in range(len(texts) - 1, 0, -1)]
    left = dict(spaces_of(course, steps[0][0]))
    assert Spacing(texts[-1], course.lineage.segments(steps[0][0])).spaces() == left
    respacing = Respacing(course.lineage, lambda version: course.version(version).text, steps[0][0], left)
    found, expected = dict[int, str](), dict[int, str]()
    for version, parent in steps:
        found |= dict.fromkeys(respacing.lacks(version, parent, left.keys() - found.keys()), version)
    for version, parent in steps:
        then = spaces_of(course, parent)
        changed = [one for one, space in left.items() if then.get(one) != space]
        expected |= dict.fromkeys(changed, version)
        left = {one: space for one, space in left.items() if one not in changed}
    assert found == expected


def spacing(course: Course, base: str, revised: str, words: str) -> tuple[str, ...]:
    """The version since which these words are followed as they are."""
    old, new = course.version(base), course.version(revised)
    end = new.text.index(words) + len(words)
    return Following(course, old, new).spacing(Edit(Span(0, 0), Span(end, end + 1), new.text[end]))


def test_white_space_has_a_maker_however_long_the_way() -> None:
    lines = [f"Line {number} of the long report on the harbour dues." for number in range(4000)]
    texts = []
    for number in range(60):
        lines[number * 50] += " It was amended."
        texts.append("\n".join(lines[:2000]) + ("\n\n" if number >= 30 else "\n") + "\n".join(lines[2000:]))
    assert sum(map(len, texts)) > 10_000_000
    assert spacing(course_of(texts), "v0", "v59", "Line 1999 of the long report on the harbour dues.") == ("v30",)


def test_white_space_that_a_hidden_version_may_have_made_is_found_in_the_first_one_seen_after_it() -> None:
    texts = {
        "v0": "We shall not\nyield.",
        "v1": None,
        "v2": "We shall not\n\nyield.",
        "v3": "We shall not\n\nyield it.",
    }
    lineage = Lineage()
    for id, text in texts.items():
        lineage.add(id, text)
    seen = {id: Version(id, "w", id, text, Standing.EXTANT, ()) for id, text in texts.items() if text}
    revisions = [Revision(id, text, None, ("Weber",)) for id, text in texts.items()]
    course = course_of_history(lineage, revisions, seen.__getitem__)
    assert spacing(course, "v0", "v3", "shall not") == ("v2",)
