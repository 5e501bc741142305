"""A folder of drafts with a table `drafts.csv` that says of each who wrote it, when, and what it was made from.

The columns are `file`, `by` (several names with semicolons between), `date` (EDTF), `label`, `after` (the label or file
of the draft that it was made from, several with semicolons), `source` (where it is found); all but `file` may be empty
or left out. A draft that names no other follows the one in the line before. Cells are parted by commas or, as some
spreadsheets write them, by semicolons or tabs.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from provenance.attribution.choosing import FINAL, parents_first
from provenance.attribution.naming import is_short_for, name_of, names_in
from provenance.attribution.testifying import full_names
from provenance.errors import UnreadableInput
from provenance.model.histories import Revision
from provenance.sources.reader import SourceFile
from provenance.sources.source_catalogue import read_text_version
from provenance.sources.telling import Tell, tell_of_links
from provenance.text.dates import check_date, is_later
from provenance.text.normalize import fold_name

TABLE = "drafts.csv"
_COLUMNS = ("file", "by", "date", "label", "after", "source")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the table: a draft, what it is called, and what it was made from."""

    number: int
    file: str
    label: str
    after: tuple[str, ...]
    cells: Mapping[str, str]


def read_table(folder: Path, tell: Tell) -> Iterator[Revision]:
    """The drafts of the table, parents first; UnreadableInput names the line that cannot be followed."""
    place = table_in(folder) or folder / TABLE
    lines = list(_lines(place))
    if not lines:
        raise UnreadableInput(f"{place}: the table lists no draft")
    _refuse_twice(place, lines)
    parents = _parents(place, lines)
    for line in lines:
        if not _is_file(folder / line.file):
            raise UnreadableInput(f"{place}, line {line.number}: there is no file {line.file} in the folder")
    _tell_others(place, lines, tell)
    tell_of_links(folder, [place, *(folder / line.file for line in lines)], tell)
    by_label = {line.label: line for line in lines}
    _tell_of_dates(place, by_label, parents, tell)
    meant = _persons(place, lines)
    for label in _in_order(place, parents):
        authors = tuple(dict.fromkeys(meant[name] for name in _writers(place, by_label[label])))
        yield _revision(folder, place, by_label[label], parents[label], authors, tell)


def table_in(folder: Path) -> Path | None:
    """The table of a folder, in capitals or not; UnreadableInput if what is called so is no file."""
    found = folder / TABLE
    if not found.exists():
        with suppress(OSError):  # a folder that cannot be read is told of when it is read
            found = next((each for each in sorted(folder.iterdir()) if each.name.casefold() == TABLE), found)
    if found.exists() and not found.is_file():
        raise UnreadableInput(f"{found}: is no file; take it away, or put the table in its place")
    return found if found.is_file() else None


