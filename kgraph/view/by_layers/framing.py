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
    """The blocks of the world, and a frame for each site that holds something."""
    gone = scene.gone()
    sites = [_site(site, scene, blocks) for site in scene.architecture.sites if site.id not in gone]
    return (*blocks.at.get("world", ()), *(site for site in sites if site is not None))


def _site(site: Place, scene: Scene, blocks: Blocks) -> Frame | None:
    """A site with its clusters, None where it holds nothing.

    With nothing but a cluster it shares its frame.
    """
    name = names_of(site.id, scene.folded)
    region = site.id not in scene.folded
    cloud = cloud_of(scene.architecture, site.id, scene.knowledge, region=region)
    inner = tuple(_within(site, scene, blocks))
    own = blocks.at.get(site.id, ())
    if not own and len(inner) == 1 and inner[0].level == "cluster":
        (only,) = inner
        return replace(only, title=f"{name} · cluster {only.title}", subtitle=cloud, tooltip=cloud)
    return _frame(site, scene, name, cloud, [*own, *inner]) if own or inner else None


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
