"""A witness that says nothing of a passage: every redline shows the words as such, and none tells them as a change."""

import pytest

from provenance import stages
from provenance.model.attributions import Apparatus, Dossier, dossier_of
from provenance.reports.redline import draw_redline
from provenance.sources.source_catalogue import read_file

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>The king</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><listWit><witness xml:id="A">Codex A</witness>
<witness xml:id="B">Codex B</witness><witness xml:id="C">Codex C</witness></listWit></sourceDesc></fileDesc></teiHeader>
<text><body><p>The king <app><lem wit="#A">went</lem><rdg wit="#B #C">rode</rdg></app> home and <app>
<lem wit="#B">the queen</lem><rdg wit="#C">a queen</rdg></app> stayed.</p></body></text></TEI>"""


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    file = tmp_path_factory.mktemp("king") / "king.xml"
    file.write_text(TEI, "utf-8")
    return dossier_of(read_file(file).works[0], (), ())


def compared(dossier: Dossier, base: str, revised: str) -> Apparatus:
    labels = {version.label: version.id for version in dossier.versions}
    return stages.attribute_versions(dossier, labels[base], labels[revised])


@pytest.mark.parametrize(("base", "revised"), [("A", "B"), ("B", "A")])
def test_the_words_stand_between_question_marks(dossier: Dossier, base: str, revised: str) -> None:
    apparatus = compared(dossier, base, revised)
    runs = [run for block in draw_redline(apparatus) for run in block.runs]
    assert [run.text.strip() for run in runs if run.opening == "[? "] == ["the queen"]
    assert len(apparatus.attributions) == 1
    told = stages.write(apparatus, "md")
    assert isinstance(told, str)
    assert r"\[? the queen ?\] stayed." in told
    page = stages.write(apparatus, "html")
    assert isinstance(page, str)
    assert ">the queen</span>" in page
    assert "what the other text has there is not known" in page
