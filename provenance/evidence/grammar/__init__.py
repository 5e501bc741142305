"""What the sentences of a note say was done: verbs, nouns and turns of phrase, with who did it and to what."""
