"""What lies near what, without trying every pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, combinations, product

from kgraph.layout.drawing import Rect
from kgraph.layout.geometry.rectangles import HAIR, Bounds, bounds, overlap, shrunk, touch

Cell = tuple[int, int]


class Plane:
    """Things by the squares of a grid that they touch, so that only neighbours are compared."""

    def __init__(self, cell: float = 120.0) -> None:
        self.cell = cell
        self.cells: dict[Cell, list[int]] = {}
        self.bounds: list[Bounds] = []

    def add(self, bounds: Bounds) -> int:
        """Take in a thing; its number."""
        number = len(self.bounds)
        self.bounds.append(bounds)
        for cell in self._touched(bounds):
            self.cells.setdefault(cell, []).append(number)
        return number

    def near(self, bounds: Bounds) -> Iterator[int]:
        """The numbers of things whose bounds touch these, each once, in order."""
        there = (self.cells.get(cell, ()) for cell in self._touched(bounds))
        numbers = sorted(set(chain.from_iterable(there)))
        return (number for number in numbers if touch(self.bounds[number], bounds))

    def pairs(self) -> set[tuple[int, int]]:
        """The pairs of things whose bounds touch."""
        together = (combinations(numbers, 2) for numbers in self.cells.values())
        candidates = set(chain.from_iterable(together))
        return {pair for pair in candidates if touch(self.bounds[pair[0]], self.bounds[pair[1]])}

    def _touched(self, bounds: Bounds) -> list[Cell]:
        """The squares that bounds touch."""
        left, top, right, bottom = (int(edge // self.cell) for edge in bounds)
        if left == right and top == bottom:  # most things are small
            return [(left, top)]
        return list(product(range(left, right + 1), range(top, bottom + 1)))


def overlapping(rects: Sequence[Rect]) -> Iterator[tuple[int, int]]:
    """The pairs of rectangles that share more area than rounding makes."""
    plane = Plane()
    small = [shrunk(rect, HAIR / 2) for rect in rects]
    for rect in small:
        plane.add(bounds(rect))
    return (pair for pair in plane.pairs() if overlap(small[pair[0]], small[pair[1]]))
