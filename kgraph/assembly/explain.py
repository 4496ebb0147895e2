"""Why, why not, and ways out: each answer solved, none guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice, product

from kgraph.assembly.changes import Change, changes, hardest
from kgraph.assembly.choosing import answered, swap_of, without
from kgraph.assembly.construction import best, changed, conflict, nothing_within
from kgraph.assembly.facts import fact
from kgraph.assembly.fits import fitting
from kgraph.assembly.forms import avoided, used
from kgraph.assembly.idle import beside, unwanted
from kgraph.assembly.problem import Problem
from kgraph.assembly.rivals import Held, Rivalry, held
from kgraph.assembly.solution import Case, Solution
from kgraph.assembly.solver import TIMEOUT, Solver
from kgraph.errors import InputError, SolverTimeout, Unsatisfiable
from kgraph.model import grounds
from kgraph.model.answers import Choice, Swap, Why
from kgraph.model.brief import Brief
from kgraph.model.conflict import Diagnosis, Fix
from kgraph.model.settling import settled
from kgraph.process.child import Limit

_WORDS = {"avoid": "without", "use": "with"}
"""How the question is told among the statements that clash."""
QUESTION = "question"
"""The id of the statement that a question adds to the brief."""
WAYS = 4
"""How many ways out are looked for, for each fix: the easiest of them are tried."""
TRIES = 24
"""How many ways of making a fix concrete are tried."""
Readying = Callable[[Brief], Problem]


# --- why and why not


def why(problem: Problem, component: str, solver: Solver, *, timeout: float = TIMEOUT) -> Why:
    """Why a component is there and what would be without it.

    Or what it would cost to have it, or what forbids it. To have it means what ``use`` means in a
    brief. InputError for what stands for workloads: the brief itself places it.
    """
    if not problem.knowledge.components[component].choosable:
        raise InputError.one(
            "why",
            f"'{component}' is no product, the brief itself places it",
            "name a component of the catalog",
        )
    limit = Limit(timeout)
    first, proven = best(problem, solver, limit)
    architecture = problem.architecture(first)
    known = problem.knowledge
    family = map(architecture.placements_of, known.family(component))
    placements = tuple(chain.from_iterable(family))
    asked = _Asked(held(problem, first, architecture), component, solver, limit)
    otherwise, swaps, reason = asked.without() if placements else asked.having()
    return Why(
        component,
        bool(placements),
        placements,
        tuple(grounds.of_placements(architecture, placements)),
        replace(otherwise, proven=proven and otherwise.proven),
        known.needs_at_times(component, problem.brief.as_of),
        swaps,
        reason,
        tuple(words for words, _ in known.components[component].standing(problem.brief.as_of)),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What would be without a component, or with it, held against the best answer."""

    held: Held
    component: str
    solver: Solver
    limit: Limit

    @property
    def problem(self) -> Problem:
        """What is assembled."""
        return self.held.problem

    def without(self) -> tuple[Choice, tuple[Swap, ...], str]:
        """What would be without it, and who takes over."""
        forms = self.problem.knowledge.family(self.component)
        there = next(id for id in forms if id in self.held.components)
        answers, proven = without(self.held, [self.component], self.solver, self.limit)
        if not answers:
            raise nothing_within(self.limit)
        after = answers[0]
        if after is None:
            return self._changed("avoid")[0], (), ""
        choice = replace(_possible(self.problem, self.held.solution, after), proven=proven)
        return choice, _only(swap_of(self.held, there, after)), ""

    def having(self) -> tuple[Choice, tuple[Swap, ...], str]:
        """What would be with it, and whose place it could take, or why nobody's."""
        choice, after = self._changed("use")
        swaps = tuple(self._rivals())
        reason = "" if swaps or after is None else self._in_nobodys_place(after)
        return choice, swaps, reason

    def _changed(self, verb: str) -> tuple[Choice, Solution | None]:
        """What a brief gives that says so of it: to use it, or to avoid it."""
        problem, id, known = self.problem, self.component, self.problem.knowledge
        said = avoided(QUESTION, id, known)
        if verb == "use":
            said = used(QUESTION, id, known, fitting(problem.on))
        problem.asked[QUESTION] = f"{_WORDS[verb]} {known.called(id)}"
        problem.question = (verb, id)
        facts = [fact("statement", QUESTION), *(fact(*one) for one in said)]
        first = self.held.solution
        try:
            after, proven = best(
                problem, self.solver, self.limit, facts=facts, statements=[QUESTION], like=first
            )
        except Unsatisfiable as error:
            return Choice(False, conflict=error.conflict), None
        return replace(_possible(problem, first, after), proven=proven), after

    def _rivals(self) -> Iterator[Swap]:
        """Those that stand in its place, each with why it did not win."""
        doing = self._doing_the_same()
        cases = []
        for id in doing:
            without_it = self.held.called(id)
            cases += [Case(without_it, (self.component,)), Case(without_it)]
        answers, _ = answered(self.held, cases, self.solver, self.limit)
        pairs = zip(answers[::2], answers[1::2], strict=False)  # as far as the time sufficed
        for id, (after, freely) in zip(doing, pairs, strict=False):
            swap = swap_of(self.held, id, after, self.component)
            if swap is not None and freely is not None:
                yield self._placed(swap, freely)

    def _placed(self, swap: Swap, freely: Solution) -> Swap:
        """A swap with who would come before it without the chosen one.

        Then only to name it makes it come for sure.
        """
        first = Rivalry(self.held, swap.chosen, freely).doing(swap.capability)
        if swap.tie or not first or swap.instead in first:
            return swap
        return replace(swap, flip=f"use: [{swap.instead}]", behind=first[0])

    def _doing_the_same(self) -> list[str]:
        """The components that are there for what it could do, too; what matters most first."""
        able = set(self.problem.knowledge.components[self.component].provides)
        purposes, known = self.held.purposes, self.problem.knowledge.components
        doing = {id: found or known[id].provides for id, found in purposes.items()}
        return [id for id in self.held.weightiest_first() if able.intersection(doing[id])]

    def _in_nobodys_place(self, after: Solution) -> str:
        """Why the best answer with it takes nothing else's place."""
        doing = self._doing_the_same()
        if doing:
            return beside(self.held, self.component, doing, after)
        return unwanted(self.held, self.component)


