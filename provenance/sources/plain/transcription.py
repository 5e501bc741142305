"""A transcription of a draft: its page numbers, typed on lines of their own, are marks of the paper and no words.

Only what is given as a version of a work is read so; in any other text such a line may be meant.
"""

import re
from dataclasses import replace
from pathlib import Path

from provenance.model.receipts import Received
from provenance.model.spans import MilestoneKind, Span
from provenance.model.versions import Version
from provenance.sources.source_catalogue import read_file
from provenance.sources.stand_off import Cut, cut_out
from provenance.text.blocks import split_blocks

_PAGE_LINE = re.compile(
    r"(?:(?<=\n\n)|\A)[^\S\n]*(?:\[Page (\d{1,4})\]|[-–—] ?(\d{1,4}) ?[-–—])[^\S\n]*(?:\n\s*\n|\n?\Z)", re.IGNORECASE
)


def read_transcription(path: Path) -> Received:
    """Everything that the file holds, the page numbers of a plain text kept beside it as milestones."""
    received = read_file(path)
    works = tuple(replace(one, versions=tuple(_less_pages(v) for v in one.versions)) for one in received.works)
    return replace(received, works=works)


def _less_pages(version: Version) -> Version:
    """The version with its lines of page numbers as milestones; one that has milestones already stays as it is."""
    found = [] if version.milestones else list(_PAGE_LINE.finditer(version.text))
    if not found:
        return version
    cuts = [Cut(Span(*match.span()), MilestoneKind.PAGE, match[1] or match[2]) for match in found]
    cutting = cut_out(version.text, Span(0, len(version.text)), cuts)
    return replace(version, text=cutting.text, blocks=split_blocks(cutting.text), milestones=cutting.milestones)
