"""A merge of many branches costs what the branches hold, and is not gone through once more for each of them."""

import sys
from itertools import count
from typing import Any

from provenance.lineage.agreement import find_agreement
from provenance.lineage.lineage import Lineage


def merged(branches: int) -> Lineage:
    """A text to which each of so many branches adds a line of its own, and which is merged from all of them."""
    lineage = Lineage()
    lines = [f"Line {number} of somebody." for number in range(branches)]
    lineage.add("base", "One text.", ())
    for number, line in enumerate(lines):
        lineage.add(f"r{number}", f"One text.\n{line}", ("base",))
    lineage.add("merge", "\n".join(("One text.", *lines)), [f"r{number}" for number in range(branches)])
    return lineage


class Uncut(list[Any]):
    """The segments of a merge, which are not to be taken apart."""

    def __getitem__(self, place: Any) -> Any:
        assert not isinstance(place, slice), "the merge is read for a parent that has nothing of its own"
        return super().__getitem__(place)


def test_a_parent_that_has_nothing_of_its_own_is_not_held_against_the_merge() -> None:
    lineage = merged(3)
    stand = frozenset(instance for one in lineage.segments("merge") for instance in one.instances)
    assert find_agreement(Uncut(lineage.segments("merge")), lineage.segments("r1"), stand) == {}


def test_what_is_kept_of_a_merge_is_not_gone_through_for_each_of_its_parents() -> None:
    def calls(branches: int) -> int:
        counted = count()
        sys.setprofile(lambda *_: next(counted))
        try:
            merged(branches)
        finally:
            sys.setprofile(None)
        return next(counted)

    assert calls(400) < 3 * calls(200)
