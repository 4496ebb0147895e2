"""The needs of placements that are there on the day, by what is answered at their places."""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.assembly.footing import Grounds
from kgraph.model.architecture import Placement
from kgraph.model.brief import Brief
from kgraph.model.component import Need
from kgraph.model.conditions import Conditions


class Dues:
    """What each placement of an architecture needs or can use, in the order of its entry."""

    def __init__(self, brief: Brief, on: Grounds) -> None:
        self._conditions = Conditions(brief.answers, brief.sites, on.running(brief.workloads))
        self._of: dict[str, tuple[Need, ...]] = {}
        for component in on.knowledge.components.values():
            held = tuple(need for need in component.needs if need.holds(brief.as_of))
            self._of[component.id] = held

    def of(self, placement: Placement) -> Iterator[Need]:
        """Those of one placement."""
        for need in self._of[placement.component]:
            if self._conditions.hold(need, placement.place):
                yield need
