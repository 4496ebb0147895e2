"""Where an architecture stands: its sites, their networks, and the stages that changes pass."""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.model.architecture import Architecture
from kgraph.model.brief import Environment, Network
from kgraph.model.knowledge import Knowledge
from kgraph.model.topology import Place
from kgraph.reports.document import Line, Table, line, some
from kgraph.reports.names import component_name


def places(architecture: Architecture, knowledge: Knowledge) -> Iterator[Table]:
    """A table of the sites, one of networks and one of environments where the brief names any."""
    brief = architecture.brief
    sites = [_site(site, architecture, knowledge) for site in architecture.sites]
    networks = brief.networks if brief is not None else ()
    environments = brief.environments if brief is not None else ()
    joined = [_network(place, network, knowledge) for place, network in networks]
    staged = [_environment(environment) for environment in environments]
    for heads, rows in (
        (("site", "cloud", "region", "clusters"), sites),
        (("network", "holds", "peered with", "goes out through"), joined),
        (("environment", "is at", "promotes to"), staged),
    ):
        if rows:
            yield Table(heads, tuple(rows))


def cloud_of(site: Place, knowledge: Knowledge) -> str:
    """What the cloud of a site is called."""
    return knowledge.cloud_label(site.cloud or "")


def _site(site: Place, architecture: Architecture, knowledge: Knowledge) -> tuple[Line, ...]:
    inside = architecture.topology.clusters_in(site.id)
    clusters = some(place.id.partition("/")[2] for place in inside)
    return _cells(site.id, cloud_of(site, knowledge), site.region or "", clusters)


def _network(place: str, network: Network, knowledge: Knowledge) -> tuple[Line, ...]:
    components = [component_name(id, knowledge) for id in network.holds]
    held = some([*(f"cluster {cluster}" for cluster in network.clusters), *components])
    return _cells(place, held, some(network.peered_with), network.egress_through or "itself")


def _environment(environment: Environment) -> tuple[Line, ...]:
    return _cells(environment.id, some(environment.holds), environment.promotes_to or "")


def _cells(*texts: str) -> tuple[Line, ...]:
    return tuple(map(line, texts))
