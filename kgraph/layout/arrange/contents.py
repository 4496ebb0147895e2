"""What a frame, or the picture, holds: things laid out already, and the ties between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kgraph.layout.arrange.nesting import Nesting
from kgraph.layout.arrange.spreads import Spread
from kgraph.layout.arrange.ties import Pulls, Tie
from kgraph.layout.drawing import Rect

Edge = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Joined:
    """Which things of a frame, or of the picture, arrows join: the same by whatever plan.

    `inside` holds, for each arrow from one of them to another, both and the ends in them;
    `outwards`, for each that leaves the frame, the thing, the end in it, and the other end.
    """

    inside: Sequence[tuple[Edge, Edge]]
    outwards: Sequence[tuple[str, str, str]]


def joined(things: Container[str], frame: str, nesting: Nesting, arrows: Iterable[Edge]) -> Joined:
    """What joins the things of a frame; of the picture, where none is named."""
    inside: list[tuple[Edge, Edge]] = []
    outwards: list[tuple[str, str, str]] = []
    for source, target in arrows:
        first, second = nesting.holder(source, things), nesting.holder(target, things)
        if first and second and first != second:
            inside.append(((first, second), (source, target)))
        for thing, own, other in ((first, source, target), (second, target, source)):
            if frame and thing and not nesting.within(other, frame):
                outwards.append((thing, own, other))
    return Joined(inside, outwards)


@dataclass(frozen=True, slots=True)
class Contents:
    """Things by their ids, to be set in ranks, downwards or to the right, and what joins them."""

    things: Mapping[str, Spread]
    joined: Joined
    down: bool

    def ties(self) -> list[Tie]:
        """Between which things arrows lead, directly or from inside them, in their order."""
        shares: dict[Edge, list[tuple[float, float]]] = defaultdict(list)
        for edge, (source, target) in self.joined.inside:
            first, second = edge
            share = self._share(first, source), self._share(second, target)
            shares[edge].append(share)
        return [_tie(edge, ends) for edge, ends in shares.items()]

    def ties_out(self, frame: str, seen: Mapping[str, Rect]) -> list[Tie]:
        """What arrows leave the frame for, before or after it in its direction, as it was seen.

        What stands beside it, or both before and after, is left out.
        """
        ties: dict[Edge, Tie] = {}
        begin, long = along(seen[frame], self.down)
        for thing, own, other in self.joined.outwards:
            there, extent = along(seen[other], self.down)
            middle = there + extent / 2
            if middle < begin:
                ties[other, thing] = Tie(other, thing, 0.5, self._share(thing, own), 1)
            elif middle > begin + long:
                ties[thing, other] = Tie(thing, other, self._share(thing, own), 0.5, 1)
        before = {first for first, _ in ties}
        after = {second for _, second in ties}
        torn = before & (after - set(self.things))
        return [tie for edge, tie in ties.items() if not torn & set(edge)]

    def pulls(self, frame: str, seen: Mapping[str, Rect]) -> Pulls:
        """How many arrows lead from each thing to what was seen beside the frame, across its
        direction: at its left, and at its right.
        """
        pulls: dict[str, list[int]] = {}
        begin, long = along(seen[frame], self.down)
        left, wide = across(seen[frame], self.down)
        for thing, _, other in self.joined.outwards:
            there, extent = along(seen[other], self.down)
            if begin <= there + extent / 2 <= begin + long:
                aside, breadth = across(seen[other], self.down)
                right = aside + breadth / 2 > left + wide / 2
                pulls.setdefault(thing, [0, 0])[right] += 1
        return tuple((thing, left, right) for thing, (left, right) in sorted(pulls.items()))

    def _share(self, thing: str, end: str) -> float:
        """Where across a thing an arrow ends in it, as a share of its width."""
        if end == thing:
            return 0.5
        spread = self.things[thing]
        begin, whole = across(spread.at[thing], self.down)
        inner, part = across(spread.at[end], self.down)
        return (inner + part / 2 - begin) / whole


@dataclass(frozen=True, slots=True)
class Around:
    """Where things outside a frame are across its direction: those before it, and those after; and
    what pulls its things to a side.
    """

    before: Mapping[str, float] = field(default_factory=dict)
    after: Mapping[str, float] = field(default_factory=dict)
    pulls: Pulls = ()


class Held(NamedTuple):
    """What a frame holds, or the picture, with all ties between that and to what is around it."""

    contents: Contents
    ties: Sequence[Tie]
    around: Around = Around()


def across(rect: Rect, down: bool) -> tuple[float, float]:
    """Where a rectangle begins across the direction of ranks, and how long it is there."""
    return (rect.x, rect.w) if down else (rect.y, rect.h)


def along(rect: Rect, down: bool) -> tuple[float, float]:
    """Where a rectangle begins along the direction of ranks, and how long it is there."""
    return (rect.y, rect.h) if down else (rect.x, rect.w)


def _tie(edge: Edge, ends: Sequence[tuple[float, float]]) -> Tie:
    """One tie for several arrows, which ends where they end on average."""
    at_before = sum(share for share, _ in ends) / len(ends)
    at_after = sum(share for _, share in ends) / len(ends)
    return Tie(*edge, at_before, at_after, len(ends))
