"""Boxes at which no arrow ends, and why they stand there all the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from kgraph.model.architecture import Flow
from kgraph.view.view import (
    Arrow,
    Block,
    Box,
    Frame,
    LeftOut,
    View,
    blocks_in,
    frames_around,
    frames_in,
)
from kgraph.words import times

GROUPED = "Joined only within their group"
FRAMED = "Joined only with what they stand in"
UNDRAWN = "Without the arrows that are left out"
ALONE = "Joined with nothing here"


def loose_told(
    children: Sequence[Frame | Block], arrows: Iterable[Arrow], flows: Sequence[Flow]
) -> Iterator[LeftOut]:
    """A line for each reason, with what stands there for it."""
    for words, boxes in loose_by_reason(children, arrows, flows).items():
        if boxes:
            names = sorted(Counter(box.title for box in boxes).items())
            yield LeftOut(f"{words}: {', '.join(times(*each) for each in names)}")


def loose_by_reason(
    children: Sequence[Frame | Block], arrows: Iterable[Arrow], flows: Sequence[Flow]
) -> dict[str, list[Box]]:
    """The boxes without an arrow by the reason why they stand there all the same."""
    reasons = _Reasons(children, flows)
    found: dict[str, list[Box]] = {GROUPED: [], FRAMED: [], UNDRAWN: [], ALONE: []}
    for box in loose_boxes(children, arrows):
        found[reasons.of(box)].append(box)
    return found


def unexplained(view: View) -> list[Box]:
    """The boxes of a view without an arrow of which it does not say why."""
    reasons = (GROUPED, FRAMED, UNDRAWN, ALONE)
    lines = [line.text for line in view.left_out if line.text.startswith(reasons)]
    said = "\n".join(lines)
    return [box for box in loose(view) if box.title not in said]


def loose(view: View) -> list[Box]:
    """The boxes of a view without an arrow."""
    return list(loose_boxes(view.children, view.arrows))


def loose_boxes(children: Sequence[Frame | Block], arrows: Iterable[Arrow]) -> Iterator[Box]:
    """The boxes at which no arrow ends, and at whose block none does."""
    ends = set(chain.from_iterable((arrow.source, arrow.target) for arrow in arrows))
    for block in blocks_in(children):
        if block.id not in ends:
            yield from (box for box in block.boxes if box.id not in ends)


class _Reasons:
    """Where everything stands that is drawn, and what it is joined with."""

    def __init__(self, children: Sequence[Frame | Block], flows: Sequence[Flow]) -> None:
        self.flows = flows
        self.around = frames_around(children)
        self.end_of: dict[str, str] = {}
        self.groups: set[str] = set()
        for frame in frames_in(children):
            self.end_of |= dict.fromkeys(frame.covers, frame.id)
        for block in blocks_in(children):
            self.groups.update([block.id] if block.title else [])
            for box in block.boxes:
                end = box.id if block.title else block.id
                self.end_of |= dict.fromkeys(box.covers, end)

    def of(self, box: Box) -> str:
        """Why a box has no arrow; of several reasons the one that counts most."""
        own = self.end_of[box.covers[0]]
        found = {self._reason(own, other) for other in self._others(box, own)}
        return next((why for why in (UNDRAWN, GROUPED, FRAMED) if why in found), ALONE)

    def _reason(self, own: str, other: str) -> str:
        """Why nothing is drawn between two things."""
        if other in self.around[own]:
            return FRAMED
        shared = set(self.around[own]).intersection(self.around[other], self.groups)
        return GROUPED if shared else UNDRAWN

    def _others(self, box: Box, own: str) -> list[str]:
        """What a box is joined with, as far as that is drawn."""
        mine = set(box.covers)
        pairs = ((flow.source, flow.target) for flow in self.flows)
        joined = chain.from_iterable(pair for pair in pairs if not mine.isdisjoint(pair))
        ends = (self.end_of.get(id, "") for id in joined if id not in mine)
        return [end for end in ends if end and end != own]
