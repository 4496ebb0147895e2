"""Short steps aside taken out of arrows: their ends move along the sides at which they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

from kgraph.layout.arrows.tracks import TRACK, Line
from kgraph.layout.drawing import Rect
from kgraph.layout.geometry.rectangles import HAIR, Bounds, bounds, inside, touch

STEP = 1000.0
"""A step aside that is shorter than this is taken out where that costs nothing."""
RIM = 9.0
"""How far from the corners of a thing arrows end."""
CLEAR = 6.0
"""How far from all else a piece keeps that has moved."""
GAP = TRACK - 0.5
"""How near to another arrow a piece may come that has moved."""

Stretch = tuple[float, float]
Straight = tuple[int, float, float, float]
"""A piece that is level (1) or upright (0): its line, and from where to where on it."""
Ways = tuple[Sequence[Straight], Sequence[Straight]]
"""Pieces by how they run: the upright ones, then the level ones."""


@dataclass(frozen=True)
class Course:
    """An arrow with what stands in the way of its first piece, of its last, and of the others.

    `ends` are what it joins, `homes` the blocks in which that stands, `name` is that of the trunk
    which it shares with others, or its own.
    """

    line: Line
    name: str
    ends: tuple[Rect, Rect]
    homes: tuple[Rect, Rect]
    first: Sequence[Rect]
    last: Sequence[Rect]
    between: Sequence[Rect]
    frames: Sequence[Rect]

    @cached_property
    def rims(self) -> list[Straight]:
        """The sides of all frames."""
        return list(chain.from_iterable(map(sides, self.frames)))

    @cached_property
    def least(self) -> int:
        """How many borders of frames it has to cross."""
        source, target = self.ends
        return sum(inside(source, frame) != inside(target, frame) for frame in self.frames)

    def walls(self, number: int, last: int) -> list[Bounds]:
        """What a piece of that number should not run beside, of so many after the first.

        That is what stands in its way, blocks within which it begins or ends, and all frames.
        """
        return self._beside[self._which(number, last)]

    @cached_property
    def _beside(self) -> dict[str, list[Bounds]]:
        pairs = zip(self.homes, self.ends, strict=True)
        around = [bounds(home) for home, end in pairs if home != end]
        frames = [bounds(frame) for frame in self.frames]
        found = {}
        for which in ("only", "first", "last", "between"):
            within = around if which != "between" else []
            found[which] = [*(there for _, there in self._walls(which)), *within, *frames]
        return found

    def met(self, line: Line) -> set[tuple[Rect, float]]:
        """What this arrow would touch, on another line, and what it would come too near to."""
        found: set[tuple[Rect, float]] = set()
        for number, piece in enumerate(pieces(line)):
            found.update(self._met_by(piece, self._which(number, len(line) - 2)))
        return found

    def through(self, line: Line) -> int:
        """How many things this arrow would run through, on another line."""
        return sum(far < 0 for _, far in self.met(line))

    def _which(self, number: int, last: int) -> str:
        """Which walls a piece of that number may meet."""
        if last == 0:
            return "only"
        if number == 0:
            return "first"
        return "last" if number == last else "between"

    def _walls(self, which: str) -> list[tuple[Rect, Bounds]]:
        """What these pieces may not meet, once it is asked for: few arrows have all of them."""
        if which not in self._found:
            walls = self._apart() if which == "only" else self._named(which)
            self._found[which] = [(wall, bounds(wall)) for wall in walls]
        return self._found[which]

    def _named(self, which: str) -> Sequence[Rect]:
        return {"first": self.first, "last": self.last, "between": self.between}[which]

    def _apart(self) -> list[Rect]:
        """What stands in the way of the first piece and the last, but for the blocks it joins."""
        return [wall for wall in (*self.first, *self.last) if wall not in self.homes]

    @cached_property
    def _found(self) -> dict[str, list[tuple[Rect, Bounds]]]:
        return {}

    @cached_property
    def _known(self) -> dict[tuple[Straight, str], list[tuple[Rect, float]]]:
        """What pieces meet, once found: most pieces are on many of the lines that are tried."""
        return {}

    def _met_by(self, piece: Straight, which: str) -> list[tuple[Rect, float]]:
        found = self._known.get((piece, which))
        if found is None:
            found = self._known[piece, which] = []
            here = _bounds(piece)
            for wall, there in self._walls(which):
                if touch(here, there, CLEAR):
                    nearer = (far for far in (0.0, -HAIR) if touch(here, there, far))
                    found += ((wall, far) for far in (CLEAR, *nearer))
        return found


def straightened(courses: Sequence[Course]) -> list[Line]:
    """The lines of arrows, without short steps where they can do without."""
    lines = [course.line for course in courses]
    found = [list(pieces(line)) for line in lines]
    for number, course in enumerate(courses):
        if next(_steps(course.line), None) is None:
            continue
        others: list[Straight] = []
        mates: list[Straight] = []
        for here, other in zip(found, courses, strict=True):
            if other is not course:
                (mates if other.name == course.name else others).extend(here)
        lines[number] = without_steps(course, others, mates)
        found[number] = list(pieces(lines[number]))
    return lines


def without_steps(course: Course, others: Sequence[Straight], mates: Sequence[Straight]) -> Line:
    """The line of an arrow without short steps, among pieces of others and such of its trunk."""
    line = course.line
    met, tangled = course.met(line), tangle(line, others)
    # each round takes one step out
    for _ in range(len(line)):
        better = (
            moved
            for moved in _moved(line, course, mates)
            if course.met(moved) <= met and no_worse(tangle(moved, others), tangled)
        )
        following = next(better, None)
        if following is None:
            break
        line, tangled = following, tangle(following, others)
    return line


def no_worse(tangle: tuple[float, int], before: tuple[float, int]) -> bool:
    """Whether an arrow is tangled no more than before, in both ways; see `tangle`."""
    return all(now <= then for now, then in zip(tangle, before, strict=True))


def _moved(line: Line, course: Course, mates: Sequence[Straight]) -> Iterator[Line]:
    """The line with a short step closed: what comes before it, or after it, moves over."""
    for number in _steps(line):
        axis = 1 if line[number][0] == line[number + 1][0] else 0
        for moving, aim in ((number - 1, number + 2), (number + 1, number)):
            if not _shared(line, moving, mates):
                moved = over(line, moving, axis, line[aim][axis])
                if ends_well(moved, course.ends):
                    yield moved


def over(line: Line, number: int, axis: int, to: float) -> Line:
    """The line with a piece moved over, and without what that leaves out."""
    moved = [list(point) for point in line]
    moved[number][axis] = moved[number + 1][axis] = to
    kept = [moved[0]]
    for before, here, after in zip(moved, moved[1:], moved[2:], strict=False):
        if not _needless(before, here, after):
            kept.append(here)
    return [*kept, moved[-1]]


def _needless(before: Sequence[float], here: Sequence[float], after: Sequence[float]) -> bool:
    return before[0] == here[0] == after[0] or before[1] == here[1] == after[1]


def _steps(line: Line) -> Iterator[int]:
    """The numbers of short pieces between two that lead the same way."""
    for number in range(1, len(line) - 2):
        before, start, end, after = line[number - 1 : number + 3]
        axis = 1 if start[0] == end[0] else 0
        other = 1 - axis
        onwards = (start[other] - before[other]) * (after[other] - end[other]) > 0
        if onwards and 0 < abs(end[axis] - start[axis]) < STEP:
            yield number


def _shared(line: Line, number: int, mates: Sequence[Straight]) -> bool:
    """Whether arrows of the same trunk run on a piece, too."""
    level, at, low, high = straight(line[number], line[number + 1])
    return any(
        level == there and at == beside and low < end and start < high
        for there, beside, start, end in mates
    )


def ends_well(line: Line, ends: tuple[Rect, Rect]) -> bool:
    """Whether a line begins and ends on the sides of what it joins, off their corners."""
    points = (line[0], line[1]), (line[-1], line[-2])
    return all(_on_side(*at, rect) for at, rect in zip(points, ends, strict=True))


def _on_side(at: Sequence[float], beside: Sequence[float], rect: Rect) -> bool:
    """Whether a point is on a side, off its corners, and the next one lies away from it."""
    if at[0] == beside[0]:
        within = rect.x + RIM <= at[0] <= rect.right - RIM
        return within and _leads_out(at[1], beside[1], rect.y, rect.bottom)
    within = rect.y + RIM <= at[1] <= rect.bottom - RIM
    return within and _leads_out(at[0], beside[0], rect.x, rect.right)


def _leads_out(at: float, to: float, low: float, high: float) -> bool:
    """Whether it goes outwards from one of two sides."""
    return (abs(at - low) < 1 and to <= at) or (abs(at - high) < 1 and to >= at)


def _bounds(piece: Straight) -> Bounds:
    level, at, low, high = piece
    return (low, at, high, at) if level else (at, low, at, high)


def pieces(line: Line) -> Iterator[Straight]:
    """The straight pieces of a line, one after another."""
    return (straight(start, end) for start, end in pairwise(line))


def by_way(found: Iterable[Straight]) -> Ways:
    """Pieces by how they run."""
    ways: tuple[list[Straight], list[Straight]] = ([], [])
    for piece in found:
        ways[piece[0]].append(piece)
    return ways


def straight(start: Sequence[float], end: Sequence[float]) -> Straight:
    """The piece between two points that is level or upright."""
    level = int(start[1] == end[1])
    low, high = start[1 - level], end[1 - level]
    return (level, start[level], low, high) if low <= high else (level, start[level], high, low)


def sides(rect: Rect) -> Iterator[Straight]:
    """The sides of a rectangle."""
    for y in (rect.y, rect.bottom):
        yield 1, y, rect.x, rect.right
    for x in (rect.x, rect.right):
        yield 0, x, rect.y, rect.bottom


def common(low: float, high: float, start: float, end: float) -> float:
    """How long the stretch is that two stretches have in common."""
    return max(min(high, end) - max(low, start), 0.0)


def tangle(line: Line, others: Sequence[Straight], *, touching: float = 0.0) -> tuple[float, int]:
    """How far a line runs too near to others, and how often it crosses them.

    With what only comes so near to it, or to which it does, counted as crossed.
    """
    near, crossings = 0.0, 0
    for level, at, low, high in pieces(line):
        for there, beside, start, end in others:
            if level == there:
                if abs(at - beside) < GAP:
                    near += common(low, high, start, end)
            elif (
                low < beside + touching
                and beside - touching < high
                and start - touching < at < end + touching
            ):
                crossings += 1
    return near, crossings
