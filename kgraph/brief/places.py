"""The places that a brief names: its sites, and their networks and clusters by the sites they
are in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kgraph.documents.located import Located
from kgraph.documents.reading import Reader
from kgraph.documents.vocabulary import Vocabulary
from kgraph.model.brief import Site
from kgraph.model.topology import WORLD, Place, Topology, places_of


@dataclass(frozen=True, slots=True)
class Places(Vocabulary):
    """The ids of places as words, and what they are: where each is, and what is around it."""

    topology: Topology = field(kw_only=True)

    def level(self, id: str) -> str:
        """What a place is: a ``site``, ``network`` or ``cluster``."""
        return self.topology.by_id[id].scope

    def clusters_in(self, id: str) -> tuple[Place, ...]:
        """The clusters within a place."""
        return self.topology.clusters_in(id)

    def inside(self, inner: str, outer: str) -> bool:
        """Whether a place is another or lies within it."""
        return self.topology.inside(inner, outer)


def site_ids(sites: Iterable[Site]) -> Vocabulary:
    """The ids of the sites."""
    return Vocabulary("site", [site.id for site in sites])


def place_ids(sites: Iterable[Site], *, networks: bool = True) -> Places:
    """The ids of the sites (``eu``) and of their clusters (``eu/main``), and of their `networks`
    too.
    """
    topology = Topology(places_of(sites))
    every = [id for id in topology.by_id if id != WORLD]
    known = [id for id in every if networks or topology.by_id[id].scope != "network"]
    return Places("place", known, topology=topology)


def read_places(
    reader: Reader, item: Located | None, key: str, places: Vocabulary
) -> tuple[str, ...]:
    """The places that a list names, sorted."""
    return tuple(sorted(reader.known_words(item, key, places, some=True)))
