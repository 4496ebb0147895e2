"""Other architectures for the same brief: one for each decision that could be taken otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kgraph.model.answers import Alternative, Price
from kgraph.model.architecture import Architecture


@dataclass(frozen=True, slots=True)
class Considered:
    """The alternatives that a solver told, the best first, and what preferences cost.

    `note` says why there are none, or fewer than asked for.
    """

    found: tuple[Alternative, ...] = ()
    note: str = ""
    prices: tuple[Price, ...] = ()


def is_the_best(architecture: Architecture, considered: Considered) -> bool:
    """Whether an architecture is made of what the best one for its brief is made of."""
    first = considered.found[:1]
    return not first or first[0].architecture.components == architecture.components


def runners_up(architecture: Architecture, considered: Considered) -> tuple[Alternative, ...]:
    """The alternatives that take one decision of an architecture otherwise, in their order.

    None where it is not the best one for its brief: they are held against that.
    """
    if not is_the_best(architecture, considered):
        return ()
    return tuple(_one_decision(considered))


def _one_decision(considered: Considered) -> Iterator[Alternative]:
    yield from (one for one in considered.found if one.swap is not None)
