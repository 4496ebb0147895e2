"""Places for a view in layers: what leads on stands before what it leads to, frame by frame.

In every frame (and in the picture itself) things are ranked by the longest way that leads to them, ordered within their rank so
that few arrows cross (barycentres), and set where their neighbours are (isotonic regression). Long arrows keep a lane free
through the ranks that they pass. A first round shows on which side of its frame each arrow leaves; the second takes that into
account. After Sugiyama, Tagawa and Toda 1981, with our own nesting and sizes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kgraph.layout.arrange.places import Spread
from kgraph.layout.arrange.ranks import (
    BESIDE,
    Edge,
    Node,
    Tie,
    align,
    folded,
    order,
    ranked,
    with_lanes,
)
from kgraph.layout.arrange.sizes import block_size, frame_width
from kgraph.layout.drawing import Rect
from kgraph.layout.style import FRAME_HEAD
from kgraph.view.view import Block, Frame, View

PAD = 22.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How a view is laid out: the direction of the picture and of its frames (true: downwards), and how many things a rank of each may hold."""

    down: bool
    inner_down: bool
    fold: int = 99
    inner_fold: int = 99


def place_layers(view: View, plan: Plan) -> Spread:
    """Every frame and block of a view, from the top left of the picture's content."""
    first = _Layers(view, plan, {}).area(None, view.children, plan.down)
    if not any(True for _ in view.frames()):
        return first
    return _Layers(view, plan, first.at).area(None, view.children, plan.down)


