"""What each placement cannot do without, as wired.

Its needs, its host, what a workload asked for, what a pattern calls needed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from kgraph.model.architecture import Architecture, Flow, Placement
from kgraph.model.component import Need
from kgraph.model.conditions import Conditions
from kgraph.model.decisions import Demand
from kgraph.model.flows import FlowPattern
from kgraph.model.knowledge import Knowledge

ALWAYS, START, LATER, AIM = "always", "start", "later", "aim"


@dataclass(frozen=True, slots=True, order=True)
class Dependence:
    """`source` cannot do without one of the `targets`.

    `when` is ``always``, ``start`` where it only has to be there first, ``later`` where the source
    goes on for a while, or ``aim`` where it goes on and leads nowhere. `wanted` says in
    words what each of the targets is for the source.
    """

    source: str
    role: str
    targets: tuple[str, ...]
    when: str = ALWAYS
    wanted: str = ""


def dependences(architecture: Architecture, knowledge: Knowledge) -> tuple[Dependence, ...]:
    """Everything that placements cannot do without, sorted.

    Of several targets any one is enough.
    """
    by_id = architecture.placement_by_id
    going: dict[str, list[Flow]] = defaultdict(list)
    for flow in architecture.flows:
        if flow.source in by_id and flow.target in by_id:
            going[flow.source].append(flow)
    found: set[Dependence] = set()
    for placement in architecture.placements:
        flows = [(flow, by_id[flow.target]) for flow in going[placement.id]]
        for role, when, targets, wanted in (
            *_needs(placement, flows, architecture, knowledge),
            *_hosts(placement, architecture, knowledge),
            *_asked(placement, flows, knowledge),
            *_patterns(placement, flows, knowledge),
            *_calls(placement, flows, knowledge),
        ):
            if targets:
                ends = tuple(sorted(set(targets)))
                found.add(Dependence(placement.id, role, ends, when, wanted))
    return tuple(sorted(found))


Found = Iterator[tuple[str, str, list[str], str]]
"""Roles, times, targets, and what these are for the source."""
Wired = list[tuple[Flow, Placement]]


def _needs(
    placement: Placement, flows: Wired, architecture: Architecture, knowledge: Knowledge
) -> Found:
    for need in _due(placement, architecture, knowledge):
        yield (
            need.role,
            # who only sets up what meets its need is not stopped without, and steers nothing
            AIM if need.controls else ALWAYS,
            [end.id for flow, end in flows if flow.kind == need.flow and _meets(need, end)],
            knowledge.need_words(need),
        )


def _due(placement: Placement, architecture: Architecture, knowledge: Knowledge) -> Iterator[Need]:
    """The needs without which a placement does not go on, but for what it starts itself."""
    component = knowledge.components.get(placement.component)
    conditions = Conditions.of(architecture)
    for need in component.needs if component is not None else ():
        there = need.holds(architecture.as_of) and conditions.hold(need, placement.place)
        if there and not (need.optional or need.starts):
            yield need


def _meets(need: Need, end: Placement) -> bool:
    if end.component in need.alternatives:
        return True
    return not set(need.capabilities).isdisjoint(end.capabilities)


def _hosts(placement: Placement, architecture: Architecture, knowledge: Knowledge) -> Found:
    """The nearest placements that provide what it runs on: no flow says this, their places do."""
    component = knowledge.components.get(placement.component)
    host = component.host if component is not None else None
    if host is None or host not in knowledge.capabilities:
        return
    wide = knowledge.capabilities[host].scope
    around = architecture.around(placement.place)
    near: dict[int, list[str]] = defaultdict(list)
    for other in architecture.placements_with(host):
        at = architecture.topology.lift(other.place, wide)
        if other.id != placement.id and at in around:
            near[around.index(at)].append(other.id)
    if near:
        yield "runs on", ALWAYS, near[min(near)], knowledge.capabilities[host].label


def _demands_of_workloads(knowledge: Knowledge) -> Iterator[Demand]:
    """What the options of all decisions ask for that are asked of workloads."""
    for decision in knowledge.decisions:
        if decision.asked_of == "workload":
            for option in decision.options:
                yield from option.demands


def _asked(placement: Placement, flows: Wired, knowledge: Knowledge) -> Found:
    """What a workload's own answers make it use."""
    if placement.workload is None:
        return
    for demand in _demands_of_workloads(knowledge):
        ends = [
            end.id
            for flow, end in flows
            if flow.kind == demand.flow and demand.capability in end.capabilities
        ]
        yield demand.role or "uses", ALWAYS, ends, _label(demand.wanted, knowledge)


def _patterns(placement: Placement, flows: Wired, knowledge: Knowledge) -> Found:
    """What patterns call needed: of those that say the same of one source, such as where names
    point to, any target is enough.
    """
    alike: dict[tuple[str, str, str], dict[str, list[str]]] = defaultdict(dict)
    for pattern in knowledge.patterns:
        if (
            pattern.needed
            and pattern.source in placement.capabilities
            and (ends := _ends_of(pattern, flows))
        ):
            alike[pattern.source, pattern.label, pattern.needed][pattern.target] = ends
    for (_, label, needed), found in alike.items():
        wanted = " or ".join(_label(target, knowledge) for target in found)
        yield label, needed, list(chain.from_iterable(found.values())), wanted


def _ends_of(pattern: FlowPattern, flows: Wired) -> list[str]:
    """Where the flows of a pattern lead."""
    meant = [end for flow, end in flows if (flow.kind, flow.label) == (pattern.kind, pattern.label)]
    return [end.id for end in meant if pattern.target in end.capabilities]


def _calls(placement: Placement, flows: Wired, knowledge: Knowledge) -> Found:
    """Whom of the user's own a workload calls: any of the copies of each answers."""
    called: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for flow, end in flows if placement.workload is not None else ():
        if end.own is not None and flow.kind in knowledge.main_path:
            called[end.own, end.name, flow.label].append(end.id)
    for (_, name, label), ends in called.items():
        yield label, LATER, ends, f"copy of {name}"


def _label(capability: str, knowledge: Knowledge) -> str:
    """What a capability is called; its id where it is not known."""
    known = knowledge.capabilities.get(capability)
    return known.label if known is not None else capability
