"""Whatever is done to a TEI file, it ends with works and claims or with one sentence, and never with anything else."""

import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import stages
from provenance.errors import NotFound, UnreadableInput
from provenance.model.receipts import Received
from provenance.sources.reader import SourceFile
from provenance.sources.tei.tei_reader import read, stream_documents

VOLUME = Path(__file__).parents[2] / "tests/cases/documents/frus1969-76v13.xml"
ORIGINAL = VOLUME.read_bytes()
TAGS = "p note head list item label table row cell pb lb hi del add subst app lem rdg quote closer signed opener salute"
NAMES = [*TAGS.split(), "frus:attachment", "persName", "choice", "sic", "corr", "seg", "div", "restore", "dateline"]
SPLICES = [
    b"<",
    b">",
    b"&",
    b"&amp;",
    b"&nbsp;",
    b"<p>",
    b"</p>",
    b"<!--",
    b"-->",
    b"]]>",
    b"<?x?>",
    b"\x00",
    b"\xff",
    b"\xc3",
]


def held_together(received: Received) -> None:
    """Every place that was read lies in the text that it is a place of, and every id is used once."""
    assert len({each.work.id for each in received.works}) == len(received.works)
    for each in received.works:
        texts = {version.id: version.text for version in each.versions}
        assert len({note.id for note in each.notes}) == len(each.notes)
        for version in each.versions:
            ends = [block.span for block in version.blocks]
            assert all(span.of(version.text).strip() == span.of(version.text) != "" for span in ends)
            assert all(one.end < other.start for one, other in pairwise(ends))
            assert all(0 <= milestone.at <= len(version.text) for milestone in version.milestones)
        for note in each.notes:
            assert note.at is None or note.at <= len(texts[note.version or ""])
            assert all(span.end <= len(note.text) for span, _ in note.mentions)
        for mark in each.marks:
            assert mark.span.end <= len(texts[mark.version])


def read_or_refuse(data: bytes) -> None:
    message = ""
    try:
        received = read(SourceFile(Path("frus1969-76v13.xml"), data))
        held_together(received)
        stages.testify(received)
    except (UnreadableInput, NotFound) as trouble:
        message = str(trouble)
    assert "\n" not in message


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_volume_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(ORIGINAL)
    for _ in range(chance.choice([1, 1, 2, 5, 20])):
        at, to = sorted(chance.randrange(len(data)) for _ in range(2))
        to = min(to, at + chance.choice([1, 10, 200, 3000]))
        match chance.randrange(4):
            case 0:
                del data[at:to]
            case 1:
                data[at:at] = data[at:to]
            case 2:
                data[at:at] = chance.choice(SPLICES)
            case _:
                data[at] = chance.randrange(256)
    read_or_refuse(bytes(data))


ATTRIBUTES = st.sampled_from(
    ["", ' n="1"', ' xml:id="x"', ' rend="center"', ' type="margin"', ' corresp="#p #q"', ' wit="#A #B"', ' hand="#h"']
)
ELEMENTS = st.recursive(
    st.text(alphabet="ab. \n\u00a0é1’", max_size=12),
    lambda inner: st.builds(
        lambda name, attributes, parts: f"<{name}{attributes}>{''.join(parts)}</{name}>",
        st.sampled_from(NAMES),
        ATTRIBUTES,
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@settings(deadline=None)
@given(st.lists(ELEMENTS, max_size=6), st.sampled_from(['<div type="document" xml:id="d1">', "<div>"]))
def test_elements_in_any_order_and_depth_are_read_with_every_place_inside_its_text(parts: list[str], div: str) -> None:
    namespaces = 'xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/frus/ns/1.0"'
    data = f"<TEI {namespaces}><text><body>{div}{''.join(parts)}</div></body></text></TEI>".encode()
    read_or_refuse(data)


def test_what_stands_before_the_break_is_streamed_and_then_the_break_is_told(tmp_path: Path) -> None:
    path = tmp_path / "volume.xml"
    path.write_text('<TEI><div type="document" xml:id="d1"><p>Yes.</p></div><div type="document"><p>')
    stream = stream_documents(path)
    assert next(stream).key == "d1"
    with pytest.raises(UnreadableInput, match="line 1"):
        next(stream)
    with pytest.raises(UnreadableInput, match="line 1"):
        read(SourceFile.at(path))
