"""An architecture as a graph of networkx: every placement and every flow of it."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx

    from kgraph.model.architecture import Architecture, Flow, Placement, Reason

Attributes = dict[str, str]


def graph_of(architecture: Architecture) -> networkx.MultiDiGraph[str]:
    """Placements as nodes and flows as edges, by their ids, sorted.

    Two may be joined by several flows. Attributes are texts, so that every writer takes them.
    """
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(name=architecture.name)
    graph.graph["as_of"] = architecture.as_of.isoformat()
    for placement in sorted(architecture.placements, key=attrgetter("id")):
        graph.add_node(placement.id, **_of_placement(placement, architecture))
    for flow in sorted(architecture.flows, key=attrgetter("id")):
        graph.add_edge(flow.source, flow.target, key=flow.id, **_of_flow(flow))
    return graph


def _of_placement(placement: Placement, architecture: Architecture) -> Attributes:
    return {
        "label": placement.name,
        "component": placement.component,
        "place": placement.place,
        "scope": architecture.place(placement.place).scope,
        "capabilities": ", ".join(placement.capabilities),
        "serves": ", ".join(placement.serves),
        "own": placement.own or "",
        "reasons": _told(placement.reasons),
    }


def _of_flow(flow: Flow) -> Attributes:
    return {"kind": flow.kind, "label": flow.label, "reasons": _told(flow.reasons)}


def _told(reasons: tuple[Reason, ...]) -> str:
    """The sentences of reasons, one a line."""
    return "\n".join(reason.text for reason in reasons)
