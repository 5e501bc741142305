"""READ THIS FIRST. The whole way on one page: read a file, save it, compare, attribute, ask, report.

    path ─read→ Received ─save→ Version*  ─compare→ Comparison ┐
                         └ Note*, Mark* ─claims→ Claim* ───────┴─attribute→ Apparatus ─ask→ answer
                                                                                     └─write→ report

A command calls one function of this page; what only looks up what is held, asks the library itself. A step that
loads much is imported when it is taken, so that nobody waits for what they do not use.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from provenance import resources
from provenance.attribution.choosing import FINAL, choose_pair, choose_versions, refuse_hidden, returned_copies
from provenance.errors import Interrupted, NotFound, UnreadableInput
from provenance.model.attributions import Apparatus, Dossier, dossier_of
from provenance.model.changes import Comparison
from provenance.model.entries import Entry
from provenance.model.histories import Revision
from provenance.model.receipts import Received
from provenance.model.testimony import Claim, Mark, Person, SetAside
from provenance.model.versions import Holding, Occurrence, Outline, Version, Work
from provenance.sources.telling import Tell, told_by, unheard

if TYPE_CHECKING:
    from provenance.attribution.added_claim import Assertion
    from provenance.attribution.described_work import Description
    from provenance.attribution.origins import Origins
    from provenance.attribution.received_version import Deposit
    from provenance.attribution.sentence_accounts import Question, SentenceAccount
    from provenance.attribution.two_files import Side
    from provenance.corpus.running import Count
    from provenance.lineage.lineage import Lineage
    from provenance.reports.docx.docx_in_original import Wanted
    from provenance.sources.histories.history_catalogue import Asked
    from provenance.sources.reader import SourceFile
    from provenance.store.library import Library, Saved
    from provenance.store.mending import PersonEdit, VersionEdit, WorkEdit
    from provenance.store.verify import Verified

Watch = Callable[[Iterable[Revision]], Iterator[Revision]]
"""What shows how far the reading of a history has come, while it passes the revisions on."""


def initialise(location: str, files: Sequence[Path]) -> list[str]:
    """Make the database at `location` and add the files; the ids of the works that are new."""
    from provenance.store.library import create_library

    create_library(location).close()
    return [work for file in files for work in add(location, file)[0].new]


def add(
    location: str,
    path: Path,
    format: str | None = None,
    document: str | None = None,
    said: "Description | None" = None,
    by: str | None = None,
) -> "tuple[Saved, Received]":
    """Read a file and save all that it holds; what is there already stays as it is."""
    from provenance.store.library import open_library

    with open_library(location, by) as library:
        received, claims = testify(_described(library, path, format, document, said))
        return library.save_received(received, claims), received


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


def apparatus(
    location: str, work: str | None, base: str | None = None, revised: str | None = None, tell: Tell = unheard
) -> Apparatus:
    """Every change between two versions of a work with who made it; of a Word file, without a database.

    Where the last versions are copies of one base and none is chosen, the changes of all of them are laid on the base.
    """
    if work and _is_word_file(work):
        received, claims = read(Path(work))
        [one] = told_by(received, tell).works
        return attribute_versions(dossier_of(one, claims, received.people), base, revised)
    return stored_apparatus(location, work, base, revised)


def stored_apparatus(location: str, work: str | None, base: str | None = None, revised: str | None = None) -> Apparatus:
    """The same of a work in the library, whatever files may be called like it."""
    from provenance.store.library import open_library

    with open_library(location) as library:
        held = library.holding(work)
        if len(held.versions) == 1:
            return attribute_versions(library.dossier(held.work.id), base, revised)
        copies = returned_copies(held.versions) if revised is None else ()
        refuse_hidden(library.hidden(held.work.id), base, revised)
        pairs = [choose_pair(held.versions, base, copy) for copy in copies or (revised,)]
        found = [_attribute_stored(library, held.work.id, [one.id for one in pair]) for pair in pairs]
    if len(found) == 1:
        return found[0]
    from provenance.attribution.copies import lay_on_base

    return lay_on_base(found)


def _attribute_stored(library: "Library", work: str, pair: Sequence[str]) -> Apparatus:
    """The apparatus of two stored versions; of a work with many, only the texts that are needed are read."""
    from provenance.attribution.attribute import attribute

    if not library.is_traced(work):
        dossier, course = library.dossier(work), None
    else:
        from provenance.attribution.course import course_of_history

        homes = [claim.target.version for claim in library.claims(work) if claim.target]
        dossier = library.dossier(work, {*pair, *homes})
        course = course_of_history(library.lineage(work), library.revisions(work), partial(library.version, work))
    base, revised = (next(version for version in dossier.versions if version.id == one) for one in pair)
    return attribute(dossier, base, revised, partial(compare, marks=dossier.marks), course)


def origins(
    location: str,
    name: str | None,
    format: str | None = None,
    asked: "Asked | None" = None,
    watch: Watch | None = None,
    tell: Tell = unheard,
) -> "Origins":
    """The words of a stored work, of a history in files, or of one file, to be asked where they come from."""
    from provenance.attribution.course import course_of_history, course_of_versions
    from provenance.attribution.origins import Origins
    from provenance.sources.histories.history_catalogue import Asked, kind_meant

    kind = kind_meant(name, format)
    is_path = name is not None and (Path(name).exists() or format is not None)
    if name is not None and kind is not None and (is_path or not _is_stored(location, name)):
        lineage, revisions = _trace(Path(name), kind, asked or Asked(), watch or iter, tell)
        return Origins(
            Dossier(Work(name, name, name), (), (), (), (), ()), course_of_history(lineage, revisions), compare
        )
    if name is not None and Path(name).is_file():
        received, claims = read(Path(name))
        [one] = told_by(received, tell).works if len(received.works) == 1 else _refuse_several(received)
        dossier = dossier_of(one, claims, received.people)
        return Origins(dossier, course_of_versions(dossier.versions), partial(compare, marks=dossier.marks))
    try:
        return stored_origins(location, name)
    except NotFound as error:
        raise (NotFound(f"{name}: there is no such file, and {error}") if name else error) from None


def stored_origins(location: str, name: str | None) -> "Origins":
    """The words of a work in the library, whatever files may be called like it."""
    from provenance.attribution.course import course_of_history, course_of_versions
    from provenance.attribution.origins import Origins
    from provenance.store.library import open_library

    with open_library(location) as library:
        work = library.find(name).id
        traced = library.is_traced(work)
        dossier = library.dossier(work, () if traced and not library.claims(work) else None)
        if not traced:
            course = course_of_versions(dossier.versions)
        else:
            texts = {version.id: version for version in dossier.versions}
            course = course_of_history(library.lineage(work), library.revisions(work), texts.__getitem__)
        return Origins(dossier, course, partial(compare, marks=dossier.marks))


def _is_stored(location: str, name: str) -> bool:
    """True if a stored work has this name, which might also be that of a file which is gone and git still knows."""
    from provenance.store.library import open_library

    try:
        with open_library(location) as library:
            library.find(name)
    except NotFound:
        return False
    return True


def _refuse_several(received: Received) -> NoReturn:
    raise UnreadableInput(
        f"{received.name} holds {len(received.works)} works; ingest it, and name the one that is meant"
    )


def _trace(path: Path, kind: str, asked: "Asked", watch: Watch, tell: Tell) -> "tuple[Lineage, tuple[Revision, ...]]":
    """A history's words followed while it is read, and its revisions without their texts."""
    from provenance.lineage.lineage import Lineage
    from provenance.sources.histories.history_catalogue import read_history

    lineage = Lineage()
    signed: list[Revision] = []
    texts: dict[str, int | None] = {}
    for revision in watch(read_history(path, kind, asked.dag, asked.page, tell)):
        mark = None if revision.text is None else hash(revision.text)
        if texts.setdefault(revision.id, mark) != mark:
            raise UnreadableInput(f"revision {revision.id} comes twice, with different texts; one of them is not it")
        if revision.id not in lineage:
            lineage.add(revision.id, revision.text, revision.parents)
            signed.append(replace(revision, text=None))
    return lineage, tuple(signed)


