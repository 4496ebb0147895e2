"""What a brief itself says of who is joined with whom: calls, networks, environments, copies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, permutations, product

from kgraph.assembly.chosen import Chosen, chosen_options
from kgraph.assembly.footing import Grounds
from kgraph.assembly.qualities import Quality
from kgraph.model.brief import Brief
from kgraph.model.flows import FlowPattern
from kgraph.model.topology import Place


@dataclass(frozen=True, slots=True)
class Call:
    """A workload of the brief that says whom it calls: a workload or a system; and its words."""

    caller: str
    called: str
    said: str


@dataclass(frozen=True, slots=True)
class Joint:
    """Two places that the brief joins, by the first of these patterns that finds both ends there,
    and in which words.
    """

    patterns: tuple[FlowPattern, ...]
    source: str
    target: str
    said: str


@dataclass(frozen=True, slots=True)
class Sayings:
    """What the brief itself says of who is joined with whom."""

    calls: tuple[Call, ...] = ()
    joints: tuple[Joint, ...] = ()
    qualities: tuple[Quality, ...] = ()


def sayings(brief: Brief, qualities: Iterable[Quality], on: Grounds) -> Sayings:
    """All of it."""
    joints = (
        *_networks(brief, on),
        *_environments(brief, on),
        *_answers(brief, on),
        *_across(brief, on),
    )
    return Sayings(tuple(_calls(brief)), joints, tuple(qualities))


def _calls(brief: Brief) -> Iterator[Call]:
    """Whom each workload says that it calls, with the words of the brief."""
    for workload in brief.workloads:
        said = f"{_spot(brief, f'workloads.{workload.id}.calls')}: workload {workload.id}"
        for called in workload.calls:
            yield Call(workload.id, called, f"{said}, calls: {called}")


def _networks(brief: Brief, on: Grounds) -> Iterator[Joint]:
    """How networks are joined with others; a peering once, whoever names it."""
    peering = on.knowledge.patterns_said("peered-with")
    leaving = on.knowledge.patterns_said("egress-through")
    peered = set()
    for place, network in brief.networks:
        said = f"{_spot(brief, f'networks.{place}')}: network {place}"
        for other in network.peered_with:
            if (other, place) not in peered:
                peered.add((place, other))
                yield Joint(peering, place, other, f"{said}, peered with {other}")
        if network.egress_through is not None:
            out = f"{said}, egress through {network.egress_through}"
            yield Joint(leaving, place, network.egress_through, out)


def _environments(brief: Brief, on: Grounds) -> Iterator[Joint]:
    """What is promoted where."""
    promoting = on.knowledge.patterns_said("promotes-to")
    held = {environment.id: environment.holds for environment in brief.environments}
    for one in brief.environments:
        said = f"{_spot(brief, f'environments.{one.id}')}: environment {one.id}"
        for source, target in product(one.holds, held.get(one.promotes_to or "", ())):
            yield Joint(promoting, source, target, f"{said}, promotes to {one.promotes_to}")


def _answers(brief: Brief, on: Grounds) -> Iterator[Joint]:
    """What answers join by themselves: each two places where they hold."""
    for chosen in chosen_options(brief, on.knowledge):
        question, _, option = chosen.statement.rpartition(".")
        decision = question.rpartition(".")[2]
        said = f"{_spot(brief, question)}: {decision}: {option}"
        for pattern in on.knowledge.patterns_said(f"{decision}.{option}"):
            for source, target in _each_two(pattern, chosen, on):
                yield Joint((pattern,), source, target, said)


def _across(brief: Brief, on: Grounds) -> Iterator[Joint]:
    """What joins sites of two networks without a word in the brief: each two of them, once."""
    for pattern in on.knowledge.patterns:
        if pattern.across_clouds and not pattern.said_by:
            places = on.topology.at(on.knowledge.capabilities[pattern.source].scope)
            for one, other in combinations(places, 2):
                if _apart(one, other, on):
                    yield Joint((pattern,), one.id, other.id, _two_networks(brief, one, other, on))


def _two_networks(brief: Brief, one: Place, other: Place, on: Grounds) -> str:
    """Where the brief says that no provider's network joins two places."""
    here, there = (on.knowledge.cloud_label(str(place.cloud)) for place in (one, other))
    said = _spot(brief, f"sites.{other.id.partition('/')[0]}")
    if one.cloud == other.cloud:
        return f"{said}: {one.id} and {other.id} are two sites of one's own"
    return f"{said}: {one.id} is on {here}, {other.id} on {there}"


def _each_two(pattern: FlowPattern, chosen: Chosen, on: Grounds) -> Iterator[tuple[str, str]]:
    """The places, two and two, between which an answer joins: such as its pattern speaks of."""
    scope = on.knowledge.capabilities[pattern.source].scope
    places = [one for one in on.topology.at(scope) if _answers_so(chosen, one.id)]
    for one, other in permutations(places, 2):
        if not pattern.across_clouds or _apart(one, other, on):
            yield one.id, other.id


def _apart(one: Place, other: Place, on: Grounds) -> bool:
    """Whether no provider's network joins two places."""
    networks = {on.knowledge.network_of(place.cloud, place.id) for place in (one, other)}
    return len(networks) > 1


def _answers_so(chosen: Chosen, place: str) -> bool:
    """Whether a place is at a site whose answer an option is."""
    return chosen.sites is None or place.split("/")[0] in chosen.sites


def _spot(brief: Brief, key: str) -> str:
    """Where the brief says something, in short."""
    return short(brief.where(key) or "default")


def short(where: str) -> str:
    """``file:line`` without folders.

    What an architecture says must not depend on where its brief lay.
    """
    return where.replace("\\", "/").rsplit("/", 1)[-1]
