"""In which order the arrows of a view are passed, by what leads on to what.

From each end to which nothing leads, those nearest to clients first, one goes on from where one has
just come: a branch is told to its end before the next. What several arrows lead to is left only
when all of them are told, so that names are asked, and tell what they stand for, before requests
are sent there. Like arrows, as those of several sites, are told at once, when one has come to the
beginning of each of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from kgraph.view.view import Arrow

Rank = tuple[int, int, str, str]
"""How far from clients an end stands, in which frame, what it is called, and its id."""


class Story:
    """The telling of some arrows: `ranks` are those of their ends, `alike` what each one says."""

    def __init__(
        self, arrows: Iterable[Arrow], ranks: Mapping[str, Rank], alike: Mapping[str, str]
    ) -> None:
        self.ranks, self.alike = ranks, alike
        self.left = {arrow.id: arrow for arrow in sorted(arrows, key=self._plain)}
        self.never = len(self.left) + 1
        self.onward: dict[str, list[Arrow]] = defaultdict(list)
        self.into: dict[str, list[Arrow]] = defaultdict(list)
        self.groups: dict[str, list[Arrow]] = defaultdict(list)
        for arrow in self.left.values():
            self.onward[arrow.source].append(arrow)
            self.groups[alike[arrow.id]].append(arrow)
            if arrow.source != arrow.target:
                self.into[arrow.target].append(arrow)
        self.come: dict[str, float] = {}
        """When one has last come to an end, as how many arrows were left then."""

    def told(self) -> list[Arrow]:
        """All arrows in their order."""
        ends = sorted(self.onward, key=self.ranks.__getitem__)
        starts = [end for end in ends if not self.into[end]]
        order: list[Arrow] = []
        for start in (*starts, *ends):
            order += self._from(start)
        return [*order, *self.left.values()]

    def _plain(self, arrow: Arrow) -> tuple[Rank, Rank, str]:
        return self.ranks[arrow.target], self.ranks[arrow.source], arrow.id

    def _from(self, start: str) -> list[Arrow]:
        """What is told from a start on, as far as it can be."""
        scope = self._reached(start)
        order: list[Arrow] = []
        self.come.setdefault(start, len(self.left) + 1)
        while (arrow := self._next(scope)) is not None:
            order += self._tell(arrow)
        return order

    def _reached(self, start: str) -> set[str]:
        """Where one comes from a start, and who else leads only to where it leads itself."""
        found = {start, *self._beside(start)}
        queue = list(found)
        while queue:
            fresh = self._targets(queue.pop()) - found
            found |= fresh
            queue += sorted(fresh)
        return found

    def _beside(self, start: str) -> list[str]:
        """What leads only to where a start leads itself, from there or on the way, and to which
        nothing leads: who steers, and who calls too.
        """
        own = self._targets(start)
        arrows = chain.from_iterable(self.into[target] for target in own)
        return sorted({arrow.source for arrow in arrows if self._along(arrow.source, start)})

    def _along(self, end: str, start: str) -> bool:
        """Whether nothing leads to an end, and it is not before a start, nor leads elsewhere."""
        begins = not self.into[end] and self.ranks[start][0] <= self.ranks[end][0]
        return begins and self._targets(end) <= self._targets(start)

    def _targets(self, end: str) -> set[str]:
        return {arrow.target for arrow in self.onward[end]}

    def _next(self, scope: set[str]) -> Arrow | None:
        """The arrow that is told next; in a circle one that others should come before."""
        open_ = [
            arrow for arrow in self.left.values() if arrow.source in scope and self._open(arrow)
        ]
        ready = [arrow for arrow in open_ if self._ready(arrow, scope)]
        return min(ready or open_, key=self._turn, default=None)

    def _turn(self, arrow: Arrow) -> tuple[float, tuple[Rank, Rank, str]]:
        """One goes on from where one has come last."""
        return self.come.get(arrow.source, self.never), self._plain(arrow)

    def _open(self, arrow: Arrow) -> bool:
        """Whether one has come to where it begins, and to where all that are like it do."""
        group = self.groups[self.alike[arrow.id]]
        return all(one.source in self.come or not self.into[one.source] for one in group)

    def _ready(self, arrow: Arrow, scope: set[str]) -> bool:
        """Whether nothing in scope is to be told before it."""
        before = self.into[arrow.source]
        waits = any(one.id in self.left and one.source in scope for one in before)
        return not waits and not self._named_first(arrow, scope)

    def _named_first(self, arrow: Arrow, scope: set[str]) -> bool:
        """Whether something between its ends has still to say that it leads where this does."""
        beside = [one for one in self.into[arrow.target] if one.id in self.left]
        return any(self._between(one, arrow) for one in beside if one.source in scope)

    def _between(self, one: Arrow, arrow: Arrow) -> bool:
        """Whether one is of another kind, from what stands between the ends of the other arrow."""
        first, middle, last = (
            self.ranks[end][0] for end in (arrow.source, one.source, arrow.target)
        )
        return one.kind != arrow.kind and first < middle < last

    def _tell(self, arrow: Arrow) -> Sequence[Arrow]:
        group = self.groups[self.alike[arrow.id]]
        for one in group:
            del self.left[one.id]
        now = len(self.left)
        for one in group:
            self.come.setdefault(one.source, now + 0.5)  # one goes on from the target first
            self.come[one.target] = now
        return group
