"""A folder of drafts whose names begin with, or hold, the date: `1971-08-03.txt`, `19710804 Smith's copy.docx`.

The date is taken from the name only: when a file was last saved says nothing of when its words were written. The
name is no testimony of authorship either, so nobody is recorded as the author.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from provenance.errors import UnreadableInput
from provenance.model.histories import Revision
from provenance.sources.histories.drafts_table import TABLE
from provenance.sources.source_catalogue import read_text_version
from provenance.sources.telling import Tell, tell_of_links, unheard
from provenance.text.visible import in_letters

_DATE = re.compile(
    r"(?<!\d)(?P<year>\d{4})(?P<mark>[-_.]?)(?P<month>\d{2})(?P=mark)(?P<day>\d{2})"
    r"(?:[T_ ](?P<hour>\d{2})[-:.h]?(?P<minute>\d{2}))?(?!\d)"
)


_LEFT = re.compile(r"(?i)~\$|#.*#\Z|.*(?:~|\.(?:bak|swp|tmp|part))\Z|thumbs\.db\Z|desktop\.ini\Z")
"""Names of what editors and systems leave beside a text, such as an older state of it."""


def read_revisions(path: Path, tell: Tell = unheard) -> Iterator[Revision]:
    """The drafts of a folder in the order of their dates, then of their names; `tell` is told what else lies there."""
    try:
        shown = [file for file in path.iterdir() if not file.name.startswith(".")]
        there = [file for file in shown if file.is_file()]
    except OSError as trouble:
        raise UnreadableInput(f"{path}: the folder cannot be read ({trouble.strerror})") from None
    files = [file for file in there if not _LEFT.match(file.name)]
    if not files:
        raise UnreadableInput(f"{path}: the folder holds no drafts")
    dated = sorted((when, file) for file in files if (when := _date(file)))
    if len(dated) < len(files) and _is_repository(path):
        raise UnreadableInput(f"{path}: is a git repository; name a file in it, whose history is to be read")
    if len(dated) < len(files):
        raise UnreadableInput(_undated(path, sorted({*files} - {file for _, file in dated})))
    tell_of_links(path, [file for _, file in dated], tell)
    if left := sorted({*there} - {*files}):
        tell(f"{path}: {_named(left)}: left there by a program, so not read as drafts; a table {TABLE} can name them")
    if others := sorted({*shown} - {*there}):
        tell(f"{path}: {_named(others)}: no file but a folder, a pipe or a lost link, so nothing was read there")
    if same := [pair for pair in pairwise(dated) if pair[0][0] == pair[1][0]]:
        (when, one), (_, other) = same[0]
        tell(
            f"{path}: {one.name} and {other.name} are both of {when}; they are read in the order of their names, and "
            f"which was first is not known; a table {TABLE} can say it"
        )
    for when, file in dated:
        text = "" if file.stat().st_size == 0 else read_text_version(file, tell)
        yield Revision(in_letters(file.name), text, date=when, comment=in_letters(file.stem))


def _is_repository(path: Path) -> bool:
    """True of a folder that git keeps, with or without the files themselves."""
    return (path / ".git").exists() or ((path / "HEAD").is_file() and (path / "objects").is_dir())


def _undated(path: Path, files: Sequence[Path]) -> str:
    """Which files keep a folder from being read as a history, and what to do."""
    return (
        f"{path}: a folder is read as the drafts of one text, in the order of the dates in their names, and there is "
        f"no date in {_named(files)}; name each file by its day, such as 1971-08-03.txt, or ingest the files one by one"
    )


def _named(files: Sequence[Path]) -> str:
    return ", ".join(file.name for file in files[:3]) + (f" and {len(files) - 3} more" if len(files) > 3 else "")


def _date(file: Path) -> str | None:
    """The date in a file's name, ISO 8601, with the time where it has one; None without."""
    for match in _DATE.finditer(file.name):
        try:
            day = date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
        except ValueError:
            continue
        return f"{day}T{match['hour']}:{match['minute']}" if match["hour"] else day
    return None
