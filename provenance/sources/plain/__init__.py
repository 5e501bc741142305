"""Plain text, and transcriptions in plain text."""
