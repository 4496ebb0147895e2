"""The far side of a child process: frames over pipes, ends of its own, and the start of what
answers.

`kgraph.process.child` starts this file by its path, with the form of the frames, the limit of
memory, the niceness, a lifeline and the name of the module that serves. That module has a function
``serve(requests, reply)``: an iterator of requests, and a function that sends a reply; there may be
any number of replies to a request.
"""

from __future__ import annotations

import os
import signal
import struct
import sys
from collections.abc import Callable, Iterator

TYPE_CHECKING = False  # as in `typing`, which takes longer to import than all the rest
if TYPE_CHECKING:
    from typing import IO, Any

HEAD = struct.Struct(">Q")
JSON, PICKLE = "json", "pickle"
"""The forms of frames: `JSON` where the child reads what strangers wrote, `PICKLE` between two
processes of one mind.
"""
GRACE = 2.0
"""The seconds after its time is up at which a process that nobody has ended ends itself."""
OUT_OF_MEMORY = 77
"""The exit code of a process that met its limit of memory."""


def write_frame(stream: IO[bytes], value: Any, form: str) -> None:
    """Send one value: its length, then the value."""
    data = _dumps(value, form)
    stream.write(HEAD.pack(len(data)) + data)
    stream.flush()


def read_frame(stream: IO[bytes], form: str) -> Any:
    """Receive one value; EOFError where the other end is gone, even in the middle of a frame."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        raise EOFError
    (length,) = HEAD.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return _loads(data, form)


def _dumps(value: Any, form: str) -> bytes:
    if form == JSON:
        import json

        return json.dumps(value, separators=(",", ":")).encode()
    import pickle

    return pickle.dumps(value)


def _loads(data: bytes, form: str) -> Any:
    if form == JSON:
        import json

        return json.loads(data)
    import pickle

    return pickle.loads(data)  # noqa: S301 - both ends are our own processes


def limit_memory(size: int) -> None:
    """No more address space than `size` bytes, where the system knows such a limit; 0 is no limit."""
    if size and sys.platform != "win32":
        import resource

        try:
            resource.setrlimit(resource.RLIMIT_AS, (size, size))
        except (OSError, ValueError):
            return


def give_way(niceness: int) -> None:
    """Let others go first, by so much more niceness, where the system knows it; so does what is
    started from here on.
    """
    if niceness and sys.platform != "win32":
        os.nice(niceness)


def end_with_parent(lifeline: int) -> None:
    """Have this process ended when its parent is gone: then the system closes the other end of a
    pipe, the lifeline.

    A library that paints, solves or searches may keep the interpreter's lock for as long as it
    likes, so no thread of ours could be relied on. Linux itself ends the process, by the signal it
    sends to who has asked to hear of a pipe; elsewhere a thread does it as soon as it gets the
    lock. Windows hands no pipe on: there the process ends when it has answered.
    """
    if sys.platform == "linux":
        import fcntl
        import select

        signal.signal(signal.SIGIO, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGIO})
        fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(lifeline, fcntl.F_SETFL, os.O_ASYNC)
        if select.select([lifeline], [], [], 0)[0]:  # it was gone before we had asked
            os._exit(1)
    elif sys.platform != "win32":
        end_when_closed(lifeline)


def end_when_closed(lifeline: int) -> None:
    """End this process by a thread that waits for the end of a pipe."""
    from _thread import start_new_thread

    def wait() -> None:
        os.read(lifeline, 1)
        os._exit(1)

    start_new_thread(wait, ())


def end_after(seconds: float) -> None:
    """Have this process ended after so long, whatever it is at; with 0 it is not."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)
        return
    import faulthandler

    faulthandler.cancel_dump_traceback_later()
    if seconds:
        faulthandler.dump_traceback_later(seconds, exit=True)


def _leave_signals_to_the_parent() -> None:
    """What ends a command, and reaches all of its processes, is for the parent to hear: it ends
    this one.
    """
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):
            signal.signal(number, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})


def _requests(inward: IO[bytes], outward: IO[bytes], form: str) -> Iterator[Any]:
    """Each request; when the next one is asked for, the other end is told that there are no more
    replies to this one.
    """
    while True:
        try:
            seconds, request = read_frame(inward, form)
        except EOFError:
            return
        end_after(seconds + GRACE)
        yield request
        end_after(0)
        write_frame(outward, [], form)


def main() -> None:
    """Serve until the other end is gone."""
    form, memory, niceness, lifeline, served = sys.argv[1:]
    inward, outward = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a stray print would be read as a frame
    give_way(int(niceness))
    _leave_signals_to_the_parent()
    end_with_parent(int(lifeline))
    limit_memory(int(memory))
    room = os.path.dirname(__file__)  # noqa: PTH120 - pathlib takes long to import
    root = os.path.dirname(os.path.dirname(room))  # noqa: PTH120
    if root not in sys.path:
        sys.path.insert(0, root)
    try:
        from importlib import import_module

        serve: Callable[..., None] = import_module(served).serve
        serve(_requests(inward, outward, form), lambda reply: write_frame(outward, [reply], form))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


if __name__ == "__main__":
    main()
