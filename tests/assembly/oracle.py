"""The best answer by trying them all.

What an architecture must be, told a second time and without a solver.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain, combinations

from strategies import Case

from kgraph.assembly.demands import SITES
from kgraph.model.component import Component, Need
from kgraph.model.knowledge import SCOPES
from kgraph.model.words import words_said

Chosen = frozenset[tuple[str, str]]


class Oracle:
    """One case, its places and every pair of component and place.

    `counted` says that the statement of how many sites there are, and on which clouds, holds.
    """

    def __init__(self, case: Case, counted: bool = True) -> None:
        self.case, self.counted = case, counted
        self.brief, self.knowledge, self.places = case.brief, case.knowledge, case.topology.places
        self.options = [
            (f"answers.{id}.{chosen}", option)
            for id, options in self.brief.answers
            for chosen in options
            if (option := self.knowledge.decision_by_id[id].option(chosen)) is not None
        ]
        self.scope = {place.id: place.scope for place in self.places}
        self.cloud = {place.id: place.cloud for place in self.places}
        self.around = {
            place.id: (
                *(place.id.rsplit("/", n)[0] for n in range(place.id.count("/") + 1)),
                "world",
            )
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
        return next(
            one
            for one in self.around[place]
            if SCOPES.index(self.scope[one]) <= SCOPES.index(scope)
        )

    def offers(self, component: Component, place: str, scope: str) -> set[str]:
        sites = [p for p, level in self.scope.items() if level == "site"]
        own = {p for p in sites if not component.clouds or self.cloud[p] in component.clouds}
        return own if self.narrow(component) else {self.lift(place, scope)}

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
        wanted = (*need.capabilities, *need.alternatives)
        own = self.lift(at, need.apart) if need.apart else None
        if need.apart == "site" and any(self.beyond(chosen, set(wanted), str(own))):
            return True
        return any(
            own is None or own not in self.around[where]
            for one in wanted
            for _, where in self.reaching(chosen, one, at)
        )

    def beyond(self, chosen: Chosen, wanted: set[str], site: str) -> Iterator[str]:
        """Those outside of a site that are wanted or provide that, wherever they stand."""
        for id, place in chosen:
            component = self.knowledge.components[id]
            able = not self.narrow(component) and wanted & {id, *component.provides}
            if able and site not in self.around[place]:
                yield id

    def demanded(self) -> Iterator[tuple[str, str, str]]:
        """Statement, what it asks for, and where."""
        for place, level in self.scope.items():
            said = SITES if level == "world" else f"sites.{place.split('/')[0]}"
            yield from (
                (said, str(demand.capability), place)
                for demand in self.knowledge.place_demands.get(level, ())
            )
        for said, option in self.options:
            yield from (
                (said, *wanted) for wanted in self.everywhere(d.capability for d in option.demands)
            )
            for id in (demand.component for demand in option.demands):
                yield from (
                    (said, id, place) for place in (self.homes(id) or ["world"] if id else ())
                )
        for id in set(self.brief.use) - self.formed.keys():
            yield from ((f"use.{id}", id, place) for place in self.homes(id))

    @cached_property
    def formed(self) -> dict[str, dict[str, list[str]]]:
        """What is to be used and has forms, with where each of those would serve, if any does."""
        found = {}
        for id in self.brief.use:
            homes = {form: self.homes(form) for form in self.knowledge.family(id)}
            if len(homes) > 1 and any(homes.values()):
                found[id] = homes
        return found

    def formless(self, chosen: Chosen) -> Iterator[str]:
        """What is to be used of which no form serves, with others' help, all that it would."""
        for id, homes in self.formed.items():
            reached = [
                place
                for place in self.around
                if any(any(self.reaching(chosen, form, place)) for form in homes)
            ]
            if not any(there and set(there) <= set(reached) for there in homes.values()):
                yield f"use.{id}"

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
        own = [
            p
            for p, level in self.scope.items()
            if level == "site" and component.runs_on(str(self.cloud[p]))
        ]
        if self.alone(component) and own:
            return own
        return [
            p
            for p, level in self.scope.items()
            if level == wide and (self.cloud[p] is None or component.runs_on(str(self.cloud[p])))
        ]

    def valid(self, chosen: Chosen) -> bool:
        return self.broken(chosen) == frozenset()

    def broken(self, chosen: Chosen) -> frozenset[str] | None:
        """The statements that do not hold of an answer.

        None where it breaks what no statement of its own says.
        """
        if not all(self.whole(chosen, id, place) for id, place in chosen):
            return None
        if not all(self.few(chosen, capability) for capability in self.knowledge.capabilities):
            return None
        unmet = {
            said
            for said, wanted, place in self.demanded()
            if not any(self.reaching(chosen, wanted, place))
        }
        found = (
            unmet
            | self.wrong(chosen)
            | {said for id, place in chosen for said in self.lacking(chosen, id, place)}
            | {said for id, place in chosen for said in self.elsewhere(id, place)}
        )
        if not self.counted:
            return frozenset(found - {SITES})
        return None if SITES in found else frozenset(found)

    def wrong(self, chosen: Chosen) -> set[str]:
        """The statements that speak of components, whatever their places, and do not hold."""
        used = {id for id, _ in chosen}
        clouds = [site.cloud for site in self.brief.sites]
        found = {f"use.{id}" for id in set(self.brief.use) - used - self.formed.keys()} | {
            f"avoid.{id}" for id in self.brief.avoid if used & set(self.knowledge.family(id))
        }
        found.update(self.formless(chosen))
        for said, option in self.options:
            short = option.min_sites > len(clouds) or option.min_clouds > len(set(clouds))
            if any(
                set(option.forbids) & set(self.knowledge.components[id].provides) for id in used
            ):
                found.add(said)
            if short and self.counted:
                found.add(said)
        if not all(self.knowledge.components[id].available(self.brief.as_of) for id in used):
            found.add("as_of")
        return found

    def elsewhere(self, id: str, place: str) -> Iterator[str]:
        """The statements that put a place, or all sites, on clouds where the component is not to be had."""
        component = self.knowledge.components[id]
        clouds = {site.cloud for site in self.brief.sites}
        if self.cloud[place] is not None and not component.runs_on(str(self.cloud[place])):
            yield f"sites.{place.split('/')[0]}"
        if place == "world" and component.clouds and not clouds & set(component.clouds):
            yield SITES

    def whole(self, chosen: Chosen, id: str, place: str) -> bool:
        """Whether a component has all that it needs, and nothing beside it that it clashes with."""
        component = self.knowledge.components[id]
        if component.host and not self.hosted(chosen, component, place):
            return False
        for clash in component.clashes:
            if any(
                other == clash.other
                and self.lift(place, clash.within) == self.lift(where, clash.within)
                for other, where in chosen
            ):
                return False
        return all(
            self.met(chosen, need, place) or self.kin(chosen, need, id)
            for need in component.needs
            if not (need.optional or need.when or need.condition)
        )

    def lacking(self, chosen: Chosen, id: str, place: str) -> Iterator[str]:
        """The answers on which a need depends that nothing meets."""
        for need in self.knowledge.components[id].needs:
            if not self.met(chosen, need, place) and not self.kin(chosen, need, id):
                answered = {f"answers.{one}" for one in need.when}
                yield from (said for said, _ in self.options if said in answered)

    def hosted(self, chosen: Chosen, component: Component, place: str) -> bool:
        """Whether what a component runs on is there: a need like any other."""
        reaching = self.reaching(chosen, str(component.host), place)
        return any(reaching) or self.served(chosen, component, self.providing(component.host))

    def kin(self, chosen: Chosen, need: Need, id: str) -> bool:
        """Whether another service of the same cloud meets the need, both serving only the sites of
        that cloud.
        """
        able = [*need.alternatives]
        for capability in need.capabilities:
            able += self.providing(capability)
        return need.apart is None and self.served(chosen, self.knowledge.components[id], able)

    def providing(self, capability: str | None) -> list[str]:
        components = self.knowledge.components.items()
        return [id for id, component in components if capability in component.provides]

    def served(self, chosen: Chosen, component: Component, able: Iterable[str]) -> bool:
        """Whether one of those that are able serves the sites of a cloud that the component, which
        serves no others, has in common with it. It may be the component itself.
        """
        others = [self.knowledge.components[id] for id, _ in chosen if id in able]
        shared = [
            set(component.clouds) & set(other.clouds) for other in others if self.narrow(other)
        ]
        return self.narrow(component) and any(shared)

    def alone(self, component: Component) -> bool:
        """Whether a component serves only some of the sites, those of its own clouds."""
        limited = (
            component.scope == "world" and bool(component.clouds) and not component.spans_clouds
        )
        return limited and any(not component.runs_on(site.cloud) for site in self.brief.sites)

    def narrow(self, component: Component) -> bool:
        return self.counted and self.alone(component)

    def few(self, chosen: Chosen, capability: str) -> bool:
        known = self.knowledge.capabilities[capability]
        at = [
            self.lift(place, known.scope)
            for id, place in chosen
            if capability in self.knowledge.components[id].provides
        ]
        return known.max_providers is None or all(
            at.count(one) <= known.max_providers for one in at
        )

    def cost(self, chosen: Chosen) -> tuple[int, ...]:
        """What is missed, the preferences in order, placements, ranks, orders.

        The smaller, the better.
        """
        used = {id for id, _ in chosen}
        rank = {id: number for number, id in enumerate(sorted(self.knowledge.components))}
        order = {place.id: number for number, place in enumerate(self.places)}
        by_id = {p.id: p for p in self.knowledge.preferences}
        wishes = [
            wish
            for _, option in self.options
            for wish in self.everywhere(w.capability for w in option.prefers)
        ]
        for id, homes in self.formed.items():
            wishes += [(id, place) for place in homes[id]]
        costs = [sum(not any(self.reaching(chosen, wanted, at)) for wanted, at in wishes)]
        for id in self.brief.prefer:
            preference = by_id[id]
            counting = preference.costs_for(
                words_said(self.brief, self.knowledge), self.brief.as_of
            )
            if preference.counted_per == "placement":
                costs.append(sum(cost for one, _, cost in counting for c, _ in chosen if c == one))
            elif preference.counted_per == "component":
                costs.append(sum(cost for one, _, cost in counting if one in used))
            else:
                costs.append(
                    sum({group: cost for one, group, cost in counting if one in used}.values())
                )
        return (
            *costs,
            len(chosen),
            sum(rank[c] for c, _ in chosen),
            sum(order[p] * (rank[c] % 61 + 1) for c, p in chosen),
        )

    def answers(self) -> Iterator[Chosen]:
        """Every choice of pairs, valid or not."""
        every = chain.from_iterable(
            combinations(self.pairs, size) for size in range(len(self.pairs) + 1)
        )
        return map(frozenset, every)

    @cached_property
    def ranked(self) -> list[tuple[tuple[int, ...], Chosen]]:
        """Every valid answer with its cost, the best first."""
        return sorted(
            ((self.cost(one), one) for one in self.answers() if self.valid(one)),
            key=lambda one: one[0],
        )

    def best(self) -> tuple[int, ...] | None:
        """The smallest cost of any valid answer, or None where there is none."""
        return self.ranked[0][0] if self.ranked else None


def conflicts(case: Case) -> set[frozenset[str]]:
    """Every minimal set of statements that no answer meets."""
    broken = {
        counted: {b for one in oracle.answers() if (b := oracle.broken(one)) is not None}
        for counted in (True, False)
        for oracle in [Oracle(case, counted)]
    }
    said = sorted([*(statement.id for statement in case.said), SITES])
    found: set[frozenset[str]] = set()
    for one in map(
        frozenset, chain.from_iterable(combinations(said, size) for size in range(len(said) + 1))
    ):
        if not any(smaller <= one for smaller in found) and not any(
            one.isdisjoint(b) for b in broken[SITES in one]
        ):
            found.add(one)
    return found


def corrections(found: set[frozenset[str]]) -> set[frozenset[str]]:
    """Every minimal set of statements that has something of each conflict."""
    ways: set[frozenset[str]] = {frozenset()}
    for conflict in found:
        ways = {
            way if way & conflict else way | {id}
            for way in ways
            for id in (way & conflict or conflict)
        }
    return {way for way in ways if not any(other < way for other in ways)}
