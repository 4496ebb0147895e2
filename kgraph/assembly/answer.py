"""From the solver's placements to an architecture: names, workloads, reasons, flows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kgraph.assembly.chosen import chosen_options, spared
from kgraph.assembly.demands import Asked, demands
from kgraph.assembly.dues import Dues
from kgraph.assembly.facts import provided
from kgraph.assembly.fits import fitting
from kgraph.assembly.footing import Footing, Grounds, grounds
from kgraph.assembly.forms import Fitting, wanted_at
from kgraph.assembly.lasting import StandIn, stand_ins
from kgraph.assembly.preferring import totals
from kgraph.assembly.qualities import fitted, qualities
from kgraph.assembly.reach import Reach
from kgraph.assembly.sayings import sayings, short
from kgraph.assembly.solution import Solution
from kgraph.assembly.ways import Way, ways
from kgraph.assembly.wiring import wire
from kgraph.model.architecture import Architecture, Placement, Reason
from kgraph.model.brief import Brief, Statement
from kgraph.model.component import Component, Need
from kgraph.model.decisions import Option
from kgraph.model.knowledge import Knowledge
from kgraph.model.topology import WORLD, Topology
from kgraph.model.words import words_given
from kgraph.words import as_said

WORKLOAD, SYSTEM = "own-code", "existing"
"""What the brief names itself, and components of the catalog only stand for."""


def architecture(
    brief: Brief,
    said: Iterable[Statement],
    solution: Solution,
    topology: Topology,
    knowledge: Knowledge,
) -> Architecture:
    """The finished architecture for a solution."""
    on = grounds(brief, topology, knowledge)
    asked = list(demands(brief, topology, knowledge))
    placements = [
        *_workloads(brief, on),
        *_systems(brief, topology, knowledge),
        *_chosen(solution, knowledge),
    ]
    placements.sort(key=lambda placement: placement.id)
    named, without = _named(brief, asked, knowledge), spared(brief, knowledge)
    reach = Reach(placements, topology, knowledge, named, without)
    dues = Dues(brief, on)
    found_ways = tuple(ways(brief, on, reach))
    found = list(qualities(brief, knowledge))
    asked = fitted(asked, reach, found)
    words = words_given(brief, knowledge)
    grounds_said = {one.id: f"{_said_at(one, words, knowledge)}: {one.text}" for one in said}
    ledger = _Ledger(brief, grounds_said, reach)
    ledger.passed(found_ways)
    ledger.credit(asked, dues, fitting(on))
    ledger.explain(found_ways)
    ledger.stay(stand_ins(brief, on, reach, ledger.serves))
    told = tuple(map(ledger.told, reach.placements))
    reach = Reach(told, topology, knowledge, named, without)
    return Architecture(
        name=brief.name,
        as_of=brief.as_of,
        places=topology.places,
        placements=told,
        flows=wire(reach, asked, dues, sayings(brief, found, on), found_ways),
        answers=brief.answers,
        preferences=totals(brief, knowledge, solution.placements),
        brief=brief,
        ontology=knowledge.version,
        catalogs=tuple(sorted(layer.state for layer in brief.layers)),
    )


def _named(brief: Brief, asked: Iterable[Asked], knowledge: Knowledge) -> frozenset[str]:
    """The components that the brief, with their forms, or one of its answers asks for by name."""
    demanded = {one.demand.component for one in asked if one.demand.component is not None}
    held = (network.holds for _, network in brief.networks)
    return frozenset(demanded.union(*map(knowledge.family, brief.use), *held))


def _chosen(solution: Solution, knowledge: Knowledge) -> Iterable[Placement]:
    for id, place in solution.placements:
        component = knowledge.components[id]
        yield Placement(f"{place}/{id}", id, component.name, place, component.provides)


def _systems(brief: Brief, topology: Topology, knowledge: Knowledge) -> Iterable[Placement]:
    for system in brief.systems:
        place = system.at or WORLD
        scope = topology.by_id[place].scope
        component = knowledge.standing_for(SYSTEM, "site" if scope == "network" else scope)
        capabilities = {*component.provides, *provided(system, knowledge)}
        yield Placement(
            f"{place}/{system.id}",
            component.id,
            system.name,
            place,
            tuple(sorted(capabilities)),
            system=system.id,
        )


def _workloads(brief: Brief, on: Grounds) -> Iterable[Placement]:
    knowledge = on.knowledge
    options = defaultdict(list)
    for chosen in chosen_options(brief, knowledge):
        if chosen.workload is not None:
            options[chosen.workload].append(chosen.option)
    for workload in brief.workloads:
        footing = on.of[workload.id]
        component = knowledge.standing_for(WORKLOAD, footing.scope)
        capabilities = _abilities(component, options[workload.id], footing, knowledge)
        for place in footing.at:
            yield Placement(
                f"{place}/{workload.id}",
                component.id,
                workload.name,
                place,
                capabilities,
                workload=workload.id,
            )


def _abilities(
    component: Component, options: Iterable[Option], footing: Footing, knowledge: Knowledge
) -> tuple[str, ...]:
    """What a workload can do: what each can, and what its options give who runs where it does, in
    wider words too.
    """
    every = set[str]().union(*(option.gives for option in options))
    there = {id for id in every if knowledge.capabilities[id].scope == footing.scope}
    given = {id for id in there if not footing.does_without(id, knowledge)}
    broader = set[str]().union(*(knowledge.capabilities[id].broader for id in given))
    return tuple(sorted({*component.provides, *given, *broader}))


def _bound(brief: Brief) -> Iterator[tuple[str, str, str]]:
    """The components that are to be at a place, with the place and the statement that says so."""
    for component, places in brief.use_at:
        yield from ((component, place, f"use.{component}") for place in places)
    for place, network in brief.networks:
        yield from ((one, place, f"networks.{place}.{one}") for one in network.holds)


class _Ledger:
    """For each placement why it is there, and what for.

    These are the demands and needs that it is the nearest to meet.
    """

    def __init__(self, brief: Brief, grounds: dict[str, str], reach: Reach) -> None:
        self.brief, self.grounds, self.reach = brief, grounds, reach
        self.knowledge = reach.knowledge
        self.serves: dict[str, set[str]] = defaultdict(set)
        self.first: dict[str, list[Reason]] = defaultdict(list)
        self.also: dict[str, list[Reason]] = defaultdict(list)

    def _ground(self, statement: str) -> str:
        """What the brief says there, and where; its sites say what no statement does."""
        return self.grounds.get(statement) or f"the sites of {short(self.brief.source)}"

    def told(self, placement: Placement) -> Placement:
        """The placement with its reasons; those of who is not the nearest, where it has no own."""
        reasons = [*(self.first[placement.id] or self.also[placement.id])]
        if layer := self.knowledge.components[placement.component].catalog:
            reasons.append(Reason(f"{placement.name} is from catalog {layer}"))
        serves = tuple(sorted(self.serves[placement.id]))
        return replace(placement, reasons=tuple(dict.fromkeys(reasons)), serves=serves)

    def credit(self, asked: Iterable[Asked], dues: Dues, fits: Fitting) -> None:
        """Enter everything that is asked for or needed."""
        asked = tuple(asked)
        for one in asked:
            self._alone(one)
        for one in asked:
            self._demanded(one)
        for component, place in wanted_at(self.brief, self.knowledge, fits):
            self._used(component, place)
        for component, place, statement in _bound(self.brief):
            self._used_at(component, place, statement)
        for placement in self.reach.placements:
            self._own(placement)
            self._hosted(placement)
            for need in dues.of(placement):
                self._needed(placement, need)

    def passed(self, found: Iterable[Way]) -> None:
        """Enter what is served on the ways of chains; of those who meet a demand, who does is first
        to be credited with it.
        """
        for way in found:
            for stop in way.stops:
                self.serves[stop.id].add(way.capability(stop))

    def explain(self, found: Iterable[Way]) -> None:
        """Enter why who stands on ways of chains is there."""
        for way in found:
            because = self._ground(way.asked.statement)
            text = f"{_sentence(way.asked.chain.label)}: {way.asked.demand.because}"
            source = _source(way.asked.statement, self.knowledge)
            for stop in way.stops:
                self.first[stop.id].append(Reason(text, (because,), source))

    def stay(self, found: Iterable[StandIn]) -> None:
        """Enter who stays when those are lost that serve otherwise."""
        for one in list(found):
            because = self._ground(one.statement)
            what = self.knowledge.capabilities[one.capability].label
            reason = Reason(f"{_sentence(what)}: it stays when {one.outage} is lost", (because,))
            self._give([one.placement], reason, one.capability)

    def _give(
        self, providers: Sequence[Placement], reason: Reason, capability: str | None = None
    ) -> None:
        """Credit the nearest of these with the reason; the others, as far as they have no own."""
        if providers and capability is not None:
            self.serves[providers[0].id].add(capability)
        for number, provider in enumerate(providers):
            credited = self.also if number else self.first
            credited[provider.id].append(reason)

    def _component(self, placement: Placement) -> Component:
        return self.knowledge.components[placement.component]

    def _alone(self, asked: Asked) -> None:
        """Enter what one placement alone can meet, so that it is first to be credited with wider
        words for the same.
        """
        if asked.demand.capability is not None:
            capability, providers = self._met(asked)
            if len(providers) == 1:
                self.serves[providers[0].id].add(capability)

    def _demanded(self, asked: Asked) -> None:
        """What a statement asks for."""
        demand = asked.demand
        if demand.capability is not None:
            met, providers = self._met(asked)
            what = self.knowledge.capabilities[demand.capability].label
        else:
            met, providers = None, self.reach.standing(str(demand.component), asked.place)
            what = self.knowledge.components[str(demand.component)].name
        because = self._ground(asked.statement)
        source = _source(asked.statement, self.knowledge)
        reason = Reason(f"{_sentence(what)}: {demand.because}", (because,), source)
        self._give(self._serving_first(providers, met), reason, met)

    def _serving_first(
        self, providers: Sequence[Placement], capability: str | None
    ) -> list[Placement]:
        """Of who meets a demand, those first who serve it or a narrower word for it already."""
        return sorted(providers, key=lambda one: not self._already(one, capability))

    def _already(self, placement: Placement, capability: str | None) -> bool:
        served = self.serves[placement.id]
        narrower = (self.knowledge.capabilities[one].broader for one in served)
        return capability in served.union(*narrower)

    def _met(self, asked: Asked) -> tuple[str, list[Placement]]:
        """Who provides what is asked for, or else what stands in for it; and which that is."""
        capability = str(asked.demand.capability)
        providers = self.reach.meant(capability, asked.place, asked.named)
        if asked.inside:
            providers = self.reach.within(capability, asked.place)
        for other in asked.instead:
            if not providers:
                capability, providers = other, self.reach.providers(other, asked.place)
        return capability, providers

    def _used(self, component: str, place: str) -> None:
        """What the brief asks for by name."""
        because = self._ground(f"use.{component}")
        for form in self.knowledge.family(component):
            reason = Reason(f"{self._asking(form, component)} by name", (because,))
            self._give(self.reach.standing(form, place), reason)

    def _asking(self, form: str, component: str) -> str:
        """That the brief asks for a component, told at one of its forms."""
        if form == component:
            return "The brief asks for it"
        name = self.knowledge.components[component].name
        return f"The brief asks for {name}, of which it is a form,"

    def _used_at(self, component: str, place: str, statement: str) -> None:
        """What the brief asks for by name, at a place."""
        because = self._ground(statement)
        standing = self.reach.placements
        inside = [one for one in standing if self.reach.topology.inside(one.place, place)]
        for form in self.knowledge.family(component):
            reason = Reason(f"{self._asking(form, component)} by name at {place}", (because,))
            self._give([one for one in inside if one.component == form], reason)

    def _own(self, placement: Placement) -> None:
        """A workload or system is there since the brief names it; this is told before all else."""
        if placement.workload is not None:
            because = _workload_statement(placement.workload, self.brief)
            reason = Reason("A workload of the brief", (because,))
            self.first[placement.id].insert(0, reason)
        if placement.system is not None:
            where = short(self.brief.where(f"systems.{placement.system}") or "")
            reason = Reason("There already", (f"{where}: system {placement.system}",))
            self.first[placement.id].insert(0, reason)

    def _hosted(self, placement: Placement) -> None:
        """What a placement runs on."""
        host = self._component(placement).host
        if host is not None:
            able = self.reach.providers(host, placement.place)
            others = [one for one in able if one.id != placement.id]
            self._give(others[:1], Reason(f"{placement.name} runs on it", (placement.id,)), host)

    def _needed(self, placement: Placement, need: Need) -> None:
        """What a placement needs."""
        able = self.reach.meeting(need, placement)
        others = [one for one in able if one.id != placement.id]
        text = f"{placement.name} {need.role} it"
        reason = Reason(text, (placement.id,), need.evidence.source)
        if need.optional:
            self._used_by(others[:1], reason, need)
        else:
            self._give(others, reason, _serving(need, others))

    def _used_by(self, users: Sequence[Placement], reason: Reason, need: Need) -> None:
        """What a placement uses since it is there, and could do without: no ground of its own."""
        capability = _serving(need, users)
        for provider in users:
            self.also[provider.id].append(reason)
            if capability is not None:
                self.serves[provider.id].add(capability)


def _serving(need: Need, providers: Sequence[Placement]) -> str | None:
    """By what the nearest of these meets a need; nothing where the need names components."""
    able = providers[0].capabilities if providers else ()
    return next((one for one in need.capabilities if one in able), None)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _said_at(statement: Statement, words: frozenset[str], knowledge: Knowledge) -> str:
    """Where the brief says something; of a default that it is one, and with what of the brief,
    where it would be another else.
    """
    if statement.where:
        return short(statement.where)
    if not statement.id.startswith("answers."):
        return "default"
    _, asked, chosen = statement.id.split(".")
    option = knowledge.decision_by_id[asked].option(chosen)
    if option is None or not option.meant_by(words):
        return "default"
    met = ", ".join(as_said(word) for word in sorted(words.intersection(option.default_where)))
    return f"default (with {met})"


def _workload_statement(workload: str, brief: Brief) -> str:
    own = f"workloads.{workload}."
    where = next((spot for key, spot in brief.given if key.startswith(own)), None)
    return f"{short(where)}: workload {workload}" if where else f"default: workload {workload}"


def _source(statement: str, knowledge: Knowledge) -> str | None:
    """Where the decision stands in the sources that a statement answers."""
    kind, *path = statement.split(".")
    at = {"answers": 0, "workloads": 1, "sites": 2}.get(kind, 0)
    decision = knowledge.decision_by_id.get(path[at]) if len(path) > at else None
    return f"{decision.source}#{decision.section}" if decision else None
