"""Places for a view in layers: what leads on stands before what it leads to, frame by frame.

In every frame (and in the picture itself) things are ranked by the longest way that leads to them, ordered within their rank so
that few arrows cross (barycentres), and set where their neighbours are (isotonic regression). Long arrows keep a lane free
through the ranks that they pass. After Sugiyama, Tagawa and Toda 1981, with our own nesting and sizes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kgraph.rendering.boxmodel import Spread
from kgraph.rendering.sizes import block_size, frame_width
from kgraph.rendering.style import FRAME_HEAD
from kgraph.view.drawing import Rect
from kgraph.view.view import Block, Frame, View

PAD = 22.0
LANE = 22.0
BESIDE = 34.0
"""The least room between things of one rank, for arrows to pass."""
SWEEPS = 6


@dataclass(frozen=True, slots=True)
class Plan:
    """How a view is laid out: the direction of the picture and of its frames (true: downwards), how many things a rank may hold, the width of its blocks."""

    down: bool
    inner_down: bool
    fold: int = 99
    narrow: bool = False


Edge = tuple[str, str]


@dataclass(slots=True)
class _Node:
    """A thing in a rank: how long it is across the direction, and along it; `at` is where it begins across."""

    id: str
    across: float
    along: float
    at: float = 0.0

    @property
    def middle(self) -> float:
        return self.at + self.across / 2


def place_layers(view: View, plan: Plan) -> Spread:
    """Every frame and block of a view, from the top left of the picture's content."""
    return _Layers(view, plan).area(view.children, plan.down)


class _Layers:
    def __init__(self, view: View, plan: Plan) -> None:
        self.plan = plan
        self.around: dict[str, tuple[str, ...]] = {}
        self._walk(view.children, ())
        first = [arrow for arrow in view.arrows if arrow.kind in view.along]
        rest = [arrow for arrow in view.arrows if arrow.kind not in view.along]
        self.arrows = [
            (a.target, a.source) if a.pulled else (a.source, a.target)
            for arrows in (first, rest)
            for a in sorted(arrows, key=lambda a: a.id)
        ]

    def _walk(self, nodes: Iterable[Frame | Block], outer: tuple[str, ...]) -> None:
        for node in nodes:
            self.around[node.id] = (*outer, node.id)
            if isinstance(node, Frame):
                self._walk(node.children, (*outer, node.id))

    def area(self, nodes: Sequence[Frame | Block], down: bool) -> Spread:
        """The things of a frame or of the picture, in ranks."""
        inner = {node.id: self.one(node) for node in nodes}
        edges = self.edges(inner)
        tied = {end for edge in edges for end in edge}
        ranks = _ranks([node.id for node in nodes if node.id in tied], edges)
        rows = [[_Node(id, *_sides(inner[id], down)) for id in row] for row in ranks]
        rows = _folded(rows, self.plan.fold)
        rows = _with_lanes(rows, edges)
        _order(rows, edges)
        _align(rows, edges)
        loose = [node.id for node in nodes if node.id not in tied]
        return self.put(rows, inner, edges, loose, down)

    def edges(self, inner: dict[str, Spread]) -> dict[Edge, int]:
        """Pairs of siblings that arrows lead between, directly or from inside them, in their order; how many there are."""
        found: dict[Edge, int] = {}
        for pair in self.arrows:
            ends = [next((id for id in self.around[end] if id in inner), None) for end in pair]
            if ends[0] and ends[1] and ends[0] != ends[1]:
                edge = (ends[0], ends[1])
                found[edge] = found.get(edge, 0) + 1
        return found

    def one(self, node: Frame | Block) -> Spread:
        if isinstance(node, Block):
            w, h = block_size(node, narrow=self.plan.narrow)
            return Spread(w, h, {node.id: Rect(0, 0, w, h)})
        inner = self.area(node.children, self.plan.inner_down)
        w = max(inner.w, frame_width(node)) + 2 * PAD
        h = FRAME_HEAD + 8 + inner.h + PAD
        return Spread(w, h, {node.id: Rect(0, 0, w, h), **inner.moved((w - inner.w) / 2, FRAME_HEAD + 8)})

    def put(
        self, rows: list[list[_Node]], inner: dict[str, Spread], edges: dict[Edge, int], loose: list[str], down: bool
    ) -> Spread:
        """Ranks one after the other, each with room for the arrows between it and the next; what has no arrow comes after them."""
        at: dict[str, Rect] = {}
        y, wide = 0.0, 0.0
        for number, row in enumerate(rows):
            deep = max((node.along for node in row), default=0.0)
            for node in row:
                wide = max(wide, node.at + node.across)
                if node.id in inner:
                    off = y + (deep - node.along) / 2
                    at |= inner[node.id].moved(*((node.at, off) if down else (off, node.at)))
            y += deep + (_gap(row, rows[number + 1], edges, down) if number + 1 < len(rows) else 0.0)
        spread = Spread(wide, y, at) if down else Spread(y, wide, at)
        return _beside(spread, [inner[id] for id in loose], down)


