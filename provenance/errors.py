"""What can go wrong, said so that a reader knows what, where and what to do. Raised where it happens, caught once."""


class ProvenanceError(Exception):
    """Trouble that is nobody's fault in the code; the message is one sentence for the user.

    `exit_code` is what the command line ends with: 1 what was asked for is not there, 2 wrong usage
    or unreadable input, 3 our fault, 130 interrupted.
    """

    exit_code = 2


class NotFound(ProvenanceError):
    """What was asked for is not in the library (exit code 1)."""

    exit_code = 1


class UnreadableInput(ProvenanceError):
    """A file or an argument that cannot be read as what it should be (exit code 2)."""

    exit_code = 2


class StoreTrouble(ProvenanceError):
    """The database is missing, locked, read-only, corrupt, full or of another schema (exit code 2)."""

    exit_code = 2


class AlreadyDecided(StoreTrouble):
    """What was to be decided has been decided, or undone, before, perhaps by somebody else (exit code 2)."""


class Interrupted(ProvenanceError):
    """The user, or the system, ended the program before it was done (exit code 130)."""

    exit_code = 130


class WorkerLost(ProvenanceError):
    """A process that worked for us was ended from outside, by a person or for want of memory (exit code 2)."""

    exit_code = 2


class BrokenPromise(ProvenanceError):
    """A law that the program holds itself to was broken, such as base + changes = revised (exit code 3)."""

    exit_code = 3


def half_character(error: UnicodeEncodeError) -> StoreTrouble:
    """That a text cannot be written down in UTF-8."""
    code = ord(error.object[error.start])
    if 0xDC80 <= code <= 0xDCFF:  # how Python hands over a byte of a name or argument that is not UTF-8
        return StoreTrouble(f"what was given is not UTF-8 (it has the byte 0x{code - 0xDC00:02X}); write it in UTF-8")
    return StoreTrouble(f"a text holds half of a character (U+{code:04X})")
