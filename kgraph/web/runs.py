"""Answers that visitors ask for: each made once for all who ask at the same time, remembered for a
while, and dropped where nobody waits for it any more.

What was worked out before anybody asked has a share of its own in what is remembered.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import Generic, TypeVar

from kgraph import api
from kgraph.web.ahead import AHEAD

Made = TypeVar("Made")
LOOK = 0.05
"""After how many seconds of waiting one looks whether the answer is still wanted."""
LINGER = 0.5
"""For how many seconds a run goes on that nobody waits for: most are done by then, and one who
takes a change back finds its answer.
"""
BEFORE = 5.0
"""For how many seconds one goes on that was begun before somebody asked."""
_THREADS = ThreadPoolExecutor(32, thread_name_prefix="run")


class _Run(Generic[Made]):
    """One answer under way."""

    def __init__(self) -> None:
        self.waiting = 0
        self.errand = api.errand()
        self.future: Future[Made] = Future()

    def begin(self, make: Callable[[], Made]) -> None:
        self.future = _THREADS.submit(copy_context().run, self._make, make)

    def _make(self, make: Callable[[], Made]) -> Made:
        with self.errand.under_way():
            return make()


class _Latest(OrderedDict[Hashable, Made]):
    """So many values at most, those that were kept last."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def keep(self, key: Hashable, made: Made) -> None:
        self[key] = made
        if len(self) > self._most:
            self.popitem(last=False)


class Runs(Generic[Made]):
    """Answers by what they answer, the last `kept` of them. Safe to share between threads.

    Of these `ahead` are for what nobody has asked for yet, which pushes out nothing else.
    """

    def __init__(self, kept: int, *, ahead: int = 0) -> None:
        self._known = _Latest[Made](kept - ahead)
        self._ahead = _Latest[Made](ahead)
        self._under_way: dict[Hashable, _Run[Made]] = {}
        self._lock = threading.Lock()

    def ask(self, key: Hashable, make: Callable[[], Made], look: Callable[[], object]) -> Made:
        """The answer to a key, made in a thread of its own where it is not known.

        While it is not there, `look` is called every now and then, and may raise: then this one
        waits no more. What `make` raises is raised for all who wait, and not remembered.
        """
        with self._lock:
            if key in self._ahead:
                self._known.keep(key, self._ahead.pop(key))
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
            run = self._under_way.get(key) or self._begun(key, make)
            run.waiting += 1
        try:
            return _waited(run.future, look)
        finally:
            self._leave(key, run)

    def begin(self, key: Hashable, make: Callable[[], Made]) -> None:
        """Begin with an answer that somebody will ask for in a moment; else it is dropped soon."""
        with self._lock:
            if self._has(key) or key in self._under_way:
                return
            run = self._begun(key, make)
        self._end_after(BEFORE, key, run)

    def _has(self, key: Hashable) -> bool:
        return key in self._known or key in self._ahead

    def peek(self, key: Hashable) -> Made | None:
        """The answer to a key, if it is there; it counts not as asked for."""
        with self._lock:
            return self._known.get(key, self._ahead.get(key))

    def lay_by(self, key: Hashable, made: Made) -> None:
        """Remember an answer that nobody has asked for yet, in the share for such."""
        with self._lock:
            if not self._has(key):
                self._ahead.keep(key, made)

    def _begun(self, key: Hashable, make: Callable[[], Made]) -> _Run[Made]:
        """A run under way from now on. Within the lock."""
        run = self._under_way[key] = _Run()
        AHEAD.begin_waiting()
        run.begin(partial(self._kept, key, run, make))
        return run

    def _kept(self, key: Hashable, run: _Run[Made], make: Callable[[], Made]) -> Made:
        try:
            made = make()
            with self._lock:
                self._known.keep(key, made)
            return made
        finally:
            self._over(key, run)

    def _over(self, key: Hashable, run: _Run[Made]) -> None:
        """Nobody joins a run any more."""
        with self._lock:
            if self._under_way.get(key) is not run:
                return
            del self._under_way[key]
        AHEAD.end_waiting()

    def _leave(self, key: Hashable, run: _Run[Made]) -> None:
        """One waits no more: where all have left, the run ends soon, or does not begin."""
        with self._lock:
            run.waiting -= 1
            left = not run.waiting and not run.future.done()
        if not left:
            return
        if not run.errand.at_work:
            self._end(key, run)
            return
        self._end_after(LINGER, key, run)

    def _end_after(self, seconds: float, key: Hashable, run: _Run[Made]) -> None:
        """End a run for which nobody waits then."""
        clock = threading.Timer(seconds, self._end, (key, run))
        clock.daemon = True
        clock.start()

    def _end(self, key: Hashable, run: _Run[Made]) -> None:
        with self._lock:
            if run.waiting or run.future.done():
                return
        self._over(key, run)
        run.errand.drop()
        run.future.cancel()

    def clear(self) -> None:
        """Forget what is known."""
        with self._lock:
            self._known.clear()
            self._ahead.clear()


def _waited(future: Future[Made], look: Callable[[], object]) -> Made:
    while True:
        try:
            return future.result(timeout=LOOK)
        except TimeoutError:
            if future.done():
                return future.result()
            look()
