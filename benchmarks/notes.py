"""How well notes are read: every labelled set, in one process, against the figures and the notes of an earlier reading.

    python -m benchmarks.notes SHARED_DATA [--baseline FILE] [--save FILE] [--aside] [--list SET] [--labels FILE]

SHARED_DATA holds `frus-volumes` (fifty volumes, labels of random and of chosen notes) and `frus-notes` (rich notes);
`data/gold/notes/volumes.jsonl` of this repository labels more notes of the same fifty volumes.
A tenth of the volumes, chosen by the hash of their ids, is left out unless `--aside` asks for them alone: no rule was
made on their notes. It was a fifth until 2026-11-29: the figures of those ten are in README, and five were opened then.
`--labels` measures on a further file of labels of the fifty volumes, and on nothing else.
The figures are those of the scorers beside the data: detection, who and act, exact words, the share of claims with a
name that the label bears out, and the notes that name somebody for an act that it does not tell.
An interval in parentheses takes notes one by one; one in brackets takes whole volumes (a bootstrap over them): notes of
one volume are by the same editors and in the same words.
"""

import argparse
import json
import os
import pickle
import random
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from math import sqrt
from pathlib import Path
from typing import Any

from provenance import resources
from provenance.evidence.note_claims import read_claims
from provenance.evidence.verdict import is_revision_evidence
from provenance.model.receipts import ReceivedWork
from provenance.model.testimony import Claim as Testimony
from provenance.model.testimony import Person, Reading
from provenance.sources.guard import read_bytes
from provenance.sources.source_catalogue import read_file
from provenance.sources.tei.tei_reader import stream_documents

ASIDE = 5
_OWN_LABELS = Path(__file__).parents[1] / "data" / "gold" / "notes" / "volumes.jsonl"
_DRAWS = 1000
_ACTS = {"general-revision": "revise", "approve-or-initial": "approve", "marginalia": "comment"}
_CHANGING = {"insert", "delete", "replace", "move", "revise", "draft"}
_SUFFIXES = {"jr", "sr", "ii", "iii"}
Claim = dict[str, Any]
Row = dict[str, Any]


def is_aside(volume: str, volumes: Iterable[str]) -> bool:
    """Whether a volume is of the tenth on whose notes no rule was made."""
    return volume in sorted(set(volumes), key=lambda one: sha256(one.encode()).hexdigest())[:ASIDE]


@dataclass(slots=True)
class LabelledSet:
    """Labelled notes, each with the works of its document as the reader gave them."""

    name: str
    rows: list[Row]
    documents: dict[tuple[str, str], tuple[tuple[ReceivedWork, ...], tuple[Person, ...]]]
    is_of_volumes: bool = True


def load_sets(data: Path, cache: Path, further: Sequence[Path] = ()) -> list[LabelledSet]:
    """The four labelled sets, or those of the `further` files; volumes are parsed once, their documents kept."""
    volumes = data / "frus-volumes"
    if further:
        return [_of_volumes(volumes, one, cache) for one in further]
    return [*(_of_volumes(volumes, one, cache) for one in _labels(data)), _of_files(data / "frus-notes", cache)]


def _labels(data: Path) -> tuple[Path, ...]:
    """The files of labels of the fifty volumes."""
    volumes = data / "frus-volumes"
    return (volumes / "labels.jsonl", _OWN_LABELS, volumes / "labels-chosen.jsonl")


def _rows(labels: Path) -> list[Row]:
    return [json.loads(line) for line in labels.read_text("utf-8").splitlines() if line.strip()]


def _of_volumes(folder: Path, labels: Path, cache: Path) -> LabelledSet:
    rows = _rows(labels)
    wanted = defaultdict(set)
    for row in rows:
        wanted[row["volume"]].add(row["document"])
    documents = {}
    for volume, keys in wanted.items():
        asked = sha256("\n".join(sorted(keys)).encode()).hexdigest()[:12]
        found = _kept(cache / f"{volume}-{asked}.pickle", partial(_documents, folder, volume, keys))
        documents.update({(volume, key): one for key, one in found.items()})
    return LabelledSet(labels.stem, rows, documents)


