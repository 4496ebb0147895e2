"""What only the order of ids decides: components for which others would do just as well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgraph.assembly.construction import changed
from kgraph.assembly.problem import Problem
from kgraph.assembly.solution import Solution
from kgraph.assembly.solver import TIMEOUT, Solver
from kgraph.model.answers import Tie
from kgraph.process.child import Limit


def ties(problem: Problem, solver: Solver, *, timeout: float = TIMEOUT) -> tuple[Tie, ...]:
    """The choices of the best architecture that are no better than others, sorted.

    Each is solved: without a component that was chosen, the best costs the same by every
    preference. Those for which the time was not enough are left out.
    """
    asked = list(problem.statements)
    found = solver.ask("ties", problem.facts, limit=Limit(timeout), statements=asked)
    return tuple(sorted(set(_ties(problem, found.values))))


def _ties(problem: Problem, found: Sequence[Solution]) -> Iterator[Tie]:
    """Each answer that costs the same, held against the best, which comes first."""
    for other in found[1:]:
        comes, goes = changed(problem, found[0], other)
        yield Tie(goes, comes)
