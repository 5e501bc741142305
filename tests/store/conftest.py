"""A small library to test with: one letter, its draft, a note, two claims, and what follows from them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import MetaData, create_engine, insert, null, select

from provenance.model.receipts import Received, ReceivedWork
from provenance.model.spans import Block, BlockKind, Milestone, MilestoneKind, Span
from provenance.model.testimony import Act, AnchorPlace, Certainty, Claim, Note, Person, Scope, Target
from provenance.model.versions import Standing, Version, Witness, Work
from provenance.resources import migrations_folder
from provenance.store import postgresql
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
def engine(request: pytest.FixtureRequest) -> str:
    """Either kind of database."""
    return str(request.param)


@pytest.fixture
def place(engine: str, lend: Callable[[str], str]) -> str:
    """Where an empty library is, of either kind."""
    return lend(engine)


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


@pytest.fixture
def as_it_was(request: pytest.FixtureRequest) -> Iterator[Callable[[str, str, str], str]]:
    """The function that puts a library of an older schema, which a file holds, on either kind of database."""
    carried: list[str] = []

    def as_it_was(kind: str, path: str, schema: str) -> str:
        if kind == "sqlite":
            return path
        server, name = request.getfixturevalue("server"), f"schema_{schema}"
        server.ask("postgres", f"CREATE DATABASE {name} TEMPLATE template0")
        carried.append(name)
        _carry(path, server.url(name), schema)
        return str(server.url(name))

    yield as_it_was
    for name in carried:
        server = request.getfixturevalue("server")
        server.let_go()
        server.ask("postgres", f"DROP DATABASE {name}")


def _carry(source: str, target: str, schema: str) -> None:
    """Every row of a library as it is put into a database with the same schema, and its passages into the index."""
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    reading, writing = create_engine(f"sqlite:///{source}"), create_engine(target)
    with reading.connect() as read, writing.begin() as write:
        config.attributes["connection"] = write
        command.upgrade(config, schema)
        here, there = MetaData(), MetaData()
        there.reflect(write, only=lambda name, _: name not in {"alembic_version", "passage_index"})
        here.reflect(read, only=list(there.tables))
        for table in there.sorted_tables:
            rows = [dict(row) for row in read.execute(select(here.tables[table.name])).mappings()]
            for row in rows:
                write.execute(insert(table).values({name: _as_kept(value) for name, value in row.items()}))
            if table.name == "passages":
                postgresql.index_passages(write, [(row["number"], row["text"]) for row in rows])
    reading.dispose()
    writing.dispose()


def _as_kept(value: Any) -> Any:
    """A value as PostgreSQL keeps it: nothing as nothing, and in words NUL as two characters."""
    if isinstance(value, str):
        return value.replace("\U0010fffe", "\U0010fffe1").replace("\0", "\U0010fffe0")
    return null() if value is None else value
