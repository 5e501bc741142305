"""The course of a work: its versions as they were made, the lineage of their words, and each one's record."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from provenance.attribution.stemma import Stemma
from provenance.attribution.weigh import Record, record_of
from provenance.lineage.lineage import Lineage
from provenance.model.histories import Revision
from provenance.model.versions import Outline, Version
from provenance.text.short_ids import short_ids


@dataclass(frozen=True, slots=True)
class Course:
    """All that is needed to follow words through the versions of a work.

    `records` are by the ids of the versions, hidden ones too; `version` gives one with its text.
    """

    lineage: Lineage
    records: Mapping[str, Record]
    version: Callable[[str], Version]

    def parents(self, version: str) -> tuple[str, ...]:
        """The versions that this one was made from."""
        return self.lineage.parents(version)

    def ancestors(self, version: str) -> frozenset[str]:
        """The version and all that it goes back to."""
        found, ahead = {version}, [version]
        while ahead:
            for parent in self.lineage.parents(ahead.pop()):
                if parent not in found:
                    found.add(parent)
                    ahead.append(parent)
        return frozenset(found)

    def hidden(self) -> int:
        """How many versions nobody can see."""
        return sum(self.lineage.is_gap(version) for version in self.records)

    def hidden_before(self, version: str) -> tuple[Record, ...]:
        """The records of versions right before this one whose words nobody can see: it may all have been made there."""
        return tuple(self.records[name] for name in self.lineage.gaps_before(version))

    def record(self, version: str) -> Record | None:
        """What is recorded of the making of a version, if it can be relied on.

        It cannot where versions right before it are hidden, unless all of them are by the same authors.
        """
        own = self.records[version]
        return own if all(hidden.authors == own.authors for hidden in self.hidden_before(version)) else None


def course_of_versions(versions: Sequence[Version]) -> Course:
    """The course of versions that lie before us with their texts, parents before children."""
    stemma, lineage = Stemma(versions), Lineage()
    known = {version.id: version for version in versions}
    records: dict[str, Record] = {}
    needed = {parent for version in versions if version.method is None for parent in stemma.parents(version.id)}
    ahead = [version for version in versions if version.method is None or version.id in needed]
    while ahead:
        ready = [v for v in ahead if all(p in records or p not in known for p in stemma.parents(v.id))] or ahead[:1]
        for version in ready:
            lineage.add(version.id, version.text, [p for p in stemma.parents(version.id) if p in records])
            records[version.id] = record_of(version)
        ahead = [version for version in ahead if version.id not in records]
    return Course(lineage, records, known.__getitem__)


def _without_text(version: str) -> Version:
    raise KeyError(version)


def course_of_history(
    lineage: Lineage,
    revisions: Sequence[Revision],
    version: Callable[[str], Version] = _without_text,
    outlines: Iterable[Outline] = (),
) -> Course:
    """The course of revisions whose words were traced before; `version` gives one with its text, if it is held.

    `outlines` tell what the versions are called; one that is called by its id is called by as much of it as is needed.
    """
    called = short_ids(revision.id for revision in revisions)
    called |= {one.id: one.label for one in outlines if one.label != one.id}
    records = {one.id: Record(one.id, called[one.id], one.authors, one.date, one.comment) for one in revisions}
    return Course(lineage, records, version)
