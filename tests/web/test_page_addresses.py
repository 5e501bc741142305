"""The addresses of pages: whatever a work is called, its address leads back to it."""

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from provenance.web.page_addresses import address, name_in, step

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(NAMES)
def test_a_step_leads_back_to_its_name(name: str) -> None:
    assert name_in(step(name)) == name


@given(NAMES)
def test_a_step_is_one_step(name: str) -> None:
    path = unquote(address("works", name))
    assert path.count("/") == 2
    assert path.split("/")[2] not in {"..", "."}


def test_a_plain_name_stands_as_it_is() -> None:
    assert address("works", "frus1969-76v13-d309a1", "who", "8.3") == "/works/frus1969-76v13-d309a1/who/8.3"
