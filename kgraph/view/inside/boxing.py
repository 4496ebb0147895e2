"""Boxes of what is not one placement.

Components and capabilities as such, parts of a component, placements alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from urllib.parse import urlsplit

from kgraph.model.architecture import Placement
from kgraph.model.component import Component, Evidence, Part
from kgraph.model.knowledge import Capability, Knowledge
from kgraph.view.boxing import hue_of, icon_of
from kgraph.view.view import Box

ROOM = 23
"""How many letters of a subtitle fit into a box."""


def part_box(part: Part, whole: Component, knowledge: Knowledge) -> Box:
    """The box of a part, in the colour of the whole; what it is stands in the tooltip."""
    others = [knowledge.components[one].name for one in part.only_with]
    return Box(
        id=part.id,
        title=part.name,
        subtitle=f"only with {' or '.join(others)}" if others else "",
        icon=part.icon,
        glyph=part.glyph or knowledge.glyph(whole.concern, whole.provides),
        hue=hue_of(knowledge.lane_of(whole.concern)),
        href=whole.homepage,
        tooltip=f"{part.name}\n{part.definition}",
        covers=(part.id,),
    )


def component_box(component: Component, knowledge: Knowledge) -> Box:
    """The box of a component as such, in no architecture."""
    return Box(
        id=component.id,
        title=component.name,
        subtitle="",
        icon=icon_of(component),
        glyph=knowledge.glyph(component.concern, component.provides),
        hue=hue_of(knowledge.lane_of(component.concern)),
        href=component.homepage,
        tooltip=f"{component.name}\n{component.definition}",
        covers=(component.id,),
    )


def capability_box(
    capability: Capability, whole: Component, knowledge: Knowledge, day: date
) -> Box:
    """The box of whatever has a capability that `whole` deals with; examples are of that day."""
    title = capitalised(capability.label)
    return Box(
        id=f"capability:{capability.id}",
        title=title,
        subtitle=examples(capability, whole, knowledge, day),
        icon="",
        glyph=knowledge.glyph(capability.concern, (capability.id,)),
        hue=hue_of(knowledge.lane_of(capability.concern)),
        href="",
        tooltip=f"{title}\n{capability.definition}",
        covers=(capability.id,),
    )


def placements_box(placements: Sequence[Placement], knowledge: Knowledge) -> Box:
    """One box for placements of one product, with their number and their places."""
    first = placements[0]
    component = knowledge.components[first.component]
    places = ", ".join(p.place for p in placements if p.place != "world")
    return Box(
        id=first.id,
        title=first.name,
        subtitle="",
        icon=icon_of(component),
        glyph=knowledge.glyph(component.concern, first.purposes),
        hue=hue_of(knowledge.lane_of(component.concern)),
        href=component.homepage,
        tooltip="\n".join(
            [first.name, component.definition, *([f"At {places}"] if places else [])]
        ),
        count=len(placements),
        covers=tuple(p.id for p in placements),
    )


def examples(capability: Capability, whole: Component, knowledge: Knowledge, day: date) -> str:
    """``such as X, Y``: what has the capability on that day, as much as fits into a box.

    What has a picture comes first, what is delivered as the whole is, and what does little else.
    """
    known = _of_use(knowledge.providers[capability.id], whole)
    there = [one for one in map(knowledge.components.__getitem__, known) if one.available(day)]
    said = ""
    for component in sorted(
        there,
        key=lambda c: (c.icon == "badge", c.delivery != whole.delivery, len(c.provides), c.id),
    ):
        longer = f"{said}, {component.name}" if said else f"such as {component.name}"
        said = longer if len(longer) <= ROOM else said
    return said


def _of_use(providers: Iterable[str], whole: Component) -> list[str]:
    """Of who has a capability those that a component names where it needs one of several; all
    others where it names none of them.
    """
    known = [id for id in providers if id != whole.id]
    named = set(chain.from_iterable(need.alternatives for need in whole.needs))
    return [id for id in known if id in named] or known


def source_told(evidence: Evidence) -> str:
    """Where a fact comes from, short enough for a line under a title.

    >>> source_told(Evidence("https://github.com/rook/rook/blob/104f03f3/Documentation/storage-architecture.md"))
    'source: github.com/rook/rook'
    >>> source_told(Evidence("https://velero.io/docs/main/how-velero-works"))
    'source: velero.io'
    """
    if evidence.source is None:
        return f"not verified: {evidence.unverified}" if evidence.unverified else "without a source"
    address = urlsplit(evidence.source)
    owner = address.path.strip("/").split("/")[:2] if address.netloc == "github.com" else []
    return f"source: {'/'.join([address.netloc, *owner])}"


def capitalised(words: str) -> str:
    """With a capital first letter; the rest stays as it is.

    >>> capitalised("DNS hosting"), capitalised("image scanning")
    ('DNS hosting', 'Image scanning')
    """
    return words[:1].upper() + words[1:]
