"""The brief and the catalog as sorted facts for the solver."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from kgraph.assembly.footing import Grounds, grounds
from kgraph.assembly.forms import Fitting, wishes
from kgraph.assembly.preferring import Cost, preferred
from kgraph.model.brief import Answers, Brief, Statement, System
from kgraph.model.component import Component
from kgraph.model.conditions import told_apart
from kgraph.model.knowledge import Capability, Decision, Demand, Knowledge, Option
from kgraph.model.topology import WORLD, Place, Topology

SITES = "sites"
"""The id of the statement that counts the sites of the brief."""


def fact(name: str, *arguments: str | int) -> str:
    """One fact; the only place where text becomes part of a program.

    >>> fact("rank", "harbor", 3)
    'rank("harbor",3).'
    """
    return f"{name}({','.join(str(a) if isinstance(a, int) else _quoted(a) for a in arguments)})."


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def catalog_facts(
    components: Iterable[Component],
    capabilities: Iterable[Capability],
    day: date,
    widest: dict[str, str],
) -> list[str]:
    """What the catalog says on that day, whatever the brief."""
    found: list[str] = []
    for capability in capabilities:
        found.append(fact("scope", capability.id, capability.scope))
        if capability.max_providers is not None:
            found.append(fact("most", capability.id, capability.max_providers))
    for number, component in enumerate(sorted(components, key=lambda c: c.id)):
        id = component.id
        found.append(fact("component", id, component.scope))
        found.append(fact("rank", id, number))
        found.append(fact("widest", id, widest[id]))
        found.extend(fact("provides", id, capability) for capability in component.provides)
        if component.clouds:
            found.append(fact("limited", id))
            found.extend(fact("runs", id, cloud) for cloud in component.clouds)
        if component.spans_clouds:
            found.append(fact("spans", id))
        if not component.available(day):
            found.append(fact("unavailable", id))
        found.extend(_need_facts(component, day))
        found.extend(fact("clash", id, clash.other, clash.within) for clash in component.clashes)
    return sorted(found)


def _need_facts(component: Component, day: date) -> Iterator[str]:
    if component.host is not None:
        host = f"{component.id}#host"
        yield fact("need", component.id, host)
        yield fact("need_capability", host, component.host)
    for need in component.needs:
        if not need.required or not need.holds(day):
            continue
        yield fact("need", component.id, need.id)
        yield from (fact("need_when", need.id, option) for option in need.when)
        for capability in need.capabilities:
            yield fact("need_capability", need.id, capability)
        for alternative in need.alternatives:
            yield fact("need_one_of", need.id, alternative)
        if need.apart is not None:
            yield fact("need_apart", need.id, need.apart)


def place_facts(topology: Topology) -> list[str]:
    """Where things can stand."""
    found: list[str] = []
    for number, place in enumerate(topology.places):
        found.append(fact("place_at", place.id, place.scope))
        found.append(fact("order", place.id, number))
        found.extend(fact("up", place.id, outer) for outer in topology.around(place.id))
        found.extend(
            fact("lift", place.id, scope, topology.lift(place.id, scope))
            for scope in ("world", "site", "cluster")
        )
        if place.cloud is not None:
            found.append(fact("cloud", place.id, place.cloud))
    return found


def brief_facts(
    brief: Brief, said: tuple[Statement, ...], topology: Topology, knowledge: Knowledge
) -> list[str]:
    """What the brief says, each demand under the statement that makes it."""
    found = place_facts(topology)
    found.extend(fact("statement", statement.id) for statement in said)
    found.append(fact("statement", SITES))
    found.append(fact("says_sites", SITES))
    found.append(fact("says_day", "as_of"))
    for place in topology.places:
        if place.scope != "world":
            found.append(fact("says_site", f"sites.{place.id.split('/')[0]}", place.id))
    for demand in demands(brief, topology, knowledge):
        found.extend(demand.facts())
    on = grounds(brief, topology, knowledge)
    found.extend(_option_facts(brief, on))
    found.extend(_answered_facts(brief, topology, knowledge))
    found.extend(fact(*one) for one in wishes(brief, knowledge, fitting(on)))
    for system in brief.systems:
        found.extend(_system_facts(system, knowledge))
    for level, preference, costs in preferred(brief, knowledge):
        found.extend(_cost_facts(preference.counted_per, costs, level))
    return sorted(set(found))


def _answered_facts(brief: Brief, topology: Topology, knowledge: Knowledge) -> Iterator[str]:
    """Where the options are in force that needs depend on, each by its statement."""
    heeded = told_apart(knowledge.components.values())
    for chosen in chosen_options(brief, knowledge):
        option = ".".join(chosen.statement.split(".")[-2:])
        if chosen.workload is None and option in heeded:
            for place in topology.places:
                if _in_force(chosen, place.id):
                    yield fact("answered", chosen.statement, option, place.id)


def _in_force(chosen: Chosen, place: str) -> bool:
    """Whether the answer of a brief or of a site says something of a place."""
    return chosen.sites is None or place == WORLD or place.partition("/")[0] in chosen.sites


def _option_facts(brief: Brief, on: Grounds) -> Iterator[str]:
    """What options rule out, what they do without, and which ask for too much."""
    for chosen in chosen_options(brief, on.knowledge):
        yield from _forbidding(chosen)
        if short_of(chosen, brief, on):
            yield fact("short", chosen.statement)
    yield from (fact("shuns", *one) for one in sparing(brief, on.knowledge))


def _system_facts(system: System, knowledge: Knowledge) -> Iterator[str]:
    """What is there already, and what it provides, in wider words too."""
    yield fact("given", system.id, system.at or WORLD)
    for capability in provided(system, knowledge):
        yield fact("gives", system.id, capability)


def provided(system: System, knowledge: Knowledge) -> tuple[str, ...]:
    """What a system provides, in wider words too."""
    broader = (knowledge.capabilities[id].broader for id in system.provides)
    return tuple(sorted(set(system.provides).union(*broader)))


def _forbidding(chosen: Chosen) -> Iterator[str]:
    """What an option rules out, everywhere or at its sites."""
    for capability in chosen.option.forbids:
        if chosen.sites is None:
            yield fact("forbid", chosen.statement, capability)
        for site in chosen.sites or ():
            yield fact("forbid_at", chosen.statement, capability, site)


def short_of(chosen: Chosen, brief: Brief, on: Grounds) -> bool:
    """Whether an option asks for more sites or clouds than the brief names, or its workload has."""
    own = chosen.workload
    places = on.topology.by_id if own is None else on.of[own].inside
    clouds = [site.cloud for site in brief.sites if site.id in places]
    return chosen.option.min_sites > len(clouds) or chosen.option.min_clouds > len(set(clouds))


def fitting_places(component: Component, on: Grounds) -> list[str]:
    """The places of the widest scope that the component serves, where its clouds permit and
    something of ours runs.

    A world-wide service of one cloud that serves no other fits the sites of its own cloud, where
    there are others.
    """
    topology = on.topology
    fitting = [site for site in topology.at("site") if component.runs_on(str(site.cloud))]
    own = [site.id for site in fitting if on.holds_ours(site.id)]
    if own and narrowed(component, topology):
        return own
    return [
        place.id
        for place in topology.at(on.knowledge.widest(component))
        if on.holds_ours(place.id) and (place.cloud is None or component.runs_on(place.cloud))
    ]


def fitting(on: Grounds) -> Fitting:
    """The places that a component fits, by its id."""
    return lambda id: fitting_places(on.knowledge.components[id], on)


def narrowed(component: Component, topology: Topology) -> bool:
    """Whether a component serves only the sites of its own clouds, and there are others."""
    limited = component.scope == "world" and bool(component.clouds) and not component.spans_clouds
    return limited and any(not component.runs_on(str(site.cloud)) for site in topology.at("site"))


@dataclass(frozen=True, slots=True)
class Asked:
    """One demand of one statement at one place.

    `firm` demands must be met, the others are wishes. `named` is the component that is to meet it,
    if the brief says so; what may stand in for what is asked for is `instead`. What is asked for
    `inside` has to stand there, not only to reach it.
    """

    statement: str
    demand: Demand
    place: str
    firm: bool
    workload: str | None = None
    named: str | None = None
    inside: bool = False
    instead: tuple[str, ...] = ()

    def facts(self) -> Iterator[str]:
        """The demand as the solver reads it."""
        component = self.named or self.demand.component
        for other in self.instead:
            yield fact("instead", self.statement, str(self.demand.capability), self.place, other)
        if self.demand.capability is not None:
            kind = "demand" if self.firm else "wish"
            yield fact(
                "demand_in" if self.inside else kind,
                self.statement,
                self.demand.capability,
                self.place,
            )
        if component is not None:
            yield fact("demand_component", self.statement, component, self.place)


def demands(brief: Brief, topology: Topology, knowledge: Knowledge) -> Iterator[Asked]:
    """Everything that places, answers and workloads ask for, and where."""
    for scope, asked in sorted(knowledge.place_demands.items()):
        for place in topology.at(scope):
            of_network = scope == "network"
            for demand in asked:
                yield Asked(_naming(place), demand, place.id, True, inside=of_network)
    yield from _ways_out(brief, knowledge)
    on = grounds(brief, topology, knowledge)
    without, given = spared(brief, knowledge), _given(brief, knowledge)
    for chosen in chosen_options(brief, knowledge):
        for one in _option_demands(chosen, on):
            kept = _meant(one, given) and not _spared(one, chosen, on)
            if kept and not _done_without(one, chosen, without, on):
                yield one


def _meant(asked: Asked, given: set[tuple[str | None, str | None]]) -> bool:
    """Whether a demand is one for such a workload."""
    return asked.demand.only_for is None or (asked.workload, asked.demand.only_for) in given


def _given(brief: Brief, knowledge: Knowledge) -> set[tuple[str | None, str | None]]:
    """What the answers of each workload give it, in wider words too."""
    found: set[tuple[str | None, str | None]] = set()
    for chosen in chosen_options(brief, knowledge):
        for id in chosen.option.gives:
            found.update(product((chosen.workload,), (id, *knowledge.capabilities[id].broader)))
    return found


def sparing(brief: Brief, knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    """What sites do without: the statement that says so, the capability, and the site."""
    for chosen in chosen_options(brief, knowledge):
        if chosen.workload is None:
            yield from product((chosen.statement,), chosen.option.spares, _sites_of(chosen, brief))


def _sites_of(chosen: Chosen, brief: Brief) -> tuple[str, ...]:
    """The sites whose answer an option is."""
    return _every(brief) if chosen.sites is None else chosen.sites


def _every(brief: Brief) -> tuple[str, ...]:
    """The ids of all sites."""
    return tuple(site.id for site in brief.sites)


def spared(brief: Brief, knowledge: Knowledge) -> dict[str, set[str]]:
    """The capabilities that some sites do without, each with these sites."""
    found: dict[str, set[str]] = defaultdict(set)
    for _, capability, site in sparing(brief, knowledge):
        found[capability].add(site)
    return dict(found)


def _done_without(asked: Asked, chosen: Chosen, without: dict[str, set[str]], on: Grounds) -> bool:
    """Whether a workload asks for what all of its sites there do without, and names no component
    for it.
    """
    sites = without.get(asked.demand.wanted)
    if sites is None or chosen.workload is None or chosen.named is not None:
        return False
    at = on.of[chosen.workload].at
    running = [place for place in at if on.topology.inside(place, asked.place)]
    return all(not sites.isdisjoint(on.topology.around(place)) for place in running)


def _ways_out(brief: Brief, knowledge: Knowledge) -> Iterator[Asked]:
    """What lets traffic out, in each network through which another goes out."""
    ways = knowledge.patterns_said("egress-through")
    capability = ways[0].target if ways else None
    for place, network in brief.networks:
        if network.egress_through is not None and capability is not None:
            because = f"what leaves {place} goes out through {network.egress_through}"
            said = f"networks.{place}"
            demand = Demand(said, capability, None, because, None, None)
            yield Asked(said, demand, network.egress_through, True, inside=True)


def _naming(place: Place) -> str:
    """The id of the statement that names a place."""
    if place.scope == "network":
        return f"networks.{place.id}"
    return SITES if place.scope == "world" else f"sites.{place.id.split('/')[0]}"


def _spared(asked: Asked, chosen: Chosen, on: Grounds) -> bool:
    """Whether what is asked for need not be there: whoever it is for does without. What a site
    answers itself, and what is asked for by name, is asked for as it is said.
    """
    capability = asked.demand.capability
    if capability is None or chosen.by_site or asked.named is not None:
        return False
    if chosen.workload is None:
        return on.spares(asked.place, capability)
    return on.of[chosen.workload].does_without(capability, on.knowledge)


def _where(chosen: Chosen, on: Grounds) -> tuple[str, ...]:
    """The places at which what an option asks for is asked: of a site where nothing of ours runs,
    only what it answers itself.
    """
    if chosen.workload is not None:
        return on.of[chosen.workload].inside
    every = [place.id for place in on.topology.places]
    if not chosen.by_site:
        every = [place for place in every if on.holds_ours(place)]
    if chosen.sites is None:
        return tuple(every)
    own = {WORLD, *chosen.sites}
    return tuple(place for place in every if place.split("/")[0] in own)


def _option_demands(chosen: Chosen, on: Grounds) -> Iterator[Asked]:
    """What an option asks for at its places, as far as that is asked of who runs there."""
    option, inside = chosen.option, _where(chosen, on)
    footing = on.of[chosen.workload] if chosen.workload is not None else None
    for firm, asked in ((True, option.demands), (False, option.prefers)):
        for demand in asked:
            if footing is not None and demand.runs_in not in (None, footing.scope):
                continue
            asked_of = replace(
                Asked(chosen.statement, demand, "", firm, chosen.workload),
                named=_meeting(chosen.named, demand, on.knowledge) if firm else None,
                instead=footing.standing_in(demand.wanted) if footing is not None else (),
            )
            for place in _asked_at(demand, on):
                if place in inside:
                    yield replace(asked_of, place=place)


def _meeting(named: str | None, demand: Demand, knowledge: Knowledge) -> str | None:
    """The component that is named for an option, for those of its demands that it can meet."""
    able = named is not None and demand.capability in knowledge.components[named].provides
    return named if able else None


def _asked_at(demand: Demand, on: Grounds) -> list[str]:
    """The places of the scope at which something is asked for."""
    if demand.capability is not None:
        scope = on.knowledge.capabilities[demand.capability].scope
        return [place.id for place in on.topology.at(scope)]
    component = on.knowledge.components[str(demand.component)]
    return fitting_places(component, on) or [on.topology.places[0].id]


@dataclass(frozen=True, slots=True)
class Chosen:
    """An option in force: the id of its statement, and where it holds.

    `sites` are the sites whose answer it is, None where it is that of all; `at` is where the
    workload runs that it is the answer of, and `named` the component that it names for it;
    `by_site` says that a site answers in its own way.
    """

    statement: str
    option: Option
    sites: tuple[str, ...] | None = None
    workload: str | None = None
    at: tuple[str, ...] = ()
    named: str | None = None
    by_site: bool = False


def chosen_options(brief: Brief, knowledge: Knowledge) -> Iterator[Chosen]:
    """Every option in force: of the brief, where no site answers in its own way; of each site that
    does; and of each workload.
    """
    for decision, options in brief.answers:
        sites = _following(brief, decision)
        for statement, option in _options(((decision, options),), "answers", knowledge):
            yield Chosen(statement, option, sites)
    for site in brief.sites:
        key = f"sites.{site.id}.answers"
        for statement, option in _options(site.answers, key, knowledge):
            yield Chosen(statement, option, (site.id,), by_site=True)
    for workload in brief.workloads:
        key = f"workloads.{workload.id}"
        named = {f"{key}.{decision}.{option}": one for decision, option, one in workload.named}
        for statement, option in _options(workload.answers, key, knowledge):
            component = named.get(statement)
            yield Chosen(statement, option, None, workload.id, workload.at, component)


def _following(brief: Brief, decision: str) -> tuple[str, ...] | None:
    """The sites that follow the answer of the whole brief; None where all do."""
    sites = [site.id for site in brief.sites if decision not in dict(site.answers)]
    return None if len(sites) == len(brief.sites) else tuple(sites)


def _options(answers: Answers, prefix: str, knowledge: Knowledge) -> Iterator[tuple[str, Option]]:
    for decision_id, option_ids in answers:
        decision: Decision = knowledge.decision_by_id[decision_id]
        for id in option_ids:
            option = decision.option(id)
            if option is not None:
                yield f"{prefix}.{decision_id}.{id}", option


def _cost_facts(counted_per: str, costs: Iterable[Cost], level: int) -> Iterator[str]:
    for component, group, cost in costs:
        if counted_per == "placement":
            yield fact("cost", level, component, cost)
        elif counted_per == "component":
            yield fact("cost_once", level, component, cost)
        else:
            yield fact("cost_group", level, component, group, cost)
