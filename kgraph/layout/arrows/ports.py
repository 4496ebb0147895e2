"""Where arrows may leave and enter things, and the lines on which they may run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgraph.layout.arrows.grid import DOWN, LEFT, RIGHT, UP, Grid
from kgraph.layout.arrows.search import Port
from kgraph.layout.drawing import Rect
from kgraph.layout.geometry.rectangles import overlap

CLEAR = 13.0
"""How far outside a thing its arrows turn."""
UNDER = 6.0
"""How far above and below a heading arrows run."""
STRAIGHT = 14.0
"""What two things must share for a straight arrow between them, round corners or not."""
BESIDE = 3.0
"""How far an arrow that ends within a block keeps off what else stands there."""
PASSING = 5.0
"""How far beside a heading a straight arrow runs at least."""
OFF_MIDDLE = 0.12
"""What it costs to end off the middle of a side, for each point: simple cases stay simple."""
Straight = tuple[tuple[float, ...], tuple[float, ...]]
"""Where straight arrows could run: the x of those down, the y of those across."""


@dataclass(frozen=True, slots=True)
class Member:
    """A box within a block: both, and what else stands in that, which nothing may touch."""

    rect: Rect
    block: Rect
    others: tuple[Rect, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """Where things stand at which arrows end: blocks, frames, and what blocks hold.

    Nothing passes blocks and headings but the last piece of an arrow that ends within a block.
    `badges` stand on the borders of boxes: no arrow ends there.
    """

    blocks: Mapping[str, Rect]
    frames: Mapping[str, Rect]
    members: Mapping[str, Member]
    headings: Sequence[Rect]
    badges: Sequence[Rect] = ()

    @property
    def things(self) -> dict[str, Rect]:
        """Everything at which an arrow may end."""
        boxes = {id: member.rect for id, member in self.members.items()}
        return {**self.frames, **self.blocks, **boxes}

    def reaches(self, id: str) -> bool:
        """Whether an arrow can come to a thing; to a box that others surround it cannot."""
        return id not in self.members or bool(self.ports(id, self.members[id].rect, 1))

    def walls(self, id: str) -> list[Rect]:
        """What an arrow that ends at a thing must not touch on its last piece."""
        own, member = self.home(id), self.members.get(id)
        others = [block for block in self.blocks.values() if block is not own]
        return [*others, *self.headings, *self.badges, *(member.others if member else ())]

    def home(self, id: str) -> Rect:
        """The block in which a thing stands, or the thing itself."""
        member = self.members.get(id)
        return member.block if member else self.frames.get(id) or self.blocks[id]

    def ports(self, id: str, other: Rect, many: int) -> list[Port]:
        """The ways out of a thing, at which so many arrows end, towards another."""
        member = self.members.get(id)
        if member is None:
            rect = self.frames.get(id) or self.blocks[id]
            straight = _facing(rect, other, self.headings)
            ways = _ports(rect, rect, straight, frame=id in self.frames, many=many)
            return [port for port in ways if _clear(port, self.badges)]
        straight = _facing(member.rect, other, self.headings)
        found = _ports(member.rect, member.block, straight, frame=False, many=many)
        taken = [*member.others, *self.badges]
        return [port for port in found if _clear(port, taken)]


def grid_around(ground: Ground, joined: Iterable[tuple[str, str]], ends: Mapping[str, int]) -> Grid:
    """The grid on which arrows run: beside things, from where they may end, and straight across.

    `joined` are the ids of what each arrow joins, `ends` how many arrows end at each thing.
    """
    things = ground.things
    xs: set[float] = set()
    ys: set[float] = set()
    for source, target in joined:
        x, y = _facing(things[source], things[target], ground.headings)
        xs.update(x)
        ys.update(y)
    for id, rect in things.items():
        xs.update(_spots(rect.x, rect.w, ends[id]))
        ys.update(_spots(rect.y, rect.h, ends[id]))
        if id not in ground.members:
            xs.update((rect.x - CLEAR, rect.right + CLEAR))
            ys.update((rect.y - CLEAR, rect.bottom + CLEAR))
    obstacles = [_grown(rect, 6, 6) for rect in ground.blocks.values()]
    obstacles += [_grown(rect, 4, UNDER) for rect in ground.headings]
    grid = Grid(xs, ys, obstacles)
    grid.discourage(ground.frames.values())
    return grid


def _ports(
    rect: Rect, outer: Rect, straight: Straight, *, frame: bool, many: int
) -> Iterator[Port]:
    """The ways from the sides of a thing, straight out of what it stands in."""
    straight_x, straight_y = straight
    middle_x, middle_y = rect.w / 2, rect.h / 2
    heading = rect.x + rect.w * 0.4  # the heading stands at the top left of a frame
    for x in (*_spots(rect.x, rect.w, many), *straight_x):
        off = abs(x - rect.x - middle_x) * OFF_MIDDLE
        if not frame or x > heading:
            yield Port((x, rect.y), (x, outer.y - CLEAR), UP, off)
        yield Port((x, rect.bottom), (x, outer.bottom + CLEAR), DOWN, off)
    for y in (*_spots(rect.y, rect.h, many), *straight_y):
        off = abs(y - rect.y - middle_y) * OFF_MIDDLE
        yield Port((rect.x, y), (outer.x - CLEAR, y), LEFT, off)
        yield Port((rect.right, y), (outer.right + CLEAR, y), RIGHT, off)


def _clear(port: Port, others: Iterable[Rect]) -> bool:
    """Whether nothing stands on the straight way from a border to what is outside."""
    (x, y), (far_x, far_y) = port.border, port.outside
    left, top = min(x, far_x) - BESIDE, min(y, far_y) - BESIDE
    wide = Rect(left, top, abs(x - far_x) + 2 * BESIDE, abs(y - far_y) + 2 * BESIDE)
    return not any(overlap(wide, other) for other in others)


def _grown(rect: Rect, across: float, along: float) -> Rect:
    """A rectangle with a margin around."""
    wide, high = rect.w + 2 * across, rect.h + 2 * along
    return Rect(rect.x - across, rect.y - along, wide, high)


def _facing(rect: Rect, other: Rect, headings: Iterable[Rect]) -> Straight:
    """Where a straight arrow between two things could run.

    An x if one stands above the other, a y if beside. Where a heading stands in the middle of the
    way down, one beside it too.
    """
    x = _shared(rect.x, rect.right, other.x, other.right)
    y = _shared(rect.y, rect.bottom, other.y, other.bottom)
    return (*x, *_beside_headings(rect, other, x, headings)), y


def _shared(start: float, end: float, other: float, far: float) -> tuple[float, ...]:
    """The middle of what two stretches share, if that is wide enough for an arrow."""
    low, high = max(start, other), min(end, far)
    return (round((low + high) / 2, 2),) if high - low >= STRAIGHT else ()


def _beside_headings(
    rect: Rect, other: Rect, middle: tuple[float, ...], headings: Iterable[Rect]
) -> tuple[float, ...]:
    """Where an arrow straight down passes the headings on its way, if one stands in the middle."""
    if not middle:
        return ()
    above, below = min(rect.bottom, other.bottom), max(rect.y, other.y)
    passed = [one for one in headings if one.y < below and one.bottom > above]
    if not any(one.x - PASSING < middle[0] < one.right + PASSING for one in passed):
        return ()
    low, high = max(rect.x, other.x), min(rect.right, other.right)
    right = max(one.right for one in passed) + PASSING  # headings begin at the left of frames
    return _shared(low, high, max(low, right), high)


def _spots(start: float, length: float, many: int) -> tuple[float, ...]:
    """Where along a side of a thing with so many arrows they may end.

    In the middle, and on long sides at the quarters too.
    """
    shares: tuple[float, ...] = (0.12, 0.25, 0.5, 0.75, 0.88)
    if not many:
        return ()
    if length < 120 or many == 1:
        shares = (0.5,)
    elif length < 420:
        shares = (0.25, 0.5, 0.75)
    return tuple(round(start + length * share, 2) for share in shares)
