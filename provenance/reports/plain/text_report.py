"""The later text by itself, word for word as it is stored: for programs that read nothing but text.

Signs that would steer a terminal are shown and not sent, as such programs often write to one.
"""

from provenance.model.attributions import Apparatus
from provenance.text.visible import visible


def write(apparatus: Apparatus) -> str:
    """The words of the revised version and nothing else."""
    return visible(apparatus.revised.text)
