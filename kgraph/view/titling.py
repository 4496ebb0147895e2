"""The view from its parts: with its title, its legend, and what it leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kgraph.model.flows import Line
from kgraph.model.knowledge import Knowledge
from kgraph.view.accounting import left_out
from kgraph.view.boxing import cloud_of, sites_told
from kgraph.view.excerpt import Excerpt
from kgraph.view.fitting import Scene
from kgraph.view.loose import loose_told
from kgraph.view.partly import shares_told
from kgraph.view.view import Arrow, Block, Frame, Hue, LegendLine, View


def titled(
    excerpt: Excerpt,
    scene: Scene,
    children: tuple[Frame | Block, ...],
    arrows: tuple[Arrow, ...],
    arrangement: str,
) -> View:
    """The view of an excerpt with these frames, blocks and arrows.

    The strands of the kinds of flow that it is arranged along are told apart.
    """
    knowledge, flows = scene.knowledge, scene.architecture.flows
    title, subtitle = heading(excerpt, knowledge)
    arrows = tuple(told_apart(arrows, excerpt.definition.along, scene))
    return View(
        id=excerpt.id,
        title=title,
        subtitle=subtitle,
        children=children,
        arrows=arrows,
        legend=legend_of((arrow.line for arrow in arrows), knowledge),
        left_out=(
            *left_out(excerpt, scene, arrows),
            *loose_told(children, arrows, flows),
            *shares_told(arrows),
        ),
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


def told_apart(arrows: Iterable[Arrow], along: Iterable[str], scene: Scene) -> Iterator[Arrow]:
    """The arrows; those of these kinds as the strand to which all that they stand for belongs."""
    kinds, flows = scene.knowledge.flow_kind_by_id, scene.architecture.flow_by_id
    apart = {id: kinds[id] for id in along}
    for arrow in arrows:
        if arrow.kind in apart:
            labels = frozenset(flows[id].label for id in arrow.covers)
            yield replace(arrow, strand=apart[arrow.kind].strand_of(labels))
        else:
            yield arrow


def legend_of(lines: Iterable[str], knowledge: Knowledge) -> tuple[LegendLine, ...]:
    """The legend of these kinds of flow and strands, in their stated order."""
    present = set(lines)
    found: list[LegendLine] = []
    for kind in knowledge.flow_kinds:
        if kind.id in present:
            found.append(_legend_line(kind))
        shown = (strand for strand in kind.strands if strand.id in present)
        found.extend(_legend_line(strand, part_of=kind.id) for strand in shown)
    return tuple(found)


def _legend_line(line: Line, part_of: str = "") -> LegendLine:
    return LegendLine(
        kind=line.id,
        label=line.label,
        definition=line.definition,
        dash=line.dash,
        weight=line.weight,
        hue=Hue(line.hue, line.dark_hue),
        part_of=part_of,
    )
