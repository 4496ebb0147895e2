"""A view from its parts: with its title, its legend, and what it leaves out."""

from __future__ import annotations

from kgraph.model.knowledge import Knowledge
from kgraph.view.boxes import cloud_of, legend_of, sites_told
from kgraph.view.excerpt import Excerpt, left_out
from kgraph.view.scene import Scene
from kgraph.view.view import Arrow, Block, Frame, View


def composed(
    excerpt: Excerpt,
    scene: Scene,
    children: tuple[Frame | Block, ...],
    arrows: tuple[Arrow, ...],
    arrangement: str,
) -> View:
    """The view of an excerpt with these frames, blocks and arrows."""
    knowledge = scene.knowledge
    title, subtitle = heading(excerpt, knowledge)
    return View(
        id=excerpt.id,
        title=title,
        subtitle=subtitle,
        children=children,
        arrows=arrows,
        legend=legend_of((arrow.kind for arrow in arrows), knowledge),
        left_out=left_out(excerpt, knowledge, scene.told(), scene.folded, arrows),
        along=frozenset(excerpt.definition.along) or frozenset(knowledge.flow_kind_by_id),
        arrangement=arrangement,
    )


def heading(excerpt: Excerpt, knowledge: Knowledge) -> tuple[str, str]:
    """The name of the architecture; the kind of view, its scope and its day."""
    whole, definition = excerpt.whole, excerpt.definition
    subject = excerpt.id.partition(":")[2]
    if definition.per and subject:
        site = whole.around(subject)[-2] if definition.per in ("site", "cluster") else ""
        cloud = cloud_of(whole, site, knowledge) if site else ""
        scope = f"{definition.label} {subject}{' · ' + cloud if cloud else ''}"
    else:
        scope = f"{definition.label} · {sites_told(whole, knowledge)}"
    return whole.name, f"{scope} · as of {whole.as_of.isoformat()}"
