"""Hypothesis strategies: architectures as an engine may build them, with odd names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from hypothesis import strategies as st

from kgraph.model.architecture import Architecture, Flow, Placement, Reason
from kgraph.model.brief import Brief, Environment, Network, Site, Workload
from kgraph.model.topology import Place, places_of

One = TypeVar("One")
SLUGS = st.sampled_from(
    ["eu", "us", "main", "place", "flow", "brief", "placement", "preference", "a-b", "x1"]
)
IDS = st.sampled_from(["prometheus", "grafana", "velero", "gke", "n0", "metrics-storage"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
LINES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).map(
    lambda text: " ".join(text.split()) or "x"
)
ADDRESSES = [
    "https://example.org/a#b",
    "https://example.org/#The Entry Point: DNS",
    "a book",
    "urn:x",
    'say "so"',
]
SOURCES = st.none() | st.sampled_from(ADDRESSES) | TEXTS
DAYS = st.dates(min_value=date(1, 1, 1))


def some(of: st.SearchStrategy[One], most: int, *, least: int = 0) -> st.SearchStrategy[list[One]]:
    """A few of what a strategy draws, each once."""
    return st.lists(of, min_size=least, max_size=most, unique=True)


def some_of(known: Sequence[One], most: int) -> st.SearchStrategy[list[One]]:
    """A few of what is known, each once; none of nothing."""
    return some(st.sampled_from(known), most) if known else st.just([])


ANSWERS = st.dictionaries(IDS, some(IDS, 3, least=1).map(tuple), max_size=3).map(
    lambda found: tuple(found.items())
)
CAPABILITIES = some(IDS, 3).map(lambda found: tuple(sorted(found)))


@st.composite
def architectures(draw: st.DrawFn) -> Architecture:
    """An architecture: everything sorted, every reference whole."""
    sites = draw(_sites())
    places = places_of(sites)
    clusters = [place for place in places if place.scope == "cluster"]
    workloads = draw(_workloads(sites)) if clusters else []
    placements = draw(_placements(places, workloads))
    brief = draw(_briefs(sites, workloads, [place.id for place in clusters]))
    return Architecture(
        brief.name,
        brief.as_of,
        places,
        placements,
        draw(_flows([one.id for one in placements])),
        brief.answers,
        tuple((id, draw(st.integers())) for id in brief.prefer),
        brief,
        draw(st.sampled_from(["1.0.0", ""])),
        draw(st.booleans()),
    )


@st.composite
def _sites(draw: st.DrawFn) -> list[Site]:
    """Sites, some of them with networks, in which stand clusters and components."""
    found = []
    for id in draw(some(SLUGS, 3)):
        cloud, region = draw(IDS), draw(st.none() | LINES)
        site = Site(id, cloud, region, tuple(draw(some(SLUGS, 2, least=1))))
        found.append(replace(site, networks=draw(_networks(site))))
    return found


@st.composite
def _networks(draw: st.DrawFn, site: Site) -> tuple[Network, ...]:
    """Networks of a site, each of which may hold the next of its clusters."""
    named = draw(some_of([id for id in ("hub", "spoke") if id not in site.clusters], 2))
    others = st.lists(st.sampled_from([site.place(one) for one in named]), max_size=1)
    clusters, found = list(site.clusters), []
    for id in named:
        held = tuple(clusters.pop(0) for _ in range(draw(st.integers(0, len(clusters)))))
        components = tuple(sorted(draw(st.sets(IDS, max_size=2)) - set(site.clusters)))
        peers, out = draw(others), draw(others)
        found.append(Network(id, held, components, tuple(peers), next(iter(out), None)))
    return tuple(found)


@st.composite
def _workloads(draw: st.DrawFn, sites: Sequence[Site]) -> list[Workload]:
    """Workloads at some of the sites; at all of them where none is named."""
    found = []
    for id in draw(some_of(["shop", "app", "z"], 2)):
        at = tuple(sorted(draw(some_of([site.id for site in sites], 2))))
        everywhere = len(at) == len(sites)
        found.append(Workload(id, draw(LINES), draw(ANSWERS), () if everywhere else at))
    return found


@st.composite
def _placements(
    draw: st.DrawFn, places: Sequence[Place], workloads: Sequence[Workload]
) -> tuple[Placement, ...]:
    """Components at places, and each workload in the clusters of its sites; sorted by their ids."""
    stated: dict[str, tuple[str, str, str, str | None]] = {}
    for place, component in draw(st.lists(st.tuples(st.sampled_from(places), IDS), max_size=5)):
        stated[f"{place.id}/{component}"] = component, draw(LINES), place.id, None
    for workload in workloads:
        for place in places:
            is_meant = not workload.at or place.id.split("/")[0] in workload.at
            if place.scope == "cluster" and is_meant:
                told = "workload", workload.name, place.id, workload.id
                stated[f"{place.id}/{workload.id}"] = told
    known, found = sorted(stated) or ["nothing"], []
    for id, (component, name, at, runs) in sorted(stated.items()):
        serves, because = draw(CAPABILITIES), draw(_reasons(known))
        purposes = draw(CAPABILITIES)
        found.append(Placement(id, component, name, at, serves, because, runs, purposes))
    return tuple(found)


@st.composite
def _flows(draw: st.DrawFn, placements: Sequence[str]) -> tuple[Flow, ...]:
    """Flows between placements, sorted by their ids."""
    if not placements:
        return ()
    end = st.sampled_from(placements)
    found = {}
    for a, kind, b in draw(st.lists(st.tuples(end, IDS, end), max_size=4)):
        id = f"{a}--{kind}--{b}"
        found[id] = Flow(id, a, b, kind, draw(TEXTS), draw(_reasons([a, b])))
    return tuple(found[id] for id in sorted(found))


@st.composite
def _reasons(draw: st.DrawFn, others: Sequence[str]) -> tuple[Reason, ...]:
    because = some(st.sampled_from(others) | LINES, 3).map(tuple)
    return tuple(draw(st.lists(st.builds(Reason, TEXTS, because, SOURCES), max_size=3)))


@st.composite
def _briefs(
    draw: st.DrawFn, sites: Sequence[Site], workloads: Sequence[Workload], clusters: Sequence[str]
) -> Brief:
    """The brief that an architecture was made for."""
    used, avoided = (tuple(draw(some(IDS, 2))) for _ in range(2))
    return Brief(
        draw(LINES),
        draw(DAYS),
        tuple(sites),
        tuple(workloads),
        draw(ANSWERS),
        used,
        avoided,
        tuple(draw(some(IDS, 3))),
        (("use.x", "brief.yaml:3"),),
        "brief.yaml",
        environments=draw(_environments(clusters)),
    )


@st.composite
def _environments(draw: st.DrawFn, clusters: Sequence[str]) -> tuple[Environment, ...]:
    """Environments of a cluster each, the first promoting to the second."""
    held = draw(some_of(clusters, 2))
    after = ("live", None) if len(held) == 2 else (None,)
    named = zip(("test", "live"), held, after, strict=False)
    return tuple(Environment(id, (place,), follows) for id, place, follows in named)
