"""Rows of works, witnesses, persons and versions, and the nouns they stand for, both ways."""

from collections.abc import Sequence

from provenance.model.spans import Block, BlockKind, Milestone, MilestoneKind, Span
from provenance.model.testimony import Person, PersonKind
from provenance.model.versions import Standing, Version, Witness, Work
from provenance.store.rows import Found, Row


def work_from(row: Found) -> Work:
    """A work from its row."""
    return Work(row["id"], row["title"], row["source"], row["date"], row["url"], row["order"])


def witness_from(row: Found) -> Witness:
    """A witness from its row."""
    return Witness(
        row["id"],
        row["work"],
        row["siglum"],
        row["title"],
        row["source"],
        row["seen"],
        row["sha256"],
        row["attested_by"],
        row["date"],
    )


def person_from(row: Found, aliases: Sequence[str]) -> Person:
    """A person from his row and other names."""
    return Person(row["name"], row["short"], row["role"], PersonKind(row["kind"]), tuple(aliases))


def version_key(version: Version) -> Row:
    """What the rows of a version's lists begin with."""
    return {"work": version.work, "version": version.id}


def block_rows(version: Version) -> list[Row]:
    """The blocks of a version."""
    key = version_key(version)
    return [
        {
            **key,
            "ordinal": ordinal,
            "kind": block.kind,
            "start": block.span.start,
            "end": block.span.end,
            "paragraph": block.paragraph,
        }
        for ordinal, block in enumerate(version.blocks)
    ]


def milestone_rows(version: Version) -> list[Row]:
    """What was taken out of the running text of a version."""
    key = version_key(version)
    return [
        {**key, "ordinal": ordinal, "at": m.at, "kind": m.kind, "label": m.label, "letters": m.letters}
        for ordinal, m in enumerate(version.milestones)
    ]


def block_from(row: Found) -> Block:
    """A block from its row."""
    return Block(BlockKind(row["kind"]), Span(row["start"], row["end"]), row["paragraph"])


def milestone_from(row: Found) -> Milestone:
    """A milestone from its row."""
    return Milestone(row["at"], MilestoneKind(row["kind"]), row["label"], row["letters"])


def version_from(
    row: Found,
    blocks: Sequence[Block] = (),
    milestones: Sequence[Milestone] = (),
    authors: Sequence[str] = (),
    parents: Sequence[str] = (),
) -> Version:
    """A version from its row and its lists; ValueError if its text is not the one that was stored."""
    version = Version(
        id=row["id"],
        work=row["work"],
        label=row["label"],
        text=row["text"],
        standing=Standing(row["standing"]),
        blocks=tuple(blocks),
        milestones=tuple(milestones),
        authors=tuple(authors),
        date=row["date"],
        parents=tuple(parents),
        witness=row["witness"],
        method=row["method"],
        comment=row["comment"],
    )
    if version.sha256 != row["sha256"]:
        raise ValueError(f"the text of “{version.label}” does not have the hash that was stored with it")
    return version
