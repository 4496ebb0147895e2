"""Pictures painted in processes of their own, so that the interpreter's lock is free for others meanwhile.

A painting ends at its limit of time and at its limit of memory; one that would have too many pixels is not begun.
"""

from __future__ import annotations

import contextlib
import math
import os
import re
import signal
import threading
from collections.abc import Iterator, Sequence
from typing import Any

from kgraph.errors import InputError, Problem, RenderFailed, RenderTimeout
from kgraph.formats.options import Options
from kgraph.layout.drawing import Drawing
from kgraph.process.child import PICKLE, Child, Deadline, pipes, read_frame, write_frame

TIMEOUT = 30.0
MEMORY = 2 << 30
PIXELS = 100_000_000
"""What is painted within the other two limits with room to spare: a pixel takes some 9 bytes and 0.14 µs."""

_ROOT = re.compile(r"<svg\b[^>]*>")
_SIDE = re.compile(r"""\s(width|height)\s*=\s*["']\s*(\d+(?:\.\d+)?)(?:px)?\s*["']""")


class Painter:
    """Up to `most` processes that paint, one for each core by default; safe to share between threads.

    They are made when they are needed, used again, and end with `close`. Who comes while all are busy waits; `timeout` is
    the time for one painting without that wait.
    """

    def __init__(
        self,
        *,
        most: int | None = None,
        timeout: float = TIMEOUT,
        memory: int = MEMORY,
        pixels: int = PIXELS,
    ) -> None:
        self._timeout = timeout
        self._memory = memory
        self._pixels = pixels
        self._lock = threading.Lock()
        self._free = threading.BoundedSemaphore(most or os.cpu_count() or 1)
        self._idle: list[_Hand] = []
        self._all: list[_Hand] = []

    def prepare(self, module: str) -> None:
        """Start a process that has loaded the module of a format by the time it is needed. Does not wait for it."""
        if self._free.acquire(blocking=False):
            with self._one() as hand:
                hand.load(module)

    def paint(
        self,
        svg: str,
        *,
        scale: float = 1.0,
        fonts: Sequence[str] | None = None,
        system_fonts: bool = False,
    ) -> bytes:
        """The PNG bytes of an SVG, `scale` pixels for each of its own, with font files (the shipped ones by default).

        InputError where the SVG says no size, is damaged, or would have too many pixels; RenderTimeout; RenderFailed.
        """
        root = _ROOT.search(svg)
        sides = {side: float(size) for side, size in _SIDE.findall(root[0] if root else "")}
        if not (sides.get("width") and sides.get("height")):
            raise InputError.one(
                "picture", "says no width and height", "give its svg element both, in pixels"
            )
        self._check(sides["width"], sides["height"], scale)
        return self._ask(("paint", svg, scale, fonts, system_fonts))

    def render(
        self, module: str, drawing: Drawing, options: Options, *, zoom: float | None = None
    ) -> bytes:
        """What the module of a format makes of a drawing. `zoom` is how many pixels a point becomes by default, if any.

        InputError where it would have too many pixels, or as the module raises it; RenderTimeout; RenderFailed.
        """
        if zoom is not None:
            self._check(
                drawing.width, drawing.height, zoom if options.scale is None else options.scale
            )
        return self._ask(("render", module, drawing, options))

    def close(self) -> None:
        """End all processes, busy or not."""
        with self._lock:
            hands, self._all, self._idle = self._all, [], []
        for hand in hands:
            hand.close()

    def _check(self, width: float, height: float, scale: float) -> None:
        if not (math.isfinite(scale) and scale > 0):
            raise InputError.one("scale", f"is {scale:g}", "give a number above 0")
        if width * height * scale * scale >= self._pixels + 1:
            size = f"{width * scale:,.0f} × {height * scale:,.0f}"
            fits = math.floor(math.sqrt(self._pixels / (width * height)) * 100) / 100
            raise InputError.one(
                "scale",
                f"{scale:g} makes a picture of {size} pixels, more than the {self._pixels:,} that are painted",
                f"take {fits:g} or less, or a format without pixels such as svg"
                if fits
                else "take a format without pixels such as svg",
            )

    def _ask(self, request: tuple[Any, ...]) -> bytes:
        self._free.acquire()
        with self._one() as hand:
            reply = hand.ask(request, self._timeout)
        kind, value = reply
        if kind == "done":
            image: bytes = value
            return image
        if kind == "input":
            raise InputError(value)
        if kind == "late":
            raise RenderTimeout(
                f"picture: took longer than {self._timeout:g} s to paint and was ended: take a smaller scale, or a smaller view"
            )
        if kind == "memory":
            raise RenderFailed(
                f"picture: needs more than {self._memory >> 20:,} MB of memory to paint: take a smaller scale, or a smaller view"
            )
        if kind == "ended":
            raise RenderFailed(
                f"picture: the process that paints it has ended ({value}): try again, or take a smaller scale"
            )
        what, trace = value
        remedy = "choose another format, and report it"
        error = RenderFailed(str(Problem("picture", "cannot be painted", remedy, what)))
        error.add_note(trace)
        raise error

    @contextlib.contextmanager
    def _one(self) -> Iterator[_Hand]:
        """A process for one use; the semaphore has let us in before."""
        try:
            with self._lock:
                if self._idle:
                    hand = self._idle.pop()  # the one used last: those started for a rush can rest
                else:
                    hand = _Hand(self._memory)
                    self._all.append(hand)
            try:
                yield hand
            finally:
                with self._lock:
                    if hand in self._all:
                        self._idle.append(hand)
        finally:
            self._free.release()


class _Hand(Child):
    """One process that paints, used by one thread at a time."""

    def __init__(self, memory: int) -> None:
        super().__init__("kgraph.formats.painter_process", form=PICKLE, memory=memory)

    def load(self, module: str) -> None:
        """Have a module loaded; there is no reply."""
        questions, _ = pipes(self._alive() or self._start())
        with contextlib.suppress(OSError):  # it has ended: it is started anew with what it is to do
            write_frame(questions, ("load", module), PICKLE)

    def ask(self, request: tuple[Any, ...], seconds: float) -> tuple[str, Any]:
        """The reply, or ("late", None), ("memory", None) or ("ended", how)."""
        process = self._alive() or self._start()
        questions, replies = pipes(process)
        deadline = Deadline(process, seconds)
        try:
            with self._until(deadline):
                write_frame(questions, request, PICKLE)
                reply: tuple[str, Any] = read_frame(replies, PICKLE)
                return reply
        except (EOFError, OSError):
            if not deadline.met():
                return "late", None
        code = process.wait()
        aborted = code == -signal.SIGABRT  # as the painting library ends without memory
        return ("memory", None) if aborted else ("ended", _how(code))

    def close(self) -> None:
        """End the process, if there is one."""
        self._discard()


def _how(code: int) -> str:
    """How a process ended, in words.

    >>> _how(-9), _how(1)
    ('SIGKILL', 'exit code 1')
    """
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"exit code {code}"
