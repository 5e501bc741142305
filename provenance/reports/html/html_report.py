"""The provenance report as one page for a browser: no network, no library, and it works without its script.

The page holds both texts once; which of them shows is a matter of style, switched by plain form controls. A strict
Content-Security-Policy lets nothing run but the page's own script and style, known by their hashes.
"""

import hashlib
from base64 import b64encode

from provenance.errors import BrokenPromise
from provenance.model.attributions import Apparatus
from provenance.model.testimony import AnchorPlace
from provenance.reports.html.html_controls import explanations, legend, switches
from provenance.reports.html.html_evidence import table_of_changes
from provenance.reports.html.html_hands import Hands
from provenance.reports.html.html_markup import Markup, join, tag, void
from provenance.reports.html.html_sections import claims, emendations, not_known, notes, section, verify, versions
from provenance.reports.html.html_style import asset, style_sheet
from provenance.reports.html.html_text import note_key, note_marker, reading_text
from provenance.reports.passages import read_passages
from provenance.reports.summary import result_in_words
from provenance.text.dates import date_in_words
from provenance.text.visible import one_line


def write(apparatus: Apparatus) -> str:
    """The whole page. BrokenPromise if the passages to be shown do not give both texts to the letter."""
    _check(apparatus)
    hands = Hands(apparatus)
    style, script = Markup(style_sheet(hands)), Markup(asset("report.js"))
    head = tag(
        "head",
        void("meta", charset="utf-8"),
        void("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        void("meta", name="referrer", content="no-referrer"),
        void("meta", name="color-scheme", content="light dark"),
        tag("title", f"{one_line(apparatus.work.title)} — who put these words here"),
        Markup(f"<style>{style}</style>"),
    )
    return f"<!doctype html>\n{tag('html', head, _body(apparatus, hands, script), lang='en')}\n"


def _check(apparatus: Apparatus) -> None:
    """Both texts can be read off the passages, or nothing is written."""
    passages = read_passages(apparatus)
    revised = "".join(p.text for p in passages if p.kind.in_revised)
    base = "".join(p.text for p in passages if p.kind.in_base)
    if revised != apparatus.revised.text or base != apparatus.base.text:
        raise BrokenPromise(f"{apparatus.work.id}: the changes do not give both texts; nothing was written")


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(content.encode()).digest()).decode()}"


def _body(apparatus: Apparatus, hands: Hands, script: Markup) -> Markup:
    return tag(
        "body",
        tag("a", "To the text", href="#text", class_="skip"),
        _header(apparatus),
        tag("main", *_main(apparatus, hands)),
        _footer(),
        _card(),
        Markup(f"<script>{script}</script>"),
    )


def _header(apparatus: Apparatus) -> Markup:
    """Title, date, citation, and the result in one sentence."""
    work = apparatus.work
    markers = [note_marker(n, f"nr-{note_key(n)}") for n in apparatus.notes if n.place is AnchorPlace.HEADING]
    date = [tag("p", date_in_words(work.date), class_="date")] if work.date else []
    source: list[str] = [work.source]
    if work.url and work.url.startswith(("https://", "http://")):
        source = [tag("a", work.source, href=work.url, rel="noreferrer")]
    return tag(
        "header",
        tag("h1", one_line(work.title), *markers),
        *date,
        tag("p", *source, class_="source"),
        tag("p", result_in_words(apparatus), class_="result"),
    )


def _main(apparatus: Apparatus, hands: Hands) -> list[Markup]:
    return [
        tag(
            "div",
            switches(apparatus, hands),
            tag("div", explanations(apparatus, hands), legend(apparatus, hands), class_="controls"),
            tag("article", reading_text(apparatus, hands), id="text", class_="text", aria_label="The text"),
            class_="reading",
        ),
        section("not-known", "What is not known", not_known(apparatus)),
        section("changes", "Changes", table_of_changes(apparatus, hands)),
        section("notes", "Notes of the source", notes(apparatus), emendations(apparatus)),
        section("versions", "Versions", versions(apparatus)),
        section("claims", "What the sources say, and whether the texts bear it out", claims(apparatus)),
        section("verification", "Verification", verify(apparatus)),
    ]


def _footer() -> Markup:
    return tag("footer", tag("p", "Written by provenance. Nobody is named here without a source that names him."))


def _card() -> Markup:
    """The slip on which the script shows the evidence of one passage beside it."""
    names = (("previous", "‹", "Previous change"), ("next", "›", "Next change"), ("close", "×", "Close"))
    buttons = [tag("button", sign, type="button", id=f"card-{name}", aria_label=label) for name, sign, label in names]
    top = tag("div", tag("h2", "Evidence", id="card-title"), *buttons, class_="card-top")
    body = join(top, tag("div", id="card-body"))
    return tag("div", body, id="card", role="dialog", aria_labelledby="card-title", tabindex="-1", hidden=True)
