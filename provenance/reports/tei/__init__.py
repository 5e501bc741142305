"""The provenance report as TEI: a critical apparatus, or a genetic transcription."""
