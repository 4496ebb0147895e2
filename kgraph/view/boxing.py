"""The box of a placement in the colour of its lane, and the words on it and on its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgraph.model.architecture import Architecture, Placement
from kgraph.model.component import Component
from kgraph.model.knowledge import Knowledge
from kgraph.model.pictures import Lane
from kgraph.view.roles import role_of
from kgraph.view.view import Box, Hue

REASONS = 6
"""How many reasons a tooltip tells."""
NAMED = 2
"""How many of several things in one box are named."""
ON_CARD = 36
"""How many letters the names of several things in one box may have together."""
LISTED = 4
"""How many sites on one cloud are named."""


def box_of(
    placement: Placement, knowledge: Knowledge, mark: str = "", stacked: Sequence[Placement] = ()
) -> Box:
    """The box of a placement, or of several `stacked` ones of which it is the first."""
    component = knowledge.components[placement.component]
    every = stacked or (placement,)
    if of_several(every):
        return _lane_box(every, knowledge, mark)
    names = [p.name for p in every]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED + 1 else ""
    return Box(
        id=placement.id,
        title=", ".join(names[:NAMED] if more else names) + more,
        subtitle=role_of(placement, component, knowledge),
        icon=icon_of(component),
        glyph=knowledge.glyph(component.concern, placement.purposes),
        hue=hue_of(lane_of(placement, knowledge)),
        href=component.homepage,
        tooltip="\n".join([*(names if len(names) > 1 else []), tooltip_of(placement, component)]),
        mark=mark,
        count=len(every),
        covers=tuple(p.id for p in every),
    )


def of_several(placements: Sequence[Placement]) -> bool:
    """Whether placements are of more than one component."""
    return len({one.component for one in placements}) > 1


def _lane_box(placements: Sequence[Placement], knowledge: Knowledge, mark: str) -> Box:
    """The box of several things of a lane, called as the lane, with the foremost by their names."""
    first = placements[0]
    component, lane = knowledge.components[first.component], lane_of(first, knowledge)
    names = list(dict.fromkeys(one.name for one in placements))
    ids = tuple(one.id for one in placements)
    return Box(
        id=first.id,
        title=lane.label,
        subtitle=_some(names),
        icon="",
        glyph=knowledge.glyph(component.concern, ()),
        hue=hue_of(lane),
        href="",
        tooltip="\n• ".join([lane.label, *names]),
        mark=mark,
        count=len(placements),
        covers=ids,
    )


def _some(names: Sequence[str]) -> str:
    """Some of the names, as many as a card has room for, and how many more there are.

    >>> _some(["Prometheus", "Loki", "Grafana", "OpenTelemetry Collector"])
    'Prometheus, Loki, Grafana, 1 more'
    >>> _some(["Compute Engine persistent disk CSI Driver", "Cloud SQL"])
    'Cloud SQL, 1 more'
    """
    said: list[str] = []
    for name in names:
        if len(_with_rest([*said, name], len(names))) <= ON_CARD:
            said.append(name)
    return _with_rest(said or names[:1], len(names))


def _with_rest(said: Sequence[str], many: int) -> str:
    """Names, and how many of so many are not among them."""
    rest = many - len(said)
    return ", ".join([*said, f"{rest} more"] if rest else said)


def icon_of(component: Component) -> str:
    """The name of its picture, or nothing where a badge takes its place."""
    return "" if component.icon == "badge" else component.icon


def tooltip_of(placement: Placement, component: Component) -> str:
    """Its name, what it is, and why it is there."""
    reasons = list(dict.fromkeys(reason.text for reason in placement.reasons))[:REASONS]
    told = [f"• {text}" for text in reasons]
    return "\n".join([placement.name, component.definition, *told])


def lane_of(placement: Placement, knowledge: Knowledge) -> Lane:
    """The lane that a placement is drawn in."""
    return knowledge.lane_of(knowledge.components[placement.component].concern)


def hue_of(lane: Lane) -> Hue:
    """The colour of a lane."""
    return Hue(lane.hue, lane.dark_hue)


def layer_of(placement: Placement, knowledge: Knowledge) -> int:
    """How far along the way from client to data a placement stands."""
    layers = (knowledge.capabilities[id].layer for id in placement.purposes)
    return min(layers, default=0)


def prominence_of(placement: Placement, knowledge: Knowledge) -> int:
    """How much a placement matters to a reader: 1 is most."""
    return min(knowledge.capabilities[id].prominence for id in placement.purposes)


def framing(placement: Placement, knowledge: Knowledge) -> bool:
    """Whether a placement is drawn as a frame around what it holds."""
    return any(knowledge.capabilities[id].frames for id in placement.capabilities)


def cloud_of(
    architecture: Architecture, site: str, knowledge: Knowledge, *, region: bool = True
) -> str:
    """The cloud of a site, its region and its environment, in words."""
    place = architecture.place(site)
    cloud, where = knowledge.cloud_label(place.cloud or ""), place.region if region else ""
    words = (cloud, where, stage_of(architecture, site))
    return " · ".join(word for word in words if word)


def stage_of(architecture: Architecture, place: str) -> str:
    """The environment that is told at a place itself, not at the site around it; else nothing."""
    environments = architecture.brief.environments if architecture.brief is not None else ()
    return next((one.id for one in environments if place in one.holds), "")


def sites_told(architecture: Architecture, knowledge: Knowledge) -> str:
    """The sites with their clouds, in a line; of many, how many they are on each cloud."""
    sites: dict[str, list[str]] = {}
    for site in architecture.sites:
        sites.setdefault(knowledge.cloud_label(str(site.cloud)), []).append(site.id)
    return ", ".join(f"{_listed(ids)} {_on(cloud)}" for cloud, ids in sites.items())


def _on(cloud: str) -> str:
    """On which cloud, in words.

    >>> _on("AWS"), _on("On premises")
    ('on AWS', 'on premises')
    """
    return f"o{cloud[1:]}" if cloud.startswith("On ") else f"on {cloud}"


def _listed(ids: list[str]) -> str:
    return ", ".join(ids) if len(ids) <= LISTED else f"{len(ids)} sites"


def names_of(place: str, folded: Mapping[str, tuple[str, ...]]) -> str:
    """The short name of a place; of several alike, their names and how many they are."""
    names = [id.split("/")[-1] for id in folded.get(place, (place,))]
    if len(names) == 1:
        return names[0]
    shown = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
    return f"{shown} (×{len(names)})"
