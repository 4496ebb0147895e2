"""Groups of flows as fewer and larger ones: of a block, of a frame, between two blocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from kgraph.model.architecture import Flow

Ends = tuple[str, str, str, str]
"""What an arrow leads from and to, the kind of its flows, and its words."""
Groups = dict[Ends, list[Flow]]
Around = Mapping[str, tuple[str, ...]]
Wider = Callable[[str, str], str]
"""From the kind and the words of a flow to words that hold for others of its kind too."""


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


def in_wider_words(
    groups: Groups, around: Around, blocks: Mapping[str, Sequence[str]], wider: Wider
) -> Groups:
    """The groups of a kind that lead from one block to another say the same, if words hold for all.

    So they share a trunk, or are one group of the block where they concern all that it holds.
    """
    found: Groups = defaultdict(list)
    for (*_, words), many in _between(groups, around, blocks, wider):
        for group in many:
            found[*group[:3], words] += groups[group]
    return of_blocks(found, around, blocks)


def between_blocks(
    groups: Groups, around: Around, blocks: Mapping[str, Sequence[str]], wider: Wider
) -> Groups:
    """One group for all of a kind that lead from one block to another, in words that hold for all.

    Where it concerns one thing in a block, it ends there.
    """
    found = dict(groups)
    for (source, target, kind, words), many in _between(groups, around, blocks, wider):
        ends = _only(many, 0, source), _only(many, 1, target)
        found[*ends, kind, words] = taken_out(found, many)
    return found


def _between(
    groups: Groups, around: Around, blocks: Mapping[str, Sequence[str]], wider: Wider
) -> Iterator[tuple[Ends, list[Ends]]]:
    """The groups that lead from one block to another, with words that hold for all of them."""
    shared: dict[Ends, list[Ends]] = defaultdict(list)
    for group in sorted(groups):
        source, target = (standing(end, around, blocks) for end in group[:2])
        shared[source, target, group[2], wider(*group[2:])].append(group)
    for (source, target, kind, words), many in sorted(shared.items()):
        yield (source, target, kind, _said(many, words)), many


def _only(groups: Iterable[Ends], end: int, else_: str) -> str:
    """The id at which all of these groups have that end; something else where they differ."""
    different = {group[end] for group in groups}
    return different.pop() if len(different) == 1 else else_


def _said(groups: Iterable[Ends], wider: str) -> str:
    """What all of these groups say; wider words where they differ."""
    different = {group[3] for group in groups}
    return different.pop() if len(different) == 1 else wider


def of_frames(groups: Groups, around: Around, wider: Wider | None = None) -> Groups:
    """Groups with the same end outside a frame and others inside it, as one group of the frame.

    They say the same, or, where there are `wider` words, the same in these.
    """
    once = _of_frames(groups, around, 0, wider)
    return _of_frames(once, around, 1, wider)


def _of_frames(groups: Groups, around: Around, end: int, wider: Wider | None) -> Groups:
    """Inside lie their sources, where `end` is 0, or their targets, where it is 1."""
    shared: dict[Ends, list[Ends]] = defaultdict(list)
    for group in sorted(groups):
        outer = group[1 - end]
        frame = _outermost(around[group[end]], (*around[outer], outer))
        if frame:
            words = wider(*group[2:]) if wider else group[3]
            shared[frame, outer, group[2], words].append(group)
    found = dict(groups)
    for (_, outer, kind, words), many in sorted(shared.items()):
        if len(many) > 1:
            inner = _innermost([(*around[group[end]], group[end]) for group in many])
            ends = (*at_end(end, inner, outer), kind, _said(many, words))
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
