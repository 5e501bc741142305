"""A draft-revision provenance tracker: who put these words here, in which version, and how do we know?

Read `provenance.pipeline` first; the words of the field are defined in `provenance.model`. From Python:

    import provenance
    provenance.diff("He came in May.", "He came in June.", by=["Ruth Hanley"])

Everything that is offered here is loaded when it is asked for (`docs/python.md`).
"""

import sys
from importlib import import_module
from types import ModuleType

TYPE_CHECKING = False  # as type checkers know it; `typing` takes longer to import than all that is here
if TYPE_CHECKING:
    from provenance.model.attributions import (
        Apparatus,
        Assessment,
        Attribution,
        Basis,
        Dossier,
        Evidence,
        Status,
    )
    from provenance.model.changes import Change, ChangeKind, Comparison, Edit
    from provenance.model.spans import Block, BlockKind, Sentence, Span
    from provenance.model.testimony import Act, Certainty, Claim, Mark, Note, Person, Scope, Target
    from provenance.model.versions import Gap, Standing, Step, Version, Witness, Work
    from provenance.public import attribute, compare, diff, open, read, report

    __version__: str

_OFFERED = {
    "public": ("attribute", "compare", "diff", "open", "read", "report"),
    "model.attributions": ("Apparatus", "Assessment", "Attribution", "Basis", "Dossier", "Evidence", "Status"),
    "model.changes": ("Change", "ChangeKind", "Comparison", "Edit"),
    "model.spans": ("Block", "BlockKind", "Sentence", "Span"),
    "model.testimony": ("Act", "Certainty", "Claim", "Mark", "Note", "Person", "Scope", "Target"),
    "model.versions": ("Gap", "Standing", "Step", "Version", "Witness", "Work"),
}
_HOME = {name: module for module, names in _OFFERED.items() for name in names}

__all__ = [
    "Act",
    "Apparatus",
    "Assessment",
    "Attribution",
    "Basis",
    "Block",
    "BlockKind",
    "Certainty",
    "Change",
    "ChangeKind",
    "Claim",
    "Comparison",
    "Dossier",
    "Edit",
    "Evidence",
    "Gap",
    "Mark",
    "Note",
    "Person",
    "Scope",
    "Sentence",
    "Span",
    "Standing",
    "Status",
    "Step",
    "Target",
    "Version",
    "Witness",
    "Work",
    "__version__",
    "attribute",
    "compare",
    "diff",
    "open",
    "read",
    "report",
]


def __getattr__(name: str) -> object:
    """What is offered under this name, loaded now."""
    if name == "__version__":
        from importlib.metadata import version

        return version("draft-provenance")
    if name in _HOME:
        return getattr(import_module(f"provenance.{_HOME[name]}"), name)
    raise AttributeError(f"module 'provenance' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)


class _Package(ModuleType):
    """This package, where `diff` stays the function although a folder of that name is loaded."""

    @property
    def diff(self) -> object:
        """The function `diff`."""
        return __getattr__("diff")

    @diff.setter
    def diff(self, folder: ModuleType) -> None:
        """What Python binds when the folder is loaded, which is found by its full name all the same."""


sys.modules[__name__].__class__ = _Package
