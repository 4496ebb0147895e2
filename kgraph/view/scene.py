"""What of an excerpt is drawn: everything if it fits; else like places once, several of a kind as one, then only what matters most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kgraph.model.architecture import Architecture, Placement
from kgraph.model.knowledge import Knowledge
from kgraph.model.topology import Place
from kgraph.view.boxes import framing, layer_of

MAX_BOXES = 40


@dataclass(frozen=True, slots=True)
class Scene:
    """The placements that are drawn, and what stands for what.

    `folded` holds like places by the one that is drawn, `stacked` the placements of one component at one place by the one whose
    box stands for them all.
    """

    architecture: Architecture
    knowledge: Knowledge
    drawn: tuple[Placement, ...]
    folded: dict[str, tuple[str, ...]]
    marks: Mapping[str, str] = field(default_factory=dict)
    holders: Mapping[str, Placement] = field(default_factory=dict)
    stacked: Mapping[str, tuple[Placement, ...]] = field(default_factory=dict)

    def told(self) -> tuple[str, ...]:
        """The ids of the placements that a box or frame stands for."""
        return tuple(p.id for one in self.drawn for p in self.stacked.get(one.id, (one,)))


def fit(
    architecture: Architecture,
    knowledge: Knowledge,
    marks: Mapping[str, str],
    *,
    roomy: int = MAX_BOXES,
) -> Scene:
    """Everything if there are no more than `roomy`; else with like sites and clusters as one; else without the products that matter least."""
    everything = architecture.placements
    folded: dict[str, tuple[str, ...]] = {}
    if len(everything) > roomy:
        folded = _alike(architecture, marks)
    gone = {place for places in folded.values() for place in places[1:]}
    outside = {
        place.id
        for place in architecture.places
        if any(outer in gone for outer in architecture.around(place.id))
    }
    shown = [p for p in everything if p.place not in outside]
    stacked: dict[str, tuple[Placement, ...]] = {}
    if len(shown) > MAX_BOXES:
        stacked = _stacked(shown, marks)
        under = {p.id for many in stacked.values() for p in many[1:]}
        shown = [p for p in shown if p.id not in under]
    if len(shown) > MAX_BOXES:
        shown = _foremost(shown, main_path(architecture, knowledge), knowledge, marks)
    return Scene(
        architecture,
        knowledge,
        tuple(shown),
        folded,
        marks,
        _holders(shown, knowledge, marks),
        stacked,
    )


def _stacked(
    placements: Iterable[Placement], marks: Mapping[str, str]
) -> dict[str, tuple[Placement, ...]]:
    """Placements of one component at one place that serve as the same and are marked alike, such as workloads, by the first of them."""
    groups: dict[tuple[object, ...], list[Placement]] = defaultdict(list)
    for placement in placements:
        kind = placement.component, placement.capabilities, placement.serves
        groups[placement.place, kind, marks.get(placement.id, "")].append(placement)
    return {many[0].id: tuple(many) for many in groups.values() if len(many) > 1}


def _holders(
    placements: Iterable[Placement], knowledge: Knowledge, marks: Mapping[str, str]
) -> dict[str, Placement]:
    """For each place the placement that is drawn as the frame around it: one, and rather one that stays."""
    frames = [p for p in placements if framing(p, knowledge)]
    ordered = sorted(frames, key=lambda p: (marks.get(p.id) == "removed", p.id), reverse=True)
    return {p.place: p for p in ordered}


def _foremost(
    placements: list[Placement], path: set[str], knowledge: Knowledge, marks: Mapping[str, str]
) -> list[Placement]:
    """The placements that matter most, as many as fit; a product is drawn everywhere or nowhere, as far as that goes."""
    by_product: dict[str, list[Placement]] = defaultdict(list)
    for placement in placements:
        by_product[placement.workload or placement.component].append(placement)
    ranked = sorted(
        by_product.values(),
        key=lambda ps: (
            not any(p.id in marks or _prominence(p, knowledge) == 1 for p in ps),
            min(_prominence(p, knowledge) for p in ps),
            not any(p.id in path for p in ps),
            layer_of(ps[0], knowledge),
            ps[0].id,
        ),
    )
    kept: list[Placement] = []
    for group in ranked:
        if len(kept) + len(group) <= MAX_BOXES or _prominence(group[0], knowledge) == 1:
            kept += group
    return sorted(kept[:MAX_BOXES], key=lambda p: p.id)


def _prominence(placement: Placement, knowledge: Knowledge) -> int:
    return min(
        knowledge.capabilities[id].prominence for id in placement.serves or placement.capabilities
    )


def _alike(architecture: Architecture, marks: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Sites that hold the same on the same cloud, and such clusters of one site: the first stands for all."""
    folded: dict[str, tuple[str, ...]] = {}
    gone: set[str] = set()
    for scope in ("site", "cluster"):
        groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for place in architecture.topology.at(scope):
            if not gone.intersection(architecture.around(place.id)):
                groups[place.cloud, place.within, _content(architecture, place, marks)].append(
                    place.id
                )
        for places in groups.values():
            if len(places) > 1:
                folded[places[0]] = tuple(places)
                gone.update(places[1:])
    return folded


def _content(
    architecture: Architecture, place: Place, marks: Mapping[str, str]
) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        sorted(
            (
                p.place[len(place.id) :],
                p.workload or p.component,
                marks.get(p.id, marks.get(place.id, "")),
            )
            for p in architecture.placements_within(place.id)
        )
    )


def main_path(architecture: Architecture, knowledge: Knowledge) -> set[str]:
    """The placements that the main path passes."""
    passed = [flow for flow in architecture.flows if flow.kind in knowledge.main_path]
    return {end for flow in passed for end in (flow.source, flow.target)}
