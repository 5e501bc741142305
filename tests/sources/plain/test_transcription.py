"""Page numbers in the transcription of a draft are no words of it."""

from pathlib import Path

import pytest

from provenance.model.spans import MilestoneKind
from provenance.sources.plain.transcription import read_transcription
from provenance.sources.source_catalogue import read_file

TEXT = "Dear Sir:\n\nI agree.\n\n{}\n\nWe go - 2 - times.\n"


@pytest.mark.parametrize(("line", "label"), [("- 2 -", "2"), ("[Page 917]", "917"), ("—3—", "3"), ("  – 4 –  ", "4")])
def test_a_page_number_on_a_line_of_its_own_is_a_milestone(tmp_path: Path, line: str, label: str) -> None:
    path = tmp_path / "draft.txt"
    path.write_text(TEXT.format(line))
    [version] = read_transcription(path).works[0].versions
    assert "I agree.\n\nWe go - 2 - times." in version.text
    pages = [m for m in version.milestones if m.kind is MilestoneKind.PAGE]
    assert [(page.label, page.letters.strip()) for page in pages] == [(label, line.strip())]
    assert [block.span.of(version.text) for block in version.blocks][-2:] == ["I agree.", "We go - 2 - times."]


@pytest.mark.parametrize("line", ["- two -", "2", "- 2 - and more", "* 2 *"])
def test_other_lines_are_words(tmp_path: Path, line: str) -> None:
    path = tmp_path / "draft.txt"
    path.write_text(TEXT.format(line))
    assert line in read_transcription(path).works[0].versions[0].text


def test_in_any_other_text_such_a_line_stays(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text(TEXT.format("- 2 -"))
    assert "\n\n- 2 -\n\n" in read_file(path).works[0].versions[0].text
