"""Several processes of one kind: who asks gets one that is free, so that nobody's question waits
for somebody else's as long as there is one.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

from kgraph.process.child import Answer, Child, Limit, Outcome

LEAST, MOST = 2, 4
"""How many processes there are at least, so that nobody keeps all others waiting; and at most."""


def size() -> int:
    """How many processes this machine has work for."""
    return min(max(LEAST, os.cpu_count() or LEAST), MOST)


class Pool:
    """Children made by `make`, each started with its first question. Safe to share between threads.

    The one that was asked last is asked first: what it keeps is still there.
    """

    def __init__(self, make: Callable[[], Child], many: int | None = None) -> None:
        self._children = tuple(make() for _ in range(size() if many is None else many))
        self._free = list(self._children)
        self._turn = threading.Condition()

    def start(self, many: int | None = None) -> None:
        """Start so many of them (all), without waiting until they are ready."""
        for child in self._children[::-1][:many]:
            child.start()

    def ask(self, request: object, limit: Limit) -> Answer:
        """The replies of one that is free. Waiting for it counts."""
        with self._turn:
            if not self._turn.wait_for(lambda: self._free, timeout=limit.left()):
                return Answer((), Outcome.BUSY)
            child = self._free.pop()
        try:
            return child.ask(request, limit)
        finally:
            with self._turn:
                self._free.append(child)
                self._turn.notify()

    def close(self) -> None:
        """End all of them, even in the middle of an answer."""
        for child in self._children:
            child.close()
