"""The process that reads what visitors send: a file looked at or kept, its answer as JSON on standard output.

It is asked on standard input, and sets its own limits of time and memory before it touches the file.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any

from provenance.errors import ProvenanceError
from provenance.text.tokens import count_words


def main() -> None:
    """Do what is asked; trouble is an answer too."""
    asked: dict[str, Any] = json.load(sys.stdin)
    _limit(asked["limits"])
    try:
        answer = _DOING[asked["do"], asked["what"]](Path(asked["file"]), asked)
    except ProvenanceError as error:
        answer = {"trouble": str(error).removeprefix("./")}
    except MemoryError:
        answer = {"trouble": "reading this file takes too much memory; nothing of it was kept"}
    sys.stdout.write(json.dumps(answer))


def _limit(limits: dict[str, int]) -> None:
    """No more time and memory than these, and no further files than a few."""
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"] + 2))
    resource.setrlimit(resource.RLIMIT_AS, (limits["bytes"], limits["bytes"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _look_at_document(file: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """What the file holds: its works with their versions, what their notes say, and what was odd."""
    from provenance import stages
    from provenance.evidence.verdict import is_revision_evidence
    from provenance.reports.wording import claim_in_words
    from provenance.sources.histories.history_catalogue import kind_of

    kind = kind_of(file, None, is_described=True)
    if kind is not None:
        return _look_at_history(file, kind)
    received, claims = stages.read(file, None, asked.get("document"))
    works = []
    for one in received.works:
        mine = [claim for claim in claims if claim.work == one.work.id]
        works.append(
            {
                **_work(one.work.title, one.work.source, one.work.date, one.versions[-1].text if one.versions else ""),
                "versions": [[v.label, v.standing.value, count_words(v.text)] for v in one.versions],
                "notes": len(one.notes),
                "marks": len(one.marks),
                "is_evidence": is_revision_evidence(mine),
                "claims": [claim_in_words(claim) for claim in mine][:50],
            }
        )
    return {"works": works, "warnings": list(received.warnings)}


def _look_at_history(file: Path, kind: str) -> dict[str, Any]:
    """The first and the last of the versions of a history, and how many there are."""
    from provenance.sources.histories.history_catalogue import bare_name, read_history

    told: list[str] = []
    revisions = list(read_history(file, kind, tell=told.append))
    ends = [revisions[0], *revisions[-1:]] if revisions else []
    last = next((one.text for one in reversed(revisions) if one.text is not None), "")
    work = {
        **_work(bare_name(file), f"{len(revisions)} versions in order", None, last),
        "versions": [[one.id, "extant", count_words(one.text or "")] for one in ends],
    }
    return {"works": [work] if revisions else [], "warnings": told}


def _keep_document(file: Path, asked: dict[str, Any]) -> dict[str, Any]:
    from provenance import pipeline
    from provenance.reports.public_json import ingested_json
    from provenance.sources.asked import Asked

    kept = pipeline.ingest(asked["database"], file, asked=Asked(document=asked.get("document")), by=asked["visitor"])
    return ingested_json(kept)


def _look_at_version(file: Path, _asked: dict[str, Any]) -> dict[str, Any]:
    """What a version reads."""
    from provenance.model.versions import Standing
    from provenance.sources.plain.transcription import read_transcription

    received = read_transcription(file)
    texts = [v for one in received.works for v in one.versions if v.standing is Standing.EXTANT]
    works = [
        {
            **_work(version.label, received.name, version.date, version.text),
            "versions": [[version.label, version.standing.value, count_words(version.text)]],
        }
        for version in texts
    ]
    return {"works": works, "warnings": list(received.warnings)}


def _work(title: str, source: str, date: str | None, text: str) -> dict[str, Any]:
    """What is told of a work before it is kept."""
    known: dict[str, Any] = {"title": title, "source": source, "date": date, "begins": text[:400]}
    return {**known, "versions": [], "notes": 0, "marks": 0, "is_evidence": False, "claims": []}


def _keep_version(file: Path, asked: dict[str, Any]) -> dict[str, Any]:
    from provenance import pipeline
    from provenance.attribution.received_version import Deposit
    from provenance.reports.public_json import version_json

    told: list[str] = []
    deposit = Deposit(tuple(asked["by"]), asked["label"] or file.stem, asked.get("date"), tuple(asked["after"]))
    added = pipeline.add_version(asked["database"], asked["work"], file, deposit, asked["visitor"], told.append)
    return {"work": added.version.work, "version": version_json(added.version.outline), "warnings": told}


def _compare_copies(file: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """The changes from a file to each of its copies, and one Word file and one page with all of them."""
    from provenance import pipeline, stages
    from provenance.attribution.listing import listed, small_differences
    from provenance.reports.public_json import changes_json
    from provenance.sources.asked import word_files

    told: list[str] = []
    files = [Path(name) for name in asked["files"]]
    apparatus = pipeline.diff(files[0], *files[1:], by=asked["by"], tell=told.append)
    told += filter(None, [small_differences(apparatus)])
    for format in COPIES:
        made = stages.write(apparatus, format, word_files(files), tell=told.append)
        Path(f"report.{format}").write_bytes(made if isinstance(made, bytes) else made.encode("utf-8", "replace"))
    return {**changes_json(apparatus, listed(apparatus)), "warnings": told}


COPIES = ("docx", "html")
"""The reports that are written of copies."""

_DOING = {
    ("look", "copies"): _compare_copies,
    ("look", "document"): _look_at_document,
    ("keep", "document"): _keep_document,
    ("look", "version"): _look_at_version,
    ("keep", "version"): _keep_version,
}


if __name__ == "__main__":
    main()
