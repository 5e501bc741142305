"""Claims brought into the two texts that are compared."""

from collections.abc import Callable

import pytest

from provenance.attribution.placing import Placed, place_claims
from provenance.diff.compare import compare
from provenance.model.testimony import AnchorPlace, Certainty, Claim, Note
from provenance.model.versions import Version

MakeVersion = Callable[..., Version]
MakeClaim = Callable[..., Claim]

DRAFT = "He came. He went home in May."
FINAL = "He came. It rained all day. He went home in June."


@pytest.fixture
def place(version: MakeVersion) -> Callable[..., Placed]:
    """The function that brings one claim into the draft and the final text."""

    def place(one: Claim, home: Version | None = None) -> Placed:
        texts = version(DRAFT, "draft"), version(FINAL, "final")
        [placed] = place_claims([one], [], compare(*texts), texts, [home or texts[1]], compare)
        return placed

    return place


def there(placed: Placed) -> tuple[str | None, str | None]:
    """The words of the claim in the draft, and in the final text."""
    return (
        placed.base.span.of(DRAFT) if placed.base else None,
        placed.revised.span.of(FINAL) if placed.revised else None,
    )


def test_a_claim_on_words_of_either_text_stays_where_it_is(place: Callable[..., Placed], claim: MakeClaim) -> None:
    assert there(place(claim(words="It rained all day.", text=FINAL))) == (None, "It rained all day.")
    assert there(place(claim(act="delete", words="May", text=DRAFT, on="draft"))) == ("May", None)


def test_a_claim_on_a_third_text_is_carried_to_the_revised_one(
    place: Callable[..., Placed], claim: MakeClaim, version: MakeVersion
) -> None:
    printed = version("As printed. He came. It rained all day. He went home in June.", "print")
    unsure = claim(words="It rained all day.", text=printed.text, on="print", start=Certainty.MEDIUM)
    placed = place(unsure, printed)
    assert there(placed) == (None, "It rained all day.")
    assert placed.revised is not None
    assert (placed.revised.version, placed.revised.start) == ("final", Certainty.MEDIUM)


def test_a_claim_on_words_that_only_the_base_shares_is_carried_there(
    place: Callable[..., Placed], claim: MakeClaim, version: MakeVersion
) -> None:
    printed = version("As printed. He came. He went home in May.", "print")
    assert there(place(claim(act="delete", words="May", text=printed.text, on="print"), printed)) == ("May", None)


def test_a_claim_on_words_that_stand_in_neither_text_has_no_place(
    place: Callable[..., Placed], claim: MakeClaim, version: MakeVersion
) -> None:
    printed = version("Nothing else. He came.", "print")
    assert there(place(claim(words="Nothing else.", text=printed.text, on="print"), printed)) == (None, None)
    assert there(place(claim(words="Nothing else.", text=printed.text, on="elsewhere"))) == (None, None)


def test_an_earlier_reading_is_found_among_the_words_that_went(place: Callable[..., Placed], claim: MakeClaim) -> None:
    assert there(place(claim(act="delete", earlier_reading="May"))) == ("May", None)
    assert there(place(claim(act="delete", earlier_reading="came"))) == (None, None)


def test_an_inserted_reading_is_found_among_the_words_that_came(place: Callable[..., Placed], claim: MakeClaim) -> None:
    assert there(place(claim(later_reading="it rained"))) == (None, "It rained")
    assert there(place(claim(later_reading="He"))) == (None, None)


def test_a_reading_that_fits_two_places_has_none(claim: MakeClaim, version: MakeVersion) -> None:
    texts = version("It was. It is now.", "draft"), version("It never was. It is never now.", "final")
    [placed] = place_claims([claim(later_reading="never")], [], compare(*texts), texts, [texts[1]], compare)
    assert placed.revised is None


def test_a_claim_is_called_by_its_note_or_else_by_its_source(claim: MakeClaim, version: MakeVersion) -> None:
    texts = version(DRAFT, "draft"), version(FINAL, "final")
    notes = [Note("n1", "w", "17", "…", AnchorPlace.HEADING)]
    claims = [claim(), claim(note=None, source="Able, Memoirs")]
    noted, memoir = place_claims(claims, notes, compare(*texts), texts, [texts[1]], compare)
    assert (noted.where, memoir.where) == ("note 17", "Able, Memoirs")
    assert (noted.number, memoir.number) == ("17", None)


def test_the_engine_is_asked_only_where_a_claim_was_read_against_a_third_text(
    claim: MakeClaim, version: MakeVersion
) -> None:
    asked: list[str] = []

    def counted(base: Version, revised: Version) -> object:
        asked.append(revised.id)
        return compare(base, revised)

    texts = version(DRAFT, "draft"), version(FINAL, "final")
    printed = version(FINAL + " So it was.", "print")
    there = claim(words="It rained all day.", text=printed.text, on="print")
    comparison = compare(*texts)
    place_claims([claim(words="came", text=FINAL)], [], comparison, texts, [texts[1]], counted)  # type: ignore[arg-type]
    assert asked == []
    place_claims([there, there], [], comparison, texts, [printed], counted)  # type: ignore[arg-type]
    assert asked == ["final"]
