"""Word processors: docx and odt, with their tracked changes."""
