"""An outage that strikes an architecture, with all placements that it takes."""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.model.architecture import Architecture, Placement
from kgraph.model.knowledge import Knowledge
from kgraph.model.outages import LEVELS, PROVIDER, Outage, outages
from kgraph.model.topology import WORLD


@dataclass(frozen=True, slots=True)
class Strike:
    """The loss of a site, a region or a provider, by its id and name, with all placements there."""

    level: str
    id: str
    name: str
    lost: frozenset[str]


def strikes(architecture: Architecture, knowledge: Knowledge, level: str) -> tuple[Strike, ...]:
    """Each outage of a level that can strike an architecture, in the order of its sites."""
    return tuple(
        _strike(one, architecture, knowledge) for one in outages(architecture.sites, level)
    )


def strike(architecture: Architecture, knowledge: Knowledge, id: str) -> Strike:
    """The outage that an id means, the narrowest of that name; KeyError where it means none."""
    for level in LEVELS:
        for one in strikes(architecture, knowledge, level):
            if one.id == id:
                return one
    raise KeyError(id)


def _strike(outage: Outage, architecture: Architecture, knowledge: Knowledge) -> Strike:
    lost = (one.id for one in architecture.placements if _is_taken(one, outage, knowledge))
    name = knowledge.cloud_label(outage.cloud) if outage.level == PROVIDER else outage.id
    return Strike(outage.level, outage.id, name, frozenset(lost))


def _is_taken(placement: Placement, outage: Outage, knowledge: Knowledge) -> bool:
    """Whether an outage takes a placement: with its site, or as a service of the world."""
    if outage.takes(placement.place):
        return True
    component = knowledge.components.get(placement.component)
    clouds = component.clouds if component is not None else ()
    return placement.place == WORLD and outage.takes_service(clouds)
