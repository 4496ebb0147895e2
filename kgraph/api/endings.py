"""Limits of what a whole command may take."""

from __future__ import annotations

from contextlib import AbstractContextManager


def ended_after(seconds: float, words: str) -> AbstractContextManager[None]:
    """End the command that runs where this is not done so long after it began, with these words.

    What it has begun is undone, its processes are ended. For a program that is no command of ours,
    nothing is ended.
    """
    from kgraph.process import interrupts

    return interrupts.ended_after(seconds, words)
