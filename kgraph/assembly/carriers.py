"""Through whom requests pass where a component only sets that up.

A controller provides a capability by programming another: what it programs carries the requests,
and it stands on no way itself.
"""

from __future__ import annotations

from itertools import chain

from kgraph.assembly.reach import Reach
from kgraph.assembly.serving import does
from kgraph.model.architecture import Placement
from kgraph.model.component import Need
from kgraph.model.flows import FlowPattern

Offered = list[tuple[Placement, str]]
"""Who offers something, each with the place where it does."""


def sources(pattern: FlowPattern, offered: Offered, reach: Reach) -> Offered:
    """From whom a pattern leads: who carries what is offered, each where it is offered.

    Where somebody does it there himself, what others are set up to do leads to him, and does not
    go on beside him.
    """
    carried = [
        (_carriers(pattern, pattern.source, placement, reach), placement, place)
        for placement, place in offered
    ]
    done = {place for through, placement, place in carried if through == [placement]}
    found: dict[tuple[Placement, str], None] = {}
    for through, placement, place in carried:
        if place not in done or through == [placement]:
            found |= dict.fromkeys((one, place) for one in through)
    return _there_for(pattern, pattern.source, list(found), reach)


def targets(pattern: FlowPattern, source: Placement, offered: Offered, reach: Reach) -> Offered:
    """To whom a pattern leads from one: not to what is done by the very one that it leads from."""
    found: dict[tuple[Placement, str], None] = {}
    for placement, place in offered:
        through = _carriers(pattern, pattern.target, placement, reach)
        if source not in through:
            found |= dict.fromkeys((one, place) for one in through)
    return _there_for(pattern, pattern.target, list(found), reach)


def _there_for(pattern: FlowPattern, capability: str, found: Offered, reach: Reach) -> Offered:
    """Of those who could pass requests at a place, the ones who are there for it, if any are: the
    others stand there for something else.
    """
    if pattern.kind not in reach.knowledge.main_path:
        return found
    serving = _serving(found, capability, reach)
    served = {place for _, place in serving}
    return [pair for pair in found if pair in serving or pair[1] not in served]


def _serving(found: Offered, capability: str, reach: Reach) -> Offered:
    """Those who are there for a capability."""
    return [pair for pair in found if does(pair[0], capability, reach.knowledge)]


def _carriers(
    pattern: FlowPattern, capability: str, placement: Placement, reach: Reach
) -> list[Placement]:
    """Who does what a placement provides: the placement, or those that it sets up for it; of these
    the ones through which the pattern leads, if it says so.
    """
    if pattern.kind not in reach.knowledge.main_path:
        return [placement]
    needs = reach.knowledge.components[placement.component].needs
    meant = [need for need in needs if _sets_up(need, capability, reach)]
    if not meant:
        return [placement]
    able = list(chain.from_iterable(reach.meeting(need, placement) for need in meant))
    led = [one for one in able if pattern.through in one.capabilities]
    return led or able


def _sets_up(need: Need, capability: str, reach: Reach) -> bool:
    """Whether what meets a need does a capability for the component, also in narrower words."""
    known = reach.knowledge.capabilities
    return any(capability in (one, *known[one].broader) for one in need.controls)
