"""What moves as a whole where a picture grows or shrinks: blocks, edges of frames, headings, level
pieces of arrows, words; and which of these move together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, pairwise
from typing import NamedTuple

from kgraph.layout.arrows.steps import straight
from kgraph.layout.arrows.tracks import Line
from kgraph.layout.drawing import Rect
from kgraph.layout.geometry.rectangles import HAIR, inside, turned


class Run(NamedTuple):
    """An arrow: its line, the name of its trunk or its own, and in which blocks, or at which
    frames, it begins and ends. One that is straight is wished to be so `long` at least.
    """

    line: Line
    name: str
    homes: tuple[Rect, Rect]
    long: float = 0.0

    def turned(self) -> Run:
        """It with x and y exchanged."""
        source, target = map(turned, self.homes)
        return self._replace(line=[[y, x] for x, y in self.line], homes=(source, target))

    def level(self) -> Iterator[tuple[int, float, float, float]]:
        """The level pieces of its line: their numbers, where they run, and from where to where."""
        for place, (start, end) in enumerate(pairwise(self.line)):
            level, at, low, high = straight(start, end)
            if level:
                yield place, at, low, high

    def off(self, place: int) -> float:
        """How much a piece counts as off what it lies on: to where the arrow turns at both ends."""
        beside = [*self.line[max(place - 1, 0) : place], *self.line[place + 2 : place + 3]]
        ways = {1 if y > self.line[place][1] else -1 for _, y in beside}
        return HAIR * ways.pop() if len(ways) == 1 else 0.0


class Words(NamedTuple):
    """What words, or a number, cover, and the number of the arrow of which they are said."""

    rect: Rect
    run: int

    def turned(self) -> Words:
        """They with x and y exchanged."""
        return self._replace(rect=turned(self.rect))


class Key(NamedTuple):
    """What moves as a whole: a block, an edge of a frame (0 is the upper one), a heading, words, or
    a piece of an arrow, which is told by its number.
    """

    kind: str
    id: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """From where to where something reaches that moves as a whole, down and across.

    Pieces of arrows have the `name` of their trunk, and the blocks that they come from or lead to.
    """

    top: float
    bottom: float
    left: float
    right: float
    name: str = ""
    own: tuple[Key, ...] = ()

    @property
    def middle(self) -> float:
        """Where the middle of it is, from top to bottom."""
        return (self.top + self.bottom) / 2

    def above(self, other: Part) -> float:
        """How long the stretch is on which two are above each other; less than 0 for none."""
        return min(self.right, other.right) - max(self.left, other.left)


Parts = Mapping[Key, Part]
Tie = tuple[Key, Key]


class Things(NamedTuple):
    """Blocks and frames by their ids, headings, the arrows between them, and words that stand where
    they are.
    """

    blocks: Mapping[str, Rect]
    frames: Mapping[str, Rect]
    headings: Sequence[Rect]
    runs: Sequence[Run]
    words: Sequence[Words] = ()

    def turned(self) -> Things:
        """They with x and y exchanged."""
        blocks = {id: turned(rect) for id, rect in self.blocks.items()}
        frames = {id: turned(rect) for id, rect in self.frames.items()}
        headings = [turned(rect) for rect in self.headings]
        runs = [run.turned() for run in self.runs]
        words = [one.turned() for one in self.words]
        return Things(blocks, frames, headings, runs, words)

    def standing(self) -> dict[Rect, Key]:
        """The blocks by where they stand."""
        return {rect: Key("block", id) for id, rect in self.blocks.items()}

    def at(self, home: Rect, y: float) -> Key:
        """What an arrow ends at that comes to a height: a block, or the nearer edge of a frame."""
        standing = self.standing()
        if home in standing:
            return standing[home]
        frame = next(id for id, rect in self.frames.items() if rect == home)
        return Key("frame", frame, int(abs(y - home.y) > abs(y - home.bottom)))


def parts_of(things: Things) -> dict[Key, Part]:
    """Everything that moves as a whole."""
    found = {Key("block", id): _whole(rect) for id, rect in things.blocks.items()}
    for number, rect in enumerate(things.headings):
        found[Key("heading", "", number)] = _whole(rect)
    for number, words in enumerate(things.words):
        found[Key("words", "", number)] = _whole(words.rect)
    for id, rect in things.frames.items():
        for edge, y in enumerate((rect.y, rect.bottom)):
            found[Key("frame", id, edge)] = Part(y, y, rect.x, rect.right)
    return found | dict(_pieces(things))


def _pieces(things: Things) -> Iterator[tuple[Key, Part]]:
    """The level pieces of arrows."""
    standing = things.standing()
    for number, run in enumerate(things.runs):
        own = tuple(standing[home] for home in run.homes if home in standing)
        for place, at, low, high in run.level():
            y = at + run.off(place)
            yield Key("piece", str(number), place), Part(y, y, low, high, run.name, own)


def _whole(rect: Rect) -> Part:
    return Part(rect.y, rect.bottom, rect.x, rect.right)


def groups_of(things: Things, parts: Parts) -> dict[Key, int]:
    """The number of the group of each part: parts of one group move together."""
    standing = _in_rows(parts), _in_frames(things), _at_blocks(things, parts)
    running = _in_trunks(parts), _on_lines(things, parts)
    found = {key: {key} for key in parts}
    for one, other in chain(*standing, *running):
        together = found[one] | found[other]
        found |= dict.fromkeys(together, together)
    numbers: dict[int, int] = {}
    return {key: numbers.setdefault(id(found[key]), len(numbers)) for key in parts}


def _in_rows(parts: Parts) -> Iterator[Tie]:
    """Blocks, and edges of frames, at one height."""
    first: dict[tuple[str, int, str, float], Key] = {}
    for key, part in parts.items():
        if key.kind in ("block", "frame"):
            for side, at in (("top", part.top), ("middle", part.top + part.bottom)):
                yield key, first.setdefault((key.kind, key.number, side, round(at)), key)


def _in_frames(things: Things) -> Iterator[Tie]:
    """Headings and the upper edges of what they are those of."""
    for number, heading in enumerate(things.headings):
        around = [(rect.y, id) for id, rect in things.frames.items() if inside(heading, rect)]
        if around:
            yield Key("heading", "", number), Key("frame", max(around)[1])


def _at_blocks(things: Things, parts: Parts) -> Iterator[Tie]:
    """Blocks and the arrows that come from them, or lead to them, on a level."""
    standing = things.standing()
    for number, run in enumerate(things.runs):
        for home, place in zip(run.homes, (0, len(run.line) - 2), strict=True):
            key = Key("piece", str(number), place)
            if key in parts and home in standing:
                yield key, standing[home]


def _in_trunks(parts: Parts) -> Iterator[Tie]:
    """Pieces of one trunk on one line, also where they turn off to different sides of it."""
    trunks: dict[str, list[Key]] = {}
    for key, part in parts.items():
        if part.name:
            trunks.setdefault(part.name, []).append(key)
    for one, other in chain.from_iterable(combinations(keys, 2) for keys in trunks.values()):
        here, there = parts[one], parts[other]
        if abs(here.top - there.top) <= 2 * HAIR and here.above(there) >= 0:
            yield one, other


def _on_lines(things: Things, parts: Parts) -> Iterator[Tie]:
    """Words and the level pieces on which they stand."""
    for number, (_, of) in enumerate(things.words):
        key = Key("words", "", number)
        words = parts[key]
        for place, y, _, _ in things.runs[of].level():
            piece = Key("piece", str(of), place)
            if words.top <= y <= words.bottom and words.above(parts[piece]) > 0:
                yield key, piece
