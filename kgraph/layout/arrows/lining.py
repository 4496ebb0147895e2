"""Boxes set in line that stand a little off each other, last of all.

What stands a little off the line of another thing looks as if it was meant to be in it
(`geometry.alignment`). A block moves under the arrows that end above and below it, while those at
its sides become longer or shorter; so nothing else moves, and no arrow turns otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations
from typing import NamedTuple

from kgraph.layout.arrange.templates import OFF
from kgraph.layout.arrows.distances import LINE, needed
from kgraph.layout.arrows.evening import Likes
from kgraph.layout.arrows.parts import Key, Part, Run, Things, parts_of
from kgraph.layout.drawing import Rect
from kgraph.layout.geometry.alignment import SAME, disorder, off
from kgraph.layout.geometry.rectangles import HAIR

SHARE = 0.74
"""What share of the distance that is kept elsewhere is enough here."""
CORNER = 12.0
"""How far from the corners of a block arrows end."""


Alike = Mapping[str, tuple[str, ...]]
"""For each block what moves with it."""
Begin = Callable[[Rect], float]
"""From where in a frame it is measured how far off something stands."""


class Limit(NamedTuple):
    """How far a block may go until it comes to something: to a block that may move, or another."""

    room: float
    thing: str | None


class Move(NamedTuple):
    """Blocks, and how far all of them go down."""

    blocks: tuple[str, ...]
    by: float


def lined(
    things: Things, movable: Collection[str], likes: Likes, ways: Iterable[bool]
) -> Things | None:
    """The same with as many of the movable blocks in line as have room for it: in rows, and in
    columns for a way that is; None where none moves.

    What stands in one place of sister frames moves alike.
    """
    known, found = sorted(movable), things
    for across in ways:
        found = _in_columns(found, known, likes) if across else _in_rows(found, known, likes)
    return None if found.blocks == things.blocks else found


def _in_rows(things: Things, movable: Sequence[str], likes: Likes) -> Things:
    return _lined(things, movable, likes, _top)


def _in_columns(things: Things, movable: Sequence[str], likes: Likes) -> Things:
    return _lined(things.turned(), movable, likes, _middle).turned()


def _top(frame: Rect) -> float:
    return frame.y


def _middle(frame: Rect) -> float:
    return frame.middle[1]


def _lined(things: Things, movable: Sequence[str], likes: Likes, begin: Begin) -> Things:
    """The same with blocks in rows, one move after the other."""
    move = _best(things, movable, _alike(things, movable, likes, begin))
    # each move leaves more in line than before, so this comes to an end by itself
    while move is not None:
        things = _moved(things, move)
        move = _best(things, movable, _alike(things, movable, likes, begin))
    return things


def _best(things: Things, movable: Sequence[str], alike: Alike) -> Move | None:
    """The move that sets most in line, the least of these; None where none sets more in line."""
    rooms = _Rooms(things, movable, alike)
    gains: dict[Move, int] = {}
    for alone in _moves(things.blocks, movable, alike):
        move = rooms.pushing(alone)
        if move is not None:
            gains[move] = _gain(things.blocks, movable, move)
    better = [move for move, gain in gains.items() if gain > 0]
    return min(
        better,
        key=lambda move: (-gains[move], len(move.blocks), abs(move.by), move),
        default=None,
    )


def _moves(blocks: Mapping[str, Rect], movable: Sequence[str], alike: Alike) -> set[Move]:
    """What can be tried: either of two that are a little off each other moves to the other, and
    what is alike with it.
    """
    found = set()
    for one, other in combinations(movable, 2):
        down = off(blocks[one], blocks[other])
        if down is not None and abs(down) > SAME:
            found |= {Move(alike[one], down), Move(alike[other], -down)}
    return found


def _alike(things: Things, movable: Sequence[str], likes: Likes, begin: Begin) -> Alike:
    """For each block those that stand in its place in sister frames, with itself."""
    found: dict[str, tuple[str, ...]] = {id: (id,) for id in movable}
    for like in likes:
        known = [(frame, id) for frame, id in like if id in found]
        away = {
            id: things.blocks[id].middle[1] - begin(things.frames[frame]) for frame, id in known
        }
        same: list[str] = []
        for id in sorted(away, key=lambda id: (away[id], id)):
            if same and away[id] - away[same[0]] > OFF:
                same = []
            same.append(id)
            found |= dict.fromkeys(same, tuple(sorted(same)))
    return found


def _gain(blocks: Mapping[str, Rect], movable: Iterable[str], move: Move) -> int:
    """How many more are in line after a move, and fewer a little off one."""
    others = [blocks[id] for id in movable if id not in move.blocks]
    gain = 0
    for id in move.blocks:
        before = blocks[id]
        after = _down(before, move.by)
        gain += sum(disorder(before, other) - disorder(after, other) for other in others)
    return gain


class _Rooms:
    """How far blocks may go, found where it is asked for."""

    def __init__(self, things: Things, movable: Sequence[str], alike: Alike) -> None:
        self._things, self._alike = things, alike
        self._movable = {Key("block", id) for id in movable}
        self._parts = parts_of(things)
        self._known: dict[tuple[str, bool], list[Limit]] = {}

    def pushing(self, move: Move) -> Move | None:
        """A move with all blocks that have to go out of its way, as far as it goes; None where
        something is in its way that stays.
        """
        waiting, moving = list(move.blocks), set[str]()
        while waiting:
            id = waiting.pop()
            if id not in moving:
                moving.add(id)
                pushed = self._pushed(id, move.by)
                if None in pushed:
                    return None
                waiting += chain.from_iterable(self._alike[other] for other in pushed if other)
        return Move(tuple(sorted(moving)), move.by)

    def _pushed(self, id: str, by: float) -> set[str | None]:
        """What is in the way of a block that goes so far; None for what stays."""
        side = id, by > 0
        if side not in self._known:
            self._known[side] = [*self._ends(*side), *self._beside(*side)]
        return {limit.thing for limit in self._known[side] if abs(by) > limit.room + SAME}

    def _ends(self, id: str, down: bool) -> Iterator[Limit]:
        """How far a block may go for the arrows that end at its sides, off its corners."""
        rect = self._things.blocks[id]
        for y in _ends(self._things.runs, rect):
            if _is_beside(rect, y):
                away = y - rect.y if down else rect.bottom - y
                yield Limit(max(away - CORNER, 0.0), None)

    def _beside(self, id: str, down: bool) -> Iterator[Limit]:
        """How far a block may go for all that is on its way."""
        key = Key("block", id)
        own = self._parts[key]
        for other, part in self._parts.items():
            if own.above(part) >= -LINE and other != key:
                room, wanted = _between((key, own), (other, part), down=down)
                # what is at its other side, or around it, does not matter
                if room > -HAIR:
                    thing = other.id if other in self._movable else None
                    yield Limit(max(room - SHARE * wanted, 0.0), thing)


def _between(one: tuple[Key, Part], other: tuple[Key, Part], *, down: bool) -> tuple[float, float]:
    """How far a part is from another that is below it, or above it, and how far it is to be."""
    (upper, above), (lower, below) = (one, other) if down else (other, one)
    return below.top - above.bottom, needed(upper, lower, above, below)


def _ends(runs: Iterable[Run], rect: Rect) -> Iterator[float]:
    """At which heights arrows end at a block."""
    for run in runs:
        for home, end in zip(run.homes, (run.line[0], run.line[-1]), strict=True):
            if home == rect:
                yield end[1]


def _is_beside(rect: Rect, y: float) -> bool:
    """Whether what ends at a block at this height ends at its sides, and not above or below it."""
    return rect.y + HAIR < y < rect.bottom - HAIR


def _moved(things: Things, move: Move) -> Things:
    """The same after a move."""
    blocks, runs = dict(things.blocks), list(things.runs)
    for id in move.blocks:
        before = blocks[id]
        blocks[id] = _down(before, move.by)
        runs = [_following(run, before, blocks[id]) for run in runs]
    return things._replace(blocks=blocks, runs=runs)


def _following(run: Run, before: Rect, after: Rect) -> Run:
    """An arrow once a block has moved: an end above or below that goes with it."""
    line, homes = [list(point) for point in run.line], list(run.homes)
    for place, point in enumerate((line[0], line[-1])):
        if homes[place] == before:
            homes[place] = after
            if not _is_beside(before, point[1]):
                point[1] += after.y - before.y
    return run._replace(line=line, homes=(homes[0], homes[1]))


def _down(rect: Rect, by: float) -> Rect:
    return rect._replace(y=rect.y + by)
