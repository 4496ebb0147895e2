"""Which blocks put their boxes below each other: where each is joined by an arrow of its own.

Of three boxes in two columns the first has no way out but away from the others. Where more than one
arrow leads to a box, they would crowd at the sides that a column leaves it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import chain

from kgraph.view.view import Block, View

THREE = 3
"""Of so many boxes in two columns one stands apart."""


def in_column(view: View) -> frozenset[str]:
    """The ids of blocks of three boxes, of which each is the end of one arrow."""
    ends = Counter(chain.from_iterable((arrow.source, arrow.target) for arrow in view.arrows))
    return frozenset(block.id for block in view.blocks() if _is_joined_by_one(block, ends))


def _is_joined_by_one(block: Block, ends: Mapping[str, int]) -> bool:
    """Whether a block has three boxes with one arrow each."""
    return [ends[box.id] for box in block.boxes] == [1] * THREE
