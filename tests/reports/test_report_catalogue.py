"""Gold files: the letter and a harder pair of texts, as each report of words and figures shows them.

`PROVENANCE_RENEW_GOLD=1 pytest tests/reports/test_report_catalogue.py` writes them anew; read the difference in git
before keeping it. The version of the library that compares words is left out, since it changes nothing else.
"""

import os
import re
from pathlib import Path

import pytest

from provenance import pipeline
from provenance.errors import UnreadableInput
from provenance.model.attributions import Apparatus
from provenance.reports.report_catalogue import write_report

TESTS = Path(__file__).parents[1]
FORMATS = {"md": "markdown", "csv": "csv", "json": "json"}


@pytest.fixture(scope="session")
def harbour_apparatus() -> Apparatus:
    """One sentence reworded, one moved to another paragraph, two paragraphs swapped; nobody says who did it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(TESTS / "cases" / "pairs" / "harbour")
        return pipeline.diff(Path("base.txt"), Path("revised.txt"))


@pytest.mark.parametrize("text", ["letter", "harbour"])
@pytest.mark.parametrize("format", FORMATS)
def test_the_report_is_the_gold_one(format: str, text: str, request: pytest.FixtureRequest) -> None:
    report = write_report(request.getfixturevalue(f"{text}_apparatus"), format)
    assert isinstance(report, str)
    steady = re.sub(r"diff-match-patch \d+", "diff-match-patch", report)
    gold = TESTS / "gold" / FORMATS[format] / f"{text}.{format}"
    if os.environ.get("PROVENANCE_RENEW_GOLD"):
        gold.parent.mkdir(parents=True, exist_ok=True)
        gold.write_text(steady, encoding="utf-8", newline="")
    with gold.open(encoding="utf-8", newline="") as file:
        assert steady == file.read()


def test_an_unknown_format_is_refused_with_those_there_are(letter_apparatus: Apparatus) -> None:
    with pytest.raises(UnreadableInput, match="md"):
        write_report(letter_apparatus, "rtf")
