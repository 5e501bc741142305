"""A claim that a historian adds: from a memoir, an archive, his own judgement. It is weighed like any other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from provenance.attribution.naming import name_of, names_in, person_called
from provenance.errors import NotFound, UnreadableInput
from provenance.model.attributions import Dossier
from provenance.model.spans import Span
from provenance.model.testimony import Act, Certainty, Claim, Person, Scope, Target
from provenance.model.versions import Standing, Version
from provenance.text.dates import check_date
from provenance.text.quotes import find_words
from provenance.text.sentences import split_sentences

BY_HAND = "added by hand"
"""The rule of a claim that no program read."""


@dataclass(frozen=True, slots=True)
class Assertion:
    """What the historian says: who did what to which words, how sure, on what source, and who says so.

    `words` are the words concerned as they stand in the text; `earlier` and `later` readings where they do not.
    """

    revisers: tuple[str, ...]
    act: Act
    source: str
    asserted_by: str
    words: str | None = None
    sentence: str | None = None
    earlier: str | None = None
    later: str | None = None
    certainty: Certainty = Certainty.HIGH
    reason: str = ""
    date: str | None = None


_ON_WORDS = frozenset({Act.INSERT, Act.DELETE, Act.REPLACE, Act.MOVE})
"""What can only be done to certain words."""


def make_claim(dossier: Dossier, assertion: Assertion, number: int) -> tuple[Claim, tuple[Person, ...]]:
    """The claim, its words found in the final version or the last that has them, and the persons it names.

    Words that stand in several places make a claim with several places, which stays unresolved. NotFound if the words
    are in no version, or the sentence not in the final one; UnreadableInput if nothing says who speaks, on what source.
    """
    if not assertion.source.strip():
        raise UnreadableInput("a claim needs a source; say with --source where it stands")
    if not assertion.asserted_by.strip():
        raise UnreadableInput("a claim needs somebody who asserts it; say with --asserted-by who says so")
    asserted_by = name_of(assertion.asserted_by)
    if assertion.act is Act.REPLACE and assertion.earlier and assertion.earlier == (assertion.later or assertion.words):
        raise UnreadableInput("to replace words by the same words leaves them as they were; give other words")
    for act, reading, is_given in (
        (Act.INSERT, "--earlier", assertion.earlier),
        (Act.DELETE, "--later", assertion.later),
    ):
        if assertion.act is act and is_given:
            raise UnreadableInput(
                f"to {act.value} words leaves no {reading} reading; leave it out, or say --act replace"
            )
    home, places = _home(assertion, dossier)
    if assertion.act in _ON_WORDS and not (places or assertion.earlier or assertion.later):
        raise UnreadableInput(
            f"which words did they {assertion.act.value}? Name them with --words or --sentence; --act revise and "
            "--act draft are of the whole"
        )
    targets = tuple(Target(home.id, place) for place in places)
    people = tuple(person_called(name, dossier) for name in names_in(assertion.revisers, dossier.people))
    claim = Claim(
        id=f"{dossier.work.id}/c{number}",
        work=dossier.work.id,
        revisers=tuple(dict.fromkeys(person.name for person in people)),
        act=assertion.act,
        scope=_scope(places, home) if places else Scope.PHRASE if assertion.earlier else Scope.DOCUMENT,
        certainty=assertion.certainty,
        quote=assertion.reason,
        source=assertion.source,
        rule=BY_HAND,
        target=targets[0] if len(targets) == 1 else None,
        places=targets if len(targets) > 1 else (),
        earlier_reading=assertion.earlier,
        later_reading=assertion.later,
        printed=True if targets and home is dossier.versions[-1] else None,
        asserted_by=asserted_by,
        reason=assertion.reason,
        date=assertion.date and check_date(assertion.date),
    )
    return claim, people


class Rivals:
    """The claims among these that name other persons for the very same words, which makes all of them candidates."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._on: dict[Target, list[Claim]] = {}
        for claim in claims:
            if claim.target is not None and _counts(claim):
                self._on.setdefault(_words_of(claim.target), []).append(claim)

    def of(self, claim: Claim) -> tuple[Claim, ...]:
        """Those that are at odds with a claim."""
        if claim.target is None or not _counts(claim):
            return ()
        others = self._on.get(_words_of(claim.target), ())
        return tuple(other for other in others if set(other.revisers) != set(claim.revisers))


def told_of(claim: Claim, claims: Iterable[Claim]) -> Iterator[str]:
    """What whoever adds a claim must hear: that its words stand in several places, what others say of the same."""
    if claim.places:
        yield f"its words stand in {len(claim.places)} places, so it stays unresolved until its sentence is named"
    claims = tuple(claims)
    for other in claims:
        if other.id != claim.id and replace(other, id=claim.id) == claim:
            yield f"{other.id} says the same already"
    for rival in Rivals(claims).of(claim):
        yield rivalry(rival)


def rivalry(rival: Claim) -> str:
    """That another claim names somebody else."""
    return f"at odds with {rival.id}, which names {' and '.join(rival.revisers)} for the same words"


def _words_of(target: Target) -> Target:
    return Target(target.version, target.span)


def _counts(claim: Claim) -> bool:
    return claim.is_weighed and claim.changes_text and bool(claim.revisers)


def _home(assertion: Assertion, dossier: Dossier) -> tuple[Version, tuple[Span, ...]]:
    """The last version that has the words, and where they stand in it."""
    final, *others = reversed(dossier.versions)
    try:
        return final, _places(assertion, final)
    except NotFound:
        for one in others if assertion.sentence is None and assertion.words else ():
            places = find_words(assertion.words or "", one.text) if one.standing is Standing.EXTANT else ()
            if places:
                return one, places
        raise


def _places(assertion: Assertion, final: Version) -> tuple[Span, ...]:
    """Where the words stand; within the sentence, if one is named."""
    bounds = Span(0, len(final.text))
    if assertion.sentence is not None:
        found = [s.span for s in split_sentences(final.text, final.blocks) if s.ref == assertion.sentence]
        if not found:
            raise NotFound(f"“{final.label}” has no sentence {assertion.sentence}")
        bounds = found[0]
    if assertion.words is None:
        return (bounds,) if assertion.sentence is not None else ()
    places = tuple(place for place in find_words(assertion.words, final.text) if bounds.contains(place))
    if not places:
        where = f"sentence {assertion.sentence} of " if assertion.sentence is not None else ""
        raise NotFound(f"“{assertion.words}” does not stand in {where}“{final.label}”")
    return places


def _scope(places: tuple[Span, ...], final: Version) -> Scope:
    sentences = [s.span for s in split_sentences(final.text, final.blocks)]
    whole = sum(places[0].contains(sentence) for sentence in sentences)
    return Scope.SENTENCES if whole > 1 else Scope.SENTENCE if whole else Scope.PHRASE
