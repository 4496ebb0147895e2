"""Arrows that part from one thing, or meet at one, without crossing on the way.

Where two cross that have an end in common, each takes the other's way between that end and the
crossing: then they only touch there, and what is left of the touch is a step aside that closes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, combinations, product, starmap

from kgraph.layout.arrows.steps import (
    CLEAR,
    Course,
    Straight,
    ends_well,
    no_worse,
    over,
    pieces,
    straight,
    tangle,
    without_steps,
)
from kgraph.layout.arrows.tracks import Line
from kgraph.layout.drawing import Rect

Courses = tuple[Course, ...]
Pair = tuple[Line, Line]
LINE = 14.0
"""How far a piece is moved aside."""


def uncrossed(courses: Sequence[Course]) -> Iterator[list[Line]]:
    """The lines of arrows, of which as many pairs as possible cross no more, then ever fewer.

    Nothing where no pair that has an end in common can do better.
    """
    found = [tuple(courses)]
    for one, other in _of_one_end(courses):
        better = _better(found[-1], one, other)
        if better is not None:
            found.append(better)
    for changed in reversed(found[1:]):
        yield [course.line for course in changed]


def _of_one_end(courses: Sequence[Course]) -> Iterator[tuple[int, int]]:
    """The numbers of arrows that have an end in common, and share their lines with none."""
    for one, other in combinations(_alone(courses), 2):
        if set(courses[one].ends) & set(courses[other].ends):
            yield one, other


def _alone(courses: Sequence[Course]) -> list[int]:
    """The numbers of arrows that share their lines with none."""
    many = Counter(course.name for course in courses)
    return [number for number, course in enumerate(courses) if many[course.name] == 1]


def _better(courses: Courses, one: int, other: int) -> Courses | None:
    """The arrows with two on other lines, if there are such on which they cross less; else None."""
    pair = courses[one], courses[other]
    rest = [course for number, course in enumerate(courses) if number not in (one, other)]
    beside = list(chain.from_iterable(pieces(course.line) for course in rest))
    for lines in _exchanged(*pair):
        changed = _straight(pair, lines, beside)
        if _fit(pair, changed, beside):
            found = list(courses)
            found[one], found[other] = changed
            return tuple(found)
    return None


def _exchanged(one: Course, other: Course) -> Iterator[Pair]:
    """The lines of two arrows, each with the other's way from a common end to a crossing."""
    for here, there in product((0, 1), repeat=2):
        if one.ends[here] == other.ends[there]:
            ways = _from(one.line, here), _from(other.line, there)
            for exchanged in _swapped(*ways):
                yield _from(exchanged[0], here), _from(exchanged[1], there)


def _from(line: Line, end: int) -> Line:
    """A line, turned round where it is to begin at its last point; turned back the same way."""
    return line[::-1] if end else line


def _swapped(one: Line, other: Line) -> Iterator[Pair]:
    """Two lines with what comes before a crossing exchanged, for each that there is.

    As they then are, touching where they crossed, and with a piece there moved aside.
    """
    for (here, piece), (there, beside) in product(*map(enumerate, map(pieces, (one, other)))):
        at = _crossing(piece, beside)
        if at is not None:
            first = [*other[: there + 1], at, *one[here + 1 :]]
            second = [*one[: here + 1], list(at), *other[there + 1 :]]
            yield first, second
            yield from ((moved, second) for moved in _aside(first, there + 1))
            yield from ((first, moved) for moved in _aside(second, here + 1))


def _aside(line: Line, corner: int) -> Iterator[Line]:
    """A line with a piece before or after one of its corners moved aside."""
    for place in (corner - 1, corner):
        level = straight(line[place], line[place + 1])[0]
        for by in (LINE, -LINE):
            yield over(line, place, level, line[place][level] + by)


def _crossing(one: Straight, other: Straight) -> list[float] | None:
    """Where a level and an upright piece cross; None where they do not."""
    level, at, low, high = one
    there, beside, start, end = other
    if level == there or not (low < beside < high and start < at < end):
        return None
    return [beside, at] if level else [at, beside]


def _straight(
    pair: tuple[Course, Course], lines: Pair, beside: Sequence[Straight]
) -> tuple[Course, Course]:
    """Two arrows on other lines, without steps aside, the one first."""
    one = replace(pair[0], line=lines[0])
    one = replace(one, line=without_steps(one, [*beside, *pieces(lines[1])], ()))
    other = replace(pair[1], line=lines[1])
    other = replace(other, line=without_steps(other, [*beside, *pieces(one.line)], ()))
    return one, other


def _fit(
    before: tuple[Course, Course], after: tuple[Course, Course], beside: Sequence[Straight]
) -> bool:
    """Whether two arrows no longer touch, and run no worse in any other way than they did."""
    if not all(ends_well(course.line, course.ends) for course in after):
        return False
    if any(starmap(_touch, product(*(pieces(course.line) for course in after)))):
        return False
    rims = before[0].rims
    no_more = _met(after) <= _met(before) and _tangles(after, rims)[1] <= _tangles(before, rims)[1]
    return no_more and no_worse(_tangles(after, beside), _tangles(before, beside))


def _met(pair: tuple[Course, Course]) -> set[tuple[Rect, float]]:
    """What two arrows touch, and what they come too near to."""
    one, other = pair
    return one.met(one.line) | other.met(other.line)


def _tangles(pair: tuple[Course, Course], others: Sequence[Straight]) -> tuple[float, int]:
    """How far two arrows run too near to others, and how often they cross them; see `tangle`."""
    (near, crossings), (more, further) = (tangle(course.line, others) for course in pair)
    return near + more, crossings + further


def _touch(one: Straight, other: Straight) -> bool:
    """Whether two pieces touch, or nearly do."""
    level, at, low, high = one
    there, beside, start, end = other
    if level == there:
        return abs(at - beside) < CLEAR and low - CLEAR < end and start - CLEAR < high
    return low - CLEAR < beside < high + CLEAR and start - CLEAR < at < end + CLEAR