def _only(swap: Swap | None) -> tuple[Swap, ...]:
    return () if swap is None else (swap,)


def _possible(problem: Problem, before: Solution, after: Solution) -> Choice:
    old, new = problem.preferences(before), dict(problem.preferences(after))
    comes, goes = changed(problem, before, after)
    return Choice(True, tuple((id, value, new[id]) for id, value in old), comes, goes)


# --- conflicts and fixes


def diagnose(
    problem: Problem, ready: Readying, solver: Solver, *, count: int = 5, timeout: float = TIMEOUT
) -> Diagnosis:
    """Minimal conflicts, up to a number, and fixes, smallest first.

    Each fix is verified by solving the changed brief again.

    Half of the time is for the conflicts, the rest for fixes; SolverTimeout where no conflict is
    found in it.
    """
    limit, half = Limit(timeout), Limit(timeout / 2)
    found = solver.ask(
        "conflicts", problem.facts, limit=half, statements=list(problem.statements), count=count
    )
    if not found.values:
        raise SolverTimeout(
            f"assemble: no conflict found within {half}: allow more time with --timeout"
        )
    known = found.values[-1]
    conflicts = tuple(conflict(problem, clash) for clash in known.found)
    firm = _firm(problem, known.found) if known.complete else []
    ways = solver.ask("fixes", problem.facts, limit=limit, held=firm, count=WAYS * count)
    fixes: dict[tuple[str, ...], Fix] = {}
    easiest_first = sorted(ways.values, key=lambda way: hardest(way.off))
    for solution in easiest_first[: 2 * count]:
        fix = _verified(problem, ready, solution, solver, limit)
        if fix is not None:
            fixes.setdefault(fix.change, fix)
    ordered = sorted(fixes.values(), key=_ease)
    return Diagnosis(conflicts, tuple(ordered[:count]), known.complete)


def _ease(fix: Fix) -> tuple[int, int, list[int], tuple[str, ...]]:
    """The order in which a person tries fixes.

    What is easy to change first, then few changes, then small costs, then by the words.
    """
    dropped = [statement.id for statement in fix.drop]
    return hardest(dropped), len(fix.change), [cost for _, cost in fix.preferences], fix.change


def _firm(problem: Problem, clashes: Iterable[tuple[str, ...]]) -> list[str]:
    """The statements in no conflict: they need not be let go."""
    blamed = set(chain.from_iterable(clashes))
    return [id for id in problem.statements if id not in blamed]


def _verified(
    problem: Problem, ready: Readying, solution: Solution, solver: Solver, limit: Limit
) -> Fix | None:
    """The first concrete change of the brief that lets go of these statements and can be met."""
    choices = [list(changes(problem, id, solution)) for id in solution.off]
    for change in islice(product(*choices), TRIES):
        if not limit.left():
            return None
        changed_problem = ready(_changed(problem, change))
        try:
            after, _ = best(changed_problem, solver, limit)
        except (Unsatisfiable, SolverTimeout):
            continue
        return _least(
            problem,
            ready,
            tuple(zip(solution.off, change, strict=True)),
            (changed_problem, after),
            solver=solver,
            limit=limit,
        )
    return None


def _changed(problem: Problem, change: Iterable[Change]) -> Brief:
    """The brief of a problem changed, with the defaults that hold for it then."""
    brief = problem.brief
    for _, edit in change:
        brief = edit(brief)
    return settled(brief, problem.brief, problem.knowledge)


def _least(
    problem: Problem,
    ready: Readying,
    parts: tuple[tuple[str, Change], ...],
    works: tuple[Problem, Solution],
    *,
    solver: Solver,
    limit: Limit,
) -> Fix:
    """The fix without the changes that it can do without: one may have made another needless."""
    for one in parts if len(parts) > 1 else ():
        rest = tuple(other for other in parts if other is not one)
        smaller = ready(_changed(problem, [change for _, change in rest]))
        try:
            works, parts = (smaller, best(smaller, solver, limit)[0]), rest
        except (Unsatisfiable, SolverTimeout):
            continue
    dropped = tuple(problem.statement(id) for id, _ in parts)
    return Fix(
        dropped,
        tuple(text for _, (text, _) in parts),
        works[0].preferences(works[1]),
        len(works[0].architecture(works[1]).placements),
        works[0].brief,
    )
