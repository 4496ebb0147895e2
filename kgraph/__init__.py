"""kgraph: an architecture knowledge graph that assembles, explains and draws.

>>> import kgraph
>>> architecture = kgraph.assemble("name: Small shop")
>>> picture = kgraph.draw(architecture)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kgraph.api import (
        assemble,
        blast_radius,
        check,
        compare,
        draw,
        draw_comparison,
        draw_component,
        knowledge,
        load,
        query,
        read_architecture,
        read_brief,
        risks,
        views,
    )
    from kgraph.errors import InputError, KgraphError, OutputError, QueryRefused, QueryTimeout, Unsatisfiable
    from kgraph.model.architecture import Architecture, Flow, Place, Placement, Reason
    from kgraph.model.brief import Brief
    from kgraph.model.comparison import Comparison
    from kgraph.model.component import Component
    from kgraph.model.conflict import Conflict
    from kgraph.model.finding import Finding
    from kgraph.model.risks import Loss, Risks

_HOMES = {
    "kgraph.api": (
        "assemble",
        "blast_radius",
        "check",
        "compare",
        "draw",
        "draw_comparison",
        "draw_component",
        "knowledge",
        "load",
        "query",
        "read_architecture",
        "read_brief",
        "risks",
        "views",
    ),
    "kgraph.errors": ("InputError", "KgraphError", "OutputError", "QueryRefused", "QueryTimeout", "Unsatisfiable"),
    "kgraph.model.architecture": ("Architecture", "Flow", "Place", "Placement", "Reason"),
    "kgraph.model.brief": ("Brief",),
    "kgraph.model.comparison": ("Comparison",),
    "kgraph.model.component": ("Component",),
    "kgraph.model.conflict": ("Conflict",),
    "kgraph.model.finding": ("Finding",),
    "kgraph.model.risks": ("Loss", "Risks"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Architecture",
    "Brief",
    "Comparison",
    "Component",
    "Conflict",
    "Finding",
    "Flow",
    "InputError",
    "KgraphError",
    "Loss",
    "OutputError",
    "Place",
    "Placement",
    "QueryRefused",
    "QueryTimeout",
    "Reason",
    "Risks",
    "Unsatisfiable",
    "assemble",
    "blast_radius",
    "check",
    "compare",
    "draw",
    "draw_comparison",
    "draw_component",
    "knowledge",
    "load",
    "query",
    "read_architecture",
    "read_brief",
    "risks",
    "views",
]


def __getattr__(name: str) -> Any:
    """Load what is asked for when it is asked for: importing kgraph alone loads no heavy library."""
    if name not in _HOME:
        raise AttributeError(f"module 'kgraph' has no attribute '{name}'")
    return getattr(importlib.import_module(_HOME[name]), name)
