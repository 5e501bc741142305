"""The printed text of a published document as a version, and the pages that carry it as a witness."""

from collections.abc import Sequence

from provenance.model.spans import Block, Milestone, MilestoneKind
from provenance.model.versions import Standing, Version, Witness, Work


def printed_version(work: Work, text: str, blocks: tuple[Block, ...], milestones: tuple[Milestone, ...]) -> Version:
    """The text as printed: extant, called final, of no stated author."""
    return Version(
        f"{work.id}@final",
        work.id,
        "final",
        text,
        Standing.EXTANT,
        blocks=blocks,
        milestones=milestones,
        witness=f"{work.id}/P",
    )


def printed_witness(work: Work, sha256: str, milestones: Sequence[Milestone]) -> Witness:
    """The printed pages, as far as page breaks tell them; `sha256` is that of the file."""
    pages = [milestone for milestone in milestones if milestone.kind is MilestoneKind.PAGE and milestone.label]
    title = f"printed text{_in_pages(pages)}"
    return Witness(f"{work.id}/P", work.id, "P", title, work.source, seen=True, sha256=sha256)


def _in_pages(pages: Sequence[Milestone]) -> str:
    if not pages:
        return ""
    first, last = pages[0].label, pages[-1].label
    if pages[0].at > 0:
        return f", up to p. {last}"
    return f", p. {first}" if first == last else f", pp. {first}–{last}"
