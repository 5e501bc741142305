"""What words tell: a weight for every token, one byte each, and what a series of them is worth.

A mark of punctuation weighs nothing, a short word 1, a long one 2 (`lineage_tokens.Vocabulary` gives the weights).
Two questions are asked of a series of tokens, and they are not the same.
"""

_MARK_COUNTS = 3


def worth(weights: bytes) -> int:
    """How much these tokens count when two sentences are compared: each a little, the longer words more.

    >>> worth(bytes([2, 0, 1]))
    9
    """
    return 2 * sum(weights) + len(weights)


def tell(weights: bytes) -> int:
    """How sure a run found anywhere is the same run: the marks between its words count against it.

    The furniture of citations and tables ("}}</ref><ref>{{cite web |url=") is the same wherever it stands.

    >>> tell(bytes([2, 2, 0, 1]))
    2
    """
    return sum(weights) - _MARK_COUNTS * weights.count(0)


def find_telling(weights: bytes, least: int) -> int:
    """The first place from which these tokens, up to their end, tell at least so much; their number if none does.

    >>> find_telling(bytes([0, 0, 2, 2]), 3)
    2
    """
    found, told = len(weights), 0
    for at in range(len(weights) - 1, -1, -1):
        told += weights[at] or -_MARK_COUNTS
        if told >= least:
            found = at
    return found
