import gzip
from pathlib import Path

import pytest

from provenance.errors import UnreadableInput
from provenance.model.histories import Revision
from provenance.sources.histories.history_catalogue import read_history
from provenance.sources.histories.mediawiki_reader import read_revisions

HEAD = '<mediawiki xmlns="http://www.mediawiki.org/xml/export-{v}/" version="{v}" xml:lang="en"><siteinfo/>'
PAGE = """<page><title>{title}</title><ns>0</ns><id>1</id>
  <revision><id>10</id><timestamp>2020-01-01T00:00:00Z</timestamp>
    <contributor><username>Ann</username><id>5</id></contributor><comment>first</comment><model>wikitext</model>
    <format>text/x-wiki</format><text bytes="3" xml:space="preserve">one</text></revision>
  <revision><id>11</id><parentid>10</parentid><timestamp>2020-01-02T00:00:00Z</timestamp>
    <contributor><ip>192.0.2.7</ip></contributor><minor/>
    <text bytes="7" xml:space="preserve">one &lt;two</text></revision>
  <revision><id>12</id><timestamp>2020-01-03T00:00:00Z</timestamp>
    <contributor deleted="deleted"/><comment deleted="deleted"/><text bytes="9" deleted="deleted"/></revision>
  <revision><id>13</id><timestamp>2020-01-04T00:00:00Z</timestamp>
    <contributor><username>Bob</username></contributor><text bytes="0" /></revision>
</page>"""


def _export(path: Path, *titles: str, version: str = "0.11") -> Path:
    data = HEAD.format(v=version) + "".join(PAGE.format(title=title) for title in titles) + "</mediawiki>"
    path.write_bytes(gzip.compress(data.encode()) if path.suffix == ".gz" else data.encode())
    return path


@pytest.mark.parametrize(("name", "version"), [("p.xml", "0.10"), ("p.xml", "0.11"), ("p.xml.gz", "0.11")])
def test_a_page_with_its_revisions_is_read(tmp_path: Path, name: str, version: str) -> None:
    one, two, three, four = read_revisions(_export(tmp_path / name, "Page", version=version))
    assert (one.id, one.authors, one.date, one.comment, one.text) == (
        "10", ("Ann",), "2020-01-01T00:00:00Z", "first", "one",
    )  # fmt: skip
    assert (two.authors, two.text) == (("192.0.2.7",), "one <two")
    assert (three.authors, three.comment, three.text) == ((), None, None)
    assert (four.authors, four.text) == (("Bob",), "")


def test_one_page_of_several_is_chosen_by_its_title(tmp_path: Path) -> None:
    path = _export(tmp_path / "p.xml", "One", "Other")
    assert len(list(read_revisions(path, "Other"))) == 4
    with pytest.raises(UnreadableInput, match="several pages, such as 'One' and 'Other'"):
        list(read_revisions(path))
    with pytest.raises(UnreadableInput, match="no revision of a page called 'None'"):
        list(read_revisions(path, "None"))


@pytest.mark.parametrize("page", [None, "One"])
def test_two_pages_of_one_title_are_not_read_as_one(tmp_path: Path, page: str | None) -> None:
    with pytest.raises(UnreadableInput, match="holds two pages called 'One'"):
        list(read_revisions(_export(tmp_path / "p.xml", "One", "One"), page))


def test_a_stub_without_words_is_a_gap(tmp_path: Path) -> None:
    path = tmp_path / "p.xml"
    text = PAGE.format(title="Page").replace('xml:space="preserve">one</text>', "/>")
    path.write_text(HEAD.format(v="0.11") + text + "</mediawiki>")
    assert next(read_revisions(path)).text is None


def test_comments_and_elements_between_words_take_nothing_away(tmp_path: Path) -> None:
    path = tmp_path / "p.xml"
    path.write_text(
        "<mediawiki><page><title>P<!-- a -->age</title><revision><?b c?><id>1<!-- d -->2</id><contributor><!-- e -->"
        "<username>Ann</username><?f g?></contributor><text>one <b>and</b> <!-- h -->two</text></revision></page>"
        "</mediawiki>"
    )
    [revision] = read_revisions(path, "Page")
    assert (revision.id, revision.authors, revision.text) == ("12", ("Ann",), "one and two")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (HEAD.format(v="0.11") + PAGE.format(title="P")[:-40], "not the whole of an XML export"),
        ("<mediawiki></mediawiki>", "holds no page"),
        ("no xml", "not the whole"),
        (
            '<!DOCTYPE mediawiki [<!ENTITY a "b">]><mediawiki><page><title>&a;</title></page></mediawiki>',
            "document type",
        ),
        (
            "<mediawiki><page><title>P</title><revision><text>a</text></revision></page></mediawiki>",
            "a revision has no id",
        ),
    ],
)
def test_what_is_no_export_is_refused(tmp_path: Path, data: str, sentence: str) -> None:
    path = tmp_path / "p.xml"
    path.write_text(data)
    with pytest.raises(UnreadableInput, match=sentence):
        list(read_revisions(path))


