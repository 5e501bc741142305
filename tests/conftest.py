"""What many tests need: the shipped letter, read with the real pipeline, and the name of its works."""

import os
from pathlib import Path

import pytest

from provenance import pipeline
from provenance.model.attributions import Apparatus, Dossier
from provenance.model.receipts import Received
from provenance.model.testimony import Claim

LETTER = Path(__file__).parent.parent / "data" / "examples" / "frus1969-76v13-d309.txt"


@pytest.fixture(scope="session")
def letter_file() -> Path:
    """The shipped document 309."""
    return LETTER


@pytest.fixture(scope="session")
def letter_read() -> tuple[Received, tuple[Claim, ...]]:
    """Document 309 as received, with its claims."""
    return pipeline.read(LETTER)


@pytest.fixture(scope="session")
def letter_dossier(letter_read: tuple[Received, tuple[Claim, ...]]) -> Dossier:
    """All that is known of the letter before anything is compared."""
    received, claims = letter_read
    return pipeline.dossier_of(received.works[1], claims, received.people)


@pytest.fixture(scope="session")
def letter_apparatus(letter_dossier: Dossier) -> Apparatus:
    """The letter against its reconstructed draft."""
    return pipeline.attribute_versions(letter_dossier)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Where every second program is installed, as on the machine that checks a release, a skipped test is a failure."""
    skipped = terminalreporter.stats.get("skipped", [])
    if os.environ.get("PROVENANCE_FAIL_IF_SKIPPED") and skipped:
        for report in skipped:
            terminalreporter.write_line(f"skipped, which is not allowed here: {report.nodeid}: {report.longrepr}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """End with a failure if a test was skipped where none may be."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("PROVENANCE_FAIL_IF_SKIPPED") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
