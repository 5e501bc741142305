"""A small letter with every kind of change, built by hand from marked-up words, for the tests of the reports.

`{+K:words+}` was inserted by K, `{-H:words-}` deleted by H, `{~K:old|new~}` substituted; `{>:words>}` moved from here
and `{<:words<}` moved to here; `?` made it, or nobody knows which of the two, `0` nobody says.
"""

import re
from collections.abc import Callable

import pytest

from provenance.model.attributions import Apparatus, Assessment, Attribution, Basis, Evidence, Status
from provenance.model.changes import Change, ChangeKind, Comparison, Edit, Reading
from provenance.model.spans import Block, BlockKind, Milestone, MilestoneKind, Span
from provenance.model.testimony import Act, AnchorPlace, Certainty, Claim, Note, Person, PersonKind, Scope
from provenance.model.versions import Standing, Version, Witness, Work

HENRY, ALEXANDER = "Henry A. Kissinger", "Alexander M. Haig, Jr."
EDITED = (
    "{+0:SECRET+}\n\nDear Mr. <Secretary> & friends:\n\n"
    "The Ambassador has reported.{+K: Of course, I am in touch.+} I should like to \x07 begin; "
    "with unilateral care.\n\n"
    "{-?:This paragraph goes; it is gone.\n\n-}"
    "We agree.{+H: As was explained.\n\nPrecision is important.+} The {~KH:second|third~} paragraph goes on "
    "\ud800 and{>:, we hope,>} on.\n\n{+H:We will never bargain.+} It stands {-?:very much -}alone"
    "{<:, we hope,<}. {~?:It ran.\n\nIt ran over the edge.|It runs.~}\n\n"
    "Richard Nixon{-0:\n\nPresident-}"
)
_MARK = re.compile(r"\{([-+~<>])([KH?0]*):(.*?)[-+~<>]\}", re.DOTALL)
_KINDS = {
    "+": ChangeKind.INSERTION,
    "-": ChangeKind.DELETION,
    "~": ChangeKind.SUBSTITUTION,
    ">": ChangeKind.TRANSPOSITION,
}


_BLOCKS = {
    "SECR": BlockKind.HEADING,
    "Augu": BlockKind.DATELINE,
    "Dear": BlockKind.SALUTATION,
    "Item": BlockKind.ITEM,
    "Tabl": BlockKind.TABLE,
    "Sinc": BlockKind.CLOSER,
    "Rich": BlockKind.SIGNATURE,
    "Pres": BlockKind.SIGNATURE,
}


@pytest.fixture(scope="session")
def edited_letter() -> Apparatus:
    """A letter with insertions by two, a passage over two paragraphs, a move, candidates, and hostile characters."""
    return build(EDITED)


@pytest.fixture(scope="session")
def build_apparatus() -> Callable[[str], Apparatus]:
    """The function that makes an apparatus of marked-up words."""
    return build


def build(marked: str) -> Apparatus:
    base, revised, found = _read(marked)
    changes = _changes(found, base)
    base_version, layers, final = _versions(base, revised)
    note_end = max(revised.find("touch.") + 6, 0)
    notes = (
        Note("w1fn1", "w1", "1", "The President & <the rest> revised nothing.", AnchorPlace.HEADING),
        Note("w1fn5", "w1", "5", "Kissinger inserted this sentence.\x1b[31m", AnchorPlace.TEXT, "final", note_end),
        Note("w1fn6", "w1", "6", "Haig added the rest.", AnchorPlace.TEXT, "final", len(revised.split("\n\n")[0])),
    )
    return Apparatus(
        work=Work(
            "w1",
            "Letter “to” {Brezhnev} & <co> 50%",
            "FRUS, volume XIII, document 309",
            "1971-08-05",
            "https://x.org/a b",
        ),
        witnesses=(
            Witness("w1#F", "w1", "F", "The printed text", "FRUS", True, "0" * 64),
            Witness("w1#D", "w1", "D", "The draft, not seen", "note 3", False, attested_by="forwarded a draft"),
        ),
        versions=(base_version, *layers, final),
        base=base_version,
        revised=final,
        notes=notes,
        claims=tuple(_claim(key) for key in "KH"),
        assessments=(Assessment("K", Status.UNVERIFIED, "Only a reconstruction exists."),),
        comparison=Comparison("draft", "final", tuple(changes[:]), "test 1.0"),
        attributions=tuple(
            _attribution(change, who) for change, who in zip(changes, [f[1] for f in found], strict=True)
        ),
        people=(
            Person(HENRY, "Kissinger", "Assistant to the President"),
            Person(ALEXANDER, "Haig"),
            Person("the NSC Staff", "NSC", kind=PersonKind.OFFICE),
            Person("an unidentified hand", "hand", kind=PersonKind.HAND),
        ),
        caveats=("The draft is reconstructed; what no note mentions stays in it.", "The order is open."),
    )


