"""What the panel and the search of the page know: elements of the pictures, reasons, alternatives, as JSON-ready data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kgraph.layout.drawing import Drawing, DrawnArrow
from kgraph.model.architecture import Architecture, Placement
from kgraph.model.component import Component
from kgraph.model.knowledge import Knowledge
from kgraph.reports.document import clean, some
from kgraph.reports.page.pictures import prefix_of
from kgraph.reports.record.alternatives import Considered, RunnerUp, others, runners_up
from kgraph.reports.record.sources import address, named, told_flows, told_reasons
from kgraph.view.view import Arrow, Box, Frame


def data(
    architecture: Architecture,
    knowledge: Knowledge,
    drawings: Sequence[Drawing],
    considered: Considered,
) -> dict[str, Any]:
    """Everything the script needs; texts are plain, it sets them as such."""
    teller = _Teller(architecture, knowledge, considered, {one.view.id for one in drawings})
    views = [teller.view(one, prefix_of(number)) for number, one in enumerate(drawings)]
    return {"reasons": teller.reasons, "views": views}


class _Teller:
    """Tells of elements; reasons that many elements have are kept once."""

    def __init__(
        self,
        architecture: Architecture,
        knowledge: Knowledge,
        considered: Considered,
        views: set[str],
    ) -> None:
        self.architecture, self.knowledge, self.views = architecture, knowledge, views
        self.placements = architecture.placement_by_id
        self.names = architecture.names
        self.flows = architecture.flow_by_id
        self.kinds = knowledge.flow_kind_by_id
        close = runners_up(others(architecture, considered, knowledge), knowledge)
        self.runner_up = {one.swap.chosen: one for one in close}
        self.brief = architecture.brief.source if architecture.brief else ""
        self.reasons: list[list[Any]] = []
        self._number: dict[tuple[Any, ...], int] = {}

    def view(self, drawing: Drawing, prefix: str) -> dict[str, Any]:
        """One view: its elements by the ids that they have in the page."""
        view = drawing.view
        items: dict[str, Any] = {}
        for frame in view.frames():
            items[f"{prefix}{frame.id}"] = self._box(frame, "frame", "")
        for block in view.blocks():
            for box in block.boxes:
                items[f"{prefix}node:{box.id}"] = self._box(box, "box", block.id)
        ends = _names(drawing)
        drawn = {arrow.id: arrow for arrow in drawing.arrows}
        for arrow in view.arrows:
            items[f"{prefix}edge:{arrow.id}"] = {
                **self._arrow(arrow, ends),
                **_beside(drawn.get(arrow.id)),
            }
        return {"id": clean(view.id), "items": items}

    def _box(self, box: Box | Frame, kind: str, block: str) -> dict[str, Any]:
        covered = [self.placements[id] for id in box.covers if id in self.placements]
        if not covered and box.id in self.placements:
            covered = [self.placements[box.id]]
        component = self.knowledge.components.get(covered[0].component) if covered else None
        inside = f"inside:{component.id}" if component else ""
        about = component.definition if component else clean(box.tooltip)
        return _filled(
            {
                "k": kind,
                "n": clean(box.title),
                "s": clean(box.subtitle),
                "b": block or box.id,
                "c": list(box.covers) or [one.id for one in covered],
                "about": clean(about),
                "where": some((one.place for one in covered), 12),
                "serves": self._serves(covered),
                "facts": _facts(component),
                "href": address(box.href or (component.homepage if component else "")),
                "inside": inside if inside in self.views else "",
                "r": self._why(covered),
                "or": self._or(component),
                "t": _terms(component),
            }
        )

    def _arrow(self, arrow: Arrow, ends: dict[str, str]) -> dict[str, Any]:
        flows = [self.flows[id] for id in arrow.covers if id in self.flows]
        source = self._end({flow.source for flow in flows}, ends.get(arrow.source, ""))
        target = self._end({flow.target for flow in flows}, ends.get(arrow.target, ""))
        kind = self.kinds.get(arrow.kind)
        told = [
            self._reason(
                f"{one.source} {one.label} {one.target}",
                (some(one.where, 6),) if one.where else (),
                one.sources,
            )
            for one in told_flows(flows, self.placements)
        ]
        return _filled(
            {
                "k": "arrow",
                "n": clean(f"{source} {'↔' if arrow.both else '→'} {target}"),
                "s": clean(arrow.label),
                "a": [arrow.source, arrow.target],
                "c": list(arrow.covers),
                "ends": sorted({end for flow in flows for end in (flow.source, flow.target)}),
                "kind": clean(kind.label if kind else arrow.kind),
                "about": clean(kind.definition if kind else ""),
                "tip": "" if told else clean(arrow.tooltip),
                "steps": list(arrow.steps),
                "r": told,
            }
        )

    def _end(self, ids: set[str], shown: str) -> str:
        """What an end of an arrow is called: as the one product that all its flows have there, else as what is drawn."""
        names = {self.names[id] for id in ids if id in self.names}
        return names.pop() if len(names) == 1 else shown

    def _serves(self, covered: Sequence[Placement]) -> str:
        ids = dict.fromkeys(id for one in covered for id in one.serves)
        known = [
            self.knowledge.capabilities[id].label for id in ids if id in self.knowledge.capabilities
        ]
        return some(known, 6)

    def _why(self, covered: Iterable[Placement]) -> list[int]:
        return [
            self._reason(one.text, one.because, one.sources)
            for one in told_reasons(covered, self.names, self.brief)
        ]

    def _reason(self, text: str, because: Sequence[str], sources: Iterable[str]) -> int:
        cited = tuple((clean(named(one)), address(one)) for one in sources)
        key = (clean(text), clean(some(because, 4, "; ")), cited)
        if key not in self._number:
            self._number[key] = len(self.reasons)
            self.reasons.append([key[0], key[1], [list(one) for one in cited]])
        return self._number[key]

    def _or(self, component: Component | None) -> list[str]:
        """The runner-up of a component: for what, who, why it lost."""
        found: RunnerUp | None = self.runner_up.get(component.id) if component else None
        if found is None:
            return []
        other = self.knowledge.components.get(found.swap.runner_up)
        return [
            clean(part)
            for part in (
                found.swap.capability,
                other.name if other else found.swap.runner_up,
                found.why,
            )
        ]


def _facts(component: Component | None) -> list[str]:
    if component is None:
        return []
    license = (
        ""
        if component.license == "LicenseRef-none"
        else component.license.removeprefix("LicenseRef-")
    )
    return [clean(fact) for fact in (component.delivery, license, component.maturity or "") if fact]


def _terms(component: Component | None) -> str:
    """Words that a component is found by although no picture shows them."""
    return (
        clean(" ".join((component.id, *component.aliases, component.vendor))) if component else ""
    )


def _beside(arrow: DrawnArrow | None) -> dict[str, Any]:
    """Where the words and the number of an arrow stand in the picture, as their attributes have it: they are no part of its group."""
    found = {}
    if arrow is not None and arrow.label is not None:
        found["label"] = f"{arrow.label.x:g} {arrow.label.y:g}"
    if arrow is not None and arrow.number_at is not None:
        x, y = arrow.number_at
        found["number"] = f"{x:g} {y + 4:g}"
    return found


def _names(drawing: Drawing) -> dict[str, str]:
    """What ends of arrows are called."""
    blocks = {
        block.id: block.title or block.boxes[0].title
        for block in drawing.view.blocks()
        if block.boxes
    }
    boxes = {box.id: box.title for block in drawing.view.blocks() for box in block.boxes}
    return {**boxes, **blocks, **{frame.id: frame.title for frame in drawing.view.frames()}}


def _filled(item: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty."""
    return {name: value for name, value in item.items() if value}
