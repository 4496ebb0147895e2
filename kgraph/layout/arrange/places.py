"""Where frames and blocks stand: a few rules of our own, since no layout engine knows what an architecture looks like.

Along the main path things stand in rows, from the client down; what goes beside it stands in bands above, below and
beside. Sites stand side by side, and like sites come out alike to the point.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import ceil

from kgraph.layout.arrange.sizes import block_height, block_size, columns, frame_width
from kgraph.layout.drawing import Rect
from kgraph.layout.style import FRAME_HEAD
from kgraph.view.view import Arrow, Block, Frame, View

RANK_GAP = 50.0
LANE_GAP = 18.0
SIDE_GAP = 56.0
SITE_GAP = 44.0
FRAME_PAD = 18.0
SITES_IN_ROW = 3


@dataclass(frozen=True, slots=True)
class Spread:
    """Rectangles by id within an area of a width and height."""

    w: float = 0.0
    h: float = 0.0
    at: dict[str, Rect] = field(default_factory=dict)

    def moved(self, dx: float, dy: float) -> dict[str, Rect]:
        """The rectangles, shifted."""
        return {id: Rect(r.x + dx, r.y + dy, r.w, r.h) for id, r in self.at.items()}


def place(
    view: View, *, narrow: bool = False, stacked: bool = False, paired: bool = False
) -> Spread:
    """Every frame and block of a view, from the top left of the picture's content.

    `narrow` puts few boxes side by side within clusters, `stacked` the clusters of a site below each other, `paired` no more
    than two sites beside each other.
    """
    return _Model(_Ranks(view, view.along), narrow, stacked, paired).root(view)


# --- putting areas together


def _row(parts: Iterable[Spread], gap: float, align: float = 0.5) -> Spread:
    """Areas from left to right; `align` 0 is top, 1 bottom."""
    shown = [part for part in parts if part.at]
    high = max((part.h for part in shown), default=0.0)
    at: dict[str, Rect] = {}
    x = 0.0
    for part in shown:
        at |= part.moved(x, (high - part.h) * align)
        x += part.w + gap
    return Spread(max(x - gap, 0.0), high, at)


def _column(parts: Iterable[Spread], gap: float, align: float = 0.5) -> Spread:
    """Areas from top to bottom; `align` 0 is left, 1 right."""
    shown = [part for part in parts if part.at]
    wide = max((part.w for part in shown), default=0.0)
    at: dict[str, Rect] = {}
    y = 0.0
    for part in shown:
        at |= part.moved((wide - part.w) * align, y)
        y += part.h + gap
    return Spread(wide, max(y - gap, 0.0), at)


def _grid(parts: Sequence[Spread], across: int, gap: float, align: float = 0.0) -> Spread:
    rows = [_row(parts[i : i + across], gap, align) for i in range(0, len(parts), across)]
    return _column(rows, gap)


# --- rows along the main path


class _Ranks:
    """How many steps along the main path each child of a container stands below the first."""

    def __init__(self, view: View, main_kinds: frozenset[str]) -> None:
        self.inside = {id: (*outer, id) for id, outer in view.around().items()}
        self.arrows = [arrow for arrow in view.arrows if arrow.kind in main_kinds]
        self.on_path = {end for arrow in self.arrows for end in (arrow.source, arrow.target)}

    def of(self, nodes: Sequence[Frame | Block]) -> dict[str, int]:
        """The rank of each of these siblings."""
        ids = {node.id for node in nodes}
        steps = {pair for arrow in self.arrows if (pair := self._lift(arrow, ids)) is not None}
        ranks = dict.fromkeys(sorted(ids), 0)
        for _ in ids:  # as many rounds as there are nodes end even where the path runs in a circle
            for source, target in sorted(steps):
                if ranks[target] < ranks[source] + 1 <= len(ids):
                    ranks[target] = ranks[source] + 1
        return ranks

    def _lift(self, arrow: Arrow, ids: set[str]) -> tuple[str, str] | None:
        ends = [
            next((id for id in self.inside[end] if id in ids), None)
            for end in (arrow.source, arrow.target)
        ]
        return (ends[0], ends[1]) if ends[0] and ends[1] and ends[0] != ends[1] else None


def _by_rank(nodes: Sequence[Frame | Block], ranks: _Ranks) -> list[list[Frame | Block]]:
    rank = ranks.of(nodes)
    levels = sorted(set(rank.values()))
    return [[node for node in nodes if rank[node.id] == level] for level in levels]


def _head(left: Spread, middle: Spread, right: Spread, wide: float) -> Spread:
    """The area above the sites: the main path over their middle, bands flush with their sides."""
    side = max(left.w, right.w)
    w = max(wide, middle.w + (2 * (side + SIDE_GAP) if side else 0.0))
    h = max(left.h, middle.h, right.h)
    at = left.moved(0.0, (h - left.h) / 2)
    at |= middle.moved((w - middle.w) / 2, (h - middle.h) / 2)
    at |= right.moved(w - right.w, (h - right.h) / 2)
    return Spread(w, h, at)


def _level(parts: Sequence[Spread], frames: Sequence[Frame]) -> list[Spread]:
    """Frames that stand side by side, made equally high, so that like ones look alike."""
    high = max((part.h for part in parts), default=0.0)
    levelled = []
    for part, frame in zip(parts, frames, strict=True):
        outer = part.at[frame.id]
        levelled.append(
            Spread(part.w, high, {**part.at, frame.id: Rect(outer.x, outer.y, outer.w, high)})
        )
    return levelled


# --- containers


class _Model:
    """The rules by which containers are filled."""

    def __init__(self, ranks: _Ranks, narrow: bool, stacked: bool, paired: bool) -> None:
        self.ranks, self.narrow, self.stacked, self.paired = ranks, narrow, stacked, paired

    def leaf(self, block: Block, wide: float = 0.0, *, narrow: bool = False) -> Spread:
        """A block alone, stretched to a width where it has a title."""
        w, h = block_size(block, narrow=narrow)
        w = max(w, wide) if block.title else w
        if block.title and wide > 0:
            h = block_height(block, columns(w))
        return Spread(w, h, {block.id: Rect(0, 0, w, h)})

    def stack(self, blocks: Sequence[Block], *, narrow: bool = False) -> Spread:
        """Blocks below each other, stretched to one width."""
        wide = max((block_size(block, narrow=narrow)[0] for block in blocks), default=0.0)
        return _column([self.leaf(block, wide, narrow=narrow) for block in blocks], LANE_GAP, 0.0)

    def root(self, view: View) -> Spread:
        """The whole picture: the way to the sites above, the sites side by side, what serves them all below."""
        blocks = [node for node in view.children if isinstance(node, Block)]
        sites = [node for node in view.children if isinstance(node, Frame)]
        path = [block for block in blocks if block.id in self.ranks.on_path]
        beside = [block for block in blocks if block not in path]
        middle = _column(
            [
                _row([self.leaf(n) for n in level if isinstance(n, Block)], SIDE_GAP)
                for level in _by_rank(path, self.ranks)
            ],
            RANK_GAP,
        )
        left = self.stack([b for b in beside if b.band == "left"])
        right = self.stack([b for b in beside if b.band == "right"])
        below = _row([self.leaf(b) for b in beside if b.band == "below"], SIDE_GAP, 0.0)
        across = 2 if self.paired else SITES_IN_ROW if len(sites) > 4 else max(len(sites), 1)
        ground = _column([self.side_by_side(sites, across, SITE_GAP), below], RANK_GAP)
        return _column([_head(left, middle, right, ground.w), ground], RANK_GAP + 6)

    def side_by_side(self, frames: Sequence[Frame], across: int, gap: float) -> Spread:
        """Frames in rows, those of a row made equally high."""
        rows = [frames[i : i + across] for i in range(0, len(frames), across)]
        return _column(
            [_row(_level([self.frame(f) for f in row], row), gap, 0.0) for row in rows], gap
        )

    def frame(self, frame: Frame) -> Spread:
        """A frame around what it holds."""
        inner = self.cluster(frame) if frame.level == "cluster" else self.rows(frame)
        w = max(inner.w, frame_width(frame)) + 2 * FRAME_PAD
        h = FRAME_HEAD + inner.h + FRAME_PAD + (6 if not inner.at else 0)
        at = inner.moved((w - inner.w) / 2, FRAME_HEAD + 6)
        return Spread(w, h + 6, {frame.id: Rect(0, 0, w, h + 6), **at})

    def rows(self, frame: Frame) -> Spread:
        """A site or network: what comes before its clusters, the clusters side by side, what comes after."""
        frames = [node for node in frame.children if isinstance(node, Frame)]
        blocks = [node for node in frame.children if isinstance(node, Block)]
        order = self.ranks.of([*frames, *blocks])
        level = min((order[f.id] for f in frames), default=1)
        first = [
            b
            for b in blocks
            if (order[b.id] < level if b.id in self.ranks.on_path else b.band in ("left", "right"))
        ]
        last = [b for b in blocks if b not in first]
        across = 1 if self.stacked else 2 if len(frames) > 3 else max(len(frames), 1)
        middle = self.side_by_side(frames, across, LANE_GAP * 1.5)
        return _column(
            [
                _row([self.leaf(b) for b in first], SIDE_GAP),
                middle,
                _row([self.leaf(b) for b in last], LANE_GAP * 2),
            ],
            RANK_GAP - 12,
        )

    def cluster(self, frame: Frame) -> Spread:
        """A cluster: lanes stacked at the left, under the heading, and the main path in a column at the right, where it can be entered from above."""
        blocks = [node for node in frame.children if isinstance(node, Block)]
        path = [
            b for b in blocks if b.id in self.ranks.on_path or (b.band == "right" and not b.title)
        ]
        lanes = [b for b in blocks if b not in path]
        levels = [
            _grid([self.leaf(n) for n in level if isinstance(n, Block)], 2, LANE_GAP)
            for level in _by_rank(path, self.ranks)
        ]
        beside = self.stack(lanes, narrow=self.narrow)
        if beside.h > (760 if self.narrow else 520) and len(lanes) > 1:
            half = ceil(len(lanes) / 2)
            beside = _row(
                [self.stack(part, narrow=self.narrow) for part in (lanes[:half], lanes[half:])],
                LANE_GAP,
                0.0,
            )
        return _row([beside, _column(levels, RANK_GAP + 8)], SIDE_GAP + 30, 0.5)
