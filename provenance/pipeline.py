"""READ THIS FIRST. The whole way on one page: read a file, save it, compare, attribute, ask, report.

    path ─read→ Received ─save→ Version*  ─compare→ Comparison ┐
                         └ Note*, Mark* ─claims→ Claim* ───────┴─attribute→ Apparatus ─ask→ answer
                                                                                     └─write→ report

Every command and every web page that reads, asks or reports calls one function of this page, a journey. The `stages`
are what journeys are made of; `curation` has one function for whatever a historian changes in a library afterwards, and
`surveys` for whole volumes and corpora. A text is asked for by the name of a stored work, or by the path of a file that
is not stored. What loads much is imported when it is needed, so that nobody waits for what they do not use.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from provenance import stages
from provenance.model.attributions import Apparatus, dossier_of
from provenance.model.receipts import Ingested, known_to
from provenance.model.testimony import Person
from provenance.model.versions import Holding, Occurrence
from provenance.sources.asked import (
    AS_IT_LOOKS,
    Asked,
    refuse_choice,
    refuse_choice_of_stored,
    refuse_document,
    word_files,
)
from provenance.sources.telling import Tell, told_by, unheard

if TYPE_CHECKING:
    from provenance.attribution.described_work import Description
    from provenance.attribution.origins import Origins
    from provenance.attribution.received_version import Deposit
    from provenance.attribution.sentence_accounts import Question, SentenceAccount
    from provenance.reports.docx.docx_wanted import Wanted
    from provenance.sources.histories.followed_history import Watch
    from provenance.store.contributions import Added
    from provenance.store.library import Library

Named = str | Path | None
"""A stored work by its name, the one that is meant where none is named, or a file."""


def initialise(location: str, files: Sequence[Path]) -> list[str]:
    """Make the database at `location` and store the files (init); the ids of the works that are new."""
    from provenance.store.library import create_library

    create_library(location).close()
    return [work for file in files for work in ingest(location, file).new]


def ingest(
    location: str,
    path: Path,
    said: "Description | None" = None,
    asked: Asked = AS_IT_LOOKS,
    by: str | None = None,
    watch: "Watch" = iter,
) -> Ingested:
    """A file stored as what it is: a document with its notes as testimony, or a work read revision by revision."""
    from provenance.attribution.caveats import new_person
    from provenance.attribution.described_work import Description, on_one_line
    from provenance.attribution.naming import names_in
    from provenance.sources.histories.history_catalogue import bare_name, kind_of, read_history
    from provenance.sources.plain.text_reader import file_id
    from provenance.sources.source_catalogue import read_file
    from provenance.store.history_intake import take_in
    from provenance.store.receiving import described, told_otherwise_of

    said = on_one_line(said or Description())
    kind = kind_of(path, asked.format, said.speaks_of_the_text)
    if kind is not None:
        refuse_document(path, asked.document, "is read as a history, which holds no documents")
        told: list[str] = []
        revisions = read_history(path, kind, asked.dag, asked.page, told.append)
        return take_in(location, path, kind, asked.page or bare_name(path), revisions, said, by, watch, told)
    refuse_choice(path, asked)
    with _library(location, by) as library:
        received, known = read_file(path, asked.format, asked.document), library.everybody()
        saved = library.save_anew(lambda: stages.testify(described(library, received, said, *file_id(path))))
        new = {one.name for one in library.people()} - {one.name for one in known}
        otherwise = tuple(told_otherwise_of(library, received, said, saved.present))
    met = [new_person(name, known) for name in names_in(said.by, known) if name in new]
    return Ingested(saved.new, saved.extended, saved.present, (*received.warnings, *saved.told, *otherwise, *met))


def add_version(
    location: str, work: str, path: Path, deposit: "Deposit", by: str | None = None, tell: Tell = unheard
) -> "Added":
    """A file stored as a further version of a work (add) with its notes as testimony; told are persons who are new."""
    from provenance.attribution.caveats import dates_beside, new_person
    from provenance.attribution.naming import names_in, person_among
    from provenance.sources.plain.transcription import read_transcription
    from provenance.store import contributions

    received = told_by(read_transcription(path), tell)
    with _library(location, by) as library:
        people, everybody = library.people(), library.everybody()
        known = dict.fromkeys((*people, *(person_among(name, people) for name in names_in(deposit.by, people))))
        added = contributions.add_version(library, work, deposit, *stages.testify(known_to(received, tuple(known))))
        beside = library.holding(added.version.work).versions
    if added.left_out:
        tell(f"{path}: {added.left_out}")
    met = [name for name in added.people if name not in {one.name for one in everybody}]
    for odd in (*dates_beside(added.version, beside), *(new_person(name, everybody) for name in met)):
        tell(odd)
    return added


def apparatus(
    location: str, work: Named, base: str | None = None, revised: str | None = None, tell: Tell = unheard
) -> Apparatus:
    """Every change between two versions with who made it (redline, changes).

    Where the last versions are copies of one base and none is chosen, the changes of all of them are laid on the base.
    """
    if isinstance(work, Path):
        received, claims = stages.read(work)
        return stages.attribute_versions(stages.only_dossier(told_by(received, tell), claims), base, revised)
    from provenance.attribution.copies import lay_on_base
    from provenance.store.asked_texts import asked_texts

    with _library(location) as library:
        texts = asked_texts(library, work, base, revised)
        return lay_on_base([stages.attribute(one.dossier, one.base, one.revised, one.course) for one in texts])


def who(
    location: str, work: Named, base: str | None, revised: str | None, question: "Question", tell: Tell = unheard
) -> tuple[Apparatus, tuple["SentenceAccount", ...]]:
    """The sentences that fit the question, each with who changed it."""
    from provenance.attribution.sentence_accounts import ask

    found = apparatus(location, work, base, revised, tell)
    return found, ask(found, question)


def report(
    location: str,
    work: Named,
    base: str | None,
    revised: str | None,
    format: str,
    wanted: "Wanted | None" = None,
    tell: Tell = unheard,
) -> str | bytes:
    """The report of a comparison in a format; a docx is written into the Word file that a text came from."""
    from provenance.sources.reader import SourceFile

    found = apparatus(location, work, base, revised, tell)
    if isinstance(work, Path):
        return stages.write(found, format, word_files([work]), wanted, tell)
    with _library(location) as library:
        originals = [SourceFile(Path(name), data) for name, data in library.originals(found.work.id)]
    return stages.write(found, format, originals, wanted, tell)


def was_read(location: str, path: Path) -> bool:
    """Whether the library was read from the file at `path`, which then is no place for a result (report)."""
    from hashlib import file_digest

    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            found = file_digest(file, "sha256").hexdigest()
    except OSError:  # which is told when the result is to be written there
        return False
    from provenance.sources.histories.history_catalogue import is_read_with

    with _library(location) as library:
        return library.was_read(found) or any(
            is_read_with(Path(place), path) for place in library.places_of_histories()
        )


def diff(base: Path, *revised: Path, by: Sequence[str] = (), tell: Tell = unheard) -> Apparatus:
    """The changes from one file to another, or to each of several copies of it that came back; nothing is stored.

    Whoever is recorded as an author in a file is kept; `by` says whose the copies are, in their order.
    """
    from provenance.attribution.two_files import name_apart
    from provenance.sources.sides import read_side

    sides = [stages.testify(told_by(read_side(path), tell)) for path in (base, *revised)]
    return stages.lay_together(name_apart(sides), by)


def origins(
    location: str, work: Named, asked: Asked = AS_IT_LOOKS, watch: "Watch" = iter, tell: Tell = unheard
) -> "Origins":
    """The words of a work, of a history in files, or of one file, to be asked where they come from (annotate …)."""
    from provenance.attribution.origins import Origins

    if isinstance(work, Path):
        dossier, course = stages.follow(work, asked, watch, tell)
    else:
        from provenance.store.asked_texts import whole_course

        refuse_choice_of_stored(work, asked)
        with _library(location) as library:
            dossier, course = whole_course(library, work)
    return Origins(dossier, course, partial(stages.compare, marks=dossier.marks))


def evidence(location: str, work: Named, document: str | None = None, tell: Tell = unheard) -> list[Apparatus]:
    """What the notes of a stored work, or of every work in a file, say, checked against the texts."""
    if not isinstance(work, Path):
        refuse_document(work, document, "is stored, and each document of a volume is a work of its own")
        with _library(location) as library:
            return [stages.attribute_versions(library.dossier(library.find(work).id))]
    received, claims = stages.read(work, None, document)
    told_by(received, tell)
    return [stages.attribute_versions(dossier_of(one, claims, received.people)) for one in received.works]


def search(location: str, words: str) -> list[Occurrence]:
    """Where the words stand, sentence by sentence, in any version of any work."""
    from provenance.store.holdings import find_words

    with _library(location) as library:
        return find_words(library, words)


def held(location: str) -> tuple[tuple[Holding, ...], tuple[Person, ...]]:
    """Every work that a library holds, with its versions and witnesses, and everybody that it knows (list)."""
    with _library(location) as library:
        return library.holdings(), library.people()


def holding(location: str, work: str | None) -> Holding:
    """One work with its versions and witnesses, without the texts (versions); unnamed, the one that is meant."""
    with _library(location) as library:
        return library.holding(work)


def _library(location: str, by: str | None = None) -> "Library":
    from provenance.store.library import open_library

    return open_library(location, by)
