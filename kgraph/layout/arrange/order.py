"""In what order things stand within their ranks, so that few ties cross."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain, combinations, pairwise

from kgraph.layout.arrange.ties import Link, Links, Node, Pulls, Tie, is_fixed, links_between

SWEEPS = 6
Aside = Mapping[str, tuple[int, int]]
"""How many arrows of a thing lead to the left and to the right of its frame."""


def order(
    rows: Sequence[list[Node]],
    ties: Sequence[Tie],
    pulls: Pulls = (),
    *,
    weighed: bool = False,
) -> None:
    """Order each rank by the mean place of the neighbours in the rank before, or after.

    In turns, several times; the order with the fewest crossings is kept. Where it is `weighed`,
    each tie counts as often as it has arrows, and neighbours change places while that helps.
    What `pulls` a thing to a side crosses all that stands between it and that side of its rank;
    from the first and the last rank it leads past them all.
    """
    links = links_between(rows, ties)
    if not weighed:
        links = _as_one(links)
    outermost = _outermost(rows)
    aside = {id: (left, right) for id, left, right in pulls if id not in outermost}
    fewest, kept = _crossings(rows, links, aside), _ids(rows)
    for turn in range(SWEEPS):
        _sweep(rows, links, aside, forward=turn % 2 == 0)
        count = _crossings(rows, links, aside)
        if count < fewest:
            fewest, kept = count, _ids(rows)
    for row, ids in zip(rows, kept, strict=True):
        place = {id: number for number, id in enumerate(ids)}
        row.sort(key=lambda node: place[node.id])
    if weighed:
        _exchange(rows, links, aside, fewest)


def _outermost(rows: Sequence[Sequence[Node]]) -> set[str]:
    """What stands in the first rank, and in the last."""
    filled = [row for row in rows if row]
    ends = chain(*filled[:1], *filled[-1:])
    return {node.id for node in ends}


def _as_one(links: Links) -> Links:
    """Links of which each counts as one, for however many arrows it stands."""
    one: dict[str, list[Link]] = defaultdict(list)
    for id, found in links.items():
        one[id] = [(other, there, here, 1) for other, there, here, _ in found]
    return one


def _exchange(rows: Sequence[list[Node]], links: Links, aside: Aside, crossings: int) -> None:
    """Let neighbours of a rank change places as long as fewer links cross."""
    before = crossings + 1
    while crossings < before:
        before = crossings
        for row in rows:
            for at in range(0 if is_fixed(row) else len(row) - 1):
                _swap(row, at)
                count = _crossings(rows, links, aside)
                if count < crossings:
                    crossings = count
                else:
                    _swap(row, at)


def _swap(row: list[Node], at: int) -> None:
    row[at : at + 2] = row[at + 1], row[at]


def _ids(rows: Sequence[Sequence[Node]]) -> list[list[str]]:
    ids = []
    for row in rows:
        ids.append([node.id for node in row])
    return ids


def _sweep(rows: Sequence[list[Node]], links: Links, aside: Aside, *, forward: bool) -> None:
    """Order every rank but the first by the one before it; backwards, by the one after it."""
    numbers = range(1, len(rows)) if forward else range(len(rows) - 2, -1, -1)
    for number in numbers:
        if not is_fixed(rows[number]):
            _by_barycentre(rows[number], rows[number - 1 if forward else number + 1], links, aside)


def _by_barycentre(row: list[Node], beside: Sequence[Node], links: Links, aside: Aside) -> None:
    place = {node.id: number for number, node in enumerate(beside)}
    means: dict[str, float] = {}
    for number, node in enumerate(row):
        near = [link for link in links[node.id] if link[0] in place]
        left, right = aside.get(node.id, (0, 0))
        if near or left or right:
            whole = sum(many * (place[other] + share) for other, share, _, many in near)
            weight = sum(many for *_, many in near)
            means[node.id] = (whole + right * len(place)) / (weight + left + right)
        else:  # as far along its rank as it is now
            means[node.id] = (number + 0.5) * max(len(place), 1) / max(len(row), 1)
    row.sort(key=lambda node: means[node.id])


def _crossings(rows: Sequence[Sequence[Node]], links: Links, aside: Aside) -> int:
    """How many pairs of arrows cross between neighbouring ranks, and how much those cross that lead
    to a side.
    """
    count = sum(_passed(row, aside) for row in rows) if aside else 0
    for upper, lower in pairwise(rows):
        ends = _ends(upper, lower, links)
        # the ends are sorted above: two links cross where those below are the other way round
        pairs = combinations(ends, 2)
        count += sum(many * more for (x, y, many), (u, v, more) in pairs if v < y and u > x)
    return count


def _passed(row: Sequence[Node], aside: Aside) -> int:
    """How much of a rank arrows pass that lead to a side."""
    count = 0
    for number, node in enumerate(row):
        left, right = aside.get(node.id, (0, 0))
        count += left * number + right * (len(row) - 1 - number)
    return count


def _ends(
    upper: Sequence[Node], lower: Sequence[Node], links: Links
) -> list[tuple[float, float, int]]:
    """Where links between two ranks end, above and below, from left to right, and how many arrows
    each stands for.
    """
    below = {node.id: number for number, node in enumerate(lower)}
    ends = []
    for number, node in enumerate(upper):
        for other, there, here, many in links[node.id]:
            if other in below:
                ends.append((number + here, below[other] + there, many))
    return sorted(ends)
