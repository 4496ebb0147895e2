"""Which arrows of a story are told at once: those that say the same, and are come to by the same.

Two sites behind one load balancer are told together, step for step. Where each has a way of its
own, what it does further on is told on that way, though the other does the like.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import NamedTuple

from kgraph.view.view import Arrow

Shared = dict[str, str]
"""For each arrow, by its id, what tells those that are told with it from others."""


class Part(NamedTuple):
    """Arrows that are told at once, and the steps that lead to them."""

    leading: set[str]
    arrows: set[str]


def shared(
    arrows: Iterable[Arrow], sentences: Mapping[str, str], standing: Mapping[str, str]
) -> Shared:
    """For each arrow the id of the first that is told with it.

    Those that say the same are parted where nothing that leads to one leads, told at once, to the
    other, until there is nothing to part.
    """
    ordered = sorted(arrows, key=lambda arrow: arrow.id)
    into: dict[str, list[str]] = defaultdict(list)
    for arrow in ordered:
        into[standing[arrow.target]].append(arrow.id)
    before = {arrow.id: into[standing[arrow.source]] for arrow in ordered}
    found: Shared = {}
    finer = {arrow.id: sentences[arrow.id] for arrow in ordered}
    while _count(finer) > _count(found):
        found = finer
        finer = _parted(found, before)
    return finer


def _count(shared: Shared) -> int:
    """How many are told, each at once."""
    return len(set(shared.values()))


def _parted(shared: Shared, before: Mapping[str, list[str]]) -> Shared:
    """The arrows of each step, parted by the steps that lead to them."""
    parts: dict[str, list[Part]] = defaultdict(list)
    for arrow, step in shared.items():
        leading = {shared[one] for one in before[arrow]}
        parts[step] = _with(parts[step], Part(leading or {""}, {arrow}))
    found: Shared = {}
    for part in chain.from_iterable(parts.values()):
        found |= dict.fromkeys(part.arrows, min(part.arrows))
    return found


def _with(parts: Iterable[Part], new: Part) -> list[Part]:
    """The parts with another, which is one with those that a step of its own leads to."""
    apart = []
    for part in parts:
        if part.leading.isdisjoint(new.leading):
            apart.append(part)
        else:
            new = Part(part.leading | new.leading, part.arrows | new.arrows)
    return [*apart, new]
