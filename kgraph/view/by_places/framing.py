"""The blocks of a view by places within frames: of sites, of their networks, of their clusters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kgraph.model.architecture import Placement
from kgraph.model.topology import Place
from kgraph.view.blocks import Blocks
from kgraph.view.boxing import cloud_of, icon_of, names_of, stage_of, tooltip_of
from kgraph.view.excerpt import Excerpt
from kgraph.view.fitting import Scene
from kgraph.view.view import Block, Frame

Children = tuple[Frame | Block, ...]


def framed(scene: Scene, blocks: Blocks, excerpt: Excerpt) -> Children:
    """The blocks of the world, and a frame for each site; in a part, where it holds something."""
    gone = scene.gone()
    sites = [site for site in scene.architecture.sites if site.id not in gone]
    frames = (_site(site, scene, blocks) for site in sites)
    children: Children = (*blocks.at.get("world", ()), *frames)
    if excerpt.part.placements == excerpt.whole.placements:
        return children
    return _inhabited(children, f"frame:{excerpt.subject}")


def _site(site: Place, scene: Scene, blocks: Blocks) -> Frame:
    region = site.id not in scene.folded
    cloud = cloud_of(scene.architecture, site.id, scene.knowledge, region=region)
    return Frame(
        id=f"frame:{site.id}",
        title=names_of(site.id, scene.folded),
        subtitle=cloud,
        icon="",
        level="site",
        href="",
        tooltip=cloud,
        children=_in_site(site, scene, blocks),
        mark=scene.mark(site.id),
    )


def _in_site(site: Place, scene: Scene, blocks: Blocks) -> Children:
    """What stands at a site itself, its networks with what stands in them, and its clusters.

    Where it is one network, that is a frame around the clusters and what stands in it.
    """
    inner = tuple(_inner(place, scene, blocks) for place in _drawn_in(site, scene))
    own = blocks.at.get(site.id, ())
    network = scene.holders.get(site.id)
    if network is None:
        return (*own, *inner)
    within = blocks.at.get(network.id, ())
    return (*own, _holder(network, scene, "network", (*within, *inner)))


def _drawn_in(place: Place, scene: Scene) -> list[Place]:
    """The places right within one for which no other stands."""
    gone = scene.gone()
    inside = scene.architecture.topology.right_inside(place.id)
    return [one for one in inside if one.id not in gone]


def _inner(place: Place, scene: Scene, blocks: Blocks) -> Frame:
    """The frame of a network or of a cluster."""
    return (_cluster if place.scope == "cluster" else _network)(place, scene, blocks)


def _network(place: Place, scene: Scene, blocks: Blocks) -> Frame:
    """A network that the brief names, around what stands in it and the clusters there."""
    clusters = (_cluster(one, scene, blocks) for one in _drawn_in(place, scene))
    inside: Children = (*blocks.at.get(place.id, ()), *clusters)
    holder = scene.holders.get(place.id)
    name = names_of(place.id, scene.folded)
    if holder is not None:
        frame = _holder(holder, scene, "network", inside)
        return replace(frame, subtitle=f"network {name}")
    return _plain(place, scene, inside)


def _cluster(place: Place, scene: Scene, blocks: Blocks) -> Frame:
    inside = tuple(blocks.at.get(place.id, ()))
    holder = scene.holders.get(place.id)
    if holder is not None:
        return _holder(holder, scene, "cluster", inside)
    return _plain(place, scene, inside)


def _staged(words: str, place: str, scene: Scene) -> str:
    """What is said of a place, and the environment that it is, if the brief says so."""
    stage = stage_of(scene.architecture, place)
    return f"{words} · {stage}" if stage else words


def _plain(place: Place, scene: Scene, children: Children) -> Frame:
    """The frame of a place where no placement is drawn as one."""
    return Frame(
        id=f"frame:{place.id}",
        title=names_of(place.id, scene.folded),
        subtitle=_staged(place.scope, place.id, scene),
        icon="",
        level=place.scope,
        href="",
        tooltip=place.id,
        children=children,
        mark=scene.mark(place.id),
    )


def _holder(
    holder: Placement, scene: Scene, level: str, children: Sequence[Frame | Block]
) -> Frame:
    """The frame of a placement that holds others."""
    component = scene.knowledge.components[holder.component]
    cluster = _staged(f"cluster {names_of(holder.place, scene.folded)}", holder.place, scene)
    return Frame(
        id=f"frame:{holder.id}",
        title=holder.name,
        subtitle=cluster if level == "cluster" else "",
        icon=icon_of(component),
        level=level,
        href=component.homepage,
        tooltip=tooltip_of(holder, component),
        children=tuple(children),
        mark=scene.mark(holder.id),
        covers=(holder.id,),
    )


def _inhabited(children: Iterable[Frame | Block], subject: str) -> Children:
    """Without the frames that hold nothing and are nothing, which would only take room.

    That of the subject stays.
    """
    found: list[Frame | Block] = []
    for node in children:
        if isinstance(node, Block):
            found.append(node)
            continue
        inner = _inhabited(node.children, subject)
        if inner or node.covers or node.mark or node.id == subject:
            found.append(replace(node, children=inner))
    return tuple(found)
