"""Sites of a provider whose network lies in one region, and what a brief itself joins them by."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kgraph.assembly.footing import Grounds
from kgraph.model.brief import Brief
from kgraph.model.topology import Place, region_of

Pair = frozenset[str]
"""Two sites, by their ids."""


def unjoined(brief: Brief, on: Grounds) -> frozenset[str]:
    """The sites whose networks lie in different regions of a provider, where nothing joins two of
    them that the brief names.
    """
    joined = set(_peered(brief))
    found: set[str] = set()
    for pair in _regions_apart(on):
        if pair not in joined:
            found |= pair
    return frozenset(one for one in found if not _joined_by_name(one, brief, on))


def _regions_apart(on: Grounds) -> Iterator[Pair]:
    """Each two sites of a provider in different regions, where its network lies in one of them."""
    for one, other in combinations(_regional(on), 2):
        if _far(one, other):
            yield frozenset((one.id, other.id))


def _regional(on: Grounds) -> list[Place]:
    """The sites where something of ours runs, and whose network lies in one region."""
    regional = on.knowledge.regional_clouds
    sites = [one for one in on.topology.at("site") if one.cloud in regional]
    return [one for one in sites if on.holds_ours(one.id)]


def _far(one: Place, other: Place) -> bool:
    """Whether two sites are of one provider, and in different regions."""
    return one.cloud == other.cloud and region_of(one) != region_of(other)


def _peered(brief: Brief) -> Iterator[Pair]:
    """Each two sites of which the brief says that a network of one is peered with one of the
    other.
    """
    for place, network in brief.networks:
        for other in network.peered_with:
            yield frozenset((_site(place), _site(other)))


def _site(place: str) -> str:
    """The site that a place lies in; ids of places are paths."""
    return place.partition("/")[0]


def _joined_by_name(site: str, brief: Brief, on: Grounds) -> bool:
    """Whether the brief names a component that joins the regions of a site's provider."""
    cloud = str(on.topology.by_id[site].cloud)
    named = (on.knowledge.components[one] for one in brief.use)
    return any(one.runs_on(cloud) and _joins(one.provides, on) for one in named)


def _joins(capabilities: tuple[str, ...], on: Grounds) -> bool:
    """Whether somebody with these capabilities joins networks of several regions."""
    return any(on.knowledge.capabilities[one].joins_regions for one in capabilities)
