"""Checking a layer: its entries, its words and its policy, over all that holds here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.api.layers import opened, over
from kgraph.api.policies import policies
from kgraph.api.wiring import entries, knowledge

if TYPE_CHECKING:
    from kgraph.catalog import Entry


def check_layer(folder: Path) -> tuple[Entry, ...]:
    """The entries of a layer, which is sound; InputError with every problem where it is not."""
    layers = opened([folder])
    with over(layers):
        knowledge()
        policies()
        names = {layer.name for layer in layers}
        return tuple(entry for entry in entries() if entry.layer in names)
