"""Things moved one way by what is found for them: what is above something stays above it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from kgraph.layout.arrows.parts import Key, Parts, Run, Things
from kgraph.layout.arrows.tracks import Line
from kgraph.layout.drawing import Rect
from kgraph.layout.geometry.rectangles import HAIR


def above(parts: Parts, groups: Mapping[Key, int], beside: float) -> Iterator[tuple[Key, Key]]:
    """Parts that are above others, or pass each other no further apart than so much beside, and do
    not move together.
    """
    ordered = sorted(parts, key=lambda key: (parts[key].top, key))
    for upper, lower in combinations(ordered, 2):
        one, other = parts[upper], parts[lower]
        apart = other.top >= one.bottom - HAIR and groups[upper] != groups[lower]
        if apart and one.above(other) >= -beside:
            yield upper, lower


def shifted(things: Things, by: Mapping[Key, float]) -> Things:
    """The things, each moved down by so much."""
    blocks = {id: _down(rect, by[Key("block", id)]) for id, rect in things.blocks.items()}
    headings = [
        _down(rect, by[Key("heading", "", number)]) for number, rect in enumerate(things.headings)
    ]
    frames = {}
    for id, rect in things.frames.items():
        upper, lower = by[Key("frame", id, 0)], by[Key("frame", id, 1)]
        frames[id] = Rect(rect.x, rect.y + upper, rect.w, rect.h + lower - upper)
    there = {things.blocks[id]: rect for id, rect in blocks.items()}
    there |= {things.frames[id]: rect for id, rect in frames.items()}
    runs = [
        run._replace(
            line=_moved(number, run, things, by),
            homes=(there[run.homes[0]], there[run.homes[1]]),
        )
        for number, run in enumerate(things.runs)
    ]
    words = [
        said._replace(rect=_down(said.rect, by[Key("words", "", number)]))
        for number, said in enumerate(things.words)
    ]
    return Things(blocks, frames, headings, runs, words)


def _down(rect: Rect, by: float) -> Rect:
    return rect._replace(y=rect.y + by)


def _moved(number: int, run: Run, things: Things, by: Mapping[Key, float]) -> Line:
    """The line of an arrow with each level piece moved down, and its ends with what they are at."""
    line = [list(point) for point in run.line]
    for point, home in zip((line[0], line[-1]), run.homes, strict=True):
        point[1] += by[things.at(home, point[1])]
    for place, at, _, _ in run.level():
        line[place][1] = line[place + 1][1] = at + by[Key("piece", str(number), place)]
    return line
