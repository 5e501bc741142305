"""What someone says of a change: the words of sources in, claims out."""
