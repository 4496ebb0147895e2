"""Pieces of arrows moved off what runs beside them: sides of boxes and frames, and other arrows.

Ways are found on a sparse grid, and arrows that share a line of it are set apart by as little as
tells them apart. Here each piece that runs too near beside something moves over where there is
room, with those that share it. What arrows cross, and how they turn, stays the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

from kgraph.layout.arrows.steps import (
    GAP,
    Course,
    Straight,
    Ways,
    by_way,
    ends_well,
    no_worse,
    pieces,
    tangle,
)
from kgraph.layout.arrows.tracks import Line
from kgraph.layout.geometry.rectangles import HAIR, Bounds

WALL, LINE = 12.0, 14.0
"""How far a piece is to keep off sides of boxes and frames, and off other arrows."""
NEAR, TIGHT = 10.5, 13.5
"""What is nearer to a wall, and to another arrow, than this is moved."""
ON = 6.0
"""Nothing moves nearer than this to another arrow, whatever it gains elsewhere."""
HEADS_ON, BETWEEN, MEETING = 4.0, 12.0, 40.0
"""How far off one line two pieces may be to be read as one that goes on, and how far from each
other; what that counts.
"""
FAR = 36.0
"""How far a piece moves at most."""
RUN = 8.0
"""Beside how long a stretch something is near."""
THROUGH = 400.0
"""What it counts that an arrow runs through something, as through the title of its own group."""
LEAST, LONG = 20.0, 240.0
"""What nearness counts whatever its length, and from which length on it is no worse."""
JOG, STUB = 34.1, 20.0
"""How short steps aside, and other pieces, may become, unless they are shorter already."""
GAIN = 1.0
"""How much better it must be elsewhere."""
ROUNDS = 6
"""How often all arrows are gone through at most."""

Lines = dict[int, Line]
"""Lines of some arrows by their numbers."""


class Scene:
    """The arrows as they run, and what stands beside them."""

    def __init__(self, courses: Sequence[Course]) -> None:
        self.courses = courses
        self.lines: Lines = dict(enumerate(course.line for course in courses))
        self.pieces = {number: list(pieces(line)) for number, line in self.lines.items()}
        self.mates: dict[str, list[int]] = {}
        for number, course in enumerate(courses):
            self.mates.setdefault(course.name, []).append(number)

    def others(self, number: int) -> Ways:
        """The pieces of all arrows that share no line with one."""
        own = self.mates[self.courses[number].name]
        rest = (here for other, here in self.pieces.items() if other not in own)
        return by_way(chain.from_iterable(rest))

    def walls(self, number: int, place: int) -> list[Bounds]:
        """What a piece of an arrow should not run beside."""
        return self.courses[number].walls(place, len(self.pieces[number]) - 1)

    def cost(self, lines: Lines, others: Ways) -> float:
        """How near arrows of one name run to walls and to all others."""
        cost = 0.0
        for number, line in lines.items():
            cost += THROUGH * self.courses[number].through(line)
            for place, piece in enumerate(pieces(line)):
                walls = _sides(piece, self.walls(number, place), WALL)
                beside = others[piece[0]]
                cost += _cost(piece, walls, WALL) + _cost(piece, beside, LINE)
                cost += MEETING * len(_met(piece, beside))
        return cost

    def shared(self, number: int, place: int) -> set[tuple[int, int]]:
        """The pieces of arrows of one name that run on one line, by their arrows and places."""
        level, at, low, high = self.pieces[number][place]
        mates = self.mates[self.courses[number].name]
        found: set[tuple[int, int]] = set()
        before = -1
        while len(found) > before:
            before = len(found)
            for mate in mates:
                for other, (there, beside, start, end) in enumerate(self.pieces[mate]):
                    if level == there and at == beside and start < high and low < end:
                        found.add((mate, other))
                        low, high = min(low, start), max(high, end)
        return found

    def beside(self, number: int, place: int) -> list[float]:
        """The lines on which other arrows of the name run beside a piece, too near for two lines;
        the nearest first.
        """
        mates = self.mates[self.courses[number].name]
        if len(mates) == 1:
            return []
        piece = self.pieces[number][place]
        found = chain.from_iterable(self.pieces[mate] for mate in mates if mate != number)
        level = (other for other in found if other[0] == piece[0] and other[1] != piece[1])
        near = {line for _, line, _, _ in _near(piece, level, TIGHT)}
        return sorted(near, key=lambda line: (abs(line - piece[1]), line))

    def allowed(self, lines: Lines, others: Ways) -> bool:
        """Whether arrows of one name may run on these lines: they touch and cross nothing more."""
        every = [*others[0], *others[1]]
        for number, line in lines.items():
            course, before = self.courses[number], self.lines[number]
            if not ends_well(line, course.ends) or not course.met(line) <= course.met(before):
                return False
            # what runs right on a border crosses nothing, though it has to
            if tangle(line, course.rims)[1] > max(tangle(before, course.rims)[1], course.least):
                return False
            # who stops at another line seems to join it, so to cross that is no worse
            now, then = (tangle(one, every, touching=HAIR) for one in (line, before))
            if not no_worse(now, then):
                return False
        return True

    def move(self, lines: Lines) -> None:
        """Let arrows run on other lines from now on."""
        for number, line in lines.items():
            self.lines[number], self.pieces[number] = line, list(pieces(line))


def eased(courses: Sequence[Course]) -> list[Line]:
    """The lines of arrows, off what they ran beside where there is room."""
    scene = Scene(courses)
    for _ in range(ROUNDS):
        changed = [_ease(scene, number) for number in range(len(courses))]
        if not any(changed):
            break
    return list(scene.lines.values())


def _ease(scene: Scene, number: int) -> bool:
    """Move the pieces of an arrow that are too near to something; whether one has moved."""
    others, found = scene.others(number), False
    for place in range(len(scene.pieces[number])):
        better = _better(scene, number, place, others)
        scene.move(better)
        found = found or bool(better)
    return found


def _better(scene: Scene, number: int, place: int, others: Ways) -> Lines:
    """The lines that change where a piece of an arrow moves to a better place, if there is one."""
    joined = _joined(scene, number, place, others)
    if joined:
        return joined
    piece, walls = scene.pieces[number][place], scene.walls(number, place)
    level, at, low, high = piece
    ways = others[level]
    if not _beside(piece, walls, ways, (NEAR, TIGHT)):
        return {}
    beside = _beside(piece, walls, ways, (FAR + LINE, FAR + LINE))
    places = _places(at, beside)
    free = [to for to in places if not _near((level, to, low, high), ways, ON)]
    return _best_of(free, scene, (number, place), others)


def _best_of(places: Iterable[float], scene: Scene, of: tuple[int, int], others: Ways) -> Lines:
    """The lines that change where a piece, of that arrow and place in it, moves to the best of some
    places; none where that is hardly better than where it is.
    """
    level, at, _, _ = scene.pieces[of[0]][of[1]]
    shared = sorted(scene.shared(*of))
    before = {mate: scene.lines[mate] for mate, _ in shared}
    best, least = Lines(), scene.cost(before, others) - GAIN
    for to in places:
        lines = moved(before, shared, level, to)
        if not all(keeps(line, before[mate]) for mate, line in lines.items()):
            continue
        cost = scene.cost(lines, others) + abs(to - at) / FAR
        if cost < least and scene.allowed(lines, others):
            best, least = lines, cost
    return best


def _beside(
    piece: Straight, walls: Iterable[Bounds], ways: Sequence[Straight], by: tuple[float, float]
) -> list[Straight]:
    """What runs beside a piece: sides of walls and other pieces, nearer than so much each, and what
    comes towards it.
    """
    wall, line = by
    return [*_sides(piece, walls, wall), *_near(piece, ways, line), *_met(piece, ways)]


def _joined(scene: Scene, number: int, place: int, others: Ways) -> Lines:
    """The lines that change where a piece moves onto one of its trunk that runs beside it.

    Two lines so near to each other are read as a double one.
    """
    level = scene.pieces[number][place][0]
    for to in scene.beside(number, place):
        shared = sorted(scene.shared(number, place))
        before = {mate: scene.lines[mate] for mate, _ in shared}
        lines = moved(before, shared, level, to)
        kept = all(keeps(line, before[mate]) for mate, line in lines.items())
        if kept and scene.allowed(lines, others):
            return lines
    return {}


def moved(lines: Lines, shared: Iterable[tuple[int, int]], level: int, to: float) -> Lines:
    """Lines with pieces of them moved over."""
    found = {number: list(map(list, line)) for number, line in lines.items()}
    for number, place in shared:
        line = found[number]
        line[place][level] = line[place + 1][level] = to
    return found


def _places(at: float, beside: Iterable[Straight]) -> list[float]:
    """Where a piece could run: off all that is beside it, or between two."""
    lines = sorted({line for _, line, _, _ in beside})
    found = {(one + other) / 2 for one, other in pairwise(lines)}
    for off in (LINE, WALL, GAP):
        found.update(line - off for line in lines)
        found.update(line + off for line in lines)
    return sorted(to for to in found if 0.5 < abs(to - at) <= FAR)


def _near(piece: Straight, others: Iterable[Straight], by: float) -> list[Straight]:
    """What runs the same way beside a piece, nearer than that."""
    _, at, low, high = piece
    return [
        other
        for other in others
        if -by < at - other[1] < by and other[2] + RUN < high and low + RUN < other[3]
    ]


def _met(piece: Straight, others: Iterable[Straight]) -> list[Straight]:
    """What comes towards a piece on its line, so that the two are read as one."""
    _, at, low, high = piece
    return [
        other
        for other in others
        if -HEADS_ON < at - other[1] < HEADS_ON
        and other[2] - BETWEEN < high
        and low < other[3] + BETWEEN
        and not (other[2] + RUN < high and low + RUN < other[3])
    ]


def _sides(piece: Straight, walls: Iterable[Bounds], by: float) -> list[Straight]:
    """The sides of walls that run beside a piece, nearer than that."""
    level, at, low, high = piece
    across, along = (1, 0) if level else (0, 1)
    found = []
    for wall in walls:
        start, end = wall[along], wall[along + 2]
        if start + RUN < high and low + RUN < end:
            lines = wall[across], wall[across + 2]
            found += [(level, line, start, end) for line in lines if -by < at - line < by]
    return found


def _cost(piece: Straight, others: Iterable[Straight], by: float) -> float:
    """How much too near others run beside a piece, the longer the worse."""
    _, at, low, high = piece
    if high - low <= RUN:
        return 0.0
    cost = 0.0
    for _, beside, start, end in _near(piece, others, by):
        run = min(high, end) - max(low, start)
        if run > RUN:
            cost += (LEAST + min(run, LONG)) * (1 - abs(at - beside) / by) ** 2
    return cost


def keeps(line: Line, before: Line) -> bool:
    """Whether all pieces lead where they led, and none has become too short."""
    last = len(line) - 2
    for place in range(last + 1):
        for axis in (0, 1):
            was = before[place + 1][axis] - before[place][axis]
            now = line[place + 1][axis] - line[place][axis]
            least = min(abs(was), STUB if place in (0, last) else JOG)
            if was * now < 0 or abs(now) < least:
                return False
    return True
