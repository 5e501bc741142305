"""Whatever is done to a library in whatever order, it holds what a plain table would, and undo brings back the letter.

A machine draws acts at random: works and versions come in, claims are made, set aside and brought back, titles and
labels are mended, persons turn out to be the same, works are removed, entries undone, the library is closed and opened,
and a program is killed in the middle of a write. Beside the library stands a table that knows nothing of databases.
"""

import copy
import os
import shutil
import signal
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from provenance.attribution.added_claim import Assertion
from provenance.attribution.received_version import Deposit
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.testimony import Act, SetAside
from provenance.model.versions import Standing, Version, Work
from provenance.store import contributions, mending
from provenance.store import library as writing
from provenance.store.library import Library, open_library
from provenance.store.mending import PersonEdit, VersionEdit, WorkEdit
from provenance.store.undoing import undo
from provenance.store.verify import verify
from provenance.text.blocks import split_blocks

WORDS = st.lists(
    st.sampled_from(["we", "agree", "that", "é", "漢字", "the", "𝒯ask", "is", "long.", "=a\x1b"]),
    min_size=1,
    max_size=9,
)
NAMES = st.sampled_from(["Ann Brown", "Joe Clark", "Ann B.", "José Ñ"])
CHOICE = st.integers(0, 99)


@dataclass
class Held:
    """A work as the table knows it: its title, its texts by label, its claims by id with whether they are set aside."""

    title: str
    texts: dict[str, str]
    claims: dict[str, bool] = field(default_factory=dict)


def answers(library: Library) -> object:
    """Everything that a library answers."""
    return (
        library.holdings(),
        library.people(),
        [library.dossier(work.id) for work in library.works()],
        library.search("agree"),
        library.search("task OR long"),
    )


def received(name: str, text: str) -> Received:
    """A file with one text."""
    version = Version(f"{name}@{name}", name, name, text, Standing.EXTANT, split_blocks(text))
    return Received(f"{name}.txt", version.sha256, (ReceivedWork(Work(name, name, f"{name}.txt"), (), (version,)),))


class Machine(RuleBasedStateMachine):
    """The acts, each done to the library and to the table."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.mkdtemp()
        self.place = str(shutil.copy(self.template, Path(self.folder) / "library.db"))
        self.library = open_library(self.place, "A. Scholar")
        self.works: dict[str, Held] = {}
        self.before: list[tuple[dict[str, Held], object]] = []
        self.count = 0

    def teardown(self) -> None:
        assert verify(self.library).faults == ()
        self.library.close()
        shutil.rmtree(self.folder)

    def act(self) -> None:
        """Remember how everything stands, since an act is to be done that can be taken back."""
        self.before.append((copy.deepcopy(self.works), answers(self.library)))

    def next_name(self) -> str:
        self.count += 1
        return f"n{self.count}"

    def some(self, choice: int) -> str:
        return sorted(self.works)[choice % len(self.works)]

    @rule(words=WORDS)
    def ingest(self, words: list[str]) -> None:
        name = self.next_name()
        text = f"{' '.join(words)} {name}."
        self.act()
        self.library.save_received(received(name, text))
        self.works[name] = Held(name, {name: text})

    @precondition(lambda self: self.works)
    @rule(choice=CHOICE, words=WORDS, by=NAMES)
    def add(self, choice: int, words: list[str], by: str) -> None:
        work, label = self.some(choice), self.next_name()
        text = f"{' '.join(words)} {label}."
        self.act()
        contributions.add_version(self.library, work, Deposit((by,), label), received(label, text))
        self.works[work].texts[label] = text

    @precondition(lambda self: self.works)
    @rule(choice=CHOICE, by=NAMES)
    def claim(self, choice: int, by: str) -> None:
        work = self.some(choice)
        self.act()
        made = contributions.add_claim(
            self.library, work, Assertion((by,), Act.INSERT, "Memoir", "A. Scholar", sentence="1.1")
        )
        self.works[work].claims[made.id] = False

    @precondition(lambda self: any(held.claims for held in self.works.values()))
    @rule(choice=CHOICE)
    def set_aside_or_bring_back(self, choice: int) -> None:
        claims = sorted((work, id) for work, held in self.works.items() for id in held.claims)
        work, id = claims[choice % len(claims)]
        self.act()
        if self.works[work].claims[id]:
            contributions.restore_claim(self.library, work, id)
        else:
            contributions.withdraw_claim(self.library, work, id, SetAside("A. Scholar", "a slip", "2026-01-01"))
        self.works[work].claims[id] = not self.works[work].claims[id]

    @precondition(lambda self: self.works)
    @rule(choice=CHOICE, words=WORDS)
    def retitle(self, choice: int, words: list[str]) -> None:
        work, title = self.some(choice), f"{' '.join(words)} {self.next_name()}"
        self.act()
        mending.edit_work(self.library, work, WorkEdit(title))
        self.works[work].title = title

    @precondition(lambda self: self.works)
    @rule(choice=CHOICE)
    def relabel(self, choice: int) -> None:
        work, label = self.some(choice), self.next_name()
        texts = self.works[work].texts
        old = sorted(texts)[choice % len(texts)]
        self.act()
        mending.edit_version(self.library, work, old, VersionEdit(label))
        texts[label] = texts.pop(old)

    @precondition(lambda self: len({person.name for person in self.library.people()}) > 1)
    @rule(choice=CHOICE)
    def merge(self, choice: int) -> None:
        names = sorted(person.name for person in self.library.people())
        self.act()
        mending.edit_person(
            self.library, names[choice % len(names)], PersonEdit(same_as=names[choice % len(names) - 1])
        )

    @precondition(lambda self: self.works)
    @rule(choice=CHOICE)
    def remove(self, choice: int) -> None:
        work = self.some(choice)
        self.act()
        mending.remove_work(self.library, work)
        del self.works[work]

    @precondition(lambda self: self.before)
    @rule()
    def undo(self) -> None:
        self.works, expected = self.before.pop()
        undo(self.library, None)
        assert answers(self.library) == expected

    @rule()
    def close_and_open(self) -> None:
        self.library.close()
        self.library = open_library(self.place, "A. Scholar")

    @rule(words=WORDS)
    def be_killed_in_the_middle_of_a_write(self, words: list[str]) -> None:
        expected = answers(self.library)
        self.library.close()
        killed(lambda: self.die_while_writing(" ".join(words)))
        self.library = open_library(self.place, "A. Scholar")
        assert answers(self.library) == expected

    def die_while_writing(self, text: str) -> None:
        writing.write_entry = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]
        with open_library(self.place) as library:
            library.save_received(received("killed", text * 500))

    @invariant()
    def the_library_holds_what_the_table_holds(self) -> None:
        held = {}
        for holding in self.library.holdings():
            dossier = self.library.dossier(holding.work.id)
            texts = {v.label: v.text for v in dossier.versions if v.standing is Standing.EXTANT}
            claims = {claim.id: claim.set_aside is not None for claim in dossier.claims}
            held[holding.work.id] = Held(holding.work.title, texts, claims)
        assert held == self.works


def killed(act: Callable[[], None]) -> None:
    """Do it in a process of its own, which dies of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            act()
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL


def test_whatever_is_done_is_kept_and_can_be_taken_back(empty_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Machine, "template", empty_file, raising=False)
    everything = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    quick = settings(max_examples=3, stateful_step_count=16, deadline=None, suppress_health_check=everything)
    run_state_machine_as_test(Machine, settings=quick)
