"""What a historian brings to a library is kept whole, or not at all."""

from dataclasses import replace

import pytest

from provenance.attribution.added_claim import Assertion
from provenance.attribution.received_version import Deposit
from provenance.errors import AlreadyDecided, NotFound, UnreadableInput
from provenance.model.receipts import Received, ReceivedWork
from provenance.model.testimony import Act, Claim, Reading, SetAside
from provenance.model.versions import Standing, Version, Work
from provenance.store import contributions
from provenance.store.library import Library

SAID = Assertion(("Dora Dunn",), Act.INSERT, "Memoirs, p. 5", "a reader", words="We shall meet in Vienna.")


def test_a_claim_comes_with_the_person_it_names_and_the_draft_it_tells_of(filled: Library) -> None:
    claim = contributions.add_claim(filled, None, SAID)
    assert claim.id == "letter/c1", "counted among the claims that a historian made"
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


ASIDE = SetAside("D. Editor", "a slip of memory", "2026-01-01")


def test_a_claim_that_is_set_aside_stays_on_record_and_gives_its_words_back(filled: Library) -> None:
    claim = contributions.add_claim(filled, None, SAID)
    before = filled.dossier("letter")
    contributions.withdraw_claim(filled, None, claim.id, ASIDE)
    assert "We shall meet in Vienna." in filled.version("letter", "reconstructed-draft").text
    assert filled.claims("letter")[-1] == replace(claim, set_aside=ASIDE)
    with pytest.raises(AlreadyDecided, match=r"set aside already, by D\. Editor on 2026-01-01"):
        contributions.withdraw_claim(filled, None, "c1", ASIDE)
    assert contributions.restore_claim(filled, None, "c1") == claim
    assert filled.dossier("letter") == before
    with pytest.raises(AlreadyDecided, match="is not set aside"):
        contributions.restore_claim(filled, None, "c1")
    with pytest.raises(NotFound):
        contributions.withdraw_claim(filled, None, "letter!9", ASIDE)


def test_a_possible_reading_is_confirmed_in_a_name_or_rejected(filled: Library, claims: tuple[Claim, ...]) -> None:
    possible = replace(claims[0], id="letter:3", reading=Reading.POSSIBLE)
    filled.save_claims([possible])
    assert not possible.is_weighed
    confirmed = contributions.confirm_claim(filled, None, "letter:3", "D. Editor")
    assert (confirmed.is_weighed, confirmed.asserted_by) == (True, "D. Editor")
    with pytest.raises(AlreadyDecided, match=r"in the name of D\. Editor"):
        contributions.reject_claim(filled, None, "letter:3", ASIDE)
    filled.save_claims([replace(possible, id="letter:4")])
    assert contributions.reject_claim(filled, None, "letter:4", ASIDE).set_aside == ASIDE


def test_a_version_comes_with_its_author(filled: Library) -> None:
    text = Version("t", "t", "final", "We meet.", Standing.EXTANT)
    received = Received("t.txt", "11" * 32, (ReceivedWork(Work("t", "t", "t"), (), (text,)),))
    made = contributions.add_version(filled, "a letter", Deposit(("Dora Dunn",), "draft-2", "1971"), received).version
    assert filled.version("letter", "draft-2") == made
    assert "Dora Dunn" in {person.name for person in filled.people()}
    with pytest.raises(UnreadableInput, match="already"):
        contributions.add_version(filled, "a letter", Deposit((), "draft-2"), replace(received, sha256="22" * 32))


def test_the_last_version_is_the_one_that_is_surely_later(library: Library) -> None:
    """Of copies of one text the one that came last is the final one, where days are known; else the first stays it."""
    base = Version("t@base", "t", "base", "We meet.", Standing.EXTANT, date="1900-01-01")
    library.save_received(Received("t.txt", "11" * 32, (ReceivedWork(Work("t", "t", "t"), (), (base,)),)))
    for n, (label, day) in enumerate((("B", "1900-01-02"), ("C", "1900-01-03"), ("D", None), ("E", "1900-01")), 2):
        text = replace(base, id="x", text=f"We meet {label}.", date=None)
        received = Received(f"{label}.txt", f"{n}{n}" * 32, (ReceivedWork(Work("x", "x", "x"), (), (text,)),))
        contributions.add_version(library, "t", Deposit((), label, day, ("base",)), received)
    assert [version.label for version in library.versions("t")] == ["base", "B", "D", "E", "C"]
