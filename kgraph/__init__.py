"""kgraph: an architecture knowledge graph that assembles, explains and draws.

>>> import kgraph
>>> architecture = kgraph.assemble("name: Small shop")
>>> picture = kgraph.draw(architecture)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kgraph.api import assemble, check, draw, knowledge, load, query, read_architecture, read_brief
    from kgraph.errors import InputError, KgraphError, OutputError, QueryRefused, QueryTimeout, Unsatisfiable
    from kgraph.model.architecture import Architecture, Flow, Place, Placement, Reason
    from kgraph.model.brief import Brief
    from kgraph.model.component import Component
    from kgraph.model.conflict import Conflict
    from kgraph.model.finding import Finding

_HOMES = {
    "kgraph.api": ("assemble", "check", "draw", "knowledge", "load", "query", "read_architecture", "read_brief"),
    "kgraph.errors": ("InputError", "KgraphError", "OutputError", "QueryRefused", "QueryTimeout", "Unsatisfiable"),
    "kgraph.model.architecture": ("Architecture", "Flow", "Place", "Placement", "Reason"),
    "kgraph.model.brief": ("Brief",),
    "kgraph.model.component": ("Component",),
    "kgraph.model.conflict": ("Conflict",),
    "kgraph.model.finding": ("Finding",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Architecture",
    "Brief",
    "Component",
    "Conflict",
    "Finding",
    "Flow",
    "InputError",
    "KgraphError",
    "OutputError",
    "Place",
    "Placement",
    "QueryRefused",
    "QueryTimeout",
    "Reason",
    "Unsatisfiable",
    "assemble",
    "check",
    "draw",
    "knowledge",
    "load",
    "query",
    "read_architecture",
    "read_brief",
]


def __getattr__(name: str) -> Any:
    """Load what is asked for when it is asked for: importing kgraph alone loads no heavy library."""
    if name not in _HOME:
        raise AttributeError(f"module 'kgraph' has no attribute '{name}'")
    return getattr(importlib.import_module(_HOME[name]), name)
