"""The reading room: the library in a browser. Pages call the pipeline, show what it answers, and decide nothing."""
