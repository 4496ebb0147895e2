"""The near end of the solver's process: questions with a limit of time that always holds."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kgraph.errors import KgraphError, Problem
from kgraph.process.child import PICKLE, Child, Deadline, pipes, read_frame, write_frame

TIMEOUT = 20.0
LONGEST = 86_400.0
RECYCLE = 200
"""After how many questions the process is replaced: the solver never forgets a name it has seen."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the solver sent, in order; `finished` says that it came to its end in time."""

    values: tuple[Any, ...]
    finished: bool


class Limit:
    """The time that one question of a user may take, however many questions to the solver it leads to."""

    def __init__(self, seconds: float) -> None:
        self.seconds = min(max(seconds, 0.0), LONGEST)
        self._end = time.monotonic() + self.seconds

    def left(self) -> float:
        """The seconds that are left, at least 0."""
        return max(self._end - time.monotonic(), 0.0)

    def __format__(self, _spec: str) -> str:
        return f"{self.seconds:g} s"


class Solver(Child):
    """A process that solves; it starts at once, so that it is ready when the facts are. Safe to share between threads."""

    def __init__(self) -> None:
        super().__init__("kgraph.assembly.solver_process", form=PICKLE)
        self._asked = 0
        self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        self._asked = 0
        return super()._start()

    def ask(self, task: str, facts: Sequence[str], *, limit: Limit, **options: Any) -> Found:
        """Everything a task of `kgraph.assembly.solver_process` finds within the limit; then the process is ended.

        Waiting for another thread's question counts. KgraphError where the solver ends for another reason.
        """
        if not limit.left() or not self._lock.acquire(timeout=limit.left()):
            return Found((), False)
        try:
            process = self._alive()
            if process is None or self._asked >= RECYCLE:
                process = self._start()
            self._asked += 1
            return self._exchange(process, (task, list(facts), options), limit)
        finally:
            self._lock.release()

    def _exchange(self, process: subprocess.Popen[bytes], question: Any, limit: Limit) -> Found:
        questions, replies = pipes(process)
        values: list[Any] = []
        finished = False
        deadline = Deadline(process, limit.left())
        try:
            with self._until(deadline):
                write_frame(questions, question, PICKLE)
                while not finished:
                    kind, value = read_frame(replies, PICKLE)
                    if kind == "failed":
                        told = Problem("solver", "cannot go on", "make the brief smaller", value)
                        raise KgraphError(str(told))
                    finished = kind == "done"
                    values += [] if finished else [value]
        except (EOFError, OSError) as error:
            if deadline.met():
                raise KgraphError(
                    "solver: its process has ended (is there memory left?): try again, or make the brief smaller"
                ) from error
        return Found(tuple(values), finished)

    def close(self) -> None:
        """End the process, if there is one."""
        self._discard()
