"""Groups of flows as fewer and larger ones: of a block, of a frame, between two blocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from kgraph.model.architecture import Flow

Ends = tuple[str, str, str, str]
"""What an arrow leads from and to, the kind of its flows, and its words."""
Groups = dict[Ends, list[Flow]]
Around = Mapping[str, tuple[str, ...]]
LONGEST = 30
"""How many letters the words of several flows may have together."""


def taken_out(groups: Groups, some: Iterable[Ends]) -> list[Flow]:
    """The flows of some groups, which are then no groups any more."""
    return list(chain.from_iterable(map(groups.pop, some)))


def at_end(end: int, here: str, other: str) -> tuple[str, str]:
    """What an arrow leads from and to: one thing at its first end, or at its second."""
    return (other, here) if end else (here, other)


def of_blocks(groups: Groups, around: Around, blocks: Mapping[str, Sequence[str]]) -> Groups:
    """Groups that all members of a block have alike at one end, as one group of the block."""
    return _of_blocks(_of_blocks(groups, around, blocks, 0), around, blocks, 1)


def _of_blocks(
    groups: Groups, around: Around, blocks: Mapping[str, Sequence[str]], end: int
) -> Groups:
    alike: dict[Ends, list[Ends]] = defaultdict(list)
    for group in sorted(groups):
        block = standing(group[end], around, blocks)
        alike[block, group[1 - end], group[2], group[3]].append(group)
    found = dict(groups)
    for (block, other, kind, words), many in sorted(alike.items()):
        if len(many) == len(blocks.get(block, ())):
            found[*at_end(end, block, other), kind, words] = taken_out(found, many)
    return found


def standing(end: str, around: Around, blocks: Iterable[str]) -> str:
    """The block in which something stands, or that itself where it stands in none."""
    return next((holder for holder in around[end] if holder in blocks), end)


def between_blocks(groups: Groups, around: Around, blocks: Iterable[str]) -> Groups:
    """One group for all of a kind that lead from one block to another, whatever they say.

    Where it concerns one thing in a block, it ends there.
    """
    shared: dict[tuple[str, str, str], list[Ends]] = defaultdict(list)
    for group in sorted(groups):
        source, target = (standing(end, around, blocks) for end in group[:2])
        shared[source, target, group[2]].append(group)
    found = dict(groups)
    for (source, target, kind), many in shared.items():
        sources, targets, _, words = zip(*many, strict=True)
        ends = _only(sources, source), _only(targets, target)
        found[*ends, kind, told_together(words)] = taken_out(found, many)
    return found


def _only(ids: Iterable[str], else_: str) -> str:
    """The id that all of these are; something else where they differ."""
    different = set(ids)
    return different.pop() if len(different) == 1 else else_


def told_together(words: Iterable[str]) -> str:
    """What several flows say in a few words: all of it, or how much more there is.

    >>> told_together(["scrapes", "scrapes"]), told_together(["scrapes", "reads logs of"])
    ('scrapes', 'scrapes, reads logs of')
    >>> told_together(["pulls images from", "reads the desired state from", "scans with"])
    'scans with, 2 more'
    """
    different = list(dict.fromkeys(filter(None, words)))
    joined = ", ".join(different)
    if len(different) < 2 or len(joined) <= LONGEST:
        return joined
    return f"{min(different, key=len)}, {len(different) - 1} more"


def lifted(groups: Groups, around: Around) -> Groups:
    """One group of the frame for all that leads to the same end in the same words.

    That is where a frame and something inside it lead there.
    """
    found: Groups = defaultdict(list)
    for (source, target, *said), flows in sorted(groups.items()):
        sources = (frame for frame in around[source] if (frame, target, *said) in groups)
        outer = next(sources, source)
        targets = (frame for frame in around[target] if (outer, frame, *said) in groups)
        kind, words = said
        found[outer, next(targets, target), kind, words].extend(flows)
    return found


def of_frames(groups: Groups, around: Around, *, gathered: bool = False) -> Groups:
    """Groups with the same end outside a frame and others inside it, as one group of the frame.

    Where they are `gathered`, whatever they say.
    """
    once = _of_frames(groups, around, 0, gathered)
    return _of_frames(once, around, 1, gathered)


def _of_frames(groups: Groups, around: Around, end: int, gathered: bool) -> Groups:
    """Inside lie their sources, where `end` is 0, or their targets, where it is 1."""
    shared: dict[Ends, list[Ends]] = defaultdict(list)
    for group in sorted(groups):
        outer = group[1 - end]
        frame = _outermost(around[group[end]], (*around[outer], outer))
        if frame:
            shared[frame, outer, group[2], "" if gathered else group[3]].append(group)
    found = dict(groups)
    for (_, outer, kind, _), many in sorted(shared.items()):
        if len(many) > 1:
            inner = _innermost([(*around[group[end]], group[end]) for group in many])
            words = told_together(group[3] for group in many)
            ends = (*at_end(end, inner, outer), kind, words)
            found[ends] = [*found.get(ends, ()), *taken_out(found, many)]
    return found


def _outermost(frames: Iterable[str], but: Sequence[str]) -> str:
    """The first of some frames that is none of others; nothing where all are."""
    return next((frame for frame in frames if frame not in but), "")


def _innermost(paths: Iterable[Sequence[str]]) -> str:
    """The last step that several ways from the outside in share."""
    shared = ""
    for steps in zip(*paths, strict=False):
        if len(set(steps)) == 1:
            shared = steps[0]
    return shared
