"""Ranks one after the other, and what is in none of them beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from kgraph.layout.arrange.align import BESIDE
from kgraph.layout.arrange.spreads import Spread
from kgraph.layout.arrange.ties import Node, Tie
from kgraph.layout.drawing import Rect


@dataclass(frozen=True, slots=True)
class Room:
    """How far apart the arrows between two ranks are, and ranks that stand beside each other.

    And how wide lanes are at the `rim` of what is put.
    """

    apart: float = 7.0
    beside: float = 132.0
    rim: float = 0.0


def put(
    rows: Sequence[Sequence[Node]],
    things: Mapping[str, Spread],
    ties: Sequence[Tie],
    *,
    down: bool,
    room: Room,
) -> Spread:
    """Ranks one after the other, each with room for the arrows between it and the next."""
    least, wide = _extent(rows, things, room.rim)
    at: dict[str, Rect] = {}
    begin = 0.0
    for number, row in enumerate(rows):
        deep = max((node.along for node in row), default=0.0)
        for node in row:
            if node.id in things:
                across, along = node.at - least, begin + (deep - node.along) / 2
                at |= _moved(things[node.id], across, along, down)
        gap = _gap(row, rows[number + 1], ties, down, room) if number + 1 < len(rows) else 0.0
        begin += deep + gap
    return Spread(wide, begin, at) if down else Spread(begin, wide, at)


def _extent(
    rows: Iterable[Sequence[Node]], things: Mapping[str, Spread], rim: float
) -> tuple[float, float]:
    """Where things begin across, and how far they reach from there.

    Lanes at the rim have room there as far as that is wide.
    """
    nodes = list(chain.from_iterable(rows))
    least, most = _reach(node for node in nodes if node.id in things)
    first, last = _reach(nodes)
    begin = max(first, least - rim)
    return begin, min(last, most + rim) - begin


def _reach(nodes: Iterable[Node]) -> tuple[float, float]:
    """Where things begin across, and where they end."""
    sides = [(node.at, node.at + node.across) for node in nodes]
    least = min((begin for begin, _ in sides), default=0.0)
    return least, max((end for _, end in sides), default=least)


def _moved(spread: Spread, across: float, along: float, down: bool) -> dict[str, Rect]:
    return spread.moved(across, along) if down else spread.moved(along, across)


def _gap(
    row: Iterable[Node], following: Iterable[Node], ties: Iterable[Tie], down: bool, room: Room
) -> float:
    """The room between two ranks: for words, which are wide, and for arrows side by side."""
    here = {node.real for node in row}
    there = {node.real for node in following}
    many = sum(_leads(tie, here, there) or _leads(tie, there, here) for tie in ties)
    least, begin = (54.0, 38.0) if down else (room.beside, 96.0)
    return max(least, begin + room.apart * many)


def _leads(tie: Tie, from_: set[str], to: set[str]) -> bool:
    return tie.before in from_ and tie.after in to


def beside(spread: Spread, loose: Sequence[Spread], *, down: bool) -> Spread:
    """What has no arrow, in a row after the rest, or in a column where the rest is in a row."""
    if not loose:
        return spread
    at = dict(spread.at)
    begin = 0.0 if not spread.at else (spread.h if down else spread.w) + BESIDE
    across, deep = 0.0, 0.0
    for thing in loose:
        at |= _moved(thing, across, begin, down)
        across += (thing.w if down else thing.h) + BESIDE * 0.6
        deep = max(deep, thing.h if down else thing.w)
    across -= BESIDE * 0.6
    if down:
        return Spread(max(spread.w, across), begin + deep, at)
    return Spread(begin + deep, max(spread.h, across), at)
