"""What sources and reports must agree on: names and signs that the one writes and the other reads."""
