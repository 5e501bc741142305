"""Both texts in one run of passages, to the letter."""

from collections.abc import Callable

import pytest

from provenance.model.attributions import Apparatus
from provenance.reports.passages import read_passages

Build = Callable[[str], Apparatus]
MARKED = [
    "We agree.",
    "{+K:All.+}",
    "{-K:All.-}",
    "One.{+K: Two.+}{-H: Three.-} Four {~?:a|b~}.",
    "{>:One is.\n\n>}Two.{<:\n\nOne is.<}",
    "One.{+K:\n\nTwo.+}{-H:\n\nThree.-}",
]


@pytest.mark.parametrize("marked", MARKED)
def test_what_each_text_has_laid_end_to_end_is_that_text(marked: str, build_apparatus: Build) -> None:
    check(build_apparatus(marked))


def test_the_letter_is_in_its_passages(letter_apparatus: Apparatus, edited_letter: Apparatus) -> None:
    check(letter_apparatus)
    check(edited_letter)


def check(apparatus: Apparatus) -> None:
    passages = read_passages(apparatus)
    assert "".join(p.text for p in passages if p.kind.in_base) == apparatus.base.text
    assert "".join(p.text for p in passages if p.kind.in_revised) == apparatus.revised.text
    for p in passages:
        if p.kind.in_base:
            assert p.base.of(apparatus.base.text) == p.text
        if p.kind.in_revised:
            assert p.revised.of(apparatus.revised.text) == p.text
        assert (p.attribution is None) == (p.kind.value == "kept")


def test_what_was_taken_out_stands_before_what_took_its_place(build_apparatus: Build) -> None:
    kinds = [p.kind.value for p in read_passages(build_apparatus("We {~K:may|must~} agree."))]
    assert kinds == ["kept", "deleted", "inserted", "kept"]
