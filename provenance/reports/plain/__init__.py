"""The provenance report as Markdown, plain text, JSON and rows."""
