"""Flows from what workloads ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kgraph.assembly.demands import Asked
from kgraph.assembly.qualities import Quality, kept_at
from kgraph.assembly.reach import Reach
from kgraph.assembly.wires.making import flow_between
from kgraph.model.architecture import Flow, Placement, Reason
from kgraph.model.decisions import Demand

Following = Mapping[tuple[str, str], "Followed"]
"""Whom follow those that keep copies which take no writes, by the statement that asks for it, and
the id of who keeps the copy.
"""


def from_demands(
    reach: Reach, asked: Sequence[Asked], qualities: Iterable[Quality]
) -> Iterator[Flow]:
    """What a workload asks for, it also uses; or somebody else does on its account."""
    following = _following(reach, asked, qualities)
    for one in asked:
        for placement in _askers(reach, one):
            user = _user(reach, placement, one.demand.source)
            if user is not None:
                yield from _asked_flows(reach, user, placement.place, one, following)


def _user(reach: Reach, placement: Placement, capability: str | None) -> Placement | None:
    """Who uses what a placement asks for: it does, or the nearest that provides a capability."""
    if capability is None:
        return placement
    return next(iter(reach.providers(capability, placement.place)), None)


def _askers(reach: Reach, asked: Asked) -> Iterator[Placement]:
    """The placements of the workload that asks, at the place where it asks."""
    if asked.workload is None:
        return
    for placement in reach.by_workload[asked.workload]:
        if reach.topology.inside(placement.place, asked.place):
            yield placement


def _asked_flows(
    reach: Reach, user: Placement, place: str, asked: Asked, following: Following
) -> Iterator[Flow]:
    """The flows from who uses what is asked for at a place to the nearest that provides it, or to
    the component that is named for it, and to the one that this follows; none where the demand
    tells none.
    """
    demand = asked.demand
    if demand.capability is None or demand.flow is None or demand.role is None:
        return
    able = reach.meant(demand.capability, place, asked.named)
    provider = next(iter(able), None)
    if provider is None or provider.id == user.id:
        return
    followed = following.get((asked.statement, provider.id))
    for target, role, because in _done(demand.role, demand, provider, followed):
        reason = Reason(f"{user.name} {role} {target.name}: {because}", (user.id, target.id))
        yield flow_between(user, target, demand.flow, role, reason)


def _done(
    role: str, demand: Demand, provider: Placement, followed: Followed | None
) -> Iterator[tuple[Placement, str, str]]:
    """With whom what is done, and why: less with a provider that only follows another one, and the
    rest with that.
    """
    if followed is None or demand.role_at_copy is None:
        yield provider, role, demand.because
        return
    yield provider, demand.role_at_copy, followed.because
    if demand.role_beside_copy is not None:
        yield followed.first, demand.role_beside_copy, followed.because


class Followed(NamedTuple):
    """Who takes the writes, and why others follow."""

    first: Placement
    because: str


def _following(reach: Reach, asked: Sequence[Asked], qualities: Iterable[Quality]) -> Following:
    """Who keeps something for a workload and follows another one that takes the writes."""
    follows = {one.source for one in reach.knowledge.patterns if one.follows}
    found = {}
    for quality in qualities:
        kept = kept_at(quality, asked, reach) if quality.also in follows else []
        for copy in kept[1:]:
            found[quality.of, copy.id] = Followed(kept[0], quality.because)
    return found
