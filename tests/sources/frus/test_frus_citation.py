"""Ids become citations as far as they tell, and nothing is invented."""

import pytest

from provenance.sources.frus.frus_citation import parse_frus_id


@pytest.mark.parametrize(
    ("name", "citation"),
    [
        ("frus1969-76v13-d309", "1969–1976, volume XIII, document 309"),
        ("frus1872p2v2-d206", "1872, part 2, volume II, document 206"),
        ("frus1919Parisv11", "1919, Paris, volume XI"),
        ("frus1917Supp02v02", "1917, Supplement 2, volume II"),
        ("frus1969-76ve05p1", "1969–1976, volume E–5, part 1"),
        ("frus1943CairoTehran", "1943, Cairo Tehran"),
    ],
)
def test_an_id_is_cited_by_years_part_volume_and_document(name: str, citation: str) -> None:
    frus_id = parse_frus_id(name)
    assert frus_id is not None
    assert frus_id.citation == f"Foreign Relations of the United States, {citation}"


@pytest.mark.parametrize("name", ["letter", "frus", "frus-letter", "frus1969-76v13-draft", "myfrus1969"])
def test_other_names_are_no_ids(name: str) -> None:
    assert parse_frus_id(name) is None


def test_the_link_leads_to_the_published_document() -> None:
    frus_id = parse_frus_id("frus1969-76v13-d309")
    assert frus_id is not None
    assert frus_id.url == "https://history.state.gov/historicaldocuments/frus1969-76v13/d309"
