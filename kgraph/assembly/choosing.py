"""What else an architecture could be made of: one decision taken otherwise each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from kgraph.assembly.construction import best, changed, nothing_within
from kgraph.assembly.problem import Problem
from kgraph.assembly.rivals import Held, Rivalry, held, rank
from kgraph.assembly.solution import Case, Solution
from kgraph.assembly.solver import TIMEOUT, Solver
from kgraph.assembly.weighing import Weighed
from kgraph.model.answers import Alternative, Swap
from kgraph.process.child import Limit

BEST = "the best"
AT_ONCE = 24
"""How many components are left out at least, each by itself, before what was found is counted."""


def alternatives(
    problem: Problem, solver: Solver, *, count: int, timeout: float = TIMEOUT
) -> tuple[tuple[Alternative, ...], bool]:
    """The best architecture, then others that take one decision otherwise, up to `count` in all.

    In each another component takes the place of one, with only what that forces. What matters most
    comes first. And whether there was time for all.
    """
    limit = Limit(timeout)
    first, proven = best(problem, solver, limit)
    if not proven:
        raise nothing_within(limit)
    architecture = problem.architecture(first)
    holding = held(problem, first, architecture)
    found = [Alternative(BEST, (), (), lambda: architecture)]
    order = holding.weightiest_first() if count > 1 else []
    at_once = max(AT_ONCE, count)
    swapped: dict[tuple[tuple[str, ...], ...], Alternative] = {}
    for start in range(0, len(order), at_once):
        asked = order[start : start + at_once]
        answers, finished = without(holding, asked, solver, limit)
        for swap, after in _swaps(holding, asked, answers):
            other = _alternative(problem, swap, first, after)
            swapped.setdefault((other.comes, other.goes), other)
        proven = proven and finished
        if len(swapped) >= count - 1 or not finished:
            break
    ordered = sorted(swapped.values(), key=partial(_weight, problem))
    return (*found, *ordered[: count - 1]), proven


def without(
    holding: Held, components: Iterable[str], solver: Solver, limit: Limit
) -> tuple[tuple[Solution | None, ...], bool]:
    """The best answers without each of these components and its forms, None where there is none.

    And whether there was time for all.
    """
    return answered(holding, [Case(holding.called(id)) for id in components], solver, limit)


def answered(
    holding: Held, cases: Sequence[Case], solver: Solver, limit: Limit
) -> tuple[tuple[Solution | None, ...], bool]:
    """The best answers in each of these cases, close to the one that is held."""
    problem = holding.problem
    found = solver.ask(
        "instead",
        problem.facts,
        limit=limit,
        statements=list(problem.statements),
        like=holding.solution,
        cases=list(cases),
    )
    return found.values, found.finished


def _swaps(
    holding: Held, components: Iterable[str], answers: Iterable[Solution | None]
) -> Iterator[tuple[Swap, Solution]]:
    """Who takes over from each of these components, where somebody does."""
    for id, after in zip(components, answers, strict=False):  # as far as the time sufficed
        swap = swap_of(holding, id, after)
        if swap is not None and after is not None:
            yield swap, after


def swap_of(holding: Held, chosen: str, after: Solution | None, rival: str = "") -> Swap | None:
    """Who takes over from a component, that `rival` where one is named, and why it did not win."""
    if after is None:
        return None
    found = Rivalry(holding, chosen, after).successor(rival)
    if found is None:
        return None
    capability, instead = found
    weighed = Weighed(holding.problem, holding.solution, after)
    flip = weighed.flip(chosen, instead)
    return Swap(capability, chosen, instead, weighed.why, flip, weighed.tied)


def _weight(problem: Problem, other: Alternative) -> tuple[tuple[int, int, str], str]:
    """How much what is swapped matters; what matters most comes first."""
    swap = other.swap
    if swap is None:
        return (0, 0, ""), ""
    return rank(problem.knowledge.capabilities[swap.capability]), swap.chosen


def _alternative(problem: Problem, swap: Swap, first: Solution, after: Solution) -> Alternative:
    comes, goes = changed(problem, first, after)
    known = problem.knowledge
    label = known.capabilities[swap.capability].label
    instead, chosen = known.called(swap.instead), known.called(swap.chosen)
    difference = f"{instead} instead of {chosen} for {label}: {swap.why}"
    return Alternative(difference, comes, goes, lambda: problem.architecture(after), swap)
