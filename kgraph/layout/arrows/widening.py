"""Room made where lines run too near to something: what lies beyond moves on, all of it alike.

Ways are found, and set apart, in the room that there is. Where that is too narrow for the lines in
it, none of them can move to where it is read better; so the picture grows there by a little.
Nothing changes its order: what is above something stays above it, what stands in a row stays in it,
and what is straight stays straight.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import NamedTuple

from networkx.utils import UnionFind

from kgraph.layout.arrows.shifts import Gap, shifts
from kgraph.layout.arrows.steps import straight
from kgraph.layout.arrows.tracks import Line
from kgraph.layout.drawing import Rect
from kgraph.layout.geometry.rectangles import HAIR, inside

WALL, LINE = 12.0, 14.0
"""How far lines are to keep off sides of boxes and frames, and off other lines."""
NEAR, TIGHT = 10.5, 13.5
"""What is nearer to a wall, and to another line, than this gets more room."""
RUN = 24.0
"""Beside how long a stretch something is near."""
STEP, STUB = 34.1, 20.0
"""Of what distance nothing is lost between two pieces of one arrow, and between what an arrow
leaves and where it turns."""
BESIDE = 6.0
"""What passes each other no further apart than this keeps its order."""
MOST = 48.0
"""How far anything moves at most."""

Key = tuple[str, str, int]
"""What moves as a whole: a block, an edge of a frame (0 is the upper one), a heading, or a piece of
an arrow."""


class Run(NamedTuple):
    """An arrow: its line, the name of its trunk or its own, and in which blocks, or at which
    frames, it begins and ends.
    """

    line: Line
    name: str
    homes: tuple[Rect, Rect]


class Things(NamedTuple):
    """Blocks and frames by their ids, headings, and the arrows between them."""

    blocks: Mapping[str, Rect]
    frames: Mapping[str, Rect]
    headings: Sequence[Rect]
    runs: Sequence[Run]


@dataclass(frozen=True, slots=True)
class Part:
    """From where to where something reaches that moves as a whole, down and across.

    Pieces of arrows have the `name` of their trunk, and the blocks that they come from or lead to.
    """

    top: float
    bottom: float
    left: float
    right: float
    name: str = ""
    own: tuple[Key, ...] = ()


def widened(things: Things, *, across: bool) -> Things | None:
    """The same with room for lines that had too little, made downwards, or to the right if
    `across`; None where all of them have it.
    """
    if across:
        found = widened(_turned(things), across=False)
        return None if found is None else _turned(found)
    parts = _parts(things)
    groups = _groups(things, parts)
    moved = shifts(_gaps(parts, groups), MOST)
    if not any(moved.values()):
        return None
    return _shifted(things, {key: moved.get(groups[key], 0.0) for key in parts})


def _turned(things: Things) -> Things:
    """The same with x and y exchanged."""
    blocks, frames = (
        {id: _turned_rect(rect) for id, rect in rects.items()}
        for rects in (things.blocks, things.frames)
    )
    runs = []
    for run in things.runs:
        source, target = map(_turned_rect, run.homes)
        runs.append(Run([[y, x] for x, y in run.line], run.name, (source, target)))
    return Things(blocks, frames, list(map(_turned_rect, things.headings)), runs)


def _turned_rect(rect: Rect) -> Rect:
    return Rect(rect.y, rect.x, rect.h, rect.w)


def _parts(things: Things) -> dict[Key, Part]:
    """Everything that moves as a whole."""
    found: dict[Key, Part] = {}
    for id, rect in things.blocks.items():
        found["block", id, 0] = Part(rect.y, rect.bottom, rect.x, rect.right)
    for number, rect in enumerate(things.headings):
        found["heading", "", number] = Part(rect.y, rect.bottom, rect.x, rect.right)
    for id, rect in things.frames.items():
        found["frame", id, 0] = Part(rect.y, rect.y, rect.x, rect.right)
        found["frame", id, 1] = Part(rect.bottom, rect.bottom, rect.x, rect.right)
    standing = _standing(things)
    for number, run in enumerate(things.runs):
        own = tuple(standing[home] for home in run.homes if home in standing)
        for place, at, low, high in _level(run.line):
            lower = at + _bias(run.line, place)
            found["piece", str(number), place] = Part(lower, lower, low, high, run.name, own)
    return found


def _standing(things: Things) -> dict[Rect, Key]:
    """The blocks by where they stand."""
    return {rect: ("block", id, 0) for id, rect in things.blocks.items()}


def _level(line: Line) -> Iterator[tuple[int, float, float, float]]:
    """The level pieces of a line: their numbers, where they run, and from where to where."""
    for place, (start, end) in enumerate(pairwise(line)):
        level, at, low, high = straight(start, end)
        if level:
            yield place, at, low, high


def _bias(line: Line, place: int) -> float:
    """Which way a piece that lies on the edge of something is off it: where its arrow goes on."""
    beside = [line[place - 1]] if place > 0 else []
    beside += [line[place + 2]] if place + 2 < len(line) else []
    ways = {1 if y > line[place][1] else -1 for _, y in beside}
    return HAIR * ways.pop() if len(ways) == 1 else 0.0


def _groups(things: Things, parts: Mapping[Key, Part]) -> dict[Key, int]:
    """The number of the group of each part: parts of one group move together."""
    ties: UnionFind[Key] = UnionFind(parts)
    for one, other in _tied(things, parts):
        ties.union(one, other)
    numbers: dict[Key, int] = {}
    return {key: numbers.setdefault(ties[key], len(numbers)) for key in parts}


def _tied(things: Things, parts: Mapping[Key, Part]) -> Iterator[tuple[Key, Key]]:
    """What moves together: what stands in a row, and arrows with what they are level with."""
    yield from _in_rows(parts)
    for number, heading in enumerate(things.headings):
        around = [id for id, frame in things.frames.items() if inside(heading, frame)]
        if around:
            innermost = max(around, key=lambda id: things.frames[id].y)
            yield ("heading", "", number), ("frame", innermost, 0)
    standing = _standing(things)
    for number, run in enumerate(things.runs):
        first, last = run.homes
        for home, place in ((first, 0), (last, len(run.line) - 2)):
            key = ("piece", str(number), place)
            if key in parts and home in standing:
                yield key, standing[home]
    yield from _in_trunks(parts)


def _in_rows(parts: Mapping[Key, Part]) -> Iterator[tuple[Key, Key]]:
    """Blocks, and edges of frames, at one height."""
    first: dict[tuple[str, int, str, float], Key] = {}
    for key, part in parts.items():
        kind, _, edge = key
        if kind in ("block", "frame"):
            for side, at in (("top", part.top), ("middle", part.top + part.bottom)):
                yield key, first.setdefault((kind, edge, side, round(at)), key)


def _in_trunks(parts: Mapping[Key, Part]) -> Iterator[tuple[Key, Key]]:
    """Pieces of one trunk on one line."""
    lines: dict[tuple[str, float], list[Key]] = {}
    for key, part in parts.items():
        if part.name:
            lines.setdefault((part.name, round(part.top)), []).append(key)
    for keys in lines.values():
        for one, other in combinations(keys, 2):
            if _together(parts[one], parts[other]) >= 0:
                yield one, other


def _together(one: Part, other: Part) -> float:
    """How long the stretch is on which two parts are above each other; less than 0 for none."""
    return min(one.right, other.right) - max(one.left, other.left)


def _gaps(parts: Mapping[Key, Part], groups: Mapping[Key, int]) -> Iterator[Gap]:
    """What distances are to be kept, and which to be more."""
    ordered = sorted(parts.items(), key=lambda item: (item[1].top, item[0]))
    for (upper, one), (lower, other) in combinations(ordered, 2):
        between = other.top - one.bottom
        beside = _together(one, other)
        if between < -HAIR or beside < -BESIDE or groups[upper] == groups[lower]:
            continue
        wanted, near = _wanted(upper, lower, one, other)
        wished = wanted - between if between < near and beside >= RUN else 0.0
        yield Gap(groups[upper], groups[lower], min(between, wanted) - between, wished)


def _wanted(upper: Key, lower: Key, one: Part, other: Part) -> tuple[float, float]:
    """How far two parts are to be from each other, and up to which distance that is wished for."""
    if not (one.name or other.name):
        return math.inf, 0.0
    if one.name == other.name:
        return STEP, 0.0
    if one.name and other.name:
        return LINE, TIGHT
    if lower in one.own or upper in other.own:
        return STUB, 0.0
    return WALL, NEAR


def _shifted(things: Things, by: Mapping[Key, float]) -> Things:
    """The things, each moved down by so much."""
    blocks = {id: _down(rect, by["block", id, 0]) for id, rect in things.blocks.items()}
    frames = {}
    for id, rect in things.frames.items():
        upper, lower = by["frame", id, 0], by["frame", id, 1]
        frames[id] = Rect(rect.x, rect.y + upper, rect.w, rect.h + lower - upper)
    headings = [
        _down(rect, by["heading", "", number]) for number, rect in enumerate(things.headings)
    ]
    runs = []
    for number, run in enumerate(things.runs):
        runs.append(run._replace(line=_run_on(number, run, things, by)))
    return Things(blocks, frames, headings, runs)


def _run_on(number: int, run: Run, things: Things, by: Mapping[Key, float]) -> Line:
    """The line of an arrow, with each level piece moved down, and its ends with what they are at."""
    line = [list(point) for point in run.line]
    for point, home in ((0, run.homes[0]), (-1, run.homes[1])):
        line[point][1] += by[_side(things, home, line[point][1])]
    for place, at, _, _ in _level(run.line):
        for point in (place, place + 1):
            line[point][1] = at + by["piece", str(number), place]
    return line


def _side(things: Things, home: Rect, at: float) -> Key:
    """The block that stands there, or the nearer edge of the frame."""
    standing = _standing(things)
    if home in standing:
        return standing[home]
    frame = next(id for id, rect in things.frames.items() if rect == home)
    return "frame", frame, int(abs(at - home.y) > abs(at - home.bottom))


def _down(rect: Rect, by: float) -> Rect:
    return rect._replace(y=rect.y + by)