def _sides(spread: Spread, down: bool) -> tuple[float, float]:
    return (spread.w, spread.h) if down else (spread.h, spread.w)


def _gap(row: Sequence[_Node], following: Sequence[_Node], edges: dict[Edge, int], down: bool) -> float:
    """The room between two ranks: for words, which are wide, and for arrows that run side by side."""
    here, there = {_real(n.id) for n in row}, {_real(n.id) for n in following}
    many = sum(1 for a, b in edges if (a in here and b in there) or (b in here and a in there))
    return max(54.0, 38.0 + 7.0 * many) if down else max(132.0, 96.0 + 7.0 * many)


def _beside(spread: Spread, loose: list[Spread], down: bool) -> Spread:
    """What has no arrow, in a row after the rest, or in a column where the rest is in a row."""
    if not loose:
        return spread
    at = dict(spread.at)
    begin = 0.0 if not spread.at else (spread.h if down else spread.w) + BESIDE
    pos, deep = 0.0, 0.0
    for one in loose:
        at |= one.moved(*((pos, begin) if down else (begin, pos)))
        pos += (one.w if down else one.h) + BESIDE * 0.6
        deep = max(deep, one.h if down else one.w)
    pos -= BESIDE * 0.6
    if down:
        return Spread(max(spread.w, pos), begin + deep, at)
    return Spread(begin + deep, max(spread.h, pos), at)


# --- ranks


def _ranks(ids: list[str], edges: dict[Edge, int]) -> list[list[str]]:
    """The ids by the longest way that leads to them; an edge that would close a circle, in the order of the edges, is passed over."""
    onwards = _acyclic(edges)
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    for a, b in onwards:
        before[b].append(a)
        after[a].append(b)
    rank: dict[str, int] = {}

    def depth(id: str) -> int:
        if id not in rank:
            rank[id] = 1 + max((depth(one) for one in before[id]), default=-1)
        return rank[id]

    for id in ids:
        depth(id)
    for id in sorted(ids, key=lambda id: -rank[id]):  # what nothing leads to stands right before what it leads to
        if not before[id] and after[id]:
            rank[id] = min(rank[one] for one in after[id]) - 1
    levels = sorted(set(rank.values()))
    return [[id for id in ids if rank[id] == level] for level in levels]


def _acyclic(edges: Iterable[Edge]) -> list[Edge]:
    """The edges without those that lead back along what came before them."""
    after: dict[str, set[str]] = defaultdict(set)
    kept: list[Edge] = []
    for a, b in edges:
        seen, stack = {b}, [b]
        while stack:
            for one in after[stack.pop()]:
                if one not in seen:
                    seen.add(one)
                    stack.append(one)
        if a not in seen:
            after[a].add(b)
            kept.append((a, b))
    return kept