def _is_file(path: Path) -> bool:
    """Whether the file is there; what no file can be called is not."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _lines(place: Path) -> Iterator[_Line]:
    letters = SourceFile.at(place).letters()
    parting = next((sign for sign in ",;\t" if sign in letters.partition("\n")[0]), ",")
    table = csv.DictReader(io.StringIO(letters), delimiter=parting, strict=True)
    try:
        yield from _told(place, table)
    except csv.Error as trouble:
        raise UnreadableInput(f"{place}, line {table.reader.line_num}: is no line of a table ({trouble})") from None


def _told(place: Path, table: "csv.DictReader[str]") -> Iterator[_Line]:
    columns = [(name or "").strip().casefold() for name in table.fieldnames or ()]
    unknown = [name for name in columns if name not in _COLUMNS]
    if "file" not in columns or unknown:
        wrong = f"the column {unknown[0]!r} is not known" if unknown else "there is no column “file”"
        raise UnreadableInput(f"{place}: {wrong}; the columns are {', '.join(_COLUMNS)}")
    if twice := next((name for name in columns if columns.count(name) > 1), None):
        raise UnreadableInput(f"{place}: the column {twice!r} stands there twice; which of them is meant?")
    table.fieldnames = columns
    for row in table:
        if None in row:
            raise UnreadableInput(f"{place}, line {table.line_num}: has more cells than there are columns")
        cells = {name: (value or "").strip() for name, value in row.items()}
        if broken := [name for name, value in cells.items() if "\n" in value and name != "source"]:
            raise UnreadableInput(
                f"{place}, line {table.line_num}: “{broken[0]}” runs over several lines; is a quotation mark missing?"
            )
        file = cells["file"]
        if not any(cells.values()):
            continue
        if not file or Path(file).is_absolute() or ".." in Path(file).parts:
            raise UnreadableInput(f"{place}, line {table.line_num}: {file!r} names no file in the folder")
        after = tuple(name.strip() for name in cells.get("after", "").split(";") if name.strip())
        yield _Line(table.line_num, file, cells.get("label") or Path(file).stem, after, cells)


def _refuse_twice(place: Path, lines: list[_Line]) -> None:
    """UnreadableInput if a file is listed twice, or two drafts are called the same, letter case apart."""
    seen: dict[str, int] = {}
    for line in lines:
        for what, name, folded in (
            ("the file", line.file, line.file),
            ("a draft called", line.label, fold_name(line.label)),
        ):
            first = seen.setdefault(f"{what} {folded}", line.number)
            if first != line.number:
                raise UnreadableInput(f"{place}, line {line.number}: {what} {name} stands in line {first} already")


def _parents(place: Path, lines: list[_Line]) -> dict[str, tuple[str, ...]]:
    """What each draft was made from, by their labels; as its line says, else the line before, if that one may be."""
    called = {line.file: line.label for line in lines} | {line.label: line.label for line in lines}
    parents: dict[str, tuple[str, ...]] = {}
    before: tuple[str, ...] = ()
    for line in lines:
        for name in line.after:
            if name not in called:
                raise UnreadableInput(f"{place}, line {line.number}: it is made after {name!r}, which is not listed")
        parents[line.label] = tuple(dict.fromkeys(called[name] for name in line.after)) or before
        before = (line.label,)
    for line in lines:
        if fold_name(line.label) == FINAL and any(line.label in above for above in parents.values()):
            raise UnreadableInput(
                f"{place}, line {line.number}: “{line.label}” means the last version of a work, and others are made "
                "from this one; choose another label"
            )
    for line in lines:
        if not line.after and line.label in _goes_back_to(parents[line.label], parents):
            parents[line.label] = ()
    return parents


def _goes_back_to(drafts: Iterable[str], parents: Mapping[str, tuple[str, ...]]) -> set[str]:
    """These drafts, and all that they were made from."""
    found, ahead = set[str](), list(drafts)
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead += parents[one]
    return found


def _in_order(place: Path, parents: Mapping[str, tuple[str, ...]]) -> list[str]:
    try:
        TopologicalSorter(parents).prepare()
    except CycleError as error:
        raise UnreadableInput(f"{place}: drafts cannot come after each other: {' → '.join(error.args[1])}") from None
    return parents_first(parents)


def _tell_others(place: Path, lines: list[_Line], tell: Tell) -> None:
    """Which files of the folder the table passes over."""
    folder = place.parent
    listed = {(folder / line.file).resolve() for line in lines} | {place.resolve()}
    others = sorted(
        file.name
        for file in folder.iterdir()
        if file.is_file() and not file.name.startswith(".") and file.resolve() not in listed
    )
    if others:
        named = ", ".join(others[:5]) + (f" and {len(others) - 5} more" if len(others) > 5 else "")
        tell(f"{place} does not list {named}, so nothing was read there")


def _tell_of_dates(
    place: Path, by_label: Mapping[str, _Line], parents: Mapping[str, tuple[str, ...]], tell: Tell
) -> None:
    """Which drafts are dated before what they were made from; the order of the table holds."""
    for label, above in parents.items():
        date = by_label[label].cells.get("date")
        if before := next((one for one in above if is_later(by_label[one].cells.get("date"), date)), None):
            tell(f"{place}: “{label}” is made from “{before}”, and is dated before it")


def _writers(place: Path, line: _Line) -> tuple[str, ...]:
    """The names that a line gives, as they are typed."""
    try:
        return tuple(map(name_of, names_in(name for name in line.cells.get("by", "").split(";") if name.strip())))
    except UnreadableInput as trouble:
        raise _in_line(place, line, trouble) from None


def _persons(place: Path, lines: list[_Line]) -> dict[str, str]:
    """Who is meant by each name: a surname alone is the one person of the table who has it, as it is for `add --by`."""
    named = {name: line for line in lines for name in _writers(place, line)}
    meant = full_names(named)
    for name, line in named.items():
        fits = [] if name in meant or " " in name else [other for other in named if is_short_for(name, other)]
        if fits:
            raise _in_line(place, line, f"{name!r} may be {' or '.join(fits)}; give the whole name")
    return {name: meant.get(name, name) for name in named}


def _in_line(place: Path, line: _Line, trouble: object) -> UnreadableInput:
    return UnreadableInput(f"{place}, line {line.number}: {trouble}")


def _revision(
    folder: Path, place: Path, line: _Line, parents: tuple[str, ...], authors: tuple[str, ...], tell: Tell
) -> Revision:
    file = folder / line.file
    date = line.cells.get("date") or None
    try:
        text = "" if file.stat().st_size == 0 else read_text_version(file, tell)
        date = date and check_date(date)
    except UnreadableInput as trouble:
        raise _in_line(place, line, trouble) from None
    return Revision(line.label, text, parents, authors, date, line.cells.get("source") or None)
