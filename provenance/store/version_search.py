"""Words looked up in the texts of works that have too many versions to be indexed passage by passage."""

import re
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection, select

from provenance.attribution.occurrences import read_occurrences
from provenance.model.spans import Span
from provenance.model.versions import Occurrence, Standing, Version
from provenance.store import queries, tables
from provenance.store.word_index import match_words
from provenance.text.tokens import behind, is_unspaced, parted

_TERM = re.compile(r'"([^"]*)"(\*?)')
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?!\s*\n))+")


def works_to_read(connection: Connection) -> list[str]:
    """The works that are not indexed."""
    columns = tables.works.c
    query = select(columns.id).where(columns.is_indexed.is_(False)).order_by(columns.number)
    return list(connection.execute(query).scalars())


def find_in_versions(connection: Connection, work: str, words: str) -> list[Occurrence]:
    """The sentences with the words, in paragraphs that hold all of them, as the first version with each has it."""
    sought = _TERM.findall(match_words(words))
    terms, letters = [_pattern(term, bool(star)) for term, star in sought], [_letters(term) for term, _ in sought]
    labels: dict[str, list[str]] = {}
    found: dict[str, tuple[Occurrence, ...]] = {}
    judged: dict[str, bool] = {}
    for id, label, text in queries.each_text(connection, work):
        if not all(one.search(text) for one in (letters if is_unspaced(text) else terms)):
            continue
        new: dict[str, Span] = {}
        for paragraph, span in _paragraphs(text):
            if paragraph not in judged:
                judged[paragraph] = all(term.search(parted(paragraph)) for term in terms)
            if not judged[paragraph]:
                continue
            if paragraph not in labels:
                labels[paragraph] = []
                new[paragraph] = span
            if labels[paragraph][-1:] != [label]:
                labels[paragraph].append(label)
        version = Version(id, work, label, text, Standing.EXTANT)
        for paragraph, span in new.items():
            places = [place.moved(span.start) for term in terms for place in _places(term, paragraph)]
            found[paragraph] = read_occurrences(version, span, places, ())
    return [replace(one, labels=tuple(labels[paragraph])) for paragraph, many in found.items() for one in many]


def _places(term: re.Pattern[str], paragraph: str) -> Iterator[Span]:
    """Where a term stands in a paragraph."""
    shown, seen, at = parted(paragraph), 0, 0
    for match in term.finditer(shown):
        start = behind(shown[seen : match.start()], paragraph, at)
        seen, at = match.end(), behind(match[0], paragraph, start)
        yield Span(start, at)


def _letters(term: str) -> re.Pattern[str]:
    """What a text must have that holds the term, before its words are parted, which takes long."""
    return re.compile(r"\W*".join(map(re.escape, re.findall(r"\w+", term))), re.IGNORECASE)


def _pattern(term: str, is_start: bool) -> re.Pattern[str]:
    words = r"\W+".join(map(re.escape, re.findall(r"\w+", term)))
    return re.compile(rf"(?<!\w){words}" + ("" if is_start else r"(?!\w)"), re.IGNORECASE)


def _paragraphs(text: str) -> Iterator[tuple[str, Span]]:
    for match in _PARAGRAPH.finditer(text):
        paragraph = match.group().rstrip()
        yield paragraph, Span(match.start(), match.start() + len(paragraph))
