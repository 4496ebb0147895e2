"""The neighbourhood of a component: who needs it by its name, and what it needs itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import reduce

from kgraph.errors import InputError, nearest, shown
from kgraph.model.component import Component, Need
from kgraph.model.knowledge import Knowledge
from kgraph.view.inside.boxing import capability_box, capitalised, component_box
from kgraph.view.titling import legend_of
from kgraph.view.view import Arrow, Block, Box, LeftOut, View

MOST = 12
"""Of more who need it by its name, the last are named and not drawn."""
_NEEDING, _ITSELF, _NEEDED = range(3)
"""The layers, from left to right."""
Part = tuple[Block, Arrow]


def neighbourhood(id: str, knowledge: Knowledge, *, day: date) -> View:
    """A component between who needs it and what it needs, on a day.

    InputError where there is no such component.
    """
    component = knowledge.components.get(id)
    if component is None:
        what = f"unknown component '{shown(id)}'"
        raise InputError.one("component", what, nearest(id, knowledge.components))
    centre = _block(id, [component_box(component, knowledge)], _ITSELF)
    needing = list(_needing(component, centre, knowledge, day))
    before = needing[:MOST]
    after = list(_needed(component, [centre, *_blocks(before)], knowledge, day))
    arrows = tuple(_merged(arrow for _, arrow in (*before, *after)))
    blocks = tuple(dict.fromkeys([*_blocks(before), *_blocks(after), centre]))
    return View(
        id=f"neighbours:{id}",
        title=f"Around {component.name}",
        subtitle=f"Who needs it and what it needs · as of {day.isoformat()}",
        children=blocks,
        arrows=arrows,
        legend=legend_of({arrow.kind for arrow in arrows}, knowledge),
        left_out=tuple(_left_out(_blocks(needing[MOST:]))),
        along=frozenset(knowledge.flow_kind_by_id),
        arrangement="layers",
    )


def _needing(
    component: Component, centre: Block, knowledge: Knowledge, day: date
) -> Iterator[Part]:
    """Who needs it by its name, each with its arrow; who does so twice has one."""
    for other in knowledge.components.values():
        needs = [need for need in _on(day, other) if component.id in need.alternatives]
        if needs and other.available(day) and other.id != component.id:
            block = _block(f"by:{other.id}", [component_box(other, knowledge)], _NEEDING)
            yield block, _arrow(block, centre, needs[0], other.name, component.name)


def _needed(
    component: Component, drawn: Sequence[Block], knowledge: Knowledge, day: date
) -> Iterator[Part]:
    """What it needs: whoever has a capability, or one of some components.

    What is drawn already stays where it is.
    """
    centre = drawn[0]
    at = {box.id: block for block in drawn for box in block.boxes}
    for need in _on(day, component):
        boxes = list(_ends(need, component, knowledge, day))
        new = [box for box in boxes if box.id not in at]
        block = _block(f"need:{need.id}", new, _NEEDED) if new else at[boxes[0].id]
        at |= {box.id: block for box in new}
        met_by = " or ".join(box.title for box in boxes)
        if block is not centre:
            yield block, _arrow(centre, block, need, component.name, met_by)


def _ends(need: Need, component: Component, knowledge: Knowledge, day: date) -> Iterator[Box]:
    """The boxes of who can meet a need."""
    for id in need.capabilities:
        yield capability_box(knowledge.capabilities[id], component, knowledge, day)
    for id in need.alternatives:
        yield component_box(knowledge.components[id], knowledge)


def _merged(arrows: Iterable[Arrow]) -> Iterator[Arrow]:
    """One arrow for all of a kind between the same two."""
    alike: dict[str, list[Arrow]] = defaultdict(list)
    for arrow in arrows:
        alike[arrow.id].append(arrow)
    for first, *others in alike.values():
        yield reduce(_joined, others, first)


def _joined(one: Arrow, other: Arrow) -> Arrow:
    return replace(
        one,
        label=f"{one.label}, {other.label}",
        tooltip=f"{one.tooltip}\n{other.tooltip}",
        count=one.count + other.count,
        covers=(*one.covers, *other.covers),
    )


def _blocks(parts: Iterable[Part]) -> list[Block]:
    return [block for block, _ in parts]


def _on(day: date, component: Component) -> Iterator[Need]:
    return (need for need in component.needs if need.holds(day))


def _block(id: str, boxes: Sequence[Box], layer: int) -> Block:
    title = "One of these" if len(boxes) > 1 else ""
    return Block(f"block:{id}", title, boxes[0].hue, "below", layer, tuple(boxes))


def _arrow(source: Block, target: Block, need: Need, user: str, met_by: str) -> Arrow:
    if_there = " if it is there" if need.optional else ""
    return Arrow(
        id=f"{source.id}--{need.flow}--{target.id}",
        source=source.id,
        target=target.id,
        kind=need.flow,
        label=need.role,
        tooltip=f"{capitalised(user)} {need.role} {met_by}{if_there}.",
        covers=(need.id,),
    )


def _left_out(blocks: Sequence[Block]) -> Iterator[LeftOut]:
    if blocks:
        names = ", ".join(block.boxes[0].title for block in blocks)
        yield LeftOut(f"Not drawn: {names}", covers=tuple(block.id for block in blocks))
