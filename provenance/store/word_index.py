"""Where words stand, in any version of any work; how they are looked up is the database's own affair.

What is looked up are passages (`contents`). A hit is a passage, with the versions that have it.
"""

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Select, and_, select

from provenance.errors import UnreadableInput, half_character
from provenance.model.spans import Span
from provenance.store import fts5_words, queries, tables
from provenance.store.contents import containing, passages_of
from provenance.store.dialects import dialect_of
from provenance.text.tokens import parted


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage of `work` in which the words stand, as version `version` (its id) has it.

    `span` is the place of the passage in that version's text, `found` the places of the words sought, in that text
    too; `text` is the passage. `versions` are all that have it, in their order: `version` is the first of them.
    """

    work: str
    version: str
    span: Span
    found: tuple[Span, ...]
    text: str
    versions: tuple[str, ...]


_TERMS = re.compile(r'["“”„«](?P<phrase>[^"“”„«»]*)["“”»]|(?P<word>[^\s"“”„«»]+)')


def search(connection: Connection, words: str) -> tuple[Hit, ...]:
    """The passages in which all of `words` stand, the best fitting first, with the versions that have them."""
    query = match_words(words)
    having: dict[int, dict[str, list[str]]] = {}
    for passage, work, version in _versions_with(connection, query):
        having.setdefault(passage, {}).setdefault(work, []).append(version)
    mark = f"\ue000{secrets.token_hex(8)}\ue001"
    found = [
        (work, versions, passage, spans)
        for number, passage, marked in dialect_of(connection).passages_with(connection, query, mark)
        if number in having
        for spans in [fts5_words.places(passage, marked, query, mark)]  # once, however many works share the passage
        for work, versions in having[number].items()
    ]
    places = _places(connection, [(work, versions[0], passage) for work, versions, passage, _ in found])
    return tuple(
        Hit(
            work=work,
            version=versions[0],
            span=(span := places[work, versions[0], passage]),
            found=tuple(one.moved(span.start) for one in marked),
            text=passage,
            versions=tuple(versions),
        )
        for work, versions, passage, marked in found
    )


def works_with(connection: Connection, words: str) -> Select[tuple[str]]:
    """The question after the works of which a version has all of `words` in one passage."""
    having = containing(dialect_of(connection).matching(connection, match_words(words)))
    listed = tables.version_contents.c
    return select(listed.work).where(listed.contents.in_(select(having.c.contents)))


def _versions_with(connection: Connection, query: str) -> Iterator[tuple[int, str, str]]:
    """Passage, work and version of every version that has a passage with the words."""
    having = containing(dialect_of(connection).matching(connection, query))
    listed, versions, works = tables.version_contents, tables.versions, tables.works
    found = (
        select(having.c.passage, listed.c.work, listed.c.version)
        .join(listed, listed.c.contents == having.c.contents)
        .join(versions, and_(versions.c.work == listed.c.work, versions.c.id == listed.c.version))
        .join(works, works.c.id == listed.c.work)
        .order_by(works.c.number, versions.c.position)
    )
    yield from (tuple(row) for row in connection.execute(found))


_Place = tuple[str, str, str]
"""A work, a version and a passage of it."""


def _places(connection: Connection, wanted: Sequence[_Place]) -> dict[_Place, Span]:
    """Where passages stand in versions, each at its first place; ValueError if one of them is not there."""
    by_work: dict[str, dict[str, set[str]]] = {}
    for work, version, passage in wanted:
        by_work.setdefault(work, {}).setdefault(version, set()).add(passage)
    places: dict[_Place, Span] = {}
    for work, passages in by_work.items():
        for one in queries.versions(connection, work, passages):
            for span in passages_of(one):
                if (words := span.of(one.text)) in passages[one.id]:
                    places.setdefault((work, one.id, words), span)
    if missing := [place for place in wanted if place not in places]:
        raise ValueError(f"the index of words has a passage that “{missing[0][1]}” has not")
    return places


def match_words(words: str) -> str:
    """The words of a user as FTS5 wants them: each quoted, so that nothing in them is taken for its syntax.

    >>> match_words('NEAR "already explained" trans*')
    '"NEAR" "already explained" "trans"*'
    """
    try:
        words.encode()
    except UnicodeEncodeError as trouble:
        raise half_character(trouble) from None
    terms = [(m["phrase"] if m["word"] is None else m["word"]) for m in _TERMS.finditer(words.replace("\0", " "))]
    terms = [term for term in terms if any(character.isalnum() for character in term)]
    if not terms:
        raise UnreadableInput("nothing to search for: give at least one word")
    return " ".join(f'"{parted(term.rstrip("*"))}"{"*" if term.endswith("*") else ""}' for term in terms)
