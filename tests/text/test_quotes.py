"""Quoted words are found however they were typed."""

import pytest

from provenance.text.quotes import find_words


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("already explained", "He has already\nexplained it.", ["already\nexplained"]),
        ("OF COURSE", "Of course; of  course.", ["Of course", "of  course"]),
        ("it's", "Now it’s so.", ["it’s"]),
        ("space -- where", "outer space—where", ["space—where"]),
        ("unilateral", "no uni-\nlateral gain, no uni\u00adlateral gain", ["uni-\nlateral", "uni\u00adlateral"]),
        ("final", "the ﬁnal text", ["ﬁnal"]),
        ("é", "e\u0301 and é", ["e\u0301", "é"]),
        ("art", "the party", []),
        ("a b a", "a b a b a", ["a b a", "a b a"]),
        ("  ", "any text", []),
        ("…", "and . . . so", [". . ."]),
    ],
)
def test_words_are_found_wherever_they_stand(words: str, text: str, found: list[str]) -> None:
    assert [span.of(text) for span in find_words(words, text)] == found
