"""The reader that fits a file is found by its name and first bytes, and only that one is loaded."""

import subprocess
import sys
from pathlib import Path

import pytest

from provenance.errors import UnreadableInput
from provenance.sources.source_catalogue import READERS, read_file, read_text_version

ROOT = Path(__file__).parents[2]
LETTER = ROOT / "data/examples/frus1969-76v13-d309.txt"


def test_every_reader_of_the_table_can_be_imported_and_reads() -> None:
    for module in READERS.values():
        loaded = __import__(module, fromlist=["read"])
        assert callable(loaded.read)
        assert callable(loaded.recognises)


def test_the_letter_is_read_without_loading_an_xml_library() -> None:
    program = (
        "import sys; from pathlib import Path; from provenance.sources.source_catalogue import read_file; "
        f"read_file(Path({str(LETTER)!r})); print('lxml.etree' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "False"


def test_xml_under_a_plain_name_is_read_as_xml(tmp_path: Path) -> None:
    path = tmp_path / "volume.txt"
    path.write_bytes((ROOT / "tests/cases/documents/minutes.xml").read_bytes())
    assert read_file(path).works[0].work.id == "frus1919Parisv99-d4"


def test_the_text_of_a_draft_is_found_in_a_transcription() -> None:
    assert read_text_version(ROOT / "tests/cases/documents/treaty-draft.xml").startswith("Draft\n\nThe Parties shall")


def test_a_file_of_several_works_is_no_draft() -> None:
    with pytest.raises(UnreadableInput, match="holds 2 works, where the text of one draft is wanted"):
        read_text_version(ROOT / "tests/cases/documents/minutes.xml")
