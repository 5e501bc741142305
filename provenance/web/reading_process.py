"""The process that reads what visitors send: a file looked at or kept, its answer as JSON on standard output.

It is asked on standard input, and sets its own limits of time and memory before it touches the file.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any

from provenance.errors import ProvenanceError


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
    from provenance import pipeline
    from provenance.evidence.verdict import is_revision_evidence
    from provenance.reports.wording import claim_in_words

    received, claims = pipeline.read(file, None, asked.get("document"))
    works = []
    for one in received.works:
        mine = [claim for claim in claims if claim.work == one.work.id]
        works.append(
            {
                "id": one.work.id,
                "title": one.work.title,
                "source": one.work.source,
                "date": one.work.date,
                "versions": [[v.label, v.standing.value, len(v.text.split())] for v in one.versions],
                "notes": len(one.notes),
                "marks": len(one.marks),
                "is_evidence": is_revision_evidence(mine),
                "claims": [claim_in_words(claim) for claim in mine][:50],
                "begins": one.versions[-1].text[:400] if one.versions else "",
            }
        )
    return {"works": works, "warnings": list(received.warnings), "sha256": received.sha256}


def _keep_document(file: Path, asked: dict[str, Any]) -> dict[str, Any]:
    from provenance import pipeline

    saved, received = pipeline.add(asked["database"], file, None, asked.get("document"))
    kept = {"new": saved.new, "extended": saved.extended, "present": saved.present}
    return {**{key: list(works) for key, works in kept.items()}, "warnings": list(received.warnings)}


def _look_at_version(file: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """What a version reads."""
    from provenance.model.versions import Standing
    from provenance.sources.plain.transcription import read_transcription

    received = read_transcription(file)
    texts = [v for one in received.works for v in one.versions if v.standing is Standing.EXTANT]
    works = [
        {
            "id": "",
            "title": version.label,
            "source": received.name,
            "date": version.date,
            "versions": [[version.label, version.standing.value, len(version.text.split())]],
            "notes": 0,
            "marks": 0,
            "is_evidence": False,
            "claims": [],
            "begins": version.text[:400],
        }
        for version in texts
    ]
    return {"works": works, "warnings": list(received.warnings), "sha256": received.sha256}


def _keep_version(file: Path, asked: dict[str, Any]) -> dict[str, Any]:
    from provenance.attribution.received_version import Deposit
    from provenance.sources.plain.transcription import read_transcription
    from provenance.store.contributions import add_version
    from provenance.store.library import open_library

    deposit = Deposit(tuple(asked["by"]), asked["label"] or file.stem, asked.get("date"), asked.get("after"))
    received = read_transcription(file)
    with open_library(asked["database"]) as library:
        version = add_version(library, asked["work"], received, deposit)
    return {"version": version.id, "label": version.label, "work": version.work}


_DOING = {
    ("look", "document"): _look_at_document,
    ("keep", "document"): _keep_document,
    ("look", "version"): _look_at_version,
    ("keep", "version"): _keep_version,
}


if __name__ == "__main__":
    main()
