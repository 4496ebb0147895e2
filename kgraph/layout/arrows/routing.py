"""Arrows between things that have their places: right-angled, around blocks, with round corners.

Ways are found on a sparse grid, the main path first. Arrows of one bundle share their way as far as
it is the same; others that share a line are then set apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, product
from typing import NamedTuple

from kgraph.layout.arrows.bundles import Bundle
from kgraph.layout.arrows.corners import corners, rounded, straight
from kgraph.layout.arrows.grid import BESIDE, DEARER, EASY, FENCE, HIGHER, Price
from kgraph.layout.arrows.ports import Ground, grid_around
from kgraph.layout.arrows.search import Finder, Port, Way
from kgraph.layout.arrows.steps import Course, straightened
from kgraph.layout.arrows.tracks import Line, set_apart
from kgraph.layout.drawing import Point, Rect
from kgraph.layout.geometry.rectangles import inside
from kgraph.view.view import Arrow, View

Fences = tuple[list[Rect], list[Rect]]
"""Frames that hold neither end of an arrow, and such that hold both."""


class Laid(NamedTuple):
    """The points of a curve: the first, then three for each cubic Bézier piece.

    With the name of the trunk from which it comes, if it shares one with others.
    """

    points: tuple[Point, ...]
    trunk: str


class Router:
    """Ways for arrows; what lies already makes the way dearer for those that follow."""

    def __init__(self, view: View, bundles: Sequence[Bundle], ground: Ground) -> None:
        arrows = list(chain.from_iterable(bundle.arrows for bundle in bundles))
        joined = [(arrow.source, arrow.target) for arrow in arrows]
        self.arrows, self.bundles, self.ground = arrows, bundles, ground
        self.ends = Counter(chain.from_iterable(joined))
        self.grid = grid_around(ground, joined, self.ends)
        self.things = ground.things
        # of arrows what stays the same however often they are laid: asked for each time
        self._fenced: dict[str, Fences] = {}
        self._between: dict[str, tuple[list[Port], list[Port]]] = {}
        self.finder = Finder(self.grid)
        self.ways: dict[str, Way | None] = {}
        self.paid: dict[str, list[Price]] = {}
        sorted_in = [self._in_order(bundle, view) for bundle in bundles]
        self.order = sorted(sorted_in, key=lambda bundle: self._precedence(bundle.arrows[0], view))

    def lay(self) -> dict[str, Laid]:
        """The curve of each arrow."""
        for bundle in self.order:
            self._lay(bundle)
        return self.laid()

    def lay_anew(self) -> dict[str, Laid]:
        """The same once more, where each bundle that crosses others is laid once all others lie."""
        self._price(DEARER, HIGHER)
        for bundle in self.order:
            self._lay_anew(bundle)
        return self.laid()

    def take_up(self, ways: Mapping[str, Way | None]) -> None:
        """Go on from ways that were laid before; from now on it costs little to pass others."""
        self._free(self.arrows)
        self.paid = {arrow.id: [] for arrow in self.arrows}
        self.ways = dict(ways)
        self.grid.share = BESIDE
        self._price(EASY, FENCE)

    def lay_over(self, bundle: Bundle, alone: Collection[str] = ()) -> bool:
        """Lay a bundle anew over others, or only those of its arrows that are to be `alone`, each
        on a way of its own; whether that leads another way.
        """
        before = [_nodes(self.ways[arrow.id]) for arrow in bundle.arrows]
        self._free(bundle.arrows)
        if alone:
            self._lay_alone(bundle, alone)
        else:
            self._lay(bundle)
        return before != [_nodes(self.ways[arrow.id]) for arrow in bundle.arrows]

    def put_back(self, bundle: Bundle, ways: Mapping[str, Way | None]) -> None:
        """Let a bundle go again as it did before."""
        self._free(bundle.arrows)
        self.ways |= {arrow.id: ways[arrow.id] for arrow in bundle.arrows}
        self._take(bundle)

    def laid(self) -> dict[str, Laid]:
        """The curve of each arrow, as they lie now."""
        lines = {arrow.id: self.line(arrow) for arrow in self.arrows}
        trunks = self.trunks(self.bundles)
        set_apart(list(lines.values()), [trunks.get(id, id) for id in lines])
        courses = [
            self.course(arrow, lines[arrow.id], trunks.get(arrow.id, "")) for arrow in self.arrows
        ]
        without_steps = zip(self.arrows, straightened(courses), strict=True)
        return {
            arrow.id: Laid(rounded(line), trunks.get(arrow.id, "")) for arrow, line in without_steps
        }

    def course(self, arrow: Arrow, line: Line, trunk: str) -> Course:
        """An arrow on a line, perhaps of a trunk, with what may stand in its way."""
        joined = self._joined(arrow)
        foreign, _ = self._fences(arrow)
        first = [*self.ground.walls(arrow.source), *foreign]
        last = [*self.ground.walls(arrow.target), *foreign]
        between = [*self.ground.blocks.values(), *self.ground.headings, *foreign]
        homes = self.ground.home(arrow.source), self.ground.home(arrow.target)
        name = trunk or arrow.id
        frames = tuple(self.ground.frames.values())
        return Course(line, name, joined, homes, first, last, between, frames)

    def _price(self, cross: float, fence: float) -> None:
        """Let crossings and borders cost so much from now on, also of what lies already."""
        self._free(self.arrows)
        self.grid.cross, self.grid.fence = cross, fence
        for bundle in self.order:
            self._take(bundle)

    def _free(self, arrows: Iterable[Arrow]) -> None:
        for arrow in arrows:
            self.grid.free(self.paid[arrow.id])

    def line(self, arrow: Arrow) -> Line:
        """The corners of an arrow that is laid; a straight line where there is no way for it."""
        way = self.ways[arrow.id]
        return straight(*self._joined(arrow)) if way is None else corners(way, self.grid)

    def trunks(self, bundles: Iterable[Bundle]) -> dict[str, str]:
        """For each arrow that shares a trunk with others its name.

        A bundle has several where its arrows leave or reach what they share at several points.
        """
        names: dict[str, str] = {}
        for bundle in bundles:
            for arrow in bundle.arrows if bundle.name else ():
                way = self.ways[arrow.id]
                if way is not None:
                    names[arrow.id] = _trunk(bundle, way)
        many = Counter(names.values())
        return {id: name for id, name in names.items() if many[name] > 1}

    def _precedence(self, arrow: Arrow, view: View) -> tuple[bool, float, str]:
        """What lies first: what the view is arranged along, then what is near."""
        return arrow.kind not in view.along, _distance(*self._joined(arrow)), arrow.id

    def _in_order(self, bundle: Bundle, view: View) -> Bundle:
        ordered = sorted(bundle.arrows, key=lambda arrow: self._precedence(arrow, view))
        return Bundle(bundle.name, tuple(ordered), bundle.leaving)

    def _joined(self, arrow: Arrow) -> tuple[Rect, Rect]:
        return self.things[arrow.source], self.things[arrow.target]

    def _lay(self, bundle: Bundle) -> None:
        """Lay the arrows of a bundle one after another, each from where it parts from others."""
        laid: list[Way] = []
        for arrow in bundle.arrows:
            way = self._way(arrow, laid, leaving=bundle.leaving)
            if laid and way is not None and self._strays(arrow, way):
                way = self._way(arrow, (), leaving=bundle.leaving)
            self._keep(arrow, way, bundle)
            if way is not None:
                laid.append(way)
        self._take(bundle)  # only now: what the bundle shares is not dear to itself

    def _keep(self, arrow: Arrow, way: Way | None, bundle: Bundle) -> None:
        """Let an arrow go a way that was found from the end that its bundle shares."""
        self.ways[arrow.id] = way if way is None or bundle.leaving else way.back()

    def _lay_alone(self, bundle: Bundle, alone: Collection[str]) -> None:
        """Lay some arrows of a bundle on ways of their own, where the others lie as they did."""
        for arrow in bundle.arrows:
            if arrow.id in alone:
                self._keep(arrow, self._way(arrow, (), leaving=bundle.leaving), bundle)
        self._take(bundle)

    def _strays(self, arrow: Arrow, way: Way) -> bool:
        """Whether a way leaves a frame that holds both ends, as what others share may do."""
        _, common = self._fences(arrow)
        points = [Rect(x, y, 0.0, 0.0) for x, y in corners(way, self.grid)]
        pairs = product(points, common)
        return not all(inside(point, frame) for point, frame in pairs)

    def _take(self, bundle: Bundle) -> None:
        """Make the ways of a bundle dear for others, each from where it parts."""
        for arrow in bundle.arrows:
            way = self.ways[arrow.id]
            self.paid[arrow.id] = []
            if way is not None:
                nodes = way.nodes if bundle.leaving else way.nodes[::-1]
                with self.grid.fenced(*self._fences(arrow)):
                    self.paid[arrow.id] = self.grid.take(nodes[way.shared :])

    def _way(self, arrow: Arrow, laid: Sequence[Way], *, leaving: bool) -> Way | None:
        """A way from the end that a bundle shares to the other one."""
        starts, ends = self._ports(arrow)
        if not leaving:
            starts, ends = ends, starts
        with self.grid.fenced(*self._fences(arrow)):
            return self.finder.cheapest(starts, ends, laid)

    def _ports(self, arrow: Arrow) -> tuple[list[Port], list[Port]]:
        """The ways out of what an arrow joins."""
        if arrow.id not in self._between:
            source, target = self._joined(arrow)
            starts = self.ground.ports(arrow.source, target, self.ends[arrow.source])
            ends = self.ground.ports(arrow.target, source, self.ends[arrow.target])
            self._between[arrow.id] = starts, ends
        return self._between[arrow.id]

    def _fences(self, arrow: Arrow) -> Fences:
        """The frames whose borders an arrow need not cross: that hold neither of its ends, or both."""
        if arrow.id not in self._fenced:
            self._fenced[arrow.id] = self._fences_between(*self._joined(arrow))
        return self._fenced[arrow.id]

    def _fences_between(self, source: Rect, target: Rect) -> Fences:
        foreign: list[Rect] = []
        common: list[Rect] = []
        for frame in self.ground.frames.values():
            if inside(source, frame) == inside(target, frame):
                (common if inside(source, frame) else foreign).append(frame)
        return foreign, common

    def _lay_anew(self, bundle: Bundle) -> None:
        """Lay a bundle that crosses or shares others anew."""
        self._free(bundle.arrows)
        ways = [_nodes(self.ways[arrow.id]) for arrow in bundle.arrows]
        if any(map(self.grid.tangled, ways)):
            self._lay(bundle)
        else:
            self._take(bundle)


def _trunk(bundle: Bundle, way: Way) -> str:
    x, y = (way.start if bundle.leaving else way.end).border
    return f"{bundle.name} at {x:g} {y:g}"


def _nodes(way: Way | None) -> list[int]:
    return way.nodes if way is not None else []


def _distance(source: Rect, target: Rect) -> float:
    """How far two middles are from each other, across and along."""
    across = source.x + source.w / 2 - target.x - target.w / 2
    along = source.y + source.h / 2 - target.y - target.h / 2
    return abs(across) + abs(along)
