"""Which layer each word and each component is from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from kgraph import terms
from kgraph.api.layers import in_force
from kgraph.api.wiring import dataset
from kgraph.knowledge import store
from kgraph.model.layer import Layer

_FROM = "SELECT ?thing ?layer { ?thing o:catalog ?layer }"


def own_words() -> Mapping[str, str]:
    """The layer that each thing is from, by its short address such as ``d:operations``.

    Empty where no layers hold.
    """
    return _of(in_force())


@lru_cache(maxsize=8)
def _of(layers: tuple[Layer, ...]) -> dict[str, str]:
    if not layers:
        return {}
    rows = store.rows(dataset(), _FROM)
    return {terms.shorten(row["thing"]): row["layer"] for row in rows}
