"""How a command ends that is told to: by Ctrl+C, by SIGTERM, because its terminal is gone, or
because its time is up.

They take one way. Wherever the command is, an exit is raised, so that what it has begun is
undone on the way out; it says so in one line and ends: told by a signal, with 128 and its number,
as a shell would tell it. This module imports little, so that a command can listen before it loads
anything else.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
from _thread import get_ident, start_new_thread
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic, sleep

TYPE_CHECKING = False  # as in `typing`, which takes longer to import than all the rest
if TYPE_CHECKING:
    from types import FrameType
    from typing import NoReturn

SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
ALARM = getattr(signal, "SIGALRM", 0)
IMPORTING = "<frozen importlib._bootstrap>"
"""The file that frames of the import system name."""
SOON = 0.01
"""After how many seconds it is tried again where an interrupt came to nothing."""
WAY_OUT = 10.0
"""After how many seconds a command ends whatever it still undoes: something holds it."""
LATE = 2
"""The exit code of a command whose time is up, as of one whose input is wrong."""

_AT_ONCE: list[Callable[[], None]] = []


class Interrupted(SystemExit):
    """The command was told to end. An exit, since nothing but the way out is to be done about it."""


def when_interrupted(act: Callable[[], None]) -> Callable[[], None]:
    """Have a function called as soon as a signal comes, whatever the threads are waiting for; it
    must not wait itself.
    """
    _AT_ONCE.append(act)
    return act


@contextmanager
def interruptible() -> Iterator[None]:
    """Listen to the signals while a command runs and, with nothing left to undo, until its process
    has ended.
    """
    listener = _Listener()
    _LISTENING.append(listener)
    try:
        listener.listen()  # a signal may come before all of them are listened to
        yield
    finally:
        _LISTENING.remove(listener)
        listener.undone = True
        if listener.number:
            listener.end()


@contextmanager
def ended_after(seconds: float, words: str) -> Iterator[None]:
    """End the command, as a signal would, where this is not done so long after it began: then it
    says these words.

    Nothing is done where no command listens, or the system has no such clock.
    """
    if not listening() or not ALARM:
        yield
        return
    listener = _LISTENING[-1]
    listener.words = words
    left = max(seconds - (monotonic() - listener.begun), SOON)
    if not listener.number:  # else the clock is set already, to try again or for the way out
        signal.setitimer(signal.ITIMER_REAL, left, SOON)
    try:
        yield
    finally:
        if not listener.number:
            signal.setitimer(signal.ITIMER_REAL, 0)


def listening() -> bool:
    """Whether a command runs here that ends as this module says."""
    return bool(_LISTENING)


class _Listener:
    """What is known of the signal that has come, if one has."""

    def __init__(self) -> None:
        self.begun = monotonic()
        self.number = 0
        self.undone = False
        self.raised = False
        self.words = ""
        """What is said when the time is up."""

    def listen(self) -> None:
        for number in SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
                signal.signal(number, self.take)
        if hasattr(signal, "setitimer"):
            signal.signal(ALARM, self.alarm)
        if hasattr(signal, "pthread_kill"):
            heard, told = os.pipe()
            os.set_blocking(told, False)
            signal.set_wakeup_fd(told, warn_on_full_buffer=False)
            start_new_thread(self.nudge, (heard, get_ident()))
        sys.unraisablehook = self.lost
        atexit.register(_no_longer)  # the first to be registered is the last to be called

    def nudge(self, heard: int, main: int) -> None:
        """Send a signal once more to the thread that can act on it, until it has.

        One that comes just before that thread begins to wait, or to another thread, wakes nobody.
        """
        while not self.number:
            number = os.read(heard, 1)[0]
            sleep(SOON)
            if not self.number and number in (*SIGNALS, ALARM):
                signal.pthread_kill(main, number)

    def take(self, number: int, _frame: FrameType | None) -> None:
        """The first signal ends the command; those that follow would only disturb the way out,
        but for one that comes before the command is on it.
        """
        if self.raised or self._held_back(number):
            return
        self.number = self.number or number
        self.insist()

    def alarm(self, number: int, frame: FrameType | None) -> None:
        """The time is up, or it is time to try again."""
        if self.number:
            self.insist()
        else:
            self.take(number, frame)

    def _held_back(self, number: int) -> bool:
        """Whether this thread holds a signal back for now, which another thread has taken: then it
        is sent to this one.
        """
        if not hasattr(signal, "pthread_kill") or number not in _held():
            return False
        signal.pthread_kill(get_ident(), number)
        return True

    def insist(self) -> None:
        """Raise the exit, or end at once where nothing is left to undo, or undoing takes too long.

        Not while something is imported: the import system would keep its lock on a module, and
        whoever imports that later would wait forever.
        """
        if ALARM:
            signal.setitimer(signal.ITIMER_REAL, 0)
        if self.undone or self.raised:
            self.end()
        if ALARM and _is_importing():
            signal.setitimer(signal.ITIMER_REAL, SOON)
            return
        self.raised = True
        for act in _AT_ONCE:  # not before: what it ends would be told as a failure
            act()
        if ALARM:
            signal.setitimer(signal.ITIMER_REAL, WAY_OUT)
        raise Interrupted(self.code)

    def lost(self, what: sys.UnraisableHookArgs) -> None:
        """The interrupt came in a callback that nobody can raise from, as the import system has
        some: again, soon after.
        """
        if not isinstance(what.exc_value, Interrupted):
            sys.__unraisablehook__(what)
        elif hasattr(signal, "setitimer"):
            self.raised = False
            signal.setitimer(signal.ITIMER_REAL, SOON)

    @property
    def code(self) -> int:
        """The exit code."""
        return LATE if self.number == ALARM else 128 + self.number

    def end(self) -> NoReturn:
        """Say so, and end without whatever else Python does at its end."""
        words = self.words if self.number == ALARM else "interrupted"
        after = "\n" if os.isatty(2) else ""  # what the terminal shows for the keys
        with suppress(OSError):  # there may be nobody to tell
            os.write(2, f"{after}{words}\n".encode())
        os._exit(self.code)


_LISTENING: list[_Listener] = []
"""The listener of the command that runs, if one does."""


def _is_importing() -> bool:
    """Whether this thread is in the middle of an import."""
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if frame.f_code.co_filename == IMPORTING:
            return True
        frame = frame.f_back
    return False


def _held() -> set[int]:
    """The signals that the calling thread holds back."""
    return set(signal.pthread_sigmask(signal.SIG_BLOCK, ()))


def _no_longer() -> None:
    """Everything is done: while Python takes itself apart, a signal would only spoil the exit code."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
