"""The provenance report as a page for a browser, and on paper."""
