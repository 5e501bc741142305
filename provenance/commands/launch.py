"""The first thing that runs: the command line, started so that it is there at once."""

import gc


def main() -> None:
    """Run the command line. What is imported stays, so looking for rubbish in it again and again is put off."""
    gc.set_threshold(100_000, 20, 20)
    from provenance.commands.app import main as run

    run()
