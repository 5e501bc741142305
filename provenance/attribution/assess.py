"""How each claim stands once it has been checked against the texts: confirmed, contradicted, unverified, unresolved.

Texts show that words changed, never who changed them: what is confirmed or contradicted is that the words were changed
as the source says. Only an extant base can do that: a reconstruction was made from the claims and proves nothing.
"""

from collections.abc import Sequence

from provenance.attribution.marked import MarkedStep, stands_as_recorded
from provenance.attribution.placing import Placed, touches
from provenance.model.attributions import Assessment, Status
from provenance.model.changes import Change, ChangeKind, Comparison
from provenance.model.spans import Span
from provenance.model.testimony import Act, Certainty, Claim, Reading, Target
from provenance.model.versions import Standing, Version
from provenance.text.nearby import Nearby
from provenance.text.quotes import find_words
from provenance.text.sentences import split_sentences
from provenance.text.tokens import count_words

_NEW_WORDS = frozenset({ChangeKind.INSERTION, ChangeKind.SUBSTITUTION})
_OTHER_WORDS = frozenset({ChangeKind.DELETION, ChangeKind.SUBSTITUTION})
_OF_ANOTHER_STATE = (
    "it may speak of another state of the text: none of the changes that the file itself records is this one"
)
_LEAST_SHARE = 5
_SHORT = 500


def assess(
    placed: Sequence[Placed], comparison: Comparison, base: Version, revised: Version, marked: MarkedStep
) -> tuple[Assessment, ...]:
    """How each claim stands, and why."""
    silence, changed = _silence(comparison, base, revised), _Changed(comparison)
    is_one_record = comparison.is_recorded and base.witness is not None and base.witness == revised.witness
    found: list[Assessment] = []
    for p in placed:
        status, reason = Status.CONFIRMED, stands_as_recorded(p) if p in marked else ""
        if not reason:
            status, reason = _stand(p, silence, changed, base, revised)
        if status is Status.CONTRADICTED and is_one_record:
            status, reason = Status.UNVERIFIED, _OF_ANOTHER_STATE
        found.append(Assessment(p.claim.id, status, reason))
    return tuple(found)


def speaks_of_another_state(assessment: Assessment) -> bool:
    """True of a claim on a text whose file records its changes, none of which is the one that is claimed.

    Both texts are made from that record, so they contradict nobody; nor does the claim tell who made a change in it.
    """
    return assessment.reason == _OF_ANOTHER_STATE


def _silence(comparison: Comparison, base: Version, revised: Version) -> str | None:
    """Why these two versions can confirm or contradict nobody; None if they can."""
    if base.id == revised.id:
        return "there is no other version of the text to check it against"
    if Standing.RECONSTRUCTED in (base.standing, revised.standing):
        return "there is only a reconstructed draft, made from the notes themselves"
    if are_strangers(comparison, base, revised):
        return f"“{base.label}” and “{revised.label}” share hardly a word, so they prove nothing"
    return None


def _stand(
    placed: Placed, silence: str | None, changed: "_Changed", base: Version, revised: Version
) -> tuple[Status, str]:
    claim = placed.claim
    if claim.set_aside is not None:
        return Status.UNVERIFIED, f"set aside by {claim.set_aside.by}: {claim.set_aside.reason}"
    if claim.reading is Reading.POSSIBLE:
        return Status.UNVERIFIED, claim.reason or "this is only a possible reading of the note"
    if not claim.changes_text:
        return Status.UNVERIFIED, "it says nothing of a change of the words"
    if not claim.actual:
        return Status.UNVERIFIED, "it speaks of a change that was proposed, or made on another copy or document"
    if claim.target is None and claim.places:
        return Status.UNRESOLVED, f"its words fit {len(claim.places)} places ({_places(claim, revised, base)})"
    if claim.target is None and not claim.is_general and not claim.drafts_whole and placed.base is placed.revised:
        return Status.UNRESOLVED, claim.reason or "the words that it speaks of cannot be found in the text"
    if claim.target is not None and placed.base is None and placed.revised is None:
        return Status.UNVERIFIED, "the words that it speaks of are in another version, and in neither of these two"
    if silence is not None:
        return Status.UNVERIFIED, silence
    return _against_texts(placed, changed, base, revised)


def are_strangers(comparison: Comparison, base: Version, revised: Version) -> bool:
    """True if the texts share so little that the one is hardly a state of the other: a wrong file, another letter."""
    gone = sum(len(e.base) for c in comparison.changes if c.kind in _OTHER_WORDS for e in c.edits)
    return len(revised.text) > _SHORT and (len(base.text) - gone) * _LEAST_SHARE < len(revised.text)


