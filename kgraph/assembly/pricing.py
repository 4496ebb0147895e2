"""What the preferences of a brief cost: each is left out in turn, and the rest solved again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from kgraph.assembly.bounding import Limited, measured, within
from kgraph.assembly.construction import best
from kgraph.assembly.preferring import counted
from kgraph.assembly.problem import Problem
from kgraph.assembly.solution import Solution
from kgraph.assembly.solver import TIMEOUT, Solver
from kgraph.errors import SolverTimeout, Unsatisfiable
from kgraph.model.answers import Price
from kgraph.model.brief import Brief
from kgraph.model.knowledge import Knowledge
from kgraph.process.child import Limit


def prices(
    problem: Problem,
    ready: Callable[[Brief], Problem],
    solver: Solver,
    *,
    timeout: float = TIMEOUT,
) -> tuple[Price, ...]:
    """What each stated preference costs more, in what others count; the dearest first.

    Those for which the time was not enough are left out.
    """
    limit = Limit(timeout)
    found: list[Price] = []
    try:
        dear, _ = best(problem, solver, limit)
        for id in stated(problem.brief):
            other = ready(without(problem.brief, id))
            cheap, _ = best(other, solver, limit)
            found += _differing(id, problem.knowledge, dear, cheap)
    except (SolverTimeout, Unsatisfiable):
        pass  # what could not be solved has no price
    return tuple(sorted(found, key=lambda one: (-one.more, one)))


def limits(
    brief: Brief, ready: Callable[[Brief], Problem], solver: Solver, *, timeout: float = TIMEOUT
) -> tuple[Limited, ...]:
    """How much may be there at most of what bounds count.

    As much as there would be without the preference, and what its bound grants.
    """
    found = []
    for bound in brief.bounds:
        id, more, _, concern = bound
        other = ready(without(brief, id, concern))
        measure = measured(bound, other.knowledge)
        cheap, _ = best(other, solver, Limit(timeout))
        own = [one for one in cheap.placements if within(one[0], concern, other.knowledge)]
        found.append((measure.id, counted(measure, own) + more, concern))
    return tuple(found)


def stated(brief: Brief) -> tuple[str, ...]:
    """The preferences of all concerns that a brief states itself."""
    return tuple(id for id in brief.prefer if brief.where(f"prefer.{id}") is not None)


def without(brief: Brief, id: str, concern: str = "") -> Brief:
    """A brief that says nothing of a preference, in the order of all or in that of one concern."""
    key = f"prefer.{concern}.{id}" if concern else f"prefer.{id}"
    given = tuple(one for one in brief.given if one[0] != key)
    bounds = tuple(one for one in brief.bounds if (one[0], one[3]) != (id, concern))
    left = replace(brief, given=given, bounds=bounds)
    if not concern:
        return replace(left, prefer=_rest(brief.prefer, id))
    orders = dict(brief.prefer_in)
    orders[concern] = _rest(orders[concern], id)
    return replace(left, prefer_in=tuple(one for one in orders.items() if one[1]))


def _rest(order: tuple[str, ...], id: str) -> tuple[str, ...]:
    return tuple(one for one in order if one != id)


def _differing(id: str, knowledge: Knowledge, dear: Solution, cheap: Solution) -> Iterator[Price]:
    """What one solution has more than another of all that can be bounded by."""
    for measure in knowledge.preferences:
        if measure.bound_word and measure.id != id:
            more = counted(measure, dear.placements) - counted(measure, cheap.placements)
            if more > 0:
                yield Price(id, measure.id, more)
