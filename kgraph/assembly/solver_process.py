"""The solver's own process: it reads questions, grounds and solves, and sends what it finds as it
finds it.

Started by `kgraph.assembly.solver`. Grounding cannot be interrupted from within, so a limit of time
can only be kept by ending the process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from kgraph.assembly import inquiry
from kgraph.assembly.engine import Engine
from kgraph.assembly.solution import Case, Solution


def _best(engine: Engine, statements: Sequence[str], like: Solution | None = None) -> Iterator[Any]:
    """Some answer at once, then the best; or the statements that clash."""
    if like is not None:
        engine.hold_against(like)
    first = engine.any(statements)
    if first is None:
        yield engine.clash(statements) or ()
        return
    yield first
    yield engine.best(statements)


def _instead(
    engine: Engine, statements: Sequence[str], like: Solution, cases: Sequence[Case]
) -> Iterator[Any]:
    yield from inquiry.instead(engine, statements, like, cases)


def _pareto(
    engine: Engine, statements: Sequence[str], levels: Sequence[int], count: int
) -> Iterator[Any]:
    yield from inquiry.pareto(engine, statements, levels, count)


def _conflicts(engine: Engine, statements: Sequence[str], count: int) -> Iterator[Any]:
    yield from inquiry.conflicts(engine, statements, count)


def _fixes(engine: Engine, held: Sequence[str], count: int) -> Iterator[Any]:
    yield from inquiry.fixes(engine, held, count)


TASKS: dict[str, Callable[..., Iterator[Any]]] = {
    "best": _best,
    "conflicts": _conflicts,
    "fixes": _fixes,
    "instead": _instead,
    "pareto": _pareto,
}


def serve(requests: Iterator[Any], reply: Callable[[Any], None]) -> None:
    """Answer questions until there are no more: (task, facts, options) in, ("found", value) or
    ("failed", why) out.
    """
    for task, facts, options in requests:
        try:
            for value in TASKS[task](Engine(facts), **options):
                reply(("found", value))
        except RuntimeError as error:
            reply(("failed", str(error)))
