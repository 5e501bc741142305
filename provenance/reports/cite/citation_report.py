"""Citations in note style, one for the work and one for each change: ready for a footnote."""

from provenance.model.attributions import Apparatus
from provenance.reports.cite.citation import Citation, cite_all
from provenance.text.dates import date_in_words

_INNER = str.maketrans("“”", "‘’")


def write(apparatus: Apparatus) -> str:
    """The citations, a blank line between them."""
    return "\n\n".join(in_note_style(citation) for citation in cite_all(apparatus)) + "\n"


def in_note_style(citation: Citation) -> str:
    """Title, date, source, pages, link, and who put the words there."""
    date = f"{date_in_words(citation.date)}, " if citation.date else ""
    pages = f", {'pp.' if len(citation.pages) > 1 else 'p.'} {'–'.join(citation.pages)}" if citation.pages else ""
    link = f", {citation.url}" if citation.url else ""
    title = citation.title.translate(_INNER)
    return f"“{title},” {date}{citation.source}{pages}{link}. {citation.provenance}"
