"""Whether a placement does here what it could do: only that is joined with others.

A policy engine can check signatures, a CI service can run the steps of another; where nobody asked
for that, no arrow says it.
"""

from __future__ import annotations

from kgraph.model.architecture import Placement
from kgraph.model.knowledge import FlowPattern, Knowledge


def both_serve(
    pattern: FlowPattern, source: Placement, target: Placement, knowledge: Knowledge
) -> bool:
    """Whether the two ends of a pattern do here what it joins, if it or its kind heeds that."""
    heeded = pattern.as_served or knowledge.flow_kind_by_id[pattern.kind].as_served
    ends = [(source, pattern.source)] if heeded else []
    if heeded or pattern.target_served:
        ends.append((target, pattern.target))
    return all(serves(placement, capability, knowledge) for placement, capability in ends)


def serves(placement: Placement, capability: str, knowledge: Knowledge) -> bool:
    """Whether a placement is there for a capability, in narrower or wider words; what nobody chose,
    and what is there by name alone, is there for all that it can do.
    """
    chosen = placement.own is None and knowledge.components[placement.component].choosable
    if not chosen or not placement.serves:
        return True
    known = knowledge.capabilities
    wider = (capability, *known[capability].broader)
    return any(one in wider or capability in known[one].broader for one in placement.serves)
