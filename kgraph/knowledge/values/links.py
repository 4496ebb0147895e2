"""The links that options ask for."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from kgraph.knowledge.store import rows
from kgraph.model.link import End, Link
from kgraph.terms import tail

LINKS = """
SELECT ?x ?label ?signal ?asks ?from ?to ?first ?last {
  ?x a o:Link ; rdfs:label ?label ; o:signal ?signal
  OPTIONAL { ?x o:asks ?asks }
  OPTIONAL { ?x o:from ?from }
  OPTIONAL { ?x o:to ?to }
  OPTIONAL { ?x o:fromComponent ?first }
  OPTIONAL { ?x o:toComponent ?last }
}"""


def links(store: ox.Store) -> dict[str, Link]:
    """The links by their ids, sorted."""
    found = {}
    for row in sorted(rows(store, LINKS), key=lambda row: row["x"]):
        id = tail(row["x"])
        found[id] = Link(
            id=id,
            label=row["label"],
            start=_end(row, "from", "first"),
            end=_end(row, "to", "last"),
            signal=tail(row["signal"]),
            asks=row.get("asks") == "true",
        )
    return found


def _end(row: Mapping[str, str], capability: str, component: str) -> End:
    """One end of a link, by the names of what it may be in a row."""
    named = (tail(row[name]) if name in row else None for name in (capability, component))
    return End(*named)
