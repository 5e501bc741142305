"""Whatever a history in JSON lines or a wiki's export holds: it is stored, or refused in a sentence."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance import pipeline
from provenance.errors import StoreTrouble, UnreadableInput
from provenance.store.library import open_library
from provenance.store.verify import verify

VALUES: list[Any] = [
    *(None, True, 0, -1, 10**30, 1e308, "", " ", "\n", "1", "2", "zzz", [], {}, [[]], ["1"], ["5"], [None], ["1", "1"]),
    *("\0", "\u202e", "é", "\ufeff", "😀", "\r", "1\n2", "final", "-1", "..", "1\x1b[31m", "\x85", "\u2028", "٣"),
]
KEYS = ("rev", "author", "timestamp", "text", "parents", "comment")
HISTORY: list[dict[str, Any]] = [
    {
        "rev": 1,
        "author": "Ann",
        "timestamp": "2020-01-01",
        "text": "The task is great.\n\nWe begin.",
        "comment": "typed",
    },
    {"rev": "2", "author": ["Bob", "Cat"], "text": "The task is complex.\n\nWe begin.", "parents": ["1"]},
    {"rev": 3, "author": None, "text": None},
    {"rev": "4", "author": "Ann", "text": "The task is complex.\n\nWe begin on Monday.", "parents": ["3"]},
    {"rev": "5", "author": "Eve", "text": "The task is great.\n\nWe begin on Monday.", "parents": ["2", "4"]},
]
PARTS = [
    *(
        "<revision>",
        "</revision>",
        "<id/>",
        "<id>1</id>",
        '<text deleted="deleted"/>',
        "<text/>",
        "<title>Other</title>",
    ),
    *("<page>", "</page>", "<!-- c -->", "<?pi x?>", "&amp;", "&#0;", "&x;", "<![CDATA[x]]>", "\0", "<x:y/>"),
    *("<contributor><!-- x --><ip>1.2.3.4</ip></contributor>", "<comment><b>x</b></comment>", "</mediawiki>"),
]
EXPORT = "<mediawiki><page><title>Page</title>{}</page></mediawiki>".format(
    "".join(
        f"<revision><id>{n}</id><timestamp>2020-01-0{n}T00:00:00Z</timestamp><contributor><username>Ann</username>"
        f"</contributor><comment>c</comment><text>The task is great. {'We begin. ' * n}</text></revision>"
        for n in range(1, 5)
    )
)
EDITS = st.lists(st.tuples(st.integers(0, len(EXPORT)), st.sampled_from(PARTS), st.integers(0, 12)), max_size=4)


def store(empty_file: Path, file: Path) -> None:
    """Store the file twice: the second time, the same is said of it, and nothing more is stored."""
    place = str(shutil.copy(empty_file, file.with_name("library.db")))
    counts = []
    for _ in range(2):
        try:
            told: str | None = None
            pipeline.ingest(place, file)
        except (UnreadableInput, StoreTrouble) as refused:
            told = str(refused)
        with open_library(place) as library:
            assert verify(library).faults == ()
            counts.append((told, [len(library.revisions(work.id)) for work in library.works()], len(library.log())))
    assert counts[0] == counts[1]


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that is there for all examples."""
    return tmp_path_factory.mktemp("histories")


@given(
    st.lists(st.tuples(st.integers(0, 4), st.sampled_from(KEYS), st.sampled_from(VALUES)), max_size=4),
    st.permutations(range(5)),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_json_lines_with_other_values_in_another_order(
    empty_file: Path, folder: Path, edits: list[tuple[int, str, Any]], order: list[int]
) -> None:
    records = [dict(record) for record in HISTORY]
    for number, key, value in edits:
        records[number][key] = value
    ordered = [records[n] for n in order] if len(edits) % 2 else records
    (folder / "page.jsonl").write_text("".join(json.dumps(record) + "\n" for record in ordered))
    store(empty_file, folder / "page.jsonl")


@given(EDITS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_exports_with_other_things_in_them(empty_file: Path, folder: Path, edits: list[tuple[int, str, int]]) -> None:
    export = EXPORT
    for at, part, less in edits:
        export = export[:at] + part + export[at + less :]
    (folder / "page.xml").write_text(export)
    store(empty_file, folder / "page.xml")
