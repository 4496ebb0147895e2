"""What readers will most likely ask for next, worked out while nobody waits for anything.

One part of one task at a time for the whole server, of the reader who came last first. While
somebody waits for something no further part begins; what has begun comes to its end, since all
others go before it, and to start anew would cost more. It is gone on with later, unless its reader
has something else before them by then, or has left.
"""

from __future__ import annotations

import logging
import os
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from kgraph import api
from kgraph.errors import InputError, KgraphError

VARIABLE, WISHES = "KGRAPH_AHEAD", {"yes": True, "no": False, "": True}
"""The variable of the environment that says whether anything is worked out ahead, and what it may
say: it is, where that says nothing.
"""
Task = Callable[[], bool]
"""Does the next part of something, of which it finds what is done; whether there is more to do."""
READERS = 16
"""So many readers have a list of tasks, those who came last."""
REST = 60.0
"""After how many seconds without a task the process for them is ended."""
_LOG = logging.getLogger(__name__)


def wished() -> bool:
    """Whether anything is worked out ahead; InputError where the variable says neither."""
    said = os.environ.get(VARIABLE, "")
    if said not in WISHES:
        raise InputError.one(VARIABLE, f"'{said[:80]}' is neither yes nor no", "say one of them")
    return WISHES[said]


@dataclass(slots=True)
class _Reading:
    """What somebody has before them, and what is still to be done for it; nothing while `away`."""

    what: Hashable
    tasks: deque[Task]
    is_here: Callable[[], bool]
    away: bool = False


class Ahead:
    """Tasks by reader, and the one thread that does them. Safe to share between threads."""

    def __init__(self) -> None:
        self._turn = threading.Condition()
        self._waiting = 0
        self._readings: OrderedDict[str, _Reading] = OrderedDict()
        self._begun = False

    def read(
        self, reader: str, what: Hashable, tasks: Iterable[Task], is_here: Callable[[], bool]
    ) -> None:
        """Do what a reader may ask for next who has this before them: instead of what was to be
        done for them, unless that is the same.

        Left out once the reader is not here any more.
        """
        with self._turn:
            reading = self._readings.pop(reader, None)
            if reading is None or reading.what != what:
                reading = _Reading(what, deque(tasks), is_here)
            reading.away = False
            self._readings[reader] = reading
            while len(self._readings) > READERS:
                self._readings.popitem(last=False)
            if reading.tasks:
                self._start()
            self._turn.notify()

    def turn(self, reader: str) -> None:
        """A reader turns to something else, or to the same again: nothing is to be done for them
        until one knows.
        """
        with self._turn:
            if reader in self._readings:
                self._readings[reader].away = True

    def begin_waiting(self) -> None:
        """Somebody waits for something from now on: that goes first."""
        with self._turn:
            self._waiting += 1

    def end_waiting(self) -> None:
        """They have it, or wait no more."""
        with self._turn:
            self._waiting -= 1
            self._turn.notify()

    def _start(self) -> None:
        """Start the thread, unless there is one. Within the lock."""
        if not self._begun:
            self._begun = True
            threading.Thread(target=self._work, name="ahead", daemon=True).start()

    def _work(self) -> None:
        while True:
            self._wait()
            self.do_next()

    def _wait(self) -> None:
        """Wait for a task; after a while without the process for them."""
        with self._turn:
            if self._turn.wait_for(self._due, REST):
                return
        api.rest_idle()
        with self._turn:
            self._turn.wait_for(self._due)

    def _due(self) -> _Reading | None:
        """What is to be gone on with now, if nobody waits. Within the lock."""
        if self._waiting:
            return None
        for reading in reversed(self._readings.values()):
            if not reading.is_here():
                reading.tasks.clear()
            elif reading.tasks and not reading.away:
                return reading
        return None

    def do_next(self) -> bool:
        """Do a part of the task whose turn it is; whether there was one."""
        with self._turn:
            reading = self._due()
            if reading is None:
                return False
            task = reading.tasks[0]
        over = _over(task, len(reading.tasks))
        with self._turn:
            for _ in range(min(over, len(reading.tasks))):
                reading.tasks.popleft()
        return True


def _over(task: Task, among: int) -> int:
    """Do a part of a task; so many tasks are over then, the next one of these first."""
    try:
        return 0 if task() else 1
    except InputError:  # told to who asks for the same
        return 1
    except KgraphError:  # it takes too long: so will the others
        return among
    except Exception:
        _LOG.exception("what nobody has asked for failed")
        return 1


AHEAD = Ahead()
"""That of the server."""
