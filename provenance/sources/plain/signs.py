"""Signs that are read as words of a plain text and may be meant otherwise: markup, codes, marks, notes of other forms.

A kind is told where enough different signs of it stand in a text, so that one bracket or star of a letter is none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from provenance.text.numbers import number_of

_SEARCHED = 400_000
"""So many letters of a text show how it is marked up."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is told, with `{}` for the first sign found; the signs, and how many different ones must be there."""

    told: str
    signs: tuple[re.Pattern[str], ...]
    least: int = 1


def _kind(told: str, least: int, *signs: str) -> _Kind:
    return _Kind(told, tuple(re.compile(sign, re.MULTILINE) for sign in signs), least)


def _markup(name: str, least: int, *signs: str) -> _Kind:
    return _kind(f"the signs of its markup ({name}), such as “{{}}”, are read as words", least, *signs)


MARKUP = (
    _markup(
        "AsciiDoc", 2, r"^={1,6} \S[^\n=]*$", r"^:\w[\w-]*:(?: .*)?$", r"^\[(?:NOTE|TIP|source|quote)\b", r"^={4,}$"
    ),
    _markup("a wiki", 2, r"\[\[[^\[\]\n]+\]\]", r"\{\{[^{}\n]+\}\}", r"'''?\w", r"^={2,5}[^=\n]+={2,5}$", r"<ref[ >]"),
    _markup(
        "troff", 2, r"^\.(?:TH|SH|NH|Dd|Dt|Sh|de|so)\b", r"^\.(?:PP|LP|IP|TP|RS|RE|Pp|Nm|br|sp|ft|B|I)\b", r'^\.\\"'
    ),
    _markup("POD", 2, r"^=head\d \S", r"^=(?:over|item|back|cut|pod|encoding)\b"),
    _markup(
        "Texinfo", 2, r"^\\input texinfo", r"^@(?:settitle|node)\b", r"^@(?:chapter|section|bye)\b", r"@\w+\{[^{}\n]*\}"
    ),
    _markup("Textile", 2, r"^h[1-6]\. \S", r"^(?:bq|p)\. \S", r'"[^"\n]+":https?://'),
    _markup(
        "TeX",
        2,
        r"\\(?:documentclass|usepackage)\b",
        r"\\(?:begin|end)\{\w+",
        r"\\(?:footnote|emph|text\w\w|(?:sub)*section|chapter)\b",
    ),
    _markup(
        "reStructuredText",
        1,
        r"^\.\. [\w-]+:: ?",
        r":\w+:`[^`\n]+`",
        r"\w\[#\w*\]_",
        r"`[^`<\n]+<[^<>\n]+>`_",
        r"^\.\. \[\w+\] \S",
    ),
    _markup("Org", 2, r"^#\+(?:TITLE|AUTHOR|DATE|OPTIONS):", r"^#\+(?:BEGIN|END)_\w+", r"^\*+ \S", r"\[fn:\w*"),
    _markup("Typst", 2, r"^#(?:set|show) \w+", r"^#(?:let|import) ", r"#\w+(?:\([^()\n]*\))?\[[^\[\]\n]*\]"),
    _markup("BBCode", 1, r"\[(b|i|u|quote|url)(?:=[^\[\]\n]*)?\][^\[\]]*\[/\1\]"),
    _markup(
        "XML or HTML",
        1,
        r"<(?!(?:ins|del|add)\b)([A-Za-z][\w:.-]*)(?: [^<>\n]*)?>[^<>]*</\1>",
        r"<(?:br|p|hr|img)(?: [^<>\n]*)? ?/?>",
    ),
)
OTHERS = (
    _kind(
        "codes such as “{}” are read as words",
        1,
        r"\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}",
        r"\b\w+(?:%20\w+){2,}",
        r"\+[AI][A-Za-z0-9+/]{2}-",
        r"&(?:amp|quot|apos|nbsp|lt|gt|[lr][sd]quo|[mn]dash|hellip|#x?[0-9A-Fa-f]{2,6});",
    ),
    _kind("codes of mail (quoted-printable), such as “{}”, are read as words", 1, r"(?:=[0-9A-F]{2}){2,}"),
    _kind(
        "letters such as “{}” were perhaps other ones, which were read in a wrong encoding before the file came here",
        1,
        "(?:â€|Ã[\u0080-\u00bf\u0192\u0160\u0161\u017d\u02c6\u2018-\u2022\u20ac])[^\\s]?",
    ),
    _kind(
        "marks of a merge that was not ended, such as “{}”, are read as words",
        2,
        r"^<{7}(?: \S+|$)",
        r"^={7}$",
        r"^>{7}(?: \S+|$)",
    ),
    _kind(
        "what is perhaps a note within the text, “{}”, is read as words of it",
        1,
        r"\^\[(?=[^\[\]\n]*\w \w)[^\[\]\n]*\]",
        r"\[(?:[Ff]oot|[Ee]nd)?[Nn]ote(?: \w{1,4})?: [^\[\]\n]*",
        r"\\footnote\{[^{}\n]*\}?",
        r"\bfootnote:\w*\[[^\[\]\n]*\]",
    ),
    _kind(
        "what perhaps calls a note, “{}”, is read as words",
        1,
        r"(?<=[^\W\d_]{3})<sup>\s?[\da-z*†‡]{1,3}\s?</sup>",
        r"(?<=[^\W\d_]{3})\^\d{1,3}\^",
    ),
)
_HIDDEN = re.compile(
    "[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff\\ue000-\\uf8ff"
    "\\U000e0001-\\U000e007f]"
)
"""Controls, signs without a shape and letters of a private use; joiners, which scripts need, are none of them."""
_SIGN = r"[†‡§¶‖]{1,3}|[¹²³⁰-⁹]{1,3}|\*{1,3}"
_IN_BRACKETS = r"\[(?:\d{1,3}|[a-z]|[ivxl]{1,5}|fn:\w{1,9})\]|［\w{1,3}］|\(\d{1,3}\)"
_CALLED = re.compile(rf"[^\W\d_][.,;:”\"’']{{0,2}}(?:({_SIGN}|{_IN_BRACKETS})|[ ](\[\w{{1,5}}\]))(?=[\s.,;:)]|$)")
_AT_FOOT = re.compile(rf"^[ \t]*({_SIGN}|{_IN_BRACKETS}):?[ \t]?(?=[^\s*†‡§¶‖])([^\n]*)", re.MULTILINE)


