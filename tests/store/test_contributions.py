"""What a historian brings to a library is kept whole, or not at all."""

from dataclasses import replace

import pytest

from provenance.attribution.added_claim import Assertion
from provenance.attribution.received_version import Deposit
from provenance.errors import NotFound, UnreadableInput
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.testimony import Act
from provenance.model.versions import Standing, Version, Work
from provenance.store import contributions
from provenance.store.library import Library

SAID = Assertion(("Dora Dunn",), Act.INSERT, "Memoirs, p. 5", "a reader", words="We shall meet in Vienna.")


def test_a_claim_comes_with_the_person_it_names_and_the_draft_it_tells_of(filled: Library) -> None:
    claim = contributions.add_claim(filled, None, SAID)
    assert claim.id == "letter/c2", "counted after the claim on the whole, which no note makes"
    assert filled.people()[-1].name == "Dora Dunn"
    assert "We shall meet in Vienna." not in filled.version("letter", "reconstructed-draft").text


def test_a_claim_that_cannot_be_weighed_leaves_nothing_behind(filled: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    before = filled.dossier("letter"), filled.people()

    def dies(*_: object) -> None:
        raise RuntimeError("killed")

    monkeypatch.setattr(contributions, "reconstruct_anew", dies)
    with pytest.raises(RuntimeError):
        contributions.add_claim(filled, None, SAID)
    assert (filled.dossier("letter"), filled.people()) == before


def test_a_withdrawn_claim_gives_its_words_back_to_the_draft(filled: Library) -> None:
    claim = contributions.add_claim(filled, None, SAID)
    contributions.withdraw_claim(filled, None, claim.id, "its author", "2026-01-01")
    assert "We shall meet in Vienna." in filled.version("letter", "reconstructed-draft").text
    with pytest.raises(NotFound):
        contributions.withdraw_claim(filled, None, "letter!9", "its author", "2026-01-01")


def test_a_version_comes_with_its_author(filled: Library) -> None:
    text = Version("t", "t", "final", "We meet.", Standing.EXTANT)
    received = Received("t.txt", "11" * 32, (ReceivedWork(Work("t", "t", "t"), (), (text,)),))
    made = contributions.add_version(filled, "a letter", received, Deposit(("Dora Dunn",), "draft-2", "1971"))
    assert filled.version("letter", "draft-2") == made
    assert "Dora Dunn" in {person.name for person in filled.people()}
    with pytest.raises(UnreadableInput, match="already"):
        contributions.add_version(filled, "a letter", replace(received, sha256="22" * 32), Deposit((), "draft-2"))
