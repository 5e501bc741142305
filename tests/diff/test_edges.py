"""Edges where a reader would put them."""

import pytest

from provenance.diff.compare import compare
from provenance.model.versions import Standing, Version


def marked(base: str, revised: str) -> str:
    """The revised text with its insertions in brackets."""
    changes = compare(
        Version("a", "w", "a", base, Standing.EXTANT), Version("b", "w", "b", revised, Standing.EXTANT)
    ).changes
    for change in reversed(changes):
        assert change.after
        assert not change.before
        revised = f"{revised[: change.after.span.start]}[{change.after.text}]{revised[change.after.span.end :]}"
    return revised


@pytest.mark.parametrize(
    ("base", "shown"),
    [
        ("He came. He went.", "He came. [He slept.] He went."),
        ("He came.\n\nHe went.", "He came.\n\n[He slept.]\n\nHe went."),
        ("We met, as he said, and left.", "We met, [as she said,] as he said, and left."),
        ("I saw; I came; I left.", "I saw; [I stood;] I came; I left."),
        ("He said (in May) so.", "He said [(in June)] (in May) so."),
        ("The weather was ill.", "The weather was [very, very] ill."),
    ],
)
def test_words_put_in_begin_and_end_where_a_reader_would_say(base: str, shown: str) -> None:
    assert marked(base, shown.replace("[", "").replace("]", "")) == shown
