"""Kinds of flow, and the lines that draw them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line in pictures: what it stands for, and how it is drawn.

    `dash` is ``solid`` or an SVG dash pattern, `weight` is in points, `hue` and `dark_hue` are
    ``#rrggbb`` on light and on dark ground.
    """

    id: str
    label: str
    definition: str
    dash: str
    weight: float
    hue: str
    dark_hue: str


@dataclass(frozen=True, slots=True)
class Strand(Line):
    """Flows of one kind that have a line of their own where a view is arranged along that kind.

    They are those that say one of `labels`.
    """

    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class FlowKind(Line):
    """What a connection carries, and the line that draws it.

    Where a picture would have too many arrows, kinds of greater `prominence` are left out first.
    `pulls` holds the labels of flows whose content moves towards the one that starts them. Patterns
    of a kind `as_served` join what ends do here, not all that they could do. `wider` holds labels
    of flows, each with words that hold for others too.
    """

    main_path: bool
    prominence: int = 1
    pulls: tuple[str, ...] = ()
    as_served: bool = False
    wider: tuple[tuple[str, str], ...] = ()
    strands: tuple[Strand, ...] = ()

    def strand_of(self, labels: frozenset[str]) -> str:
        """The id of the strand to which all flows with these labels belong; empty: of none."""
        return next((one.id for one in self.strands if labels <= one.labels), "")
