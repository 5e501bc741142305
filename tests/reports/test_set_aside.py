"""A claim that somebody set aside is told in every report that tells of claims, with who did so and why."""

import io
import zipfile
from dataclasses import replace

import pytest

from provenance.model.attributions import Dossier
from provenance.model.testimony import SetAside
from provenance.reports.report_catalogue import REPORTS, write_report
from provenance.stages import attribute_versions

TOLD = "the passage is in the hand of a typist"
SILENT = {"txt", "csv", "pdf"}
"""The text alone; a table of changes, which a claim without one does not stand in; the page as paper."""


@pytest.mark.parametrize("format", sorted(REPORTS.keys() - SILENT - {"prov-o"}))
def test_who_set_a_claim_aside_and_why_is_told(letter_dossier: Dossier, format: str) -> None:
    aside = SetAside("A. Scholar", TOLD, "2026-01-01T00:00:00+00:00")
    claims = tuple(replace(c, set_aside=aside) if c.id.startswith("6-") else c for c in letter_dossier.claims)
    made = write_report(attribute_versions(replace(letter_dossier, claims=claims)), format)
    if isinstance(made, bytes):
        with zipfile.ZipFile(io.BytesIO(made)) as packed:
            made = "".join(packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml"))
    assert TOLD in made
    assert "A. Scholar" in made
