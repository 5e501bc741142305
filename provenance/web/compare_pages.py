"""Any two versions compared: side by side, in one text, or as a list; and three or more as a table of readings."""

from collections.abc import Sequence

from provenance.attribution.listing import listed
from provenance.errors import UnreadableInput
from provenance.model.attributions import Apparatus, Attribution
from provenance.model.changes import ChangeKind
from provenance.model.testimony import Certainty
from provenance.model.versions import Holding, Outline
from provenance.reports.html.html_evidence import table_of_changes
from provenance.reports.html.html_hands import Hands
from provenance.reports.html.html_sections import not_known, notes, verify
from provenance.reports.html.html_style import hand_rules
from provenance.reports.redline import read_legend
from provenance.reports.summary import result_in_words
from provenance.web.asking import apparatus_of, compare_address, held, version_address, version_called
from provenance.web.side_by_side import side_by_side
from provenance.web.visits import Answer, Forward, Page, Visit
from provenance.web.witness_table import witness_table
from provenance.web.work_pages import redline_page

_VIEWS = {"side": "Side by side", "redline": "One text", "list": "List of changes"}


def choose(visit: Visit) -> Answer:
    """The picker: two versions lead to their comparison, three or more to the table of readings."""
    holding = held(visit)
    base, revised = visit.asked("from"), visit.asked("to")
    if base and revised:
        return Forward(compare_address(holding, version_called(holding, base), version_called(holding, revised)))
    if len(holding.versions) > 1 and not visit.asked_all("version"):
        apparatus = apparatus_of(visit, holding)
        pair = [version_called(holding, version.id) for version in (apparatus.base, apparatus.revised)]
        return Forward(compare_address(holding, *pair))
    shown = {"holding": holding, "tab": "compare", "picked": (None, None)}
    return Page("compare_none.html", f"{holding.work.title}: compare", shown)


def changes(visit: Visit) -> Answer:
    """The changes between the versions asked for, as `provenance changes` lists them."""
    holding = held(visit)
    apparatus = apparatus_of(visit, holding, visit.asked("from"), visit.asked("to"))
    return _compared(visit, holding, apparatus, "list")


def compare(visit: Visit) -> Answer:
    """Two versions in one of the views."""
    holding = held(visit)
    base, revised = (version_called(holding, visit.name(side)) for side in ("base", "revised"))
    view = visit.asked("as") or "side"
    if view not in _VIEWS:
        raise UnreadableInput(f"two versions cannot be shown as {view!r}; there are {', '.join(_VIEWS)}")
    return _compared(visit, holding, apparatus_of(visit, holding, base.id, revised.id), view)


def _compared(visit: Visit, holding: Holding, apparatus: Apparatus, view: str) -> Page:
    from provenance.reports.public_json import changes_json

    everything = listed(apparatus)
    shown = [one for one in everything if _fits(one, visit)]
    base, revised = (version_called(holding, version.id) for version in (apparatus.base, apparatus.revised))
    asked = {key: visit.asked(key) for key in ("person", "kind", "certainty")}
    more = {
        "picked": (base, revised),
        "views": [(n, title, compare_address(holding, base, revised, as_=n, **asked)) for n, title in _VIEWS.items()],
        "view": view,
        "turned": compare_address(holding, revised, base, as_=view),
        "asked": asked,
        "choices": _choices(everything),
        "count_all": len(everything),
        "count_shown": len(shown),
    }  # fmt: skip
    title = f"{holding.work.title}: {base.label} and {revised.label}"
    told = ("changes", lambda: changes_json(apparatus, shown))
    if view == "redline":
        page = redline_page(holding, apparatus, "compare", **more)
        return Page("compare_redline.html", title, page.shown, told, page.style)
    hands = Hands(apparatus)
    more |= {
        "holding": holding,
        "tab": "compare",
        "apparatus": apparatus,
        "result": result_in_words(apparatus),
        "legend": [(entry, _numbered(hands, entry.who)) for entry in read_legend(apparatus)],
        "rows": side_by_side(apparatus, hands, {one.change.id for one in shown}) if view == "side" else "",
        "changes": table_of_changes(apparatus, hands, shown),
        "not_known": not_known(apparatus),
        "notes": notes(apparatus),
        "verification": verify(apparatus),
    }
    return Page("compare.html", title, more, told, hand_rules(hands))


def _numbered(hands: Hands, who: str) -> str:
    """The classes of the hand that a legend calls so."""
    return next((hand.classes for hand in hands.at_work if " and ".join(hand.names) == who), "g0")


def _fits(attribution: Attribution, visit: Visit) -> bool:
    """True if nothing is asked for that the change is not."""
    person, kind, certainty = (visit.asked(key) for key in ("person", "kind", "certainty"))
    return (
        (person is None or person in attribution.revisers or (person == "nobody" and not attribution.revisers))
        and kind in {None, attribution.change.kind.value}
        and certainty in {None, attribution.certainty.value}
    )


def _choices(attributions: Sequence[Attribution]) -> dict[str, list[str]]:
    """What can be filtered by: only what there is."""
    people = dict.fromkeys(name for one in attributions for name in one.revisers)
    nobody = ["nobody"] if any(not one.revisers for one in attributions) else []
    kinds = {one.change.kind for one in attributions}
    sure = {one.certainty for one in attributions}
    return {
        "person": [*people, *nobody],
        "kind": [kind.value for kind in ChangeKind if kind in kinds],
        "certainty": [value.value for value in Certainty if value in sure],
    }


def readings(visit: Visit) -> Answer:
    """Three or more versions as a table: one row a passage, one column a version."""
    holding = held(visit)
    names = visit.asked_all("version")
    chosen: list[Outline] = []
    for name in names or [outline.id for outline in holding.versions[:8]]:
        outline = version_called(holding, name)
        chosen += [outline] if outline not in chosen else []
    if len(chosen) < 2:
        raise UnreadableInput("a table of readings needs at least two versions; tick them in the list")
    if len(chosen) > 12:
        raise UnreadableInput("a table of readings has room for twelve versions; tick fewer")
    table = witness_table([apparatus_of(visit, holding, chosen[0].id, other.id) for other in chosen[1:]])
    links = [version_address(holding, outline) for outline in chosen]
    shown = {
        "holding": holding,
        "tab": "compare",
        "chosen": chosen,
        "links": links,
        "table": table,
        "picked": (None, None),
    }
    return Page("readings.html", f"{holding.work.title}: readings", shown, style=table.style)