def _folded(rows: list[list[_Node]], most: int) -> list[list[_Node]]:
    """Ranks of no more than so many things; what is too many stands in a rank after it."""
    found: list[list[_Node]] = []
    for row in rows:
        parts = -(-len(row) // most)
        size = -(-len(row) // parts)
        found += [row[i : i + size] for i in range(0, len(row), size)]
    return found


def _real(id: str) -> str:
    return id.partition("\0")[0]


def _lane(a: str, b: str, number: int) -> str:
    """The id of the place that an edge keeps free in a rank."""
    return f"{a}\0{b}\0{number}"


def _with_lanes(rows: list[list[_Node]], edges: dict[Edge, int]) -> list[list[_Node]]:
    """The ranks with a narrow place in each that a long edge passes."""
    level = {node.id: number for number, row in enumerate(rows) for node in row}
    rows = [list(row) for row in rows]
    for a, b in edges:
        low, high = sorted((level[a], level[b]))
        for number in range(low + 1, high):
            rows[number].append(_Node(_lane(a, b, number), LANE, 0.0))
    return rows


# --- order and position within ranks


def _order(rows: list[list[_Node]], edges: dict[Edge, int]) -> None:
    """Order each rank so that few edges cross: by the mean place of the neighbours in the rank before, then after, several times; the best is kept."""
    links = _links(rows, edges)
    best = _crossings(rows, links)
    kept = [[node.id for node in row] for row in rows]
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        numbers = range(1, len(rows)) if forward else range(len(rows) - 2, -1, -1)
        for number in numbers:
            other = number - 1 if forward else number + 1
            place = {node.id: i for i, node in enumerate(rows[other])}
            _by_barycentre(rows[number], place, links)
        count = _crossings(rows, links)
        if count < best:
            best, kept = count, [[node.id for node in row] for row in rows]
    for row, ids in zip(rows, kept, strict=True):
        row.sort(key=lambda node: ids.index(node.id))


def _by_barycentre(row: list[_Node], place: dict[str, int], links: dict[str, list[str]]) -> None:
    means: dict[str, float] = {}
    for i, node in enumerate(row):
        near = [place[one] for one in links[node.id] if one in place]
        means[node.id] = sum(near) / len(near) if near else i * max(len(place), 1) / max(len(row), 1)
    row.sort(key=lambda node: means[node.id])


def _links(rows: list[list[_Node]], edges: dict[Edge, int]) -> dict[str, list[str]]:
    """The neighbours of each thing in the ranks beside its own; lanes join what is further apart."""
    level = {node.id: number for number, row in enumerate(rows) for node in row if "\0" not in node.id}
    links: dict[str, list[str]] = defaultdict(list)
    for a, b in edges:
        low, high = (a, b) if level[a] <= level[b] else (b, a)
        lanes = [_lane(a, b, number) for number in range(level[low] + 1, level[high])]
        for one, other in pairwise((low, *lanes, high)):
            links[one].append(other)
            links[other].append(one)
    return links


def _crossings(rows: list[list[_Node]], links: dict[str, list[str]]) -> int:
    """How many pairs of links cross between neighbouring ranks."""
    count = 0
    for upper, lower in pairwise(rows):
        below = {node.id: i for i, node in enumerate(lower)}
        ends = [
            below[one]
            for node in upper
            for one in sorted((o for o in links[node.id] if o in below), key=below.__getitem__)
        ]
        count += sum(1 for i, end in enumerate(ends) for other in ends[i + 1 :] if other < end)
    return count


def _align(rows: list[list[_Node]], edges: dict[Edge, int]) -> None:
    """Set each thing as near as may be to the middle of its neighbours, in its order and with room between."""
    links = _links(rows, edges)
    for row in rows:
        pos = 0.0
        for node in row:
            node.at = pos
            pos += node.across + BESIDE
        for node in row:
            node.at -= (pos - BESIDE) / 2
    for sweep in range(SWEEPS + 2):
        numbers = range(len(rows)) if sweep % 2 == 0 else range(len(rows) - 1, -1, -1)
        for number in numbers:
            near = {node.id: node for n in (number - 1, number + 1) if 0 <= n < len(rows) for node in rows[n]}
            _settle(rows[number], near, links)
    least = min((node.at for row in rows for node in row), default=0.0)
    for row in rows:
        for node in row:
            node.at -= least


def _settle(row: list[_Node], near: dict[str, _Node], links: dict[str, list[str]]) -> None:
    """The places nearest to the wished ones that keep order and room: isotonic regression by pooling (Ayer et al. 1955)."""
    offsets, pos = [], 0.0
    for node in row:
        offsets.append(pos)
        pos += node.across + BESIDE
    pools: list[tuple[float, int]] = []
    for node, offset in zip(row, offsets, strict=True):
        middles = [near[one].middle for one in links[node.id] if one in near]
        wish = sum(middles) / len(middles) - node.across / 2 if middles else node.at
        mean, count = wish - offset, 1
        while pools and pools[-1][0] > mean:
            other, many = pools.pop()
            mean, count = (mean * count + other * many) / (count + many), count + many
        pools.append((mean, count))
    means = [mean for mean, count in pools for _ in range(count)]
    for node, offset, mean in zip(row, offsets, means, strict=True):
        node.at = mean + offset
