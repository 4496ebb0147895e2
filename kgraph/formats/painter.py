"""Pictures painted in processes of their own, so that the interpreter's lock is free for others
meanwhile.

A painting ends at its limit of time and at its limit of memory; one that would have too many pixels
is not begun.
"""

from __future__ import annotations

import contextlib
import math
import os
import threading
from collections.abc import Iterator
from typing import Any

from kgraph.errors import InputError, KgraphError, Problem, RenderFailed, RenderTimeout
from kgraph.formats.options import Options
from kgraph.layout.drawing import Drawing
from kgraph.process.child import MEMORY, Answer, Child, Limit, Outcome
from kgraph.process.far_side import PICKLE

TIMEOUT = 30.0
PIXELS = 100_000_000
"""What is painted within the other two limits with room to spare: a pixel takes some 9 bytes and
0.14 µs.
"""


class Painter:
    """Up to `most` processes that paint, one for each core by default; safe to share between
    threads.

    They are made when they are needed, used again, and end with `close`. `timeout` is the time for
    one painting from the moment it is asked for: who comes while all are busy waits within it.
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
        self._idle: list[Child] = []
        self._all: list[Child] = []

    def prepare(self, module: str) -> None:
        """Start a process that has loaded the module of a format by the time it is needed. Does not
        wait for it.
        """
        if self._free.acquire(blocking=False):
            with self._one() as hand:
                hand.tell(("load", module))

    def render(
        self, module: str, drawing: Drawing, options: Options, *, zoom: float | None = None
    ) -> bytes:
        """What the module of a format makes of a drawing. `zoom` is how many pixels a point becomes
        by default, if any.

        InputError where it would have too many pixels, or as the module raises it; RenderTimeout;
        RenderFailed.
        """
        if zoom is not None:
            self._check(
                drawing.width, drawing.height, zoom if options.scale is None else options.scale
            )
        return self.call(module, drawing, options)

    def call(self, module: str, *arguments: object) -> bytes:
        """What the `render` of a module makes of its arguments, in one of the processes."""
        return self._ask(("render", module, *arguments))

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
                f"{scale:g} makes a picture of {size} pixels, "
                f"more than the {self._pixels:,} that are painted",
                f"take {fits:g} or less, or a format without pixels such as svg"
                if fits
                else "take a format without pixels such as svg",
            )

    def _ask(self, request: tuple[Any, ...]) -> bytes:
        limit = Limit(self._timeout)
        if not self._free.acquire(timeout=limit.left()):
            raise self._untold(Answer((), Outcome.BUSY))
        with self._one() as hand:
            answer = hand.ask(request, limit)
        if answer.outcome is not Outcome.DONE:
            raise self._untold(answer)
        kind, value = answer.values[0]
        if kind == "input":
            raise InputError(value)
        if kind == "failed":
            what, trace = value
            remedy = "choose another format, and report it"
            error = RenderFailed(str(Problem("picture", "cannot be painted", remedy, what)))
            error.add_note(trace)
            raise error
        image: bytes = value
        return image

    def _untold(self, answer: Answer) -> KgraphError:
        """What to say where there was no answer."""
        smaller = "take a smaller scale, or a smaller view"
        if answer.outcome is Outcome.BUSY:
            return RenderTimeout(
                f"picture: no process was free to paint it within {self._timeout:g} s: try again"
            )
        if answer.outcome is Outcome.LATE:
            return RenderTimeout(
                f"picture: took longer than {self._timeout:g} s to paint and was ended: {smaller}"
            )
        if answer.outcome is Outcome.MEMORY:
            return RenderFailed(
                f"picture: needs more than {self._memory >> 20:,} MB of memory to paint: {smaller}"
            )
        return RenderFailed(
            f"picture: the process that paints it has ended ({answer.how}): "
            "try again, or take a smaller scale"
        )

    @contextlib.contextmanager
    def _one(self) -> Iterator[Child]:
        """A process for one use; the semaphore has let us in before."""
        try:
            with self._lock:
                if self._idle:
                    hand = self._idle.pop()  # the one used last: those started for a rush can rest
                else:
                    hand = Child("kgraph.formats.painter_process", form=PICKLE, memory=self._memory)
                    self._all.append(hand)
            try:
                yield hand
            finally:
                with self._lock:
                    if hand in self._all:
                        self._idle.append(hand)
        finally:
            self._free.release()
