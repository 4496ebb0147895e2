"""Blocks that are the same lane at sister places, such as those of two sites."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain

from kgraph.layout.arrange.cards import Card, card_for
from kgraph.view.view import Block, View


def twin_blocks(view: View) -> list[list[Block]]:
    """The titled blocks of a view with their twins, and every other block alone."""
    around = view.around()
    titles = {frame.id: f"{frame.level} {frame.title}" for frame in view.frames()}
    twins: dict[tuple[str, ...], list[Block]] = defaultdict(list)
    for block in view.blocks():
        outer = around[block.id]
        alone = "" if outer and block.title else block.id
        within = (titles[id] for id in outer[1:])
        twins[alone, block.title, *within].append(block)
    return list(twins.values())


def rooms(view: View) -> dict[str, int]:
    """For each block how many boxes the largest of its twins holds."""
    found: dict[str, int] = {}
    for blocks in twin_blocks(view):
        most = max(len(block.boxes) for block in blocks)
        found |= dict.fromkeys((block.id for block in blocks), most)
    return found


def cards_of(view: View) -> dict[str, Card]:
    """For each block the size of its cards, which is that of its twins."""
    found: dict[str, Card] = {}
    for blocks in twin_blocks(view):
        card = card_for(chain.from_iterable(block.boxes for block in blocks))
        found |= dict.fromkeys((block.id for block in blocks), card)
    return found
