"""Room made where lines run too near to something: what lies beyond moves on, all of it alike.

Ways are found, and set apart, in the room that there is. Where that is too narrow for the lines in
it, none of them can move to where it is read better; so the picture grows there by a little.
Nothing changes its order: what is above something stays above it, what stands in a row stays in it,
and what is straight stays straight.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from kgraph.layout.arrows.moves import above, shifted
from kgraph.layout.arrows.parts import Key, Part, Parts, Things, groups_of, parts_of
from kgraph.layout.arrows.shifts import Gap, shifts

WALL, LINE = 16.0, 18.0
"""How far lines are to keep off sides of boxes and frames, and off other lines."""
NEAR, TIGHT = 14.0, 16.0
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


def widened(things: Things, *, across: bool) -> Things | None:
    """The same with room for lines that had too little, made downwards, or to the right if
    `across`; None where all of them have it.
    """
    if across:
        found = widened(things.turned(), across=False)
        return None if found is None else found.turned()
    parts = parts_of(things)
    groups = groups_of(things, parts)
    gaps = [*_gaps(parts, groups), *_lengths(things, groups)]
    moved = shifts(gaps, MOST)
    if not any(moved.values()):
        return None
    return shifted(things, {key: moved.get(group, 0.0) for key, group in groups.items()})


def _gaps(parts: Parts, groups: Mapping[Key, int]) -> Iterator[Gap]:
    """What distances are to be kept, and which to be more."""
    for upper, lower in above(parts, groups, BESIDE):
        one, other = parts[upper], parts[lower]
        between = other.top - one.bottom
        own = upper in other.own or lower in one.own
        wanted, near = (STUB, 0.0) if own else _wanted(one, other)
        wished = wanted - between if between < near and one.above(other) >= RUN else 0.0
        yield Gap(groups[upper], groups[lower], min(between, wanted) - between, wished)


def _lengths(things: Things, groups: Mapping[Key, int]) -> Iterator[Gap]:
    """What is to be further apart for straight arrows downwards, or upwards, to be longer."""
    for run in things.runs:
        (x, y), (end_x, end_y) = run.line[0], run.line[-1]
        missing = run.long - abs(end_y - y)
        if len(run.line) == 2 and x == end_x and missing > 0:
            ends = zip((y, end_y), run.homes, strict=True)
            upper, lower = (groups[things.at(home, at)] for at, home in sorted(ends))
            yield Gap(upper, lower, 0.0, missing)


def _wanted(one: Part, other: Part) -> tuple[float, float]:
    """How far two parts are to be from each other, and below which distance that is wished for."""
    if not (one.name or other.name):
        return math.inf, 0.0
    if one.name == other.name:
        return STEP, 0.0
    return (LINE, TIGHT) if one.name and other.name else (WALL, NEAR)