def _documents(folder: Path, volume: str, keys: set[str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as unpacked:
        path = Path(unpacked) / f"{volume}.xml"
        path.write_bytes(read_bytes(folder / f"{volume}.xml.xz"))
        found = {}
        for document in stream_documents(path):
            if document.key in keys:
                works = document.works()
                found[document.key] = works, document.people_meant(note for one in works for note in one.notes)
        return found


def _of_files(folder: Path, cache: Path) -> LabelledSet:
    rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines()]
    rows = [row for row in rows if row.get("note_kind") != "editorial-note-in-body"]
    documents = {}
    for row in rows:
        volume, document = row.get("volume", ""), row["doc"]
        row |= {"key": f"{document}/{row['note_id']}", "volume": volume, "document": document, "note": row["note_text"]}
        if (volume, document) not in documents:
            path = folder / "docs" / f"{document}.xml"
            received = _kept(cache / f"notes-{document}.pickle", partial(read_file, path))
            documents[volume, document] = received.works, received.people
    return LabelledSet(folder.name, rows, documents, is_of_volumes=False)


def _kept(path: Path, make: Callable[[], Any]) -> Any:
    if path.exists():
        return pickle.loads(path.read_bytes())
    made = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(made))
    return made


def read_set(labelled: LabelledSet, wanted: Callable[[str], bool]) -> dict[str, Claim]:
    """What is read in each labelled note, by its key: whether it is evidence, and its claims as they are printed."""
    lexicon, found = resources.lexicon(), {}
    by_document = defaultdict(list)
    for row in labelled.rows:
        if wanted(row["volume"]):
            by_document[row["volume"], row["document"]].append(row)
    for key, rows in by_document.items():
        works, people = labelled.documents.get(key, ((), ()))
        told = defaultdict(list)
        for one in works:
            version = one.versions[-1]
            for claim in read_claims(
                one.notes, version, lexicon, people, one.work.source, one.work.date, title=one.work.title
            ):
                told[claim.note].append((claim, version.text))
        for row in rows:
            claims = told[row["note_id"]]
            found[row["key"]] = {
                "is_revision_evidence": is_revision_evidence([claim for claim, _ in claims]),
                "claims": [_as_printed(claim, text) for claim, text in claims],
            }
    return found


def _as_printed(claim: Testimony, text: str) -> Claim:
    return {
        "act": claim.act.value,
        "revisers": list(claim.revisers) if claim.actual and claim.reading is Reading.SURE else [],
        "target": claim.target.span.of(text) if claim.target else None,
        "earlier": claim.earlier_reading,
        "later": claim.later_reading,
        "rule": claim.rule,
        "reading": claim.reading.value,
        "doing": claim.doing,
        "doubt": claim.doubt or ("" if claim.actual else claim.reason),
    }


@dataclass(slots=True)
class Judged:
    """One labelled note, and how its reading agrees with the label."""

    row: Row
    found: Claim
    wanted: list[Claim] = field(init=False)
    have: list[Claim] = field(init=False)
    wrong: set[tuple[str, str]] = field(init=False)
    tally: Counter[str] = field(init=False)

    def __post_init__(self) -> None:
        true, said = self.row["is_revision_evidence"], self.found["is_revision_evidence"]
        rich = "note_text" in self.row
        self.wanted = [c for c in self.row["claims"] if _tells_change(c, "action", rich)] if true else []
        self.have = [c for c in self.found["claims"] if _tells_change(c, "act", rich)] if said else []
        named = [c for c in self.have if c["revisers"]]
        given = {(_surname(n), _act(c, "action")) for c in self.row["claims"] for n in c["revisers"]}
        told = {(_surname(n), c["act"]) for c in self.have for n in c["revisers"]}
        if rich:  # the scorer of the rich notes compares names alone
            given, told = {(n, "") for n, _ in given}, {(n, "") for n, _ in told}
        self.wrong = set() if self.row.get("debatable") else told - given
        self.tally = Counter(
            tp=true and said,
            said=said,
            true=true,
            claims=len(self.wanted),
            found=len(self.have),
            who=_match(self.wanted, self.have, _same_deed),
            words=_match(
                self.wanted, self.have, lambda w, f: _same_deed(w, f) and _same_words(w["target"], f["target"])
            ),
            named=len(named),
            borne=_match(named, self.wanted, lambda f, w: _same_deed(w, f)),
            over=bool(self.wrong),
            notes=1,
        )

    @property
    def is_right(self) -> bool:
        """Whether nothing is missed and nothing too much is told."""
        t = self.tally
        return t["tp"] == t["said"] == t["true"] and t["words"] == t["claims"] == t["found"] and not self.wrong

    @property
    def grade(self) -> tuple[int, int, int, int]:
        """How good the reading is: nobody wrongly named, rightly detected, acts found and no others, words found."""
        t = self.tally
        return (-t["over"], t["said"] == t["true"], t["who"] - (t["found"] - t["who"]), t["words"])


