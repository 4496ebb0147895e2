"""What is left of a brief once sites are gone: nothing in it speaks of them any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from kgraph.model.brief import Brief, Environment, Network, Site, System, Workload

Ids = frozenset[str]


def without_gone_sites(brief: Brief) -> Brief:
    """The brief without what it says of sites, clusters and networks that it does not have.

    What was bound to them alone may be anywhere.
    """
    ids = frozenset(chain.from_iterable(map(_places, brief.sites)))
    stages = [_kept_in(environment, ids) for environment in brief.environments]
    sites = tuple(_kept_joined(site, ids) for site in brief.sites)
    workloads = tuple(_kept_at(workload, ids) for workload in brief.workloads)
    systems = tuple(_kept_there(system, ids) for system in brief.systems)
    return replace(
        brief,
        sites=sites,
        workloads=workloads,
        systems=systems,
        use_at=tuple(_used_at(brief, ids)),
        environments=tuple(_inhabited(stages)),
    )


def _within(places: Iterable[str], there: Ids) -> tuple[str, ...]:
    """Those of some places that there are."""
    return tuple(place for place in places if place in there)


def _places(site: Site) -> Iterator[str]:
    """A site, and what it is divided into."""
    yield site.id
    for part in (*site.clusters, *(network.id for network in site.networks)):
        yield f"{site.id}/{part}"


def _kept_at(workload: Workload, ids: Ids) -> Workload:
    """The workload at those of its places that there are."""
    return replace(workload, at=_within(workload.at, ids))


def _kept_there(system: System, ids: Ids) -> System:
    """The system where it stood, or without a place."""
    return replace(system, at=system.at if _within([system.at or ""], ids) else None)


def _used_at(brief: Brief, ids: Ids) -> Iterator[tuple[str, tuple[str, ...]]]:
    for component, places in brief.use_at:
        if left := _within(places, ids):
            yield component, left


def _kept_in(environment: Environment, ids: Ids) -> Environment:
    """The environment with those of its places that there are."""
    return replace(environment, holds=_within(environment.holds, ids))


def _inhabited(stages: Iterable[Environment]) -> list[Environment]:
    """The environments that hold something, none promoting to one that does not."""
    inhabited = [environment for environment in stages if environment.holds]
    there = {environment.id for environment in inhabited}
    lasts = [environment.promotes_to not in there for environment in inhabited]
    return [
        replace(environment, promotes_to=None) if last else environment
        for environment, last in zip(inhabited, lasts, strict=True)
    ]


def _kept_joined(site: Site, ids: Ids) -> Site:
    """The site with its networks joined with those alone that there are."""
    return replace(site, networks=tuple(_joined_within(one, ids) for one in site.networks))


def _joined_within(network: Network, ids: Ids) -> Network:
    out = network.egress_through
    leaves = out is not None and bool(_within([out], ids))
    peers = _within(network.peered_with, ids)
    return replace(network, peered_with=peers, egress_through=out if leaves else None)
