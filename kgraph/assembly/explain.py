"""Why, why not, and ways out: each answer solved, none guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice, product

from kgraph.assembly.assemble import best, changed, conflict
from kgraph.assembly.engine import Solution
from kgraph.assembly.facts import SITES, fact
from kgraph.assembly.problem import Problem
from kgraph.assembly.process import TIMEOUT, Solver
from kgraph.errors import SolverTimeout, Unsatisfiable
from kgraph.model.answers import Choice, Why
from kgraph.model.architecture import Architecture
from kgraph.model.brief import Brief, Site
from kgraph.model.conflict import Diagnosis, Fix

QUESTION = "question"
"""The id of the statement that a question adds to the brief."""
TRIES = 24
"""How many ways of making a fix concrete are tried."""
Readying = Callable[[Brief], Problem]


# --- why and why not


def why(problem: Problem, component: str, solver: Solver, *, timeout: float = TIMEOUT) -> Why:
    """Why a component is there and what would be without it; or what it would cost to have it, or what forbids it."""
    first, _ = best(problem, solver, timeout=timeout)
    architecture = problem.architecture(first)
    placements = tuple(p for p in architecture.placements if p.component == component)
    present = bool(placements)
    predicate = "avoid" if present else "use"
    facts = [fact("statement", QUESTION), fact(predicate, QUESTION, component)]
    problem.asked[QUESTION] = f"{'without' if present else 'with'} {problem.knowledge.components[component].name}"
    problem.question = (predicate, component)
    try:
        other, _ = best(problem, solver, timeout=timeout, facts=facts, statements=[QUESTION])
        otherwise = _possible(problem, first, other)
    except Unsatisfiable as error:
        otherwise = Choice(False, conflict=error.conflict)
    alike: dict[object, list[str]] = {}
    for placement in placements:
        alike.setdefault(placement.reasons, []).append(placement.id)
    chain = tuple(line for ids in alike.values() for line in _chain(architecture, ids))
    return Why(component, present, placements, chain, otherwise)


def _possible(problem: Problem, before: Solution, after: Solution) -> Choice:
    old, new = problem.preferences(before.costs), dict(problem.preferences(after.costs))
    comes, goes = changed(problem, before, after)
    return Choice(True, tuple((id, value, new[id]) for id, value in old), comes, goes)


def _chain(architecture: Architecture, ids: list[str]) -> Iterator[str]:
    """The steps from placements with the same reasons to statements and sources, indented by how far they are."""
    by_id = {p.id: p for p in architecture.placements}
    told: set[str] = set()

    def walk(at: str, depth: int) -> Iterator[str]:
        told.add(at)
        yield f"{'  ' * depth}{', '.join(ids) if at == ids[0] else at}"
        for reason in by_id[at].reasons:
            source = f" <{reason.source}>" if reason.source and "/kgraph/source/" not in reason.source else ""
            statements = "; ".join(b for b in reason.because if b not in by_id)
            yield f"{'  ' * (depth + 1)}{reason.text}{source}{' — ' + statements if statements else ''}"
            for cause in reason.because:
                if cause in by_id and cause not in told and depth < 4:
                    yield from walk(cause, depth + 2)

    yield from walk(ids[0], 0)


# --- conflicts and fixes


def diagnose(problem: Problem, ready: Readying, solver: Solver, *, count: int = 5, timeout: float = TIMEOUT) -> Diagnosis:
    """Minimal conflicts, up to a number, and fixes, smallest first, each verified by solving the changed brief again."""
    found = solver.ask("conflicts", problem.facts, timeout=timeout, statements=list(problem.statements), count=count)
    if not found.values:
        raise SolverTimeout(f"assemble: no conflict found within {timeout:g} s: allow more time with --timeout")
    known = found.values[-1]
    conflicts = tuple(conflict(problem, clash) for clash in known.found)
    ways = solver.ask("fixes", problem.facts, timeout=timeout, held=_firm(problem, known.found), count=2 * count)
    fixes: dict[tuple[str, ...], Fix] = {}
    for solution in ways.values:
        fix = _verified(problem, ready, solution, solver, timeout)
        if fix is not None:
            fixes.setdefault(fix.change, fix)
    ordered = sorted(fixes.values(), key=lambda fix: (len(fix.change), [p for _, p in fix.preferences], fix.change))
    return Diagnosis(conflicts, tuple(ordered[:count]), known.complete)


def _firm(problem: Problem, clashes: Iterable[tuple[str, ...]]) -> list[str]:
    """The statements in no conflict: they need not be let go."""
    blamed = {id for clash in clashes for id in clash}
    return [id for id in problem.statements if id not in blamed]


def _verified(problem: Problem, ready: Readying, solution: Solution, solver: Solver, timeout: float) -> Fix | None:
    """The first concrete change of the brief that lets go of these statements and can be met."""
    for change in islice(product(*(list(_changes(problem, id)) for id in solution.off)), TRIES):
        brief = problem.brief
        for _, edit in change:
            brief = edit(brief)
        changed_problem = ready(brief)
        try:
            after, _ = best(changed_problem, solver, timeout=timeout)
        except (Unsatisfiable, SolverTimeout):
            continue
        return _least(problem, ready, tuple(zip(solution.off, change, strict=True)), (changed_problem, after), solver, timeout)
    return None


def _least(
    problem: Problem, ready: Readying, changes: tuple[tuple[str, Change], ...], works: tuple[Problem, Solution], solver: Solver, timeout: float
) -> Fix:
    """The fix without the changes that it can do without: one may have made another needless."""
    for one in changes:
        rest = tuple(other for other in changes if other is not one)
        brief = problem.brief
        for _, (_, edit) in rest:
            brief = edit(brief)
        smaller = ready(brief)
        try:
            works, changes = (smaller, best(smaller, solver, timeout=timeout)[0]), rest
        except (Unsatisfiable, SolverTimeout):
            continue
    dropped = tuple(problem.statement(id) for id, _ in changes)
    return Fix(dropped, tuple(text for _, (text, _) in changes), works[0].preferences(works[1].costs), len(works[1].placements))


Change = tuple[str, Callable[[Brief], Brief]]


def _changes(problem: Problem, id: str) -> Iterator[Change]:
    """Concrete ways of letting go of a statement, the plainest first."""
    kind, _, rest = id.partition(".")
    if kind in ("use", "avoid"):
        yield f"take {rest} out of '{kind}'", _without(kind, rest)
    elif kind == "answers":
        yield from _other_answers(problem, *rest.split("."))
    elif kind == "workloads":
        yield from _other_workload_answers(problem, *rest.split("."))
    elif id == "as_of":
        yield from _other_days(problem)
    elif id == SITES:
        yield from _more_sites(problem)
    elif kind == "sites":
        yield from _other_clouds(problem, rest)


def _without(kind: str, id: str) -> Callable[[Brief], Brief]:
    if kind == "use":
        return lambda brief: replace(brief, use=tuple(c for c in brief.use if c != id))
    return lambda brief: replace(brief, avoid=tuple(c for c in brief.avoid if c != id))


def _other_answers(problem: Problem, decision_id: str, option_id: str) -> Iterator[Change]:
    decision = problem.knowledge.decision_by_id[decision_id]
    given = dict(problem.brief.answers)[decision_id]
    rest = tuple(option for option in given if option != option_id)
    choices = [rest] if rest else []
    choices += [(o.id,) for o in sorted(decision.options, key=lambda o: o.id not in decision.defaults) if o.id not in given]
    for chosen in choices:
        yield f"answer '{decision_id}: {', '.join(chosen)}'", _answering(decision_id, chosen)


def _answering(decision: str, chosen: tuple[str, ...]) -> Callable[[Brief], Brief]:
    return lambda brief: replace(brief, answers=tuple((id, chosen if id == decision else options) for id, options in brief.answers))


def _other_workload_answers(problem: Problem, workload_id: str, decision_id: str, option_id: str) -> Iterator[Change]:
    decision = problem.knowledge.decision_by_id[decision_id]
    workload = next(w for w in problem.brief.workloads if w.id == workload_id)
    given = dict(workload.answers)[decision_id]
    rest = tuple(option for option in given if option != option_id)
    choices = [rest] if rest else []
    choices += [(o.id,) for o in decision.options if o.id not in given]
    for chosen in choices:

        def edit(brief: Brief, chosen: tuple[str, ...] = chosen) -> Brief:
            answers = tuple((id, chosen if id == decision_id else options) for id, options in workload.answers)
            workloads = tuple(replace(w, answers=answers) if w.id == workload_id else w for w in brief.workloads)
            return replace(brief, workloads=workloads)

        yield f"for workload {workload_id}, answer '{decision_id}: {', '.join(chosen)}'", edit


def _other_days(problem: Problem) -> Iterator[Change]:
    """The day before something that the brief uses was retired, or the day on which it came out."""
    days: set[date] = set()
    for id in problem.brief.use:
        component = problem.knowledge.components[id]
        if component.retired and component.retired.day <= problem.brief.as_of:
            days.add(component.retired.day - timedelta(days=1))
        if component.released and component.released.day > problem.brief.as_of:
            days.add(component.released.day)
    for day in sorted(days, key=lambda d: abs((d - problem.brief.as_of).days)):
        yield f"assemble as of {day.isoformat()}", _on(day)


def _on(day: date) -> Callable[[Brief], Brief]:
    return lambda brief: replace(brief, as_of=day)


def _more_sites(problem: Problem) -> Iterator[Change]:
    """One more site: on a cloud that is there already, then on each other."""
    taken = {site.id for site in problem.brief.sites}
    id = next(name for name in (f"site-{n}" for n in range(2, 99)) if name not in taken)
    mine = list(dict.fromkeys(site.cloud for site in problem.brief.sites))
    for cloud in [*mine, *(c.id for c in problem.knowledge.clouds if c.id not in mine)]:
        yield f"add a site on {problem.cloud(cloud)}", _with_site(Site(id, cloud, None, ("main",)))


def _with_site(site: Site) -> Callable[[Brief], Brief]:
    return lambda brief: replace(brief, sites=(*brief.sites, site))


def _other_clouds(problem: Problem, site_id: str) -> Iterator[Change]:
    own = next(site.cloud for site in problem.brief.sites if site.id == site_id)
    mine = [cloud for cloud in dict.fromkeys(s.cloud for s in problem.brief.sites) if cloud != own]
    for cloud in [*mine, *(c.id for c in problem.knowledge.clouds if c.id not in (own, *mine))]:
        yield f"put site {site_id} on {problem.cloud(cloud)}", _moving(site_id, cloud)


def _moving(site_id: str, cloud: str) -> Callable[[Brief], Brief]:
    return lambda brief: replace(brief, sites=tuple(replace(s, cloud=cloud) if s.id == site_id else s for s in brief.sites))
