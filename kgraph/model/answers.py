"""Answers to what architects ask next: other architectures, why, and why not."""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.model.architecture import Architecture, Placement
from kgraph.model.conflict import Conflict


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of several architectures for a brief. `difference` says in a line what sets it apart from the best."""

    architecture: Architecture
    difference: str
    comes: tuple[str, ...]
    goes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a changed question gives: possible, with costs before and after and what comes and goes; or the conflict.

    `proven` is false where the time did not suffice to prove that the costs are the least.
    """

    possible: bool
    costs: tuple[tuple[str, int, int], ...] = ()
    comes: tuple[str, ...] = ()
    goes: tuple[str, ...] = ()
    conflict: Conflict | None = None
    proven: bool = True


@dataclass(frozen=True, slots=True)
class Why:
    """Why a component is in an architecture, or why not.

    `placements` are those of the component, with their reasons; `chain` leads from them to statements and sources, one
    step a line. `otherwise` is what the opposite gives: the architecture without it, or with it.
    """

    component: str
    present: bool
    placements: tuple[Placement, ...]
    chain: tuple[str, ...]
    otherwise: Choice
