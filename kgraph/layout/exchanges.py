"""Things beside each other that change places.

Where things stand is chosen before any arrow is laid. Once all are, some wind: then what they lead
from, or to, may stand better where one beside it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, product, starmap

from kgraph.layout.arrange.spreads import Spread, bounded
from kgraph.layout.drawing import Rect
from kgraph.layout.geometry.rectangles import HAIR, overlap, shrunk, turned
from kgraph.layout.legibility.estimates import estimate
from kgraph.view.view import Block, Frame, View, blocks_in, frames_in

MOST = 3
"""How many exchanges are looked at: those that promise most by their estimate."""
WORSE = 0.03
"""By how much an exchange may promise to be worse than what is there, where things may have been
moved apart already for arrows as they run there.
"""
CLEAR = 8.0
"""How far things stay from others when they change places."""

Places = Mapping[str, Rect]
Node = Frame | Block


def exchanges(view: View, spread: Spread, ends: Collection[str]) -> list[Spread]:
    """A view with two things in each other's places, one of which holds one of the ends: those
    that promise most, the best first.
    """
    most = estimate(view, spread) + WORSE
    found = [bounded(at) for at in _exchanged(view, spread.at, _holding(view, ends))]
    promising = [(estimate(view, one), number) for number, one in enumerate(found)]
    return [found[number] for promise, number in sorted(promising) if promise < most][:MOST]


def _holding(view: View, ends: Collection[str]) -> set[str]:
    """What holds ends of arrows: blocks, and the frames around them."""
    standing, around = view.standing(), view.around()
    blocks = set(map(standing.__getitem__, ends))
    return blocks.union(*map(around.__getitem__, blocks))


def _exchanged(view: View, at: Places, holding: Collection[str]) -> Iterator[dict[str, Rect]]:
    """Where all stands after each exchange of two things that stand beside each other."""
    first = _first(view)
    for family in _families(view):
        for pair in _pairs(family, holding):
            places = _in_other_places(pair, family, at)
            if places is not None and not _lower(first, at, places):
                yield places


def _pairs(family: Sequence[Node], holding: Collection[str]) -> Iterator[tuple[Node, Node]]:
    """Each two of a family, one of which holds an end."""
    holds = [node for node in family if node.id in holding]
    return (pair for pair in combinations(family, 2) if pair[0] in holds or pair[1] in holds)


def _id(node: Node) -> str:
    return node.id


def _in_other_places(
    pair: tuple[Node, Node], family: Sequence[Node], at: Places
) -> dict[str, Rect] | None:
    """Where all stands once two of a family have changed places; None where they cannot."""
    one, other = pair
    traded = _traded(at[one.id], at[other.id])
    others = [at[node.id] for node in family if node not in pair]
    if traded is None or not _clear(traded, others):
        return None
    return {**at, **_moved(one, at, traded[0]), **_moved(other, at, traded[1])}


def _families(view: View) -> list[Sequence[Node]]:
    """What stands beside each other: outside all frames, and in each."""
    return [view.children, *(frame.children for frame in view.frames())]


def _first(view: View) -> list[str]:
    """The blocks outside all frames from which the main way leads on, and to which none leads."""
    standing = view.standing()
    along = [arrow for arrow in view.arrows if arrow.kind in view.along]
    leading = {standing[arrow.source] for arrow in along}
    reached = {standing[arrow.target] for arrow in along}
    return sorted((leading - reached).intersection(map(_id, view.children)))


def _lower(ids: Iterable[str], before: Places, after: Places) -> bool:
    """Whether any of these things stands further below the top of the picture than it stood."""
    down = _top(after) - _top(before)
    return any(after[id].y > before[id].y + down + HAIR for id in ids)


def _top(at: Places) -> float:
    return min(rect.y for rect in at.values())


def _clear(traded: Sequence[Rect], others: Sequence[Rect]) -> bool:
    """Whether two things that have changed places stand clear of others, and of each other."""
    wide = [shrunk(rect, -CLEAR) for rect in traded]
    near = product(wide, others)
    return not overlap(wide[0], traded[1]) and not any(starmap(overlap, near))


def _traded(one: Rect, other: Rect) -> tuple[Rect, Rect] | None:
    """Two rectangles in each other's places, between the same outer edges; None where they stand
    neither in a row nor in a column, and differ in size.

    >>> _traded(Rect(0, 0, 10, 20), Rect(30, 5, 40, 10))
    (Rect(x=60, y=0, w=10, h=20), Rect(x=0, y=5, w=40, h=10))
    """
    if max(abs(one.w - other.w), abs(one.h - other.h)) < HAIR:
        return Rect(other.x, other.y, one.w, one.h), Rect(one.x, one.y, other.w, other.h)
    if one.y < other.bottom and other.y < one.bottom:
        return _in_row(one, other)
    if one.x < other.right and other.x < one.right:
        first, second = _in_row(turned(one), turned(other))
        return turned(first), turned(second)
    return None


def _in_row(one: Rect, other: Rect) -> tuple[Rect, Rect]:
    """Two rectangles of a row in each other's places, as high as they stood."""
    if one.x > other.x:
        second, first = _in_row(other, one)
        return first, second
    return Rect(other.right - one.w, one.y, one.w, one.h), Rect(one.x, other.y, other.w, other.h)


def _moved(node: Node, at: Places, rect: Rect) -> dict[str, Rect]:
    """Where something stands that is moved to a rectangle, with all that it holds."""
    within: Iterator[Node] = chain(frames_in((node,)), blocks_in((node,)))
    here = at[node.id]
    spread = Spread(at={held.id: at[held.id] for held in within})
    return spread.moved(rect.x - here.x, rect.y - here.y)
