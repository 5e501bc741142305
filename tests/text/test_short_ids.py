"""Commits called by fewer digits than they have."""

from hashlib import sha1

from hypothesis import given
from hypothesis import strategies as st

from provenance.text.short_ids import short_ids, with_short_ids


def test_a_hash_is_called_by_seven_digits_or_as_many_as_tell_it_from_the_others() -> None:
    one, two, three = "a" * 40, "aaaaaaaab" + "0" * 31, "b" * 64
    assert short_ids([one, two, three]) == {one: "aaaaaaaaa", two: "aaaaaaaab", three: "bbbbbbb"}


def test_what_is_no_hash_stays_as_it_is() -> None:
    names = ["1971-08-03 Smith's copy of the draft.docx", "1234567890", "r1", "a" * 39, "A" * 40]
    assert short_ids(names) == {name: name for name in names}
    assert short_ids([]) == {}


@given(st.lists(st.integers(0, 3000).map(lambda n: sha1(str(n).encode()).hexdigest()), max_size=30))
def test_no_other_id_begins_with_a_short_one(ids: list[str]) -> None:
    for id, short in short_ids(ids).items():
        assert len(short) >= 7
        assert [other for other in set(ids) if other.startswith(short)] == [id]


def test_hashes_in_a_sentence_are_cut() -> None:
    assert with_short_ids(f"revision {'ab' * 20}, by Ann") == "revision abababababab, by Ann"
    assert with_short_ids("revision 1971-08-03") == "revision 1971-08-03"
