"""Places: the world, its sites, their networks and clusters, and what is around each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgraph.model.brief import Brief, Site, placed
from kgraph.model.knowledge import LEVELS

WORLD = "world"


@dataclass(frozen=True, slots=True)
class Place:
    """The world, a site, a network or a cluster. `id` is ``world``, ``eu`` or ``eu/main``.

    `within` is the place around it.
    """

    id: str
    scope: str
    within: str | None = None
    cloud: str | None = None
    region: str | None = None


def region_of(site: Site | Place) -> tuple[str, bool]:
    """The region of a site, and whether it is named: without a word each site is a region of its
    own, and not the one that some other names like it.
    """
    return (site.region, True) if site.region else (site.id, False)


def places(brief: Brief) -> tuple[Place, ...]:
    """Every place of a brief, from wide to narrow, in the order of the brief."""
    return places_of(brief.sites)


def places_of(sites: Iterable[Site]) -> tuple[Place, ...]:
    """The world, sites, their networks and their clusters, each kind in the order of the sites."""
    sites = tuple(sites)
    found = [Place(WORLD, "world")]
    found += [Place(site.id, "site", WORLD, site.cloud, site.region) for site in sites]
    for site in sites:
        found += [Place(id, "network", site.id, site.cloud) for id, _ in placed(site)]
    for site in sites:
        found += _clusters(site)
    return tuple(found)


def _clusters(site: Site) -> Iterator[Place]:
    """The clusters of a site, each within its network where it has one."""
    within: dict[str, str] = {}
    for place, network in placed(site):
        within |= dict.fromkeys(network.clusters, place)
    for cluster in site.clusters:
        around = within.get(cluster, site.id)
        yield Place(site.place(cluster), "cluster", around, site.cloud)


class Topology:
    """Places with what is around each, and the lift to a scope."""

    def __init__(self, all_places: Iterable[Place]) -> None:
        self.places = tuple(all_places)
        self.by_id = {place.id: place for place in self.places}
        self._around: dict[str, tuple[str, ...]] = {}

    def apart(self, place: str, other: str) -> int:
        """How far out from a place the first one is that another place is within as well; 0 where
        that is within the place itself.
        """
        near = set(self.around(other))
        return next(number for number, one in enumerate(self.around(place)) if one in near)

    def around(self, id: str) -> tuple[str, ...]:
        """The place and everything around it, from narrow to wide.

        KeyError if there is none of that id.
        """
        if id not in self._around:
            self._around[id] = self._chain(self.by_id[id])
        return self._around[id]

    def _chain(self, place: Place) -> tuple[str, ...]:
        chain = [place.id]
        while place.within is not None:
            place = self.by_id[place.within]
            chain.append(place.id)
        return tuple(chain)

    def inside(self, inner: str, outer: str) -> bool:
        """Whether `inner` is `outer` or lies within it."""
        return outer in self.around(inner)

    def right_inside(self, id: str) -> tuple[Place, ...]:
        """The places that lie right within one: the networks of a site, clusters of a network."""
        return tuple(place for place in self.places if place.within == id)

    def clusters_in(self, id: str) -> tuple[Place, ...]:
        """The clusters within a place, in its networks too."""
        return tuple(one for one in self.at("cluster") if self.inside(one.id, id))

    def holds_ours(self, id: str) -> bool:
        """Whether something of ours can run at a place: in sites and networks without clusters
        nothing does.
        """
        return self.by_id[id].scope == LEVELS[0] or bool(self.clusters_in(id))

    def lift(self, id: str, scope: str) -> str:
        """The place of that scope around `id`, or `id` itself where it is wider already."""
        wanted = LEVELS.index(scope)
        chain = self.around(id)
        for one in chain:
            if LEVELS.index(self.by_id[one].scope) <= wanted:
                return one
        return chain[-1]

    def at(self, scope: str) -> tuple[Place, ...]:
        """The places of that scope, in their order."""
        return tuple(place for place in self.places if place.scope == scope)
