"""What a Word file is to hold: the evidence as comments or the changes alone, those of all revisers or of some."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from provenance.errors import UnreadableInput
from provenance.model.attributions import Attribution
from provenance.model.testimony import Claim
from provenance.reports.docx.docx_authors import name_author


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the report is to hold: the comments with the evidence or none, all reviewers or some by name."""

    comments: bool = True
    reviewers: tuple[str, ...] = ()

    @property
    def is_everything(self) -> bool:
        """True if nothing is to be left out."""
        return self.comments and not self.reviewers

    def is_by(self, attribution: Attribution | Claim) -> bool:
        """True if the change is to stay tracked: nobody was chosen, or one of its revisers was."""
        return not self.reviewers or bool(set(attribution.revisers) & set(self.reviewers))

    def others(self, signed: Sequence[Attribution | Claim]) -> Callable[[str], bool]:
        """Whose changes, of all that carry an author, are to be accepted: asked by the author whom the file names.

        UnreadableInput for a reviser who changed nothing: all changes would be accepted as if he had been left out on
        purpose.
        """
        known = sorted({name for a in signed for name in a.revisers})
        if strangers := [name for name in self.reviewers if name not in known]:
            there = f"there are {', '.join(known)}" if known else "nobody is named for any"
            raise UnreadableInput(f"--reviewers: no change is by {', '.join(strangers)}; {there}")
        kept = {name_author(a) for a in signed if self.is_by(a)}
        return lambda author: author not in kept


EVERYTHING = Wanted()
