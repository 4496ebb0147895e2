"""The brief and the catalog as sorted facts for the solver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, filterfalse

from kgraph.assembly.chaining import chain_facts
from kgraph.assembly.chosen import Chosen, chosen_options, short_of, sparing
from kgraph.assembly.demands import SITES, Asked, demands
from kgraph.assembly.fits import fitting
from kgraph.assembly.footing import Grounds, grounds
from kgraph.assembly.forms import wishes
from kgraph.assembly.lasting import lasting_facts
from kgraph.assembly.preferring import Cost, preferred
from kgraph.model.brief import Brief, Statement, System
from kgraph.model.component import Component
from kgraph.model.conditions import told_apart
from kgraph.model.flows import FlowPattern
from kgraph.model.knowledge import Capability, Knowledge
from kgraph.model.topology import WORLD, Topology


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
    capabilities = tuple(capabilities)
    wider = {one.id: (one.id, *one.broader) for one in capabilities}
    found.extend(fact("outer", id) for id in _let_in_from_outside(capabilities))
    for capability in capabilities:
        found.append(fact("scope", capability.id, capability.scope))
        if capability.max_providers is not None:
            found.append(fact("most", capability.id, capability.max_providers))
        found.extend(_way_facts(capability))
    for number, component in enumerate(sorted(components, key=lambda c: c.id)):
        found.append(fact("rank", component.id, number))
        found.append(fact("widest", component.id, widest[component.id]))
        found.extend(_component_facts(component, day))
        found.extend(_need_facts(component, day))
        found.extend(_set_up_facts(component, wider, day))
    return sorted(found)


def door_facts(patterns: Iterable[FlowPattern]) -> list[str]:
    """By which door requests come to what others set up, of those who pass them on."""
    led = {(one.source, one.through) for one in patterns if one.through}
    return sorted(fact("leads_in", *one) for one in led)


def _let_in_from_outside(capabilities: Iterable[Capability]) -> Iterator[str]:
    """What is met only by what requests from outside pass, in wider words too."""
    stations = [one for one in capabilities if one.way_position]
    inner, outer = set[str](), set[str]()
    for one in stations:
        (inner if one.for_insiders else outer).update((one.id, *one.broader))
    yield from sorted(outer - inner)


def _way_facts(capability: Capability) -> Iterator[str]:
    """What a capability is on the way of requests."""
    marks = (
        ("one_door", capability.one_door),
        ("own_cluster", capability.own_cluster),
        ("insiders", capability.for_insiders),
        ("one_serves", capability.one_serves),
        ("filter", capability.filters),
        ("passage", capability.way_position),
    )
    yield from (fact(name, capability.id) for name, marked in marks if marked)


def _component_facts(component: Component, day: date) -> Iterator[str]:
    """What an entry says, but for its needs."""
    id = component.id
    yield fact("component", id, component.scope)
    yield from (fact("provides", id, capability) for capability in component.provides)
    if component.clouds:
        yield fact("limited", id)
    yield from (fact("runs", id, cloud) for cloud in component.clouds)
    if component.spans_clouds:
        yield fact("spans", id)
    yield from (fact(name, id) for name in _on_the_day(component, day))
    yield from (fact("clash", id, clash.other, clash.within) for clash in component.clashes)


def _on_the_day(component: Component, day: date) -> Iterator[str]:
    """Whether it can be had on the day, and whether that is known."""
    if not component.available(day):
        yield "unavailable"
    elif not component.attested(day):
        yield "unattested"


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


def _set_up_facts(
    component: Component, wider: dict[str, tuple[str, ...]], day: date
) -> Iterator[str]:
    """What a component does by setting up others, in wider words too."""
    for need in component.needs:
        if need.required and need.holds(day):
            done = set(chain.from_iterable(wider[one] for one in need.controls))
            yield from (fact("sets_up_by", need.id, word) for word in sorted(done))


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
        found.extend(demand_facts(demand))
    on = grounds(brief, topology, knowledge)
    found.extend(_bare_facts(on))
    found.extend(_option_facts(brief, on))
    found.extend(_answered_facts(brief, on))
    found.extend(fact(*one) for one in wishes(brief, knowledge, fitting(on)))
    found.extend(fact(*one) for one in chain_facts(brief, on))
    found.extend(fact(*one) for one in lasting_facts(brief, on))
    for system in brief.systems:
        found.extend(_system_facts(system, knowledge))
    for level, preference, costs in preferred(brief, knowledge):
        found.extend(_cost_facts(preference.counted_per, costs, level))
    return sorted(set(found))


def _bare_facts(on: Grounds) -> Iterator[str]:
    """The places where nothing of ours runs."""
    places = (place.id for place in on.topology.places)
    yield from (fact("bare", id) for id in filterfalse(on.holds_ours, places))


def demand_facts(asked: Asked) -> Iterator[str]:
    """A demand as the solver reads it."""
    component = asked.named or asked.demand.component
    for other in asked.instead:
        yield fact("instead", asked.statement, str(asked.demand.capability), asked.place, other)
    if asked.demand.capability is not None:
        kind = "demand" if asked.firm else "wish"
        yield fact(
            "demand_in" if asked.inside else kind,
            asked.statement,
            asked.demand.capability,
            asked.place,
        )
    if component is not None:
        yield fact("demand_component", asked.statement, component, asked.place)


def _answered_facts(brief: Brief, on: Grounds) -> Iterator[str]:
    """Where the options are in force that needs depend on, each by its statement."""
    heeded = told_apart(on.knowledge.components.values())
    for chosen in chosen_options(brief, on.knowledge):
        option = ".".join(chosen.statement.split(".")[-2:])
        if option in heeded:
            for place in on.topology.places:
                if _in_force(chosen, place.id, on):
                    yield fact("answered", chosen.statement, option, place.id)


def _in_force(chosen: Chosen, place: str, on: Grounds) -> bool:
    """Whether the answer of a brief, of a site or of a workload says something of a place."""
    if chosen.workload is not None:
        return place in on.of[chosen.workload].inside
    return chosen.sites is None or place == WORLD or place.partition("/")[0] in chosen.sites


def _option_facts(brief: Brief, on: Grounds) -> Iterator[str]:
    """What options rule out, what they do without, and which ask for too much."""
    for chosen in chosen_options(brief, on.knowledge):
        yield from _forbidding(chosen)
        if short_of(chosen, brief, on):
            yield fact("short", chosen.statement)
    yield from (fact("shuns", *one) for one in sparing(brief, on.knowledge))


def _forbidding(chosen: Chosen) -> Iterator[str]:
    """What an option rules out, everywhere or at its sites."""
    for capability in chosen.option.forbids:
        if chosen.sites is None:
            yield fact("forbid", chosen.statement, capability)
        for site in chosen.sites or ():
            yield fact("forbid_at", chosen.statement, capability, site)


def _system_facts(system: System, knowledge: Knowledge) -> Iterator[str]:
    """What is there already, and what it provides, in wider words too."""
    yield fact("given", system.id, system.at or WORLD)
    yield fact("given_by", f"systems.{system.id}", system.id)
    for capability in provided(system, knowledge):
        yield fact("gives", system.id, capability)


def provided(system: System, knowledge: Knowledge) -> tuple[str, ...]:
    """What a system provides, in wider words too."""
    broader = (knowledge.capabilities[id].broader for id in system.provides)
    return tuple(sorted(set(system.provides).union(*broader)))


def _cost_facts(counted_per: str, costs: Iterable[Cost], level: int) -> Iterator[str]:
    for component, group, cost in costs:
        if counted_per == "placement":
            yield fact("cost", level, component, cost)
        elif counted_per == "component":
            yield fact("cost_once", level, component, cost)
        else:
            yield fact("cost_group", level, component, group, cost)
