"""From what a note says to claims: its act, its words, its place, and how clauses and sentences complete each other."""
