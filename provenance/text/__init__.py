"""One text taken apart: blocks, sentences, tokens, and what counts as the same word."""
