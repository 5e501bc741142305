"""How a page is set: templates filled so that nothing from a document can become markup."""

from functools import cache
from typing import Any

import markupsafe
from jinja2 import Environment, PackageLoader, StrictUndefined

from provenance.reports.html.html_markup import Markup
from provenance.text.dates import date_in_words
from provenance.text.visible import one_line, visible
from provenance.web.page_addresses import address


def render(template: str, shown: dict[str, Any]) -> str:
    """The template filled with what is shown."""
    return _environment().get_template(template).render(shown)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("provenance.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(address=address)
    made.filters.update(date=date_in_words, line=one_line, count=count)
    return made


def _finalize(value: Any) -> Any:
    """What is made as markup stands as it is; in everything else control characters are made visible."""
    if isinstance(value, markupsafe.Markup):
        return value
    if isinstance(value, Markup):
        return markupsafe.Markup(value)
    if value is None:
        return ""
    return visible(value) if isinstance(value, str) else value


def count(number: int, noun: str, nouns: str | None = None) -> str:
    """A number with its noun.

    >>> count(1, "version"), count(1200, "version"), count(2, "entry", "entries")
    ('1 version', '1,200 versions', '2 entries')
    """
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"
