"""The first thing that runs: the command line, started so that it is there at once."""

import gc
import sys


def main() -> None:
    """Run the command line. What is imported stays, so nobody looks for rubbish in it until a command is loaded."""
    gc.set_threshold(100_000, 20, 20)
    gc.disable()
    try:
        from provenance.commands.app import main as run

        run()
    except KeyboardInterrupt:  # while it starts or ends: nothing has been begun, or all is done
        sys.exit(130)
