"""Real files, read by the tracker and by a second reader: `python -m benchmarks.files FOLDER…` prints a table.

Every Word, OpenDocument and TEI file below the folders is stored in a library of its own. What the tracker says of
its changes is held against what `signed_letters` reads from the same file without the tracker: how many letters a
signature or hand stands behind, how many of them are attributed to that author, how many to somebody else; whether any
record is called contradicted; whether letters were lost or doubled; whether anybody is named who is no hand of the
file. `--list` prints the file behind every figure that is not as it should be.
"""

import argparse
import re
import shutil
import tempfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree
from tabulate import tabulate

from benchmarks.signed_letters import Letters, Signed, is_nameless, letters_of, read_odt, read_tei, read_word
from provenance import pipeline, stages
from provenance.errors import ProvenanceError
from provenance.model.attributions import Apparatus, Status, dossier_of
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.testimony import Act, Claim, Mark
from provenance.model.versions import Standing

READERS = {".docx": read_word, ".odt": read_odt, ".fodt": read_odt, ".xml": read_tei}
_BROKEN = (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, StopIteration, ValueError, RuntimeError, OSError)
_PLACE = re.compile(r"\(.*?\)|'[^']*'|\"[^\"]*\"|\d+|[\w-]+/[\w./-]+|[\w.]+\.(?:xml|rels)")


@dataclass
class Tally:
    """The figures of one kind of file, and the files behind what is not as it should be."""

    figures: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def fault(self, figure: str, path: Path, what: object = "", number: int = 1) -> None:
        """Count a fault and remember its file."""
        self.figures[figure] += number
        self.faults.append(f"{figure}: {path.name}: {what}")

    def share(self, part: str, whole: str) -> str:
        """A share in per cent, with both figures."""
        of = self.figures[whole]
        return f"{100 * self.figures[part] / of:.2f} % ({self.figures[part]:,} of {of:,})" if of else "none"

    def rows(self) -> Iterator[tuple[str, str]]:
        """The table."""
        yield "files", f"{self.figures['files']:,}"
        yield (
            "refused, though a second reader finds words in them",
            self.share("refused with words", "files with words"),
        )
        yield "stored", self.share("stored", "files with words")
        yield "signed letters given to their author", self.share("right", "signed")
        yield "files with signed changes that are wholly right", self.share("wholly right", "files signed")
        yield "letters given to somebody else", f"{self.figures['wrong name']:,}"
        yield "records called contradicted", f"{self.figures['contradicted']:,}"
        yield "revisers that are no hands of the file", f"{self.figures['no hand']:,}"
        yield "files without a letter lost or doubled", self.share("same letters", "files compared")
        yield "internal errors", f"{self.figures['crashed']:,}"
        for reason, number in self.refusals.most_common():
            yield f"refused: {reason}", f"{number:,}"


def measure(path: Path, tally: Tally, library: str) -> None:
    """One file, read both ways."""
    tally.figures["files"] += 1
    try:
        other = READERS[path.suffix.lower()](path.read_bytes())
        has_words = other is None or any(letter.isalnum() for letter in other.held)
    except _BROKEN:
        other, has_words = None, False
    tally.figures["files with words"] += has_words
    try:
        received, claims = stages.read(path)
        pipeline.ingest(library, path)
    except ProvenanceError as refusal:
        tally.refusals[_reason(str(refusal), path)] += 1
        if has_words:
            tally.fault("refused with words", path, refusal)
        return
    except Exception as error:  # an internal error of any kind is what is looked for
        tally.fault("crashed", path, repr(error))
        return
    tally.figures["stored"] += has_words
    if other is not None and other.held and len(received.works) == 1:
        compare(path, tally, other, received, claims)


def _reason(refusal: str, path: Path) -> str:
    """A refusal without what is the file's own."""
    words = refusal.replace(str(path), "").partition(": ")[2] or refusal
    return " ".join(_PLACE.sub("…", words).split())[:110]


def compare(path: Path, tally: Tally, other: Letters, received: Received, claims: tuple[Claim, ...]) -> None:
    """What the tracker attributes beside what the file says."""
    [work] = received.works
    dossier = dossier_of(work, claims, received.people)
    is_tei = path.suffix.lower() == ".xml"
    steps = [(v.parents[0], v.id) for v in work.versions if v.parents and _is_told(work, v.id)]
    steps = steps if is_tei else [(work.versions[0].id, work.versions[-1].id)]
    found = [stages.attribute_versions(dossier, *step) for step in steps]
    given = _given(found, work.marks)
    for apparatus in found:
        for assessment in apparatus.assessments:
            if assessment.status is Status.CONTRADICTED:
                tally.fault("contradicted", path, assessment.reason)
    count_signed(path, tally, other, given)
    extant = [version for version in work.versions if version.standing is Standing.EXTANT]
    first, last = (Counter(letters_of(version.text)) for version in (extant[0], extant[-1]))
    pairs = [(other.before, first), (other.after, last)] if other.after else [(other.held, first + _put_in(work.marks))]
    differing = [(theirs - ours, Counter() if other.unread else ours - theirs) for theirs, ours in pairs]
    tally.figures["files compared"] += 1
    tally.figures["same letters"] += not any(lost or doubled for lost, doubled in differing)
    for lost, doubled in differing:
        if lost or doubled:
            tally.fault("letters differ", path, f"lost {_shown(lost)}, doubled {_shown(doubled)}")


