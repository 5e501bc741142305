r"""Citations in BibTeX: an entry for the work and one for each change, who put the words there in `note`."""

import re
from urllib.parse import quote

from provenance.model.attributions import Apparatus
from provenance.reports.cite.citation import Citation, cite_all

_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "$&#_%"},
}


def write(apparatus: Apparatus) -> str:
    """The entries, a blank line between them."""
    return "\n\n".join(as_bibtex(citation) for citation in cite_all(apparatus)) + "\n"


def as_bibtex(citation: Citation) -> str:
    """An `@misc` entry; what is not known has no field."""
    year = re.match(r"\d{4}", citation.date or "")
    fields = {
        "title": f"{{{escape(citation.title)}}}",
        "howpublished": escape(citation.source),
        "date": escape(citation.date) if year and citation.date else "",
        "year": year.group() if year else "",
        "pages": "--".join(escape(page) for page in citation.pages),
        "url": quote(citation.url, safe=":/?#@!$&'()*+,;=%~-._", errors="replace") if citation.url else "",
        "note": escape(citation.provenance),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{citation.key},", *lines, "}"])


def escape(words: str) -> str:
    r"""Words for a field: what TeX would read as its own is escaped, and braces always balance.

    >>> escape("50% {of} it")
    '50\\% \\textbraceleft{}of\\textbraceright{} it'
    """
    return "".join(_ESCAPES.get(char, char) for char in words)
