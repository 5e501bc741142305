"""Hands that point at each other: in a circle, by very many ways, or at a person behind many notes."""

from lxml import etree

from provenance.sources.tei.tei_hands import Hands


def hands(*notes: str, ids: frozenset[str] | None = None) -> Hands:
    """The hands of a header with these notes, in a file with these ids."""
    header = etree.fromstring(f"<handNotes>{''.join(notes)}</handNotes>".replace(" id=", " xml:id="))
    return Hands([header], {}, ids=ids)


def test_hands_that_point_at_each_other_are_each_his_own() -> None:
    found = hands(
        '<handNote id="a" corresp="#b"><persName>Ann Black</persName></handNote>',
        '<handNote id="b" corresp="#a"><persName>Ben White</persName></handNote>',
        '<handNote id="c" corresp="#a"/>',
    )
    assert [found.names(f"#{key}") for key in "cba"] == [("Ann Black",), ("Ben White",), ("Ann Black",)]


def test_thousands_in_a_circle_are_unnamed_hands() -> None:
    found = hands(*(f'<handNote id="h{n}" corresp="#h{(n + 1) % 5_000}"/>' for n in range(5_000)))
    assert found.names("#h7") == ("hand h7",)


def test_a_person_is_found_behind_notes_that_lead_to_him_by_more_ways_than_can_be_gone() -> None:
    pairs = (f'<handNote id="{side}{n}" corresp="#a{n + 1} #b{n + 1}"/>' for n in range(60) for side in "ab")
    last = '<handNote id="a60"><persName>Ann Black</persName></handNote>'
    assert hands(*pairs, last).names("#a0") == ("Ann Black",)


def test_hands_that_point_in_vain_are_told() -> None:
    found = hands(
        '<handNote id="a" scribeRef="#gone" medium="pencil"/>',
        '<handNote id="b" corresp="#a"/>',
        '<handNote id="c" scribeRef="#c"/>',
        '<handNote id="d" corresp="#wit" scribeRef="#"/>',
        '<handNote id="e" scribeRef="https://example.org/12"/>',
        '<handNote id="f"><persName>Ann Black</persName></handNote>',
        ids=frozenset({"a", "b", "c", "wit"}),
    )
    assert not list(found.unlisted())
    found.names("#b #d #f")
    assert list(found.unlisted()) == ["hand a points to gone, which is not listed here: nobody is named for it"]
    found.names("#c #e")
    assert list(found.unlisted()) == [
        "hand a points to gone, which is not listed here; hand c points to itself; "
        "hand e points to https://example.org/12, which is not listed here: nobody is named for them"
    ]


def test_hands_that_point_to_one_who_is_not_listed_are_of_one_person() -> None:
    found = hands(
        '<handNote id="a" scribeRef="people.xml#pbs" medium="ink"/>',
        '<handNote id="b" corresp="#a"/>',
        '<handNote id="c" corresp="#wit"/>',
        ids=frozenset({"a", "b", "c", "wit"}),
    )
    assert [found.names(f"#{key}") for key in ("a", "b", "pbs", "c")] == [
        ("hand pbs, not listed here",),
        ("hand pbs, not listed here",),
        ("hand pbs, not listed here",),
        ("hand c",),
    ]