def signs_of_markup(text: str) -> str | None:
    """That the text is marked up, and how; None where it is not.

    >>> signs_of_markup("'''Bonn''' is a [[city]].")
    'the signs of its markup (a wiki), such as “[[city]]”, are read as words'
    """
    return next(_told(MARKUP, text[:_SEARCHED]), None)


def other_signs(text: str) -> Iterator[str]:
    """Codes, lost letters, marks of a merge and notes within the text that are read as words."""
    yield from _told(OTHERS, text)
    if hidden := _HIDDEN.findall(text):
        named = ", ".join(dict.fromkeys(f"U+{ord(sign):04X}" for sign in hidden[:50]))
        count = number_of(len(hidden), "sign")
        yield f"{count} that cannot be seen or would steer a terminal, read as part of the text: {named}"


def notes_of_another_form(text: str) -> Iterator[str]:
    """A line that begins with the sign or number behind a word, in a text without the notes that were read from it."""
    called = {match[1] or match[2] for match in _CALLED.finditer(text)}
    notes = [match for match in _AT_FOOT.finditer(text) if match[1] in called and "*" not in match[2]]
    if notes and not ("*" in notes[0][1] and text.count("*") > 2 * len(notes[0][1])):
        yield f"what is perhaps a note, “{_short(notes[0][0].strip())}”, is read as words of the text"


def _told(kinds: tuple[_Kind, ...], text: str) -> Iterator[str]:
    for kind in kinds:
        found = [match for sign in kind.signs if (match := sign.search(text))]
        if len(found) >= kind.least:
            yield kind.told.format(_short(" ".join(found[0][0].split())))


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:40]}…"
