"""Where the boxes of a block stand in it: on the side of what they are joined with.

Twins, such as the same lane of two sites, keep one order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, combinations

from kgraph.layout import style
from kgraph.layout.arrange.cards import Card, card_for
from kgraph.layout.arrange.sizes import columns
from kgraph.layout.arrange.twins import twin_blocks
from kgraph.layout.drawing import Point, Rect
from kgraph.view.view import Block, View

GAIN = 24.0
"""How much shorter arrows must become for two boxes to change their places."""
ROUNDS = 4


def cards(block: Block, rect: Rect, card: Card) -> list[Rect]:
    """The rectangles of the boxes of a titled block, row by row."""
    across = min(columns(rect.w, card), len(block.boxes))
    wide = (rect.w - 2 * style.PAD - (across - 1) * style.GAP) / across
    left, top = rect.x + style.PAD, rect.y + style.PAD + style.BLOCK_TITLE
    found = []
    for number in range(len(block.boxes)):
        row, column = divmod(number, across)
        x, y = left + column * (wide + style.GAP), top + row * (card.h + style.GAP)
        found.append(Rect(round(x, 2), round(y, 2), round(wide, 2), card.h))
    return found


def seated(view: View, at: Mapping[str, Rect]) -> dict[str, Block]:
    """The blocks of a view with their boxes in the order in which they stand.

    What all of several twins hold stands in the same places in each, before what only some hold.
    """
    partners = _partners(view, at)
    found: dict[str, Block] = {}
    for twins in twin_blocks(view):
        shared = _shared(twins)
        order = _order(shared, twins, at, partners)
        for block in twins:
            held = {box.title: box for box in block.boxes}
            first = [held[title] for title in order]
            rest = [box for box in block.boxes if box not in first]
            found[block.id] = replace(block, boxes=(*first, *rest))
    return found


def _shared(twins: Sequence[Block]) -> list[str]:
    """The titles of the boxes that each of some blocks holds once."""
    once = set.intersection(*map(_once, twins))
    return [box.title for box in twins[0].boxes if box.title in once]


def _once(block: Block) -> set[str]:
    counts = Counter(box.title for box in block.boxes)
    return {title for title, count in counts.items() if count == 1}


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
    shared: Sequence[str],
    twins: Sequence[Block],
    at: Mapping[str, Rect],
    partners: Mapping[str, Sequence[Point]],
) -> list[str]:
    """In which order boxes stand: two change their places as long as that makes ways shorter."""
    order = list(range(len(shared)))
    cost = _costs(shared, twins, at, partners)
    for _ in range(ROUNDS):
        settled = True
        for one, other in combinations(range(len(shared)), 2):
            first, second = order[one], order[other]
            now = cost[first][one] + cost[second][other]
            if cost[first][other] + cost[second][one] < now - GAIN:
                order[one], order[other] = second, first
                settled = False
        if settled:
            break
    return [shared[number] for number in order]


def _costs(
    shared: Sequence[str],
    twins: Sequence[Block],
    at: Mapping[str, Rect],
    partners: Mapping[str, Sequence[Point]],
) -> list[list[float]]:
    """For each box and each place how long the ways to what it is joined with are from there."""
    many, card = len(shared), card_for(chain.from_iterable(block.boxes for block in twins))
    costs = [[0.0] * many for _ in range(many)]
    for block in twins:
        exits = _exits(block, at[block.id], card)[:many]
        ids = {box.title: box.id for box in block.boxes}
        for number, title in enumerate(shared):
            joined = partners.get(ids[title], ())
            for place, ways_out in enumerate(exits):
                costs[number][place] += _ways(ways_out, joined)
    return costs


def _exits(block: Block, rect: Rect, card: Card) -> list[list[Point]]:
    """For each place in a block the points at its rim to which arrows come straight out of it."""
    places = cards(block, rect, card)
    across = min(columns(rect.w, card), len(places))
    return [_exits_of(number, places, across, rect) for number in range(len(places))]


def _exits_of(number: int, places: Sequence[Rect], across: int, rect: Rect) -> list[Point]:
    x, y = places[number].middle
    column, last = number % across, len(places) - 1
    sides = {
        (rect.x, y): column == 0,
        (rect.right, y): column == across - 1 or number == last,
        (x, rect.bottom): number + across > last,
        (x, rect.y): number < across,
    }
    return [side for side, is_open in sides.items() if is_open]


def _ways(exits: Sequence[Point], joined: Iterable[Point]) -> float:
    return sum(_way(exits, there) for there in joined)


def _way(exits: Iterable[Point], there: Point) -> float:
    """The length of the shortest way; what no arrow leaves straight is out of the way."""
    lengths = (abs(x - there[0]) + abs(y - there[1]) for x, y in exits)
    return min(lengths, default=2000.0)
