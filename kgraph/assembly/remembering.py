"""What was proven is not asked for again: the last answers, by the question they answer."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable

from kgraph.assembly.solution import Solution

KEPT = 16
"""How many answers are remembered, those asked for last."""


class Memory:
    """Answers by the digest of their question. Safe to share between threads.

    A question is everything that the solver reads, so that an answer holds for as long as it is
    kept.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[bytes, Solution] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, key: bytes) -> Solution | None:
        """The answer to a question, if it is remembered."""
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
            return self._known.get(key)

    def keep(self, key: bytes, answer: Solution) -> None:
        """Remember an answer, and forget the one that was not asked for the longest."""
        with self._lock:
            self._known[key] = answer
            if len(self._known) > KEPT:
                self._known.popitem(last=False)


def key(facts: Iterable[str], statements: Iterable[str], like: Solution | None) -> bytes:
    """What tells a question from others, in 32 bytes."""
    text = "\n".join((*facts, "", *statements, "", repr(like)))
    return hashlib.sha256(text.encode()).digest()
