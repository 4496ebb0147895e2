"""The view from its parts: with its title, its legend, and what it leaves out."""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.model.knowledge import Knowledge
from kgraph.view.accounting import left_out
from kgraph.view.boxing import cloud_of, sites_told
from kgraph.view.excerpt import Excerpt
from kgraph.view.fitting import Scene
from kgraph.view.loose import loose_told
from kgraph.view.view import Arrow, Block, Frame, Hue, LegendLine, View


def titled(
    excerpt: Excerpt,
    scene: Scene,
    children: tuple[Frame | Block, ...],
    arrows: tuple[Arrow, ...],
    arrangement: str,
) -> View:
    """The view of an excerpt with these frames, blocks and arrows."""
    knowledge, flows = scene.knowledge, scene.architecture.flows
    title, subtitle = heading(excerpt, knowledge)
    return View(
        id=excerpt.id,
        title=title,
        subtitle=subtitle,
        children=children,
        arrows=arrows,
        legend=legend_of((arrow.kind for arrow in arrows), knowledge),
        left_out=(*left_out(excerpt, scene, arrows), *loose_told(children, arrows, flows)),
        along=frozenset(excerpt.definition.along or knowledge.flow_kind_by_id),
        arrangement=arrangement,
    )


def heading(excerpt: Excerpt, knowledge: Knowledge) -> tuple[str, str]:
    """The name of the architecture; the kind of view, its scope and its day."""
    whole, definition = excerpt.whole, excerpt.definition
    if definition.per and excerpt.subject:
        words = (f"{definition.label} {excerpt.subject}", _cloud(excerpt, knowledge))
        scope = " · ".join(word for word in words if word)
    else:
        scope = f"{definition.label} · {sites_told(whole, knowledge)}"
    return whole.name, f"{scope} · as of {whole.as_of.isoformat()}"


def _cloud(excerpt: Excerpt, knowledge: Knowledge) -> str:
    """The cloud of the site that a view is of, or lies in."""
    if excerpt.definition.per not in ("site", "cluster"):
        return ""
    site = excerpt.whole.around(excerpt.subject)[-2]
    return cloud_of(excerpt.whole, site, knowledge)


def legend_of(kinds: Iterable[str], knowledge: Knowledge) -> tuple[LegendLine, ...]:
    """The lines of the legend for these kinds of flow, in their stated order."""
    present = set(kinds)
    return tuple(
        LegendLine(k.id, k.label, k.definition, k.dash, k.weight, Hue(k.hue, k.dark_hue))
        for k in knowledge.flow_kinds
        if k.id in present
    )
