"""A process of our own that answers one question at a time: ended at a deadline, started anew with
the next question.

What cannot be interrupted, may take all memory, or holds the interpreter's lock for long is done in
such a child. It is asked in frames over pipes; the far side is `kgraph.process.far_side`. A child
ends when its answer takes too long, when it needs too much memory, when it is closed, and by itself
when this process is gone, in whatever way.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Any

from kgraph.process.far_side import OUT_OF_MEMORY, read_frame, write_frame
from kgraph.process.interrupts import when_interrupted

FAR_SIDE = Path(__file__).with_name("far_side.py")
MEMORY = 2 << 30
"""The most bytes of address space of a child, unless it says otherwise."""
LAST = 19
"""The niceness of a child that lets all others go first: the system has no more."""
LONGEST = 86_400.0
START = 60.0
"""The seconds that a process may take over what it is first sent."""


class Limit:
    """The time that one question of a user may take, from now on, whatever it leads to and waits
    for.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = min(max(seconds, 0.0), LONGEST)
        self._end = time.monotonic() + self.seconds

    def left(self) -> float:
        """The seconds that are left, at least 0."""
        return max(self._end - time.monotonic(), 0.0)

    def __format__(self, _spec: str) -> str:
        return f"{self.seconds:g} s"


class Outcome(Enum):
    """How a question came to its end."""

    DONE = auto()
    BUSY = auto()
    """Its time was up before it had its turn: others had asked before, or the process was not
    ready.
    """
    LATE = auto()
    MEMORY = auto()
    ENDED = auto()


@dataclass(frozen=True, slots=True)
class Answer:
    """The replies to a question, in order, and what came after them; `how` the process ended, where
    it did.
    """

    values: tuple[Any, ...]
    outcome: Outcome
    how: str = ""


