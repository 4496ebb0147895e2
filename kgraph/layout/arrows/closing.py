"""Room taken back where there is more than what stands there needs: what lies beyond closes up.

The opposite of `widening`, once words stand: things were laid out with room for whatever might come
between them, and keep as much as what came there needs. Nothing changes its order: what is above
something stays above it, what stands in a row stays in it, what is straight stays straight; and
what is of one role in sister frames stays in one place of them, so that they grow smaller alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from kgraph.layout.arrows.distances import LINE, needed
from kgraph.layout.arrows.evening import Likes, evened, is_uneven, sisters_of
from kgraph.layout.arrows.moves import above, shifted
from kgraph.layout.arrows.packing import SLACK, Extent, Kept, Moves, Packing
from kgraph.layout.arrows.parts import Key, Parts, Things, groups_of, parts_of
from kgraph.layout.geometry.rectangles import HAIR

STAGGER, FAR = 90.0, 320.0
"""What stands off one line by so much at most, and no further from each other, is lined up."""
LEAST = 6.0
"""What would close up by less than this stays."""
NEAR, SEEN = (24.0, 12.0, HAIR), 1
"""How far from each other in sister frames what is meant to stand alike may stand: the most for
which all of it can be made even. That it is not is seen from the one of that place on.
"""


def closed(things: Things, likes: Likes, ways: Iterable[bool]) -> Things | None:
    """The same without the room that nothing needs, one way after the other: downwards, and to the
    right where it is across; None where there is hardly any.
    """
    found = things
    for across in ways:
        found = _across(found, likes) if across else _closed(found, likes, middle=False)
    return None if found is things else found


def _across(things: Things, likes: Likes) -> Things:
    """The same to the right: there most stands in the middle of something."""
    turned = things.turned()
    found = _closed(turned, likes, middle=True)
    return things if found is turned else found.turned()


def _closed(things: Things, likes: Likes, *, middle: bool) -> Things:
    """The same, with what has room to choose in the middle of it; else it stays, if it may."""
    parts = parts_of(things)
    groups = groups_of(things, parts)
    packing = Packing(_extents(parts, groups))
    sisters = [sisters_of(parts, groups, likes, near) for near in NEAR]
    kept = evened(packing, _kept(parts, groups), sisters, middle=middle)
    found = None if kept is None else packing.moves(kept, middle=middle)
    if kept is None or found is None:
        return things
    lined = _lined_up(packing, kept, _nearly_in_line(parts, groups), found, middle=middle)
    uneven = any(map(is_uneven, sisters[SEEN]))
    if lined is found and not uneven and packing.end - packing.ended(found) < LEAST:
        return things
    found = lined if middle else _hugging(lined, kept, parts, groups)
    return shifted(things, {key: found[group] for key, group in groups.items()})


def _extents(parts: Parts, groups: Mapping[Key, int]) -> dict[int, Extent]:
    """From where to where the parts of each group reach."""
    found: dict[int, Extent] = {}
    for key, part in parts.items():
        known = found.get(groups[key], Extent(part.top, part.bottom))
        found[groups[key]] = Extent(min(known.first, part.top), max(known.last, part.bottom))
    return found


def _kept(parts: Parts, groups: Mapping[Key, int]) -> Kept:
    """What distances are kept: as much as is needed, or what there is where that is less."""
    kept = Kept()
    for upper, lower in above(parts, groups, LINE):
        one, other = parts[upper], parts[lower]
        spare = other.top - one.bottom - needed(upper, lower, one, other)
        kept.keep(groups[upper], groups[lower], -max(spare, 0.0))
    return kept


def _hugging(moves: Moves, kept: Kept, parts: Parts, groups: Mapping[Key, int]) -> Moves:
    """The same with ends of frames as near as what these hold lets them be, from the inside out."""
    found = dict(moves)
    for end in _free_ends(parts, groups):
        least = (found[first] + by for first, by in kept.before(end))
        found[end] = min(found[end], max(least, default=found[end]))
    return found


def _free_ends(parts: Parts, groups: Mapping[Key, int]) -> list[int]:
    """The groups that are ends of frames and nothing else, in order."""
    at = {groups[key]: part.top for key, part in parts.items()}
    bound = {groups[key] for key in parts if not _ends(key)}
    return sorted(at.keys() - bound, key=lambda end: (at[end], end))


def _ends(key: Key) -> bool:
    """Whether a part is where a frame ends."""
    return key.kind == "frame" and key.number == 1


Pair = tuple[float, int, int, float]
"""How far two groups are from being seen as in one line, they, and by how much the second has to go
further than the first for that."""


def _nearly_in_line(parts: Parts, groups: Mapping[Key, int]) -> list[Pair]:
    """Blocks near to each other that stand nearly in one line, the nearest first."""
    found = []
    blocks = [(groups[key], part) for key, part in parts.items() if key.kind == "block"]
    for (group, one), (beside, other) in combinations(blocks, 2):
        by, between = one.middle - other.middle, -one.above(other)
        if group != beside and abs(by) <= STAGGER and 0 < between < FAR:
            # of those that are as near the ones beside each other come first
            found.append((round(abs(by) + between / FAR, 3), group, beside, by))
    return sorted(found)


def _lined_up(
    packing: Packing, kept: Kept, pairs: Iterable[Pair], moves: Moves, *, middle: bool
) -> Moves:
    """The same with as many of the pairs in one line as leave all as small as it is."""
    end = packing.ended(moves) + SLACK
    for _, first, second, by in pairs:
        tied = kept.copy()
        tied.tie(first, second, by)
        found = packing.moves(tied, middle=middle)
        if found is not None and packing.ended(found) <= end:
            kept, moves = tied, found
    return moves
