"""Arrows at groups and frames that hold for some of what is in it say for how many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kgraph.model.architecture import Architecture
from kgraph.view.view import Arrow, Block, Frame, LeftOut, blocks_in, frames_in


@dataclass(frozen=True, slots=True)
class Share:
    """Some of what a group holds: the names of these, and how many it holds."""

    names: tuple[str, ...]
    held: int

    def __str__(self) -> str:
        """How many of how many.

        >>> str(Share(("First", "Second"), 5))
        '2 of 5'
        """
        return f"{len(self.names)} of {self.held}"


@dataclass(frozen=True, slots=True)
class Holding:
    """What groups hold, and where flows end.

    `held` has the ends of arrows within each frame, and within each titled block that holds
    several, with their names; `end_of` is what `joined` takes.
    """

    architecture: Architecture
    end_of: Mapping[str, str]
    held: Mapping[str, Mapping[str, str]]

    def told(self, arrow: Arrow) -> Arrow:
        """The arrow, which says of how many it is true where that is not all: ``2 of 6``."""
        sources, targets = self._ends(arrow)
        before = self._share(arrow.source, sources)
        after = self._share(arrow.target, targets)
        words = f"{before}: {arrow.label}" if before else arrow.label
        told = (*_named("from", before), *_named("to", after), arrow.tooltip)
        words = f"{words} {after}" if after else words
        share = str(before or after or "")
        return replace(arrow, label=words, tooltip="\n".join(told), share=share)

    def _ends(self, arrow: Arrow) -> tuple[frozenset[str], frozenset[str]]:
        """Where its flows begin and where they end; each of these where it leads both ways."""
        flows = [self.architecture.flow_by_id[id] for id in arrow.covers]
        sources = frozenset(self.end_of.get(flow.source, "") for flow in flows)
        targets = frozenset(self.end_of.get(flow.target, "") for flow in flows)
        every = sources | targets
        return (every, every) if arrow.both else (sources, targets)

    def _share(self, group: str, ends: frozenset[str]) -> Share | None:
        """Which in a group some ends are; None where these are all, or none.

        It is None where a flow ends at the group itself, which is then true of it as a whole.
        """
        held = self.held.get(group, {})
        names = tuple(name for id, name in held.items() if id in ends)
        whole = group in ends or len(names) in (0, len(held))
        return None if whole else Share(names, len(held))


def _named(way: str, share: Share | None) -> tuple[str, ...]:
    """The line that names a share."""
    return (f"{way} {', '.join(share.names)}",) if share else ()


def shares_told(arrows: Iterable[Arrow]) -> Iterator[LeftOut]:
    """What the counts on arrows mean, by one of them; nothing where there are none."""
    share = next(filter(None, (arrow.share for arrow in arrows)), "")
    if share:
        yield LeftOut(f"“{share}” on an arrow: it holds for so many boxes of the group at that end")


def holding(
    architecture: Architecture, end_of: Mapping[str, str], children: Sequence[Frame | Block]
) -> Holding:
    """What the groups of a view hold."""
    held = {block.id: _held([block]) for block in blocks_in(children) if block.title}
    held |= {frame.id: _held(frame.children) for frame in frames_in(children)}
    return Holding(architecture, end_of, held)


def _held(children: Sequence[Frame | Block]) -> dict[str, str]:
    """The ends of arrows at boxes, with their names.

    That is a box in a titled block, or a block without a title, which is its only box.
    """
    found: dict[str, str] = {}
    for block in blocks_in(children):
        for box in block.boxes:
            found[box.id if block.title else block.id] = box.title
    return found
