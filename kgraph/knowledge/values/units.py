"""What is counted by preferences, in words."""

from __future__ import annotations

import pyoxigraph as ox

from kgraph.knowledge.store import rows
from kgraph.terms import tail

UNITS = "SELECT ?x ?one ?many { ?x a o:Preference ; o:unit ?one ; o:units ?many }"


def units(store: ox.Store) -> dict[str, tuple[str, str]]:
    """What one of what each preference counts is called, and what several are."""
    found = sorted(rows(store, UNITS), key=lambda row: row["x"])
    return {tail(row["x"]): (row["one"], row["many"]) for row in found}