def _is_told(work: ReceivedWork, version: str) -> bool:
    return any(mark.made_in == version for mark in work.marks)


def _shown(letters: Counter[str]) -> str:
    return f"{letters.total()} “{''.join(letters.elements())[:40]}”"


def _put_in(marks: Iterable[Mark]) -> Counter[str]:
    """The letters that came in after the first version."""
    return Counter(letter for mark in marks if mark.act is Act.INSERT for letter in letters_of(mark.text))


def _given(found: Sequence[Apparatus], marks: Iterable[Mark]) -> Signed:
    """What is attributed to whom: in the changes of every step, and words put in and struck before any version."""
    given: Signed = Counter()
    for apparatus in found:
        for attribution in apparatus.attributions:
            who = " and ".join(attribution.revisers)
            for edit in attribution.change.edits:
                given.update((who, "in", letter) for letter in letters_of(edit.text))
                given.update((who, "out", letter) for letter in letters_of(edit.base.of(apparatus.base.text)))
    ways = {Act.INSERT: "in", Act.DELETE: "out"}
    for mark in marks:
        if not len(mark.span) and mark.act in ways:
            given.update((" and ".join(mark.revisers), ways[mark.act], letter) for letter in letters_of(mark.text))
    return given


def count_signed(path: Path, tally: Tally, other: Letters, given: Signed) -> None:
    """Right and wrong letters of one file."""
    names = {who for who, _, _ in given if who}
    wanted = right = 0
    for who in {who for who, _, _ in other.signed if not is_nameless(who)}:
        mine = [name for name in names if _is_called(who, name, other)]
        for way in ("in", "out"):
            theirs, ours = _of(other.signed, who, way), Counter[str]()
            for name in mine:
                ours += _of(given, name, way)
            wanted, right = wanted + theirs.total(), right + (theirs & ours).total()
            if not other.hands and (ours - theirs):
                tally.fault("wrong name", path, f"{who}: {_shown(ours - theirs)}", (ours - theirs).total())
    tally.figures.update({"signed": wanted, "right": right, "files signed": wanted > 0})
    tally.figures["wholly right"] += right == wanted > 0
    if right < wanted:
        tally.fault("not right", path, f"{right} of {wanted}")
    for name in names:
        if not any(_is_called(who, name, other) for who in other.hands or {who for who, _, _ in other.signed}):
            tally.fault("no hand", path, name)


def _of(letters: Signed, who: str, way: str) -> Counter[str]:
    return Counter({letter: n for (name, here, letter), n in letters.items() if name == who and here == way})


def _is_called(signature: str, name: str, other: Letters) -> bool:
    """True if a signature of the file may mean whom the tracker names."""
    if not other.hands:
        return " ".join(signature.split()) == name
    words = " ".join(other.hands.get(key, key) for key in signature.split()).casefold()
    parts = re.findall(r"\w+", name.casefold().replace("not listed here", ""))
    return all(part in words for part in parts if part not in {"hand", "and"})


def files_below(folders: Sequence[Path]) -> Iterator[Path]:
    """The files of the kinds that are measured, in order."""
    for folder in folders:
        yield from sorted(p for p in folder.rglob("*") if p.suffix.lower() in READERS and p.is_file())


def main() -> None:
    """Print the table of each kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--list", action="store_true", help="print the files behind every fault")
    options = parser.parse_args()
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    with tempfile.TemporaryDirectory() as folder:
        empty, library = Path(folder) / "empty.db", Path(folder) / "library.db"
        pipeline.initialise(str(empty), [])
        for path in files_below(options.folders):
            kind = {".xml": "TEI", ".docx": "Word"}.get(path.suffix.lower(), "OpenDocument")
            shutil.copy(empty, library)
            measure(path, tallies[kind], str(library))
    for kind, tally in sorted(tallies.items()):
        print(tabulate(list(tally.rows()), (kind, ""), tablefmt="github", disable_numparse=True))
        print(*(tally.faults if options.list else ()), sep="\n")


if __name__ == "__main__":
    main()
