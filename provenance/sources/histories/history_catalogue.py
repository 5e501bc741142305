"""The kinds of history that there are, and the one that fits what a path names."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

from provenance.attribution.naming import is_nobody
from provenance.errors import UnreadableInput
from provenance.model.histories import Revision
from provenance.sources.telling import Tell, unheard
from provenance.text.dates import is_date
from provenance.text.visible import in_letters, is_seen

FORMATS = ("git", "mediawiki", "jsonl", "folder")
_PACKED = {".gz", ".xz", ".bz2"}
_TABLE = "drafts.csv"
_PLAIN = {".txt", ".text", ".md", ""}


def kind_of(path: Path, format: str | None, is_described: bool = False) -> str | None:
    """The kind of history that is meant; None where a document is: by the format asked for or else by its looks.

    A plain text that git tracks is read with its history, unless its giver describes the text itself.
    """
    if format is not None:
        return format if format in FORMATS else None
    kind = recognise(path) if path.exists() else "git"
    if kind != "git":
        return kind
    if is_described or path.suffix.lower() not in _PLAIN or not path.is_file():
        return None
    from provenance.sources.histories.git_objects import is_tracked
    from provenance.sources.source_catalogue import is_plain_text

    if not is_plain_text(path):
        return None
    if path.is_symlink() and not is_tracked(path) and is_tracked(path.resolve()):
        raise UnreadableInput(
            f"{path}: is a link to {path.resolve()}, whose history git keeps; name that file, or add --format text"
        )
    return "git" if is_tracked(path) else None


def is_read_with(place: Path, file: Path) -> bool:
    """True if a file is read for the history at a place: it is that, or a draft or the table of the folder there."""
    from provenance.sources.histories.drafts_table import table_in

    try:
        if not place.is_dir():
            return place.samefile(file)
        if not place.samefile(file.parent):
            return False
        table = table_in(place)
        return table is None or file.samefile(table) or file.name.encode() in table.read_bytes()
    except OSError:  # moved since
        return False


def bare_name(path: Path) -> str:
    """The name of a file without what tells how it is packed and in which form its revisions are."""
    name = path.absolute().parent.name if path.name.casefold() == _TABLE else path.absolute().name
    for suffix in (".gz", ".xz", ".bz2", ".jsonl", ".ndjson", ".xml"):
        name = name.removesuffix(suffix)
    return in_letters(name or path)


def read_history(
    path: Path,
    format: str | None = None,
    dag: bool = False,
    page: str | None = None,
    tell: Tell = unheard,
) -> Iterator[Revision]:
    """The revisions that a path names, the oldest first, one at a time; `tell` takes what must be said of the record.

    Without `format`: a folder of dated drafts, JSON lines or a MediaWiki export by its name, else a file in git.
    """
    kind = format or recognise(path)
    if page is not None and kind != "mediawiki":
        raise UnreadableInput(f"{path}: has no pages to choose from, as a wiki's export has; leave --page out")
    if dag and kind != "git":
        raise UnreadableInput(f"{path}: has no branches of git; leave --dag out")
    named = _names_of_accounts if kind == "mediawiki" else _names_of_persons
    revisions = _revisions(path, kind, dag, page, tell)
    return _with_an_end(path, map(named, _telling_of_dates(path, revisions, tell)))


_BLANKS = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u3000]+")


def _names_of_accounts(revision: Revision) -> Revision:
    """The revision with its authors' names written in one way, and without those of which nothing can be seen."""
    tidied = (_BLANKS.sub(" ", normalize("NFC", name)).strip(" ") for name in revision.authors)
    names = tuple(dict.fromkeys(filter(is_seen, tidied)))
    return revision if names == revision.authors else replace(revision, authors=names)


def _names_of_persons(revision: Revision) -> Revision:
    """The same without what stands for a name where there is none, such as "unknown", as an account may be called."""
    revision = _names_of_accounts(revision)
    names = tuple(name for name in revision.authors if not is_nobody(name))
    return revision if names == revision.authors else replace(revision, authors=names)


def _telling_of_dates(path: Path, revisions: Iterator[Revision], tell: Tell) -> Iterator[Revision]:
    """The same revisions; the first of which the date is none is told when all are read."""
    odd: Revision | None = None
    for revision in revisions:
        if odd is None and revision.date and not is_date(revision.date):
            odd = revision
        yield revision
    if odd is not None:
        tell(f"{path}: revision {odd.id}: “{odd.date:.40}” is no date that can be read; it is kept as it stands")


_MOST_REPEATS = 10_000
"""How often one revision may come again at once: an export may hold it twice, an endless stream has nothing else."""


def _with_an_end(path: Path, revisions: Iterator[Revision]) -> Iterator[Revision]:
    """The same revisions; refused where one comes again and again."""
    last, times = None, 0
    for revision in revisions:
        times = times + 1 if revision.id == last else 0
        if times > _MOST_REPEATS:
            raise UnreadableInput(f"{path}: revision {last} comes again and again; is there no end to what is read?")
        last = revision.id
        yield revision


def _revisions(path: Path, format: str, dag: bool, page: str | None, tell: Tell) -> Iterator[Revision]:
    match format:
        case "git":
            from provenance.sources.histories import git_reader

            return git_reader.read_revisions(path, dag=dag, tell=tell)
        case "mediawiki":
            from provenance.sources.histories import mediawiki_reader

            return mediawiki_reader.read_revisions(path, page, tell)
        case "jsonl":
            from provenance.sources.histories import jsonl_reader

            return jsonl_reader.read_revisions(path, tell)
        case "folder":
            from provenance.sources.histories import drafts_table, folder_reader

            folder = path.parent if path.name.casefold() == drafts_table.TABLE else path
            if drafts_table.table_in(folder) is not None:
                return drafts_table.read_table(folder, tell)
            return folder_reader.read_revisions(path, tell)
        case other:
            raise UnreadableInput(f"{other!r} is no kind of history; there are {', '.join(FORMATS)}")


def recognise(path: Path) -> str:
    """What kind of history a path names, by its looks."""
    if path.is_dir() or path.name.casefold() == _TABLE:
        return "folder"
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() not in _PACKED]
    match suffixes[-1] if suffixes else "":
        case ".jsonl" | ".ndjson":
            return "jsonl"
        case ".xml" if _is_export(path):
            return "mediawiki"
        case _:
            return "git"


def _is_export(path: Path) -> bool:
    from provenance.sources.harmless_xml import opening
    from provenance.sources.packed import open_packed

    with open_packed(path) as file:
        return b"<mediawiki" in opening(file.read(4096))
