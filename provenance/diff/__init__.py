"""What changed: versions in, changes out, computed from the texts alone."""
