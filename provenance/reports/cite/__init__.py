"""Citations: note style, BibTeX, CSL-JSON."""
