"""What a box cannot do without, and what cannot do without it, in a line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from kgraph import api
from kgraph.model.architecture import Architecture, Flow
from kgraph.web import words
from kgraph.web.parts import chained

FEW = 5
"""How many are named that need something for the same."""


class Needs:
    """What holds of an architecture, found once for all that is asked of it."""

    def __init__(self, architecture: Architecture) -> None:
        self._by_id = architecture.placement_by_id
        self._all = api.dependences(architecture)

    def of(self, ids: Set[str]) -> list[str]:
        """What some placements need: what for, and who meets it; of several one is enough."""
        own = (one for one in self._all if one.source in ids)
        return list(dict.fromkeys(f"{one.role} {self._either(one.targets)}" for one in own))

    def met_by(self, ids: Set[str]) -> list[str]:
        """What some placements are needed for, and by whom; with who else would be enough."""
        found: dict[str, dict[str, None]] = {}
        for one in self._all:
            others = [id for id in one.targets if id not in ids]
            if one.source not in ids and len(others) < len(one.targets):
                instead = f", or {self._either(others)}" if others else ""
                names = found.setdefault(f"{one.role} it{instead}", {})
                names[self._by_id[one.source].name] = None
        told = ((role, words.first(list(names), FEW)) for role, names in found.items())
        return [f"{role}: {', '.join(names)}" for role, names in told]

    def besides(self, flows: Iterable[Flow]) -> Iterator[Flow]:
        """The flows that no need stands for."""
        needs: set[tuple[str, str, str]] = set()
        for one in self._all:
            needs.update((one.source, one.role, target) for target in one.targets)
        return (flow for flow in flows if (flow.source, flow.label, flow.target) not in needs)

    def _either(self, ids: Sequence[str]) -> str:
        """Placements by their names, with their places where a name alone does not tell."""
        placements = [self._by_id[id] for id in ids]
        names = dict.fromkeys(one.name for one in placements)
        if len(names) == len(placements):
            return " or ".join(names)
        return " or ".join(chained.at(one.name, one.place) for one in placements)
