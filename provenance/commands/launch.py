"""The first thing that runs: the command line, started so that it is there at once."""

import gc
import signal
import sys

_HEARD = signal.getsignal(signal.SIGINT)
if _HEARD is signal.default_int_handler:  # and not ignored, as in the background of a script
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever breaks off while Python loads the program gets no traceback


def main() -> None:
    """Run the command line. What is imported stays, so nobody looks for rubbish in it until a command is loaded."""
    gc.set_threshold(100_000, 20, 20)
    gc.disable()
    if _HEARD is signal.default_int_handler:
        signal.signal(signal.SIGINT, _HEARD)
    try:
        from provenance.commands.app import main as run

        run()
    except KeyboardInterrupt:  # while it starts or ends: nothing has been begun, or all is done
        sys.exit(130)
