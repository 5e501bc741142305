"""The provenance report as a Word file with tracked changes."""