class _Layers:
    """One round; `seen` is where everything was in the round before."""

    def __init__(self, view: View, plan: Plan, seen: dict[str, Rect]) -> None:
        self.plan, self.seen = plan, seen
        self.around = {id: (*outer, id) for id, outer in view.around().items()}
        first = [arrow for arrow in view.arrows if arrow.kind in view.along]
        rest = [arrow for arrow in view.arrows if arrow.kind not in view.along]
        self.arrows = [
            (a.target, a.source) if a.pulled else (a.source, a.target)
            for arrows in (first, rest)
            for a in sorted(arrows, key=lambda a: a.id)
        ]

    def area(self, frame: str | None, nodes: Sequence[Frame | Block], down: bool) -> Spread:
        """The things of a frame or of the picture, in ranks."""
        inner = {node.id: self.one(node) for node in nodes}
        ties = self.ties(inner, down)
        outside = self.outside(frame, inner, down)
        before = {tie.a: self.place(frame, tie.a, down) for tie in outside if tie.a not in inner}
        after = {tie.b: self.place(frame, tie.b, down) for tie in outside if tie.b not in inner}
        every = [*ties, *outside]
        tied = {end for tie in every for end in (tie.a, tie.b)}
        ranks = ranked(
            [id for id in inner if id in tied],
            [(tie.a, tie.b) for tie in every],
            set(before),
            set(after),
        )
        rows = folded(
            [[Node(id, *_sides(inner[id], down)) for id in row] for row in ranks],
            self.plan.fold if frame is None else self.plan.inner_fold,
        )
        rows = [_fixed(before), *rows, _fixed(after)]
        rows = with_lanes(rows, every)
        order(rows, every)
        align(rows, every)
        loose = [inner[id] for id in inner if id not in tied]
        return _beside(self.put(rows[1:-1], inner, every, down), loose, down)

    def ties(self, inner: dict[str, Spread], down: bool) -> list[Tie]:
        """Siblings that arrows lead between, directly or from inside them, in their order, and where on each side they end."""
        found: dict[Edge, list[tuple[float, float]]] = {}
        for pair in self.arrows:
            a, b = (next((id for id in self.around[end] if id in inner), None) for end in pair)
            if a and b and a != b:
                share = (_share(inner[a], a, pair[0], down), _share(inner[b], b, pair[1], down))
                found.setdefault((a, b), []).append(share)
        return [
            Tie(*edge, _mean(s for s, _ in shares), _mean(s for _, s in shares), len(shares))
            for edge, shares in found.items()
        ]

    def outside(self, frame: str | None, inner: dict[str, Spread], down: bool) -> list[Tie]:
        """What arrows leave the frame for, before or after it in its direction, as it was in the round before."""
        if frame is None or frame not in self.seen:
            return []
        rect = self.seen[frame]
        begin, end = (rect.y, rect.y + rect.h) if down else (rect.x, rect.x + rect.w)
        found: dict[Edge, Tie] = {}
        for pair in self.arrows:
            for own, other in (pair, pair[::-1]):
                child = next((id for id in self.around[own] if id in inner), None)
                if child is None or frame in self.around[other]:
                    continue
                there = self.seen[other]
                middle = there.y + there.h / 2 if down else there.x + there.w / 2
                if middle < begin:
                    found[other, child] = Tie(
                        other, child, 0.5, _share(inner[child], child, own, down), 1
                    )
                elif middle > end:
                    found[child, other] = Tie(
                        child, other, _share(inner[child], child, own, down), 0.5, 1
                    )
        both = {a for a, _ in found} & {b for _, b in found} - set(inner)
        return [tie for edge, tie in found.items() if not both & set(edge)]

    def place(self, frame: str | None, other: str, down: bool) -> float:
        """Where something outside a frame is across the frame's direction, from where the frame begins."""
        here, there = self.seen[frame or ""], self.seen[other]
        return (
            there.x + there.w / 2 - here.x - PAD
            if down
            else there.y + there.h / 2 - here.y - FRAME_HEAD - 8
        )

    def one(self, node: Frame | Block) -> Spread:
        """A block, or a frame around what it holds."""
        if isinstance(node, Block):
            w, h = block_size(node)
            return Spread(w, h, {node.id: Rect(0, 0, w, h)})
        inner = self.area(node.id, node.children, self.plan.inner_down)
        w = max(inner.w, frame_width(node)) + 2 * PAD
        h = FRAME_HEAD + 8 + inner.h + PAD
        return Spread(
            w, h, {node.id: Rect(0, 0, w, h), **inner.moved((w - inner.w) / 2, FRAME_HEAD + 8)}
        )

    def put(
        self, rows: list[list[Node]], inner: dict[str, Spread], ties: Sequence[Tie], down: bool
    ) -> Spread:
        """Ranks one after the other, each with room for the arrows between it and the next."""
        at: dict[str, Rect] = {}
        things = [
            node for row in rows for node in row if node.id in inner
        ]  # lanes at the rim need no room of their own
        least = min((node.at for node in things), default=0.0)
        wide = max((node.at + node.across for node in things), default=least) - least
        y = 0.0
        for number, row in enumerate(rows):
            deep = max((node.along for node in row), default=0.0)
            for node in row:
                if node.id in inner:
                    off = y + (deep - node.along) / 2
                    at |= inner[node.id].moved(
                        *((node.at - least, off) if down else (off, node.at - least))
                    )
            y += deep + (_gap(row, rows[number + 1], ties, down) if number + 1 < len(rows) else 0.0)
        return Spread(wide, y, at) if down else Spread(y, wide, at)


def _fixed(places: dict[str, float]) -> list[Node]:
    """What is outside a frame, in a rank of its own that keeps its order."""
    return [
        Node(id, 0.0, 0.0, at, fixed=True)
        for id, at in sorted(places.items(), key=lambda item: (item[1], item[0]))
    ]


def _sides(spread: Spread, down: bool) -> tuple[float, float]:
    return (spread.w, spread.h) if down else (spread.h, spread.w)


def _share(spread: Spread, id: str, end: str, down: bool) -> float:
    """Where across a thing an arrow ends in it, as a share of its width."""
    whole, part = spread.at[id], spread.at[end]
    if end == id:
        return 0.5
    return (
        (part.x + part.w / 2 - whole.x) / whole.w
        if down
        else (part.y + part.h / 2 - whole.y) / whole.h
    )


def _mean(values: Iterable[float]) -> float:
    known = list(values)
    return sum(known) / len(known)


def _gap(row: Sequence[Node], following: Sequence[Node], ties: Sequence[Tie], down: bool) -> float:
    """The room between two ranks: for words, which are wide, and for arrows that run side by side."""
    here, there = {n.real for n in row}, {n.real for n in following}
    many = sum(1 for t in ties if (t.a in here and t.b in there) or (t.b in here and t.a in there))
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
