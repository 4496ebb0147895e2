"""Ranks no wider than the one that needs most room."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from kgraph.layout.arrange.align import BESIDE
from kgraph.layout.arrange.ties import Node, is_fixed


def tighten(rows: Sequence[Sequence[Node]]) -> None:
    """Move what stands far out inwards, until all ranks have the room of the fullest.

    The order of each rank stays, and the room between its things.
    """
    loose = [row for row in rows if row and not is_fixed(row)]
    wide = max((_packed(row) for row in loose), default=0.0)
    middles = [node.at + node.across / 2 for node in chain.from_iterable(loose)]
    begin = sum(middles) / max(len(middles), 1) - wide / 2
    for row in loose:
        _within(row, begin, begin + wide)


def _packed(row: Sequence[Node]) -> float:
    """How wide a rank is with no more room between its things than must be."""
    return sum(node.across + BESIDE for node in row) - BESIDE


def _within(row: Sequence[Node], begin: float, end: float) -> None:
    """Set the things of a rank between two bounds, each as near as may be to where it was."""
    least = begin
    for node in row:
        node.at = max(node.at, least)
        least = node.at + node.across + BESIDE
    most = end
    for node in reversed(row):
        node.at = min(node.at, most - node.across)
        most = node.at - BESIDE
