"""Markup for a page, put together so that nothing from a document can become markup."""

from collections.abc import Iterable
from html import escape

from provenance.text.visible import visible


class Markup(str):
    """Text that may stand in a page as it is. Every other string is escaped before it does."""

    __slots__ = ()


def text(words: str) -> Markup:
    """Words as a page shows them: control characters made visible, everything that could be markup escaped.

    >>> text("<b>&\\x1b")
    '&lt;b&gt;&amp;␛'
    """
    if isinstance(words, Markup):
        return words
    return Markup(escape(words if words.isascii() and words.isprintable() else visible(words)))


def join(*parts: str) -> Markup:
    """The parts one after the other, each escaped unless it is markup."""
    return Markup("".join(text(part) for part in parts))


def tag(name: str, /, *content: str, **attributes: str | bool | None) -> Markup:
    """An element. `class_` gives `class`, `aria_label` gives `aria-label`; None and False leave an attribute out.

    >>> tag("a", "to <top>", href="#top", class_="up", hidden=True, id=None)
    '<a href="#top" class="up" hidden>to &lt;top&gt;</a>'
    """
    opening = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None)
    return Markup(f"<{name}{opening}>{join(*content)}</{name}>")


def void(name: str, /, **attributes: str | bool | None) -> Markup:
    """An element that can hold nothing, such as `input` or `meta`."""
    opening = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None)
    return Markup(f"<{name}{opening}>")


def _attribute(key: str, value: str | bool) -> str:
    name = key.rstrip("_").replace("_", "-")
    if isinstance(value, bool):
        return f" {name}" if value else ""
    return f' {name}="{text(value)}"'


def facts(found: Iterable[tuple[str, str]]) -> Markup:
    """Terms, each with what is told of it; those of which nothing is told are left out."""
    lines = (tag("div", tag("dt", term and f"{term}: "), tag("dd", told)) for term, told in found if told)
    return tag("dl", *lines)


def hidden(words: str) -> Markup:
    """Words for those who listen, not shown to those who see."""
    return tag("span", words, class_="vh")
