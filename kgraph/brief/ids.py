"""Ids that a brief gives: each once among its kind, and none that means something else."""

from __future__ import annotations

from kgraph.documents.located import Located
from kgraph.documents.reading import Reader

WORLD = "world"
"""The place around all sites has this id, whatever else is called so."""


def own_id(
    reader: Reader, item: Located | None, holder: Located, what: str, taken: set[str]
) -> str:
    """The id that a site, a cluster or a workload gives itself."""
    id = reader.own_id(item, holder, what, taken)
    if item is not None and id == WORLD:
        remedy = f"choose another id for {what}"
        reader.fault(item, f"'{WORLD}' means everything together", remedy)
    return id
