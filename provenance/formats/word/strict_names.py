"""The names of the Strict form of Open XML (ISO/IEC 29500-1) beside those of the ordinary one (29500-4), in bytes.

A Strict file is opened under the ordinary names, so that a report can be written in it, and given back under its own.
"""

_NAMES = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}


def is_strict(part: bytes) -> bool:
    """True of a part under Strict names alone: of one that has both, it could not be told back which was which."""
    return any(strict in part for strict in _NAMES) and not any(ordinary in part for ordinary in _NAMES.values())


def as_ordinary(part: bytes) -> bytes:
    """The part under the ordinary names."""
    for strict, ordinary in _NAMES.items():
        part = part.replace(strict, ordinary)
    return part


def as_strict(part: bytes) -> bytes:
    """The part under the Strict names."""
    for strict, ordinary in _NAMES.items():
        part = part.replace(ordinary, strict)
    return part
