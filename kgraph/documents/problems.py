"""Problems as they are gathered while a document is read: told at once, in the order of lines."""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.errors import InputError, Problem

MAX_PROBLEMS = 100
"""How many problems of one document are told: nobody reads more, and each takes its time."""


class Problems:
    """What is wrong with one document, as far as it was read."""

    def __init__(self) -> None:
        self._met: dict[Problem, None] = {}

    def __len__(self) -> int:
        return len(self._met)

    def add(self, where: str, what: str, remedy: str, detail: object = "") -> None:
        """One more problem; told again it counts once. InputError where there are too many."""
        self._met[Problem(where, what, remedy, str(detail))] = None
        if len(self._met) >= MAX_PROBLEMS:
            more = Problem(where, f"more than {MAX_PROBLEMS - 1} problems", "mend these first")
            raise InputError([*in_order(self._met), more])

    def tell(self) -> None:
        """InputError with every problem, if there is any."""
        if self._met:
            raise InputError(in_order(self._met))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file and line, each once."""
    return sorted(dict.fromkeys(problems), key=_place)


def _place(problem: Problem) -> tuple[str, int, str]:
    file, _, line = problem.where.rpartition(":")
    known = line.isascii() and line.isdigit() and len(line) < 10
    return (file, int(line), problem.what) if known else (problem.where, 0, problem.what)
