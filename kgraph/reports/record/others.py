"""Other architectures for the same brief: what sets each apart, and why the runners-up lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from kgraph.model.answers import Alternative, Price
from kgraph.model.architecture import Architecture
from kgraph.model.knowledge import Capability, Knowledge
from kgraph.reports.names import component_name

Serving = Mapping[str, set[str]]
"""For each component, the capabilities that it is there for."""


@dataclass(frozen=True, slots=True)
class Considered:
    """The alternatives that a solver told, the best first, and what preferences cost.

    `note` says why there are none, or fewer than asked for.
    """

    found: tuple[Alternative, ...] = ()
    note: str = ""
    prices: tuple[Price, ...] = ()


@dataclass(frozen=True, slots=True)
class Swap:
    """One component in the place of another, for a capability."""

    capability: str
    chosen: str
    runner_up: str


@dataclass(frozen=True, slots=True)
class Other:
    """An architecture held against the one that was chosen.

    `costs` are the differences that are not 0, by label.
    """

    goes: tuple[str, ...]
    comes: tuple[str, ...]
    costs: tuple[tuple[str, int], ...]
    swaps: tuple[Swap, ...]

    @property
    def changed(self) -> int:
        """How many components come or go."""
        return len(self.goes) + len(self.comes)


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """The component that came next for a capability, and why it lost."""

    swap: Swap
    why: str


def others(
    architecture: Architecture, considered: Considered, knowledge: Knowledge
) -> tuple[Other, ...]:
    """The alternatives that are made of other components, each with what sets it apart."""
    held = [_held(architecture, one.architecture, knowledge) for one in considered.found]
    return tuple(other for other in held if other.changed)


def _held(chosen: Architecture, other: Architecture, knowledge: Knowledge) -> Other:
    """One architecture held against the one that was chosen."""
    mine, theirs = _serving(chosen), _serving(other)
    goes = tuple(sorted(mine.keys() - theirs.keys()))
    comes = tuple(sorted(theirs.keys() - mine.keys()))
    costs = tuple(_costs(chosen, other, knowledge))
    swaps = tuple(_swaps({id: mine[id] for id in goes}, comes, theirs, knowledge))
    return Other(goes, comes, costs, swaps)


def _serving(architecture: Architecture) -> dict[str, set[str]]:
    """For each component that was chosen, the capabilities that it is there for."""
    found: dict[str, set[str]] = {}
    for placement in architecture.placements:
        if placement.workload is None:
            purposes = placement.purposes
            found.setdefault(placement.component, set()).update(purposes)
    return found


def _costs(
    chosen: Architecture, other: Architecture, knowledge: Knowledge
) -> Iterator[tuple[str, int]]:
    labels = {preference.id: preference.label for preference in knowledge.preferences}
    before = dict(chosen.preferences)
    for id, value in other.preferences:
        if id in before and value != before[id]:
            yield labels.get(id, id), value - before[id]


def _swaps(
    gone: Serving, comes: Sequence[str], theirs: Serving, knowledge: Knowledge
) -> Iterator[Swap]:
    """For each that goes, who takes over most of what it serves; of several the first by id."""
    for id, purposes in gone.items():
        able = [other for other in comes if purposes & theirs[other]]
        if able:
            best = max(able, key=lambda other: len(purposes & theirs[other]))
            yield Swap(_capability(purposes & theirs[best], knowledge), id, best)


def _capability(ids: set[str], knowledge: Knowledge) -> str:
    """The label of the narrowest of them that most matters."""
    known = [knowledge.capabilities[id] for id in sorted(ids) if id in knowledge.capabilities]
    broader = set(chain.from_iterable(capability.broader for capability in known))
    narrow = [capability for capability in known if capability.id not in broader]
    return min(narrow, key=_rank).label if narrow else ", ".join(sorted(ids))


def _rank(capability: Capability) -> tuple[int, int, str]:
    return capability.prominence, capability.layer, capability.id


def runners_up(found: Iterable[Other], knowledge: Knowledge) -> tuple[RunnerUp, ...]:
    """For each component that another could replace, the first to do so.

    First is the architecture in which as little else as possible is changed.
    """
    best: dict[str, tuple[Other, Swap]] = {}
    for other in sorted(found, key=lambda one: one.changed):
        for swap in other.swaps:
            best.setdefault(swap.chosen, (other, swap))
    ordered = [best[id] for id in sorted(best)]
    return tuple(RunnerUp(swap, _why(other, swap, knowledge)) for other, swap in ordered)


def _why(other: Other, swap: Swap, knowledge: Knowledge) -> str:
    """Why the swap lost: what it costs more, and what else it takes."""
    rest = [_swapped(one, knowledge) for one in other.swaps if one != swap]
    together = f", together with {', '.join(rest)}" if rest else ""
    worse = [_delta(label, delta) for label, delta in other.costs if delta > 0]
    if not worse:
        return f"costs the same{together}; a fixed order decides"
    return f"{worse[0]}{together}"


def _swapped(swap: Swap, knowledge: Knowledge) -> str:
    chosen = component_name(swap.chosen, knowledge)
    return f"{component_name(swap.runner_up, knowledge)} for {chosen}"


def costs_told(other: Other) -> str:
    """What an alternative costs more or less by each preference."""
    return ", ".join(_delta(label, delta) for label, delta in other.costs) or "the same"


def _delta(label: str, delta: int) -> str:
    return f"{label} {'+' if delta > 0 else '−'}{abs(delta)}"
