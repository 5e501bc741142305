"""Files in, `Received` out: one reader a format, listed in the catalogue."""
