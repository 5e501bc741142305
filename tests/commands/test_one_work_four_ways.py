"""One work stored by `add`, as JSON lines, from git and from a folder: the same answers."""

import csv
import json
import os
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

DRAFTS = Path(__file__).parents[2] / "data" / "samples" / "trustees"
Run = Callable[..., Any]
Store = Callable[..., str]


@dataclass(frozen=True)
class Draft:
    """A draft, by whom it is, on which day, and what it was made from."""

    label: str
    by: tuple[str, ...]
    day: str
    after: tuple[str, ...]
    text: str


def trustees() -> tuple[Draft, ...]:
    """Three drafts, one after the other."""
    with (DRAFTS / "drafts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    labels = [row["label"] for row in rows]
    return tuple(
        Draft(
            row["label"],
            tuple(name.strip() for name in row["by"].split(";")),
            f"1948-01-{10 + n}",
            tuple(labels[n - 1 : n]) if n else (),
            (DRAFTS / row["file"]).read_text("utf-8"),
        )
        for n, row in enumerate(rows)
    )


def written(books: str, accounts: str, end: str = "Nothing is lent to strangers.") -> str:
    return f"The fund shall be spent on {books}. The librarian keeps the accounts{accounts}.\n\n{end}\n"


COPIES = (
    Draft("base", ("Ann Able",), "1900-01-01", (), written("books", "")),
    Draft("B", ("Ben Bold",), "1900-01-02", ("base",), written("books and maps", "")),
    Draft("C", ("Cora Cole",), "1900-01-03", ("base",), written("new books", " every year")),
)
JOINED = Draft("D", ("Dan Dole",), "1900-01-04", ("B", "C"), written("new books and maps", " every year in ink"))
LAST = Draft(
    "E", ("Eve East",), "1900-01-05", ("D",), written("books and maps", " every year in ink", "Nothing is lent.")
)
WORKS = {
    "drafts in a row": trustees(),
    "returned copies": COPIES,
    "copies that were joined": (*COPIES, JOINED),
    "a draft after the joining": (*COPIES, JOINED, LAST),
}


def by_add(run: Run, folder: Path, drafts: Sequence[Draft]) -> str:
    for n, one in enumerate(drafts):
        (path := folder / f"{one.label}.txt").write_text(one.text, encoding="utf-8")
        said = ["--label", one.label, "--date", one.day, *(part for name in one.by for part in ("--by", name))]
        if n == 0:
            run("ingest", str(path), "--id", "letter", *said)
        else:
            run("add", "letter", str(path), *said, *(part for label in one.after for part in ("--after", label)))
    return "letter"


def by_json_lines(run: Run, folder: Path, drafts: Sequence[Draft]) -> str:
    lines = [
        {"rev": one.label, "text": one.text, "author": one.by, "date": one.day, "parents": one.after} for one in drafts
    ]
    (folder / "letter.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    run("ingest", str(folder / "letter.jsonl"))
    return "letter"


def by_git(run: Run, folder: Path, drafts: Sequence[Draft]) -> str:
    def git(*asked: str, stdin: str = "", **who: str) -> str:
        command = ["git", "-C", str(folder), *asked]
        done = subprocess.run(
            command, check=True, input=stdin, capture_output=True, text=True, env={**os.environ, **who}
        )
        return done.stdout.strip()

    git("init", "-q")
    commits: dict[str, str] = {}
    for one in drafts:
        tree = git("mktree", stdin=f"100644 blob {git('hash-object', '-w', '--stdin', stdin=one.text)}\tletter.txt\n")
        parents = [part for label in one.after for part in ("-p", commits[label])]
        who, *others = one.by
        message = one.label + "".join(f"\n\nCo-authored-by: {name} <a@example.org>" for name in others)
        said = {f"GIT_{role}_{what}": "a" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        day = f"2000{one.day[4:]}T12:00:00Z"  # git knows no day before 1970
        said |= {"GIT_AUTHOR_NAME": who, "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
        commits[one.label] = git("commit-tree", tree, *parents, stdin=message, **said)
    leaves = [one for one in drafts if not any(one.label in other.after for other in drafts)]
    for one in leaves:
        git("branch", "-f", f"of-{one.label}", commits[one.label])
    git("checkout", "-q", "-f", f"of-{leaves[-1].label}")
    run("ingest", str(folder / "letter.txt"), "--dag")
    return "letter.txt"


def by_folder(run: Run, folder: Path, drafts: Sequence[Draft]) -> str:
    (place := folder / "letter").mkdir()
    with (place / "drafts.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["file", "by", "date", "label", "after", "source"])
        for one in drafts:
            (place / f"{one.label}.txt").write_text(one.text, encoding="utf-8")
            table.writerow([f"{one.label}.txt", "; ".join(one.by), one.day, one.label, ";".join(one.after), ""])
    run("ingest", str(place))
    return "letter"


@pytest.fixture
def told(inside: Run, tmp_path: Path) -> Callable[..., Any]:
    """The function that stores a work in one of the ways and tells its changes, its words and its authors."""

    def told(store: Store, drafts: Sequence[Draft]) -> Any:
        folder = tmp_path / store.__name__
        folder.mkdir()
        database = folder / "library.db"

        def run(*arguments: str) -> str:
            answer = inside(database, *arguments)
            assert answer.returncode == 0, answer.stderr
            return str(answer.stdout)

        run("init", "--empty")
        work = store(run, folder, drafts)
        changes = json.loads(run("changes", work, "--json"))["changes"]
        fields = (
            "kind",
            "before",
            "after",
            "before_span",
            "after_span",
            "revisers",
            "candidates",
            "basis",
            "contested",
        )
        runs = json.loads(run("annotate", work, "--json"))["runs"]
        shares = json.loads(run("authors", work, "--json"))["authors"]
        return (
            [[change[name] for name in fields] for change in changes],
            [(one["words"], sorted(one["revisers"])) for one in runs],
            sorted((one["author"], one["alive"], one["added"]) for one in shares),
        )

    return told


@pytest.mark.parametrize(
    ("store", "name"),
    [
        (store, name)
        for store in (by_json_lines, by_git, by_folder)
        for name in WORKS
        if not (store is by_git and name == "returned copies")  # in git a file's history is that of one branch
    ],
)
def test_the_same_drafts_give_the_same_answers(told: Callable[..., Any], store: Store, name: str) -> None:
    assert told(store, WORKS[name]) == told(by_add, WORKS[name])


def test_each_change_is_its_makers(told: Callable[..., Any]) -> None:
    changes = told(by_add, WORKS["drafts in a row"])[0]
    makers = {change[2] or change[1]: change[5] for change in changes}
    assert any("civil service" in words and who == ["Edwin Marsh"] for words, who in makers.items())
    assert any("neither" in words and who == ["Clara Whitcomb", "Lydia Foss"] for words, who in makers.items())


def test_what_was_joined_is_of_those_who_wrote_it_and_only_the_rest_of_the_joiner(told: Callable[..., Any]) -> None:
    makers = {change[2].strip(): change[5] for change in told(by_add, WORKS["copies that were joined"])[0]}
    assert makers == {
        "new": ["Cora Cole"], "and maps": ["Ben Bold"], "every year": ["Cora Cole"], "in ink": ["Dan Dole"],
    }  # fmt: skip
