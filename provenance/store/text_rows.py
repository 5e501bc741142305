"""Rows of works, witnesses, persons and versions, and the nouns they stand for, both ways."""

from collections.abc import Mapping

from provenance.model.spans import Block, BlockKind, Milestone, MilestoneKind, Span
from provenance.model.testimony import Person, PersonKind
from provenance.model.versions import Gap, Outline, Standing, Version, Witness, Work
from provenance.store import tables
from provenance.store.rows import Found, Names, Row, flat
from provenance.text.blocks import split_blocks


def work_from(row: Found) -> Work:
    """A work from its row."""
    return Work(row["id"], row["title"], row["source"], row["date"], row["url"], row["order"])


def witness_from(row: Found) -> Witness:
    """A witness from its row."""
    fields = ("id", "work", "siglum", "title", "source", "seen", "sha256", "attested_by", "date")
    return Witness(*(row[field] for field in fields))


def person_row(person: Person) -> Row:
    """The row of a person who is told under this very name."""
    return {**flat(person, tables.persons), "aliases": list(person.aliases), "same_as": None}


def person_from(row: Found, aliases: tuple[str, ...]) -> Person:
    """A person from his row and all his other names."""
    return Person(row["name"], row["short"], row["role"], PersonKind(row["kind"]), aliases)


def version_row(version: Version) -> Row:
    """The row of a version, its lists as lists; where its text is kept is still to be said."""
    blocks = [[b.kind.value, b.span.start, b.span.end, b.paragraph, b.part] for b in version.blocks]
    return {
        **flat(version, tables.versions),
        "parents": list(version.parents),
        "authors": list(version.authors),
        "blocks": blocks,
        "milestones": [[m.at, m.kind.value, m.label, m.letters] for m in version.milestones],
        "gaps": [[gap.at, gap.reason] for gap in version.gaps],
    }


def version_from(row: Found, text: str, label: str, names: Names) -> Version:
    """A version from its row and its text; ValueError if the text is not the one that was stored."""
    stored = row["blocks"]
    blocks = (
        split_blocks(text)
        if stored is None
        else tuple(Block(BlockKind(kind), Span(start, end), number, part) for kind, start, end, number, part in stored)
    )
    version = Version(
        id=row["id"],
        work=row["work"],
        label=label,
        text=text,
        standing=Standing(row["standing"]),
        blocks=blocks,
        milestones=tuple(Milestone(at, MilestoneKind(kind), *words) for at, kind, *words in row["milestones"]),
        authors=names.of(row["authors"]),
        date=row["date"],
        parents=tuple(row["parents"]),
        witness=row["witness"],
        method=row["method"],
        comment=row["comment"],
        gaps=tuple(Gap(at, reason) for at, reason in row["gaps"]),
    )
    if version.sha256 != row["sha256"]:
        raise ValueError(f"the text of “{version.label}” does not have the hash that was stored with it")
    return version


def outline_from(row: Found, label: str, names: Names) -> Outline:
    """A version without its text, from its row."""
    return Outline(
        id=row["id"],
        work=row["work"],
        label=label,
        standing=Standing(row["standing"]),
        authors=names.of(row["authors"]),
        date=row["date"],
        parents=tuple(row["parents"]),
        sha256=row["sha256"],
        method=row["method"],
        witness=row["witness"],
        comment=row["comment"],
    )


def called(labels: Mapping[str, str], shortened: Mapping[str, str]) -> dict[str, str]:
    """What versions are called, by id: their label, or the first digits of a commit's id that is its label too."""
    return {id: shortened[id] if label == id else label for id, label in labels.items()}
