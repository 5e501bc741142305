"""A side of a comparison may come out of a pipe, and nobody waits for one into which nothing is written."""

import os
import threading
from pathlib import Path

import pytest

from provenance.errors import UnreadableInput
from provenance.sources import packed, sides
from provenance.sources.histories.history_catalogue import read_history


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "pipe.txt")
    return tmp_path / "pipe.txt"


def test_what_comes_out_of_a_pipe_is_read(pipe: Path) -> None:
    writer = threading.Thread(target=pipe.write_text, args=("We agree.\n",))
    writer.start()
    assert sides.read_side(pipe).works[0].versions[-1].text == "We agree.\n"
    writer.join()


def test_a_pipe_into_which_nobody_writes_is_refused(pipe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "_PATIENCE", 0.01)
    with pytest.raises(UnreadableInput, match="nothing has come out of this pipe"):
        sides.read_side(pipe)
    for name in ("draft.jsonl", "draft.jsonl.xz", "draft.xml"):
        os.mkfifo(pipe.with_name(name))
        with pytest.raises(UnreadableInput, match=r"this pipe|no ordinary file"):
            list(read_history(pipe.with_name(name), None))


def test_a_stream_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.sources.guard.LARGEST", 100_000)
    with pytest.raises(UnreadableInput, match="larger than"):
        sides.read_side(Path("/dev/zero"))
