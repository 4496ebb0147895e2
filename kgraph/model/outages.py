"""What can be lost at once: a site, all sites of a region, everything of a provider."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kgraph.model.brief import Site
from kgraph.model.topology import Place, region_of

SITE, REGION, PROVIDER = "site", "region", "provider"
LEVELS = (SITE, REGION, PROVIDER)
"""The outages, the narrowest first: what is lost with one is lost with the wider one around it."""


@dataclass(frozen=True, slots=True)
class Outage:
    """The loss of some sites of a cloud; of a provider, also of its services of the world."""

    level: str
    id: str
    cloud: str
    sites: tuple[str, ...]

    def takes(self, place: str) -> bool:
        """Whether a place lies in one of the sites; ids of places are paths."""
        return place.partition("/")[0] in self.sites

    def takes_service(self, clouds: Iterable[str]) -> bool:
        """Whether a service of the world that runs on these clouds is lost."""
        return self.level == PROVIDER and self.cloud in clouds


def outages(sites: Iterable[Site | Place], level: str) -> tuple[Outage, ...]:
    """Each outage of a level that can hit sites, in their order."""
    hit: dict[tuple[str, Shared], list[str]] = defaultdict(list)
    for site in sites:
        hit[str(site.cloud), _SHARED[level](site)].append(site.id)
    return tuple(Outage(level, id, cloud, tuple(ids)) for (cloud, (id, _)), ids in hit.items())


Shared = tuple[str, bool]
"""What an outage is called by, and whether that is a name of its own."""

_SHARED: dict[str, Callable[[Site | Place], Shared]] = {
    SITE: lambda site: (site.id, True),
    REGION: region_of,
    PROVIDER: lambda site: (str(site.cloud), True),
}
"""What sites of a cloud that are lost together share."""
