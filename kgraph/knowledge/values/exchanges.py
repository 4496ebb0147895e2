"""What components offer and use, by protocol and signal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pyoxigraph as ox

from kgraph.knowledge.store import rows
from kgraph.model.exchange import Exchange, Exchanges
from kgraph.terms import ONT, tail

EXCHANGES = """
SELECT DISTINCT ?x ?direction ?protocol ?signal {
  ?x o:speaks ?n . ?n o:protocol ?protocol ; ?direction ?signal
}"""


def offers(store: ox.Store) -> Mapping[str, Exchanges]:
    """For each component what others open a connection to it for, sorted."""
    return _exchanges(store, "offers")


def uses(store: ox.Store) -> Mapping[str, Exchanges]:
    """For each component what it opens a connection for, sorted."""
    return _exchanges(store, "uses")


def _exchanges(store: ox.Store, direction: str) -> Mapping[str, Exchanges]:
    found: dict[str, list[Exchange]] = defaultdict(list)
    for row in rows(store, EXCHANGES, direction=ONT + direction):
        found[tail(row["x"])].append(Exchange(tail(row["protocol"]), tail(row["signal"])))
    return defaultdict(tuple, {id: tuple(sorted(values)) for id, values in found.items()})
