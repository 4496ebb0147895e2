"""Limits of what a whole command may take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

MEMORY = 4 << 30
"""The most bytes of address space of a command; each of its children has a limit of its own."""


@contextmanager
def bounded(seconds: float, words: str) -> Iterator[None]:
    """End the command that runs where this is not done so long after it began, with these words.

    What it has begun is undone, its processes are ended. From here on it has so much memory, and
    MemoryError where that is not enough. A program that is no command of ours has no such limits.
    """
    from kgraph.process import far_side, interrupts

    if interrupts.listening():
        far_side.limit_memory(MEMORY)
    with interrupts.ended_after(seconds, words):
        yield
