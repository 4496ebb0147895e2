"""Use cases that take long, done in processes of their own, so that whoever asks for something else
meanwhile does not wait for the lock of the interpreter.
"""

from __future__ import annotations

from functools import cache, partial
from typing import Any

from kgraph.api.layers import in_force
from kgraph.errors import KgraphError
from kgraph.process.child import Child, Errand, Limit
from kgraph.process.far_side import PICKLE
from kgraph.process.pool import Pool

READY = "ready"
"""What each such process is told first: to load what it will need."""
BESIDE, HERE = "beside", "here"
"""How such a process solves: in further ones, or by itself."""
RECYCLE, RECYCLE_SOLVING = 2000, 200
"""After how many use cases a process is replaced, whatever it may have kept; one that solves by
itself sooner: the solver never forgets a name it has seen.
"""
MOST_SECONDS, MOST_IDLE = 120.0, 20.0
"""How long one of these may take, with the waiting for its turn; and one that nobody waits for."""


def apart(use_case: str, *given: Any, **named: Any) -> Any:
    """What a use case of this api gives, done apart under the layers that hold here.

    What it is given and gives are values that can be sent. InputError and others as the use case;
    KgraphError where it takes too long or too much memory, or is not wanted any more.
    """
    return _done(_pool(), MOST_SECONDS, use_case, given, named)


def apart_at_length(use_case: str, *given: Any, **named: Any) -> Any:
    """The same for what takes seconds of work, one after another: it keeps no picture waiting."""
    return _done(_long_pool(), MOST_SECONDS, use_case, given, named)


def apart_idly(use_case: str, *given: Any, **named: Any) -> Any:
    """The same for what nobody waits for: one after another, while the processors have nothing else
    to do.
    """
    return _done(_idle_pool(), MOST_IDLE, use_case, given, named)


def _done(
    pool: Pool, seconds: float, use_case: str, given: tuple[Any, ...], named: dict[str, Any]
) -> Any:
    answer = pool.ask((use_case, given, named, in_force()), Limit(seconds))
    if not answer.values:
        how = answer.how or answer.outcome.name.lower()
        raise KgraphError(f"{use_case}: came to no end ({how}): try again")
    kind, value = answer.values[0]
    if kind == "found":
        return value
    raise value


def errand() -> Errand:
    """Something that is asked for as long as somebody wants it: within its `under_way` whatever is
    done apart belongs to it, and `drop` ends that.
    """
    return Errand()


def start_apart() -> None:
    """Start these processes, without waiting until they are ready."""
    _pool().start()


def rest_idle() -> None:
    """End the process for what nobody waits for; it is started again when it is needed."""
    _idle_pool().close()


@cache
def _pool() -> Pool:
    return Pool(_child)


@cache
def _long_pool() -> Pool:
    return Pool(partial(_child, solving=BESIDE), 1)


@cache
def _idle_pool() -> Pool:
    """One process, which starts no other: it may be ended at any time, and leaves none behind."""
    return Pool(partial(_child, solving=HERE), 1)


def _child(*, solving: str = "") -> Child:
    first: tuple[Any, ...] = (READY, (), {"solving": solving}, in_force())
    return Child(
        "kgraph.api.apart_process",
        form=PICKLE,
        first=first,
        questions=RECYCLE_SOLVING if solving == HERE else RECYCLE,
        yields=solving == HERE,
    )
