"""Arrows at groups and frames that hold for some of what is in it say for how many, or for which.

Numbers are short, so a view is composed with these; where there is room, names take their place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kgraph.model.architecture import Architecture
from kgraph.view.view import Arrow, Block, Frame, LeftOut, View, blocks_in, frames_in

FEW, LETTERS = 3, 40
"""So many names, of so many letters together, are named on an arrow; more are counted."""
PARTING = re.compile(r"\A\Z|[,:] ")
"""What a name must not hold that stands in a list, or before what is said of it."""


@dataclass(frozen=True, slots=True)
class Share:
    """Some of what a group holds: the names of these, and those of the others."""

    names: tuple[str, ...]
    others: tuple[str, ...]

    def __str__(self) -> str:
        """How many of how many.

        >>> str(Share(("First", "Second"), ("Third", "Fourth", "Fifth")))
        '2 of 5'
        """
        return f"{len(self.names)} of {len(self.names) + len(self.others)}"

    @property
    def which(self) -> str:
        """Their names, or the one that is left out; nothing where that takes too many words, or
        does not tell which are meant.

        >>> Share(("First", "Second"), ("Third", "Fourth", "Fifth")).which
        'First, Second'
        >>> Share(("First", "Second", "Third", "Fourth"), ("Fifth",)).which
        'all but Fifth'
        >>> Share(("First", "Second"), ("First",)).which
        ''
        """
        listed, but = ", ".join(self.names), f"all but {self.others[0]}"
        if not self._apart():
            return ""
        if len(self.names) <= FEW and len(listed) <= LETTERS:
            return listed
        return but if len(self.others) == 1 and len(but) <= LETTERS else ""

    def _apart(self) -> bool:
        """Whether each name is told from all others, and from what stands between names."""
        every = (*self.names, *self.others)
        return len(set(every)) == len(every) and not any(map(PARTING.search, every))


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
        told = (*_named("from", before), *_named("to", after), arrow.tooltip)
        which = [share.which for share in (before, after) if share]
        return replace(
            arrow,
            label=_with_shares(arrow.label, str(before or ""), str(after or "")),
            tooltip="\n".join(told),
            share=str(before or after or ""),
            named=_with_shares(arrow.label, _which(before), _which(after)) if all(which) else "",
        )

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
        names: list[str] = []
        others: list[str] = []
        for id, name in self.held.get(group, {}).items():
            (names if id in ends else others).append(name)
        some = names and others and group not in ends
        return Share(tuple(names), tuple(others)) if some else None


def _which(share: Share | None) -> str:
    return share.which if share else ""


def _with_shares(words: str, before: str, after: str) -> str:
    """The words of an arrow, with what is said of its source before and of its target behind."""
    said = f"{before}: {words}" if before else words
    return f"{said} {after}" if after else said


def _named(way: str, share: Share | None) -> tuple[str, ...]:
    """The line that names a share."""
    return (f"{way} {', '.join(share.names)}",) if share else ()


def shares_told(arrows: Iterable[Arrow]) -> Iterator[LeftOut]:
    """What the counts on arrows mean, by one of them; nothing where there are none."""
    share = next(filter(None, (arrow.share for arrow in arrows)), "")
    if share:
        yield LeftOut(f"“{share}” on an arrow: it holds for so many boxes of the group at that end")


def nameable(view: View, trunks: Mapping[str, str]) -> list[frozenset[str]]:
    """The arrows that can have names instead of counts, by the trunk in which they share words.

    Not those of a trunk whose names differ.
    """
    named: dict[str, set[str]] = defaultdict(set)
    for arrow in view.arrows:
        named[trunks[arrow.id]].add(arrow.named)
    alike = {trunk for trunk, words in named.items() if len(words) == 1 and all(words)}
    found: dict[str, set[str]] = defaultdict(set)
    for id, trunk in trunks.items():
        if trunk in alike:
            found[trunk].add(id)
    return list(map(frozenset, found.values()))


def with_names(view: View, ids: Collection[str]) -> View:
    """The view with names instead of counts on these of its arrows that can have them."""
    counted = tuple(shares_told(view.arrows))
    arrows = tuple(_with_names(arrow) if arrow.id in ids else arrow for arrow in view.arrows)
    told = [line for line in view.left_out if line not in counted]
    return replace(view, arrows=arrows, left_out=(*told, *shares_told(arrows)))


def _with_names(arrow: Arrow) -> Arrow:
    return replace(arrow, label=arrow.named, share="", named="") if arrow.named else arrow


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
