"""Whether the outermost places of a picture stand in their order, beside or below each other.

Every view of an architecture has them in the same order: where they stand so, one finds a site in
the same place from picture to picture, and compares sites across.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from kgraph.layout.drawing import Rect
from kgraph.view.view import Frame, View


def astray(view: View, at: Mapping[str, Rect]) -> float:
    """The share of the outermost places, each with the next, of which that one neither stands to
    the right in one row nor below in one column; `at` is where frames are. None is astray around
    the subject of a view.
    """
    if view.subject:
        return 0.0
    places = [at[node.id] for node in view.children if isinstance(node, Frame)]
    pairs = list(pairwise(places))
    return sum(not _follows(*pair) for pair in pairs) / max(len(pairs), 1)


def _follows(one: Rect, other: Rect) -> bool:
    beside = one.right <= other.x and one.y == other.y
    below = one.bottom <= other.y and one.x == other.x
    return beside or below
