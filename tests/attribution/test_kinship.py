"""A work's versions are the same kin whether their words were traced before or not."""

from dataclasses import replace
from itertools import product

from provenance.attribution.course import course_of_versions
from provenance.attribution.kinship import Kinship
from provenance.model.attributions import Dossier, empty_dossier
from provenance.model.versions import Standing, Version


def dossier_of(*versions: Version) -> Dossier:
    """A work of these versions, and nothing said of them."""

    return replace(empty_dossier("w"), versions=versions)


def version(id: str, *parents: str) -> Version:
    return Version(id, "w", id, f"The text of {id}.", Standing.EXTANT, (), parents=parents, authors=("Weber",))


def test_a_traced_work_and_one_that_is_not_have_the_same_steps() -> None:
    versions = version("a"), version("b", "a"), version("c", "b"), version("d", "b")
    dossier = dossier_of(*versions)
    plain, traced = Kinship(dossier, None), Kinship(dossier, course_of_versions(versions))
    for base, revised in product(versions, versions):
        assert plain.goes_back(base, revised) is traced.goes_back(base, revised)
        assert list(plain.other_steps(base, revised)) == list(traced.other_steps(base, revised))
        if base.id in revised.parents:
            assert plain.is_step(base, revised)
            assert traced.is_step(base, revised)
            assert plain.record(base, revised) == traced.record(base, revised)
    a, _, c, d = versions
    assert list(plain.other_steps(a, c)) == [("a", "b"), ("b", "c")]
    assert not plain.is_step(a, c)
    assert plain.goes_back(c, a)
    assert not plain.goes_back(c, d)