def who(
    location: str,
    work: str | None,
    base: str | None,
    revised: str | None,
    question: "Question",
    tell: Tell = unheard,
) -> tuple[Apparatus, tuple["SentenceAccount", ...]]:
    """The sentences that fit the question, each with who changed it."""
    from provenance.attribution.sentence_accounts import ask

    found = apparatus(location, work, base, revised, tell)
    return found, ask(found, question)


def _is_word_file(name: str) -> bool:
    return Path(name).suffix.lower() in {".docx", ".dotx", ".odt", ".fodt"} and Path(name).is_file()


def report(
    location: str,
    work: str | None,
    base: str | None,
    revised: str | None,
    format: str,
    wanted: "Wanted | None" = None,
    tell: Tell = unheard,
) -> str | bytes:
    """The report of a comparison in a format of the catalogue."""
    found = apparatus(location, work, base, revised, tell)
    if format != "docx" or (work and _is_word_file(work)):
        return write(found, format, [Path(work)] if work else [], wanted)
    from provenance.sources.reader import SourceFile
    from provenance.store.library import open_library

    with open_library(location) as library:
        originals = [SourceFile(Path(name), data) for name, data in library.originals(found.work.id)]
    return _write_in_original(found, originals, wanted) or write(found, format)


def write(apparatus: Apparatus, format: str, files: Sequence[Path] = (), wanted: "Wanted | None" = None) -> str | bytes:
    """An apparatus in a format; a docx is written into the first of the Word `files` that carries one of its texts."""
    from provenance.reports.report_catalogue import write_report

    if format == "docx":
        from provenance.sources.reader import SourceFile

        read_files = (SourceFile.at(path) for path in files if path.suffix.lower() in {".docx", ".dotx"})
        made = _write_in_original(apparatus, read_files, wanted)
        if made is not None:
            return made
    return write_report(apparatus, format)


