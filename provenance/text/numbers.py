"""Numbers of things in words: the one place that knows a plural."""


def number_of(count: int, noun: str, plural: str | None = None) -> str:
    """So many of a thing; `plural` where an "s" does not make it.

    >>> number_of(1, "entry", "entries"), number_of(3, "text")
    ('1 entry', '3 texts')
    """
    return f"{count} {noun if count == 1 else plural or f'{noun}s'}"
