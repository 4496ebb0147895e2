"""Whether the outermost places of a picture stand in their order, beside or below each other, and
whether what is alike in them stands alike.

Every view of an architecture has them in the same order: where they stand so, one finds a site in
the same place from picture to picture, and compares sites across.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise

from kgraph.layout.arrange.templates import OFF, Roles, sisters
from kgraph.layout.drawing import Point, Rect
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


def unlike(view: View, at: Mapping[str, Rect]) -> float:
    """The share of what is in sister frames, with its like in another one, that stands elsewhere in
    its own; `at` is where frames and blocks are.
    """
    found = chain.from_iterable(_pairs(frames, roles, at) for frames, roles in sisters(view))
    pairs = list(found)
    return sum(_elsewhere(*pair) for pair in pairs) / max(len(pairs), 1)


def _pairs(
    frames: Sequence[Frame], roles: Roles, at: Mapping[str, Rect]
) -> Iterator[tuple[Point, Point]]:
    """Where in sister frames the same is, in the first that holds it and in each other."""
    first: dict[str, Point] = {}
    for frame in frames:
        for node in frame.children:
            (x, _), (middle, _) = at[node.id].middle, at[frame.id].middle
            place = x - middle, at[node.id].y - at[frame.id].y
            before = first.setdefault(roles[node.id], place)
            if before is not place:
                yield before, place


def _elsewhere(one: Point, other: Point) -> bool:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1])) > OFF