def _read(marked: str) -> tuple[str, str, list[tuple[str, str, list[Edit]]]]:
    """Base text, revised text, and what was changed: (sign, who, edits)."""
    base = revised = ""
    found: list[tuple[str, str, list[Edit]]] = []
    at = 0
    for match in _MARK.finditer(marked):
        kept = marked[at : match.start()]
        base, revised, at = base + kept, revised + kept, match.end()
        sign, who, words = match.groups()
        old, _, new = words.partition("|")
        old, new = {"+": ("", words), "-": (words, ""), "<": ("", words), ">": (words, "")}.get(sign, (old, new))
        edit = Edit(Span(len(base), len(base) + len(old)), Span(len(revised), len(revised) + len(new)), new)
        base, revised = base + old, revised + new
        if sign == "<":
            next(edits for kind, _, edits in found if kind == ">").append(edit)
        else:
            found.append((sign, who, [edit]))
    return base + marked[at:], revised + marked[at:], found


def _changes(found: list[tuple[str, str, list[Edit]]], base: str) -> list[Change]:
    changes = []
    for number, (sign, _, edits) in enumerate(found, 1):
        after = next((Reading(e.revised, e.text) for e in edits if e.text), None)
        before = next((Reading(e.base, e.base.of(base)) for e in edits if len(e.base)), None)
        changes.append(Change(f"c{number}", _KINDS[sign], before, after, tuple(edits)))
    return changes


def _versions(base: str, revised: str) -> tuple[Version, tuple[Version, ...], Version]:
    hyphen = revised.find("unilateral") + 3
    milestones = (
        Milestone(revised.find("We agree") if "We agree" in revised else 0, MilestoneKind.PAGE, "917", "[Page 917]"),
        Milestone(len(revised) // 2, MilestoneKind.PAGE, "918", "[Page 918]"),
        *([Milestone(hyphen, MilestoneKind.LINE_END_HYPHEN, "", "-")] if hyphen > 3 else []),
    )
    draft = Version(
        "draft", "w1", "the draft", base, Standing.RECONSTRUCTED, _blocks(base), witness="w1#D", method="less"
    )
    layers = tuple(
        Version(
            key, "w1", f"layer {key}", base, Standing.RECONSTRUCTED, authors=(name,), parents=("draft",), method="m"
        )
        for key, name in (("K", HENRY), ("H", ALEXANDER))
    )
    final = Version(
        "final", "w1", "final", revised, Standing.EXTANT, _blocks(revised), milestones,
        date="1971-08-05", parents=("K", "H"), witness="w1#F",
    )  # fmt: skip
    return draft, layers, final


def _blocks(text: str) -> tuple[Block, ...]:
    blocks, number = [], 0
    for match in re.finditer(r"\S(?:.*?\S)??(?=\n\n|\s*\Z)", text, re.DOTALL):
        found = _BLOCKS.get(match.group()[:4], BlockKind.PARAGRAPH)
        number += found is BlockKind.PARAGRAPH
        blocks.append(Block(found, Span(*match.span()), number if found is BlockKind.PARAGRAPH else None))
    return tuple(blocks)


def _claim(key: str) -> Claim:
    name, note = {"K": (HENRY, "w1fn5"), "H": (ALEXANDER, "w1fn6")}[key]
    quote = "inserted this sentence" if key == "K" else "added the rest"
    return Claim(key, "w1", (name,), Act.INSERT, Scope.SENTENCE, Certainty.HIGH, quote, "FRUS", note, said=Span(0, 4))


def _attribution(change: Change, who: str) -> Attribution:
    names = {"K": (HENRY,), "H": (ALEXANDER,), "KH": (HENRY, ALEXANDER)}.get(who, ())
    evidence = tuple(Evidence(key, f"quote {key}", "FRUS", {"K": "5", "H": "6"}[key]) for key in who if key in "KH")
    return Attribution(
        change,
        names,
        (HENRY, ALEXANDER) if who == "?" else (),
        Basis.STATED if names else Basis.INFERRED if who == "?" else Basis.NONE,
        Certainty.HIGH if names else Certainty.UNKNOWN,
        f"because {who or 'nobody says'}",
        evidence,
        start=Certainty.MEDIUM if who == "H" else Certainty.HIGH,
        layer=who if who in {"K", "H"} else None,
    )
