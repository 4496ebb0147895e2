"""The places of a brief: the world, its sites, their clusters."""

from __future__ import annotations

from kgraph.model.architecture import Place
from kgraph.model.brief import Brief
from kgraph.model.knowledge import SCOPES

WORLD = "world"


def places(brief: Brief) -> tuple[Place, ...]:
    """Every place, from wide to narrow, in the order of the brief."""
    found = [Place(WORLD, "world")]
    found += [Place(site.id, "site", WORLD, site.cloud, site.region) for site in brief.sites]
    found += [
        Place(f"{site.id}/{cluster}", "cluster", site.id, site.cloud)
        for site in brief.sites
        for cluster in site.clusters
    ]
    return tuple(found)


class Topology:
    """Places with what is around each, and the lift to a scope."""

    def __init__(self, all_places: tuple[Place, ...]) -> None:
        self.places = all_places
        self.by_id = {place.id: place for place in all_places}
        self._around = {place.id: self._chain(place) for place in all_places}

    def _chain(self, place: Place) -> tuple[str, ...]:
        chain = [place.id]
        while place.within is not None:
            place = self.by_id[place.within]
            chain.append(place.id)
        return tuple(chain)

    def around(self, id: str) -> tuple[str, ...]:
        """The place and everything around it, from narrow to wide."""
        return self._around[id]

    def inside(self, inner: str, outer: str) -> bool:
        """Whether `inner` is `outer` or lies within it."""
        return outer in self._around[inner]

    def lift(self, id: str, scope: str) -> str:
        """The place of that scope around `id`, or `id` itself where it is wider already."""
        wanted = SCOPES.index(scope)
        chain = self._around[id]
        return next(
            (one for one in chain if SCOPES.index(self.by_id[one].scope) <= wanted), chain[-1]
        )

    def at(self, scope: str) -> tuple[Place, ...]:
        """The places of that scope, in the order of the brief."""
        return tuple(place for place in self.places if place.scope == scope)
