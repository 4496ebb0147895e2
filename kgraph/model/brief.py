"""The brief: what the user says, each statement with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import TypeVar

from kgraph.errors import shown
from kgraph.model.layer import Layer
from kgraph.model.ruling import Ruling
from kgraph.words import count

Answers = tuple[tuple[str, tuple[str, ...]], ...]
"""The options chosen for each decision."""
Bound = tuple[str, int, str, str]
"""A preference, how many more of a unit it may cost than if it were left out, and in which concern.

The concern is empty where the preference is one of the order of all.
"""
Preferences = tuple[tuple[str, tuple[str, ...]], ...]
"""The preferences that come first for each of some concerns."""
OTHERS = "default"
"""Whose preferences hold where a concern has none of its own."""
ANY = "any"
"""Stands in a brief where a component could be named and none is."""


@dataclass(frozen=True, slots=True)
class Network:
    """A network of a site: what stands in it, and how it is joined with others.

    `clusters` and `holds` stand in it, clusters of the site and components. `peered_with` are other
    networks, by their places (``eu/hub``); what stands in it goes out through another, if
    `egress_through` names one.
    """

    id: str
    clusters: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    peered_with: tuple[str, ...] = ()
    egress_through: str | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """One region of one cloud, or one data centre, with its clusters, of which it may have none.

    `answers` are those that differ here from what the whole brief answers. A site without
    `networks` is one network.
    """

    id: str
    cloud: str
    region: str | None
    clusters: tuple[str, ...]
    answers: Answers = ()
    networks: tuple[Network, ...] = ()

    def place(self, id: str) -> str:
        """The id of the place that one of its clusters or networks is: ``eu/main``."""
        return f"{self.id}/{id}"


def placed(site: Site) -> list[tuple[str, Network]]:
    """The networks of a site, each with the place that it is."""
    return [(site.place(network.id), network) for network in site.networks]


@dataclass(frozen=True, slots=True)
class Workload:
    """An application of the user's own.

    `at` are the sites (``eu``) or clusters (``eu/main``) where it runs; empty where it runs at
    every one. `calls` are the workloads and systems that it sends requests to. `named` are the
    components that it names for what some options ask for: decision, option and component.
    """

    id: str
    name: str
    answers: Answers
    at: tuple[str, ...]
    calls: tuple[str, ...] = ()
    named: tuple[tuple[str, str, str], ...] = ()

    def named_for(self, decision: str) -> dict[str, str]:
        """The components that it names for options of a decision, by the options."""
        return {option: component for one, option, component in self.named if one == decision}


@dataclass(frozen=True, slots=True)
class System:
    """Something outside of the architecture that is there already, and not ours to choose.

    It stands at a site or in a cluster, or nowhere in particular, and may provide what
    capabilities say.
    """

    id: str
    name: str
    at: str | None = None
    provides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Environment:
    """A stage that changes pass on their way, such as production: the sites or clusters in it.

    `promotes_to` is the environment to which goes what has proven itself in this one.
    """

    id: str
    holds: tuple[str, ...]
    promotes_to: str | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """A one-page brief.

    `answers` maps each decision to the options chosen or taken by default, in order. `given` holds
    the keys of what the user said (``answers.availability``, ``use.harbor``, ``sites.eu`` …) with
    the place it stands (``brief.yaml:7``); what is not in it is a default. `use_at` says of some
    components of `use` at which places they must be there. `prefer_in` are the preferences that
    come first for the components of some concerns, before those of `prefer`; `bounds` say of some
    of those how much more they may cost. `catalogs` are the layers that it names, `layers` those
    as they were found; `rulings` is what policies hold against it.
    """

    name: str
    as_of: date
    sites: tuple[Site, ...]
    workloads: tuple[Workload, ...]
    answers: Answers
    use: tuple[str, ...]
    avoid: tuple[str, ...]
    prefer: tuple[str, ...]
    given: tuple[tuple[str, str], ...] = ()
    source: str = "brief"
    systems: tuple[System, ...] = ()
    use_at: tuple[tuple[str, tuple[str, ...]], ...] = ()
    environments: tuple[Environment, ...] = ()
    prefer_in: Preferences = ()
    bounds: tuple[Bound, ...] = ()
    catalogs: tuple[str, ...] = ()
    layers: tuple[Layer, ...] = field(default=(), compare=False)
    rulings: tuple[Ruling, ...] = field(default=(), compare=False)

    def __repr__(self) -> str:
        sites, workloads = len(self.sites), len(self.workloads)
        size = f"{count(sites, 'site')}, {count(workloads, 'workload')}"
        return f"<Brief '{shown(self.name)}': {size}>"

    def site(self, id: str) -> Site:
        """The site of that id; KeyError if there is none."""
        return _named(self.sites, id)

    @property
    def networks(self) -> tuple[tuple[str, Network], ...]:
        """The networks of all sites, each with the place that it is."""
        return tuple(chain.from_iterable(map(placed, self.sites)))

    def workload(self, id: str) -> Workload:
        """The workload of that id; KeyError if there is none."""
        return _named(self.workloads, id)

    @property
    def own_ids(self) -> frozenset[str]:
        """The ids of its workloads and systems: of all that a workload can call."""
        workloads = frozenset(one.id for one in self.workloads)
        return workloads.union(one.id for one in self.systems)

    def where(self, key: str) -> str | None:
        """Where the user said this, or None for a default."""
        return dict(self.given).get(key)


Named = TypeVar("Named", Site, Workload, System)


def _named(things: Iterable[Named], id: str) -> Named:
    for thing in things:
        if thing.id == id:
            return thing
    raise KeyError(id)


@dataclass(frozen=True, slots=True, order=True)
class Statement:
    """One thing that the brief says. `id` is its key, `where` is None for a default."""

    id: str
    text: str
    where: str | None

    def published(self) -> dict[str, object]:
        """What is said and where; its key is ours."""
        return {"text": self.text, "where": self.where or "default"}
