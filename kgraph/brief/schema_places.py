"""Where workloads can run, as rules of a schema: in clusters, or at sites."""

from __future__ import annotations

from typing import Any

from kgraph.brief.answers import asked_of
from kgraph.model.knowledge import Knowledge

Rules = dict[str, Any]
_BARE: Rules = {
    "type": "object",
    "required": ["clusters"],
    "properties": {"clusters": {"const": []}},
}


def needs_no_cluster(knowledge: Knowledge) -> Rules:
    """Where no site has a cluster, no workload runs in one."""
    return {
        "if": {"required": ["sites"], "properties": {"sites": _every(_BARE)}},
        "then": {
            "required": ["workloads"],
            "properties": {"workloads": _every(_runs_at_sites(knowledge))},
        },
    }


def stays_out_of_clusters(knowledge: Knowledge, sites_alone: Rules) -> Rules:
    """What runs at sites names sites alone."""
    return {"if": _runs_at_sites(knowledge), "then": {"properties": {"at": sites_alone}}}


def _every(items: Rules) -> Rules:
    """One item alone, or a list with nothing else in it."""
    return {"anyOf": [items, {"type": "array", "items": items, "minItems": 1}]}


def _runs_at_sites(knowledge: Knowledge) -> Rules:
    """A workload with an answer by which it runs at sites."""
    ways: list[Rules] = []
    for decision in asked_of(knowledge, "workload").values():
        for option in decision.options:
            if option.runs_in == "site":
                said = _answered(option.id)
                ways.append({"required": [decision.id], "properties": {decision.id: said}})
    return {"type": "object", "anyOf": ways} if ways else {"not": {}}


def _answered(option: str) -> Rules:
    """An option alone, in a list, or with a component that is named for it."""
    return {
        "anyOf": [
            {"const": option},
            {"type": "array", "contains": {"const": option}},
            {"type": "object", "required": [option]},
        ]
    }
