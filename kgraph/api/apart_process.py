"""A process that does use cases for another one: name, given, named, layers in, what it gives out.

Started by `kgraph.api.processes`.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from kgraph import api
from kgraph.api.layers import instead
from kgraph.api.processes import HERE, READY
from kgraph.api.wiring import knowledge, selector, solve_here, solver
from kgraph.errors import KgraphError

NEEDED = (
    "kgraph.analysis.versions",
    "kgraph.formats.rendering",
    "kgraph.layout.choosing",
    "kgraph.view.arranging",
    "kgraph.view.offered",
)
"""What nearly every use case loads."""
SELDOM = 50_000, 20, 100
"""How seldom garbage is looked for: a picture makes many small things, and little garbage."""


def serve(requests: Iterator[Any], reply: Callable[[Any], None]) -> None:
    """Do use cases until there are no more."""
    for use_case, given, named, layers in requests:
        try:
            with instead(layers):
                done = _load if use_case == READY else getattr(api, use_case)
                found: tuple[str, Any] = "found", done(*given, **named)
        except KgraphError as error:
            found = "refused", error
        except Exception as error:  # a fault of ours, told where it was asked for
            found = "failed", RuntimeError(f"{use_case}: {type(error).__name__}: {error}")
        reply(found)


def _load(*, solving: str) -> None:
    """Load what most use cases need, and let it stay out of collections of garbage.

    What solves `beside` or `here` starts the solver, whose start would count as time of its first
    question.
    """
    if solving == HERE:
        solve_here()
    if solving:
        solver()
    for module in NEEDED:
        import_module(module)
    knowledge()
    selector().result()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
