"""What every report gives: one function that makes something to read of an apparatus.

A new report is one file with this function and one line in `report_catalogue`.
"""

from typing import Protocol

from provenance.model.attributions import Apparatus


class Report(Protocol):
    """A module that writes one format."""

    def write(self, apparatus: Apparatus) -> str | bytes:
        """The report: text for the formats that are text, bytes for those that are not."""
        ...
