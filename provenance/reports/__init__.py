"""An apparatus in, something to read out: one writer a format, listed in the catalogue."""
