"""How far what placements provide reaches.

The same reading as ``rules/structure.lp``, on a finished answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from itertools import chain

from kgraph.model.architecture import Placement
from kgraph.model.component import Need
from kgraph.model.knowledge import Knowledge
from kgraph.model.outages import SITE
from kgraph.model.topology import WORLD, Topology


class Reach:
    """Placements by what they offer and where.

    `named` are the components that the brief asks for by name; `without` are the capabilities
    that some sites do without, with these sites.
    """

    def __init__(
        self,
        placements: Iterable[Placement],
        topology: Topology,
        knowledge: Knowledge,
        named: frozenset[str] = frozenset(),
        without: Mapping[str, Set[str]] | None = None,
    ) -> None:
        self.topology, self.knowledge, self.named = topology, knowledge, named
        self.without = without or {}
        self.placements = tuple(placements)
        self.by_capability: dict[str, list[tuple[Placement, str]]] = defaultdict(list)
        self.by_workload: dict[str | None, list[Placement]] = defaultdict(list)
        self._offering: dict[tuple[str, str], list[Placement]] = defaultdict(list)
        self._standing: dict[tuple[str, str], list[Placement]] = defaultdict(list)
        self._inhabited = frozenset(self._sites_of_ours())
        for placement in self.placements:
            self.by_workload[placement.workload].append(placement)
            for capability in placement.capabilities:
                for place in self._reached(placement, capability):
                    self.by_capability[capability].append((placement, place))
                    self._offering[capability, place].append(placement)
            for place in self.offered(
                placement, knowledge.widest(knowledge.components[placement.component])
            ):
                self._standing[placement.component, place].append(placement)

    def _sites_of_ours(self) -> Iterator[str]:
        """The sites where something of ours runs: a cluster, or a workload without one."""
        clusters = [one.id for one in self.topology.at("cluster")]
        ours = [one.place for one in self.placements if one.workload is not None]
        yield from (self.topology.lift(place, "site") for place in (*clusters, *ours))

    def _reached(self, placement: Placement, capability: str) -> tuple[str, ...]:
        """Where a placement offers a capability: what is for its own cluster, there alone."""
        known = self.knowledge.capabilities[capability]
        if known.own_cluster and self.topology.by_id[placement.place].scope == "cluster":
            return (placement.place,)
        return self.offered(placement, known.scope)

    def offered(self, placement: Placement, scope: str) -> tuple[str, ...]:
        """Where a placement offers a capability of that scope."""
        own = self.narrowed(placement)
        return (self.topology.lift(placement.place, scope),) if own is None else own

    def narrowed(self, placement: Placement) -> tuple[str, ...] | None:
        """The sites of its own cloud, for a service of one cloud that serves no other.

        None for all else, and where nothing of ours runs on other clouds.
        """
        component = self.knowledge.components[placement.component]
        if component.scope != "world" or not component.clouds or component.spans_clouds:
            return None
        sites = self.topology.at("site")
        own = tuple(site.id for site in sites if component.runs_on(str(site.cloud)))
        return None if self._inhabited.issubset(own) else own

    def providers(self, capability: str, place: str) -> list[Placement]:
        """Who provides the capability within reach of the place.

        Who reaches no further first, then who is asked for by name, then who stands there, then by
        id.
        """
        return self._nearest(self._offering, capability, place)

    def offering(self, capability: str, place: str) -> list[Placement]:
        """Who offers the capability right at a place."""
        return self._offering.get((capability, place), [])

    def within(self, capability: str, place: str) -> list[Placement]:
        """Who provides the capability and stands at the place, or within it."""
        providing = dict.fromkeys(one for one, _ in self.by_capability[capability])
        return [one for one in providing if self.topology.inside(one.place, place)]

    def foregone(self, placement: Placement, place: str) -> bool:
        """Whether a place is at a site that does without what a placement provides."""
        foregone = self.without.keys() & set(placement.capabilities)
        sites = set[str]().union(*(self.without[one] for one in foregone))
        return not sites.isdisjoint(self.topology.around(place))

    def foregone_within(self, placement: Placement, place: str) -> bool:
        """Whether that is so at a place, or at some place within it."""
        if not self.without:
            return False
        return any(self.foregone(placement, inner) for inner in self._within(place))

    def _within(self, place: str) -> list[str]:
        """The places at a place, or within it."""
        return [one.id for one in self.topology.places if self.topology.inside(one.id, place)]

    def meant(self, capability: str, place: str, named: str | None) -> list[Placement]:
        """Who provides a capability within reach, or of those the component that is named alone."""
        return self.standing(named, place) if named else self.providers(capability, place)

    def standing(self, component: str, place: str) -> list[Placement]:
        """Placements of the component within reach of the place, the nearest first."""
        return self._nearest(self._standing, component, place)

    def _nearest(
        self, offers: dict[tuple[str, str], list[Placement]], what: str, place: str
    ) -> list[Placement]:
        """Each place around at a time, from the inside out: then all others cost nothing.

        Of those in several networks of one site, that of one's own comes first, then one with
        clusters.
        """
        found: dict[Placement, None] = {}
        around = self.topology.around(place)
        for at in around:
            here = sorted(offers.get((what, at), ()), key=partial(self._named_first, around))
            found |= dict.fromkeys(self._home_first(around, here))
        return list(found)

    def _home_first(
        self, around: Sequence[str], ordered: Sequence[Placement]
    ) -> Iterator[Placement]:
        """The same order of components; of those that stand at several sites, the one at home
        comes before its copies.
        """
        copies: dict[str, list[Placement]] = defaultdict(list)
        for one in sorted(ordered, key=partial(self._away, around)):
            copies[one.component].append(one)
        turns = {component: iter(every) for component, every in copies.items()}
        return (next(turns[one.component]) for one in ordered)

    def _away(self, around: Sequence[str], placement: Placement) -> bool:
        """Whether a placement stands at a site that is not one's own."""
        around_it = self.topology.around(placement.place)
        sites = (one for one in around_it if self.topology.by_id[one].scope == SITE)
        return any(site not in around for site in sites)

    def _named_first(
        self, around: Sequence[str], placement: Placement
    ) -> tuple[bool, int, bool, str]:
        named = placement.component in self.named
        away = _stands_elsewhere(around, placement)
        return not named, self._off(around, placement), away, placement.id

    def _off(self, around: Sequence[str], placement: Placement) -> int:
        """How far off a placement stands that is in a network: one with clusters is nearer than one
        without, where neither is one's own.
        """
        other = self.topology.by_id[placement.place].scope == "network"
        elsewhere = other and placement.place not in around
        return elsewhere + (elsewhere and not self.topology.clusters_in(placement.place))

    def closest(self, placement: Placement, others: Iterable[Placement]) -> list[Placement]:
        """Those of some placements that share the narrowest place with another."""
        shared = [(self.topology.apart(placement.place, other.place), other) for other in others]
        least = min((distance for distance, _ in shared), default=0)
        return [other for distance, other in shared if distance == least]

    def meeting(self, need: Need, placement: Placement) -> list[Placement]:
        """Who meets a need of a placement, the nearest first."""
        found = self._able(need, placement.place)
        if need.apart is None:
            return found + [one for one in self._kin(need, placement) if one not in found]
        if need.apart == SITE:
            found += [one for one in self._anywhere(need) if one not in found]
        own = self.topology.lift(placement.place, need.apart)
        return [one for one in found if not self.topology.inside(one.place, own)]

    def _anywhere(self, need: Need) -> Iterator[Placement]:
        """Who can meet a need, wherever it stands; not what serves the sites of one cloud alone."""
        wanted = {*need.capabilities, *need.alternatives}
        for one in self.placements:
            able = not wanted.isdisjoint((one.component, *one.capabilities))
            if able and self.narrowed(one) is None:
                yield one

    def _able(self, need: Need, place: str) -> list[Placement]:
        if len(need.capabilities) == 1:
            return self.providers(need.capabilities[0], place)
        offered = [self.providers(capability, place) for capability in need.capabilities]
        standing = [self.standing(id, place) for id in need.alternatives]
        around = self.topology.around(place)
        able = sorted(
            dict.fromkeys(chain.from_iterable((*offered, *standing))),
            key=lambda one: (self._distance(one, place), *self._named_first(around, one)),
        )
        return list(self._home_first(around, able))

    def _kin(self, need: Need, placement: Placement) -> list[Placement]:
        """Two services of one cloud that serve only its sites find each other there."""
        if self.narrowed(placement) is None:
            return []
        clouds = set(self.knowledge.components[placement.component].clouds)
        able = set(self.knowledge.meeting(need))
        return [
            one
            for one in self.placements
            if one.component in able
            and self.narrowed(one) is not None
            and clouds.intersection(self.knowledge.components[one.component].clouds)
        ]

    def _distance(self, provider: Placement, place: str) -> int:
        around = self.topology.around(place)
        offered = self.offered(
            provider, self.knowledge.widest(self.knowledge.components[provider.component])
        )
        return min((around.index(at) for at in offered if at in around), default=len(around))


def _stands_elsewhere(around: Sequence[str], placement: Placement) -> bool:
    """Whether a placement does not stand right where somebody is; nobody is nearer to the world."""
    return around[0] == WORLD or placement.place != around[0]
