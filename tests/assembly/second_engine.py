"""The same optimum by OR-Tools CP-SAT.

What an architecture must be, told a third time, on one cloud only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ortools.sat.python import cp_model

from kgraph.assembly.demands import demands
from kgraph.assembly.footing import grounds
from kgraph.model.brief import Brief
from kgraph.model.component import Component, Need
from kgraph.model.conditions import Conditions
from kgraph.model.knowledge import Knowledge
from kgraph.model.topology import Topology, places
from kgraph.model.words import words_said

Term = tuple[int, cp_model.IntVar]
LARGEST = 2**60
"""The largest sum of weighted costs that the solver counts without trouble."""


class Model:
    """Every placement is a variable that is 0 or 1.

    Each level of cost is a weighted sum of them.
    """

    def __init__(self, brief: Brief, knowledge: Knowledge) -> None:
        clouds = {site.cloud for site in brief.sites}
        assert len(clouds) == 1, "services of one cloud among others are not modelled here"
        self.brief, self.knowledge, self.topology = brief, knowledge, Topology(places(brief))
        running = grounds(brief, self.topology, knowledge).running(brief.workloads)
        self.conditions = Conditions(brief.answers, brief.sites, running)
        self.model = cp_model.CpModel()
        usable = [
            c
            for c in knowledge.components.values()
            if c.available(brief.as_of) and all(map(c.runs_on, clouds))
        ]
        self.place = {
            (c.id, p.id): self.model.new_bool_var("")
            for c in usable
            for p in self.topology.at(c.scope)
        }
        self.provided: dict[tuple[str, str], list[tuple[str, cp_model.IntVar]]] = defaultdict(list)
        self.standing: dict[tuple[str, str], list[tuple[str, cp_model.IntVar]]] = defaultdict(list)
        for (id, at), var in self.place.items():
            component = knowledge.components[id]
            for capability in component.provides:
                wide = knowledge.capabilities[capability].scope
                self.provided[capability, self.topology.lift(at, wide)].append((at, var))
            self.standing[id, self.topology.lift(at, knowledge.widest(component))].append((at, var))
        for one in demands(brief, self.topology, knowledge):
            if one.firm:
                self.model.add_bool_or(
                    list(self.able(one.demand.capability, (str(one.demand.component),), one.place))
                )
        for id, at in self.place:
            self.constrain(knowledge.components[id], at)
        for (capability, _), providers in self.provided.items():
            most = knowledge.capabilities[capability].max_providers
            if most is not None:
                self.model.add(sum(var for _, var in providers) <= most)

    def constrain(self, component: Component, at: str) -> None:
        """A placement has what it needs and nothing beside it that it clashes with."""
        here = self.place[component.id, at]
        if component.host is not None:
            self.model.add_bool_or([*self.able(component.host, (), at), here.negated()])
        for need in component.needs:
            due = need.required and self.conditions.hold(need, at)
            if due and need.holds(self.brief.as_of):
                self.model.add_bool_or([*self.meeting(need, at), here.negated()])
        for clash in component.clashes:
            around = self.topology.lift(at, clash.within)
            for place in self.topology.places:
                other = self.place.get((clash.other, place.id))
                if other is not None and self.topology.lift(place.id, clash.within) == around:
                    self.model.add_bool_or([here.negated(), other.negated()])

    def meeting(self, need: Need, at: str) -> Iterator[cp_model.IntVar]:
        apart = self.topology.lift(at, need.apart) if need.apart else None
        if need.apart == "site":
            yield from self.elsewhere(need, apart)
        for capability in need.capabilities:
            yield from self.able(capability, (), at, apart)
        if need.alternatives:
            yield from self.able(None, need.alternatives, at, apart)

    def elsewhere(self, need: Need, site: str | None) -> Iterator[cp_model.IntVar]:
        """The placements outside of a site that meet a need, wherever they stand."""
        for (id, at), var in self.place.items():
            provided = {id, *self.knowledge.components[id].provides}
            able = provided & {*need.capabilities, *need.alternatives}
            if able and site not in self.topology.around(at):
                yield var

    def able(
        self, capability: str | None, names: tuple[str, ...], at: str, apart: str | None = None
    ) -> Iterator[cp_model.IntVar]:
        """The placements within reach of a place that provide a capability or are one of these, outside of another place."""
        for around in self.topology.around(at):
            found = (
                self.provided[capability, around]
                if capability
                else [v for n in names for v in self.standing[n, around]]
            )
            yield from (
                var
                for where, var in found
                if apart is None or not self.topology.inside(where, apart)
            )

    def levels(self) -> Iterator[list[Term]]:
        """What each level counts: the preferences in order, then placements."""
        used: dict[str, cp_model.IntVar] = {}
        for (id, _), var in self.place.items():
            self.model.add_implication(var, used.setdefault(id, self.model.new_bool_var("")))
        for name in self.brief.prefer:
            preference = next(p for p in self.knowledge.preferences if p.id == name)
            counting = preference.costs_for(
                words_said(self.brief, self.knowledge), self.brief.as_of
            )
            if preference.counted_per == "placement":
                cost = {id: value for id, _, value in counting}
                yield [(cost[id], var) for (id, _), var in self.place.items() if id in cost]
            elif preference.counted_per == "component":
                yield [(value, used[id]) for id, _, value in counting if id in used]
            else:
                groups: dict[tuple[str, int], cp_model.IntVar] = {}
                for id, group, value in counting:
                    if id in used:
                        var = groups.setdefault((group, value), self.model.new_bool_var(""))
                        self.model.add_implication(used[id], var)
                yield [(value, var) for (_, value), var in groups.items()]
        yield [(1, var) for var in self.place.values()]

    def best(self) -> tuple[int, ...] | None:
        """The smallest cost at each level, the first level first; None where there is no answer.

        Levels are weighed so that a better one outdoes all below it, as many of them at once as
        64 bits hold; what comes after is asked with what was found held fast.
        """
        found: list[int] = []
        for levels in _portions(list(self.levels())):
            solver = _solver()
            self.model.minimize(_weighted(levels))
            status = solver.solve(self.model)
            if status == cp_model.INFEASIBLE:
                return None
            assert status == cp_model.OPTIMAL, solver.status_name()
            costs = [sum(cost * solver.value(var) for cost, var in terms) for terms in levels]
            for terms, cost in zip(levels, costs, strict=True):
                self.model.add(sum(weight * var for weight, var in terms) == cost)
            found += costs
        return tuple(found)


def _portions(levels: list[list[Term]]) -> Iterator[list[list[Term]]]:
    """The levels in their order, as many at once as can be weighed against each other."""
    held: list[list[Term]] = []
    weight = 1
    for terms in levels:
        most = 1 + sum(cost for cost, _ in terms)
        if held and weight * most > LARGEST:
            yield held
            held, weight = [], 1
        held.append(terms)
        weight *= most
    yield held


def _weighted(levels: list[list[Term]]) -> cp_model.LinearExprT:
    """The costs of all levels as one sum, in which a better level outdoes all below it."""
    weighted: list[cp_model.LinearExprT] = []
    factor = 1
    for terms in reversed(levels):
        weighted += [factor * cost * var for cost, var in terms]
        factor *= 1 + sum(cost for cost, _ in terms)
    return sum(weighted)


def _solver() -> cp_model.CpSolver:
    """A solver that does the same each time."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.optimize_with_core = True
    solver.parameters.linearization_level = 0
    return solver
