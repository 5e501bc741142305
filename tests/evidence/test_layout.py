"""Where words stand in a text, as a note speaks of them."""

import pytest

from provenance.evidence.layout import Layout
from provenance.model.spans import Span
from provenance.model.versions import Standing, Version

TEXT = "They agree. " * 50 + "\n\nThey agree at last. They agree."


def test_the_paragraph_of_a_marker_is_looked_up_once_however_often_the_words_stand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    layout = Layout(Version("v", "w", "v", TEXT, Standing.EXTANT))
    asked: list[int] = []
    found = layout.paragraph_at

    def counted(at: int) -> Span | None:
        asked.append(at)
        return found(at)

    monkeypatch.setattr(Layout, "paragraph_at", lambda _, at: counted(at))
    at = TEXT.index(" at last")
    assert layout.nearest("They agree", at) == (Span(at - len("They agree"), at),)
    assert len(asked) < 4