def _write_in_original(
    apparatus: Apparatus, files: "Iterable[SourceFile]", wanted: "Wanted | None" = None
) -> bytes | None:
    """The first of the Word files that carries one of the two texts, with the changes marked in it, if any does."""
    from provenance.reports.docx.docx_in_original import Wanted, write_in_original
    from provenance.sources.word.docx_reader import open_original

    made = (write_in_original(apparatus, open_original(file), wanted or Wanted()) for file in files)
    return next((one for one in made if one is not None), None)


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


def diff(base: Path, *revised: Path, by: Sequence[str] = (), tell: Tell = unheard) -> Apparatus:
    """The changes from one file to another, or to each of several copies of it that came back.

    Whoever is recorded as an author in a file is kept; `by` says whose the copies are, in their order. What was odd in
    the files, or not read of them, is told to `tell`.
    """
    from provenance.attribution.two_files import name_apart
    from provenance.sources.sides import read_side

    return lay_together(name_apart([testify(told_by(read_side(path), tell)) for path in (base, *revised)]), by)


def lay_together(sides: "Sequence[Side]", by: Sequence[str] = ()) -> Apparatus:
    """The changes from the first of some texts to the other, or to each of the others."""
    from provenance.attribution.copies import lay_on_base
    from provenance.attribution.two_files import pair_of

    revised = sides[1:]
    authors = [(name,) for name in by] + [()] * (len(revised) - len(by))
    pairs = [pair_of(sides[0], side, who) for side, who in zip(revised, authors, strict=True)]
    found = [attribute_versions(pair) for pair in pairs]
    return found[0] if len(found) == 1 else lay_on_base(found, sides[0][0].works[0].work)


def evidence(location: str, source: str | None, document: str | None = None, tell: Tell = unheard) -> list[Apparatus]:
    """What the notes of a stored work, or of every work in a file, say, checked against the texts."""
    from provenance.sources.source_catalogue import names_a_file

    if source is not None and names_a_file(source):
        received, claims = read(Path(source), None, document)
        told_by(received, tell)
        return [attribute_versions(dossier_of(one, claims, received.people)) for one in received.works]
    from provenance.store.library import open_library

    with open_library(location) as library:
        return [attribute_versions(library.dossier(library.find(source).id))]


def stored_evidence(location: str, work: str) -> Apparatus:
    """The same of a work in the library, whatever files may be called like it."""
    from provenance.store.library import open_library

    with open_library(location) as library:
        return attribute_versions(library.dossier(work))


