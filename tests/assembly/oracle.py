"""The best answer by trying them all: what an architecture must be, told a second time and without a solver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, combinations

from strategies import Case

from kgraph.model.component import Component, Need
from kgraph.model.knowledge import SCOPES

Chosen = frozenset[tuple[str, str]]


class Oracle:
    """One case, its places and every pair of component and place."""

    def __init__(self, case: Case) -> None:
        self.brief, self.knowledge, self.places = case.brief, case.knowledge, case.topology.places
        self.scope = {place.id: place.scope for place in self.places}
        self.cloud = {place.id: place.cloud for place in self.places}
        self.around = {
            place.id: (*(place.id.rsplit("/", n)[0] for n in range(place.id.count("/") + 1)), "world")
            for place in self.places
        }
        self.around["world"] = ("world",)
        self.pairs = [
            (c, p.id)
            for c, component in sorted(self.knowledge.components.items())
            for p in self.places
            if p.scope == component.scope
        ]

    def lift(self, place: str, scope: str) -> str:
        return next(one for one in self.around[place] if SCOPES.index(self.scope[one]) <= SCOPES.index(scope))

    def offers(self, component: Component, place: str, scope: str) -> set[str]:
        sites = [p for p, level in self.scope.items() if level == "site"]
        own = {p for p in sites if not component.clouds or self.cloud[p] in component.clouds}
        return own if self.alone(component) else {self.lift(place, scope)}

    def reaching(self, chosen: Chosen, wanted: str, at: str) -> Iterator[tuple[str, str]]:
        """Who offers a capability, or is the component, within reach of a place."""
        for id, place in chosen:
            component = self.knowledge.components[id]
            if wanted == id:
                scope = self.knowledge.widest(component)
            elif wanted in component.provides:
                scope = self.knowledge.capabilities[wanted].scope
            else:
                continue
            if self.offers(component, place, scope) & set(self.around[at]):
                yield id, place

    def met(self, chosen: Chosen, need: Need, at: str) -> bool:
        wanted = (need.capability,) if need.capability else need.alternatives
        own = self.lift(at, need.apart) if need.apart else None
        return any(
            own is None or own not in self.around[where]
            for one in wanted
            for _, where in self.reaching(chosen, one, at)
        )

    def demanded(self) -> Iterator[tuple[str, str]]:
        asked = [demand for decision in self.knowledge.decisions for demand in decision.options[0].demands]
        for place, level in self.scope.items():
            yield from ((str(demand.capability), place) for demand in self.knowledge.place_demands.get(level, ()))
        yield from self.everywhere(demand.capability for demand in asked)
        for id in (demand.component for demand in asked):
            yield from ((id, place) for place in (self.homes(id) or ["world"] if id else ()))
        for id in self.brief.use:
            yield from ((id, place) for place in self.homes(id))

    def everywhere(self, capabilities: Iterable[str | None]) -> Iterator[tuple[str, str]]:
        for id in capabilities:
            yield from (
                (id, place)
                for place, level in self.scope.items()
                if id and level == self.knowledge.capabilities[id].scope
            )

    def homes(self, id: str) -> list[str]:
        component = self.knowledge.components[id]
        wide = self.knowledge.widest(component)
        own = [p for p, level in self.scope.items() if level == "site" and component.runs_on(str(self.cloud[p]))]
        if self.alone(component) and own:
            return own
        return [
            p
            for p, level in self.scope.items()
            if level == wide and (self.cloud[p] is None or component.runs_on(str(self.cloud[p])))
        ]

    def valid(self, chosen: Chosen) -> bool:
        used = {id for id, _ in chosen}
        site_clouds = [site.cloud for site in self.brief.sites]
        for decision in self.knowledge.decisions:
            option = decision.options[0]
            if option.min_sites > len(site_clouds) or option.min_clouds > len(set(site_clouds)):
                return False
            if any(set(option.forbids) & set(self.knowledge.components[id].provides) for id in used):
                return False
        if not set(self.brief.use) <= used or set(self.brief.avoid) & used:
            return False
        if not all(self.fits(chosen, id, place) for id, place in chosen):
            return False
        if not all(any(self.reaching(chosen, wanted, place)) for wanted, place in self.demanded()):
            return False
        return all(self.few(chosen, capability) for capability in self.knowledge.capabilities)

    def fits(self, chosen: Chosen, id: str, place: str) -> bool:
        component = self.knowledge.components[id]
        clouds = {site.cloud for site in self.brief.sites}
        if not component.available(self.brief.as_of) or (component.clouds and not clouds & set(component.clouds)):
            return False
        if self.cloud[place] is not None and not component.runs_on(str(self.cloud[place])):
            return False
        if component.host and not any(self.reaching(chosen, component.host, place)):
            return False
        for clash in component.clashes:
            if any(
                other == clash.other and self.lift(place, clash.within) == self.lift(where, clash.within)
                for other, where in chosen
            ):
                return False
        return all(self.met(chosen, need, place) or self.kin(chosen, need, id) for need in component.needs)

    def kin(self, chosen: Chosen, need: Need, id: str) -> bool:
        """Whether another service of the same cloud meets the need, both serving only the sites of that cloud."""
        component = self.knowledge.components[id]
        able = need.alternatives or [c for c, other in self.knowledge.components.items() if need.capability in other.provides]
        return (
            need.apart is None
            and self.alone(component)
            and any(
                other in able and self.alone(self.knowledge.components[other]) and set(component.clouds) & set(self.knowledge.components[other].clouds)
                for other, _ in chosen
            )
        )

    def alone(self, component: Component) -> bool:
        """Whether a component serves only some of the sites, those of its own clouds."""
        limited = component.scope == "world" and bool(component.clouds) and not component.spans_clouds
        return limited and any(not component.runs_on(site.cloud) for site in self.brief.sites)

    def few(self, chosen: Chosen, capability: str) -> bool:
        known = self.knowledge.capabilities[capability]
        at = [
            self.lift(place, known.scope)
            for id, place in chosen
            if capability in self.knowledge.components[id].provides
        ]
        return known.max_providers is None or all(at.count(one) <= known.max_providers for one in at)

    def cost(self, chosen: Chosen) -> tuple[int, ...]:
        """What is missed, the preferences in order, placements, ranks, orders: the smaller, the better."""
        used = {id for id, _ in chosen}
        rank = {id: number for number, id in enumerate(sorted(self.knowledge.components))}
        order = {place.id: number for number, place in enumerate(self.places)}
        by_id = {p.id: p for p in self.knowledge.preferences}
        wishes = [
            wish
            for decision in self.knowledge.decisions
            for wish in self.everywhere(w.capability for w in decision.options[0].prefers)
        ]
        costs = [sum(not any(self.reaching(chosen, wanted, at)) for wanted, at in wishes)]
        for id in self.brief.prefer:
            preference = by_id[id]
            if preference.counted_per == "placement":
                costs.append(sum(cost for one, _, cost in preference.costs for c, _ in chosen if c == one))
            elif preference.counted_per == "component":
                costs.append(sum(cost for one, _, cost in preference.costs if one in used))
            else:
                costs.append(sum({group: cost for one, group, cost in preference.costs if one in used}.values()))
        return (*costs, len(chosen), sum(rank[c] for c, _ in chosen), sum(order[p] * (rank[c] % 61 + 1) for c, p in chosen))

    def best(self) -> tuple[int, ...] | None:
        """The smallest cost of any valid answer, or None where there is none."""
        every = chain.from_iterable(combinations(self.pairs, size) for size in range(len(self.pairs) + 1))
        return min((self.cost(answer) for answer in map(frozenset, every) if self.valid(answer)), default=None)
