"""The later text by itself, word for word as it is stored: for programs that read nothing but text."""

from provenance.model.attributions import Apparatus


def write(apparatus: Apparatus) -> str:
    """The words of the revised version and nothing else."""
    return apparatus.revised.text
