"""Names that are given twice, told apart by a number."""

from collections.abc import Sequence


def tell_apart(keys: Sequence[str]) -> list[str]:
    """The keys in order, those that came before told apart by a number.

    >>> tell_apart(["a", "a", "a-2", "a"])
    ['a', 'a-2', 'a-2-2', 'a-3']
    """
    taken: set[str] = set()
    last: dict[str, int] = {}
    unique = []
    for key in keys:
        number = last.get(key, 1)
        own = key if number == 1 else f"{key}-{number}"
        while own in taken:
            number += 1
            own = f"{key}-{number}"
        last[key] = number
        taken.add(own)
        unique.append(own)
    return unique