class _Changed:
    """The changes of a comparison by their places, so that a claim is held against those near it alone."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        numbered = list(enumerate(comparison.changes))
        self._old = Nearby((e.base, (n, c)) for n, c in numbered for e in (*c.edits, *c.inner))
        self._new = Nearby((e.revised, (n, c)) for n, c in numbered for e in (*c.edits, *c.inner))

    def near_old(self, place: Span) -> list[Change]:
        """The changes that touch a place of the base, in their order."""
        return list(dict(self._old.touching(place)).values())

    def near_new(self, place: Span) -> list[Change]:
        """The changes that touch a place of the revised text, in their order."""
        return list(dict(self._new.touching(place)).values())


def _against_texts(placed: Placed, changed: _Changed, base: Version, revised: Version) -> tuple[Status, str]:
    """Two extant texts confirm or contradict."""
    claim = placed.claim
    if claim.is_general:
        return _general(changed.comparison)
    if claim.drafts_whole:
        return _drafted(claim, base)
    if claim.act in {Act.DELETE, Act.REPLACE} and claim.earlier_reading:
        return _earlier_reading(placed, changed, base)
    if placed.revised is not None:
        return _new_words(placed.revised, claim, changed, revised)
    return _old_words(placed, changed)


def _general(comparison: Comparison) -> tuple[Status, str]:
    changes = [change for change in comparison.changes if change.kind is not ChangeKind.ORTHOGRAPHIC]
    if changes:
        number = "one change" if len(changes) == 1 else f"{len(changes)} changes"
        return Status.UNVERIFIED, f"the texts differ in {number}, which does not show who made them"
    return Status.CONTRADICTED, "the draft and the revised text have the same words"


def _drafted(claim: Claim, base: Version) -> tuple[Status, str]:
    """Who drafted a text, no text can show; but it may agree with the author given for the draft, or not."""
    if not base.authors:
        return Status.UNVERIFIED, f"no author is given for the draft “{base.label}”"
    agrees = set(claim.revisers) & set(base.authors)
    verb, by = "agrees" if agrees else "disagrees", " and ".join(base.authors)
    return Status.UNVERIFIED, f"it {verb} with the author given for the draft “{base.label}”: {by}"


def _earlier_reading(placed: Placed, changed: _Changed, base: Version) -> tuple[Status, str]:
    claim = placed.claim
    old = placed.base.span if placed.base else None
    if old is not None and any(touches(e.base, old) for c in changed.near_old(old) for e in c.inner or c.edits):
        says = _says(claim)
        return Status.CONFIRMED, f"the draft has the earlier words and the revised text does not, as {says} says"
    if placed.revised is not None:
        for change in changed.near_new(placed.revised.span):
            if change.before and change.after and placed.revised.span.overlaps(change.after.span):
                return Status.CONTRADICTED, f"the draft reads “{change.before.text}” in this place"
    if find_words(claim.earlier_reading or "", base.text):
        return Status.CONTRADICTED, "the earlier words are in the draft and were not changed there"
    return Status.CONTRADICTED, f"the draft does not have the words that {_says(claim)} says were changed"


def _says(claim: Claim) -> str:
    """Who says so: the note, or another source."""
    return "the note" if claim.note else "the source"


def _takes_out(change: Change, place: Span) -> bool:
    return any(edit.base.overlaps(place) for edit in change.inner or change.edits)


def _new_words(target: Target, claim: Claim, changed: _Changed, revised: Version) -> tuple[Status, str]:
    """A claim on words of the revised text: are they new, or does the draft have them already?"""
    if claim.act not in {Act.INSERT, Act.DRAFT}:
        return _touched(target, claim, changed)
    near = changed.near_new(target.span)
    new = [edit.revised for c in near if c.kind in _NEW_WORDS for edit in c.inner or c.edits]
    shared = [place for span in new if (place := target.span.shared(span)) is not None]
    words = count_words(target.span.of(revised.text))
    fresh = sum(count_words(place.of(revised.text)) for place in shared)
    if fresh == 0:
        return Status.CONTRADICTED, "the draft already has these words"
    if fresh >= words:
        return Status.CONFIRMED, f"the draft lacks these words, as {_says(claim)} says"
    in_part = f"{fresh} of its {words} words are not in the draft"
    if 2 * fresh >= words or (_is_unsure(target) and _holds_a_sentence(shared, target, revised)):
        return Status.CONFIRMED, f"in part: {in_part}"
    return Status.CONTRADICTED, f"for the most part: only {in_part}"


def _is_unsure(target: Target) -> bool:
    """True if the note leaves open where the passage begins or ends, so that it may be shorter than its target."""
    return Certainty.HIGH not in (target.start, target.end) or target.start is not target.end


def _holds_a_sentence(new: Sequence[Span], target: Target, revised: Version) -> bool:
    """True if a sentence of the passage is wholly new: words strewn over an older one are no insertion of it."""
    sentences = [s.span for s in split_sentences(revised.text, revised.blocks) if target.span.contains(s.span)]
    return any(stretch.contains(sentence) for stretch in new for sentence in sentences)


def _touched(target: Target, claim: Claim, changed: _Changed) -> tuple[Status, str]:
    """A claim that words were revised, replaced or moved: did anything change there?"""
    for change in changed.near_new(target.span):
        places = [edit.revised for edit in change.edits]
        if any(target.span.overlaps(p) or target.span.start < p.start < target.span.end for p in places):
            moved = change.kind is ChangeKind.TRANSPOSITION
            place = "has these words in another place" if moved else "differs in this place"
            return Status.CONFIRMED, f"the draft {place}, as {_says(claim)} says"
    return Status.CONTRADICTED, "the draft has the same words in this place"


def _old_words(placed: Placed, changed: _Changed) -> tuple[Status, str]:
    if placed.base is None:
        return Status.UNRESOLVED, "the words that it speaks of are in neither text"
    if placed.claim.act is Act.INSERT:  # its words are in the draft, and in the revised text no more
        return Status.CONTRADICTED, "the draft already has these words"
    gone = [change for change in changed.near_old(placed.base.span) if _takes_out(change, placed.base.span)]
    if gone and all(change.kind is ChangeKind.TRANSPOSITION for change in gone):
        return Status.CONFIRMED, f"the revised text has these words in another place, as {_says(placed.claim)} says"
    if gone:
        return Status.CONFIRMED, f"the revised text lacks these words, as {_says(placed.claim)} says"
    return Status.CONTRADICTED, "the words were not changed"


def _places(claim: Claim, *versions: Version) -> str:
    """The beginnings of the places that a claim fits, as a reader would find them."""
    texts = {version.id: version.text for version in versions}
    shown = [" ".join(t.span.of(texts.get(t.version, "")).split()[:6]) for t in claim.places]
    return "; ".join(f"“{words} …”" for words in dict.fromkeys(shown) if words) or "not in these versions"
