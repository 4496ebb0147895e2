"""Where arrows may leave and enter things, and the lines on which they may run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kgraph.layout.arrows.grid import Grid
from kgraph.layout.arrows.search import DOWN, LEFT, RIGHT, UP, Port
from kgraph.layout.drawing import Rect

CLEAR = 13.0
"""How far outside a thing its arrows turn."""
STRAIGHT = 14.0
"""What two things must share for a straight arrow between them, round corners or not."""
OFF_MIDDLE = 0.12
"""What it costs to end off the middle of a side, for each point: simple cases stay simple."""


def grid_around(
    blocks: Mapping[str, Rect],
    frames: Mapping[str, Rect],
    headings: Iterable[Rect],
    joined: Sequence[tuple[str, str]],
    ends: Mapping[str, int],
) -> Grid:
    """The grid on which arrows run: beside things, from where they may end, and straight across.

    `joined` are the ids of what each arrow joins, `ends` how many arrows end at each thing.
    """
    things = {**blocks, **frames}
    xs: set[float] = set()
    ys: set[float] = set()
    for source, target in joined:
        x, y = _facing(things[source], things[target])
        xs.update(x)
        ys.update(y)
    for id, rect in things.items():
        xs.update((rect.x - CLEAR, rect.right + CLEAR, *_spots(rect.x, rect.w, ends[id])))
        ys.update((rect.y - CLEAR, rect.bottom + CLEAR, *_spots(rect.y, rect.h, ends[id])))
    obstacles = [_grown(rect, 6, 6) for rect in blocks.values()]
    obstacles += [_grown(rect, 4, 2) for rect in headings]
    grid = Grid(xs, ys, obstacles)
    grid.discourage(frames.values())
    return grid


def ports(rect: Rect, other: Rect, *, frame: bool, many: int) -> list[Port]:
    """The ways out of a thing, at which so many arrows end, towards another."""
    straight_x, straight_y = _facing(rect, other)
    middle_x, middle_y = rect.w / 2, rect.h / 2
    heading = rect.x + rect.w * 0.4  # the heading stands at the top left of a frame
    found = []
    for x in (*_spots(rect.x, rect.w, many), *straight_x):
        off = abs(x - rect.x - middle_x) * OFF_MIDDLE
        if not frame or x > heading:
            found.append(Port((x, rect.y), (x, rect.y - CLEAR), UP, off))
        found.append(Port((x, rect.bottom), (x, rect.bottom + CLEAR), DOWN, off))
    for y in (*_spots(rect.y, rect.h, many), *straight_y):
        off = abs(y - rect.y - middle_y) * OFF_MIDDLE
        found.append(Port((rect.x, y), (rect.x - CLEAR, y), LEFT, off))
        found.append(Port((rect.right, y), (rect.right + CLEAR, y), RIGHT, off))
    return found


def _grown(rect: Rect, across: float, along: float) -> Rect:
    """A rectangle with a margin around."""
    wide, high = rect.w + 2 * across, rect.h + 2 * along
    return Rect(rect.x - across, rect.y - along, wide, high)


def _facing(rect: Rect, other: Rect) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Where a straight arrow between two things could run.

    An x if one stands above the other, a y if beside.
    """
    return (
        _shared(rect.x, rect.right, other.x, other.right),
        _shared(rect.y, rect.bottom, other.y, other.bottom),
    )


def _shared(start: float, end: float, other: float, far: float) -> tuple[float, ...]:
    """The middle of what two stretches share, if that is wide enough for an arrow."""
    low, high = max(start, other), min(end, far)
    return (round((low + high) / 2, 2),) if high - low >= STRAIGHT else ()


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
