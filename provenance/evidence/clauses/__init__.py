"""What a sentence says was done: its verbs and nouns of revision, each with who did it, to what, and whether it was done."""
