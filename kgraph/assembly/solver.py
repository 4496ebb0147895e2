"""The near end of the solver's process: questions with a limit of time that always holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kgraph.assembly.remembering import Memory
from kgraph.errors import KgraphError, Problem
from kgraph.process.child import MEMORY, Answer, Child, Limit, Outcome
from kgraph.process.far_side import PICKLE
from kgraph.process.pool import Pool

TIMEOUT = 20.0
RECYCLE = 200
"""After how many questions the process is replaced: the solver never forgets a name it has seen."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the solver sent, in order; `finished` says that it came to its end in time."""

    values: tuple[Any, ...]
    finished: bool


class Solver:
    """Processes that solve; one starts at once, so that it is ready when the facts are, others when
    several ask at the same time. Safe to share between threads.

    One that solves `here` does it in this process: in one that others give a limit and may end.
    """

    def __init__(
        self, *, memory: int = MEMORY, many: int | None = None, here: bool = False
    ) -> None:
        self._memory = memory
        self._here = here
        self._pool = Pool(self._child, 0 if here else many)
        self._pool.start(1)
        self.proven = Memory()
        """The best answers that it has found and proven."""

    def _child(self) -> Child:
        served = "kgraph.assembly.solver_process"
        return Child(served, form=PICKLE, memory=self._memory, questions=RECYCLE)

    def ask(self, task: str, facts: Sequence[str], *, limit: Limit, **options: Any) -> Found:
        """Everything a task of `kgraph.assembly.solver_process` finds within the limit; then the
        process is ended.

        Waiting counts where all processes are at work. KgraphError where the solver ends for
        another reason.
        """
        question = (task, list(facts), options)
        answer = _solved(question) if self._here else self._pool.ask(question, limit)
        if answer.outcome is Outcome.MEMORY:
            memory = f"{self._memory >> 20:,} MB"
            raise KgraphError(f"solver: needs more than {memory} of memory: make the brief smaller")
        if answer.outcome is Outcome.ENDED:
            raise KgraphError(
                f"solver: its process has ended ({answer.how}; is there memory left?): "
                "try again, or make the brief smaller"
            )
        values = []
        for kind, value in answer.values:
            if kind == "failed":
                told = Problem("solver", "cannot go on", "make the brief smaller", value)
                raise KgraphError(str(told))
            values.append(value)
        return Found(tuple(values), answer.outcome is Outcome.DONE)

    def close(self) -> None:
        """End the processes, if there are any."""
        self._pool.close()


def _solved(question: tuple[str, list[str], dict[str, Any]]) -> Answer:
    """What the solver says when it is asked in this process."""
    from kgraph.assembly.solver_process import serve

    replies: list[Any] = []
    serve(iter([question]), replies.append)
    return Answer(tuple(replies), Outcome.DONE)
