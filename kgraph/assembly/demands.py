"""Everything that places, answers and workloads ask for, each at its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from kgraph.assembly.chosen import Chosen, chosen_options, spared
from kgraph.assembly.fits import fitting_places
from kgraph.assembly.footing import Grounds, grounds
from kgraph.assembly.regions import unjoined
from kgraph.model.brief import Brief
from kgraph.model.decisions import Demand
from kgraph.model.knowledge import Capability, Knowledge
from kgraph.model.topology import WORLD, Place, Topology

SITES = "sites"
"""The id of the statement that counts the sites of the brief."""


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


def demands(brief: Brief, topology: Topology, knowledge: Knowledge) -> Iterator[Asked]:
    """Everything that places, answers and workloads ask for, and where."""
    for scope, asked in sorted(knowledge.place_demands.items()):
        of_network = scope == "network"
        for place, demand in product(topology.at(scope), asked):
            yield Asked(_naming(place), demand, place.id, True, inside=of_network)
    yield from _ways_out(brief, knowledge)
    on = grounds(brief, topology, knowledge)
    without, given = spared(brief, knowledge), _given(brief, knowledge)
    said, apart = _answered(brief), unjoined(brief, on)
    for chosen in chosen_options(brief, knowledge):
        for one in _option_demands(chosen, on):
            kept = _meant(one, given, on) and not _spared(one, chosen, on, said)
            kept = kept and _apart(one, apart)
            if kept and not _done_without(one, chosen, without, on):
                yield one


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


def _option_demands(chosen: Chosen, on: Grounds) -> Iterator[Asked]:
    """What an option asks for at its places, as far as that is asked of who runs there."""
    inside = _where(chosen, on)
    for asked in _own_demands(chosen, on):
        at = [place for place in _asked_at(asked.demand, chosen, on) if place in inside]
        yield from (replace(asked, place=place) for place in at)


def _own_demands(chosen: Chosen, on: Grounds) -> Iterator[Asked]:
    """What an option asks for of who runs there, yet without a place."""
    said, workload = chosen.statement, chosen.workload
    footing = on.of[workload] if workload is not None else None
    here = (None, footing.scope) if footing is not None else ()
    for demand in chosen.option.demands:
        named = _meeting(chosen.named, demand, on.knowledge)
        instead = footing.standing_in(demand.wanted) if footing is not None else ()
        if footing is None or demand.runs_in in here:
            yield Asked(said, demand, "", True, workload, named, instead=instead)
    for demand in chosen.option.prefers:
        if footing is None or demand.runs_in in here:
            yield Asked(said, demand, "", False, workload)


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


def _asked_at(demand: Demand, chosen: Chosen, on: Grounds) -> list[str]:
    """The places of the scope at which something is asked for."""
    if demand.capability is not None:
        return _asked_of(on.knowledge.capabilities[demand.capability], chosen, on)
    component = on.knowledge.components[str(demand.component)]
    return fitting_places(component, on) or [on.topology.places[0].id]


def _asked_of(capability: Capability, chosen: Chosen, on: Grounds) -> list[str]:
    """The places at which a capability is asked for."""
    if capability.own_cluster:
        return _where_it_runs(chosen, on)
    return [place.id for place in on.topology.at(capability.scope)]


def _where_it_runs(chosen: Chosen, on: Grounds) -> list[str]:
    """Where a workload runs; or each cluster, and each site that has none."""
    if chosen.workload is not None:
        return list(on.of[chosen.workload].at)
    clusters = [one.id for one in on.topology.at("cluster")]
    return _bare_sites(on) + clusters


def _bare_sites(on: Grounds) -> list[str]:
    """The sites without a cluster."""
    sites = (one.id for one in on.topology.at("site"))
    return [id for id in sites if not on.topology.clusters_in(id)]


def _meeting(named: str | None, demand: Demand, knowledge: Knowledge) -> str | None:
    """The component that is named for an option, for those of its demands that it can meet."""
    able = named is not None and demand.capability in knowledge.components[named].provides
    return named if able else None


def _meant(asked: Asked, given: set[tuple[str | None, str | None]], on: Grounds) -> bool:
    """Whether a demand is one for such a workload; of all, whether such a one runs there."""
    kind = asked.demand.only_for
    if kind is None:
        return True
    if asked.workload is not None:
        return (asked.workload, kind) in given
    return any((id, kind) in given for id in _running(asked.place, on))


def _apart(asked: Asked, sites: frozenset[str]) -> bool:
    """Whether a demand holds of one's networks whichever they are, or of such sites as this."""
    return not asked.demand.across_regions or asked.place in sites


def _running(place: str, on: Grounds) -> list[str]:
    """The workloads that run at a place, or within it."""
    return [id for id, one in on.of.items() if place in one.inside]


def _given(brief: Brief, knowledge: Knowledge) -> set[tuple[str | None, str | None]]:
    """What the answers of each workload give it, in wider words too; and that it is there."""
    found: set[tuple[str | None, str | None]] = {(one.id, None) for one in brief.workloads}
    for chosen in chosen_options(brief, knowledge):
        for id in chosen.option.gives:
            given = (id, *knowledge.capabilities[id].broader)
            found.update(product((chosen.workload, None), given))
    return found


def _answered(brief: Brief) -> set[str]:
    """The answers of the whole brief, each a decision and an option."""
    found: set[str] = set()
    for decision, options in brief.answers:
        found.update(f"{decision}.{one}" for one in options)
    return found


def _spared(asked: Asked, chosen: Chosen, on: Grounds, said: set[str]) -> bool:
    """Whether what is asked for need not be there: whoever it is for does without, or another
    answer drops it. What a site answers itself, and what is asked for by name, is asked for as it
    is said.
    """
    if not said.isdisjoint(asked.demand.dropped_by):
        return True
    capability = asked.demand.capability
    if capability is None or chosen.by_site or asked.named is not None:
        return False
    if chosen.workload is None:
        return on.spares(asked.place, capability)
    return on.of[chosen.workload].does_without(capability, on.knowledge)


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
