"""Questions to a grounded engine beyond the best answer.

Others, trade-offs, conflicts, ways out. Everything here speaks of ids and literals;
`kgraph.assembly.explain` puts it into words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import clingo

from kgraph.assembly.engine import Engine
from kgraph.assembly.solution import WISHES, Case, Conflicts, Solution

MAX_CALLS = 600
"""After how many solver calls the search for further conflicts ends."""


def instead(
    engine: Engine, statements: Sequence[str], like: Solution, cases: Iterable[Case]
) -> Iterator[Solution | None]:
    """For each case the best answer in it, and of several the one that shares most with `like`.

    None where there is no answer. All cases are asked of one grounding.
    """
    engine.hold_against(like)
    for case in cases:
        literals = _literals(engine, case)
        yield None if literals is None else engine.best(statements, literals)


def _literals(engine: Engine, case: Case) -> list[int] | None:
    """What holds in a case; None where it asks for what nothing leads to."""
    if not set(case.using) <= engine.used.keys():
        return None
    out = [-engine.used[id] for id in case.without if id in engine.used]
    return [*out, *(engine.used[id] for id in case.using)]


def pareto(
    engine: Engine, statements: Sequence[str], levels: Sequence[int], count: int
) -> Iterator[Solution]:
    """Answers that trade these levels of preference against each other.

    None of them is at least as good as another at every level.

    Each is the best, in the order of the levels, that is better somewhere than each one before;
    none misses more wishes than the best one of all. The engine is used up.
    """
    weights = {level: _weights(engine, level) for level in levels}
    wishes = _wishes(engine)
    for given in range(count):
        solution = engine.best(statements)
        if solution is None:
            return
        yield solution
        engine.hasten(solution)
        cost = dict(solution.costs)
        if not given:
            engine.rule([engine.at_least(wishes, cost.get(WISHES, 0) + 1)])
        engine.rule(
            [
                engine.at_least(weights[level], cost[level])
                if cost.get(level, 0) > 0
                else _true(engine)
                for level in levels
            ]
        )


def _wishes(engine: Engine) -> list[tuple[int, int]]:
    """The literals of wishes that are missed, each with the cost 1."""
    return [(atom.literal, 1) for atom in engine.control.symbolic_atoms.by_signature("missed", 3)]


def _weights(engine: Engine, level: int) -> list[tuple[int, int]]:
    """The literals that cost something at a level, with their cost."""
    atoms = engine.control.symbolic_atoms
    found: list[tuple[int, int]] = []
    per_placement = {
        a.symbol.arguments[1].string: a.symbol.arguments[2].number
        for a in atoms.by_signature("cost", 3)
        if a.symbol.arguments[0].number == level
    }
    for atom in atoms.by_signature("place", 2):
        weight = per_placement.get(atom.symbol.arguments[0].string)
        if weight:
            found.append((atom.literal, weight))
    for atom in atoms.by_signature("cost_once", 3):
        value, component, weight_symbol = atom.symbol.arguments
        if value.number == level and component.string in engine.used:
            found.append((engine.used[component.string], weight_symbol.number))
    return found + _group_weights(engine, level)


def _group_weights(engine: Engine, level: int) -> list[tuple[int, int]]:
    members: dict[tuple[str, int], list[int]] = {}
    for atom in engine.control.symbolic_atoms.by_signature("cost_group", 4):
        value, component, group, weight = atom.symbol.arguments
        if value.number == level and component.string in engine.used:
            members.setdefault((group.string, weight.number), []).append(
                engine.used[component.string]
            )
    weights: list[tuple[int, int]] = []
    for (_, points), literals in sorted(members.items()):
        any_of_them = engine.at_least([(literal, 1) for literal in literals], 1)
        weights.append((any_of_them, points))
    return weights


def _true(engine: Engine) -> int:
    with engine.control.backend() as backend:
        atom: int = backend.add_atom()
        backend.add_rule([atom])
    return atom


def conflicts(engine: Engine, statements: Sequence[str], count: int) -> Iterator[Conflicts]:
    """Minimal conflicts, up to a number, found by exploring subsets of the statements (MARCO).

    What is known after each step. Statements that stand early are let go first, so that the late
    ones are blamed. Source: Liffiton et al., "Fast, flexible MUS enumeration", Constraints 21
    (2016).
    """
    known = [id for id in statements if id in engine.literal]
    found: list[tuple[str, ...]] = []
    explorer = _Map(known)
    for _ in range(MAX_CALLS):
        seed = explorer.unexplored()
        if seed is None:
            yield Conflicts(tuple(found), True)
            return
        clash = engine.clash(seed)
        if clash is None:
            explorer.block_below(_grown(engine, seed, known))
            continue
        found.append(clash)
        yield Conflicts(tuple(found), False)
        if len(found) >= count:
            return
        explorer.block_above(clash)


def _grown(engine: Engine, seed: Sequence[str], known: Sequence[str]) -> list[str]:
    """As many statements as can hold together, beginning with a seed that can."""
    kept = list(seed)
    for id in known:
        if id not in kept and engine.core([*kept, id]) is None:
            kept.append(id)
    return kept


class _Map:
    """Which subsets of the statements have not been explored yet; large ones come first."""

    def __init__(self, known: Sequence[str]) -> None:
        self.known = list(known)
        self.control = clingo.Control(["--heuristic=Domain", "--seed=1", "--warn=none"])
        last = len(self.known) - 1
        self.control.add(
            "base", [], f"{{ k(0..{last}) }}. #heuristic k(I) : I = 0..{last}. [1,true]"
        )
        self.control.ground([("base", [])])
        self.literal = {
            self.known[a.symbol.arguments[0].number]: a.literal
            for a in self.control.symbolic_atoms.by_signature("k", 1)
        }

    def unexplored(self) -> list[str] | None:
        """The next subset, in the order of the statements; None when all are explored."""
        found: list[set[int]] = []

        def keep(model: clingo.Model) -> bool:
            found.append({s.arguments[0].number for s in model.symbols(atoms=True)})
            return False

        self.control.solve(on_model=keep)
        return [id for n, id in enumerate(self.known) if n in found[0]] if found else None

    def block_below(self, subset: Sequence[str]) -> None:
        """Every subset of these is explored."""
        inside = set(subset)
        self._rule([-self.literal[id] for id in self.known if id not in inside])

    def block_above(self, subset: Sequence[str]) -> None:
        """Every superset of these is explored."""
        self._rule([self.literal[id] for id in subset])

    def _rule(self, body: list[int]) -> None:
        with self.control.backend() as backend:
            backend.add_rule([], body)


def fixes(engine: Engine, held: Sequence[str], count: int) -> Iterator[Solution]:
    """Ways out, the one that lets go of least first.

    Answers that hold all of `held` and as many other statements as can be. Each is proven by having
    been solved; its `off` says what was let go. The engine is used up.
    """
    engine.hasten()
    for _ in range(count):
        solution = engine.best(held)
        if solution is None or not solution.off:
            return
        yield solution
        engine.rule([-engine.literal[id] for id in solution.off])
