"""Flows from needs: who meets them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from kgraph.assembly.dues import Dues
from kgraph.assembly.reach import Reach
from kgraph.assembly.wires.making import flow_between
from kgraph.model.architecture import Flow, Placement, Reason
from kgraph.model.component import Need


def from_needs(reach: Reach, dues: Dues) -> Iterator[Flow]:
    """From who needs something to who meets that."""
    for placement in reach.placements:
        for need in dues.of(placement):
            for provider in met_by(need, placement, reach):
                text = f"{placement.name} {need.role} {provider.name}"
                yield flow_between(
                    placement,
                    provider,
                    need.flow,
                    need.role,
                    Reason(text, (placement.id, provider.id), need.evidence.source),
                )


def met_by(need: Need, placement: Placement, reach: Reach) -> list[Placement]:
    """Who meets a need: the nearest, or each where the need says so; of what filters requests, each
    station that it can work at.
    """
    able = [one for one in reach.meeting(need, placement) if one.id != placement.id]
    if need.each:
        return able
    known = reach.knowledge.capabilities
    if any(known[id].filters for id in placement.capabilities):
        return _passed(able, reach) or able[:1]
    return able[:1]


def _passed(able: Iterable[Placement], reach: Reach) -> list[Placement]:
    """Those that are stations of requests."""
    known = reach.knowledge.capabilities
    stations = {id for id, one in known.items() if one.way_position}
    return [one for one in able if not stations.isdisjoint(one.capabilities)]


def kept_apart(placement: Placement, kind: str, dues: Dues, reach: Reach) -> list[Placement]:
    """Where a placement keeps what flows of a kind carry, apart from itself."""
    needs = (need for need in dues.of(placement) if need.apart is not None and need.flow == kind)
    met = (met_by(need, placement, reach) for need in needs)
    return list(dict.fromkeys(chain.from_iterable(met)))


def by_name(source: Placement, target: Placement, kind: str, reach: Reach) -> Flow | None:
    """The flow of the need of a kind by which a target names the source of another flow."""
    for need in reach.knowledge.components[target.component].needs:
        if need.flow == kind and source.component in need.alternatives:
            text = f"{target.name} {need.role} {source.name}"
            because = Reason(text, (target.id, source.id), need.evidence.source)
            return flow_between(target, source, kind, need.role, because)
    return None
