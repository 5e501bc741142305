"""A work: its text with every passage by its reviser, one version alone to read, and all of its versions."""

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence

from provenance.model.attributions import Apparatus
from provenance.model.spans import Sentence, Span
from provenance.model.testimony import AnchorPlace
from provenance.model.versions import Holding, Outline, Version
from provenance.reports.html.html_controls import explanations, legend, switches
from provenance.reports.html.html_evidence import table_of_changes
from provenance.reports.html.html_hands import Hands
from provenance.reports.html.html_markup import Markup, hidden, join, tag
from provenance.reports.html.html_sections import claims, emendations, not_known, notes, verify, versions
from provenance.reports.html.html_stream import PageMark, pages_of
from provenance.reports.html.html_style import hand_rules
from provenance.reports.html.html_text import note_key, note_marker, page_break, reading_text
from provenance.reports.summary import result_in_words
from provenance.sources.frus.frus_citation import page_address
from provenance.store.library import open_library
from provenance.text.blocks import split_blocks
from provenance.text.sentences import split_sentences
from provenance.web.asking import apparatus_of, held, version_address, version_called
from provenance.web.version_graph import MOST, draw_versions
from provenance.web.visits import Answer, Page, Visit


def work(visit: Visit) -> Answer:
    """The text to read, the draft and the final version in one, with whatever is known of its making."""
    from provenance.reports.public_json import work_json

    holding = held(visit)
    if visit.wants_json:
        told = {"work": work_json(holding.work, holding.versions, holding.witnesses)}
        return Page("work.html", holding.work.title, json=("versions", lambda: told))
    return redline_page(holding, apparatus_of(visit, holding), "text")


def redline_page(holding: Holding, apparatus: Apparatus, tab: str, **more: object) -> Page:
    """Both texts in one, with the evidence beside it."""
    hands = Hands(apparatus)
    names = apparatus.short_names
    heading_notes = [n for n in apparatus.notes if n.place is AnchorPlace.HEADING]
    shown = {
        "holding": holding,
        "apparatus": apparatus,
        "tab": tab,
        "markers": join(*(note_marker(n, f"nr-{note_key(n)}") for n in heading_notes)),
        "result": result_in_words(apparatus),
        "switches": switches(apparatus, hands),
        "explanations": explanations(apparatus, hands),
        "legend": legend(apparatus, hands),
        "text": _with_page_links(reading_text(apparatus, hands), holding.work.url),
        "not_known": not_known(apparatus),
        "changes": table_of_changes(apparatus, hands),
        "notes": join(notes(apparatus), emendations(apparatus)),
        "versions": versions(apparatus) if len(apparatus.versions) <= MOST else Markup(),
        "graph": draw_versions(holding.versions, lambda outline: version_address(holding, outline), names),
        "claims": claims(apparatus),
        "verification": verify(apparatus),
        **more,
    }
    return Page("work.html", holding.work.title, shown, style=hand_rules(hands))


_PAGE = re.compile(r'<span class="page" [^<>]*>p\. ([0-9ivxlc]+)</span>')


def _with_page_links(drawn: Markup, document: str | None) -> Markup:
    """The text with its marks of pages leading to the publisher's images of them, where there are any."""

    def linked(mark: re.Match[str]) -> str:
        where = page_address(document, mark[1])
        return tag("a", Markup(mark[0]), href=where, rel="noreferrer", class_="page-link") if where else mark[0]

    return Markup(_PAGE.sub(linked, drawn))


def text(visit: Visit) -> Answer:
    """One version alone, as it stands, every sentence with its address."""
    holding = held(visit)
    outline = version_called(holding, visit.name("version"))
    version = _version(visit, holding, outline)
    at = [one.id for one in holding.versions].index(outline.id)
    beside = {
        name: version_address(holding, holding.versions[n]) if 0 <= n < len(holding.versions) else None
        for name, n in (("before", at - 1), ("after", at + 1))
    }
    shown = {
        "holding": holding,
        "outline": outline,
        "version": version,
        "tab": "text",
        "beside": beside,
        "text": _with_page_links(plain_text(version), holding.work.url),
    }
    return Page("version.html", f"{holding.work.title}: {outline.label}", shown)


def _version(visit: Visit, holding: Holding, outline: Outline) -> Version:
    with open_library(visit.database) as library:
        return library.version(holding.work.id, outline.id)


def plain_text(version: Version) -> Markup:
    """The blocks of a version with the numbers of paragraphs, sentences and pages."""
    sentences = split_sentences(version.text, version.blocks)
    starts = [sentence.span.start for sentence in sentences]
    pages = [(at, mark) for at, mark in pages_of(version) if mark.label or mark.picture]
    drawn = []
    for block in version.blocks or split_blocks(version.text):
        number = (
            tag("a", hidden("paragraph "), str(block.paragraph), class_="number", href=f"#p{block.paragraph}",
                id=f"p{block.paragraph}")
            if block.paragraph
            else Markup()
        )  # fmt: skip
        first = bisect_left(starts, block.span.start)
        inside = [s for s in sentences[first : bisect_left(starts, block.span.end)] if s.span.end <= block.span.end]
        marks = [(at, mark) for at, mark in pages if block.span.start <= at < block.span.end]
        drawn.append(
            tag("p", number, *_pieces(version.text, block.span, inside, marks), class_=f"block {block.kind.value}",
                dir="auto")
        )  # fmt: skip
    return join(*drawn)


def _pieces(
    text: str, place: Span, sentences: Sequence[Sentence], pages: Sequence[tuple[int, PageMark]]
) -> list[Markup]:
    """The words of a block, cut at its sentences and pages."""
    by_start = {sentence.span.start: sentence for sentence in sentences}
    begun = dict(pages)
    edges = {edge for s in sentences for edge in (s.span.start, s.span.end)} | begun.keys()
    cuts = sorted({place.start, place.end, *(edge for edge in edges if place.start < edge < place.end)})
    found: list[Markup] = []
    for start, end in itertools.pairwise(cuts):
        if start in begun:
            found.append(page_break(begun[start]))
        inside = next((s for s in sentences if s.span.start <= start < s.span.end), None)
        words = text[start:end]
        if inside is None:
            found.append(join(words))
            continue
        if start in by_start:
            found.append(tag("span", class_="at", id=f"s{inside.ref}"))
            found.append(
                tag("a", inside.ref, class_="ref", href=f"#s{inside.ref}", aria_label=f"sentence {inside.ref}")
            )
        found.append(tag("span", words, class_="s", data_s=inside.ref))
    return found
