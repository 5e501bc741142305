"""Many versions in; out comes, for every word, the version in which it came and went."""
