"""The use of the engine for one brief.

The best architecture, and what can be added to one that is there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kgraph.assembly.facts import fact
from kgraph.assembly.problem import Problem
from kgraph.assembly.remembering import key
from kgraph.assembly.solution import Solution
from kgraph.assembly.solver import TIMEOUT, Solver
from kgraph.assembly.story import story
from kgraph.errors import InputError, SolverTimeout, Unsatisfiable, nearest, shown
from kgraph.errors import Problem as Fault
from kgraph.model.architecture import Architecture, Placement
from kgraph.model.conflict import Conflict
from kgraph.process.child import Limit


def assemble(problem: Problem, solver: Solver, *, timeout: float = TIMEOUT) -> Architecture:
    """The best architecture; Unsatisfiable with a minimal conflict where there is none.

    Where the time does not suffice for a proof, what is best so far, with `proven` false;
    SolverTimeout where there is nothing yet.
    """
    solution, proven = best(problem, solver, Limit(timeout))
    return replace(problem.architecture(solution), proven=proven)


def best(
    problem: Problem,
    solver: Solver,
    limit: Limit,
    *,
    facts: Iterable[str] = (),
    statements: Iterable[str] = (),
    like: Solution | None = None,
) -> tuple[Solution, bool]:
    """The best solution with further facts and statements.

    Of several the one that shares most with `like`, if that is given. And whether it is proven to
    be the best.
    """
    asked = [*problem.statements, *statements]
    read = [*problem.facts, *facts]
    question = key(read, asked, like)
    known = solver.proven.recall(question)
    if known is not None and limit.left():
        return known, True
    found = solver.ask("best", read, limit=limit, statements=asked, like=like)
    if not found.values:
        raise nothing_within(limit)
    last = found.values[-1]
    if not isinstance(last, Solution):
        raise Unsatisfiable(conflict(problem, last))
    if found.finished:
        solver.proven.keep(question, last)
    return last, found.finished


def conflict(problem: Problem, clashing: tuple[str, ...]) -> Conflict:
    """A minimal conflict in the user's words.

    Its statements are in the order in which they stand in the brief.
    """
    statements = sorted(
        (problem.statement(id) for id in clashing),
        key=lambda s: (s.where is None, _line(s.where), s.text),
    )
    return Conflict(tuple(statements), story(problem, clashing))


def _line(where: str | None) -> int:
    tail = (where or "").rpartition(":")[2]
    return int(tail) if tail.isdigit() else 0


def changed(
    problem: Problem, before: Solution, after: Solution
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The components that come and those that go between two solutions, sorted."""
    old = {component for component, _ in before.placements}
    new = {component for component, _ in after.placements}
    return tuple(sorted(new - old)), tuple(sorted(old - new))


def nothing_within(limit: Limit) -> SolverTimeout:
    """The error where the time was up before anything was found."""
    less = "allow more time with --timeout, or ask for less"
    return SolverTimeout(f"assemble: nothing found within {limit}: {less}")


def complete(
    problem: Problem, existing: Architecture, solver: Solver, *, timeout: float = TIMEOUT
) -> Architecture:
    """The architecture that keeps every placement of another and answers the brief.

    It adds the least that does so. Unsatisfiable, with the placements that stand in the way among
    its statements, where that cannot be; InputError where something stands that the brief or the
    catalog does not know, and so cannot be kept.
    """
    limit = Limit(timeout)
    kept = _kept(problem, existing)
    facts: list[str] = []
    for id, (component, place) in kept.items():
        problem.asked[id] = f"{component} stands at {place} already"
        facts += [
            fact("statement", id),
            fact("keep", component, place),
            fact("keeps", id, component, place),
        ]
    asked = [*problem.statements, *kept]
    found = solver.ask("best", [*problem.facts, *facts], limit=limit, statements=asked)
    if not found.values:
        raise SolverTimeout(
            f"complete: nothing found within {limit}: allow more time with --timeout"
        )
    last = found.values[-1]
    if isinstance(last, Solution):
        return replace(problem.architecture(last), proven=found.finished)
    raise Unsatisfiable(conflict(problem, last))


def _kept(problem: Problem, existing: Architecture) -> dict[str, tuple[str, str]]:
    """What stands already, by the id of the statement that it stays.

    Workloads come from the brief.
    """
    looked_at = [_fault(problem, placement) for placement in existing.placements]
    faults = {fault for fault in looked_at if fault is not None}
    if faults:
        raise InputError(sorted(faults))
    chosen = {(p.component, p.place) for p in existing.placements if p.own is None}
    return {f"keep.{place}/{component}": (component, place) for component, place in sorted(chosen)}


def _fault(problem: Problem, standing: Placement) -> Fault | None:
    """Why a placement cannot stay under the brief; None where it can."""
    places, components = problem.topology.by_id, problem.knowledge.components
    if standing.place not in places:
        wrong = f"stands at '{shown(standing.place)}', which the brief does not name"
        return Fault(standing.id, wrong, nearest(standing.place, places))
    if standing.own is None and standing.component not in components:
        wrong = f"'{shown(standing.component)}' is not in the catalog"
        return Fault(standing.id, wrong, nearest(standing.component, components))
    if standing.workload is not None and not _runs_at(problem, standing.workload, standing.place):
        wrong = f"the brief has no workload '{shown(standing.workload)}' there"
        return Fault(standing.id, wrong, "add it to the brief's workloads")
    return None


def _runs_at(problem: Problem, workload: str, place: str) -> bool:
    footing = problem.on.of.get(workload)
    return footing is not None and place in footing.inside
