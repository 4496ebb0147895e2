"""Room taken back where there is more than what stands there needs: what lies beyond closes up.

The opposite of `widening`, once words stand: things were laid out with room for whatever might come
between them, and keep as much as what came there needs. Nothing changes its order: what is above
something stays above it, what stands in a row stays in it, what is straight stays straight; and
what is of one role in sister frames stays in one place of them, so that they grow smaller alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from kgraph.layout.arrange.templates import OFF
from kgraph.layout.arrows.distances import LINE, needed
from kgraph.layout.arrows.moves import above, shifted
from kgraph.layout.arrows.packing import SLACK, Extent, Kept, Moves, Packing
from kgraph.layout.arrows.parts import Key, Part, Parts, Things, groups_of, parts_of
from kgraph.layout.geometry.rectangles import HAIR

STAGGER, FAR = 90.0, 320.0
"""What stands off one line by so much at most, and no further from each other, is lined up."""
LEAST = 6.0
"""What would close up by less than this stays."""

Likes = Sequence[Sequence[tuple[str, str]]]
"""For each role in sister frames what has it, each with its frame: frame first."""


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
    packing, kept = Packing(_extents(parts, groups)), _kept(parts, groups)
    found = _alike(packing, kept, _sisters(parts, groups, likes), middle=middle)
    if found is None:
        return things
    lined = _lined_up(packing, kept, _nearly_in_line(parts, groups), found, middle=middle)
    if lined is found and packing.end - packing.ended(found) < LEAST:
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


Sister = tuple[int, int]
"""The groups of where a frame begins, and of something in it."""


def _sisters(parts: Parts, groups: Mapping[Key, int], likes: Likes) -> list[list[Sister]]:
    """What has one place in sister frames, as far as it stands equally far from where they begin:
    the middles of blocks, and both edges of frames.
    """
    found: list[list[Sister]] = []
    for like in likes:
        at: dict[tuple[str, int], list[tuple[float, Sister]]] = defaultdict(list)
        for frame, thing in like:
            begin = Key("frame", frame, 0)
            for key in _keys(thing, parts):
                away = _middle(parts[key]) - _middle(parts[begin])
                at[key.kind, key.number].append((away, (groups[begin], groups[key])))
        found += map(_level, at.values())
    return [alike for alike in found if len(alike) > 1]


def _level(known: Sequence[tuple[float, Sister]]) -> list[Sister]:
    """Those that stand as far from where their frame begins as the first."""
    first, _ = known[0]
    return [sister for away, sister in known if abs(away - first) <= OFF]


def _middle(part: Part) -> float:
    """Where the middle of a part is."""
    return (part.top + part.bottom) / 2


def _keys(thing: str, parts: Parts) -> Iterator[Key]:
    """The parts of a block, or of a frame."""
    keys = Key("block", thing), Key("frame", thing, 0), Key("frame", thing, 1)
    return filter(parts.__contains__, keys)


def _alike(
    packing: Packing, kept: Kept, sisters: Iterable[Sequence[Sister]], *, middle: bool
) -> Moves | None:
    """How far each group goes, what has one place in sister frames as far as where they begin; None
    where that cannot be.
    """
    found = _moves(packing, kept, middle=middle)
    if found is None:
        return None
    even = [_tied(alike, found, kept) for alike in sisters]
    return found if all(even) else _moves(packing, kept, middle=middle)


def _tied(alike: Sequence[Sister], moves: Moves, kept: Kept) -> bool:
    """Whether all that is alike comes as near to where its frame begins; it is tied to come as near
    as the one that stays furthest off.
    """
    nearer = [moves[thing] - moves[begin] for begin, thing in alike]
    for begin, thing in alike:
        kept.tie(begin, thing, max(nearer))
    return max(nearer) - min(nearer) <= HAIR


def _moves(packing: Packing, kept: Kept, *, middle: bool) -> Moves | None:
    """How far each group goes; None where distances contradict each other."""
    ranges = packing.ranges(kept)
    if ranges is None:
        return None
    return {group: _chosen(ways, middle=middle) for group, ways in ranges.items()}


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


def _chosen(ways: Extent, *, middle: bool) -> float:
    """How far a group goes that may go so far at the least and at the most."""
    if middle:
        return (ways.first + ways.last) / 2
    return max(ways.first, min(ways.last, 0.0))


Near = tuple[float, int, int, float]
"""How far two groups are from being seen as in one line, they, and by how much the second has to go
further than the first for that."""


def _nearly_in_line(parts: Parts, groups: Mapping[Key, int]) -> list[Near]:
    """Blocks near to each other that stand nearly in one line, the nearest first."""
    found = []
    blocks = [(groups[key], part) for key, part in parts.items() if key.kind == "block"]
    for (group, one), (beside, other) in combinations(blocks, 2):
        by, between = _middle(one) - _middle(other), -one.above(other)
        if group != beside and abs(by) <= STAGGER and 0 < between < FAR:
            # of those that are as near the ones beside each other come first
            found.append((round(abs(by) + between / FAR, 3), group, beside, by))
    return sorted(found)


def _lined_up(
    packing: Packing, kept: Kept, pairs: Iterable[Near], moves: Moves, *, middle: bool
) -> Moves:
    """The same with as many of the pairs in one line as leave all as small as it is."""
    end = packing.ended(moves) + SLACK
    for _, first, second, by in pairs:
        tied = kept.copy()
        tied.tie(first, second, by)
        found = _moves(packing, tied, middle=middle)
        if found is not None and packing.ended(found) <= end:
            kept, moves = tied, found
    return moves
