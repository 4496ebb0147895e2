"""A process of our own that answers one question at a time: ended at a deadline, started anew with the next question.

What cannot be interrupted, may take all memory, or holds the interpreter's lock for long is done in such a child. It is
asked in frames over pipes; the far side is `kgraph.process.far_side`.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from kgraph.process.far_side import JSON, PICKLE, read_frame, write_frame

__all__ = ["JSON", "PICKLE", "Child", "Deadline", "pipes", "read_frame", "write_frame"]

FAR_SIDE = Path(__file__).with_name("far_side.py")


class Child:
    """A process and its near end, to be derived from. It starts when `_start` is called; a file given as `serves` imports nothing of kgraph.

    `form` is that of the frames; `memory` the most bytes of address space, where the system knows such a limit; 0 is none.
    """

    def __init__(self, serves: str | Path, *, form: str, memory: int = 0) -> None:
        self._command = [sys.executable, "-P", str(FAR_SIDE), form, str(memory), str(serves)]
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def _start(self) -> subprocess.Popen[bytes]:
        """A new process, in place of the one there may be."""
        self._discard()
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        return self._process

    def _alive(self) -> subprocess.Popen[bytes] | None:
        """The process, unless there is none or it has ended."""
        process = self._process
        return process if process is not None and process.poll() is None else None

    @contextlib.contextmanager
    def _until(self, deadline: Deadline) -> Iterator[None]:
        """The time of one exchange of frames. Where the deadline passes, or the exchange is broken off, the process ends:
        what it was still to send must not answer the next question.
        """
        try:
            yield
        except BaseException:
            deadline.met()
            self._discard()
            raise
        if not deadline.met():
            self._discard()

    def _discard(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was still to be sent has nobody to go to
                    pipe.close()
        process.wait()


class Deadline:
    """Ends a process after some seconds, unless the work is done before. The clock starts at once."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self._process = process
        self._lock = threading.Lock()
        self._done = self._missed = False
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._timer.start()

    def _end(self) -> None:
        with self._lock:
            if not self._done:
                self._missed = True
                self._process.kill()

    def met(self) -> bool:
        """Stop the clock; whether it was still running."""
        self._timer.cancel()
        with self._lock:
            self._done = True
            return not self._missed


def pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    """Where to write questions, and where to read replies."""
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("the process was started without pipes")
    return process.stdin, process.stdout
