"""What documents say beside the architecture itself: findings, alternatives, risks.

Gathered, if wished, in the background.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kgraph import assembly
from kgraph.api.analyses import risks
from kgraph.api.architectures import ready
from kgraph.api.checks import check
from kgraph.api.choices import FOLLOWING_THEME
from kgraph.api.layers import layered
from kgraph.api.wiring import beside, knowledge, solver
from kgraph.errors import KgraphError, SolverTimeout

if TYPE_CHECKING:
    from concurrent.futures import Future

    from kgraph.formats.options import Options
    from kgraph.layout.drawing import Drawing
    from kgraph.model.answers import Alternative, Price
    from kgraph.model.architecture import Architecture
    from kgraph.model.brief import Brief
    from kgraph.model.finding import Finding
    from kgraph.model.risks import Risks
    from kgraph.reports.record.others import Considered

ASKED = 200
"""How many architectures the solver is asked for, the best included: one for each decision."""
PATIENCE = 60.0
"""Seconds that the alternatives in a document may take.

As many as whoever asks for an architecture waits: what a document says must not hang on how busy
the machine was.
"""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the documents of one architecture say of it."""

    considered: Considered
    risks: Risks


@layered
def considered(architecture: Architecture, *, timeout: float = PATIENCE) -> Considered:
    """The alternatives to an architecture within a limit of time; where there are none, why."""
    from kgraph.reports.record.others import Considered

    if architecture.brief is None:
        return Considered(note="None are known: this architecture was not assembled from a brief.")
    try:
        found, finished = _asked(architecture.brief, timeout)
    except SolverTimeout:
        return Considered(note=f"The solver found none within {timeout:g} s.")
    except (
        KgraphError,
        KeyError,
    ) as error:  # a brief of another day may name what is no longer known
        unmet = f"the brief cannot be met with today's catalog ({_first(error)})"
        return Considered(note=f"None could be looked for: {unmet}.")
    if not finished:
        _asked.cache_clear()  # there may be more time next time
    note = "" if finished else f"There may be others: the solver had {timeout:g} s."
    return Considered(found, note, _priced(architecture.brief, timeout))


@lru_cache(4)
def _priced(brief: Brief, timeout: float) -> tuple[Price, ...]:
    """What the preferences of a brief cost."""
    return assembly.prices(ready(brief), ready, solver(), timeout=timeout)


@lru_cache(4)
def _asked(brief: Brief, timeout: float) -> tuple[tuple[Alternative, ...], bool]:
    """What the solver finds, and whether it came to its end.

    Several architectures of one brief ask the same.
    """
    return assembly.alternatives(ready(brief), solver(), count=ASKED, timeout=timeout)


def _first(error: Exception) -> str:
    words = str(error).splitlines() or [type(error).__name__]
    return words[0]


@layered
def gather(architecture: Architecture) -> Gathered:
    """Alternatives and risks of an architecture."""
    return Gathered(considered(architecture), risks(architecture))


def gathering(architecture: Architecture) -> Future[Gathered]:
    """The same, begun at once in a thread of its own.

    The solver has its own process, and so it runs beside other work.
    """
    return beside(gather, architecture)


@layered
def page(
    architecture: Architecture,
    drawings: Sequence[Drawing],
    *,
    findings: Iterable[Finding] | None = None,
    gathered: Gathered | None = None,
    options: Options | None = None,
) -> str:
    """One HTML file of an architecture, with these drawings as tabs and the decision record.

    It needs no network.
    """
    from kgraph.formats.options import Options
    from kgraph.reports.page import render_page

    told = gather(architecture) if gathered is None else gathered
    return render_page(
        architecture,
        knowledge(),
        drawings,
        findings=tuple(check(architecture) if findings is None else findings),
        considered=told.considered,
        risks=told.risks,
        options=options or Options(theme=FOLLOWING_THEME.id),
    )
