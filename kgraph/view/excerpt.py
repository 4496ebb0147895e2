"""Excerpts: what a view selects of an architecture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kgraph.model.architecture import Architecture, Flow
from kgraph.model.pictures import ViewDefinition
from kgraph.model.selection import Selection


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The part of an architecture that a view selects.

    `id` names the view, with its subject (``site:eu``); `shown_by` holds for the ids of placements
    and flows the other views that show them; `marks` holds ``added`` or ``removed`` by id.
    """

    whole: Architecture
    part: Architecture
    definition: ViewDefinition
    id: str
    shown_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        """The place or component that the view is of; nothing for the whole."""
        return self.id.partition(":")[2]


def restricted(architecture: Architecture, selection: Selection) -> Architecture:
    """The architecture with no more than what is selected.

    Links that a query derived stand among its flows.
    """
    there = architecture.flow_by_id
    flows = {id: flow for id, flow in there.items() if id in selection.flows}
    for source, kind, target in selection.links:
        link = Flow(f"{source}--{kind}--{target}", source, target, kind, "")
        flows.setdefault(link.id, there.get(link.id, link))
    kept = [one for one in architecture.placements if one.id in selection.placements]
    ordered = tuple(flows[id] for id in sorted(flows))
    return replace(architecture, placements=tuple(kept), flows=ordered)
