"""The blocks of a view of layers within frames of sites and clusters."""

from __future__ import annotations

from collections.abc import Sequence

from kgraph.model.topology import Place
from kgraph.view.blocks import Blocks
from kgraph.view.boxing import cloud_of, names_of
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
    gone = scene.gone()
    name = names_of(site.id, scene.folded)
    region = site.id not in scene.folded
    cloud = cloud_of(scene.architecture, site.id, scene.knowledge, region=region)
    places = scene.architecture.topology.right_inside(site.id)
    clusters = [place for place in places if place.id not in gone and place.id in blocks.at]
    own = blocks.at.get(site.id, ())
    if not own and len(clusters) == 1:
        (only,) = clusters
        title = f"{name} · cluster {names_of(only.id, scene.folded)}"
        return _frame(only, scene, title, cloud, blocks.at[only.id])
    inner = [_cluster(place, scene, blocks) for place in clusters]
    return _frame(site, scene, name, cloud, [*own, *inner]) if own or inner else None


def _cluster(place: Place, scene: Scene, blocks: Blocks) -> Frame:
    return _frame(place, scene, names_of(place.id, scene.folded), "cluster", blocks.at[place.id])


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
