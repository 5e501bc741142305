"""The range begun last is known however ranges cross, and however many never end."""

from hypothesis import given
from hypothesis import strategies as st

from provenance.formats.word.tracked_text import Hook, HookKind
from provenance.sources.word.open_ranges import OpenRanges
from provenance.sources.word.recorded_marks import read_remarks

STEPS = st.lists(st.tuples(st.booleans(), st.sampled_from("abcd")), max_size=40)


@given(STEPS)
def test_the_range_begun_last_is_the_last_of_those_that_are_open(steps: list[tuple[bool, str]]) -> None:
    ranges, open_now = OpenRanges[int](), dict[str, int]()
    for number, (begins, key) in enumerate(steps):
        ended = open_now.pop(key, None)
        if begins:
            ranges.begin(key, number)
            open_now[key] = number
        else:
            assert ranges.end(key) == ended
        assert ranges.last == next(reversed(open_now.values()), None)


def test_of_thousands_of_comments_on_the_same_words_those_that_began_last_speak_of_a_change() -> None:
    starts = [Hook(HookKind.COMMENT_START, f"c{n}") for n in range(3000)]
    remarks = read_remarks([*starts, *(Hook(HookKind.COMMENT_END, hook.key) for hook in starts)])
    assert max(map(len, remarks)) == 50
    assert remarks[2999][-1] == "c2999"
    assert remarks[2] == ("c0", "c1", "c2")
    assert remarks[-2] == ("c2999",)
    assert remarks[-1] == ()
