"""Arrows that wind laid anew over others, where the way that this saves is worth what it crosses,
and arrows that run too near beside each other.

Arrows are laid one after another, and those that cross others anew: what comes late goes round what
came early, once around the page if it must. Here all others lie, and to cross them costs little.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from kgraph.layout.arrows.bundles import Bundle
from kgraph.layout.arrows.search import Way
from kgraph.layout.composition import Lines, Scene
from kgraph.layout.drawing import DrawnArrow, Rect
from kgraph.layout.geometry.rectangles import HAIR, shrunk
from kgraph.layout.legibility.crossings import Curves
from kgraph.layout.legibility.detours import turns, way, winding
from kgraph.layout.legibility.limits import CROSSINGS
from kgraph.layout.legibility.spacing import close, jogs

BEND, CROSSING, WINDS = 70.0, 250.0, 100.0
"""What a bend, a crossing and an arrow that winds are worth in points of way."""
ASTRAY = 500.0
"""What it is worth more where the arrow is one along which its view is arranged: one reads these
first.
"""
APART = 500.0
"""What it is worth in points of way that two arrows no longer run too near beside each other."""
TURNING = {"parts": 2}
"""From how many turns on arrows are laid anew that do not wind, by the arrangement of a view: those
of parts are few, and what crosses one most often has a way that crosses none.
"""
GAIN = 20.0
"""How much must be gained at least."""


class Course:
    """The arrows of a scene, and how calm they run.

    Those that are `astray` wind, or turn often, and may be laid anew.
    """

    def __init__(self, scene: Scene, lines: Lines) -> None:
        curves, ground = Curves(lines), scene.ground
        homes = {id: member.block for id, member in ground.members.items()}
        self.lines = lines
        self.winding = winding(lines, ground.things, homes)
        self.crossings = curves.meetings.seen
        through = sum(_through(curves, scene, rect) for rect in ground.blocks.values())
        self.close = close(lines)
        self.astray = {*self.winding, *_turning(scene, lines)}
        # of none of these there may be more
        self.faults = (
            len(self.winding),
            curves.meetings.shared,
            through,
            sum(map(jogs, lines)),
            len(self.close),
        )
        along = [line for line in lines if line.kind in scene.view.along]
        lost = sum(line.id in self.winding for line in along)
        self.cost = cost(lines, self.crossings, len(self.winding)) + ASTRAY * lost

    def betters(self, other: Course) -> bool:
        """Whether this is better than another course of the same arrows."""
        most = max(other.crossings, CROSSINGS * len(self.lines))
        no_worse = all(now <= then for now, then in zip(self.faults, other.faults, strict=True))
        return no_worse and self.crossings <= most and self.gain(other) > GAIN

    def gain(self, other: Course) -> float:
        """How much better it is than another one, in points of way."""
        apart = len(other.close) - len(self.close)
        return other.cost - self.cost + APART * apart


def effort(arrows: Iterable[DrawnArrow]) -> float:
    """How far arrows lead, in points of way; bends count as so many."""
    return sum(way(arrow) + BEND * turns(arrow) for arrow in arrows)


def cost(arrows: Iterable[DrawnArrow], crossings: int, winding: int) -> float:
    """How hard arrows are to follow, in points of way: so often they cross, so many wind."""
    return effort(arrows) + CROSSING * crossings + WINDS * winding


class Change(NamedTuple):
    """A bundle to be laid anew: all of it, or some of its arrows, each on a way of its own."""

    bundle: Bundle
    alone: frozenset[str]


class Changed(NamedTuple):
    """What a change leads to where nothing else is changed: the course of all arrows, and the ways
    of the bundle.
    """

    change: Change
    course: Course
    ways: dict[str, Way | None]


def unwound(scene: Scene, lines: Lines, ways: Mapping[str, Way | None]) -> Iterator[Lines]:
    """The arrows of a scene, of which as many as possible are laid anew, then ever fewer of them.

    `lines` are how they were drawn when they lay as `ways` say. Nothing where none that winds or
    turns often, or runs too near to another, can do better.
    """
    first = Course(scene, lines)
    if not first.astray and not first.close:
        return
    scene.router.take_up(ways)
    # what gains most comes first: there may be only so many crossings
    for course in reversed(_taken(scene, _by_gain(scene, first))):
        yield course.lines


def _taken(scene: Scene, found: Sequence[Changed]) -> list[Course]:
    """The courses after one change more each, of those that better what is there by then."""
    courses: list[Course] = []
    for change, alone, ways in found:
        before = dict(scene.router.ways)
        if not courses:  # the first is known: as yet nothing else is changed
            scene.router.put_back(change.bundle, ways)
            courses.append(alone)
            continue
        course = _changed(scene, change)
        if course is not None and course.betters(courses[-1]):
            courses.append(course)
        else:
            scene.router.put_back(change.bundle, before)
    return courses


def _changed(scene: Scene, change: Change) -> Course | None:
    """The course of all arrows after a change; None where it leads no other way."""
    if not scene.router.lay_over(*change):
        return None
    return Course(scene, scene.drawn(scene.router.laid()))


def _by_gain(scene: Scene, course: Course) -> list[Changed]:
    """The changes of a course that better it, each for itself, what gains most first."""
    router, before = scene.router, dict(scene.router.ways)
    found: list[Changed] = []
    for change in _changes(scene, course):
        changed = _changed(scene, change)
        if changed is not None and changed.betters(course):
            ways = {arrow.id: router.ways[arrow.id] for arrow in change.bundle.arrows}
            found.append(Changed(change, changed, ways))
        router.put_back(change.bundle, before)
    return sorted(found, key=lambda one: -one.course.gain(course))


def _changes(scene: Scene, course: Course) -> Iterator[Change]:
    """What can be tried: each bundle with arrows that are astray or too near to others, the longest
    way first, as a whole and these of it alone.
    """
    for bundle in _bundles(scene, course):
        alone = frozenset(arrow.id for arrow in bundle.arrows if bundle.name)
        ways = (frozenset[str](), alone.intersection(course.astray))
        yield from dict.fromkeys(Change(bundle, way) for way in ways)


def _bundles(scene: Scene, course: Course) -> list[Bundle]:
    """The bundles with arrows that are astray or too near to others, the longest way first."""
    poor = {*course.astray, *chain.from_iterable(course.close)}
    long = {arrow.id: way(arrow) for arrow in course.lines if arrow.id in poor}
    longest = {bundle: _longest(bundle, long) for bundle in scene.router.order}
    wound = [bundle for bundle, far in longest.items() if far]
    return sorted(wound, key=lambda bundle: (-longest[bundle], bundle.arrows[0].id))


def _longest(bundle: Bundle, long: Mapping[str, float]) -> float:
    """The longest way of those of its arrows that are to be laid anew; 0 where none is."""
    return max(long.get(arrow.id, 0.0) for arrow in bundle.arrows)


def _turning(scene: Scene, lines: Lines) -> Iterator[str]:
    """The ids of arrows that turn often for the arrangement of their view."""
    often = TURNING.get(scene.view.arrangement)
    return (arrow.id for arrow in lines if often is not None and turns(arrow) >= often)


def _through(curves: Curves, scene: Scene, rect: Rect) -> int:
    """How many arrows run through a block in which neither of their ends stands."""
    home = scene.ground.home
    ends = [scene.arrows[number] for number in curves.through(shrunk(rect, HAIR))]
    return sum(rect not in (home(arrow.source), home(arrow.target)) for arrow in ends)
