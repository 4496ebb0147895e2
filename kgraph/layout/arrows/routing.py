"""Arrows between things that already have their places: right-angled, around blocks, with round corners.

Ways are found on a sparse grid, the main path first; arrows that share a line are then set apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from kgraph.layout.arrows.grid import DOWN, LEFT, RIGHT, UP, Grid, Port, Price
from kgraph.layout.drawing import Point, Rect
from kgraph.view.view import Arrow

CLEAR = 13.0
"""How far outside a thing its arrows turn."""
TRACK = 8.0
"""The distance between arrows that run side by side."""
ROUND = 7.0
"""The radius of corners."""
Line = list[list[float]]
_Way = tuple[Port, list[int], Port]
Piece = tuple[float, float, float, float, int, int]


def route(
    arrows: Sequence[Arrow],
    blocks: Mapping[str, Rect],
    frames: Mapping[str, Rect],
    headings: Iterable[Rect],
    main_kinds: frozenset[str],
    *,
    again: int = 0,
) -> dict[str, tuple[Point, ...]]:
    """For each arrow the points of its curve: the first, then three for each cubic Bézier piece.

    Arrows that cross others are laid `again` so many times, once all the others lie.
    """
    things = {**frames, **blocks}
    ends = Counter(end for arrow in arrows for end in (arrow.source, arrow.target))
    grid = _grid(
        blocks,
        frames,
        list(headings),
        ends,
        [_facing(things[a.source], things[a.target]) for a in arrows],
    )
    order = sorted(
        arrows,
        key=lambda a: (
            a.kind not in main_kinds,
            _distance(things[a.source], things[a.target]),
            a.id,
        ),
    )
    found = _ways(order, things, frames, ends, grid, again=again)
    lines = {
        arrow.id: _line(*way, grid)
        if (way := found[arrow.id])
        else _straight(things[arrow.source], things[arrow.target])
        for arrow in order
    }
    _set_apart([lines[arrow.id] for arrow in arrows])
    return {id: _rounded(line) for id, line in lines.items()}


def _ways(
    order: Sequence[Arrow],
    things: Mapping[str, Rect],
    frames: Mapping[str, Rect],
    ends: Counter[str],
    grid: Grid,
    *,
    again: int,
) -> dict[str, _Way | None]:
    """A way for each arrow; those that cross or share others are taken up and laid anew, once all the others lie."""
    found: dict[str, _Way | None] = {}
    paid: dict[str, list[Price]] = {}
    for turn in range(again + 1):
        moved = False
        for arrow in order:
            old = found.get(arrow.id)
            if turn:
                grid.free(paid[arrow.id])
                if old is None or not grid.tangled(old[1]):
                    paid[arrow.id] = grid.take(old[1]) if old else []
                    continue
            source, target = things[arrow.source], things[arrow.target]
            with grid.fenced(
                [
                    frame
                    for frame in frames.values()
                    if _holds(frame, source) == _holds(frame, target)
                ]
            ):
                starts = _ports(source, target, arrow.source in frames, ends[arrow.source])
                way = grid.way(
                    starts, _ports(target, source, arrow.target in frames, ends[arrow.target])
                )
                paid[arrow.id] = grid.take(way[1]) if way else []
            moved |= way is not None and (old is None or way[1] != old[1])
            found[arrow.id] = way
        if not moved:
            break
    return found


def _holds(outer: Rect, inner: Rect) -> bool:
    return (
        outer.x <= inner.x
        and outer.y <= inner.y
        and inner.x + inner.w <= outer.x + outer.w
        and inner.y + inner.h <= outer.y + outer.h
    )


def _distance(a: Rect, b: Rect) -> float:
    return abs(a.x + a.w / 2 - b.x - b.w / 2) + abs(a.y + a.h / 2 - b.y - b.h / 2)


def _facing(a: Rect, b: Rect) -> tuple[float | None, float | None]:
    """Where a straight arrow between two things could run: an x if one stands above the other, a y if beside."""
    return _common(a.x, a.w, b.x, b.w), _common(a.y, a.h, b.y, b.h)


def _common(start: float, length: float, other: float, extent: float) -> float | None:
    """The middle of what two stretches share, if that is wide enough for an arrow."""
    low, high = max(start, other), min(start + length, other + extent)
    return round((low + high) / 2, 2) if high - low >= 2 * ROUND else None


def _grid(
    blocks: Mapping[str, Rect],
    frames: Mapping[str, Rect],
    headings: list[Rect],
    ends: Counter[str],
    facing: Iterable[tuple[float | None, float | None]],
) -> Grid:
    facing = list(facing)
    xs = {x for x, _ in facing if x is not None}
    ys = {y for _, y in facing if y is not None}
    for id, rect in (*blocks.items(), *frames.items()):
        xs.update((rect.x - CLEAR, rect.x + rect.w + CLEAR, *_spots(rect.x, rect.w, ends[id])))
        ys.update((rect.y - CLEAR, rect.y + rect.h + CLEAR, *_spots(rect.y, rect.h, ends[id])))
    obstacles = [Rect(r.x - 6, r.y - 6, r.w + 12, r.h + 12) for r in blocks.values()]
    obstacles += [Rect(r.x - 4, r.y - 2, r.w + 8, r.h + 4) for r in headings]
    grid = Grid(xs, ys, obstacles)
    grid.discourage(frames.values())
    return grid


def _spots(start: float, length: float, many: int) -> tuple[float, ...]:
    """Where along a side of a thing with so many arrows they may end: the middle, and for long sides the quarters too."""
    if not many:
        return ()
    shares = (
        (0.5,)
        if length < 120 or many == 1
        else (0.25, 0.5, 0.75)
        if length < 420
        else (0.12, 0.25, 0.5, 0.75, 0.88)
    )
    return tuple(round(start + length * share, 2) for share in shares)


def _ports(rect: Rect, other: Rect, frame: bool, many: int) -> list[Port]:
    """The ways out of a thing; off the middle they cost a little, so that simple cases stay simple."""
    ports = []
    straight_x, straight_y = _facing(rect, other)
    for x in (*_spots(rect.x, rect.w, many), *([straight_x] if straight_x is not None else [])):
        off = abs(x - rect.x - rect.w / 2) * 0.12
        if not frame or x > rect.x + rect.w * 0.4:  # the heading stands at the top left of a frame
            ports.append(Port((x, rect.y), (x, rect.y - CLEAR), UP, off))
        ports.append(Port((x, rect.y + rect.h), (x, rect.y + rect.h + CLEAR), DOWN, off))
    for y in (*_spots(rect.y, rect.h, many), *([straight_y] if straight_y is not None else [])):
        off = abs(y - rect.y - rect.h / 2) * 0.12
        ports.append(Port((rect.x, y), (rect.x - CLEAR, y), LEFT, off))
        ports.append(Port((rect.x + rect.w, y), (rect.x + rect.w + CLEAR, y), RIGHT, off))
    return ports


def _line(start: Port, nodes: list[int], end: Port, grid: Grid) -> Line:
    """Corner points from border to border."""
    points = [list(start.border), *(list(grid.at(node)) for node in nodes), list(end.border)]
    if start.way in (LEFT, RIGHT):
        points[0][1] = points[1][1]
    else:
        points[0][0] = points[1][0]
    if end.way in (LEFT, RIGHT):
        points[-1][1] = points[-2][1]
    else:
        points[-1][0] = points[-2][0]
    kept = [points[0]]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        if not (before[0] == here[0] == after[0] or before[1] == here[1] == after[1]):
            kept.append(here)
    return [*kept, points[-1]]


def _straight(a: Rect, b: Rect) -> Line:
    """Where there is no way between: from middle to middle."""
    return [[a.x + a.w / 2, a.y + a.h / 2], [b.x + b.w / 2, b.y + b.h / 2]]


def _set_apart(lines: list[Line]) -> None:
    """Pieces of different arrows on one line, or nearly so, get tracks of their own, in the order in which they turn off."""
    for axis in (1, 0):  # horizontal pieces share a y, vertical ones an x
        pieces: list[Piece] = []
        for number, line in enumerate(lines):
            for i, (a, b) in enumerate(pairwise(line)):
                if a[axis] == b[axis] and a[1 - axis] != b[1 - axis]:
                    low, high = sorted((a[1 - axis], b[1 - axis]))
                    pieces.append((a[axis], low, high, _turns(line, i, axis), number, i))
        for group in _crowded(sorted(pieces)):
            middle = (group[0][0] + group[-1][0]) / 2
            owners = dict.fromkeys(
                number for *_, number, _ in sorted(group, key=lambda p: (p[3], p[0], p[4]))
            )
            track = {
                number: middle + (n - (len(owners) - 1) / 2) * TRACK
                for n, number in enumerate(owners)
            }
            for *_, number, i in group:
                lines[number][i][axis] = lines[number][i + 1][axis] = track[number]


def _turns(line: Line, i: int, axis: int) -> float:
    """Where an arrow comes from and goes to, across a piece of it: what lies on which side."""
    before = line[i - 1][axis] if i > 0 else line[i][axis]
    after = line[i + 2][axis] if i + 2 < len(line) else line[i + 1][axis]
    return (before - line[i][axis]) + (after - line[i][axis])


def _crowded(pieces: list[Piece]) -> list[list[Piece]]:
    """Groups of pieces that run side by side closer than a track, of at least two arrows."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        near = next(
            (
                g
                for g in groups
                if any(
                    piece[0] - p[0] < TRACK and piece[1] < p[2] - 1 and p[1] < piece[2] - 1
                    for p in g
                )
            ),
            None,
        )
        if near is None:
            groups.append([piece])
        else:
            near.append(piece)
    return [group for group in groups if len({number for *_, number, _ in group}) > 1]


def _rounded(line: Line) -> tuple[Point, ...]:
    """Corner points as cubic Bézier pieces with round corners."""
    points: list[Point] = [(round(line[0][0], 2), round(line[0][1], 2))]

    def straight(x: float, y: float) -> None:
        points.extend((points[-1], (round(x, 2), round(y, 2)), (round(x, 2), round(y, 2))))

    for before, corner, after in zip(line, line[1:], line[2:], strict=False):
        radius = min(ROUND, _gap(before, corner) / 2, _gap(corner, after) / 2)
        enter, leave = _towards(corner, before, radius), _towards(corner, after, radius)
        straight(*enter)
        bend = 0.45  # how far the handles stay from the corner: close to a quarter circle
        points.extend(
            (_towards(corner, before, radius * bend), _towards(corner, after, radius * bend), leave)
        )
    straight(*line[-1])
    return tuple(points)


def _gap(a: list[float], b: list[float]) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _towards(corner: list[float], other: list[float], by: float) -> Point:
    gap = _gap(corner, other)
    share = by / gap if gap else 0.0
    return round(corner[0] + (other[0] - corner[0]) * share, 2), round(
        corner[1] + (other[1] - corner[1]) * share, 2
    )
