"""The blocks of a view of layers within frames of sites and clusters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kgraph.model.topology import Place
from kgraph.view.blocks import Blocks
from kgraph.view.boxing import cloud_of, names_of, stage_of
from kgraph.view.fitting import Scene
from kgraph.view.view import Block, Frame


def framed(scene: Scene, blocks: Blocks) -> tuple[Frame | Block, ...]:
    """The blocks of the world, and a frame for each site that holds something.

    Where each of these holds nothing but a cluster, it shares its frame with that: all or none, so
    that sites look alike.
    """
    gone = scene.gone()
    sites = [_site(site, scene, blocks) for site in scene.architecture.sites if site.id not in gone]
    frames = [site for site in sites if site.children]
    clusters = [only for only in map(_only_cluster, frames) if only is not None]
    if len(clusters) == len(frames):
        frames = list(map(_shared, frames, clusters))
    return (*blocks.at.get("world", ()), *frames)


def _site(site: Place, scene: Scene, blocks: Blocks) -> Frame:
    """A site with its clusters."""
    region = site.id not in scene.folded
    cloud = cloud_of(scene.architecture, site.id, scene.knowledge, region=region)
    held: list[Frame | Block] = [*blocks.at.get(site.id, ()), *_within(site, scene, blocks)]
    return _frame(site, scene, names_of(site.id, scene.folded), cloud, held)


def _only_cluster(site: Frame) -> Frame | None:
    """The cluster of a site that holds nothing else."""
    match site.children:
        case (Frame(level="cluster") as only,):
            return only
    return None


def _shared(site: Frame, only: Frame) -> Frame:
    """The frame of the only cluster of a site, which stands for both."""
    title = f"{site.title} · cluster {only.title}"
    return replace(only, title=title, subtitle=site.subtitle, tooltip=site.tooltip)


def _within(place: Place, scene: Scene, blocks: Blocks) -> Iterator[Frame]:
    """The networks and clusters right within a place that hold something."""
    gone = scene.gone()
    for inner in scene.architecture.topology.right_inside(place.id):
        held: list[Frame | Block] = [*blocks.at.get(inner.id, ()), *_within(inner, scene, blocks)]
        if held and inner.id not in gone:
            stage = stage_of(scene.architecture, inner.id)
            words = f"{inner.scope} · {stage}" if stage else inner.scope
            yield _frame(inner, scene, names_of(inner.id, scene.folded), words, held)


def _frame(
    place: Place, scene: Scene, title: str, subtitle: str, children: Sequence[Frame | Block]
) -> Frame:
    return Frame(
        id=f"frame:{place.id}",
        title=title,
        subtitle=subtitle,
        icon="",
        level=place.scope,
        href="",
        tooltip=subtitle,
        children=tuple(children),
        mark=scene.mark(place.id),
    )
