"""The sites of a brief: regions of clouds and data centres, with their clusters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from kgraph.brief.answers import site_answers
from kgraph.brief.ids import own_id
from kgraph.brief.networks import read_networks, with_joints
from kgraph.documents.located import Located
from kgraph.documents.reading import Keys, Reader, said
from kgraph.documents.vocabulary import Vocabulary
from kgraph.errors import shown
from kgraph.model.brief import Site, Workload
from kgraph.model.knowledge import Knowledge

MAX_SITES, MAX_CLUSTERS = 24, 24
MAX_IN_ALL = 96
"""How many clusters all sites together may have, and how many networks.

With 48 workloads at each, that is what is assembled, judged and drawn within a minute and 1 GB.
"""
KEYS = ("id", "cloud", "region", "clusters", "networks", "answers")
CLUSTERS = ("main",)
"""The clusters of a site that names none."""


def read_sites(reader: Reader, item: Located | None, knowledge: Knowledge) -> tuple[Site, ...]:
    """The sites that a brief names, or the one that it has without."""
    clouds = Vocabulary("cloud", [cloud.id for cloud in knowledge.clouds])
    taken: set[str] = set()
    found: list[Site] = []
    for one in reader.things(item, "sites", most=MAX_SITES, remedy="split the brief"):
        if keys := reader.mapping(one, "a site", KEYS):
            site = _site(reader, one, keys, clouds, taken)
            answers = site_answers(reader, said(keys, "answers"), knowledge, site.id)
            networks = read_networks(reader, said(keys, "networks"), site, knowledge)
            found.append(replace(site, answers=answers, networks=networks))
            reader.note(f"sites.{found[-1].id}", one)
    _refuse_too_many(reader, item, found)
    return with_joints(reader, item, tuple(found)) or (
        Site("main", knowledge.clouds[0].id, None, CLUSTERS),
    )


def run_in_clusters(workloads: Iterable[Workload], knowledge: Knowledge) -> bool:
    """Whether some workload runs in clusters."""
    return any(knowledge.runs_in(one.answers) == "cluster" for one in workloads)


def without_idle_clusters(
    item: Located | None, sites: tuple[Site, ...], named: Set[str]
) -> tuple[Site, ...]:
    """The sites, without the cluster of those that say nothing of clusters, and of which nothing
    else that the brief names speaks.
    """
    saying = _saying_clusters(item)
    return tuple(site if site.id in saying else _without_idle(site, named) for site in sites)


def _without_idle(site: Site, named: Set[str]) -> Site:
    """A site without its clusters, where no network and nothing that is named speaks of one."""
    spoken_of = not named.isdisjoint(map(site.place, site.clusters))
    held = any(network.clusters for network in site.networks)
    return site if spoken_of or held else replace(site, clusters=())


def _saying_clusters(item: Located | None) -> set[str]:
    """The ids of the sites of which the brief says which clusters they have."""
    sites = item.plain() if item is not None else []
    return {str(one.get("id")) for one in _mappings(sites) if one.get("clusters") is not None}


def _mappings(items: object) -> list[dict[str, object]]:
    """The mappings in a list; none where it is no list."""
    return [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []


def _refuse_too_many(reader: Reader, item: Located | None, sites: Sequence[Site]) -> None:
    """More clusters or networks than can be assembled and drawn in reasonable time."""
    clusters = sum(len(site.clusters) for site in sites)
    networks = sum(len(site.networks) for site in sites)
    for many, things in ((clusters, "clusters"), (networks, "networks")):
        if item is not None and many > MAX_IN_ALL:
            reader.fault(item, f"more than {MAX_IN_ALL} {things} in all", "split the brief")


def refuse_without_clusters(
    reader: Reader,
    item: Located | None,
    sites: Iterable[Site],
    workloads: Iterable[Workload],
    knowledge: Knowledge,
) -> None:
    """Where a workload runs in clusters, a site has to have one."""
    needed = run_in_clusters(workloads, knowledge)
    if item is not None and needed and not any(site.clusters for site in sites):
        reader.fault(
            item, "no site has a cluster for a workload to run in", "give one site a cluster"
        )


def _site(reader: Reader, item: Located, keys: Keys, clouds: Vocabulary, taken: set[str]) -> Site:
    id = own_id(reader, said(keys, "id"), item, "a site", taken)
    region = said(keys, "region")
    return Site(
        id=id,
        cloud=_cloud(reader, item, keys, clouds, id),
        region=None if region is None else reader.text(region, "region"),
        clusters=_clusters(reader, said(keys, "clusters")),
    )


def _cloud(reader: Reader, site: Located, keys: Keys, clouds: Vocabulary, id: str) -> str:
    cloud = said(keys, "cloud")
    if cloud is None:
        remedy = f"add one of {', '.join(clouds.known)}"
        reader.fault(site, f"site '{shown(id)}' has no 'cloud'", remedy)
        return ""
    return reader.word(cloud, "cloud", clouds) or ""


def _clusters(reader: Reader, item: Located | None) -> tuple[str, ...]:
    """The ids of a site's clusters: none where an empty list says so."""
    named = reader.words(item, "clusters", most=MAX_CLUSTERS, remedy="split the brief")
    for place in named.values():
        own_id(reader, place, place, "a cluster", set())
    return CLUSTERS if item is None else tuple(named)
