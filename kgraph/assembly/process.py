"""The near end of the solver's process: questions with a limit of time that always holds."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kgraph.assembly.worker import read_frame, write_frame
from kgraph.errors import KgraphError

TIMEOUT = 20.0
RECYCLE = 200
"""After how many questions the process is replaced: the solver never forgets a name it has seen."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the solver sent, in order; `finished` says that it came to its end in time."""

    values: tuple[Any, ...]
    finished: bool


class Solver:
    """A process that solves; it starts at once, so that it is ready when the facts are. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._asked = 0
        self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        self._asked = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kgraph.assembly.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        return self._process

    def ask(self, task: str, facts: Sequence[str], *, timeout: float = TIMEOUT, **options: Any) -> Found:
        """Everything a task of `kgraph.assembly.worker` finds within `timeout` seconds; then the process is ended."""
        with self._lock:
            process = self._process
            if process is None or process.poll() is not None or self._asked >= RECYCLE:
                self.close()
                process = self._start()
            self._asked += 1
            return self._exchange(process, (task, list(facts), options), timeout)

    def _exchange(self, process: subprocess.Popen[bytes], question: Any, timeout: float) -> Found:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the solver was started without pipes")
        values: list[Any] = []
        alarm = threading.Timer(timeout, process.kill)
        alarm.daemon = True
        alarm.start()
        try:
            write_frame(process.stdin, question)
            while True:
                kind, value = read_frame(process.stdout)
                if kind == "done":
                    return Found(tuple(values), True)
                if kind == "failed":
                    raise KgraphError(f"solver: cannot go on ({value}): make the brief smaller")
                values.append(value)
        except (EOFError, OSError):
            self.close()
            return Found(tuple(values), False)
        finally:
            alarm.cancel()

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()
