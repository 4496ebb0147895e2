"""What can be lost at once: a site, all sites of a region, everything of a provider."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from kgraph.model.architecture import Architecture
from kgraph.model.knowledge import Knowledge
from kgraph.model.topology import Place

SITE, REGION, PROVIDER = "site", "region", "provider"
LEVELS = (SITE, REGION, PROVIDER)
"""The outages, the narrowest first: what is lost with one is lost with the wider one around it."""


@dataclass(frozen=True, slots=True)
class Outage:
    """The loss of a site, a region or a provider, by its id and name, with all placements there."""

    level: str
    id: str
    name: str
    lost: frozenset[str]


def outages(architecture: Architecture, knowledge: Knowledge, level: str) -> tuple[Outage, ...]:
    """Each outage of a level that can hit an architecture, in the order of its sites."""
    sites: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for site in architecture.sites:
        sites[_KEYS[level](site)].append(site)
    found = []
    for (cloud, id), hit in sites.items():
        lost = {one.id for site in hit for one in architecture.placements_within(site.id)}
        if level == PROVIDER:
            lost |= _of_provider(architecture, knowledge, cloud)
        name = knowledge.cloud_label(cloud) if level == PROVIDER else id
        found.append(Outage(level, id, name, frozenset(lost)))
    return tuple(found)


def outage(architecture: Architecture, knowledge: Knowledge, id: str) -> Outage:
    """The outage that an id means, the narrowest of that name; KeyError where it means none."""
    for level in LEVELS:
        for one in outages(architecture, knowledge, level):
            if one.id == id:
                return one
    raise KeyError(id)


_KEYS: dict[str, Callable[[Place], tuple[str, str]]] = {
    SITE: lambda site: (str(site.cloud), site.id),
    REGION: lambda site: (str(site.cloud), site.region or site.id),
    PROVIDER: lambda site: (str(site.cloud), str(site.cloud)),
}
"""What sites that are lost together share: their cloud, and what the outage is called by."""


def _of_provider(architecture: Architecture, knowledge: Knowledge, cloud: str) -> set[str]:
    """The services of the world that run on a cloud."""
    found = set()
    for placement in architecture.placements_at("world"):
        component = knowledge.components.get(placement.component)
        if component is not None and cloud in component.clouds:
            found.add(placement.id)
    return found
