"""How placements look in any picture: their boxes, the frames of those that hold others, lanes and layers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kgraph.model.architecture import Architecture, Placement
from kgraph.model.component import Component
from kgraph.model.knowledge import Knowledge, Lane
from kgraph.view.view import Box, Hue, LegendLine

REASONS = 6
"""How many reasons a tooltip tells."""


NAMED = 2
"""How many of several things in one box are named."""


def box_of(
    placement: Placement, knowledge: Knowledge, mark: str = "", stacked: Sequence[Placement] = ()
) -> Box:
    """The box of a placement, or of several `stacked` ones of which it is the first, in the colour of its lane."""
    component = knowledge.components[placement.component]
    every = stacked or (placement,)
    names = [p.name for p in every]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED + 1 else ""
    return Box(
        id=placement.id,
        title=", ".join(names[:NAMED] if more else names) + more,
        subtitle=role_of(placement, component, knowledge),
        icon=icon_of(component),
        glyph=knowledge.glyph(component.concern, placement.serves or placement.capabilities),
        hue=hue_of(lane_of(placement, knowledge)),
        href=component.homepage,
        tooltip="\n".join([*(names if len(names) > 1 else []), tooltip_of(placement, component)]),
        mark=mark,
        count=len(every),
        covers=tuple(p.id for p in every),
    )


def icon_of(component: Component) -> str:
    """The name of its picture, or nothing where a badge takes its place."""
    return "" if component.icon == "badge" else component.icon


def role_of(placement: Placement, component: Component, knowledge: Knowledge) -> str:
    """In a word or two what it is there for: of what it serves as, the capability that most matters."""
    if component.delivery == "actor":
        return ""
    serves = set(placement.serves or placement.capabilities)
    known = [knowledge.capabilities[id] for id in placement.capabilities]
    own = [c for c in known if c.id in serves or serves.intersection(c.broader)]
    narrow = [c for c in own if not any(c.id in other.broader for other in own)]
    best = min(narrow, key=lambda c: (c.prominence, c.layer, c.id), default=None)
    return best.label if best else ""


def tooltip_of(placement: Placement, component: Component) -> str:
    """Its name, what it is, and why it is there."""
    lines = [placement.name, component.definition]
    lines += [
        f"• {text}"
        for text in list(dict.fromkeys(reason.text for reason in placement.reasons))[:REASONS]
    ]
    return "\n".join(lines)


def lane_of(placement: Placement, knowledge: Knowledge) -> Lane:
    """The lane that a placement is drawn in."""
    return knowledge.lane_of(knowledge.components[placement.component].concern)


def hue_of(lane: Lane) -> Hue:
    """The colour of a lane."""
    return Hue(lane.hue, lane.dark_hue)


def layer_of(placement: Placement, knowledge: Knowledge) -> int:
    """How far along the way from client to data a placement stands."""
    return min(
        (knowledge.capabilities[id].layer for id in placement.serves or placement.capabilities),
        default=0,
    )


def framing(placement: Placement, knowledge: Knowledge) -> bool:
    """Whether a placement is drawn as a frame around what it holds."""
    return any(knowledge.capabilities[id].frames for id in placement.capabilities)


def legend_of(kinds: Iterable[str], knowledge: Knowledge) -> tuple[LegendLine, ...]:
    """The lines of the legend for these kinds of flow, in their stated order."""
    present = set(kinds)
    return tuple(
        LegendLine(k.id, k.label, k.definition, k.dash, k.weight, Hue(k.hue, k.dark_hue))
        for k in knowledge.flow_kinds
        if k.id in present
    )


def cloud_of(
    architecture: Architecture, site: str, knowledge: Knowledge, *, region: bool = True
) -> str:
    """The cloud of a site, and its region, in words."""
    place = architecture.place(site)
    words = (knowledge.cloud_label(place.cloud or ""), place.region if region else "")
    return " · ".join(word for word in words if word)


def sites_told(architecture: Architecture, knowledge: Knowledge) -> str:
    """The sites with their clouds, in a line; of many, how many they are on each cloud."""
    sites: dict[str, list[str]] = {}
    for site in architecture.sites:
        sites.setdefault(knowledge.cloud_label(str(site.cloud)), []).append(site.id)
    return ", ".join(f"{_listed(ids)} on {cloud}" for cloud, ids in sites.items())


def _listed(ids: list[str]) -> str:
    return ", ".join(ids) if len(ids) <= 4 else f"{len(ids)} sites"


def names_of(place: str, folded: Mapping[str, tuple[str, ...]]) -> str:
    """The short name of a place; of several alike, their names and how many they are."""
    names = [id.split("/")[-1] for id in folded.get(place, (place,))]
    if len(names) == 1:
        return names[0]
    shown = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
    return f"{shown} (×{len(names)})"
