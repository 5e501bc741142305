"""Where words stand, in any version of any work; how they are looked up is the database's own affair.

A history of many versions repeats nearly all of its text, so what is indexed are passages (paragraphs, as a rule),
each kept once under its hash; every version lists its passages and where they begin. A hit is a passage, with the
versions that have it.
"""

import hashlib
import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import Connection, and_, delete, insert, select

from provenance.errors import UnreadableInput
from provenance.model.spans import Span
from provenance.model.versions import Version
from provenance.store import tables
from provenance.store.dialects import dialect_of
from provenance.store.journal import next_number


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


# ---- keeping


def save_passages(connection: Connection, versions: Sequence[Version]) -> None:
    """List the passages of versions, and keep those that no version had before."""
    places = [
        (version, ordinal, span.start, span.of(version.text))
        for version in versions
        for ordinal, span in enumerate(split(version.text, [block.span.start for block in version.blocks]))
    ]
    numbers = _number(connection, dict.fromkeys(words for _, _, _, words in places))
    listed = [
        {"work": version.work, "version": version.id, "ordinal": n, "start": start, "passage": numbers[words]}
        for version, n, start, words in places
    ]
    if listed:
        connection.execute(insert(tables.version_passages), listed)


def forget_passages(connection: Connection, work: str, versions: Sequence[str]) -> None:
    """Take versions out of the index; their passages stay, since others may have them."""
    columns = tables.version_passages.c
    for version in versions:
        connection.execute(delete(tables.version_passages).where(columns.work == work, columns.version == version))


def _number(connection: Connection, passages: Iterable[str]) -> dict[str, int]:
    """The number of each passage; those that no version had before are kept now."""
    digests = {words: hashlib.sha256(words.encode()).hexdigest() for words in passages}
    known = _numbers(connection, list(digests.values()))
    new = [words for words, digest in digests.items() if digest not in known]
    if new:
        numbered = list(enumerate(new, next_number(connection, tables.passages)))
        rows = [{"number": number, "sha256": digests[words], "text": words} for number, words in numbered]
        connection.execute(insert(tables.passages), rows)
        dialect_of(connection).index_passages(connection, numbered)
        known |= {digests[words]: number for number, words in numbered}
    return {words: known[digest] for words, digest in digests.items()}


def split(words: str, starts: Sequence[int] = ()) -> Iterator[Span]:
    """The passages of a text: what stands between empty lines, cut also at `starts` (where its blocks begin).

    >>> [span.of("Sir,\\n\\nI write\\nagain.\\n") for span in split("Sir,\\n\\nI write\\nagain.\\n")]
    ['Sir,', 'I write\\nagain.']
    """
    cuts = {0, len(words), *starts}
    cuts.update(line.start() for line in re.finditer(r"\n[^\S\n]*(?=\n)", words))
    for start, end in pairwise(sorted(cuts)):
        inside = words[start:end]
        if stripped := inside.strip():
            first = start + len(inside) - len(inside.lstrip())
            yield Span(first, first + len(stripped))


def _numbers(connection: Connection, digests: Sequence[str]) -> dict[str, int]:
    """The numbers of the passages that are kept, by hash."""
    columns = tables.passages.c
    numbers: dict[str, int] = {}
    for first in range(0, len(digests), 500):
        some = digests[first : first + 500]
        query = select(columns.sha256, columns.number).where(columns.sha256.in_(some))
        numbers.update((digest, number) for digest, number in connection.execute(query))
    return numbers


# ---- asking

_TERMS = re.compile(r'["“”„«](?P<phrase>[^"“”„«»]*)["“”»]|(?P<word>[^\s"“”„«»]+)')


def search(connection: Connection, words: str) -> tuple[Hit, ...]:
    """The passages in which all of `words` stand, the best fitting first, with the versions that have them."""
    query = match_words(words)
    places: dict[int, dict[str, list[tuple[str, int]]]] = {}
    for passage, work, version, start in _places_with(connection, query):
        places.setdefault(passage, {}).setdefault(work, []).append((version, start))
    mark = f"\ue000{secrets.token_hex(8)}\ue001"
    return tuple(
        _hit(work, having, passage, list(_between(marked, mark)))
        for number, passage, marked in dialect_of(connection).passages_with(connection, query, mark)
        for work, having in places.get(number, {}).items()
    )


def _places_with(connection: Connection, words: str) -> Iterator[tuple[int, str, str, int]]:
    """Passage, work, version and start of every place where a passage with the words stands."""
    held, versions, works = tables.version_passages, tables.versions, tables.works
    query = (
        select(held.c.passage, held.c.work, held.c.version, held.c.start)
        .join(versions, and_(versions.c.work == held.c.work, versions.c.id == held.c.version))
        .join(works, works.c.id == held.c.work)
        .where(held.c.passage.in_(dialect_of(connection).matching(connection, words)))
        .order_by(works.c.number, versions.c.position, held.c.start)
    )
    yield from (tuple(row) for row in connection.execute(query))


def match_words(words: str) -> str:
    """The words of a user as FTS5 wants them: each quoted, so that nothing in them is taken for its syntax.

    >>> match_words('NEAR "already explained" trans*')
    '"NEAR" "already explained" "trans"*'
    """
    terms = [(m["phrase"] if m["word"] is None else m["word"]) for m in _TERMS.finditer(words.replace("\0", " "))]
    terms = [term for term in terms if any(character.isalnum() for character in term)]
    if not terms:
        raise UnreadableInput("nothing to search for: give at least one word")
    return " ".join(f'"{term.rstrip("*")}"{"*" if term.endswith("*") else ""}' for term in terms)


def _hit(work: str, having: Sequence[tuple[str, int]], passage: str, found: Sequence[Span]) -> Hit:
    """A passage with the versions that have it, and where it begins in each; told of the first of them."""
    version, start = having[0]
    return Hit(
        work=work,
        version=version,
        span=Span(start, start + len(passage)),
        found=tuple(span.moved(start) for span in found),
        text=passage,
        versions=tuple(dict.fromkeys(version for version, _ in having)),
    )


def _between(marked: str, mark: str) -> Iterator[Span]:
    """The places that stand between two marks, counted without the marks."""
    at = 0
    for n, piece in enumerate(marked.split(mark)):
        if n % 2:
            yield Span(at, at + len(piece))
        at += len(piece)
