"""Where in the text an editor points: expressions for parts of it, quoted words, and what stands at the marker."""
