"""What a brief says, as statements.

One each for all that the user said and all that holds by default.
"""

from __future__ import annotations

from kgraph.model.brief import Answers, Brief, Network, Statement
from kgraph.model.knowledge import Knowledge


def statements(brief: Brief, knowledge: Knowledge) -> tuple[Statement, ...]:
    """Everything the brief says or takes by default, one statement each, sorted by id."""
    said: dict[str, str] = {"as_of": f"as of {brief.as_of.isoformat()}"}
    said |= _answered("answers", "", brief.answers)
    for site in brief.sites:
        said[f"sites.{site.id}"] = f"site {site.id} on {knowledge.cloud_label(site.cloud)}"
        said |= _answered(f"sites.{site.id}.answers", f"site {site.id}, ", site.answers)
    for place, network in brief.networks:
        said |= _of_network(place, network)
    for system in filter(lambda one: one.provides, brief.systems):
        said[f"systems.{system.id}"] = f"{system.id} provides {', '.join(system.provides)}"
    for workload in brief.workloads:
        who = f"workload {workload.id}, "
        said |= _answered(f"workloads.{workload.id}", who, workload.answers)
        for decision, option, component in workload.named:
            name = knowledge.components[component].name
            said[f"workloads.{workload.id}.{decision}.{option}"] += f" in {name}"
    said |= _wished(brief)
    given = dict(brief.given) | {one.id: one.where for one in brief.rulings}
    return tuple(Statement(id, text, _where(given, id)) for id, text in sorted(said.items()))


def _answered(key: str, who: str, answers: Answers) -> dict[str, str]:
    """The statements of answers: their ids begin with a key, their texts with whose they are."""
    said: dict[str, str] = {}
    for decision, options in answers:
        for option in options:
            said[f"{key}.{decision}.{option}"] = f"{who}{decision}: {option}"
    return said


def _of_network(place: str, network: Network) -> dict[str, str]:
    """The statements of a network: that it is there, and each component that stands in it."""
    out = f", egress through {network.egress_through}" if network.egress_through else ""
    said = {f"networks.{place}.{id}": f"network {place} holds {id}" for id in network.holds}
    return {f"networks.{place}": f"network {place}{out}", **said}


def _wished(brief: Brief) -> dict[str, str]:
    """The statements of what is to be used, perhaps at some places, and avoided."""
    said = {f"avoid.{id}": f"avoid: {id}" for id in brief.avoid}
    said |= {f"use.{id}": f"use: {id}" for id in brief.use}
    said |= {one.id: one.text for one in brief.rulings}
    for id, places in brief.use_at:
        said[f"use.{id}"] += f" at {', '.join(places)}"
    return said


def _where(given: dict[str, str], id: str) -> str | None:
    """Where a statement stands; that of an option stands where its decision is answered, that of
    what a network holds where the network is named.
    """
    of_option = id.startswith(("answers.", "workloads.", "networks.")) or ".answers." in id
    return given.get(id) or (given.get(id.rsplit(".", 1)[0]) if of_option else None)
