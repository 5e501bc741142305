"""The table of changes: one row a change, with exact words, who made it, how sure that is, and on what evidence."""

from collections.abc import Sequence

from provenance.attribution.listing import listed
from provenance.attribution.sentence_accounts import sentences_of
from provenance.model.attributions import Apparatus, Attribution, Evidence
from provenance.model.changes import Change, ChangeKind
from provenance.model.spans import Sentence
from provenance.reports.html.html_hands import Hands, key, who
from provenance.reports.html.html_markup import Markup, facts, join, tag
from provenance.reports.html.html_text import note_key
from provenance.reports.redline import Pages
from provenance.reports.wording import certainty_in_words, quotations
from provenance.text.dates import date_in_words
from provenance.text.sentences import split_sentences

_LABELS = {
    ChangeKind.INSERTION: ("", "inserted "),
    ChangeKind.DELETION: ("deleted ", ""),
    ChangeKind.SUBSTITUTION: ("before ", "after "),
    ChangeKind.TRANSPOSITION: ("before ", "moved "),
}


def table_of_changes(apparatus: Apparatus, hands: Hands, chosen: Sequence[Attribution] | None = None) -> Markup:
    """Every listed change in the order of the text, or those that were chosen."""
    attributions = listed(apparatus) if chosen is None else chosen
    if not attributions:
        return tag("p", "No change of words.")
    sentences = split_sentences(apparatus.revised.text, apparatus.revised.blocks)
    notes = {note.number: note_key(note) for note in reversed(apparatus.notes) if note.number}
    head = tag("tr", *(tag("th", title, scope="col") for title in ("Change", "Words", "By whom", "Evidence")))
    pages = Pages(apparatus.revised)
    rows = [_row(a, pages, sentences, hands, notes) for a in attributions]
    return tag("table", tag("thead", head), tag("tbody", *rows), class_="changes")


def _row(
    attribution: Attribution,
    pages: Pages,
    sentences: Sequence[Sentence],
    hands: Hands,
    notes: dict[str, str],
) -> Markup:
    change, name = attribution.change, key(attribution.change.id)
    hand = hands.of(attribution)
    return tag(
        "tr",
        tag("th", *_place(change, name, pages, sentences), scope="row"),
        tag("td", _words(change), data_label="Words"),
        tag("td", *_persons(attribution, hands), data_label="By whom", class_="by"),
        tag("td", *_evidence(attribution, notes), data_label="Evidence", class_="evidence"),
        id=f"e-{name}",
        class_=f"row {hand.classes}",
    )


def _place(change: Change, name: str, printed: Pages, sentences: Sequence[Sentence]) -> list[Markup]:
    """The change's name, leading to it in the text, its kind, its sentences and pages."""
    refs = [sentence.ref for sentence in sentences_of(change, sentences)]
    place = change.after.span if change.after else change.edits[0].revised
    pages = printed.of(place)
    found = [tag("a", change.id, hidden_hint(), href=f"#{name}"), tag("span", change.kind.value, class_="kind")]
    if refs:
        links = [tag("a", refs[0], href=f"#s{refs[0]}")]
        links += [join("–", tag("a", refs[-1], href=f"#s{refs[-1]}"))] if len(refs) > 1 else []
        found.append(tag("span", "in " if change.after else "at ", *links, class_="where"))
    if pages:
        found.append(tag("span", f"p{'p' if '–' in pages else ''}. {pages}", class_="where"))
    return found


def hidden_hint() -> Markup:
    """What the link of a row does, for those who listen."""
    return tag("span", ", show it in the text", class_="vh")


def _words(change: Change) -> Markup:
    """The exact words before and after; words that only moved stand once."""
    parts = []
    before, after = _LABELS.get(change.kind, ("before ", "after "))
    moved = change.kind is ChangeKind.TRANSPOSITION
    if change.before and not (moved and change.after and change.before.text == change.after.text):
        parts.append(tag("p", tag("span", before, class_="label"), tag("del", change.before.text)))
    if change.after:
        parts.append(tag("p", tag("span", after, class_="label"), tag("ins", change.after.text)))
    return join(*parts)


def _persons(attribution: Attribution, hands: Hands) -> list[Markup]:
    """Who, on what basis, how sure of the person and of the edges, and when."""
    letters = hands.of(attribution).siglum.letters
    name = tag("p", tag("span", letters, class_="letters"), " ", who(attribution), class_="who")
    basis = "" if attribution.reason.startswith(attribution.basis.value) else f"{attribution.basis}: "
    told = [
        ("basis", f"{basis}{attribution.reason}"),
        ("certainty", certainty_in_words(attribution)),
        ("date", date_in_words(attribution.date) if attribution.date else "not known"),
    ]
    return [name, facts(told)]


def _evidence(attribution: Attribution, notes: dict[str, str]) -> list[Markup]:
    found = [_quotation(alike[0], notes) for alike in quotations(attribution.evidence)]
    return found or [tag("p", "No source says who made this change.")]


def _quotation(evidence: Evidence, notes: dict[str, str]) -> Markup:
    """The quoted words, and where they stand."""
    where: list[str] = []
    if evidence.note:
        words = f"note {evidence.note}"
        where = [tag("a", words, href=f"#n-{notes[evidence.note]}") if evidence.note in notes else words, "; "]
    quote = tag("blockquote", tag("p", f"“{evidence.quote.strip()}”")) if evidence.quote else Markup()
    return tag("div", quote, tag("p", *where, evidence.source, class_="source"), class_="piece")
