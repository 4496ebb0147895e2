"""What the panel and the search of the page know of each element, as JSON-ready data.

Names are short, since a page holds thousands of them: ``n`` name, ``s`` what stands beneath it,
``c`` the ids of what it covers, ``r`` its reasons by number, ``t`` terms that it is found by. What
is empty is left out. Texts are plain; the script sets them as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any

from kgraph.layout.drawing import Drawing, DrawnArrow
from kgraph.model.architecture import Architecture, Flow, Placement
from kgraph.model.component import Component
from kgraph.model.knowledge import Knowledge
from kgraph.reports.component import license_words
from kgraph.reports.document import some
from kgraph.reports.names import component_name
from kgraph.reports.page.pictures import prefix_of
from kgraph.reports.record.others import Considered, runners_up
from kgraph.reports.record.sources import address, named
from kgraph.reports.record.told import ToldFlow, told_flows, told_reasons
from kgraph.view.view import Arrow, Box, Frame
from kgraph.words import clean

Item = dict[str, Any]
"""What is known of one element of a picture."""

MOST_PLACES, MOST_CAPABILITIES, MOST_ENDS, MOST_STATEMENTS = 12, 6, 6, 4
NO_LICENSE = "LicenseRef-none"


def data(
    architecture: Architecture,
    knowledge: Knowledge,
    drawings: Sequence[Drawing],
    considered: Considered,
) -> Item:
    """Everything the script needs."""
    teller = _Teller(architecture, knowledge, considered, {one.view.id for one in drawings})
    views = [teller.view(one, prefix_of(number)) for number, one in enumerate(drawings)]
    return {"reasons": teller.reasons.told, "views": views}


class _Reasons:
    """Reasons by number: those that many elements have are kept once."""

    def __init__(self) -> None:
        self.told: list[list[Any]] = []
        self._numbers: dict[tuple[Any, ...], int] = {}

    def number(self, text: str, because: str, sources: Iterable[str]) -> int:
        """The number of a reason; each of its sources is told with its address."""
        cited = tuple((clean(named(source)), address(source)) for source in sources)
        key = (clean(text), clean(because), cited)
        if key not in self._numbers:
            self._numbers[key] = len(self.told)
            self.told.append([key[0], key[1], [list(source) for source in cited]])
        return self._numbers[key]


class _Teller:
    """Tells of the elements of pictures."""

    def __init__(
        self,
        architecture: Architecture,
        knowledge: Knowledge,
        considered: Considered,
        views: set[str],
    ) -> None:
        self.knowledge, self.views = knowledge, views
        self.placements, self.names = architecture.placement_by_id, architecture.names
        self.day = architecture.as_of
        self.flows, self.kinds = architecture.flow_by_id, knowledge.flow_kind_by_id
        swaps = [one.swap for one in runners_up(architecture, considered)]
        self.runner_up = {swap.chosen: swap for swap in swaps if swap is not None}
        self.brief = architecture.brief.source if architecture.brief else ""
        self.reasons = _Reasons()

    def view(self, drawing: Drawing, prefix: str) -> Item:
        """One view: its elements by the ids that they have in the page."""
        items = {f"{prefix}{id}": item for id, item in self._items(drawing)}
        return {"id": clean(drawing.view.id), "items": items}

    def _items(self, drawing: Drawing) -> Iterator[tuple[str, Item]]:
        """Each frame, box and arrow by its id in the picture."""
        for frame in drawing.view.frames():
            yield frame.id, self._box(frame, "frame", frame.id)
        for block in drawing.view.blocks():
            for box in block.boxes:
                yield f"node:{box.id}", self._box(box, "box", block.id)
        ends, standing = _names_of_ends(drawing), drawing.view.standing()
        drawn = {arrow.id: arrow for arrow in drawing.arrows}
        for arrow in drawing.view.arrows:
            beside = _beside(drawn.get(arrow.id))
            joined = list(dict.fromkeys((standing[arrow.source], standing[arrow.target])))
            yield f"edge:{arrow.id}", {**self._arrow(arrow, ends), "a": joined, **beside}

    # --- boxes and frames

    def _box(self, box: Box | Frame, kind: str, block: str) -> Item:
        covered = self._covered(box)
        component = None
        if covered:
            component = self.knowledge.components.get(covered[0].component)
        ids = [placement.id for placement in covered]
        places = [placement.place for placement in covered]
        item = {
            "k": kind,
            "n": clean(box.title),
            "s": clean(box.subtitle),
            "b": block,
            "c": list(box.covers) or ids,
            "about": clean(box.tooltip),
            "where": some(places, MOST_PLACES),
            "serves": self._serves(covered),
            "href": address(box.href),
            "r": self._why(covered),
        }
        if component is not None:
            item.update(self._component(component, box.href))
        return _filled(item)

    def _covered(self, box: Box | Frame) -> list[Placement]:
        """The placements that it stands for."""
        covered = [self.placements[id] for id in box.covers if id in self.placements]
        if not covered and box.id in self.placements:
            return [self.placements[box.id]]
        return covered

    def _component(self, component: Component, href: str) -> Item:
        """What is known of a component, wherever it stands."""
        inside = f"inside:{component.id}"
        return {
            "about": clean(component.definition),
            "facts": _facts(component, self.day),
            "href": address(href or component.homepage),
            "inside": inside if inside in self.views else "",
            "or": self._runner_up(component),
            "t": _terms(component),
        }

    def _serves(self, covered: Sequence[Placement]) -> str:
        known = self.knowledge.capabilities
        ids = chain.from_iterable(placement.serves for placement in covered)
        labels = [known[id].label for id in dict.fromkeys(ids) if id in known]
        return some(labels, MOST_CAPABILITIES)

    def _why(self, covered: Iterable[Placement]) -> list[int]:
        told = told_reasons(covered, self.names, self.brief)
        return [self.reasons.number(one.text, _joined(one.because), one.sources) for one in told]

    def _runner_up(self, component: Component) -> list[str]:
        """The runner-up of a component: for what, who, why it lost."""
        found = self.runner_up.get(component.id)
        if found is None:
            return []
        name = component_name(found.instead, self.knowledge)
        label = self.knowledge.capabilities[found.capability].label
        return [clean(label), clean(name), clean(found.why)]

    # --- arrows

    def _arrow(self, arrow: Arrow, ends: dict[str, str]) -> Item:
        flows = [self.flows[id] for id in arrow.covers if id in self.flows]
        sources = {flow.source for flow in flows}
        targets = {flow.target for flow in flows}
        source = self._end(sources, ends.get(arrow.source, ""))
        target = self._end(targets, ends.get(arrow.target, ""))
        told = self._flows(flows)
        return _filled(
            {
                "k": "arrow",
                "n": clean(f"{source} {'↔' if arrow.both else '→'} {target}"),
                "s": clean(arrow.label),
                "c": list(arrow.covers),
                "ends": sorted(sources | targets),
                "tip": "" if told else clean(arrow.tooltip),
                "steps": list(arrow.steps),
                "number": arrow.number,
                "r": told,
                **self._kind(arrow.kind),
            }
        )

    def _kind(self, id: str) -> Item:
        """What a kind of flow is called, and what it is."""
        kind = self.kinds.get(id)
        if kind is None:
            return {"kind": clean(id)}
        return {"kind": clean(kind.label), "about": clean(kind.definition)}

    def _flows(self, flows: Sequence[Flow]) -> list[int]:
        """The flows as reasons, alike ones as one."""
        return [self._flow(one) for one in told_flows(flows, self.placements)]

    def _flow(self, told: ToldFlow) -> int:
        where = [place for place in told.where if place]
        text = f"{told.source} {told.label} {told.target}"
        return self.reasons.number(text, some(where, MOST_ENDS), told.sources)

    def _end(self, ids: set[str], shown: str) -> str:
        """What an end of an arrow is called.

        It is the one product that all its flows have there, else what is drawn.
        """
        names = {self.names[id] for id in ids if id in self.names}
        return names.pop() if len(names) == 1 else shown


def _joined(because: Iterable[str]) -> str:
    return some(because, MOST_STATEMENTS, "; ")


def _facts(component: Component, day: date) -> list[str]:
    """How it is had, under which license on a day, and how far it has come."""
    license = "" if component.license == NO_LICENSE else license_words(component, day)
    facts = (component.delivery, license, component.maturity or "")
    return [clean(fact) for fact in facts if fact]


def _terms(component: Component) -> str:
    """Words that a component is found by although no picture shows them."""
    return clean(" ".join((component.id, *component.aliases, component.vendor)))


def _beside(arrow: DrawnArrow | None) -> Item:
    """Where the words and the number of an arrow stand in the picture, as their attributes say it.

    They are no part of the arrow's group there.
    """
    found: Item = {}
    if arrow is not None and arrow.label is not None:
        found["label"] = f"{arrow.label.x:g} {arrow.label.y:g}"
    if arrow is not None and arrow.number_at is not None:
        x, y = arrow.number_at
        found["number"] = f"{x:g} {y + 4:g}"
    return found


def _names_of_ends(drawing: Drawing) -> dict[str, str]:
    """What ends of arrows are called: boxes, blocks, frames."""
    names: dict[str, str] = {}
    blocks = list(drawing.view.blocks())
    for block in blocks:
        names.update((box.id, box.title) for box in block.boxes)
    for block in blocks:
        if block.boxes:
            names[block.id] = block.title or block.boxes[0].title
    names.update((frame.id, frame.title) for frame in drawing.view.frames())
    return names


def _filled(item: Item) -> Item:
    """Without what is empty."""
    return {name: value for name, value in item.items() if value}
