"""Short texts, and claims on their words, for the tests of attribution. Ann and Bob revise; nobody is real."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from provenance.attribution.attribute import attribute
from provenance.diff.compare import compare
from provenance.model.attributions import Apparatus, Dossier
from provenance.model.spans import Span
from provenance.model.testimony import Act, Certainty, Claim, Person, Scope, Target
from provenance.model.versions import Standing, Version, Work
from provenance.text.blocks import split_blocks

PEOPLE = (
    Person("Ann Able", "Able", aliases=("Miss Able",)),
    Person("Bob Baker", "Baker"),
    Person("Cy Cook", "Cook"),
)


def make_version(text: str, name: str = "final", **more: Any) -> Version:
    """A version on paper, or a reconstructed one where `method` is given."""
    standing = Standing.RECONSTRUCTED if "method" in more else Standing.EXTANT
    return Version(name, "w", name, text, standing, more.pop("blocks", split_blocks(text)), **more)


def make_claim(
    by: str = "Ann Able", act: str = "insert", words: str | None = None, text: str = "", on: str = "final", **more: Any
) -> Claim:
    """A claim of note n1; `words` of `text` in version `on` are its target, `by` joins its revisers with `and`."""
    revisers = tuple(name for name in by.split(" and ") if name)
    if words is not None:
        assert text.count(words) == 1, words
        place = Span(text.index(words), text.index(words) + len(words))
        edges = {edge: more.pop(edge, Certainty.HIGH) for edge in ("start", "end")}
        more["target"] = Target(on, place, **edges)
    fixed = {
        "scope": Scope.PHRASE,
        "certainty": Certainty.HIGH,
        "quote": f"{by} did {act}",
        "source": "S",
        "note": "n1",
    }
    return Claim(**{"id": "k1", "work": "w", "revisers": revisers, "act": Act(act), **fixed, **more})


def make_dossier(*versions: Version, claims: tuple[Claim, ...] = (), **more: Any) -> Dossier:
    """All that is known of work w."""
    fixed: dict[str, Any] = {"witnesses": (), "notes": (), "people": PEOPLE}
    return Dossier(work=Work("w", "Letter", "S"), versions=versions, claims=claims, **{**fixed, **more})


@pytest.fixture(scope="session")
def version() -> Callable[..., Version]:
    """The function that makes a version of a text."""
    return make_version


@pytest.fixture(scope="session")
def claim() -> Callable[..., Claim]:
    """The function that makes a claim on words of a text."""
    return make_claim


@pytest.fixture(scope="session")
def dossier() -> Callable[..., Dossier]:
    """The function that makes a dossier of versions and claims."""
    return make_dossier


@pytest.fixture(scope="session")
def attributed() -> Callable[..., Apparatus]:
    """The function that compares two texts, `draft` and `final`, and weighs claims; names say which text is which."""

    def attributed(base: str, revised: str, *claims: Claim, **more: Any) -> Apparatus:
        draft, final = (make_version(text, name) for text, name in ((base, "draft"), (revised, "final")))
        sides = replace(draft, **more.pop("draft", {})), replace(final, **more.pop("final", {}))
        return attribute(make_dossier(*sides, claims=claims, **more), *sides, compare)

    return attributed
