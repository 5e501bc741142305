"""READ THIS FIRST. The whole way on one page: read a file, save it, compare, attribute, ask, report.

    path ─read→ Received ─save→ Version*  ─compare→ Comparison ┐
                         └ Note*, Mark* ─claims→ Claim* ───────┴─attribute→ Apparatus ─ask→ answer
                                                                                     └─write→ report

A command calls one function of this page; what only looks up what is held, asks the library itself. A step that
loads much is imported when it is gone, so that nobody waits for what he does not use.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from provenance import resources
from provenance.attribution.choosing import choose_versions
from provenance.model.attributions import Apparatus, Dossier, dossier_of
from provenance.model.changes import Comparison
from provenance.model.receipts import Received
from provenance.model.testimony import Claim, Mark
from provenance.model.versions import Version
from provenance.sources.telling import Tell, told_by, unheard

if TYPE_CHECKING:
    from provenance.attribution.sentence_accounts import Question, SentenceAccount
    from provenance.corpus.running import Count
    from provenance.store.library import Saved


def initialise(location: str, files: Sequence[Path]) -> list[str]:
    """Make the database at `location` and add the files; the ids of the works that are new."""
    from provenance.store.library import create_library

    create_library(location).close()
    return [work for file in files for work in add(location, file)[0].new]


def add(location: str, path: Path, format: str | None = None, document: str | None = None) -> "tuple[Saved, Received]":
    """Read a file and save all that it holds, with what follows from it; what is there already stays as it is."""
    from provenance.store.library import open_library

    with open_library(location) as library:
        received, claims = read(path, format, document)
        with library.transaction():
            saved = library.save_received(received, claims)
    return saved, received


def read(path: Path, format: str | None = None, document: str | None = None) -> tuple[Received, tuple[Claim, ...]]:
    """Everything that the file holds, its notes and marks read as claims."""
    from provenance.sources.source_catalogue import read_file

    return testify(read_file(path, format, document))


def testify(received: Received) -> tuple[Received, tuple[Claim, ...]]:
    """What was received with its lost versions reconstructed, and every claim that its notes and marks make."""
    if not any(one.notes or one.marks for one in received.works):
        return received, ()
    from provenance.attribution import testifying

    return testifying.testify(received, resources.lexicon())


def compare(base: Version, revised: Version, marks: Sequence[Mark] = ()) -> Comparison:
    """Every change from one version to the other, replayed to the letter before anybody sees it.

    Where `marks` record the step, their record is the comparison.
    """
    from provenance.diff import compare as engine
    from provenance.diff.recorded_changes import compare_recorded, marks_of
    from provenance.diff.replay import check

    own = marks_of(base, revised, marks)
    found = compare_recorded(base, revised, own) if own else engine.compare(base, revised)
    check(base, revised, found)
    return found


def attribute_versions(dossier: Dossier, base: str | None = None, revised: str | None = None) -> Apparatus:
    """The apparatus of two versions of a dossier, or of its one version with itself where there is no other."""
    from provenance.attribution.attribute import attribute

    return attribute(dossier, *choose_versions(dossier.versions, base, revised), partial(compare, marks=dossier.marks))


def apparatus(location: str, work: str | None, base: str | None = None, revised: str | None = None) -> Apparatus:
    """Every change between two versions of a work with who made it."""
    from provenance.store.holdings import find_holding, load_revisions
    from provenance.store.library import open_library

    with open_library(location) as library:
        held = find_holding(library, work)
        if not held.is_history:
            return attribute_versions(library.dossier(held.work.id), base, revised)
        from provenance.attribution.attribute import attribute
        from provenance.attribution.course import course_of_history

        lineage, revisions, pair = load_revisions(library, held, base, revised)
        dossier = Dossier(held.work, (), pair, (), (), ())
        course = course_of_history(lineage, revisions, {version.id: version for version in pair}.__getitem__)
        return attribute(dossier, *pair, compare, course)


def who(
    location: str, work: str | None, base: str | None, revised: str | None, question: "Question"
) -> tuple[Apparatus, tuple["SentenceAccount", ...]]:
    """The sentences that fit the question, each with who changed it."""
    from provenance.attribution.sentence_accounts import ask

    found = apparatus(location, work, base, revised)
    return found, ask(found, question)


def report(location: str, work: str | None, base: str | None, revised: str | None, format: str) -> str | bytes:
    """The report of a comparison in a format of the catalogue."""
    from provenance.reports.report_catalogue import write_report

    return write_report(apparatus(location, work, base, revised), format)


def corpus(
    task: str,
    sources: Sequence[str],
    folder: Path,
    scheduler: str | None = None,
    jobs: int | None = None,
    seconds: float = 600,
    shown: "Callable[[Count], None] | None" = None,
) -> "Count":
    """Read a corpus with many workers into Parquet parts in `folder`; what an earlier run has read stays as it is."""
    from provenance.corpus.running import Run, run
    from provenance.corpus.units import Task

    asked = Run(Task(task), tuple(sources), folder, resources.rules(), scheduler, jobs, seconds)
    return run(asked, shown or (lambda count: None))


def diff(base: Path, revised: Path, tell: Tell = unheard) -> Apparatus:
    """The changes from one file to another; whoever is recorded as their author in either is kept.

    What was odd in the files, or not read of them, is told to `tell`.
    """
    from provenance.attribution.two_files import pair_of
    from provenance.sources.sides import read_side

    sides = [testify(told_by(read_side(path), tell)) for path in (base, revised)]
    return attribute_versions(pair_of(*sides))


def evidence(location: str, source: str | None, document: str | None = None, tell: Tell = unheard) -> list[Apparatus]:
    """What the notes of a stored work, or of every work in a file, say, held against the texts."""
    from provenance.sources.source_catalogue import names_a_file

    if source is not None and names_a_file(source):
        received, claims = read(Path(source), None, document)
        told_by(received, tell)
        return [attribute_versions(dossier_of(one, claims, received.people)) for one in received.works]
    from provenance.store.library import open_library

    with open_library(location) as library:
        return [attribute_versions(library.dossier(library.find(source).id))]
