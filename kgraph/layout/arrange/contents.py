"""What a frame, or the picture, holds: things laid out already, and the ties between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgraph.layout.arrange.nesting import Nesting
from kgraph.layout.arrange.spreads import Spread
from kgraph.layout.arrange.ties import Tie
from kgraph.layout.drawing import Rect

Edge = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Contents:
    """Things by their ids, to be set in ranks, downwards or to the right.

    `arrows` are all those of the view, from what stands before to what stands after.
    """

    things: Mapping[str, Spread]
    nesting: Nesting
    arrows: Sequence[Edge]
    down: bool

    def ties(self) -> list[Tie]:
        """Between which things arrows lead, directly or from inside them, in their order."""
        shares: dict[Edge, list[tuple[float, float]]] = defaultdict(list)
        for source, target in self.arrows:
            first, second = self._holder(source), self._holder(target)
            if first and second and first != second:
                share = self._share(first, source), self._share(second, target)
                shares[first, second].append(share)
        return [_tie(edge, ends) for edge, ends in shares.items()]

    def ties_out(self, frame: str, seen: Mapping[str, Rect]) -> list[Tie]:
        """What arrows leave the frame for, before or after it in its direction, as it was seen.

        What stands beside it, or both before and after, is left out.
        """
        ties: dict[Edge, Tie] = {}
        for source, target in self.arrows:
            for own, other in ((source, target), (target, source)):
                tie = self._tie_out(own, other, frame, seen)
                if tie is not None:
                    ties[tie.before, tie.after] = tie
        before = {first for first, _ in ties}
        after = {second for _, second in ties}
        torn = before & (after - set(self.things))
        return [tie for edge, tie in ties.items() if not torn & set(edge)]

    def _tie_out(self, own: str, other: str, frame: str, seen: Mapping[str, Rect]) -> Tie | None:
        """The tie of an arrow that leaves the frame, from what holds its own end."""
        thing = self._holder(own)
        if thing is None or self.nesting.within(other, frame):
            return None
        begin, long = along(seen[frame], self.down)
        there, extent = along(seen[other], self.down)
        middle = there + extent / 2
        if middle < begin:
            return Tie(other, thing, 0.5, self._share(thing, own), 1)
        if middle > begin + long:
            return Tie(thing, other, self._share(thing, own), 0.5, 1)
        return None

    def _holder(self, id: str) -> str | None:
        return self.nesting.holder(id, self.things)

    def _share(self, thing: str, end: str) -> float:
        """Where across a thing an arrow ends in it, as a share of its width."""
        if end == thing:
            return 0.5
        spread = self.things[thing]
        begin, whole = across(spread.at[thing], self.down)
        inner, part = across(spread.at[end], self.down)
        return (inner + part / 2 - begin) / whole


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