class Errand:
    """What somebody waits for, as long as it is wanted; whatever is asked of children within it.

    Once it is dropped, the process that is at work on it is ended, and none begins with it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: _Running | None = None
        self._dropped = False

    @property
    def at_work(self) -> bool:
        """Whether a process is at work on it now."""
        return self._running is not None

    def drop(self) -> None:
        """It is not wanted any more."""
        with self._lock:
            self._dropped = True
            if self._running is not None:
                self._running.process.kill()

    @contextlib.contextmanager
    def under_way(self) -> Iterator[None]:
        """What is asked meanwhile, in this thread, is part of it."""
        token = _ERRAND.set(self)
        try:
            yield
        finally:
            _ERRAND.reset(token)

    def begins(self, running: _Running) -> bool:
        """Let a process be at work on it, unless it was dropped; whether it may begin."""
        with self._lock:
            self._running = None if self._dropped else running
            return not self._dropped

    def rests(self) -> None:
        """No process is at work on it now."""
        with self._lock:
            self._running = None


_ERRAND: ContextVar[Errand | None] = ContextVar("errand", default=None)


class Child:
    """The near end of a process that is started with the first question. Safe to share between
    threads.

    `serves` names the module that answers, and `form` that of the frames. `memory` is the most
    bytes of address space, where the system knows such a limit. Each new process is sent `first`,
    if anything (or what it gives, where it can be called), which a question that has no time to
    wait for it does not break off; after so many `questions` it is replaced. One that `yields` has
    the lowest priority, and so has what it starts: all others go first.
    """

    def __init__(
        self,
        serves: str,
        *,
        form: str,
        memory: int = MEMORY,
        first: Any = None,
        questions: float = float("inf"),
        yields: bool = False,
    ) -> None:
        self._running: _Running | None = None
        self.memory = memory
        self._yields = yields
        self._form = form
        self._serves = serves
        self._first = first
        self._questions = questions
        self._lock = threading.Lock()
        _CHILDREN.add(self)

    def __del__(self) -> None:
        """Who fell out of a cache, and is asked by nobody any more, leaves no process behind."""
        self._let_go()

    def start(self) -> None:
        """Start the process, unless there is one. Does not wait until it is ready."""
        with self._lock:
            self._ready()

    def tell(self, request: Any) -> None:
        """Send what there is no reply to, and go on."""
        with self._lock, contextlib.suppress(OSError):  # it has ended: so it has nothing to know
            self._ready().send(request, LONGEST)

    def ask(self, request: Any, limit: Limit) -> Answer:
        """The replies to a question. Waiting for who asked before, and until the process is ready,
        counts.
        """
        if not self._lock.acquire(timeout=limit.left()):
            return Answer((), Outcome.BUSY)
        try:
            if not limit.left():
                return Answer((), Outcome.BUSY)
            return self._exchange(request, limit)
        finally:
            self._lock.release()

    def close(self) -> None:
        """End the process, if there is one, even in the middle of an answer."""
        self.kill()
        if self._lock.acquire(blocking=False):  # else who is asking hears of its end
            try:
                self._let_go()
            finally:
                self._lock.release()

    def kill(self) -> None:
        """Tell the process to end, if there is one, and wait for nothing."""
        if running := self._running:
            running.process.kill()

    def _let_go(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            running.end()

    def _ready(self) -> _Running:
        """The process, started where there is none, or none that is to go on."""
        running = self._running
        if running is not None and running.goes_on and running.asked < self._questions:
            return running
        self._let_go()
        first = self._first() if callable(self._first) else self._first
        options = (self._form, self.memory, self._serves)
        self._running = running = _Running(*options, first, yields=self._yields)
        if _INTERRUPTED.is_set():
            running.process.kill()
        return running

    def _exchange(self, request: Any, limit: Limit) -> Answer:
        running = self._ready()
        if not running.begun(limit):  # it goes on: who asks next finds it further
            return Answer((), Outcome.BUSY)
        errand = _ERRAND.get()
        if errand is None:
            return self._answered(running, request, limit)
        if not errand.begins(running):
            return Answer((), Outcome.ENDED, "nobody waits any more")
        try:
            return self._answered(running, request, limit)
        finally:
            errand.rests()

    def _answered(self, running: _Running, request: Any, limit: Limit) -> Answer:
        deadline = _Deadline(running, limit.left())
        values: list[Any] = []
        try:
            running.send(request, limit.left())
            running.receive(values)
        except (EOFError, OSError):
            outcome, how = running.ended() if deadline.met() else (Outcome.LATE, "")
            self._let_go()
            return Answer(tuple(values), outcome, how)
        except BaseException:  # what it was still to send must not answer the next question
            deadline.met()
            self._let_go()
            raise
        if not deadline.met():
            self._let_go()
        return Answer(tuple(values), Outcome.DONE)


class _Running:
    """One process, from its start to its end."""

    def __init__(
        self, form: str, memory: int, serves: str, first: Any, *, yields: bool = False
    ) -> None:
        self.asked = 0
        self._form = form
        self._due = 0  # to how many requests the last reply has not been read
        far, self._lifeline = os.pipe()
        options = [form, str(memory), str(LAST if yields else 0), str(far), serves]
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-P", str(FAR_SIDE), *options],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pass_fds=() if sys.platform == "win32" else (far,),
                creationflags=_priority(yields=yields),
            )
        except BaseException:
            os.close(self._lifeline)
            raise
        finally:
            os.close(far)
        self._beginning = threading.Thread(target=self._begin, args=(first,), daemon=True)
        if first is not None:
            self._beginning.start()

    def _begin(self, first: Any) -> None:
        """Send what comes first, and wait until it is done."""
        with contextlib.suppress(EOFError, OSError):  # it has ended: who asks is told
            self.send(first, START)
            self.receive([])

    def begun(self, limit: Limit) -> bool:
        """Whether what was sent first is done, within the limit."""
        if self._beginning.ident is not None:
            self._beginning.join(limit.left())
        return not self._beginning.is_alive()

    @property
    def goes_on(self) -> bool:
        return self.process.poll() is None

    def send(self, request: Any, seconds: float) -> None:
        """Send a request with the time that it may take."""
        if self.process.stdin is None:
            raise OSError("the process was started without pipes")
        self.asked += 1
        self._due += 1
        write_frame(self.process.stdin, (seconds, request), self._form)

    def receive(self, values: list[Any]) -> None:
        """Add the replies to the last request to a list as they come; those to earlier ones are
        passed over.
        """
        if self.process.stdout is None:
            raise OSError("the process was started without pipes")
        while self._due:
            reply = read_frame(self.process.stdout, self._form)
            if not reply:
                self._due -= 1
            elif self._due == 1:
                values += reply

    def end(self) -> None:
        """End the process and let go of it."""
        self.process.kill()
        if self._beginning.ident is not None:
            self._beginning.join()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was still to be sent has nobody to go to
                    pipe.close()
        self.process.wait()
        os.close(self._lifeline)

    def ended(self) -> tuple[Outcome, str]:
        """How a process ended that nobody ended."""
        code = self.process.wait()
        how = _how(code)
        if code == OUT_OF_MEMORY or how == "SIGABRT":  # native libraries abort where memory is out
            return Outcome.MEMORY, how
        return (Outcome.LATE if how == "SIGALRM" else Outcome.ENDED), how


class _Deadline:
    """Ends a process after some seconds, unless the work is done before. The clock starts at once."""

    def __init__(self, running: _Running, seconds: float) -> None:
        self._running = running
        self._lock = threading.Lock()
        self._done = self._missed = False
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._timer.start()

    def _end(self) -> None:
        with self._lock:
            if not self._done:
                self._missed = True
                self._running.process.kill()

    def met(self) -> bool:
        """Stop the clock; whether it was still running."""
        self._timer.cancel()
        with self._lock:
            self._done = True
            return not self._missed


def _priority(*, yields: bool) -> int:
    """The flags with which a process is made: elsewhere than on Windows it sees to that itself."""
    if sys.platform == "win32" and yields:
        return subprocess.IDLE_PRIORITY_CLASS
    return 0


def _how(code: int) -> str:
    """How a process ended, in words.

    >>> _how(-9), _how(1)
    ('SIGKILL', 'exit code 1')
    """
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"exit code {code}"


_CHILDREN: weakref.WeakSet[Child] = weakref.WeakSet()
_INTERRUPTED = threading.Event()


@when_interrupted
def _kill_all() -> None:
    """End every process and start none: a thread that waits for one of them goes on, and to its
    end.
    """
    _INTERRUPTED.set()
    for child in list(_CHILDREN):
        child.kill()


@atexit.register
def _close_all() -> None:
    for child in list(_CHILDREN):
        child.close()
