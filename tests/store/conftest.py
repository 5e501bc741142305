"""A small library to test with: one letter, its draft, a note, two claims, and what follows from them."""

from collections.abc import Callable, Iterator

import pytest

from provenance.model.receipts import Received, ReceivedWork
from provenance.model.spans import Block, BlockKind, Milestone, MilestoneKind, Span
from provenance.model.testimony import Act, AnchorPlace, Certainty, Claim, Note, Person, Scope, Target
from provenance.model.versions import Standing, Version, Witness, Work
from provenance.store.library import Library, create_library

DRAFT = "Dear Sir,\n\nWe shall meet in Vienna."
FINAL = "Dear Sir,\n\nWe shall meet in Vienna. The café will be open."


@pytest.fixture
def letter() -> Received:
    """One file with one letter: the printed text and its reconstructed draft."""
    work = Work("letter", "A letter", "A volume, document 1", "1971-08-05")
    printed = Witness("letter#P", "letter", "P", "the printed letter", work.source, True, sha256="ab" * 32)
    lost = Witness("letter#D", "letter", "D", "the draft", work.source, False, attested_by="drafted by Brown")
    blocks = Block(BlockKind.SALUTATION, Span(0, 9)), Block(BlockKind.PARAGRAPH, Span(11, len(FINAL)), 1)
    draft = Version(
        "letter@draft",
        "letter",
        "draft",
        DRAFT,
        Standing.RECONSTRUCTED,
        authors=("Ann Brown",),
        date="--08-03",
        witness=lost.id,
        method="the printed text less what note 1 says was inserted",
    )
    final = Version(
        "letter@printed",
        "letter",
        "printed",
        FINAL,
        Standing.EXTANT,
        blocks,
        (Milestone(20, MilestoneKind.PAGE, "917", "[Page 917]"),),
        parents=(draft.id,),
        witness=printed.id,
    )
    note = Note(
        "1", "letter", "1", "Clark inserted this sentence.", AnchorPlace.TEXT, final.id, len(FINAL),
        mentions=((Span(0, 5), "Joe Clark"),),
    )  # fmt: skip
    people = Person("Joe Clark", "Clark", "adviser", aliases=("Clark", "Mr. Clark")), Person("Ann Brown", "Brown")
    one = ReceivedWork(work, (printed, lost), (draft, final), (note,))
    return Received("letter.txt", "cd" * 32, (one,), people, ("the page 918 is missing",))


@pytest.fixture
def claims() -> tuple[Claim, ...]:
    """What note 1 says, and what somebody says of the whole."""
    said = "Clark inserted this sentence"
    target = Target("letter@printed", Span(len(DRAFT) + 1, len(FINAL)), end=Certainty.MEDIUM)
    return (
        Claim(
            "letter:1", "letter", ("Joe Clark",), Act.INSERT, Scope.SENTENCE, Certainty.HIGH, said, "note 1",
            note="1", said=Span(0, len(said)), rule="inserted-this", target=target, printed=True,
        ),
        Claim("letter:2", "letter", (), Act.REVISE, Scope.DOCUMENT, Certainty.UNKNOWN, "revised", "a memoir",
              caveats=("Others may have helped.",)),
    )  # fmt: skip


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, lend: Callable[[str], str]) -> str:
    """Where an empty library is, of either kind."""
    return lend(request.param)


@pytest.fixture
def library(place: str) -> Iterator[Library]:
    """A library with nothing in it."""
    with create_library(place) as empty:
        yield empty


@pytest.fixture
def filled(library: Library, letter: Received, claims: tuple[Claim, ...]) -> Library:
    """A library that holds the letter and the claims on it."""
    library.save_received(letter, claims)
    return library
