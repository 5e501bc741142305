"""The law of both readers: the same document gives the same text, blocks, notes and pages from the web and from TEI."""

from html import escape
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from provenance import resources, stages
from provenance.model.attributions import Apparatus
from provenance.model.spans import MilestoneKind
from provenance.sources.frus import frus_reader
from provenance.sources.reader import SourceFile
from provenance.sources.tei import tei_reader

SAID = "We agree with you, of course; the unilateral uni-lateral step (so it is) “stands” Mr. Doe’s U.S. policy é à"
WORDS = st.sampled_from(SAID.split())
PIECES = st.one_of(WORDS, WORDS, WORDS, st.just("NOTE"), st.just("PAGE"))
PARAGRAPHS = st.lists(st.lists(PIECES, min_size=1, max_size=12), min_size=1, max_size=6)


class Printing:
    """One document set twice: as the web shows it and as its TEI has it."""

    def __init__(self, paragraphs: list[list[str]]) -> None:
        self.notes = 1
        self.page = 100
        self.web: list[str] = ["9. Letter From Doe to Roe1"]
        self.tei: list[str] = ['<head>9. Letter From Doe to Roe<note n="1" xml:id="n1">Source: Files.</note></head>']
        for paragraph in paragraphs:
            self._set(paragraph)

    def _set(self, pieces: list[str]) -> None:
        web, tei = "We", "<p>We"
        for piece in pieces:
            if piece == "NOTE":
                self.notes += 1
                web += f" see.{self.notes}"
                tei += f' see.<note n="{self.notes}" xml:id="n{self.notes}">Note <hi>{self.notes}</hi>.</note>'
            elif piece == "PAGE":
                self.page += 1
                web += f" [Page {self.page}] and"
                tei += f'\n   <pb n="{self.page}"/>and'
            else:
                web += f" {piece}"
                tei += f"\n  <hi>{escape(piece)}</hi>"
        self.web.append(f"{web} it is.")
        self.tei.append(f"{tei} it is.</p>")

    def as_web(self) -> SourceFile:
        notes = "\n".join(["  1. Source: Files.", *(f"  {n}. Note {n}." for n in range(2, self.notes + 1))])
        return SourceFile(Path("frus1952-54v01-d9.txt"), ("\n\n".join(self.web) + f"\n{notes}\n").encode())

    def as_tei(self) -> SourceFile:
        body = "\n".join(self.tei)
        document = f'<div type="document" n="9" xml:id="d9">{body}</div>'
        document = f'<div type="document" n="9" xml:id="d9">{body}</div>'
        data = f'<TEI xml:id="frus1952-54v01"><text><body>{document}</body></text></TEI>'
        return SourceFile(Path("frus1952-54v01.xml"), data.encode())


@given(PARAGRAPHS)
def test_the_same_document_reads_the_same_from_the_web_and_from_tei(paragraphs: list[list[str]]) -> None:
    printing = Printing(paragraphs)
    (web,), (tei,) = frus_reader.read(printing.as_web()).works, tei_reader.read(printing.as_tei()).works
    assert tei.versions[0].text == web.versions[0].text
    assert tei.versions[0].blocks == web.versions[0].blocks
    assert tei.work == web.work
    assert [(n.number, n.place, n.at, n.text) for n in tei.notes] == [
        (n.number, n.place, n.at, n.text) for n in web.notes
    ]
    kinds = {MilestoneKind.PAGE, MilestoneKind.LINE_END_HYPHEN}
    stood = [[(m.at, m.kind, m.label) for m in each.versions[0].milestones if m.kind in kinds] for each in (web, tei)]
    assert stood[0] == stood[1]


ROOT = Path(__file__).parents[2]
WEB, TEI = resources.example_files()[0], ROOT / "tests/cases/documents/frus1969-76v13.xml"


def apparatuses(path: Path) -> list[Apparatus]:
    received, claims = stages.read(path)
    return [stages.attribute_versions(stages.dossier_of(one, claims, received.people)) for one in received.works]


def told(each: Apparatus) -> dict[str, object]:
    """What a historian is told, without the ids by which notes go in the one and in the other."""
    return {
        "work": each.work.id,
        "texts": [version.text for version in each.versions],
        "blocks": [version.blocks for version in each.versions],
        "attributions": [(a.revisers, a.candidates, a.basis, a.certainty, a.reason) for a in each.attributions],
        "claims": [(c.revisers, c.act, c.scope, c.certainty, c.target, c.quote) for c in each.claims],
    }


def test_the_letter_reads_the_same_from_the_web_and_from_tei() -> None:
    assert [told(each) for each in apparatuses(TEI)] == [told(each) for each in apparatuses(WEB)]
