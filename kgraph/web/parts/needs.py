"""What a box cannot do without, and what cannot do without it, in a line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from kgraph import api
from kgraph.model.architecture import Architecture, Flow
from kgraph.web import words

FEW = 5
"""How many are named that need something for the same."""


def needed(architecture: Architecture, ids: Set[str]) -> Iterator[str]:
    """What some placements need: what for, and who meets it; of several one is enough."""
    found: dict[str, None] = {}
    for one in api.dependences(architecture):
        if one.source in ids:
            found[f"{one.role} {_either(architecture, one.targets)}"] = None
    yield from found


def needing(architecture: Architecture, ids: Set[str]) -> Iterator[str]:
    """What some placements are needed for, and by whom; with who else would be enough."""
    found: dict[str, dict[str, None]] = {}
    for one in api.dependences(architecture):
        others = [id for id in one.targets if id not in ids]
        if one.source not in ids and len(others) < len(one.targets):
            instead = f", or {_either(architecture, others)}" if others else ""
            names = found.setdefault(f"{one.role} it{instead}", {})
            names[architecture.placement_by_id[one.source].name] = None
    for role, names in found.items():
        yield f"{role}: {', '.join(words.first(list(names), FEW))}"


def besides(architecture: Architecture, flows: Iterable[Flow]) -> Iterator[Flow]:
    """The flows that no need stands for."""
    needs: set[tuple[str, str, str]] = set()
    for one in api.dependences(architecture):
        needs.update((one.source, one.role, target) for target in one.targets)
    return (flow for flow in flows if (flow.source, flow.label, flow.target) not in needs)


def _either(architecture: Architecture, ids: tuple[str, ...] | list[str]) -> str:
    """Placements by their names, with their places where a name alone does not tell."""
    placements = [architecture.placement_by_id[id] for id in ids]
    names = dict.fromkeys(one.name for one in placements)
    if len(names) == len(placements):
        return " or ".join(names)
    return " or ".join(f"{one.name} in {one.place}" for one in placements)
