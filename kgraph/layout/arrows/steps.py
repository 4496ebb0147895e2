"""Short steps aside taken out of arrows: their ends move along the sides at which they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

from kgraph.layout.arrows.tracks import TRACK, Line
from kgraph.layout.drawing import Rect
from kgraph.layout.geometry.rectangles import Bounds, bounds, touch

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
        return list(chain.from_iterable(map(_sides, self.frames)))

    def hugged(self, line: Line) -> float:
        """How far a line runs along the sides of frames, too near to them."""
        return sum(_beside(piece, self.rims, RIM) for piece in _pieces(line))

    def met(self, line: Line) -> set[tuple[Rect, float]]:
        """What this arrow would touch, on another line, and what it would come too near to."""
        found: set[tuple[Rect, float]] = set()
        for number, piece in enumerate(_pieces(line)):
            found.update(self._met_by(piece, self._which(number, len(line) - 2)))
        return found

    def _which(self, number: int, last: int) -> str:
        """Which walls a piece of that number may meet."""
        if last == 0:
            return "only"
        if number == 0:
            return "first"
        return "last" if number == last else "between"

    @cached_property
    def _walls(self) -> dict[str, list[tuple[Rect, Bounds]]]:
        only = [wall for wall in (*self.first, *self.last) if wall not in self.homes]
        return {
            "only": _bounded(only),
            "first": _bounded(self.first),
            "last": _bounded(self.last),
            "between": _bounded(self.between),
        }

    @cached_property
    def _known(self) -> dict[tuple[Straight, str], list[tuple[Rect, float]]]:
        """What pieces meet, once found: most pieces are on many of the lines that are tried."""
        return {}

    def _met_by(self, piece: Straight, which: str) -> list[tuple[Rect, float]]:
        found = self._known.get((piece, which))
        if found is None:
            found = self._known[piece, which] = []
            here = _bounds(piece)
            for wall, there in self._walls[which]:
                if touch(here, there, CLEAR):
                    found.append((wall, CLEAR))
                    if touch(here, there):
                        found.append((wall, 0.0))
        return found


def straightened(courses: Sequence[Course]) -> list[Line]:
    """The lines of arrows, without short steps where they can do without."""
    lines = [course.line for course in courses]
    for number, course in enumerate(courses):
        if next(_steps(course.line), None) is None and not course.hugged(course.line):
            continue
        others = [
            line for line, other in zip(lines, courses, strict=True) if other.name != course.name
        ]
        mates = [
            line
            for line, other in zip(lines, courses, strict=True)
            if other.name == course.name and other is not course
        ]
        beside = _pieces_of(others), _pieces_of(mates)
        lines[number] = _off_rims(course, _without_steps(course, *beside), *beside)
    return lines


def _without_steps(course: Course, others: Sequence[Straight], mates: Sequence[Straight]) -> Line:
    line = course.line
    met, tangled = course.met(line), _tangle(line, others)
    # each round takes one step out
    for _ in range(len(line)):
        better = (
            moved
            for moved in _moved(line, course, mates)
            if course.met(moved) <= met and _no_worse(_tangle(moved, others), tangled)
        )
        following = next(better, None)
        if following is None:
            break
        line, tangled = following, _tangle(following, others)
    return line


def _off_rims(
    course: Course, line: Line, others: Sequence[Straight], mates: Sequence[Straight]
) -> Line:
    """The line a little off the sides of frames along which it runs, where there is room."""
    hugged = course.hugged(line)
    if not hugged:
        return line
    met, tangled = course.met(line), _tangle(line, others)
    for number in range(len(line) - 1):
        better = (
            moved
            for moved in _aside(line, number, course, mates)
            if course.hugged(moved) < hugged
            and course.met(moved) <= met
            and _no_worse(_tangle(moved, others), tangled)
        )
        following = next(better, line)
        if following is not line:
            line, hugged = following, course.hugged(following)
            met, tangled = course.met(line), _tangle(line, others)
    return line


def _aside(line: Line, number: int, course: Course, mates: Sequence[Straight]) -> Iterator[Line]:
    """The line with one of its pieces moved off the sides of frames beside it."""
    if number >= len(line) - 1 or _shared(line, number, mates):
        return
    piece = _straight(line[number], line[number + 1])
    level, at, *_ = piece
    for rim in course.rims:
        if _beside(piece, [rim], RIM):
            to = rim[1] + (RIM if at > rim[1] else -RIM)
            moved = _over(line, number, level, to)
            if len(moved) == len(line) and _ends_well(moved, course.ends):
                yield moved


def _no_worse(tangle: tuple[float, int], before: tuple[float, int]) -> bool:
    return all(now <= then for now, then in zip(tangle, before, strict=True))


def _moved(line: Line, course: Course, mates: Sequence[Straight]) -> Iterator[Line]:
    """The line with a short step closed: what comes before it, or after it, moves over."""
    for number in _steps(line):
        axis = 1 if line[number][0] == line[number + 1][0] else 0
        for moving, aim in ((number - 1, number + 2), (number + 1, number)):
            if not _shared(line, moving, mates):
                moved = _over(line, moving, axis, line[aim][axis])
                if _ends_well(moved, course.ends):
                    yield moved


def _over(line: Line, number: int, axis: int, to: float) -> Line:
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
    level, at, low, high = _straight(line[number], line[number + 1])
    return any(
        level == there and at == beside and low < end and start < high
        for there, beside, start, end in mates
    )


def _ends_well(line: Line, ends: tuple[Rect, Rect]) -> bool:
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


def _bounded(walls: Iterable[Rect]) -> list[tuple[Rect, Bounds]]:
    return [(wall, bounds(wall)) for wall in walls]


def _bounds(piece: Straight) -> Bounds:
    level, at, low, high = piece
    return (low, at, high, at) if level else (at, low, at, high)


def _pieces(line: Line) -> Iterator[Straight]:
    return (_straight(start, end) for start, end in pairwise(line))


def _pieces_of(lines: Iterable[Line]) -> list[Straight]:
    return list(chain.from_iterable(map(_pieces, lines)))


def _straight(start: Sequence[float], end: Sequence[float]) -> Straight:
    level = int(start[1] == end[1])
    low, high = sorted((start[1 - level], end[1 - level]))
    return level, start[level], low, high


def _sides(rect: Rect) -> Iterator[Straight]:
    """The sides of a rectangle."""
    for y in (rect.y, rect.bottom):
        yield 1, y, rect.x, rect.right
    for x in (rect.x, rect.right):
        yield 0, x, rect.y, rect.bottom


def _beside(piece: Straight, others: Iterable[Straight], by: float) -> float:
    """How far a piece runs beside others that are nearer than that."""
    level, at, low, high = piece
    return sum(
        _common(low, high, start, end)
        for there, beside, start, end in others
        if level == there and abs(at - beside) < by
    )


def _common(low: float, high: float, start: float, end: float) -> float:
    """How long the stretch is that two stretches have in common."""
    return max(min(high, end) - max(low, start), 0.0)


def _tangle(line: Line, others: Sequence[Straight]) -> tuple[float, int]:
    """How far a line runs too near to others, and how often it crosses them."""
    near, crossings = 0.0, 0
    for level, at, low, high in _pieces(line):
        for there, beside, start, end in others:
            if level == there:
                if abs(at - beside) < GAP:
                    near += _common(low, high, start, end)
            elif low < beside < high and start < at < end:
                crossings += 1
    return near, crossings
