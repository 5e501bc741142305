"""READ THIS FIRST. The whole way on one page: read a file, save it, compare, attribute, ask, report.

    path ─read→ Received ─save→ Version*  ─compare→ Comparison ┐
                         └ Note*, Mark* ─claims→ Claim* ───────┴─attribute→ Apparatus ─ask→ answer
                                                                                     └─write→ report

Each command calls one function of this page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from provenance import resources
from provenance.attribution.choosing import choose_pair, find_revision, find_work, in_order
from provenance.errors import NotFound
from provenance.model.attributions import Apparatus, Dossier
from provenance.model.changes import Comparison
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.testimony import Claim, Person
from provenance.model.versions import Occurrence, Outline, Standing, Version, Witness, Work
from provenance.store.library import Library, Saved, create_library, open_library
from provenance.store.queries import Withdrawal

if TYPE_CHECKING:
    from provenance.attribution.added_claim import Assertion
    from provenance.attribution.sentence_accounts import Question, SentenceAccount

Outlines = Mapping[str, tuple[Outline, ...]]
Holding = tuple[Work, tuple[Outline, ...], tuple[Witness, ...]]


def examples() -> tuple[Path, ...]:
    """The files that a new database is filled with."""
    return resources.example_files()


def initialise(location: str, files: Sequence[Path]) -> list[str]:
    """Make the database at `location` and add the files; the ids of the works that are new."""
    with create_library(location) as library:
        return [work for file in files for work in _save(library, *read(file))[0].new]


def add(location: str, path: Path, format: str | None = None, document: str | None = None) -> tuple[Saved, Received]:
    """Read a file and save all that it holds; what is there already stays as it is."""
    received, claims = read(path, format, document)
    with open_library(location) as library:
        return _save(library, received, claims)


def read(path: Path, format: str | None = None, document: str | None = None) -> tuple[Received, tuple[Claim, ...]]:
    """Everything that the file holds, its notes and marks read as claims."""
    from provenance.sources.source_catalogue import read_file

    return testify(read_file(path, format, document))


def testify(received: Received) -> tuple[Received, tuple[Claim, ...]]:
    """What was received with its notes and marks read as claims, and its lost versions reconstructed."""
    from provenance.attribution.reconstruct import reconstruct
    from provenance.evidence.lexicon import read_lexicon
    from provenance.evidence.mark_claims import read_mark_claims
    from provenance.evidence.note_claims import read_claims

    lexicon = read_lexicon(resources.lexicon_texts())
    works: list[ReceivedWork] = []
    claims: list[Claim] = []
    for one in received.works:
        printed = one.versions[-1]
        said = read_claims(one.notes, printed, lexicon, received.people, one.work.source, one.work.date)
        said += read_mark_claims(one.marks, one.work.source)
        if len(one.versions) == 1:
            made = reconstruct(one.work, printed, said, one.notes, lexicon.people.persons)
            one = replace(one, versions=made.versions, witnesses=(*one.witnesses, *made.witnesses))
        works.append(one)
        claims += said
    people = _people(received.people, claims, lexicon.people.persons)
    return replace(received, works=tuple(works), people=people), tuple(claims)


def add_version(
    location: str, work: str, path: Path, by: tuple[str, ...], date: str | None, label: str | None, after: str | None
) -> Version:
    """Save an extant version of a work and hold the claims against it."""
    from provenance.attribution.received_version import make_version
    from provenance.sources.source_catalogue import read_file

    received = read_file(path)
    with open_library(location) as library:
        found = find_work(library.works(), library.outlines(), work)
        dossier = library.dossier(found.id)
        version, witness, authors = make_version(dossier, received, by, date, label or path.stem, after)
        library.save_people(authors)
        library.save_version(version, witness)
        return version


def apparatus(location: str, work: str | None, base: str | None = None, revised: str | None = None) -> Apparatus:
    """Every change between two versions with who made it; computed once, then read from the database.

    `work` may be a history: then the two versions are any two of its revisions.
    """
    with open_library(location) as library:
        outlines = library.outlines()
        found = _work_meant(library, location, work, outlines)
        if found is not None:
            return _apparatus(library, found, outlines[found.id], base, revised)
    return _history_apparatus(location, work, base, revised)


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


def diff(base: Path, revised: Path) -> Apparatus:
    """The changes from one file to another; whoever is recorded as their author in either is kept."""
    from provenance.attribution.two_files import pair_of
    from provenance.sources.sides import read_side

    sides = [testify(read_side(path)) for path in (base, revised)]
    dossier = pair_of(*sides)
    return attribute_versions(dossier, *(version.id for version in dossier.versions[:2]))


def evidence(location: str, source: str | None, document: str | None = None) -> list[Apparatus]:
    """What the notes of a stored work, or of every work in a file, say, held against the texts."""
    if source is not None and (Path(source).is_file() or Path(source).suffix.lower() in {".xml", ".txt", ".docx"}):
        received, claims = read(Path(source), None, document)
        return [attribute_versions(dossier_of(one, claims, received.people)) for one in received.works]
    with open_library(location) as library:
        found = find_work(library.works(), library.outlines(), source)
        return [attribute_versions(library.dossier(found.id))]


def add_claim(location: str, work: str | None, assertion: "Assertion") -> Claim:
    """Save a claim that a historian makes; it is weighed with the others from then on."""
    from provenance.attribution.added_claim import make_claim

    with open_library(location) as library:
        found = find_work(library.works(), library.outlines(), work)
        number = 1 + sum(claim.note is None and claim.mark is None for claim in library.all_claims(found.id))
        claim, people = make_claim(library.dossier(found.id), assertion, number)
        library.save_people(people)
        library.save_claims([claim])
        _reconstruct_anew(library, found)
        return claim


def claims(location: str, work: str | None) -> tuple[Work, tuple[Claim, ...], tuple[Withdrawal, ...]]:
    """Every claim on a work, those that were withdrawn among them, and the withdrawals."""
    with open_library(location) as library:
        found = find_work(library.works(), library.outlines(), work)
        return found, library.all_claims(found.id), library.withdrawals(found.id)


def withdraw_claim(location: str, work: str | None, claim: str, by: str, at: str) -> None:
    """Withdraw a claim; it stays on record and is weighed no more."""
    with open_library(location) as library:
        found = find_work(library.works(), library.outlines(), work)
        library.withdraw_claim(found.id, claim, by, at)
        _reconstruct_anew(library, found)


def _reconstruct_anew(library: Library, work: Work) -> None:
    """The lost versions as the claims that stand now give them; those that a file itself records stay."""
    from provenance.attribution.reconstruct import reconstruct

    dossier = library.dossier(work.id)
    if any(claim.mark for claim in dossier.claims):
        return
    extant = [version for version in dossier.versions if version.standing is Standing.EXTANT]
    known = {version.id for version in extant}
    printed = replace(extant[-1], parents=tuple(parent for parent in extant[-1].parents if parent in known))
    made = reconstruct(work, printed, dossier.claims, dossier.notes, dossier.people)
    library.replace_reconstructions(work.id, (*extant[:-1], *made.versions), made.witnesses)


def search(location: str, words: str) -> list[Occurrence]:
    """Where the words stand, sentence by sentence, in any version of any work."""
    from provenance.attribution.occurrences import read_occurrences

    with open_library(location) as library:
        labels = {outline.id: outline.label for found in library.outlines().values() for outline in found}
        hits = library.search(words)
        versions = {key: library.version(*key) for key in dict.fromkeys((hit.work, hit.version) for hit in hits)}
        return [
            occurrence
            for hit in hits
            for occurrence in read_occurrences(
                versions[hit.work, hit.version], hit.span, hit.found, tuple(labels[name] for name in hit.versions)
            )
        ]


def holdings(location: str) -> tuple[list[Holding], tuple[Person, ...]]:
    """Every work with its versions and witnesses, in the order of their documents; and the persons."""
    with open_library(location) as library:
        outlines = library.outlines()
        found = [(w, in_order(outlines.get(w.id, ())), library.witnesses(w.id)) for w in library.works()]
        return found + _histories(location), library.people()


def _history(location: str, name: str | None) -> Holding:
    from provenance.store.lineages import open_shelf

    with open_shelf(location) as shelf:
        found = shelf.find(name)
        return Work(found.id, found.title, found.source), shelf.outlines(found), ()


def _histories(location: str) -> list[Holding]:
    """The histories as works, each revision a version."""
    from provenance.store.lineages import open_shelf

    with open_shelf(location) as shelf:
        return [(Work(h.id, h.title, h.source), shelf.outlines(h), ()) for h in shelf.histories()]


def holding(location: str, work: str | None) -> Holding:
    """One work, or one history, with its versions and witnesses."""
    with open_library(location) as library:
        outlines = library.outlines()
        found = _work_meant(library, location, work, outlines)
        if found is None:
            return _history(location, work)
        return found, in_order(outlines.get(found.id, ())), library.witnesses(found.id)


def _save(library: Library, received: Received, claims: Sequence[Claim]) -> tuple[Saved, Received]:
    """Save what was received, and the apparatus of each work that has revisions."""
    saved = library.save_received(received, claims)
    outlines = library.outlines()
    for work in library.works():
        if work.id in (*saved.new, *saved.extended) and len(outlines[work.id]) > 1:
            _apparatus(library, work, outlines[work.id])
    return saved, received


def _apparatus(
    library: Library, work: Work, outlines: Sequence[Outline], base: str | None = None, revised: str | None = None
) -> Apparatus:
    pair = choose_pair(outlines, base, revised)
    known = library.load_apparatus(work.id, *(outline.id for outline in pair))
    if known is not None:
        return known
    made = attribute_versions(library.dossier(work.id), *(outline.id for outline in pair))
    if not library.is_read_only:
        library.save_apparatus(made)
    return made


def attribute_versions(dossier: Dossier, base: str | None = None, revised: str | None = None) -> Apparatus:
    """The apparatus of two versions of a dossier, or of its one version with itself where there is no other."""
    from provenance.attribution.attribute import attribute

    versions = {version.id: version for version in dossier.versions}
    outlines = [version.outline for version in dossier.versions]
    if len(outlines) > 1:
        base, revised = (outline.id for outline in choose_pair(outlines, base, revised))
    final = dossier.versions[-1].id
    return attribute(dossier, versions[base or final], versions[revised or final], compare)


def compare(base: Version, revised: Version) -> Comparison:
    """Every change from one version to the other, replayed to the letter before anybody sees it."""
    from provenance.diff import compare as engine
    from provenance.diff.replay import check

    found = engine.compare(base, revised)
    check(base, revised, found)
    return found


def _work_meant(library: Library, location: str, name: str | None, outlines: Outlines) -> Work | None:
    """The work that is meant; None if a history is: it is called so and no work is, or only it has revisions."""
    try:
        found = find_work(library.works(), outlines, name)
        missing = None
    except NotFound as error:
        found, missing = None, error
    if found is not None and (name is not None or len(outlines.get(found.id, ())) > 1):
        return found
    from provenance.store.lineages import open_shelf  # the engine of histories is large, and a letter does not need it

    with open_shelf(location) as shelf:
        if shelf.histories():
            return None
    if missing is not None:
        raise missing
    return found


def _history_apparatus(location: str, name: str | None, base: str | None, revised: str | None) -> Apparatus:
    """The apparatus of two revisions of a history, by default the first and the last."""
    from provenance.attribution.history_apparatus import attribute_history
    from provenance.store.lineages import open_shelf
    from provenance.text.blocks import split_blocks

    with open_shelf(location) as shelf:
        history = shelf.find(name)
        lineage, revisions = shelf.load(history)
        seen = [revision for revision in revisions if not lineage.is_gap(revision.id)]
        pair = [find_revision(seen, base or seen[0].id), find_revision(seen, revised)]
        texts = [shelf.text(history, one.id) or "" for one in pair]
    versions = [
        Version(
            one.id, history.id, one.id, text, Standing.EXTANT, split_blocks(text), authors=one.authors, date=one.date
        )
        for one, text in zip(pair, texts, strict=True)
    ]
    work = Work(history.id, history.title, history.source)
    return attribute_history(work, lineage, revisions, (versions[0], versions[1]), compare)


def dossier_of(one: ReceivedWork, claims: Sequence[Claim], people: tuple[Person, ...]) -> Dossier:
    """The dossier of one work as it was read, before anything is stored."""
    mine = tuple(claim for claim in claims if claim.work == one.work.id)
    return Dossier(one.work, one.witnesses, one.versions, one.notes, mine, people)


def _people(received: Sequence[Person], claims: Sequence[Claim], known: Sequence[Person]) -> tuple[Person, ...]:
    """Everybody whom the source lists or a claim names, each once."""
    people = {person.name: person for person in [*known, *received]}
    named = dict.fromkeys([p.name for p in received] + [name for claim in claims for name in claim.revisers])
    return tuple(people.get(name) or Person(name, name) for name in named)
