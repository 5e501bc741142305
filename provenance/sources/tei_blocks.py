"""The blocks of a marked-up text, under the module's former name."""

from provenance.sources.settled_blocks import settle_blocks

__all__ = ["settle_blocks"]
