"""What sources say of the making of a text: notes, marks, persons, and the claims read from them."""

from dataclasses import dataclass, replace
from enum import StrEnum

from provenance.model.spans import Span

THE_SOURCE = "the source"
"""Who asserts a claim that is read from a recorded change, where the source names no editor for it."""


class Certainty(StrEnum):
    """How sure (the four values of TEI `@cert`)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNKNOWN = "unknown"


class PersonKind(StrEnum):
    """Whether a reviser is a person, an office or body, or a hand that nobody has named."""

    PERSON = "person"
    OFFICE = "office"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may have put words into a text (PROV Agent). `name` is canonical and full, `short` for tables.

    `aliases` are the other forms met in sources ("Smith", "General Smith", "#p_SJ1").
    """

    name: str
    short: str
    role: str | None = None
    kind: PersonKind = PersonKind.PERSON
    aliases: tuple[str, ...] = ()


class AnchorPlace(StrEnum):
    """Where a note's marker hangs."""

    TEXT = "text"
    HEADING = "heading"
    NONE = "none"


COMMENT = "comment"
"""The kind of a note that is a remark in the margin of a file."""


@dataclass(frozen=True, slots=True)
class Note:
    """An editor's note, and where its marker hangs: `at` is a place in the text of version `version`.

    `at` is None unless `place` is `text`. `id` is unique in its work ("d309fn5", or the number in web text);
    `number` is as printed. `kind` is TEI's `@type` or "footnote"; a "comment" is a remark in the margin of a file, by
    `author` on `date`, and never an editor's testimony. `mentions` are stretches of the note that
    the source itself ties to a person: (place, canonical name), as TEI `persName/@corresp` does.
    """

    id: str
    work: str
    number: str | None
    text: str
    place: AnchorPlace
    version: str | None = None
    at: int | None = None
    kind: str = "footnote"
    mentions: tuple[tuple[Span, str], ...] = ()
    author: str | None = None
    date: str | None = None

    def __post_init__(self) -> None:
        if (self.at is not None) != (self.place is AnchorPlace.TEXT):
            raise ValueError(f"note {self.id}: a note hung in the text, and no other, has a place there")


class Act(StrEnum):
    """What a claim says was done. The first six change or make text; the last three do not."""

    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"
    MOVE = "move"
    DRAFT = "draft"
    REVISE = "revise"
    UNDERLINE = "underline"
    COMMENT = "comment"
    APPROVE = "approve"


class Scope(StrEnum):
    """How much of the text a claim speaks of."""

    PHRASE = "phrase"
    CLAUSE = "clause"
    SENTENCE = "sentence"
    SENTENCES = "sentences"
    PART_OF_PARAGRAPH = "part-of-paragraph"
    PARAGRAPH = "paragraph"
    PARAGRAPHS = "paragraphs"
    DOCUMENT = "document"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Target:
    """The words that a claim is about: a place in version `version`, and how sure its two edges are."""

    version: str
    span: Span
    start: Certainty = Certainty.HIGH
    end: Certainty = Certainty.HIGH


@dataclass(frozen=True, slots=True)
class Mark:
    """A change that the source itself records (TEI `add`/`del` with `@hand`; Word `w:ins`/`w:del`).

    `span` is the place in version `version` where the words stand, or stood; `date` as recorded, or None. The marks
    of a step are exact to the letter: the parent's text without what its marks take out is the child's text without
    what its marks put in, as far as the source records every change. `made_in` is the version that the change
    produced (the child of the step); None where only one version can be meant. A move stands where the words went;
    `origin` is where they came from. Words that were put in and struck again before any version holds them have two
    marks with an empty span, one for each act, at the place where they stood. `certainty` is of the reviser (TEI
    `@cert`); `interpreter` is the editor who reads the hand (TEI `@resp`), never the reviser.
    """

    id: str
    work: str
    version: str
    act: Act
    span: Span
    text: str
    revisers: tuple[str, ...]
    date: str | None = None
    comment: str | None = None
    made_in: str | None = None
    origin: Target | None = None
    certainty: Certainty = Certainty.HIGH
    interpreter: str | None = None


