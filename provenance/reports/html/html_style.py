"""The style sheet of a page: the fixed part, and the rules for the hands of this apparatus."""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from provenance.reports.html.html_hands import Hand, Hands


@cache
def asset(name: str) -> str:
    """A file of the page's own, shipped beside this module."""
    return (files("provenance.reports") / "assets" / name).read_text(encoding="utf-8")


def style_sheet(hands: Hands) -> str:
    """All of the page's style."""
    return asset("report.css") + hand_rules(hands)


def hand_rules(hands: Hands) -> str:
    """The rules for the hands of one apparatus. Nothing from a document goes into them but numbers."""
    every = {hand.number: hand for hand in (*hands.persons, *hands.at_work)}.values()
    rules = [*_colours(every), *_layers(hands.persons), *_filters(hands.at_work)]
    return "\n".join(rules) + "\n"


def _colours(hands: Iterable[Hand]) -> Iterator[str]:
    """Each hand's colour by day and by night, and its underline."""
    for hand in hands:
        yield f".g{hand.number}{{--c:{hand.siglum.light};--u:{hand.siglum.underline}}}"
    night = "".join(f".g{hand.number}{{--c:{hand.siglum.dark}}}" for hand in hands)
    yield f"@media screen and (prefers-color-scheme:dark){{{night}}}"


def _layers(persons: Iterable[Hand]) -> Iterator[str]:
    """A reviser's layer: the base with what this one changed and nothing else."""
    for person in persons:
        n, chosen = person.number, f"body:has(#v-layer{person.number}:checked)"
        yield f"{chosen} .text .add:not(.m{n}),{chosen} .text .cut.m{n}{{display:none}}"
        yield f"{chosen} .about-layer{n}{{display:block}}"
        yield f"{chosen} .text .cut .w{{text-decoration:none;color:inherit}}"
        yield f"{chosen} .text .cut .sign,{chosen} .text :is(.marker,.page,.number,.ref){{display:none}}"


def _filters(hands: Iterable[Hand]) -> Iterator[str]:
    """What happens when the boxes of all who made a change are unticked: the change is shown as made, unmarked."""
    for hand in hands:
        off = "body" + "".join(f":has(#f-{n}:not(:checked))" for n in hand.members)
        red = f"{off}:has(#v-redline:checked) .text .g{hand.number}"
        yield f"{red}.cut,{red} .sign{{display:none}}"
        yield f"{red} .pilcrow{{display:none}}"
        yield f"{red}.add :is(.w,.inner){{text-decoration:none;color:inherit;background:none;font-weight:inherit}}"
        yield f"{off} .changes .g{hand.number}.row{{display:none}}"