def _tells_change(claim: Claim, name: str, rich: bool) -> bool:
    act = _act(claim, name)
    return act in _CHANGING and (rich or not (act == "draft" and not claim.get("target")))


def _act(claim: Claim, name: str) -> str:
    act = str(claim[name])
    return _ACTS.get(act, act)


def _surname(name: str) -> str:
    parts = [p for p in re.split(r"[ ,]+", name.strip()) if p and p.rstrip(".").lower() not in _SUFFIXES]
    return parts[-1].lower() if parts else ""


def _same_deed(wanted: Claim, found: Claim) -> bool:
    return (_act(wanted, "action"), set(map(_surname, wanted["revisers"]))) == (
        found["act"],
        set(map(_surname, found["revisers"])),
    )


def _same_words(a: str | None, b: str | None) -> bool:
    first, second = (re.findall(r"\w+", (side or "").replace("’", "'").lower()) for side in (a, b))
    if not first or not second:
        return not first and not second
    return (Counter(first) & Counter(second)).total() / max(len(first), len(second)) >= 0.9


def _match(wanted: Sequence[Claim], found: Sequence[Claim], agree: Callable[[Claim, Claim], bool]) -> int:
    left, hits = list(found), 0
    for one in wanted:
        hit = next((other for other in left if agree(one, other)), None)
        if hit is not None:
            left.remove(hit)
            hits += 1
    return hits


def judge(labelled: LabelledSet, found: dict[str, Claim]) -> list[Judged]:
    """Every note that was read, held against its label."""
    return [Judged(row, found[row["key"]]) for row in labelled.rows if row["key"] in found]


def wilson(hits: float, of: float) -> str:
    """A share with the interval that holds it in 19 of 20 samples (Wilson)."""
    if not of:
        return "–"
    z, p = 1.96, hits / of
    middle, half = p + z * z / (2 * of), z * sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return f"{p:.3f} ({(middle - half) / (1 + z * z / of):.2f}–{(middle + half) / (1 + z * z / of):.2f})"


def summary(judged: Sequence[Judged], weighted: bool = False) -> Iterator[str]:
    """The figures of a set, a line each."""
    t: Counter[str] = Counter()
    for one in judged:
        weight = one.row.get("weight", 1) if weighted else 1
        for name, number in one.tally.items():
            t[name] += number * weight
    for name, hit, said, true in (
        ("detection", "tp", "said", "true"),
        ("who and act", "who", "found", "claims"),
        ("exact words", "words", "found", "claims"),
    ):
        f1 = 2 * t[hit] / (t[said] + t[true]) if t[said] + t[true] else 1.0
        yield f"  {name:<12} P {wilson(t[hit], t[said])}  R {wilson(t[hit], t[true])}  F1 {f1:.3f}"
    yield f"  named claims {t['named']:.0f}, borne out {wilson(t['borne'], t['named'])}"
    yield f"  over-claims {t['over']:.0f} of {t['notes']:.0f} notes"


_RATES = {
    "detection F1": ("tp", "said", "true"),
    "who and act F1": ("who", "found", "claims"),
    "exact words F1": ("words", "found", "claims"),
    "named, borne out": ("borne", "named", "named"),
}


def by_drawing_volumes(judged: Sequence[Judged]) -> Iterator[str]:
    """Between which values each rate lies in 19 of 20 draws of as many volumes, with repetition."""
    volumes = list(_tallies(judged).values())
    draw = random.Random(1)
    draws = [sum(draw.choices(volumes, k=len(volumes)), Counter()) for _ in range(_DRAWS)]
    told = []
    for name, (hit, said, true) in _RATES.items():
        rates = sorted(2 * t[hit] / (t[said] + t[true]) for t in draws if t[said] + t[true])
        if rates:
            told.append(f"{name} [{rates[len(rates) // 40]:.2f}–{rates[-1 - len(rates) // 40]:.2f}]")
    yield f"  by volumes   {'; '.join(told)}"


