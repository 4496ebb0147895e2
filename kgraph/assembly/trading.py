"""Architectures that trade one preference for another, each told by what sets it apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import combinations, repeat

from kgraph.assembly.choosing import BEST
from kgraph.assembly.construction import best, changed, nothing_within
from kgraph.assembly.preferring import own_levels
from kgraph.assembly.problem import Problem
from kgraph.assembly.solution import TIES, Solution
from kgraph.assembly.solver import TIMEOUT, Solver
from kgraph.assembly.weighing import Weighed
from kgraph.model.answers import Alternative
from kgraph.process.child import Limit

Change = tuple[tuple[str, ...], tuple[str, ...]]
"""The components that come, and those that go."""


def trade_offs(
    problem: Problem, solver: Solver, *, count: int, timeout: float = TIMEOUT
) -> tuple[tuple[Alternative, ...], bool]:
    """Those architectures among which no preference can be had better without another being had
    worse, the best first. And whether there was time for all.
    """
    limit = Limit(timeout)
    options = {
        "statements": list(problem.statements),
        "count": count,
        "levels": own_levels(problem.brief),
    }
    found = solver.ask("pareto", problem.facts, limit=limit, **options)
    if not found.values:
        if not found.finished:
            raise nothing_within(limit)
        best(problem, solver, limit)  # raises what makes it impossible
    ordered = sorted(found.values, key=_counted)
    return tuple(_trades(problem, ordered)), found.finished


def _counted(solution: Solution) -> list[int]:
    """What a solution costs, ties aside."""
    return [cost for level, cost in solution.costs if level > TIES]


def _trades(problem: Problem, solutions: Sequence[Solution]) -> Iterator[Alternative]:
    """Each solution with what sets it apart from the first one."""
    first = solutions[0]
    changes: list[Change] = []
    for solution in solutions:
        change = changed(problem, first, solution)
        difference = BEST
        if solution is not first:
            words = f"{_together(change, changes)}{_words(problem, change)}"
            difference = f"{words}: {Weighed(problem, first, solution).why}"
        changes.append(change)
        yield Alternative(difference, *change, partial(problem.architecture, solution))


def _together(change: Change, before: Sequence[Change]) -> str:
    """That a trade is nothing new but two others at once, by their numbers; else nothing."""
    numbered = list(enumerate(before, 1))[1:]
    for (one, left), (other, right) in combinations(numbered, 2):
        if _moves(left) | _moves(right) == _moves(change):
            return f"{one} and {other} together, "
    return ""


def _moves(change: Change) -> set[tuple[str, str]]:
    """Who comes and who goes, as a set of moves."""
    comes, goes = change
    return {*zip(comes, repeat("comes")), *zip(goes, repeat("goes"))}


def _words(problem: Problem, change: Change) -> str:
    """What comes and goes, in words."""
    comes, goes = (_names(problem, ids) for ids in change)
    if comes and goes:
        return f"{comes} instead of {goes}"
    if comes:
        return f"{comes} as well"
    return f"without {goes}" if goes else "the same components at other places"


def _names(problem: Problem, ids: Iterable[str]) -> str:
    """What these components are called, in one text."""
    return ", ".join(map(problem.knowledge.called, ids))
