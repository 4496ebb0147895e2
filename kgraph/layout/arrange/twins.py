"""Blocks that are the same lane at sister places, such as those of two sites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from kgraph.layout.arrange.cards import Card, card_for
from kgraph.layout.arrange.templates import likes
from kgraph.view.view import Block, View


def twin_blocks(view: View) -> list[list[Block]]:
    """The titled blocks of a view with their twins, and every other block alone."""
    titled = {block.id: block for block in view.blocks() if block.title}
    alike = [_named(like, titled) for like in likes(view)]
    twins = [blocks for blocks in alike if len(blocks) > 1]
    paired = {block.id for block in chain.from_iterable(twins)}
    return twins + [[block] for block in view.blocks() if block.id not in paired]


def _named(like: Iterable[tuple[str, str]], blocks: Mapping[str, Block]) -> list[Block]:
    """Those of some blocks that are among what is alike in several frames."""
    return [blocks[id] for _, id in like if id in blocks]


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
