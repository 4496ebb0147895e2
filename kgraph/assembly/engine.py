"""The solver: facts in, the best placements out, or a minimal set of statements that clash.

Core-guided optimisation (``usc``) is what makes this fast: the solver's default strategy does not finish on a catalog of
2,000 components (docs/decisions/0003-clingo-usc.md). One thread and sorted facts keep answers the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import clingo

RULES = Path(__file__).parent / "rules"
OPTIONS = ("--opt-strategy=usc", "--seed=1", "--warn=none")


@dataclass(frozen=True, slots=True)
class Solution:
    """The best placements as (component, place), sorted, with the cost at each priority, the highest first."""

    placements: tuple[tuple[str, str], ...]
    costs: tuple[tuple[int, int], ...]


@cache
def program() -> str:
    """The rules, all files together."""
    return "\n".join(path.read_text("utf-8") for path in sorted(RULES.glob("*.lp")))


class Engine:
    """One brief on one catalog, grounded once; every question about it is a set of assumptions."""

    def __init__(self, facts: Iterable[str]) -> None:
        self.control = clingo.Control(list(OPTIONS))
        self.control.add("base", [], program())
        self.control.add("base", [], "\n".join(sorted(facts)))
        self.control.ground([("base", [])])
        self.literal = {atom.symbol.arguments[0].string: atom.literal for atom in self.control.symbolic_atoms.by_signature("on", 1)}
        self.name = {literal: id for id, literal in self.literal.items()}

    def best(self, statements: Sequence[str]) -> Solution | None:
        """The optimum under these statements, proven; None where there is none."""
        self._mode("opt")
        found: list[Solution] = []

        def keep(model: clingo.Model) -> None:
            pairs = sorted((s.arguments[0].string, s.arguments[1].string) for s in model.symbols(shown=True))
            found[:] = [Solution(tuple(pairs), tuple(zip(model.priority, model.cost, strict=True)))]

        self.control.solve(assumptions=self._assume(statements), on_model=keep)
        return found[0] if found else None

    def clash(self, statements: Sequence[str]) -> tuple[str, ...] | None:
        """A minimal set of these statements that cannot hold together, or None where they can.

        Deletion with core refinement; statements that stand later in `statements` are blamed in preference.
        """
        core = self._core(statements)
        if core is None:
            return None
        order = {id: number for number, id in enumerate(statements)}
        kept = sorted(core, key=order.__getitem__)
        for id in list(kept):
            if id not in kept:
                continue
            smaller = self._core([other for other in kept if other != id])
            if smaller is not None:
                kept = sorted(smaller, key=order.__getitem__)
        return tuple(kept)

    def _core(self, statements: Sequence[str]) -> list[str] | None:
        self._mode("ignore")
        with self.control.solve(assumptions=self._assume(statements), yield_=True) as handle:
            if handle.get().satisfiable:
                return None
            return [self.name[literal] for literal in handle.core() if literal in self.name]

    def _assume(self, statements: Sequence[str]) -> list[int]:
        return [self.literal[id] for id in statements if id in self.literal]

    def _mode(self, mode: str) -> None:
        solving = self.control.configuration.solve
        assert isinstance(solving, clingo.Configuration)
        solving.opt_mode = mode
