"""What a reader can switch: which text is shown, and whose changes are marked. It works without a script."""

from collections.abc import Iterator

from provenance.model.attributions import Apparatus
from provenance.model.changes import ChangeKind
from provenance.model.versions import Standing, Version
from provenance.reports.html.html_hands import Hand, Hands, called
from provenance.reports.html.html_markup import Markup, join, tag, text, void
from provenance.reports.redline import LegendEntry, read_legend
from provenance.reports.wording import extent_in_words

_MANY = 8


def switches(apparatus: Apparatus, hands: Hands) -> Markup:
    """The choice of text; it stays in sight while the text is read."""
    choices = [
        join(
            void("input", type="radio", name="view", id=f"v-{name}", value=name, checked=name == "redline"),
            tag("label", title, for_=f"v-{name}"),
        )
        for name, title, _ in _views(apparatus, hands)
    ]
    legend = tag("legend", "Show", class_="vh")
    return tag("fieldset", legend, tag("div", *choices, class_="tabs"), class_="views screen")


def explanations(apparatus: Apparatus, hands: Hands) -> Markup:
    """A sentence on what each of the texts is; that of the one chosen is shown."""
    views = _views(apparatus, hands)
    return join(*(tag("p", sentence, class_=f"about about-{name}") for name, _, sentence in views))


def _quoted(version: Version) -> str:
    """A version by its own label; one that is reconstructed is called so."""
    return f"“{version.label}”" + (" (reconstructed)" if version.standing is Standing.RECONSTRUCTED else "")


def _views(apparatus: Apparatus, hands: Hands) -> Iterator[tuple[str, str, str]]:
    """Name, title and explanation of every text that can be shown."""
    base, revised = apparatus.base, apparatus.revised
    yield "redline", "Redline", f"Both texts in one: from {_quoted(base)} to {_quoted(revised)}."
    yield "final", called(revised), _standing(apparatus, "revised")
    yield "base", called(base), _standing(apparatus, "base")
    for person in hands.persons:
        name = hands.short_name(person.names[0])
        made = "reconstructed here: " if base.standing is Standing.RECONSTRUCTED else "made for reading: "
        told = (
            f"{name}’s layer, {made}{_quoted(base)} with the changes in which {person.names[0]} has a part, "
            "and no other."
        )
        yield f"layer{person.number}", f"{name}’s layer", told


def _standing(apparatus: Apparatus, side: str) -> str:
    version = apparatus.revised if side == "revised" else apparatus.base
    if version.standing is Standing.RECONSTRUCTED:
        return f"A reconstruction, not a text that anyone has seen: {version.method}"
    return f"The text of “{version.label}” as it stands, nothing marked."


def legend(apparatus: Apparatus, hands: Hands) -> Markup:
    """Every hand with its mark and its evidence; its box shows or hides its marks."""
    entries = read_legend(apparatus)
    by_names = {hand.names: hand for hand in hands.at_work}
    rows = [_entry(entry, _hand(entry, by_names)) for entry in entries]
    boxes = [_box(person) for person in hands.persons if person.names not in by_names]
    rows += boxes
    if not rows:
        return tag("p", "No words differ between the two texts.", class_="legend")
    listing = tag("ul", *rows, class_="hands")
    if len(rows) > _MANY:
        listing = tag("details", tag("summary", f"{len(rows)} hands"), listing, open=True)
    heading = tag("h2", "Whose hand", id="legend-title")
    more = [_toggle("numbers", "number the sentences")]
    spelled = sum(a.change.kind is ChangeKind.ORTHOGRAPHIC for a in apparatus.attributions)
    if spelled:
        changes = "1 change" if spelled == 1 else f"{spelled} changes"
        more.append(_toggle("orthography", f"mark {changes} of signs, not of words"))
    signs = tag(
        "p",
        "+ inserted, − deleted, › moved here, ‹ moved away; ? the edge of the passage is not certain."
        + (
            " Words between two ? : what the other text has there is not known." if apparatus.comparison.unknown else ""
        ),
        class_="signs",
    )
    return tag(
        "section", heading, listing, signs, tag("p", *more, class_="more screen"), class_="legend",
        aria_labelledby="legend-title",
    )  # fmt: skip


def _hand(entry: LegendEntry, by_names: dict[tuple[str, ...], Hand]) -> Hand:
    letters = entry.siglum.letters if entry.siglum else "?"
    return next(hand for hand in by_names.values() if hand.siglum.letters == letters)


def _entry(entry: LegendEntry, hand: Hand) -> Markup:
    """One hand: box, sample, name, how many changes, notes and certainty."""
    notes = "; ".join(f"note {n}" if n.isdigit() else n for n in entry.notes)
    certainty = f"certainty {entry.certainty.value}" if hand.names else ""
    told = ", ".join(filter(None, [*extent_in_words(entry), notes, certainty]))
    sample = tag("span", tag("span", hand.siglum.letters, class_="w"), class_=f"sample {hand.classes} add")
    joint = len(hand.members) > 1
    name = tag("span", entry.who if hand.names else entry.who[:1].upper() + entry.who[1:], class_="name")
    label = join(sample, tag("span", name, tag("span", f" — {told}", class_="told")))
    box = tag("span", class_="joint-box")
    return tag("li", join(box, label) if joint else _boxed(f"f-{hand.number}", label))


def _box(person: Hand) -> Markup:
    """A person who changed nothing alone: the box for what was changed jointly."""
    sample = tag("span", tag("span", person.siglum.letters, class_="w"), class_=f"sample {person.classes} add")
    told = tag("span", " — jointly with others only", class_="told")
    label = join(sample, tag("span", tag("span", person.names[0], class_="name"), told))
    return tag("li", _boxed(f"f-{person.number}", label))


def _boxed(name: str, label: Markup) -> Markup:
    return join(void("input", type="checkbox", id=name, checked=True), " ", tag("label", label, for_=name))


def _toggle(name: str, label: str) -> Markup:
    box = void("input", type="checkbox", id=f"t-{name}")
    return tag("span", box, " ", tag("label", text(label), for_=f"t-{name}"), class_="toggle")
