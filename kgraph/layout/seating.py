"""Where the boxes of a block stand in it: those with arrows on the side of what they are joined with.

Blocks that hold the same at sister places, such as like lanes of two sites, keep one order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from kgraph.layout import style
from kgraph.layout.arrange.sizes import columns
from kgraph.layout.drawing import Point, Rect
from kgraph.view.view import Block, View

GAIN = 24.0
"""How much shorter arrows must become for two boxes to change their places."""
ROUNDS = 4


def cards(block: Block, rect: Rect) -> list[Rect]:
    """The rectangles of the boxes of a titled block, row by row."""
    across = min(columns(rect.w), len(block.boxes))
    wide = (rect.w - 2 * style.PAD - (across - 1) * style.GAP) / across
    left, top = rect.x + style.PAD, rect.y + style.PAD + style.BLOCK_TITLE
    found = []
    for number in range(len(block.boxes)):
        row, column = divmod(number, across)
        x, y = left + column * (wide + style.GAP), top + row * (style.CARD_H + style.GAP)
        found.append(Rect(round(x, 2), round(y, 2), round(wide, 2), style.CARD_H))
    return found


def seated(view: View, at: Mapping[str, Rect]) -> dict[str, Block]:
    """The blocks of a view with their boxes in the order in which they stand."""
    partners = _partners(view, at)
    sisters: dict[tuple[object, ...], list[Block]] = defaultdict(list)
    for block in view.blocks():
        titles = tuple(box.title for box in block.boxes)
        own = block.id if not block.title else ""
        sisters[own, block.title, titles, columns(at[block.id].w)].append(block)
    found: dict[str, Block] = {}
    for group in sisters.values():
        order = _order(group, at, partners)
        for block in group:
            boxes = tuple(block.boxes[number] for number in order)
            found[block.id] = replace(block, boxes=boxes)
    return found


def _partners(view: View, at: Mapping[str, Rect]) -> dict[str, list[Point]]:
    """For each member of a block where what it is joined with stands."""
    standing = view.standing()
    found: dict[str, list[Point]] = defaultdict(list)
    for arrow in view.arrows:
        for own, other in ((arrow.source, arrow.target), (arrow.target, arrow.source)):
            if standing[own] != own:
                found[own].append(at[standing[other]].middle)
    return found


def _order(
    group: Sequence[Block], at: Mapping[str, Rect], partners: Mapping[str, Sequence[Point]]
) -> list[int]:
    """Which box stands in which place: two change theirs as long as that makes ways shorter."""
    many = len(group[0].boxes)
    order = list(range(many))
    cost = _costs(group, at, partners)
    for _ in range(ROUNDS):
        settled = True
        for one, other in combinations(range(many), 2):
            first, second = order[one], order[other]
            now = cost[first][one] + cost[second][other]
            if cost[first][other] + cost[second][one] < now - GAIN:
                order[one], order[other] = second, first
                settled = False
        if settled:
            break
    return order


def _costs(
    group: Sequence[Block], at: Mapping[str, Rect], partners: Mapping[str, Sequence[Point]]
) -> list[list[float]]:
    """For each box and each place how long the ways to what it is joined with are from there."""
    many = len(group[0].boxes)
    costs = [[0.0] * many for _ in range(many)]
    for block in group:
        if not any(box.id in partners for box in block.boxes):
            continue
        exits = _exits(block, at[block.id])
        for number, box in enumerate(block.boxes):
            for place in range(many):
                ways = (_way(exits[place], there) for there in partners.get(box.id, ()))
                costs[number][place] += sum(ways)
    return costs


def _exits(block: Block, rect: Rect) -> list[list[Point]]:
    """For each place in a block the points at its rim to which arrows come straight out of it."""
    places = cards(block, rect)
    across = min(columns(rect.w), len(places))
    found = []
    for number, card in enumerate(places):
        x, y = card.middle
        exits: list[Point] = []
        if number % across == 0:
            exits.append((rect.x, y))
        if (number + 1) % across == 0 or number + 1 == len(places):
            exits.append((rect.right, y))
        if number + across >= len(places):
            exits.append((x, rect.bottom))
        if number < across:
            exits.append((x, rect.y))
        found.append(exits)
    return found


def _way(exits: Iterable[Point], there: Point) -> float:
    """The length of the shortest way; what no arrow leaves straight is out of the way."""
    lengths = (abs(x - there[0]) + abs(y - there[1]) for x, y in exits)
    return min(lengths, default=2000.0)
