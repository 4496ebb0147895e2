"""One component in the place of another: who takes over what it serves here, for which capability.

Two that only have a wide word in common are no rivals: whatever the one serves must still be served
when the other is there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from kgraph.assembly.demands import demands
from kgraph.assembly.facts import provided
from kgraph.assembly.problem import Problem
from kgraph.assembly.solution import Solution
from kgraph.model.architecture import Architecture
from kgraph.model.knowledge import Capability, Knowledge


@dataclass(frozen=True, slots=True)
class Held:
    """The best answer to a brief, which others are held against.

    `purposes` is what each component is there for that somebody chose, what matters most first;
    `wished` is what answers would like and do not insist on.
    """

    problem: Problem
    solution: Solution
    purposes: dict[str, tuple[str, ...]]
    wished: frozenset[str]

    @property
    def components(self) -> set[str]:
        """The components that are used."""
        return _components(self.solution)

    def weightiest_first(self) -> list[str]:
        """The components that were chosen, those first whose purpose matters most."""
        return sorted(self.purposes, key=self._weight)

    def _weight(self, component: str) -> tuple[bool, tuple[int, int, str], str]:
        purposes, known = self.purposes[component], self.problem.knowledge
        weight = rank(known.capabilities[purposes[0]]) if purposes else (0, 0, "")
        return not purposes, weight, component

    def called(self, component: str) -> tuple[str, ...]:
        """A component with its forms: what a brief avoids that names it."""
        return self.problem.knowledge.family(component)


def held(problem: Problem, solution: Solution, architecture: Architecture) -> Held:
    """The best answer, ready for others to be held against it."""
    known = problem.knowledge
    asked = demands(problem.brief, problem.topology, known)
    wished = {str(one.demand.capability) for one in asked if not one.firm}
    serves: dict[str, set[str]] = defaultdict(set)
    for placement in architecture.placements:
        if placement.own is None and known.components[placement.component].choosable:
            serves[placement.component].update(placement.serves)
    purposes = {id: _by_weight(found - wished or found, known) for id, found in serves.items()}
    return Held(problem, solution, purposes, frozenset(wished))


def rank(capability: Capability) -> tuple[int, int, str]:
    """How much a capability matters in an architecture; what matters most comes first."""
    return capability.prominence, capability.layer, capability.id


def _by_weight(ids: Iterable[str], knowledge: Knowledge) -> tuple[str, ...]:
    """The narrowest of some capabilities, what matters most first."""
    known = [knowledge.capabilities[id] for id in ids if id in knowledge.capabilities]
    broader = set(chain.from_iterable(one.broader for one in known))
    narrow = [one for one in known if one.id not in broader]
    return tuple(one.id for one in sorted(narrow, key=rank))


def _components(solution: Solution) -> set[str]:
    return {component for component, _ in solution.placements}


@dataclass(frozen=True)
class Rivalry:
    """An answer without a component, held against the best one."""

    held: Held
    chosen: str
    after: Solution

    def successor(self, rival: str = "") -> tuple[str, str] | None:
        """The capability that matters most of those that another takes over, and who that is.

        With `rival`, that one. None where something is served no more, or nobody takes over.
        """
        if self._lost():
            return None
        there = _components(self.after)
        coming = there - self.held.components
        for able in (sorted(coming), sorted(there - coming)):
            found = self._taking_over(able, rival) or self._meeting_needs(able, rival)
            if found is not None:
                return found
        return None

    def doing(self, capability: str) -> list[str]:
        """Those who are there for a capability; those who come, if any of them is."""
        known = self.held.problem.knowledge.components
        there = _components(self.after)
        able = sorted(id for id in there if capability in known[id].provides)
        found = [id for id in able if self._serves(id, capability)]
        return [id for id in found if id not in self.held.components] or found

    def _lost(self) -> bool:
        """Whether something is served no more that was."""
        known = self.held.problem.knowledge
        still = set(
            chain.from_iterable(provided(one, known) for one in self.held.problem.brief.systems)
        )
        for id in _components(self.after):
            still.update(known.components[id].provides)
        return not still.issuperset(set(self.held.purposes[self.chosen]) - self.held.wished)

    def _taking_over(self, able: Iterable[str], rival: str) -> tuple[str, str] | None:
        """Who of these takes over most, from the purpose on that matters most."""
        purposes, known = self.held.purposes[self.chosen], self.held.problem.knowledge
        provides = {id: set(known.components[id].provides) for id in able}
        for purpose in purposes:
            taking = self._doing(
                [id for id, all_of in provides.items() if purpose in all_of], purpose
            )
            if rival in taking:
                return purpose, rival
            if taking and not rival:
                return purpose, max(taking, key=lambda id: len(provides[id] & set(purposes)))
        return None

    def _doing(self, able: list[str], purpose: str) -> list[str]:
        """Of several that could do something, those that are there for it."""
        return able if len(able) < 2 else [id for id in able if self._serves(id, purpose)]

    def _serves(self, component: str, capability: str) -> bool:
        """Whether a component is there for that, of several that could do it."""
        placements = self.architecture.placements_of(component)
        return any(capability in placement.serves for placement in placements)

    @cached_property
    def architecture(self) -> Architecture:
        """The architecture of the answer."""
        return self.held.problem.architecture(self.after)

    def _meeting_needs(self, able: Iterable[str], rival: str) -> tuple[str, str] | None:
        """Who of these meets a need that names both, where the other is there for that alone."""
        if self.held.purposes[self.chosen]:
            return None
        known = self.held.problem.knowledge
        own = known.components[self.chosen].provides
        for id in able:
            common = _by_weight(set(own) & set(known.components[id].provides), known)
            if common and rival in ("", id) and self._both_named(id):
                return common[0], id
        return None

    def _both_named(self, other: str) -> bool:
        """Whether something that stays needs the one or the other."""
        known = self.held.problem.knowledge
        staying = sorted(_components(self.after) & self.held.components)
        needs = chain.from_iterable(known.components[id].needs for id in staying)
        return any({self.chosen, other} <= set(need.alternatives) for need in needs)
