"""Words that a source records as put in and struck again before any version holds them."""

from collections.abc import Iterator, Sequence

from provenance.model.testimony import Act, Claim


def struck_again(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Who put such words in, and who struck them: the claims of two marks without extent, side by side."""
    empty = [c for c in claims if c.mark and c.quote.strip() and c.target is not None and not len(c.target.span)]
    first: Claim | None = None
    for claim in empty:
        if first is not None and first.quote == claim.quote and {first.act, claim.act} == {Act.INSERT, Act.DELETE}:
            yield (first, claim) if first.act is Act.INSERT else (claim, first)
            first = None
        else:
            first = claim
