"""Claims from the changes that a source itself records, such as TEI `add` and `del` or Word's tracked changes."""

from collections.abc import Sequence

from provenance.model.testimony import THE_SOURCE, Act, Certainty, Claim, Mark, Scope, Target


def read_mark_claims(marks: Sequence[Mark], source: str) -> tuple[Claim, ...]:
    """One claim for each recorded change: its hand, its act, its exact place."""
    return tuple(_claim(mark, source) for mark in marks)


def _claim(mark: Mark, source: str) -> Claim:
    deleted = mark.act is Act.DELETE
    return Claim(
        id=f"{mark.id}-c1",
        work=mark.work,
        revisers=mark.revisers,
        act=mark.act,
        scope=Scope.PHRASE,
        certainty=mark.certainty if mark.revisers else Certainty.UNKNOWN,
        quote=mark.text,
        source=source,
        mark=mark.id,
        rule="recorded",
        target=Target(mark.version, mark.span),
        earlier_reading=mark.text if deleted else None,
        later_reading=None if deleted else mark.text,
        asserted_by=mark.interpreter or THE_SOURCE,
        reason="the source records the change itself",
        date=mark.date,
    )
