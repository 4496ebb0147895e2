"""The far side of a child process: frames over pipes, and the start of what answers them.

`kgraph.process.child` starts this file by its path, with the form of the frames, the limit of memory and what serves: a dotted
name, or the path of a file, which then is loaded without importing anything else of kgraph. What serves has a function
``serve(requests, reply)``: an iterator of requests, and a function that sends a reply.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Callable, Iterator

TYPE_CHECKING = False  # as in `typing`, which takes longer to import than all the rest
if TYPE_CHECKING:
    from types import ModuleType
    from typing import IO, Any

HEAD = struct.Struct(">Q")
JSON, PICKLE = "json", "pickle"
"""The forms of frames: `JSON` where the child reads what strangers wrote, `PICKLE` between two processes of one mind."""


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


def _loaded(target: str) -> ModuleType:
    """What serves: a file by its path, or a module of the same kgraph as this file."""
    if target.endswith(".py"):
        with open(target, "rb") as file:  # noqa: PTH123 - pathlib takes longer to import than the rest of this file
            code = compile(file.read(), target, "exec")
        module = type(sys)("served")
        exec(code, module.__dict__)  # noqa: S102 - as if it were started; importlib would load more modules
        return module
    from importlib import import_module

    root = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))  # noqa: PTH120
    if root not in sys.path:
        sys.path.insert(0, root)
    return import_module(target)


def _requests(stream: IO[bytes], form: str) -> Iterator[Any]:
    while True:
        try:
            yield read_frame(stream, form)
        except EOFError:
            return


def main() -> None:
    """Serve until the other end is gone."""
    form, memory, target = sys.argv[1:]
    inward, outward = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a stray print would be read as a frame
    limit_memory(int(memory))
    serve: Callable[..., None] = _loaded(target).serve
    serve(_requests(inward, form), lambda reply: write_frame(outward, reply, form))


if __name__ == "__main__":
    main()
