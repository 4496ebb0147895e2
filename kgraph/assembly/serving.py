"""Whether a placement does here what it could do: only that is joined with others.

A policy engine can check signatures, a CI service can run the steps of another; where nobody asked
for that, no arrow says it.
"""

from __future__ import annotations

from kgraph.model.architecture import Placement
from kgraph.model.flows import FlowPattern
from kgraph.model.knowledge import Knowledge


def both_serve(
    pattern: FlowPattern, source: Placement, target: Placement, knowledge: Knowledge
) -> bool:
    """Whether the two ends of a pattern do here what it joins, if it or its kind heeds that."""
    if not _heeds_target(pattern, knowledge):
        return True
    if _heeds_both(pattern, knowledge) and not serves(source, pattern.source, knowledge):
        return False
    return serves(target, pattern.target, knowledge)


def _heeds_both(pattern: FlowPattern, knowledge: Knowledge) -> bool:
    return pattern.as_served or knowledge.flow_kind_by_id[pattern.kind].as_served


def _heeds_target(pattern: FlowPattern, knowledge: Knowledge) -> bool:
    return pattern.target_served or _heeds_both(pattern, knowledge)


def does(placement: Placement, capability: str, knowledge: Knowledge) -> bool:
    """Whether a placement provides a capability, and is there for it."""
    return capability in placement.capabilities and serves(placement, capability, knowledge)


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
