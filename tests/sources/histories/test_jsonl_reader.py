import gzip
import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from provenance.errors import UnreadableInput
from provenance.sources.histories.history_catalogue import read_history
from provenance.sources.histories.jsonl_reader import read_revisions

LINES = [
    {"rev": 1, "author": "Ann", "timestamp": "1971-08-03", "text": "one", "comment": "first"},
    {"rev": "2", "author": ["Ann", "Bob", "Ann"], "timestamp": None, "text": "one\r\ntwo 👩\u200d👧", "parents": [1]},
    {"rev": "3", "text": None, "extra": [1]},
]


def _write(path: Path, lines: list[dict[str, object]]) -> Path:
    data = "".join(json.dumps(line) + "\n" for line in lines).encode()
    match path.suffix:
        case ".xz":
            path.write_bytes(lzma.compress(data))
        case ".gz":
            path.write_bytes(gzip.compress(data))
        case _:
            path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", ["h.jsonl", "h.jsonl.xz", "h.jsonl.gz"])
def test_lines_become_revisions_packed_or_not(tmp_path: Path, name: str) -> None:
    one, two, three = read_revisions(_write(tmp_path / name, LINES))
    assert (one.id, one.authors, one.date, one.comment, one.parents) == ("1", ("Ann",), "1971-08-03", "first", None)
    assert (two.authors, two.parents, two.text) == (("Ann", "Bob"), ("1",), "one\r\ntwo 👩\u200d👧")
    assert (three.authors, three.text) == ((), None)


def test_blank_lines_and_a_byte_order_mark_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "h.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"rev": 1, "text": "a"}\n\n{"rev": 2, "text": ""}')
    assert [revision.text for revision in read_revisions(path)] == ["a", ""]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('{"rev": 2, "text": "cut o', "line 2: is cut off"),
        ("nonsense\n", "line 2: is not JSON"),
        ("[1]\n", "no JSON object"),
        ('{"text": "a"}\n', "has no “rev”"),
        ('{"rev": true, "text": "a"}\n', "named by a number or a text"),
        ('{"rev": 2, "text": 5}\n', "text must be text or null"),
        ('{"rev": 2, "text": "a", "parents": "1"}\n', "must be a list"),
        ('{"rev": 2, "text": "a", "parents": [2]}\n', "names itself"),
        ('{"rev": 2, "text": "a", "author": {"n": 1}}\n', "author must be text"),
        ('{"rev": 2, "text": "\\ud800"}\n', "half a character"),
        ("[" * 100_000 + "\n", "not JSON"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_line(tmp_path: Path, line: str, sentence: str) -> None:
    path = tmp_path / "h.jsonl"
    path.write_text('{"rev": 1, "text": "a"}\n' + line)
    revisions = read_revisions(path)
    assert next(revisions).text == "a"
    with pytest.raises(UnreadableInput, match=sentence):
        next(revisions)


def test_an_empty_a_missing_and_a_damaged_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    (tmp_path / "blank.jsonl").write_text("\n\n\n")
    (tmp_path / "cut.jsonl.xz").write_bytes(lzma.compress(b'{"rev": 1, "text": "' + b"a b" * 5000)[:-20])
    for name in ("empty.jsonl", "blank.jsonl", "none.jsonl", "cut.jsonl.xz"):
        with pytest.raises(UnreadableInput, match=name):
            list(read_revisions(tmp_path / name))


def test_bytes_that_are_not_utf8_are_refused(tmp_path: Path) -> None:
    (tmp_path / "h.jsonl").write_bytes(b'{"rev": 1, "text": "caf\xe9"}\n')
    with pytest.raises(UnreadableInput, match="not UTF-8"):
        list(read_revisions(tmp_path / "h.jsonl"))


@pytest.mark.parametrize("record", ['{"rev": %s, "text": "a"}', '{"rev": "1", "text": "a", "extra": %s}'])
def test_a_number_of_thousands_of_digits_is_refused_in_a_sentence(tmp_path: Path, record: str) -> None:
    path = tmp_path / "h.jsonl"
    path.write_text(record % ("9" * 5000))
    with pytest.raises(UnreadableInput, match="line 1: has a number of thousands of digits"):
        list(read_revisions(path))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"rev": 1, "author": "Ann", "author": "Bob", "text": "one"}', "gives “author” twice"),
        ('{"id": 1, "text": "one"}', "has no “rev”"),
        ('{"rev": 1, "txt": "one"}', "has no “text”"),
        ('{"rev": " ", "text": "one"}', "a revision is named by a number or a text"),
    ],
)
def test_a_line_that_can_be_read_in_two_ways_or_in_none_is_refused(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "h.jsonl"
    path.write_text(line + "\n")
    with pytest.raises(UnreadableInput, match=f"line 1: {says}"):
        list(read_revisions(path))


def test_what_lines_hold_beside_what_is_read_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    lines: list[dict[str, object]] = [
        {"rev": 1, "text": "a", "auther": "Ann", "date": "1948"},
        {"rev": 2, "text": "b", "date": "1949"},
    ]
    path = _write(tmp_path / "h.jsonl", lines)
    assert len(list(read_revisions(path, told.append))) == 2
    assert [sentence.removeprefix(f"{path}: ") for sentence in told] == [
        "what its lines say under “auther”, “date” is not read; a line is "
        '{"rev", "author", "timestamp", "text", "parents", "comment"}'
    ]


def test_a_name_of_which_nothing_can_be_seen_names_nobody(tmp_path: Path) -> None:
    path = _write(tmp_path / "h.jsonl", [{"rev": 1, "text": "a", "author": ["\u200b", "\u00a0\ufeff", "Ann"]}])
    assert [revision.authors for revision in read_history(path)] == [("Ann",)]


def test_a_name_is_one_however_its_blanks_and_accents_are_written(tmp_path: Path) -> None:
    names = ["Ren\u00e9  Roe", "Rene\u0301 Roe", " Ren\u00e9 Roe ", "unknown", "N/A"]
    lines: list[dict[str, object]] = [{"rev": n, "text": "a", "author": name} for n, name in enumerate(names, 1)]
    authors = [revision.authors for revision in read_history(_write(tmp_path / "h.jsonl", lines))]
    assert authors == [("Ren\u00e9 Roe",)] * 3 + [()] * 2


@pytest.mark.parametrize(("asked", "said"), [({"page": "A"}, "leave --page out"), ({"dag": True}, "leave --dag out")])
def test_what_only_a_wiki_or_git_has_is_not_asked_of_lines_of_json(
    tmp_path: Path, asked: dict[str, Any], said: str
) -> None:
    (tmp_path / "letter.jsonl").write_text('{"rev": "1", "text": "We agree."}\n')
    with pytest.raises(UnreadableInput, match=said):
        read_history(tmp_path / "letter.jsonl", **asked)
