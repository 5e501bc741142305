"""Numbers as they stand in files and texts, where anybody may have written anything."""

_MOST_DIGITS = 9


def number_in(digits: str) -> int | None:
    """The number that these digits say; None if they are no digits, or more than any note, paragraph or change needs.

    >>> number_in("12"), number_in("²"), number_in(""), number_in("9" * 5000)
    (12, None, None, None)
    """
    return int(digits) if digits.isdecimal() and len(digits) <= _MOST_DIGITS else None
