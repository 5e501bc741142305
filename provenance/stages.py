"""The stages of the way, one after the other: read a file, take its testimony, follow its words, compare, attribute,
lay together, write.

Each takes values and returns values; the journeys of the `pipeline` are made of them, and so is the public API.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from provenance import resources
from provenance.attribution.choosing import choose_versions
from provenance.errors import UnreadableInput
from provenance.model.attributions import Apparatus, Dossier, dossier_of, empty_dossier
from provenance.model.changes import Comparison
from provenance.model.receipts import Received
from provenance.model.testimony import Claim, Mark
from provenance.model.versions import Version
from provenance.sources.asked import Asked, refuse_choice
from provenance.sources.telling import Tell, told_by, unheard

if TYPE_CHECKING:
    from provenance.attribution.course import Course
    from provenance.attribution.two_files import Side
    from provenance.reports.docx.docx_wanted import Wanted
    from provenance.sources.histories.followed_history import Watch
    from provenance.sources.reader import SourceFile


_MANY_FOR_PDF = 500


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


def follow(path: Path, asked: Asked, watch: "Watch", tell: Tell) -> tuple[Dossier, "Course"]:
    """What is said of a history in files, or of the versions in one file, and the course of their words."""
    from provenance.attribution.course import course_of_history, course_of_versions
    from provenance.sources.histories.followed_history import follow_history
    from provenance.sources.histories.history_catalogue import kind_of

    if kind := kind_of(path, asked.format) or ("" if path.exists() else "git"):
        return empty_dossier(str(path)), course_of_history(*follow_history(path, kind, asked, watch, tell))
    refuse_choice(path, asked)
    received, claims = read(path, asked.format, asked.document)
    dossier = only_dossier(told_by(received, tell), claims)
    return dossier, course_of_versions(dossier.versions)


def only_dossier(received: Received, claims: Sequence[Claim]) -> Dossier:
    """All that is said of the one work that a file holds; UnreadableInput if it holds several."""
    if len(received.works) != 1:
        raise UnreadableInput(
            f"{received.name} holds {len(received.works)} works; ingest it, and name the one that is meant"
        )
    return dossier_of(received.works[0], claims, received.people)


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


def attribute(dossier: Dossier, base: Version, revised: Version, course: "Course | None" = None) -> Apparatus:
    """Every change from one version to the other with who made it, on what evidence, and what is not known."""
    from provenance.attribution.attribute import attribute

    return attribute(dossier, base, revised, partial(compare, marks=dossier.marks), course)


def attribute_versions(dossier: Dossier, base: str | None = None, revised: str | None = None) -> Apparatus:
    """The apparatus of two versions of a dossier, or of its one version with itself where there is no other."""
    return attribute(dossier, *choose_versions(dossier.versions, base, revised))


def lay_together(sides: "Sequence[Side]", by: Sequence[str] = ()) -> Apparatus:
    """The changes from the first of some texts to the other, or to each of the others; `by` says whose these are."""
    from provenance.attribution.copies import lay_on_base
    from provenance.attribution.naming import name_of, names_in
    from provenance.attribution.two_files import pair_of, with_the_rest
    from provenance.text.numbers import number_of

    later = len(sides) - 1
    if not later:
        raise UnreadableInput("give at least one later text to compare with")
    names = [by] if isinstance(by, str) else list(by)
    if len(names) > later:
        texts = number_of(later, "later text")
        raise UnreadableInput(f"--by names {len(names)} persons for {texts}; give one for each")
    authors = [*(names_in([name_of(name)]) for name in names), *[()] * (later - len(names))]
    pairs = [pair_of(sides[0], side, who) for side, who in zip(sides[1:], authors, strict=True)]
    return with_the_rest(lay_on_base([attribute_versions(pair) for pair in pairs], sides[0][0].works[0].work), sides)


def write(
    apparatus: Apparatus,
    format: str,
    files: "Iterable[SourceFile]" = (),
    wanted: "Wanted | None" = None,
    tell: Tell = unheard,
) -> str | bytes:
    """An apparatus in a format; a docx is written into the first of the Word `files` that can hold it.

    Why it cannot be written into one of them is told, if it is none of them, and that a PDF will take long.
    """
    from provenance.reports.report_catalogue import write_report

    if format == "pdf" and len(apparatus.attributions) >= _MANY_FOR_PDF:
        number = f"{len(apparatus.attributions):,} changes"
        tell(f"setting a PDF of {number} takes a minute for each thousand; as html or docx they are written at once")
    refusals = []
    for file in files if format == "docx" and not apparatus.is_backwards else ():
        from provenance.reports.docx.docx_groups import NotInOriginal
        from provenance.reports.docx.docx_in_original import write_in_original
        from provenance.reports.docx.docx_wanted import EVERYTHING
        from provenance.sources.word.docx_reader import open_original

        try:
            return write_in_original(apparatus, open_original(file), wanted or EVERYTHING)
        except NotInOriginal as why:
            refusals.append(f"the report is a file of its own and not {file.name} with the changes in it: {why}")
    for refusal in refusals:
        tell(refusal)
    if wanted is None or wanted.is_everything:
        return write_report(apparatus, format)
    if format != "docx":
        raise UnreadableInput("--no-comments and --reviewers are for a Word file; add --format docx, or leave them out")
    from provenance.reports.docx import docx_report

    return docx_report.write(apparatus, wanted)
