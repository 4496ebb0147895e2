"""The solver: facts in, the best placements out, or a minimal set of statements that clash.

Core-guided optimisation (``usc``) is what makes this fast: the solver's default strategy does not
finish on a catalog of 2,000 components (docs/decisions/0003). One thread and sorted facts keep
answers the same everywhere. Facts that no statement can lead to are left out before the solver
reads them: reading takes longer than solving.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import clingo

from kgraph.assembly.solution import Solution

RULES = Path(__file__).parent / "rules"
OPTIONS = ("--opt-strategy=usc,oll,stratify", "--seed=1", "--warn=none")
OF_COMPONENT = frozenset(
    (
        "component",
        "rank",
        "widest",
        "provides",
        "limited",
        "runs",
        "spans",
        "unavailable",
        "unattested",
        "need",
        "clash",
        "cost",
        "cost_once",
        "cost_group",
        "link_gives",
        "link_takes",
        "needs",
    )
)
OF_NEED = frozenset(("need_capability", "need_one_of", "need_apart", "need_when"))
"""The facts whose first name is that of a component, or of a need."""


@cache
def program() -> str:
    """The rules, all files together."""
    return "\n".join(path.read_text("utf-8") for path in sorted(RULES.glob("*.lp")))


def relevant(facts: Iterable[str]) -> list[str]:
    """The facts, sorted, without those about components that no statement can lead to.

    The same closure as in rules/candidates.lp, so answers do not change. Ids are slugs or ends of
    IRIs: they hold no quotes, and so names are cut out of the text by the quotes around them.
    """
    ordered = sorted(facts)
    candidates, needs = _closure(ordered)
    kept: list[str] = []
    done = 0
    for name in sorted(OF_COMPONENT | OF_NEED):
        span = _span(ordered, name)
        chosen = needs if name in OF_NEED else candidates
        kept += ordered[done : span.start]
        kept += [fact for fact in ordered[span] if fact.split('"', 2)[1] in chosen]
        done = span.stop
    return kept + ordered[done:]


def _span(ordered: list[str], name: str) -> slice:
    """Where the facts of that name stand.

    A bracket follows it, and the next letter after that bracket is the other one.
    """
    start = bisect_left(ordered, f"{name}(")
    return slice(start, bisect_left(ordered, f"{name})", start))


def _closure(ordered: list[str]) -> tuple[set[str], set[str]]:
    """The components that statements can lead to, and their needs."""
    provided_by = _links(ordered, "provides", back=True)
    needs_of = _links(ordered, "need")
    capability, one_of = _links(ordered, "need_capability"), _links(ordered, "need_one_of")
    wanted = _second_names(ordered, "demand", "demand_in", "wish", "station")
    named = _second_names(ordered, "demand_component", "keeps", "use", "form", "only")
    asked: set[str] = set()
    candidates: set[str] = set()
    needs: set[str] = set()
    while wanted or named:
        fresh = (named | _linked(provided_by, wanted)) - candidates
        asked |= wanted
        candidates |= fresh
        found = _linked(needs_of, fresh)
        needs |= found
        wanted = _linked(capability, found) - asked
        named = _linked(one_of, found) - candidates
    return candidates, needs


def _second_names(ordered: list[str], *names: str) -> set[str]:
    """The second names in the facts of these names."""
    found: set[str] = set()
    for name in names:
        found.update(fact.split('"', 4)[3] for fact in ordered[_span(ordered, name)])
    return found


def _linked(links: dict[str, list[str]], ids: Iterable[str]) -> set[str]:
    """Everything that these ids are linked with."""
    return set[str]().union(*(links.get(id, ()) for id in ids))


def _solution(model: clingo.Model) -> Solution:
    """What the solver found: who stands where, the costs, the wishes that are off."""
    atoms = model.symbols(shown=True)
    placed = [atom.arguments for atom in atoms if atom.name == "place"]
    pairs = sorted((component.string, place.string) for component, place in placed)
    off = sorted(atom.arguments[0].string for atom in atoms if atom.name == "off")
    costs = tuple(zip(model.priority, model.cost, strict=True))
    return Solution(tuple(pairs), costs, tuple(off))


def _links(ordered: list[str], name: str, back: bool = False) -> dict[str, list[str]]:
    """From the first name in each of these facts to the second ones, or the other way."""
    links: dict[str, list[str]] = defaultdict(list)
    for fact in ordered[_span(ordered, name)]:
        _, first, _, second, _ = fact.split('"', 4)
        if back:
            first, second = second, first
        links[first].append(second)
    return links


class Engine:
    """One brief on one catalog, grounded once; every question about it is a set of assumptions."""

    def __init__(self, facts: Iterable[str]) -> None:
        self.control = clingo.Control(list(OPTIONS))
        self.control.add("base", [], program())
        self.control.add("base", [], "\n".join(relevant(facts)))
        self.control.ground([("base", [])])
        self.used = {
            atom.symbol.arguments[0].string: atom.literal
            for atom in self.control.symbolic_atoms.by_signature("used", 1)
        }
        self.literal = {
            atom.symbol.arguments[0].string: atom.literal
            for atom in self.control.symbolic_atoms.by_signature("on", 1)
        }
        self.name = {literal: id for id, literal in self.literal.items()}

    def any(self, statements: Sequence[str]) -> Solution | None:
        """Some answer under these statements, quickly, good or not; None where there is none."""
        # a bound that every answer keeps; "ignore" tells no costs
        return self._solve("enum,999999999", self._assume(statements))

    def best(self, statements: Sequence[str], extra: Sequence[int] = ()) -> Solution | None:
        """The optimum under these statements and further literals, proven.

        None where there is none.
        """
        return self._solve("opt", [*self._assume(statements), *extra])

    def _solve(self, mode: str, assumptions: Sequence[int]) -> Solution | None:
        self._mode(mode)
        found: list[Solution] = []

        def keep(model: clingo.Model) -> None:
            found[:] = [_solution(model)]

        self.control.solve(assumptions=list(assumptions), on_model=keep)
        return found[0] if found else None

    def clash(self, statements: Sequence[str]) -> tuple[str, ...] | None:
        """A minimal set of these statements that cannot hold together, or None where they can.

        Deletion with core refinement; statements that stand early in `statements` are let go
        first, so that those that stand late are blamed.
        """
        core = self.core(statements)
        if core is None:
            return None
        order = {id: number for number, id in enumerate(statements)}
        kept = sorted(core, key=order.__getitem__)
        for id in list(kept):
            if id not in kept:
                continue
            smaller = self.core([other for other in kept if other != id])
            if smaller is not None:
                kept = sorted(smaller, key=order.__getitem__)
        return tuple(kept)

    def core(self, statements: Sequence[str]) -> list[str] | None:
        """Some of these statements that cannot hold together, not yet minimal.

        None where all can.
        """
        self._mode("ignore")
        with self.control.solve(assumptions=self._assume(statements), yield_=True) as handle:
            if handle.get().satisfiable:
                return None
            return [self.name[literal] for literal in handle.core() if literal in self.name]

    def rule(self, body: Sequence[int]) -> None:
        """Rule out, from now on, that all these literals hold together."""
        with self.control.backend() as backend:
            backend.add_rule([], list(body))

    def hold_against(self, like: Solution) -> None:
        """From now on, of answers that cost the same, take the one that shares most with `like`."""
        self.control.assign_external(clingo.Function("anew"), True)
        self._before(like)

    def _before(self, like: Solution) -> None:
        """Say which components there were before."""
        for component in sorted({component for component, _ in like.placements}):
            there = clingo.Function("before", [clingo.String(component)])
            self.control.assign_external(there, True)

    def hasten(self, like: Solution | None = None) -> None:
        """From now on, of answers that cost the same, take one with few new components.

        New are those that `like` does not have.
        """
        self.control.assign_external(clingo.Function("hasty"), True)
        if like is not None:
            self._before(like)

    def choice(self) -> int:
        """A literal that is free to hold or not, until it is assumed."""
        with self.control.backend() as backend:
            atom: int = backend.add_atom()
            backend.add_rule([atom], [], choice=True)
        return atom

    def at_least(self, weights: Sequence[tuple[int, int]], bound: int) -> int:
        """A literal that holds where enough of the weighted literals hold.

        Their weights sum up to `bound` or more.
        """
        with self.control.backend() as backend:
            atom: int = backend.add_atom()
            backend.add_weight_rule([atom], bound, list(weights))
        return atom

    def _assume(self, statements: Sequence[str]) -> list[int]:
        return [self.literal[id] for id in statements if id in self.literal]

    def _mode(self, mode: str) -> None:
        solving = self.control.configuration.solve
        if isinstance(solving, clingo.Configuration):
            solving.opt_mode = mode
