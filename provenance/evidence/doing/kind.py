"""The kinds of doing, and what is judged of a clause."""

from dataclasses import dataclass
from enum import StrEnum


class Doing(StrEnum):
    """What kind of doing a clause tells of."""

    TEXT = "change of this text"
    BESIDE = "remark beside the text"
    WHOLE = "drafting of the whole"
    DECISION = "approval or decision"
    OTHER_PAPER = "another paper"
    PROPOSED = "proposed, not done"
    EDITORS = "the modern editors’ own work"
    NO_WRITING = "no writing"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The kind of doing, and what makes it doubtful that it is one: "" where nothing does."""

    doing: Doing
    doubt: str = ""
