"""The networks that placements are drawn within, though their places are the sites around these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from kgraph.model.architecture import Architecture, Placement
from kgraph.model.knowledge import Knowledge
from kgraph.view.boxing import framing, lane_of

Grounds = Mapping[str, Placement]
"""The networks that placements are drawn within, by the ids of these."""


def grounds(architecture: Architecture, knowledge: Knowledge) -> Grounds:
    """For what stands at a site, but in a network that it leads to, that network.

    With it goes what runs on it; and into the only network of a site, whatever is of its lane.
    """
    standing = _Standing(architecture, knowledge)
    attached = standing.attached()
    return {**dict(standing.of_lane()), **attached, **dict(standing.running(attached))}


class _Standing:
    """What stands at sites, and the networks that are drawn there as frames."""

    def __init__(self, architecture: Architecture, knowledge: Knowledge) -> None:
        scope = {place.id: place.scope for place in architecture.topology.places}
        outside = [one for one in architecture.placements if scope[one.place] != "cluster"]
        frames = [one for one in outside if framing(one, knowledge)]
        self.architecture, self.knowledge = architecture, knowledge
        self.networks = {one.id: one for one in frames}
        self.alone = {one.place: one for one in frames if scope[one.place] == "site"}
        self.at_sites = {
            one.id: one
            for one in outside
            if scope[one.place] == "site" and one.id not in self.networks
        }

    def of_lane(self) -> Iterator[tuple[str, Placement]]:
        """What is of the lane of the only network of its site."""
        for one in self.at_sites.values():
            network = self.alone.get(one.place)
            if network is not None and self._lane(one) == self._lane(network):
                yield one.id, network

    def attached(self) -> dict[str, Placement]:
        """What leads to a network of its site, and to no other."""
        found: dict[str, set[str]] = defaultdict(set)
        for flow in self.architecture.flows:
            one, network = self.at_sites.get(flow.source), self.networks.get(flow.target)
            if one is not None and network is not None and self._holds(one.place, network):
                found[one.id].add(network.id)
        return {id: self.networks[ids.pop()] for id, ids in found.items() if len(ids) == 1}

    def running(self, attached: Grounds) -> Iterator[tuple[str, Placement]]:
        """What of the brief's own leads to something in a network as that leads to the network."""
        flows = self.architecture.flows
        ways = {
            flow.kind for flow in flows if flow.source in attached and flow.target in self.networks
        }
        for flow in flows:
            own = self.at_sites.get(flow.source)
            if own is not None and own.workload and flow.kind in ways and flow.target in attached:
                yield own.id, attached[flow.target]

    def _holds(self, site: str, network: Placement) -> bool:
        return site in self.architecture.around(network.place)

    def _lane(self, placement: Placement) -> str:
        return lane_of(placement, self.knowledge).id