# ---- what comes into a library


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of a file: works that are new, that got further versions, that were there already.

    `revisions` counts what is new of a file read revision by revision (None: it was read as a document), `kind` is the
    kind of history that it was read as.
    """

    new: tuple[str, ...] = ()
    extended: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    revisions: int | None = None
    kind: str | None = None


def ingest(
    location: str,
    path: Path,
    format: str | None = None,
    document: str | None = None,
    said: "Description | None" = None,
    asked: "Asked | None" = None,
    by: str | None = None,
    watch: Watch = iter,
) -> Ingested:
    """A file stored as what it is: a document with its notes, or a work read revision by revision."""
    from provenance.sources.histories.history_catalogue import Asked, kind_of

    kind = kind_of(path, format, said is not None and said.speaks_of_the_text)
    if kind is not None:
        return store_history(location, path, kind, said, asked or Asked(), by, watch)
    saved, received = add(location, path, format, document, said, by)
    return Ingested(saved.new, saved.extended, saved.present, received.warnings)


def store_history(
    location: str,
    path: Path,
    kind: str,
    said: "Description | None",
    asked: "Asked",
    by: str | None,
    watch: Watch,
) -> Ingested:
    """A work read revision by revision, or what is new of it; what was stored before an interruption stays."""
    from provenance.sources.histories.history_catalogue import bare_name, read_history
    from provenance.store.lineages import create_shelf

    if said is not None and said.speaks_of_the_text:
        raise UnreadableInput(f"{path}: its versions describe themselves; leave --by, --date and --label out")
    told: list[str] = []
    source = read_history(path, kind, asked.dag, asked.page, told.append)
    first = next(source, None)
    if first is None:
        raise UnreadableInput(f"{path}: holds no revision")
    new = 0
    with create_shelf(location, by) as shelf:
        id, title, citation = (said.id, said.title, said.source) if said else (None, None, None)
        history = shelf.place_for(asked.page or bare_name(path), str(path.absolute()), first.id, id)
        history = replace(history, title=title or history.title, citation=citation)
        is_new = history.id not in {one.id for one in shelf.histories()}
        try:
            for _ in watch(shelf.enter(history, chain([first], source))):
                new += 1
        except KeyboardInterrupt:
            raise Interrupted(f"interrupted; {shelf.kept(history)}, and the same command goes on") from None
        except UnreadableInput as trouble:
            raise UnreadableInput(f"{trouble} ({shelf.kept(history)})") from None
    here = (history.id,)
    if not new:
        return Ingested(present=here, warnings=tuple(told), revisions=0, kind=kind)
    return Ingested(here if is_new else (), () if is_new else here, (), tuple(told), new, kind)


def _described(
    library: "Library", path: Path, format: str | None, document: str | None, said: "Description | None"
) -> Received:
    """What the file holds, as its giver describes it, under an id that no other file has."""
    from provenance.attribution.described_work import Description, describe, with_id
    from provenance.sources.plain.text_reader import slug
    from provenance.sources.reader import SourceFile
    from provenance.sources.source_catalogue import read_source

    file = SourceFile.at(path)
    stem = path.name if file.stem.casefold() == FINAL else file.stem
    received = describe(read_source(file, format, document), said or Description(), stem, library.people())
    if len(received.works) != 1 or (said and said.id):
        return received
    one = received.works[0]
    if one.work.id != slug(file.stem):
        return received
    return replace(received, works=(with_id(one, library.free_id(one, received.sha256)),))


# ---- what a historian changes in a library; every change is an entry of its log


def held(location: str) -> tuple[tuple[Holding, ...], tuple[Person, ...]]:
    """Every work that a library holds, with its versions and witnesses, and everybody that it knows."""
    from provenance.store.library import open_library

    with open_library(location) as library:
        return library.holdings(), library.people()


def holding(location: str, work: str | None) -> Holding:
    """One work with its versions and witnesses, without the texts."""
    from provenance.store.library import open_library

    with open_library(location) as library:
        return library.holding(work)


def search(location: str, words: str) -> list[Occurrence]:
    """Where the words stand, sentence by sentence, in any version of any work."""
    from provenance.store.holdings import find_words
    from provenance.store.library import open_library

    with open_library(location) as library:
        return find_words(library, words)


def find_work(location: str, name: str | None) -> Work:
    """The work that is meant by a name, or the one that need not be named."""
    from provenance.store.library import open_library

    with open_library(location) as library:
        return library.find(name)


def add_version(
    location: str, work: str, path: Path, deposit: "Deposit", by: str | None = None, tell: Tell = unheard
) -> tuple[Version, tuple[str, ...]]:
    """A file stored as a further version of a work, and those of its authors who were not known before."""
    from provenance.sources.plain.transcription import read_transcription
    from provenance.store import contributions
    from provenance.store.library import open_library

    received = told_by(read_transcription(path), tell)
    with open_library(location, by) as library:
        known = {person.name for person in library.people()}
        version = contributions.add_version(library, work, received, deposit)
        return version, tuple(name for name in version.authors if name not in known)


def add_claim(
    location: str, work: str | None, assertion: "Assertion", by: str | None = None
) -> tuple[Claim, tuple[Claim, ...]]:
    """A claim added to a work, and all claims on it; it is weighed with the others from then on."""
    from provenance.store import contributions
    from provenance.store.library import open_library

    with open_library(location, by) as library:
        claim = contributions.add_claim(library, work, assertion)
        return claim, library.claims(claim.work)


def withdraw_claim(location: str, work: str | None, claim: str, by: str, reason: str) -> Claim:
    """A claim set aside in somebody's name: shown with the reason, and counted no more."""
    from provenance.store import contributions
    from provenance.store.library import open_library

    with open_library(location, by) as library:
        return contributions.withdraw_claim(library, work, claim, _set_aside(by, reason))