class Reading(StrEnum):
    """How sure the program is that it reads the note right: only what is `sure` names anybody in an answer."""

    SURE = "sure"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class SetAside:
    """That somebody set a claim aside, why and when: it is shown with these words and counts no more."""

    by: str
    reason: str
    at: str


EDITORS = "the editors"
"""Who speaks in a note, unless a historian reads it in his own name."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody says that `revisers` did something to certain words (testimony).

    `revisers` are canonical names, several = jointly, none = the source names nobody. `candidates` are those of whom
    the source says that one of them did it, and not which ("X or Y", "he" after two persons): then there are no
    revisers. `hand` is what the source calls a hand that nobody has named ("an unidentified hand"). `said` is the
    place in the note's text that says it, `quote` the words there, `rule` the name of the rule that read it. `target`
    is None where the words are not printed, cannot be found, or fit several `places`. `printed` tells whether
    the printed text shows the state after the change (True), before it (False), or that is not known (None).
    `certainty` is of the person; `hedge` the word that lowered it. `actual` is False for what was only suggested,
    requested, or made on another copy or document: it is kept and never weighed as a change of this text.
    `caveats` are sentences of the note that limit what can be concluded from it. `asserted_by` says who
    speaks: "the editors", or the historian who added the claim; `source` is the citation. A claim whose `reading` is
    only possible, or that is `set_aside`, is shown and never weighed.
    """

    id: str
    work: str
    revisers: tuple[str, ...]
    act: Act
    scope: Scope
    certainty: Certainty
    quote: str
    source: str
    note: str | None = None
    mark: str | None = None
    said: Span | None = None
    rule: str = ""
    target: Target | None = None
    places: tuple[Target, ...] = ()
    earlier_reading: str | None = None
    later_reading: str | None = None
    printed: bool | None = None
    hedge: str | None = None
    actual: bool = True
    caveats: tuple[str, ...] = ()
    asserted_by: str = EDITORS
    reason: str = ""
    date: str | None = None
    reading: Reading = Reading.SURE
    set_aside: SetAside | None = None
    doing: str = ""
    doubt: str = ""
    candidates: tuple[str, ...] = ()
    hand: str | None = None

    def __post_init__(self) -> None:
        if self.revisers and self.candidates:
            raise ValueError("a claim names revisers or candidates, not both")

    @property
    def persons(self) -> tuple[str, ...]:
        """Everybody whom it names: those who did it, or those of whom one did."""
        return self.revisers or self.candidates

    @property
    def named(self) -> str:
        """The same in a sentence: "X and Y" did it together, "X or Y": one of them did; "" for nobody."""
        return " and ".join(self.revisers) or " or ".join(self.candidates)

    def made_by(self, *tellers: "Claim") -> "Claim":
        """The claim as made by those whom the first of these that names any names; else by those of whom one did it."""
        named = next((one for one in tellers if one.revisers), None)
        teller = named or next((one for one in tellers if one.candidates), tellers[0])
        return replace(self, revisers=teller.revisers, candidates=teller.candidates, certainty=teller.certainty)

    @property
    def changes_text(self) -> bool:
        """True if the act claimed alters or makes words (not an underlining, comment or approval)."""
        return self.act not in {Act.UNDERLINE, Act.COMMENT, Act.APPROVE}

    @property
    def is_weighed(self) -> bool:
        """True if it counts: a sure reading of what was done to this text, and nobody has set it aside."""
        return self.actual and self.reading is Reading.SURE and self.set_aside is None

    @property
    def drafts_whole(self) -> bool:
        """True if it says who wrote the whole text, and not a part of it, be that part found or not."""
        is_whole = self.scope in {Scope.DOCUMENT, Scope.PHRASE, Scope.UNKNOWN}
        return self.act is Act.DRAFT and self.target is None and is_whole

    @property
    def is_general(self) -> bool:
        """True if it speaks of the whole text: X revised it, which change is not said."""
        return self.act is Act.REVISE and self.scope is Scope.DOCUMENT and self.target is None
