"""What versions contain: which passages (paragraphs, as a rule) each is made of, for the index of words.

The versions of a work repeat nearly all of their text. So a passage is kept once, under its hash, and the contents of a
version are told against those of the version before: the passages that came, and those that are gone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from sqlalchemy import CTE, Connection, Select, delete, insert, literal, select

from provenance.model.spans import Span
from provenance.model.versions import Version
from provenance.store import tables
from provenance.store.batches import in_batches, numbers_by_hash
from provenance.store.dialects import dialect_of
from provenance.store.journal import next_number
from provenance.store.packed_texts import hash_of
from provenance.text.tokens import is_unspaced, parted

# ---- keeping


def save_contents(connection: Connection, work: str, versions: Sequence[Version]) -> None:
    """List the passages of versions of a work, and keep those that no version had before."""
    base, held = _last_contents(connection, work)
    number = next_number(connection, tables.contents)
    numbers: dict[str, int] = {}
    made, told, listed = [], [], []
    for version in versions:
        words = dict.fromkeys(span.of(version.text) for span in passages_of(version))
        numbers |= _number(connection, [one for one in words if one not in numbers])
        passages = {numbers[one] for one in words}
        if base is None or passages != held:
            came, gone = passages - held, held - passages
            if len(came) + len(gone) >= len(passages):
                base, came, gone = None, passages, set()
            made.append({"number": number, "base": base})
            told += [{"contents": number, "passage": passage, "gone": passage in gone} for passage in came | gone]
            base, held, number = number, passages, number + 1
        listed.append({"work": work, "version": version.id, "contents": base})
    for table, rows in ((tables.contents, made), (tables.content_passages, told), (tables.version_contents, listed)):
        if rows:
            connection.execute(insert(table), rows)


def _last_contents(connection: Connection, work: str) -> tuple[int | None, set[int]]:
    """The contents that were listed last for a work, and their passages; None if it has none."""
    listed, columns, rows = tables.version_contents.c, tables.contents.c, tables.content_passages.c
    last = select(listed.contents).where(listed.work == work).order_by(listed.contents.desc()).limit(1)
    number = connection.execute(last).scalar()
    first = select(columns.number, columns.base, literal(0).label("depth")).where(columns.number == number)
    chain = first.cte("chain", recursive=True)
    earlier = (chain.c.base == columns.number) & (columns.number < chain.c.number)  # else another program wrote it
    chain = chain.union(select(columns.number, columns.base, chain.c.depth + 1).join(chain, earlier))
    query = select(rows.passage, rows.gone).join(chain, chain.c.number == rows.contents)
    passages: set[int] = set()
    for passage, is_gone in connection.execute(query.order_by(chain.c.depth.desc())):
        (passages.discard if is_gone else passages.add)(passage)
    return number, passages


def _number(connection: Connection, passages: Iterable[str]) -> dict[str, int]:
    """The number of each passage; those that no version had before are kept now."""
    digests = {words: hash_of(words) for words in passages}
    known = numbers_by_hash(connection, tables.passages, list(digests.values()))
    new = [words for words, digest in digests.items() if digest not in known]
    if new:
        numbered = list(enumerate(new, next_number(connection, tables.passages)))
        rows = [
            {"number": number, "sha256": digests[words], "text": words, "parted": parting(words)}
            for number, words in numbered
        ]
        connection.execute(insert(tables.passages), rows)
        dialect_of(connection).index_passages(connection, numbered)
        known |= {digests[words]: number for number, words in numbered}
    return {words: known[digest] for words, digest in digests.items()}


def forget_contents(connection: Connection, work: str, versions: Sequence[str]) -> None:
    """Take versions of a work out of the index, and contents that no other has; passages stay, since others may have
    them."""
    columns = tables.version_contents.c
    freed: set[int] = set()
    for some in in_batches(versions):
        condition = columns.work == work, columns.version.in_(some)
        freed.update(connection.execute(select(columns.contents).where(*condition)).scalars())
        connection.execute(delete(tables.version_contents).where(*condition))
    while freed:
        freed = _drop_unused(connection, sorted(freed))


def _drop_unused(connection: Connection, numbers: Sequence[int]) -> set[int]:
    """Take away those contents that no version has and no others are told against; what they were told against."""
    columns, listed = tables.contents.c, tables.version_contents.c
    others = tables.contents.alias()
    freed: set[int] = set()
    for some in in_batches(numbers):
        query = select(columns.number, columns.base).where(
            columns.number.in_(some),
            columns.number.not_in(select(listed.contents).where(listed.contents.in_(some))),
            columns.number.not_in(select(others.c.base).where(others.c.base.in_(some))),
        )
        unused = connection.execute(query).all()
        gone = [one.number for one in unused]
        connection.execute(delete(tables.content_passages).where(tables.content_passages.c.contents.in_(gone)))
        connection.execute(delete(tables.contents).where(columns.number.in_(gone)))
        freed.update(one.base for one in unused if one.base is not None)
    return freed


def parting(words: str) -> str | None:
    """What is looked up instead of a passage that has words which nothing parts; None for any other."""
    return parted(words) if is_unspaced(words) else None


# ---- the passages of a text


def passages_of(version: Version) -> Iterator[Span]:
    """The passages of a version."""
    return split(version.text, [block.span.start for block in version.blocks])


def split(words: str, starts: Sequence[int] = ()) -> Iterator[Span]:
    """The passages of a text: what stands between empty lines, cut also at `starts` (where its blocks begin).

    >>> [span.of("Sir,\\n\\nI write\\nagain.\\n") for span in split("Sir,\\n\\nI write\\nagain.\\n")]
    ['Sir,', 'I write\\nagain.']
    """
    cuts = {0, len(words), *starts}
    cuts.update(line.start() for line in re.finditer(r"\n[^\S\n]*(?=\n)", words))
    for start, end in pairwise(sorted(cuts)):
        inside = words[start:end]
        if begun := inside.lstrip():
            yield Span(end - len(begun), end - len(begun) + len(begun.rstrip()))


# ---- asking


def containing(passages: Select[tuple[int]]) -> CTE:
    """Which contents have which of the passages that are asked for: pairs `passage`, `contents`."""
    rows, others = tables.content_passages.c, tables.content_passages.alias().c
    columns = tables.contents.c
    came = select(rows.passage, rows.contents).where(rows.passage.in_(passages), rows.gone.is_(False))
    having = came.cte("having", recursive=True)
    is_told = select(literal(1)).where(others.contents == columns.number, others.passage == having.c.passage).exists()
    kept = select(having.c.passage, columns.number).join(tables.contents, columns.base == having.c.contents)
    return having.union(kept.where(~is_told))
