"""The page on paper: made in a time that grows with the report, or refused in a sentence."""

import pytest

from provenance import stages
from provenance.errors import UnreadableInput
from provenance.model.attributions import Apparatus
from provenance.reports.html import pdf_report


@pytest.mark.usefixtures("weasyprint")
def test_no_rule_asks_the_whole_page_at_every_element(
    edited_letter: Apparatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[str] = []

    class Printer:
        """Notes the page that is to be printed."""

        def __init__(self, string: str, **_: object) -> None:
            printed.append(string)

        def write_pdf(self, **_: object) -> bytes:
            return b"%PDF"

    monkeypatch.setattr("weasyprint.HTML", Printer)
    assert pdf_report.write(edited_letter) == b"%PDF"
    [style] = [page.partition("</style>")[0] for page in printed]
    assert ":has(" not in style
    assert "body:not(*) .text .cut" in style
    assert "body:is(*) .about-redline" in style


@pytest.mark.usefixtures("weasyprint")
def test_a_report_that_is_too_long_is_refused_before_it_is_begun(
    edited_letter: Apparatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_report, "LONGEST", 10_000)
    with pytest.raises(UnreadableInput, match=r"no more than 0\.01 can be set .* ask for html"):
        pdf_report.write(edited_letter)


def test_that_a_pdf_of_many_changes_takes_long_is_said_before_it_is_begun(
    edited_letter: Apparatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(pdf_report, "write", lambda _: b"%PDF" if told else b"")
    monkeypatch.setattr(stages, "_MANY_FOR_PDF", 2)
    assert stages.write(edited_letter, "pdf", tell=told.append) == b"%PDF"
    assert "takes a minute for each thousand" in told[0]
