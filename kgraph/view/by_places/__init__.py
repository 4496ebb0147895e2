"""Arranged by places: clients, edge, sites with their networks and clusters, lanes for the rest.

What lies on the main path of requests gets a box of its own; everything else stands with its
neighbours in a block per place and lane, so that a reader meets about twenty things instead of
sixty.
"""

from kgraph.view.by_places.framing import framed
from kgraph.view.by_places.grouping import grouped

__all__ = ["framed", "grouped"]
