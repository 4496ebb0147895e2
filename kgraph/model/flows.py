"""Kinds of flow, the lines that draw them, and the patterns by which flows arise."""

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

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FlowKind(Line):
    """What a connection carries, and the line that draws it.

    Where a picture would have too many arrows, kinds of greater `prominence` are left out first.
    `pulls` holds the labels of flows whose content moves towards the one that starts them. Patterns
    of a kind `as_served` join what ends do here, not all that they could do. Who sends a flow of a
    kind that `leans` is hurt where the other end is. `wider` holds labels of flows, each with words
    that hold for others too.
    """

    main_path: bool
    prominence: int = 1
    pulls: tuple[str, ...] = ()
    as_served: bool = False
    leans: bool = False
    wider: tuple[tuple[str, str], ...] = ()
    strands: tuple[Strand, ...] = ()

    def strand_of(self, labels: frozenset[str]) -> str:
        """The id of the strand to which all flows with these labels belong; empty: of none."""
        return next((one.id for one in self.strands if labels.issubset(one.labels)), "")


@dataclass(frozen=True, slots=True)
class FlowPattern:
    """Providers of `source` are joined with the nearest providers of `target`.

    When it holds:

    * with `when_asked`, only where the brief asks for that capability;
    * with `said_by`, only where a workload or place says so under that key of a brief, or two
      places give that answer;
    * with `across_clouds`, only where no provider's network joins these; where nobody has to say
      so, for each two that are;
    * with `only_for`, only where the target has one of these within its reach;
    * with `as_served`, or where its kind of flow is so, only between what the ends are there for;
      with `target_served`, only to what the target is there for.

    From whom and to whom:

    * who is there for what it is `not_from` is no source, what it is `not_to` no target;
    * where the source only sets up others, those carry it that provide `through`;
    * with `at_home`, those targets are meant that stand nearest to the source; with `further_in`,
      those within where it stands as well;
    * with `where_kept`, it leads from one to where another of the same product keeps what such
      flows carry.

    The source cannot do without the target where it is `needed` ``always`` or at the ``start``.
    What a pattern leads to that `follows` is a copy, and takes no writes of its own.
    """

    id: str
    source: str
    target: str
    kind: str
    label: str
    protocols: tuple[str, ...]
    unless: tuple[str, ...]
    when_asked: str = ""
    needed: str = ""
    said_by: str = ""
    through: str = ""
    as_served: bool = False
    target_served: bool = False
    only_for: tuple[str, ...] = ()
    not_from: tuple[str, ...] = ()
    not_to: tuple[str, ...] = ()
    at_home: bool = False
    further_in: bool = False
    across_clouds: bool = False
    follows: bool = False
    where_kept: bool = False

    @property
    def said_by_answer(self) -> bool:
        """Whether an answer says so by itself: it is named by a decision and an option."""
        return "." in self.said_by
