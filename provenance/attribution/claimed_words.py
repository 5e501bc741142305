"""The words that claims speak of, followed through the versions: which claims can speak of a step, and which cannot.

A claim is held against the two texts of a step only if its words came, went or stood by what changed there. So a work
of many versions and many claims costs what was done to the claimed words, and not versions times claims.
"""

from collections.abc import Callable, Iterable

from provenance.attribution.course import Course
from provenance.attribution.following import Words
from provenance.lineage.token_codes import split_tokens
from provenance.model.testimony import Claim, Target
from provenance.text.tokens import whole_words


class ClaimedWords:
    """Claims, asked which of them can speak of a step."""

    def __init__(self, course: Course, words: Callable[[str], Words], claims: Iterable[Claim]) -> None:
        """`words` gives those of any version of the course."""
        self._course, self._lineage, self._words = course, course.lineage, words
        self._claims = tuple(claims)
        self._instances = {claim.id: self._stood(claim.target) for claim in self._claims if claim.target}
        self._readings = {claim.id: _words_of(claim) for claim in self._claims}

    def on(self, parent: str, version: str) -> tuple[Claim, ...]:
        """The claims that can speak of the step from a parent to a version.

        The words of all others, and those that they quote, stood in the midst of what the step left as it was. A claim
        that quotes nothing and has no place may always speak.
        """
        around = self._lineage.touched(version, parent).around
        letters = self._letters(version, around) | self._letters(parent, around)

        def can_speak(claim: Claim) -> bool:
            stood, quoted = self._instances.get(claim.id), self._readings[claim.id]
            if stood and not stood.isdisjoint(around):
                return True
            return not letters.isdisjoint(quoted) if quoted else not stood

        return tuple(claim for claim in self._claims if can_speak(claim))

    def _stood(self, target: Target) -> frozenset[int]:
        """The words of a target, of a mere point those beside it; none if its version is not among those followed."""
        if target.version not in self._lineage:
            return frozenset()
        words, text = self._words(target.version), self._course.version(target.version).text
        held = words.numbers(whole_words(target.span, text))
        return frozenset(
            words.instances[held.start : held.stop] or words.instances[max(0, held.start - 1) : held.stop + 1]
        )

    def _letters(self, version: str, instances: frozenset[int]) -> frozenset[str]:
        spelt = zip(self._lineage.spell(version)[1], self._lineage.tokens(version), strict=True)
        return frozenset(token.casefold() for instance, token in spelt if instance in instances)


def _words_of(claim: Claim) -> frozenset[str]:
    """The words that a claim quotes as they were, or as they became, in small letters."""
    readings = (claim.earlier_reading or "", claim.later_reading or "")
    return frozenset(token.casefold() for reading in readings for token in split_tokens(reading))
