"""Arranged in layers: every placement a box of its own, arrows from box to box, places as frames.

What stands in one place, in one lane, with the very same neighbours shares a block and its arrows;
what has no arrow in the view stands in a block beside the rest.
"""

from kgraph.view.by_layers.framing import framed
from kgraph.view.by_layers.grouping import grouped

__all__ = ["framed", "grouped"]
