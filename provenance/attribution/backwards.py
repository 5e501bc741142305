"""A comparison asked for backwards, from a later version to one that it was made from.

Nobody made the changes in that direction. They are those of the way forward, with who made them there, each told the
other way round: what somebody put in is shown as taken out, and its reason says so.
"""

from collections.abc import Sequence
from dataclasses import replace

from provenance.model.attributions import Apparatus, Attribution, Basis
from provenance.model.changes import Change, ChangeKind, Comparison, Edit
from provenance.model.testimony import Certainty

_OTHER_WAY = {ChangeKind.INSERTION: ChangeKind.DELETION, ChangeKind.DELETION: ChangeKind.INSERTION}
_DONE = {
    ChangeKind.INSERTION: "these words were put in",
    ChangeKind.DELETION: "these words were taken out",
    ChangeKind.SUBSTITUTION: "these words were changed the other way round",
    ChangeKind.TRANSPOSITION: "these words were moved the other way",
    ChangeKind.ORTHOGRAPHIC: "this was changed the other way round",
}


def turn_round(forward: Apparatus) -> Apparatus:
    """The apparatus of the same two versions from the later to the earlier, with who made each change on the way."""
    way = f"on the way from “{forward.base.label}” to “{forward.revised.label}”"
    comparison = forward.comparison
    text = forward.base.text
    told = (
        f"“{forward.revised.label}” was made from “{forward.base.label}”, and is compared backwards: what is shown as "
        "taken out was put in by those who are named, and what is shown as put in was taken out by them.",
    )
    return replace(
        forward,
        base=forward.revised,
        revised=forward.base,
        comparison=Comparison(
            comparison.revised,
            comparison.base,
            tuple(sorted((_turned(change, text) for change in comparison.changes), key=_place)),
            f"{comparison.engine}, backwards",
            tuple(_edit(edit, text) for edit in comparison.unknown),
        ),
        attributions=tuple(sorted((_told(a, way, text) for a in forward.attributions), key=lambda a: _place(a.change))),
        caveats=(*told, *forward.caveats),
        is_backwards=True,
    )


def without_names(apparatus: Apparatus) -> Apparatus:
    """The same for a report that records who did what: nobody did this in that direction."""
    nobody = [
        replace(a, revisers=(), candidates=(), basis=Basis.NONE, certainty=Certainty.UNKNOWN, layer=None)
        for a in apparatus.attributions
    ]
    return replace(apparatus, attributions=tuple(nobody))


def _told(attribution: Attribution, way: str, text: str) -> Attribution:
    done = _DONE[attribution.change.kind]
    reason = f"{done} {way}, and are told backwards; {attribution.reason}"
    return replace(attribution, change=_turned(attribution.change, text), reason=reason)


def _turned(change: Change, text: str) -> Change:
    return replace(
        change,
        kind=_OTHER_WAY.get(change.kind, change.kind),
        before=change.after,
        after=change.before,
        edits=_edits(change.edits, text),
        inner=_edits(change.inner, text),
    )


def _edits(edits: Sequence[Edit], text: str) -> tuple[Edit, ...]:
    return tuple(_edit(edit, text) for edit in edits)


def _edit(edit: Edit, text: str) -> Edit:
    return Edit(edit.revised, edit.base, edit.base.of(text))


def _place(change: Change) -> tuple[int, int]:
    first = min(change.edits, key=lambda edit: (edit.revised.start, edit.base.start))
    place = change.after.span.start if change.after else first.revised.start
    return place, first.base.start
