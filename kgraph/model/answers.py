"""Answers to what architects ask next: other architectures, why, and why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cached_property

from kgraph.errors import shown
from kgraph.model.architecture import Architecture, Placement
from kgraph.model.conflict import Conflict

MOST = 160
"""How many letters of a difference one line holds."""


@dataclass(frozen=True, slots=True)
class Swap:
    """One component in the place of another, and why it did not win.

    `capability` is what it takes over, `why` by how much the chosen one won, and `flip` what to
    write into the brief for that to turn. `tie` says that nothing that counts tells them apart.
    Without the chosen one, `behind` would come first, where it is not this one that would.
    """

    capability: str
    chosen: str
    instead: str
    why: str
    flip: str
    tie: bool = False
    behind: str = ""

    def published(self) -> dict[str, object]:
        """What it says; who would come before it is told only where somebody would."""
        told = {field.name: getattr(self, field.name) for field in fields(self)}
        return told if self.behind else {key: told[key] for key in told if key != "behind"}


@dataclass(frozen=True)
class Alternative:
    """One of several architectures for a brief.

    `difference` says in a line what sets it apart from the best, and `swap` which decision is taken
    otherwise, if it is one. The architecture itself is made when it is asked for.
    """

    difference: str
    comes: tuple[str, ...]
    goes: tuple[str, ...]
    make: Callable[[], Architecture] = field(repr=False, compare=False)
    swap: Swap | None = None

    def __repr__(self) -> str:
        return f"<Alternative: {shown(self.difference, MOST)}>"

    @cached_property
    def architecture(self) -> Architecture:
        """The architecture."""
        return self.make()


@dataclass(frozen=True, slots=True, order=True)
class Price:
    """What a preference that the brief states costs more than if it were left out.

    `more` of what another preference counts, the `measure`.
    """

    preference: str
    measure: str
    more: int


@dataclass(frozen=True, slots=True)
class Choice:
    """What a changed question gives: possible, with costs before and after and what comes and goes.

    Or the conflict. `proven` is false where the time did not suffice to prove that the costs are
    the least.
    """

    possible: bool
    costs: tuple[tuple[str, int, int], ...] = ()
    comes: tuple[str, ...] = ()
    goes: tuple[str, ...] = ()
    conflict: Conflict | None = None
    proven: bool = True

    def published(self) -> dict[str, object]:
        """What it gives; that it is proven is said only where it is not."""
        costs = {id: {"before": before, "after": after} for id, before, after in self.costs}
        return {
            "possible": self.possible,
            "costs": costs,
            "comes": self.comes,
            "goes": self.goes,
            "conflict": self.conflict,
            **({} if self.proven else {"proven": False}),
        }


@dataclass(frozen=True, slots=True)
class Why:
    """Why a component is in an architecture, or why not.

    `placements` are those of the component, with their reasons; `chain` leads from them to
    statements and sources, one step a line. `otherwise` is what the opposite gives: the
    architecture without it, or with it. `at_times` is what it needs under conditions. `swaps` are
    those in whose place it stands, or who stand in its place; `reason` says of what has none why.
    `standing` is what one should know of its age on the day.
    """

    component: str
    present: bool
    placements: tuple[Placement, ...]
    chain: tuple[str, ...]
    otherwise: Choice
    at_times: tuple[str, ...] = ()
    swaps: tuple[Swap, ...] = ()
    reason: str = ""
    standing: tuple[str, ...] = ()

    def __repr__(self) -> str:
        there = "in" if self.present else "not in"
        return f"<Why {shown(self.component)} is {there} the architecture>"

    def published(self) -> dict[str, object]:
        """The answer with the ids of its placements: what they are stands in the architecture."""
        more = {
            "swaps": self.swaps,
            "reason": self.reason,
            "at_times": self.at_times,
            "standing": self.standing,
        }
        told = {key: value for key, value in more.items() if value}
        return {
            "component": self.component,
            "present": self.present,
            "placements": [placement.id for placement in self.placements],
            "chain": self.chain,
            "otherwise": self.otherwise,
            **told,
        }
