"""What has one place in sister frames held equally far from where they begin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from kgraph.layout.arrows.packing import Kept, Moves, Packing
from kgraph.layout.arrows.parts import Key, Parts
from kgraph.layout.geometry.rectangles import HAIR

ROUNDS = 16
"""How often what stands further off may hold others off before that is seen to go on for ever."""

Likes = Sequence[Sequence[tuple[str, str]]]
"""For each role in sister frames what has it, each with its frame: frame first."""


class Sister(NamedTuple):
    """The groups of where a frame begins and of something in it, and how far that is from there."""

    begin: int
    thing: int
    away: float

    def after(self, moves: Moves) -> float:
        """How far it is once these have moved."""
        return self.away + moves[self.thing] - moves[self.begin]


Alike = Sequence[Sister]
"""What has one place, in each of several frames."""


def sisters_of(parts: Parts, groups: Mapping[Key, int], likes: Likes, near: float) -> list[Alike]:
    """What has one place in sister frames, as far as it stands so nearly equally far from where
    they begin: the upper edges of blocks, and both edges of frames.
    """
    found: list[Alike] = []
    for like in likes:
        at: dict[tuple[str, int], list[Sister]] = defaultdict(list)
        for frame, thing in like:
            begin = Key("frame", frame, 0)
            for key in _keys(thing, parts):
                away = parts[key].top - parts[begin].top
                at[key.kind, key.number].append(Sister(groups[begin], groups[key], away))
        found += (_level(known, near) for known in at.values())
    return [alike for alike in found if len(alike) > 1]


def _keys(thing: str, parts: Parts) -> Iterator[Key]:
    """The parts of a block, or of a frame."""
    keys = Key("block", thing), Key("frame", thing, 0), Key("frame", thing, 1)
    return filter(parts.__contains__, keys)


def _level(known: Alike, near: float) -> Alike:
    """Those that stand nearly as far from where their frame begins as the first."""
    return [sister for sister in known if abs(sister.away - known[0].away) <= near]


def is_uneven(alike: Alike) -> bool:
    """Whether not all that is alike stands as far from where its frame begins."""
    return _differ([sister.away for sister in alike])


def _differ(distances: Sequence[float]) -> bool:
    return max(distances) - min(distances) > HAIR


def evened(
    packing: Packing, kept: Kept, nearer: Iterable[Sequence[Alike]], *, middle: bool
) -> Kept | None:
    """The distances that are kept, with what is alike tied to stand equally far from where its
    frames begin; None where that cannot be. `nearer` is what is alike, less of it each time.

    It stands as far as it would by itself where that is furthest; else no further than it must.
    """
    alone = packing.moves(kept, middle=middle)
    for sisters in nearer:
        tied = _tied(packing, kept, sisters, alone)
        tied = tied or _tied(packing, kept, sisters, _held_off(packing, kept, sisters))
        if tied is not None:
            return tied
    return None


def _tied(
    packing: Packing, kept: Kept, sisters: Iterable[Alike], moves: Moves | None
) -> Kept | None:
    """The distances, with what is alike tied to stand as far off as these moves leave it where that
    is furthest; None where that contradicts others.
    """
    if moves is None:
        return None
    tied = kept.copy()
    for sister, by in _levelled(sisters, moves):
        tied.tie(sister.begin, sister.thing, by)
    return tied if packing.least(tied) is not None else None


def _held_off(packing: Packing, kept: Kept, sisters: Sequence[Alike]) -> Moves | None:
    """How far each group goes at the least, where what stands further off in one of sister frames
    holds the others off until all are even; None where that goes on for ever.
    """
    held = kept.copy()
    for _ in range(ROUNDS):
        moves = packing.least(held)
        if moves is None or not any(_parted(alike, moves) for alike in sisters):
            return moves
        for sister, by in _levelled(sisters, moves):
            held.keep(sister.begin, sister.thing, by)
    return None


def _parted(alike: Alike, moves: Moves) -> bool:
    """Whether these moves leave what is alike unequally far from where its frames begin."""
    return _differ([sister.after(moves) for sister in alike])


def _levelled(sisters: Iterable[Alike], moves: Moves) -> Iterator[tuple[Sister, float]]:
    """Each with by how much further than its frame it has to go, to be as far from there as what
    is alike and furthest off.
    """
    return chain.from_iterable(_furthest(alike, moves) for alike in sisters)


def _furthest(alike: Alike, moves: Moves) -> Iterator[tuple[Sister, float]]:
    most = max(sister.after(moves) for sister in alike)
    return ((sister, most - sister.away) for sister in alike)
