"""A note cut into typed chunks: words, quoted words, persons, parts of the text, papers; later steps see nothing else."""