def test_a_text_longer_than_a_parser_likes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "p.xml"
    long = "word " * 2_500_000
    path.write_text(HEAD.format(v="0.11") + PAGE.format(title="P").replace(">one<", f">{long}<") + "</mediawiki>")
    assert next(read_revisions(path)).text == long


def _told(path: Path, *revisions: str) -> tuple[list[Revision], list[str]]:
    path.write_text(f"<mediawiki><page><title>P</title>{''.join(revisions)}</page></mediawiki>")
    told: list[str] = []
    return list(read_revisions(path, tell=told.append)), told


def _made(number: int, words: str, parent: int | None = None, more: str = "") -> str:
    above = "" if parent is None else f"<parentid>{parent}</parentid>"
    return (
        f"<revision><id>{number}</id>{above}<timestamp>2020-01-{number:02}T00:00:00Z</timestamp>"
        f"<contributor><username>User {number}</username></contributor><text>{words}</text>{more}</revision>"
    )


@pytest.mark.parametrize("first", [None, 3])
def test_what_was_made_from_a_revision_that_is_not_exported_follows_a_gap(tmp_path: Path, first: int | None) -> None:
    begins = [] if first is None else [_made(first, "He", 0)]
    read, told = _told(tmp_path / "p.xml", *begins, _made(5, "He came", 4), _made(6, "He came in", 5))
    hidden, made, last = read[-3:]
    assert (hidden.id, hidden.text, made.authors, last.authors) == ("4", None, ("User 5",), ("User 6",))
    assert told == [
        f"{tmp_path / 'p.xml'}: revision 4, from which 5 was made, is not in the export; unless the library has it, "
        "who wrote what came in there is not known"
    ]


@pytest.mark.parametrize("parents", [(8, 7), (None, None)])
def test_an_export_with_its_newest_revision_first_is_refused(tmp_path: Path, parents: tuple[int | None, ...]) -> None:
    newest, older = parents
    with pytest.raises(UnreadableInput, match="revision 9 stands before the older revision 8"):
        _told(tmp_path / "p.xml", _made(9, "He came in", newest), _made(8, "He came", older))


def test_words_that_have_another_hash_than_was_exported_are_told(tmp_path: Path) -> None:
    of_nothing = "<sha1>phoiac9h4m842xq45sp7s6u21eteeq1</sha1>"
    read, told = _told(tmp_path / "p.xml", _made(1, "", 0, of_nothing), _made(2, "He came", 1, of_nothing))
    assert len(read) == 2
    assert told == [
        f"{tmp_path / 'p.xml'}: revision 2: the words have another hash than the wiki gave for them, so they were "
        "altered since"
    ]


def test_what_a_revision_holds_beside_its_words_and_that_they_are_no_wikitext_is_told(tmp_path: Path) -> None:
    slot = "<content><role>mediainfo</role><text>{}</text></content>"
    _, told = _told(tmp_path / "p.xml", _made(1, "var a;", 0, "<model>javascript</model>"), _made(2, "b", 1, slot))
    assert told == [
        f"{tmp_path / 'p.xml'}: revision 1: the wiki calls the words “javascript”, not wikitext; "
        "they are read as they stand",
        f"{tmp_path / 'p.xml'}: revision 2: what the page holds beside its main text is not read",
    ]


def test_a_revision_with_two_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="line 1: a revision has two elements text"):
        _told(tmp_path / "p.xml", _made(1, "a", 0, "<text>b</text>"))


def test_a_date_that_is_none_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    path = _export(tmp_path / "page.xml", "Page")
    path.write_text(path.read_text().replace("2020-01-02T00:00:00Z", "yesterday"))
    assert [one.date for one in read_history(path, tell=told.append)][1] == "yesterday"
    assert told == [f"{path}: revision 11: “yesterday” is no date that can be read; it is kept as it stands"]
