"""The names by which an export's parts point at each other."""

import re
from dataclasses import replace

from provenance.model.attributions import Apparatus
from provenance.model.testimony import AnchorPlace, Note
from provenance.reports.pointers import Pointers

XML_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)


def test_names_are_valid_and_no_two_alike_whatever_the_ids(edited_letter: Apparatus) -> None:
    ids = ["1", "a b", "a-b", "a/b", "é", "", "日本", "program", "\x07"]
    notes = tuple(Note(id, "w1", None, "words", AnchorPlace.NONE) for id in ids)
    pointers = Pointers(replace(edited_letter, notes=notes))
    names = [pointers.note(id) for id in ids]
    assert len(set(names)) == len(ids)
    assert all(XML_NAME.fullmatch(name) for name in names)


def test_a_reconstruction_is_never_the_witness_that_it_stands_for(edited_letter: Apparatus) -> None:
    pointers = Pointers(edited_letter)
    lost = edited_letter.witnesses[1]
    assert edited_letter.base.witness == lost.id
    assert pointers.text(edited_letter.base) != pointers.witness(lost)


def test_two_versions_on_one_witness_are_told_apart(edited_letter: Apparatus) -> None:
    other = replace(edited_letter.revised, id="other", parents=())
    pointers = Pointers(replace(edited_letter, versions=(*edited_letter.versions, other)))
    assert pointers.text(other) != pointers.text(edited_letter.revised)


def test_a_change_is_put_in_a_layer_only_where_its_revisers_have_just_one(edited_letter: Apparatus) -> None:
    pointers = Pointers(edited_letter)
    layers = {a.change.id: pointers.layer(replace(a, layer=None)) for a in edited_letter.attributions}
    assert layers["c2"] == "version-K"
    assert layers["c4"] == "version-H"
    assert layers["c5"] is None
    assert layers["c3"] is None