def restore_claim(location: str, work: str | None, claim: str, by: str | None = None) -> Claim:
    """A claim that was set aside brought back."""
    from provenance.store import contributions
    from provenance.store.library import open_library

    with open_library(location, by) as library:
        return contributions.restore_claim(library, work, claim)


def confirm_claim(location: str, work: str | None, claim: str, by: str) -> Claim:
    """A possible reading made the testimony of the one who confirms it."""
    from provenance.store import contributions
    from provenance.store.library import open_library

    with open_library(location, by) as library:
        return contributions.confirm_claim(library, work, claim, by)


def reject_claim(location: str, work: str | None, claim: str, by: str, reason: str) -> Claim:
    """A possible reading set aside."""
    from provenance.store import contributions
    from provenance.store.library import open_library

    with open_library(location, by) as library:
        return contributions.reject_claim(library, work, claim, _set_aside(by, reason))


def correct_claim(
    location: str, work: str, claim: str, assertion: "Assertion", by: str, reason: str
) -> tuple[Claim, Claim]:
    """A possible reading set aside, and what somebody reads in its place kept as his claim; gives both."""
    from provenance.store import contributions
    from provenance.store.library import open_library

    with open_library(location, by) as library:
        return contributions.correct_claim(library, work, claim, assertion, _set_aside(by, reason))


def system_user() -> str:
    """Who changes a library where nobody says so."""
    from provenance.store import whose

    return whose.system_user()


def _set_aside(by: str, reason: str) -> SetAside:
    return SetAside(by, reason, datetime.now(UTC).isoformat(timespec="seconds"))


def edit_work(location: str, work: str, edit: "WorkEdit", by: str | None = None, reason: str | None = None) -> str:
    """A work given another title, date or source; its id."""
    from provenance.store import mending
    from provenance.store.library import open_library

    with open_library(location, by) as library:
        return mending.edit_work(library, work, edit, reason)


def edit_version(
    location: str, work: str, version: str, edit: "VersionEdit", by: str | None = None, reason: str | None = None
) -> Outline:
    """A version given another label, authors, date or parents."""
    from provenance.store import mending
    from provenance.store.library import open_library

    with open_library(location, by) as library:
        return mending.edit_version(library, work, version, edit, reason)


def edit_person(
    location: str, name: str, edit: "PersonEdit", by: str | None = None, reason: str | None = None
) -> Person:
    """A person renamed, given a role, or found to be the same as another."""
    from provenance.store import mending
    from provenance.store.library import open_library

    with open_library(location, by) as library:
        return mending.edit_person(library, name, edit, reason)


def remove(location: str, work: str, version: str | None, by: str | None = None, reason: str | None = None) -> str:
    """A work, or one version of it, taken away; what it was called. `undo` brings it back."""
    from provenance.store import mending
    from provenance.store.library import open_library

    with open_library(location, by) as library:
        if version is None:
            return mending.remove_work(library, work, reason)
        return mending.remove_version(library, work, version, reason)


def undo(location: str, entry: str | None, by: str | None = None, reason: str | None = None) -> tuple[str, str]:
    """A change of the library taken back, by default the last that stands; its id and what it was."""
    from provenance.store import undoing
    from provenance.store.library import open_library

    with open_library(location, by) as library:
        return undoing.undo(library, entry, reason)


def log(location: str, work: str | None = None) -> tuple[Entry, ...]:
    """Every change of the library, or of one work, the latest last."""
    from provenance.store.library import open_library

    with open_library(location) as library:
        return library.log(work)


def verify(location: str, work: str | None = None) -> "Verified":
    """The library, or one work, held against the hashes that were kept; what was altered, and where."""
    from provenance.store import verify
    from provenance.store.library import open_library

    with open_library(location) as library:
        return verify.verify(library, work)
