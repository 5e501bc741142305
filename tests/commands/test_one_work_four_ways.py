"""One work stored by `add`, as JSON lines, from git and from a folder: the same answers."""

import csv
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

DRAFTS = Path(__file__).parents[2] / "data" / "samples" / "trustees"
Run = Callable[..., Any]


def rows() -> list[dict[str, str]]:
    with (DRAFTS / "drafts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def authors(row: dict[str, str]) -> list[str]:
    return [name.strip() for name in row["by"].split(";")]


def by_add(run: Run, folder: Path) -> str:
    first, *others = rows()
    by = [part for name in authors(first) for part in ("--by", name)]
    run("ingest", str(DRAFTS / first["file"]), "--id", "letter", "--label", first["label"], *by, "--format", "text")
    for row in others:
        by = [part for name in authors(row) for part in ("--by", name)]
        run("add", "letter", str(DRAFTS / row["file"]), "--label", row["label"], *by)
    return "letter"


def by_json_lines(run: Run, folder: Path) -> str:
    lines = [
        json.dumps({"rev": row["label"], "text": (DRAFTS / row["file"]).read_text("utf-8"), "author": authors(row)})
        for row in rows()
    ]
    (folder / "letter.jsonl").write_text("\n".join(lines), encoding="utf-8")
    run("ingest", str(folder / "letter.jsonl"))
    return "letter"


def by_git(run: Run, folder: Path) -> str:
    git = ["git", "-C", str(folder)]
    names = {f"GIT_COMMITTER_{what}": "Ann" for what in ("NAME", "EMAIL")}
    subprocess.run([*git, "init", "-q"], check=True)
    for row in rows():
        (folder / "letter.txt").write_text((DRAFTS / row["file"]).read_text("utf-8"), encoding="utf-8")
        subprocess.run([*git, "add", "letter.txt"], check=True)
        who, *others = authors(row)
        message = row["label"] + "".join(f"\n\nCo-authored-by: {name} <a@example.org>" for name in others)
        command = [*git, "commit", "-q", "-m", message, "--author", f"{who} <a@example.org>"]
        subprocess.run(command, check=True, env={**os.environ, **names})
    run("ingest", str(folder / "letter.txt"))
    return "letter.txt"


def by_folder(run: Run, folder: Path) -> str:
    run("ingest", str(DRAFTS))
    return "trustees"


@pytest.fixture
def told(inside: Run, tmp_path: Path) -> Callable[..., Any]:
    """The function that stores the letter in one of the ways and tells its changes, its words and its authors."""

    def told(store: Callable[[Run, Path], str]) -> Any:
        folder = tmp_path / store.__name__
        folder.mkdir()
        database = folder / "library.db"

        def run(*arguments: str) -> str:
            answer = inside(database, *arguments)
            assert answer.returncode == 0, answer.stderr
            return str(answer.stdout)

        run("init", "--empty")
        work = store(run, folder)
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


@pytest.mark.parametrize("store", [by_json_lines, by_git, by_folder])
def test_the_same_drafts_give_the_same_answers(told: Callable[..., Any], store: Callable[[Run, Path], str]) -> None:
    assert told(store) == told(by_add)


def test_each_change_is_its_makers(told: Callable[..., Any]) -> None:
    changes = told(by_add)[0]
    makers = {change[2] or change[1]: change[5] for change in changes}
    assert any("civil service" in words and who == ["Edwin Marsh"] for words, who in makers.items())
    assert any("neither" in words and who == ["Clara Whitcomb", "Lydia Foss"] for words, who in makers.items())
