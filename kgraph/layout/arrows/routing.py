"""Arrows between things that have their places: right-angled, around blocks, with round corners.

Ways are found on a sparse grid, the main path first; arrows that share a line are then set apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kgraph.layout.arrows.corners import corners, rounded, straight
from kgraph.layout.arrows.grid import Grid, Price
from kgraph.layout.arrows.ports import grid_around, ports
from kgraph.layout.arrows.search import Finder, Port, Way
from kgraph.layout.arrows.tracks import Line, set_apart
from kgraph.layout.drawing import Point, Rect
from kgraph.layout.geometry.rectangles import inside
from kgraph.view.view import Arrow, View


def route(
    view: View,
    blocks: Mapping[str, Rect],
    frames: Mapping[str, Rect],
    headings: Iterable[Rect],
    *,
    again: int = 0,
) -> dict[str, tuple[Point, ...]]:
    """For each arrow the points of its curve: the first, then three for each cubic Bézier piece.

    Arrows that cross others are laid `again` so many times, once all the others lie.
    """
    joined = [(arrow.source, arrow.target) for arrow in view.arrows]
    ends = Counter(arrow.source for arrow in view.arrows)
    ends.update(arrow.target for arrow in view.arrows)
    grid = grid_around(blocks, frames, headings, joined, ends)
    router = _Router(blocks, frames, ends, grid)
    router.lay(sorted(view.arrows, key=lambda arrow: router.precedence(arrow, view)), again)
    lines = {arrow.id: router.line(arrow) for arrow in view.arrows}
    set_apart(list(lines.values()))
    return {id: rounded(line) for id, line in lines.items()}


class _Router:
    """Ways for arrows; what lies already makes the way dearer for those that follow."""

    def __init__(
        self,
        blocks: Mapping[str, Rect],
        frames: Mapping[str, Rect],
        ends: Mapping[str, int],
        grid: Grid,
    ) -> None:
        self.frames, self.ends, self.grid = frames, ends, grid
        self.things = {**frames, **blocks}
        self.finder = Finder(grid)
        self.ways: dict[str, Way | None] = {}
        self.paid: dict[str, list[Price]] = {}

    def precedence(self, arrow: Arrow, view: View) -> tuple[bool, float, str]:
        """What lies first: what the view is arranged along, then what is near."""
        return arrow.kind not in view.along, _distance(*self._joined(arrow)), arrow.id

    def lay(self, order: Sequence[Arrow], again: int) -> None:
        """A way for each arrow; then anew for those that cross others, as long as one moves."""
        for arrow in order:
            self._lay(arrow)
        for _ in range(again):
            moved = [self._lay_anew(arrow) for arrow in order]
            if not any(moved):
                break

    def line(self, arrow: Arrow) -> Line:
        """The corners of an arrow that is laid; a straight line where there is no way for it."""
        way = self.ways[arrow.id]
        return straight(*self._joined(arrow)) if way is None else corners(way, self.grid)

    def _joined(self, arrow: Arrow) -> tuple[Rect, Rect]:
        return self.things[arrow.source], self.things[arrow.target]

    def _lay(self, arrow: Arrow) -> None:
        source, target = self._joined(arrow)
        with self.grid.fenced(self._foreign(source, target)):
            way = self.finder.cheapest(
                self._ports(arrow.source, target), self._ports(arrow.target, source)
            )
            self.paid[arrow.id] = self.grid.take(way.nodes) if way else []
        self.ways[arrow.id] = way

    def _foreign(self, source: Rect, target: Rect) -> list[Rect]:
        """The frames whose borders an arrow need not cross: that hold both its ends, or neither."""
        frames = self.frames.values()
        return [frame for frame in frames if inside(source, frame) == inside(target, frame)]

    def _ports(self, id: str, other: Rect) -> list[Port]:
        return ports(self.things[id], other, frame=id in self.frames, many=self.ends[id])

    def _lay_anew(self, arrow: Arrow) -> bool:
        """Lay an arrow that crosses or shares others anew; whether it has another way now."""
        old = self.ways[arrow.id]
        self.grid.free(self.paid[arrow.id])
        if old is None or not self.grid.tangled(old.nodes):
            self.paid[arrow.id] = self.grid.take(old.nodes) if old else []
            return False
        self._lay(arrow)
        way = self.ways[arrow.id]
        return way is not None and way.nodes != old.nodes


def _distance(source: Rect, target: Rect) -> float:
    """How far two middles are from each other, across and along."""
    across = source.x + source.w / 2 - target.x - target.w / 2
    along = source.y + source.h / 2 - target.y - target.h / 2
    return abs(across) + abs(along)
