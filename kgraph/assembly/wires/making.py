"""How flows are written down: between whom, of what kind, in which words, and why."""

from __future__ import annotations

from kgraph.model.architecture import Flow, Placement, Reason
from kgraph.model.flows import FlowPattern

Pair = tuple[frozenset[str], str]
"""Two that are joined, by their ids, and the kind of flow that joins them."""


def pair(flow: Flow) -> Pair:
    """The two that a flow joins, whichever way, with its kind."""
    return frozenset((flow.source, flow.target)), flow.kind


def flow_between(
    source: Placement, target: Placement, kind: str, label: str, reason: Reason
) -> Flow:
    """A flow with its id, and the one reason that it has yet."""
    return Flow(f"{source.id}--{kind}--{target.id}", source.id, target.id, kind, label, (reason,))


def as_said(
    pattern: FlowPattern, source: Placement, target: Placement, because: tuple[str, ...]
) -> Flow:
    """The flow of a pattern between two, in its words."""
    text = f"{source.name} {pattern.label} {target.name}"
    return flow_between(source, target, pattern.kind, pattern.label, Reason(text, because))