def _tallies(judged: Sequence[Judged]) -> dict[str, Counter[str]]:
    """What was counted in each volume."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for one in judged:
        found[one.row["volume"]].update(one.tally)
    return found


def by_volume(judged: Sequence[Judged]) -> Iterator[str]:
    """The figures of each volume: rules made on the others must hold on it too."""
    yield f"  {'volume':<24}notes  true  said  both  claims found  who  words  named borne  over"
    for volume, t in sorted(_tallies(judged).items()):
        cells = ("notes", "true", "said", "tp", "claims", "found", "who", "words", "named", "borne", "over")
        yield f"  {volume:<24}" + "".join(f"{t[name]:>6}" for name in cells)


def compare(judged: Sequence[Judged], before: dict[str, list[int]]) -> Iterator[str]:
    """The notes that are read better, and those that are read worse, than before."""
    for one in judged:
        old = before.get(one.row["key"])
        if old is not None and list(one.grade) != old:
            way = "GAINED" if list(one.grade) > old else "LOST  "
            yield f"  {way} {one.row['key']}: {_line(one.row['note'], 160)}"


def _line(words: object, length: int) -> str:
    return " ".join(str(words).split())[:length]


def show(one: Judged) -> Iterator[str]:
    """A note that is not read as labelled."""
    row = one.row
    flags = " (debatable)" if row.get("debatable") else ""
    yield f"{row['key']} [{row.get('stratum', '')} {row.get('kind') or ''}]{flags}: {_line(row['note'], 900)}"
    for c in one.wanted:
        sides = f"{_line(c.get('earlier_reading'), 60)} > {_line(c.get('later_reading'), 60)}"
        yield f"    label {_act(c, 'action')} {c['revisers']} {_line(c['target'], 110)!r} {sides}"
    for c in one.found["claims"]:
        kind = "found" if c in one.have and c["reading"] == "sure" else c["reading"]
        sides = f"{_line(c['earlier'], 60)} > {_line(c['later'], 60)}"
        told = f"{c['rule']}; {c['doing']}; {c['doubt']}"
        yield f"    {kind} {c['act']} {c['revisers']} {_line(c['target'], 110)!r} {sides} [{told}]"
    if one.wrong:
        yield f"    OVER-CLAIM {sorted(one.wrong)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="SHARED_DATA")
    parser.add_argument("--baseline", type=Path, default=Path(__file__).with_name("notes_baseline.json"))
    parser.add_argument("--save", type=Path, help="keep how each note is read, to compare with later")
    parser.add_argument("--aside", action="store_true", help="only the tenth set aside")
    parser.add_argument(
        "--list", action="append", default=[], metavar="SET", help="show each note of the set not read as labelled"
    )
    parser.add_argument(
        "--labels", action="append", type=Path, default=[], metavar="FILE", help="only this file of labels"
    )
    parser.add_argument("--volumes", action="store_true", help="the figures volume by volume")
    asked = parser.parse_args()
    cache = Path(os.environ.get("NOTES_CACHE", Path(tempfile.gettempdir()) / "provenance-notes"))
    sets = load_sets(asked.data, cache, asked.labels)
    fifty = {row["volume"] for labels in _labels(asked.data) for row in _rows(labels)}
    before = json.loads(asked.baseline.read_text("utf-8")) if asked.baseline.exists() else {}
    kept = {}
    for labelled in sets:
        if asked.aside and not labelled.is_of_volumes:
            continue
        judged = judge(labelled, read_set(labelled, lambda volume: is_aside(volume, fifty) is asked.aside))
        kept.update({one.row["key"]: list(one.grade) for one in judged})
        print(f"{labelled.name}: {len(judged)} notes, {sum(one.is_right for one in judged)} read as labelled")
        print("\n".join(summary(judged)))
        if labelled.is_of_volumes:
            print("\n".join(by_drawing_volumes(judged)))
        if labelled is sets[0] and not asked.labels:
            print(" weighted to whole volumes:")
            print("\n".join(summary(judged, weighted=True)))
        if asked.volumes and labelled.is_of_volumes:
            print("\n".join(by_volume(judged)))
        if not asked.aside:
            print("\n".join(compare(judged, before)))
        if labelled.name in asked.list:
            print("\n".join(line for one in judged if not one.is_right for line in show(one)))
    if asked.save:
        asked.save.write_text(json.dumps(kept, indent=0, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
