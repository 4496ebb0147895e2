"""The networks of a site: what stands in each, and how they are joined with others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from kgraph.brief.ids import own_id
from kgraph.brief.products import products
from kgraph.documents.located import Located
from kgraph.documents.reading import MAX_WORDS, Keys, Reader, said
from kgraph.documents.vocabulary import Vocabulary
from kgraph.errors import shown
from kgraph.model.brief import Network, Site, placed
from kgraph.model.component import Component
from kgraph.model.knowledge import Knowledge

MAX_NETWORKS = 24
"""How many networks a site may have, and with how many others each may be peered."""
KEYS = ("id", "holds", "peered-with", "egress-through")


def read_networks(
    reader: Reader, item: Located | None, site: Site, knowledge: Knowledge
) -> tuple[Network, ...]:
    """The networks that a site names. How they are joined is read when all are known."""
    taken = set(site.clusters)
    free = set(site.clusters)
    found: list[Network] = []
    for one in reader.things(item, "networks", most=MAX_NETWORKS, remedy="split the site"):
        if keys := reader.mapping(one, "a network", KEYS):
            id = own_id(reader, said(keys, "id"), one, "a network", taken)
            reader.note(f"networks.{site.place(id)}", one)
            found.append(_Holding(reader, site, free, knowledge).network(keys, id))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Holding:
    """What the networks of a site can hold: its clusters, of which some are still free, and
    components that are there once for a site.
    """

    reader: Reader
    site: Site
    free: set[str]
    knowledge: Knowledge

    def network(self, keys: Keys, id: str) -> Network:
        """A network with what stands in it."""
        words = self.reader.words(said(keys, "holds"), "holds")
        clusters = tuple(word for word in words if word in self.site.clusters)
        for cluster in clusters:
            self._claim(cluster, words[cluster])
        others = [word for word in words if word not in clusters]
        held = [word for word in others if self._holds(word, words[word], id)]
        return Network(id, clusters, tuple(held))

    def _claim(self, cluster: str, item: Located) -> None:
        if cluster not in self.free:
            what = f"the cluster '{cluster}' stands in two networks"
            self.reader.fault(item, what, "take it out of one")
        self.free.discard(cluster)

    def _holds(self, word: str, item: Located, id: str) -> bool:
        """Whether a word is a component that can stand in a network; a fault where it is not."""
        known = products(self.knowledge, "holds")
        if word not in known.known:
            either = Vocabulary("component or cluster", [*known.known, *self.site.clusters])
            meant = known.refuse(word) if known.refuse else None
            self.reader.fault(item, *(meant or either.refusal(word)))
            return False
        if refusal := unfit(self.knowledge.components[word]):
            self.reader.fault(item, *refusal)
            return False
        self.reader.note(f"networks.{self.site.place(id)}.{word}", item)
        return True


def unfit(component: Component) -> tuple[str, str] | None:
    """Why a component cannot stand in a network, and what to do; None where it can."""
    if component.scope == "site":
        return None
    what = f"{component.name} stands once for each {component.scope}, not in a network"
    return what, f"write it under 'use', or hold the {component.scope}"


def with_joints(reader: Reader, item: Located | None, sites: tuple[Site, ...]) -> tuple[Site, ...]:
    """The sites with how each of their networks is joined with others."""
    every = dict(chain.from_iterable(map(placed, sites)))
    keys_of = dict(_raw_networks(item))
    joined = {place: _joined(reader, keys, place, every) for place, keys in keys_of.items()}
    _refuse_circles(reader, keys_of, joined)
    found = []
    for site in sites:
        networks = tuple(joined[place] for place, _ in placed(site))
        found.append(replace(site, networks=networks))
    return tuple(found)


def _raw_networks(item: Located | None) -> Iterator[tuple[str, Keys]]:
    """What is written of each network, by its place."""
    for site in _mappings(item):
        for network in _mappings(said(site, "networks")):
            if "id" in site and "id" in network:
                yield f"{site['id'].text}/{network['id'].text}", network


def _mappings(item: Located | None) -> Iterator[Keys]:
    """The mappings of a list, or the one that stands alone."""
    value = None if item is None else item.value
    for one in value if isinstance(value, list) else [item]:
        if one is not None and isinstance(one.value, dict):
            yield one.value


def _joined(reader: Reader, keys: Keys, place: str, every: Mapping[str, Network]) -> Network:
    """A network with whom it is peered and where it goes out."""
    network = every.get(place, Network(place))
    peers = said(keys, "peered-with")
    reader.items(peers, "words under 'peered-with'", most=MAX_NETWORKS, remedy="name fewer")
    words = reader.words(peers, "peered-with", most=MAX_WORDS)
    others = (_other(reader, "peered-with", one, place, every) for one in words.values())
    out = said(keys, "egress-through")
    return replace(
        network,
        peered_with=tuple(sorted({other for other in others if other is not None})),
        egress_through=None if out is None else _other(reader, "egress-through", out, place, every),
    )


def _other(
    reader: Reader, key: str, item: Located, place: str, every: Mapping[str, Network]
) -> str | None:
    """The place of a network that another names: by its id at the same site, or by its place."""
    site = place.partition("/")[0]
    near = {one.partition("/")[2]: one for one in every if one.partition("/")[0] == site}
    word = reader.word(item, key, Vocabulary("network", [*near, *every]))
    if word is None:
        return None
    other = near.get(word, word)
    if other == place:
        reader.fault(item, f"'{shown(word)}' names itself under '{key}'", "name another network")
        return None
    return other


def _refuse_circles(
    reader: Reader, keys_of: Mapping[str, Keys], joined: Mapping[str, Network]
) -> None:
    """What goes out through others has to get out in the end."""
    for place, keys in keys_of.items():
        passed = [place]
        while (out := joined[passed[-1]].egress_through) and out not in passed:
            passed.append(out)
        if out == place:
            way = " → ".join([*passed, place])
            what = f"what goes out of '{place}' comes back to it ({way})"
            reader.fault(keys["egress-through"], what, "let one of them go out by itself")
