"""What serves in the children of test_child.py: it says what it hears, or does what it is told."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any


def _allocated() -> int:
    return len(bytearray(1 << 28))


def _abort() -> None:
    os.abort()


def _sleep() -> None:
    time.sleep(600)


def _hold_the_lock() -> None:
    """Keep the interpreter's lock for minutes, as libraries do: no other thread gets its turn."""
    sum(range(1 << 34))


ACTS: dict[str, Callable[[], Any]] = {
    "loaded": lambda: sorted(sys.modules),
    "allocate": _allocated,
    "abort": _abort,
    "sleep": _sleep,
    "hold": _hold_the_lock,
    "print": lambda: print("in the way"),
    "pid": os.getpid,
    "niceness": lambda: os.nice(0),
    "interrupt": lambda: [os.kill(os.getpid(), n) for n in (signal.SIGINT, signal.SIGTERM)],
}


def serve(requests: Iterator[Any], reply: Callable[[Any], None]) -> None:
    """Answer with what an act gives, or else with what was asked; to a list, with an answer to each
    of its items.
    """
    for request in requests:
        for item in request if isinstance(request, list) else [request]:
            reply(ACTS[item]() if isinstance(item, str) and item in ACTS else item)
