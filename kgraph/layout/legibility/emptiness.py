"""How much of a drawing stands empty in one piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from kgraph.layout.drawing import Drawing, Rect
from kgraph.layout.lines import heading_rects, line_rect

CELL = 16.0
"""The size of the cells in which empty room is sought."""


def emptiest(drawing: Drawing) -> float:
    """The largest empty rectangle, as a share of what is drawn: of the page down to the lowest
    thing, without legend and notes.
    """
    across = max(int(drawing.width // CELL), 1)
    held = [frame.rect.bottom for frame in drawing.frames]
    bottom = max([*held, *(block.rect.bottom for block in drawing.blocks)], default=0.0)
    down = max(int(bottom // CELL), 1)
    return _largest(_taken(drawing, across, down), across) / (across * down)


def _taken(drawing: Drawing, across: int, down: int) -> list[int]:
    """Row by row the cells that something covers, as the bits of a number."""
    taken = [0] * down
    for rect in _covered(drawing):
        first, last = max(int(rect.x // CELL), 0), min(int(rect.right // CELL) + 1, across)
        bits = (1 << last) - (1 << first) if last > first else 0
        for row in range(max(int(rect.y // CELL), 0), min(int(rect.bottom // CELL) + 1, down)):
            taken[row] |= bits
    return taken


def _covered(drawing: Drawing) -> Iterator[Rect]:
    """The room that things, words and arrows take."""
    yield from (block.rect for block in drawing.blocks)
    yield from heading_rects(drawing.heading)
    yield from map(line_rect, chain.from_iterable(frame.texts for frame in drawing.frames))
    for arrow in drawing.arrows:
        if arrow.label_rect is not None:
            yield arrow.label_rect
        for (x, y), (u, v) in pairwise(arrow.points[::3]):
            yield Rect(min(x, u), min(y, v), abs(x - u), abs(y - v))


def _largest(taken: Sequence[int], across: int) -> int:
    """How many cells the largest rectangle has that holds none that is taken."""
    heights = [0] * across
    best = 0
    for row in taken:
        heights = [0 if row >> at & 1 else high + 1 for at, high in enumerate(heights)]
        best = max(best, _under(heights))
    return best


def _under(heights: Sequence[int]) -> int:
    """The area of the largest rectangle below a line of so many heights."""
    best = 0
    stack: list[tuple[int, int]] = []
    for at, high in enumerate((*heights, 0)):
        start = at
        while stack and stack[-1][1] >= high:
            start, tall = stack.pop()
            best = max(best, tall * (at - start))
        if high:
            stack.append((start, high))
    return best
